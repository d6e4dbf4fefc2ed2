"""One watched folder, look by look: what comes in, when, and what does not."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from pathlib import Path

import pytest

from app.library.importing.ignore import IGNORE_FILE
from app.library.importing.names import as_path
from app.library.library import Library
from app.library.watching import State, add, looking
from app.library.watching.looking import GATHER_MOST_S, SETTLE_S
from db import DiskFull, NotFound, tasks, watched
from tests.app.library.watching.conftest import Watch, picture, queued


def test_a_file_comes_in_when_it_stands_still(watch: Watch, renders: Path) -> None:
    picture(renders / "a.png")
    assert watch.look() == []
    assert watch.looks.state == State("watching", 1)
    assert watch.look(SETTLE_S - 0.1) == []
    assert watch.look(0.1) == [["a.png"]]
    assert watch.looks.state == State("watching", 0)
    assert watch.settle() == []


def test_a_file_that_is_written_slowly_comes_in_whole(watch: Watch, renders: Path) -> None:
    whole = picture(renders.parent / "whole.png").read_bytes()
    with (renders / "slow.png").open("wb") as writing:
        for byte in whole[:12]:
            writing.write(bytes([byte]))
            writing.flush()
            assert watch.look(SETTLE_S) == []
        writing.write(whole[12:])
    assert watch.look(SETTLE_S) == []
    assert watch.look(SETTLE_S) == [["slow.png"]]


def test_a_file_whose_time_changes_is_still_being_written(watch: Watch, renders: Path) -> None:
    made = picture(renders / "a.png")
    for second in range(1, 5):
        os.utime(made, (second, second))
        assert watch.look(SETTLE_S) == []
    assert watch.look(SETTLE_S) == [["a.png"]]


def test_an_empty_file_waits_until_something_is_in_it(watch: Watch, renders: Path) -> None:
    (renders / "a.png").touch()
    assert watch.settle() == []
    assert watch.look(60) == []
    assert watch.looks.state == State("watching", 0)
    picture(renders / "a.png")
    assert watch.settle() == [["a.png"]]


def test_a_burst_is_one_import(watch: Watch, renders: Path) -> None:
    brought = []
    for number in range(4):
        picture(renders / f"{number}.png", number)
        brought += watch.look(1.0)
    assert brought == []
    assert watch.look(SETTLE_S) == [["0.png", "1.png", "2.png", "3.png"]]


def test_a_burst_waits_only_so_long_for_a_file_that_grows_on(watch: Watch, renders: Path) -> None:
    picture(renders / "a.png")
    waited = 0.0
    with (renders / "long.mp4").open("wb") as writing:
        while not (brought := watch.look(1.0)):
            writing.write(b"more")
            writing.flush()
            waited += 1.0
            assert waited < 100
    assert brought == [["a.png"]]
    assert waited >= GATHER_MOST_S


def test_more_files_than_one_import_takes_are_several(watch: Watch, renders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", 3)
    for number in range(7):
        picture(renders / f"{number}.png", number)
    assert [len(brought) for brought in watch.settle()] == [3, 3, 1]


def test_what_appeared_while_the_program_was_closed_comes_in_at_start(watch: Watch, renders: Path) -> None:
    picture(renders / "before.png", 1)
    assert watch.settle() == [["before.png"]]
    picture(renders / "meanwhile.png", 2)
    watch.restart()
    assert watch.settle() == [["meanwhile.png"]]


def test_a_renamed_or_moved_file_is_no_new_import(watch: Watch, renders: Path) -> None:
    picture(renders / "a.png", 1)
    picture(renders / "b.png", 2)
    watch.settle()
    (renders / "a.png").rename(renders / "best.png")
    (renders / "sorted").mkdir()
    (renders / "b.png").rename(renders / "sorted" / "b.png")
    assert watch.settle() == []
    watch.restart()
    (renders / "sorted").rename(renders / "kept")
    assert watch.settle() == []
    with watch.library.store.read() as read:
        assert set(watched.known(read, watch.folder_id)) == {"best.png", "kept/b.png"}


def test_a_file_that_is_renamed_while_its_import_waits_comes_in_under_its_new_name(watch: Watch, renders: Path) -> None:
    picture(renders / "a.png", 1)
    picture(renders / "b.png", 2)
    assert watch.settle() == [["a.png", "b.png"]]
    (renders / "a.png").rename(renders / "best.png")
    assert watch.settle() == []
    (task,) = queued(watch.library)
    assert task.params["sources"] == [str(renders / "best.png"), str(renders / "b.png")]
    assert task.params["target"]["watched"] == watch.folder_id


def test_a_file_that_is_put_where_a_renamed_one_was_comes_in(watch: Watch, renders: Path) -> None:
    picture(renders / "a.png", 1)
    watch.settle()
    (renders / "a.png").rename(renders / "best.png")
    picture(renders / "a.png", 2)
    assert watch.settle() == [["a.png"]]


def test_a_file_that_is_written_over_comes_in_again(watch: Watch, renders: Path) -> None:
    picture(renders / "a.png", 1)
    watch.settle()
    picture(renders / "a.png", 4711)
    assert watch.settle() == [["a.png"]]


def test_a_copy_of_a_known_file_is_given_to_the_import_to_compare(watch: Watch, renders: Path) -> None:
    picture(renders / "a.png", 1)
    watch.settle()
    shutil.copy2(renders / "a.png", renders / "copy.png")
    assert watch.settle() == [["copy.png"]]


def test_a_folder_that_goes_away_is_a_state_and_comes_back_by_itself(
        watch: Watch, renders: Path, caplog: pytest.LogCaptureFixture) -> None:
    picture(renders / "a.png", 1)
    watch.settle()
    renders.rename(renders.parent / "unplugged")
    with caplog.at_level(logging.INFO):
        for _ in range(20):
            assert watch.look(5.0) == []
            assert watch.looks.state == State("gone")
    assert len(caplog.records) == 1
    picture(renders.parent / "unplugged" / "b.png", 2)
    (renders.parent / "unplugged").rename(renders)
    assert watch.settle() == [["b.png"]]
    assert watch.looks.state == State("watching", 0)


def test_an_empty_mount_point_forgets_nothing(watch: Watch, renders: Path) -> None:
    picture(renders / "a.png", 1)
    watch.settle()
    renders.rename(renders.parent / "unplugged")
    renders.mkdir()
    assert watch.settle() == []
    renders.rmdir()
    (renders.parent / "unplugged").rename(renders)
    assert watch.settle() == []


def test_a_file_where_the_folder_was_is_no_folder(watch: Watch, renders: Path) -> None:
    renders.rmdir()
    renders.write_bytes(b"no folder")
    watch.look()
    assert watch.looks.state.kind == "gone"


def test_a_drive_that_answers_with_an_error_is_gone_and_not_empty(
        watch: Watch, renders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(renders / "a.png", 1)
    watch.settle()

    def unreachable(*_args: object) -> object:
        raise OSError(112, "Host is down")

    with monkeypatch.context() as broken:
        broken.setattr(os, "scandir", unreachable)
        watch.look()
        assert watch.looks.state == State("gone", 0, "Host is down")
    assert watch.settle() == []


def test_a_folder_that_may_not_be_read_says_so(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_args: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", denied)
    assert watch.look() == []
    assert watch.looks.state == State("refused", 0, "Permission denied")


def test_a_folder_inside_that_may_not_be_read_is_passed_over(
        watch: Watch, renders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(renders / "a.png", 1)
    picture(renders / "private" / "b.png", 2)
    scandir = os.scandir

    def denied(path: Path) -> object:
        if Path(path).name == "private":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    assert watch.settle() == [["a.png"]]
    assert watch.looks.state.kind == "watching"


def test_what_is_no_media_hidden_or_unfinished_is_left_alone_in_silence(watch: Watch, renders: Path) -> None:
    (renders / "a.txt").write_text("a prompt beside a picture")
    (renders / "workflow.json").write_text("{}")
    for name in (".hidden.png", "Thumbs.db", "b.png.crdownload", "c.png.part", ".cache/d.png"):
        picture(renders / name)
    assert watch.settle() == []
    (renders / "c.png.part").rename(renders / "c.png")
    assert watch.settle() == [["c.png"]]


def test_a_dailiesignore_file_leaves_out_what_it_says(watch: Watch, renders: Path) -> None:
    (renders / IGNORE_FILE).write_text("previews/\n*_temp_*.png\n")
    picture(renders / "previews" / "a.png", 1)
    picture(renders / "x_temp_1.png", 2)
    picture(renders / "shots" / "previews" / "b.png", 3)
    picture(renders / "shots" / "c.png", 4)
    assert watch.settle() == [["c.png"]]
    (renders / IGNORE_FILE).unlink()
    assert watch.settle() == [["a.png", "b.png", "x_temp_1.png"]]


def test_the_library_inside_a_watched_folder_is_left_out(library: Library) -> None:
    parent = library.folder.parent
    picture(library.paths.uploads_bucket / "someone" / "x.png", 9)
    picture(parent / "outside.png", 1)
    watch = Watch(library, parent, add(library, parent))
    assert watch.settle() == [["outside.png"]]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_that_lead_in_a_circle_end(watch: Watch, renders: Path) -> None:
    picture(renders / "deep" / "a.png", 1)
    (renders / "deep" / "back").symlink_to(renders)
    (renders / "dangling.png").symlink_to(renders / "nothing")
    assert watch.settle() == [["a.png"]]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have names in Unicode only")
def test_a_name_that_is_no_unicode_comes_in_as_any_other(watch: Watch, renders: Path) -> None:
    strange = os.fsdecode(b"take_\xff.png")
    picture(renders / strange, 1)
    assert watch.settle() == [["take_\\udcff.png"]]
    assert as_path(queued(watch.library)[0].params["sources"][0]).read_bytes() == (renders / strange).read_bytes()
    (renders / strange).rename(renders / "take.png")
    assert watch.settle() == []


@pytest.mark.skipif(os.name == "nt", reason="there are none there")
def test_a_pipe_in_the_folder_is_not_opened(watch: Watch, renders: Path) -> None:
    os.mkfifo(renders / "pipe.png")
    assert watch.settle() == []


def test_two_folders_do_not_know_of_each_other(library: Library, watch: Watch, tmp_path: Path) -> None:
    other = tmp_path / "phone"
    picture(other / "a.png", 2)
    second = Watch(library, other, add(library, other))
    picture(watch.folder / "a.png", 1)
    assert watch.settle() == [["a.png"]]
    second.brought()
    picture(other / "b.png", 3)
    assert second.settle() == [["a.png", "b.png"]]
    assert {task.params["target"]["origin"] for task in queued(library)} == {"renders", "phone"}


def test_a_full_disk_brings_it_at_the_next_look(watch: Watch, renders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(renders / "a.png", 1)
    watch.look()

    def full(*_args: object, **_more: object) -> None:
        raise DiskFull("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(tasks, "enqueue", full)
        with pytest.raises(DiskFull):
            watch.look(SETTLE_S)
    assert watch.look() == [["a.png"]]


def test_nothing_comes_in_from_a_folder_that_was_removed_meanwhile(watch: Watch, renders: Path, library: Library) -> None:
    picture(renders / "a.png", 1)
    watch.look()
    with library.store.write(None) as tx:
        watched.remove(tx, watch.folder_id)
    with pytest.raises(NotFound):
        watch.look(SETTLE_S)
    assert watch.brought() == []
