"""The list of watched folders: what can be added, and where it brings things."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.errors import UserError
from app.library import gallery, shots
from app.library.importing import Import, Target
from app.library.library import Library
from app.library.watching import add, all_folders, remove, set_paused
from db import Filter, NotFound, projects
from tests.app.library.watching.conftest import Watch, picture, queued
from tests.import_driver import examine_here


def _second_project(library: Library) -> str:
    with library.store.write("Second") as tx:
        return projects.create(tx, library.user_id, "Second")


def test_a_folder_is_listed_paused_and_removed(library: Library, renders: Path) -> None:
    folder_id = add(library, renders)
    (found,) = all_folders(library)
    assert (found.folder.path, found.folder.paused, found.brought, found.last) == (str(renders), False, 0, None)
    set_paused(library, folder_id, True)
    assert all_folders(library)[0].folder.paused
    set_paused(library, folder_id, False)
    assert not all_folders(library)[0].folder.paused
    remove(library, folder_id)
    assert all_folders(library) == []
    with pytest.raises(NotFound):
        set_paused(library, folder_id, True)


def test_the_library_and_what_is_in_it_cannot_be_watched(library: Library) -> None:
    for folder in (library.folder, library.paths.uploads_bucket):
        with pytest.raises(UserError, match="its own folder"):
            add(library, folder)
    assert all_folders(library) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_the_library_cannot_be_watched_by_a_link_either(library: Library, tmp_path: Path) -> None:
    (tmp_path / "by_link").symlink_to(library.folder)
    with pytest.raises(UserError, match="its own folder"):
        add(library, tmp_path / "by_link")


def test_no_folder_is_watched_twice_nor_one_inside_another(library: Library, renders: Path) -> None:
    (renders / "inner").mkdir()
    add(library, renders)
    for folder, reason in ((renders, "watched already"), (renders / "inner", "lies in"), (renders.parent, "in it is watched")):
        with pytest.raises(UserError, match=reason):
            add(library, folder)
    assert len(all_folders(library)) == 1


def test_another_project_may_watch_the_same_folder(library: Library, renders: Path) -> None:
    add(library, renders)
    add(library, renders, project_id=_second_project(library))
    assert [found.folder.project_name for found in all_folders(library)] == ["My film", "Second"]


def test_a_file_or_nothing_is_no_folder_to_watch(library: Library, renders: Path) -> None:
    with pytest.raises(UserError, match="no folder"):
        add(library, picture(renders / "a.png"))
    with pytest.raises(UserError, match="no folder"):
        add(library, renders / "nothing")


def test_what_is_there_already_can_be_left_out(library: Library, renders: Path) -> None:
    picture(renders / "old.png", 1)
    watch = Watch(library, renders, add(library, renders, existing=False))
    picture(renders / "new.png", 2)
    assert watch.settle() == [["new.png"]]


def test_files_go_to_the_project_and_shot_of_the_folder(library: Library, renders: Path) -> None:
    second = _second_project(library)
    first = library.project_id
    library.choose_project(second)
    shot = shots.create(library, "The door")
    library.choose_project(first)
    watch = Watch(library, renders, add(library, renders, project_id=second, shot_id=shot))
    picture(renders / "a.png", 1)
    watch.settle()
    (task,) = queued(library)
    assert task.project_id == second
    report = Import(library, [Path(s) for s in task.params["sources"]], Target(**task.params["target"]), examine_here,
                    project_id=task.project_id).run()
    assert len(report.imported) == 1
    with library.store.read() as read:
        from db import shots as rows

        assert [item.timeline_frame for item in rows.items(read, shot)] == [None]
    assert len(gallery.ids(library, Filter(project_id=second))) == 1
    assert len(gallery.ids(library, Filter(project_id=first))) == 0


def test_a_shot_of_another_project_is_refused(library: Library, renders: Path) -> None:
    shot = shots.create(library, "The door")
    with pytest.raises(UserError, match="another project"):
        add(library, renders, project_id=_second_project(library), shot_id=shot)


def test_the_step_names_the_folder_and_the_list_counts_what_came(library: Library, renders: Path) -> None:
    watch = Watch(library, renders, add(library, renders))
    for number in range(3):
        picture(renders / f"{number}.png", number)
    watch.settle()
    (task,) = queued(library)
    Import(library, [Path(s) for s in task.params["sources"]], Target(**task.params["target"]), examine_here,
           import_id=task.id).run()
    assert library.store.history()[0].label == "Import 3 items from renders"
    (found,) = all_folders(library)
    assert found.brought == 3
    assert found.last is not None


def test_a_project_in_the_trash_watches_nothing(library: Library, renders: Path) -> None:
    second = _second_project(library)
    add(library, renders, project_id=second)
    with library.store.write("Trash") as tx:
        projects.trash(tx, second)
    assert all_folders(library) == []
