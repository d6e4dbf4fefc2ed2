from __future__ import annotations

import hashlib
import os
import pickle
from pathlib import Path

import pytest

from app.media.hashing import BLOCK_BYTES, SourceChanged, copy_hashed, hash_file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.bin"
    path.write_bytes(os.urandom(2 * BLOCK_BYTES + 123))
    return path


def test_a_copy_has_the_same_bytes_and_their_hash(source: Path, tmp_path: Path) -> None:
    result = copy_hashed(source, tmp_path / "target.bin")
    assert (tmp_path / "target.bin").read_bytes() == source.read_bytes()
    assert result.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert result.size_bytes == 2 * BLOCK_BYTES + 123
    assert hash_file(source) == result


def test_an_empty_file_is_copied(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert copy_hashed(tmp_path / "empty", tmp_path / "copy").size_bytes == 0
    assert (tmp_path / "copy").exists()


def test_the_copy_keeps_the_time_of_the_source(source: Path, tmp_path: Path) -> None:
    os.utime(source, ns=(1_600_000_000_000_000_000, 1_600_000_000_000_000_000))
    copy_hashed(source, tmp_path / "target.bin")
    assert (tmp_path / "target.bin").stat().st_mtime_ns == 1_600_000_000_000_000_000


def test_progress_counts_bytes_block_by_block(source: Path, tmp_path: Path) -> None:
    seen: list[int] = []
    copy_hashed(source, tmp_path / "target.bin", seen.append)
    assert seen == [BLOCK_BYTES, 2 * BLOCK_BYTES, 2 * BLOCK_BYTES + 123]


def test_an_existing_target_is_left_as_it_was(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.bin"
    target.write_text("mine")
    with pytest.raises(FileExistsError):
        copy_hashed(source, target)
    assert target.read_text() == "mine"


@pytest.mark.parametrize("added", [b"more", b""])
def test_a_source_that_changes_while_it_is_read_is_refused(
    source: Path, tmp_path: Path, added: bytes
) -> None:
    def write(_done: int) -> None:
        if source.stat().st_mtime_ns != 1:
            with source.open("r+b") as file:
                file.seek(0, 2 if added else 0)
                file.write(added or b"x")
            os.utime(source, ns=(1, 1))

    with pytest.raises(SourceChanged):
        copy_hashed(source, tmp_path / "target.bin", write)
    assert not (tmp_path / "target.bin").exists()


def test_a_copy_that_is_stopped_leaves_nothing(source: Path, tmp_path: Path) -> None:
    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_hashed(source, tmp_path / "target.bin", stop)
    assert not (tmp_path / "target.bin").exists()


def test_a_missing_source_makes_no_target(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        copy_hashed(tmp_path / "none", tmp_path / "target.bin")
    assert not (tmp_path / "target.bin").exists()


def test_the_error_travels_between_processes() -> None:
    assert pickle.loads(pickle.dumps(SourceChanged("a.png"))).name == "a.png"
