"""`.dailiesignore`: the patterns of gitignore, in the folder and deeper down."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.library.importing.ignore import IGNORE_FILE, MOST_BYTES, Ignore


def _says(folder: Path, text: str | bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / IGNORE_FILE).write_bytes(text if isinstance(text, bytes) else text.encode())


def _left_out(ignore: Ignore, *names: str) -> set[str]:
    return {name for name in names if ignore.leaves_out(name.rstrip("/"), is_folder=name.endswith("/"))}


def test_a_folder_without_the_file_leaves_nothing_out(tmp_path: Path) -> None:
    assert _left_out(Ignore.at(tmp_path), "a.png", "drafts/") == set()


def test_patterns_are_those_of_gitignore(tmp_path: Path) -> None:
    _says(tmp_path, "# not these\n*.tmp\n!keep.tmp\ndrafts/\n/top.png\n\\#1.png\n")
    found = _left_out(Ignore.at(tmp_path), "x.tmp", "keep.tmp", "drafts/", "drafts", "top.png", "#1.png", "ok.png")
    assert found == {"x.tmp", "drafts/", "top.png", "#1.png"}


def test_patterns_hold_in_the_folders_below_and_a_leading_slash_does_not(tmp_path: Path) -> None:
    _says(tmp_path, "*.tmp\n/top.png\nshots/*/raw.png\n")
    below = Ignore.at(tmp_path).inside(tmp_path / "shots").inside(tmp_path / "shots" / "01")
    assert _left_out(below, "x.tmp", "top.png", "raw.png", "ok.png") == {"x.tmp", "raw.png"}


def test_the_file_of_a_deeper_folder_decides(tmp_path: Path) -> None:
    _says(tmp_path, "*.png\n")
    _says(tmp_path / "good", "!*.png\nbad.png\n")
    assert _left_out(Ignore.at(tmp_path), "a.png") == {"a.png"}
    assert _left_out(Ignore.at(tmp_path).inside(tmp_path / "good"), "a.png", "bad.png") == {"bad.png"}


def test_a_line_that_is_no_pattern_is_passed_over(tmp_path: Path) -> None:
    _says(tmp_path, "!\n*.tmp\n")
    assert _left_out(Ignore.at(tmp_path), "x.tmp", "a.png") == {"x.tmp"}


def test_the_byte_order_mark_and_line_ends_of_windows_do_no_harm(tmp_path: Path) -> None:
    _says(tmp_path, b"\xef\xbb\xbf*.tmp\r\n*.bak\r\n\xff\xfe.png\r\n")
    assert _left_out(Ignore.at(tmp_path), "x.tmp", "x.bak", "a.png") == {"x.tmp", "x.bak"}


def test_a_file_that_is_no_list_leaves_nothing_out(tmp_path: Path) -> None:
    _says(tmp_path, b"*\n" * MOST_BYTES)
    assert _left_out(Ignore.at(tmp_path), "a.png") == set()
    (tmp_path / "deeper" / IGNORE_FILE).mkdir(parents=True)
    assert _left_out(Ignore.at(tmp_path / "deeper"), "a.png") == set()


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root and Windows read what has no permission")
def test_a_file_that_cannot_be_read_leaves_nothing_out(tmp_path: Path) -> None:
    _says(tmp_path, "*\n")
    (tmp_path / IGNORE_FILE).chmod(0)
    assert _left_out(Ignore.at(tmp_path), "a.png") == set()
