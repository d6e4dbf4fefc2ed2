"""What file systems hold: pipes, devices, loops, names of any bytes. Each ends in exactly one list, and nothing hangs."""

from __future__ import annotations

import os
import socket
import sys
from collections import Counter
from pathlib import Path

import pytest

from app.library import health
from app.library import tasks as queue
from app.library.importing import Import, Report, Target, scan
from app.library.importing.names import as_path, as_text, shown
from app.library.library import Library
from db import imports
from tests.app.library.importing.conftest import found, run, small
from tests.factories import names, png_bytes
from tests.import_driver import examine_here

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these")


def reasons(report: Report) -> dict[str, str]:
    return {Path(item.source).name: item.reason or "" for item in (*report.skipped, *report.failed)}


def assert_each_once(library: Library, report: Report) -> None:
    with library.store.read() as read:
        listed = Counter(item.source for item in imports.report(read, report.import_id))
    assert set(listed.values()) <= {1}
    assert sum(listed.values()) == report.done == report.total


def test_pipes_sockets_and_devices_are_listed_and_never_opened(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, 1)
    os.mkfifo(source / "pipe.png")
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(source)  # a socket's path is short
        listening.bind("sock.png")
        (source / "null.png").symlink_to("/dev/null")
        report = run(library, source)
    assert found(report.imported) == ["take_001.png"]
    assert found(report.skipped) == ["null.png", "pipe.png", "sock.png"]
    assert "is a pipe" in reasons(report)["pipe.png"]
    assert "is a device" in reasons(report)["null.png"]
    assert "is a socket" in reasons(report)["sock.png"]
    assert_each_once(library, report)


def test_links_that_lead_nowhere_or_in_a_circle_end_in_a_list(library: Library, source: Path) -> None:
    small(source, 1)
    (source / "inner").mkdir()
    (source / "inner" / "up").symlink_to(source)
    (source / "itself.png").symlink_to(source / "itself.png")
    (source / "nowhere.png").symlink_to(source / "gone.png")
    (source / "same.png").symlink_to(source / "take_001.png")
    report = run(library, source)
    assert found(report.imported) == ["same.png"]
    assert found(report.duplicates) == ["take_001.png"]
    assert found(report.failed) == ["itself.png", "nowhere.png"]
    assert "leads nowhere" in reasons(report)["nowhere.png"]
    assert "is in this import already" in reasons(report)["up"]
    assert_each_once(library, report)


@pytest.mark.parametrize("name", [
    b"new\nline.png", "😀 film.png".encode(), b"x" * 251 + b".png", b"not\xff\xfeutf8.png", "עברית \u202egnp.png".encode(),
    b"tab\tand \x01 control.png", b" .png", b"-rf.png", b"a\\b.png", b"\xff.png"])
def test_names_of_any_bytes_come_in_and_the_report_leads_back_to_the_file(
    library: Library, source: Path, name: bytes
) -> None:
    path = os.fsencode(source) + b"/" + name
    Path(os.fsdecode(path)).write_bytes(png_bytes())
    Path(os.fsdecode(os.fsencode(source) + b"/bad_" + name[-240:])).write_bytes(png_bytes()[:40])
    report = run(library, source)
    (item,) = report.imported
    (broken,) = report.failed
    assert os.fsencode(as_path(item.source)) == path
    assert as_path(broken.source).exists()
    (title,) = names(library)
    assert title is not None
    assert title.isprintable() or "\u202e" in title
    assert "\n" not in (broken.reason or "")
    assert health.check(library, deep=True) == []
    assert_each_once(library, report)


def test_a_name_of_any_bytes_goes_through_the_queue(library: Library, tmp_path: Path) -> None:
    strange = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xffnew"))
    strange.mkdir()
    (strange / "a.png").write_bytes(png_bytes())
    queue.enqueue_import(library, [strange], Target())
    (task,) = queue.newest(library)
    assert as_path(task.params["sources"][0]) == strange
    assert shown(strange.name) == "?new"
    assert as_text(strange).endswith("\\udcffnew")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open everything")
def test_a_folder_without_permission_is_listed(library: Library, source: Path) -> None:
    small(source, 1)
    locked = source / "locked"
    locked.mkdir()
    locked.chmod(0)
    report = run(library, source)
    locked.chmod(0o700)
    assert found(report.failed) == ["locked"]
    assert "cannot be opened" in reasons(report)["locked"]


def test_a_file_given_twice_is_listed_once(library: Library, source: Path) -> None:
    (file,) = small(source, 1)
    report = run(library, file, source, file)
    assert (found(report.imported), report.done) == (["take_001.png"], 1)
    assert_each_once(library, report)


def test_what_dailiesignore_names_stays_out(library: Library, source: Path) -> None:
    small(source, 1, 2)
    (source / "drafts").mkdir()
    small(source / "drafts", 3)
    (source / ".dailiesignore").write_text("drafts/\n*_002.png\n")
    report = run(library, source)
    assert (found(report.imported), report.done, report.total) == (["take_001.png"], 1, 1)


def test_a_folder_with_more_names_than_are_held_at_once_is_gone_through_in_order(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "AT_ONCE", 7)
    small(source, *range(30))
    assert [path.name for path in scan.files_in([source])] == [f"take_{n:03}.png" for n in range(30)]
    assert len(run(library, source).imported) == 30


def test_a_deep_folder_is_no_problem(source: Path) -> None:
    deep = source
    for _ in range(300):
        deep = deep / "in"
    deep.mkdir(parents=True)
    small(deep, 1)
    assert [path.name for path in scan.files_in([source])] == ["take_001.png"]


def test_a_file_that_vanishes_after_it_was_found_is_listed_as_failed(library: Library, source: Path) -> None:
    first, second = small(source, 1, 2)

    def tick(_report: Report) -> bool:
        second.unlink(missing_ok=True)
        return True

    report = Import(library, [first, second], Target(), examine_here, tick=tick).run()
    assert len(report.imported) + len(report.failed) == 2
    assert_each_once(library, report)
