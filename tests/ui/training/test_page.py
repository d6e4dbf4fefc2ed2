"""The page of training data in a whole window: batches, captions, segments by keys and by hand, its trash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.jobs.training import make_pictures
from app.library import tasks, training
from app.library.importing import Import, Target
from app.ui.kit import theme
from app.ui.training.page import TrainingPage
from db import tasks as queue
from tests import media_factory as media
from tests.factories import png_bytes
from tests.import_driver import examine_here
from tests.ui.shell.windows import Desk, filled_library


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A window on a library with a batch of a clip and a picture, and another of a picture."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", reduce_motion=True)
    library = filled_library(tmp_path)
    source = tmp_path / "clips"
    source.mkdir()
    media.make_mp4(source / "tide.mp4", frames=48)
    (source / "tide.txt").write_text("the tide", encoding="utf-8")
    (source / "boat.png").write_bytes(png_bytes(number=1))
    Import(library, [source], Target(training_batch="Waves"), examine_here).run()
    (source / "dune.png").write_bytes(png_bytes(number=2))
    Import(library, [source / "dune.png"], Target(training_batch="Dunes"), examine_here).run()
    made = Desk(qtbot, library)
    yield made
    made.close()


def page(desk: Desk) -> TrainingPage:
    desk.session.open_page("training")
    desk.settle()
    return desk.window.pages.training()


def files(found: TrainingPage) -> list[str]:
    return [row.first for row in found.files.rows.rows]


def batches(found: TrainingPage) -> list[tuple[str, str]]:
    return [(row.first, row.second) for row in found.batches.rows.rows]


def choose(found: TrainingPage, name: str) -> None:
    found.files.go_to(files(found).index(name))


def open_batch(desk: Desk, found: TrainingPage, name: str) -> None:
    found.batches.go_to([row.first for row in found.batches.rows.rows].index(name))
    desk.settle()


def tide(desk: Desk) -> str:
    return next(item.id for item in training.items(desk.library) if item.original_filename == "tide.mp4")


def spans(desk: Desk) -> list[tuple[int, int, str]]:
    return [(s.start_ms, s.end_ms, s.description) for s in training.segments(desk.library, tide(desk))]


def test_batches_and_files_are_listed(desk: Desk) -> None:
    found = page(desk)
    assert desk.window.sidebar.page_rows["training"].count() == 3
    assert batches(found) == [("All files", "3"), ("Waves", "2"), ("Dunes", "1")]
    assert files(found) == ["boat.png", "dune.png", "tide.mp4"]
    open_batch(desk, found, "Waves")
    assert files(found) == ["boat.png", "tide.mp4"]
    assert found.batch_name() == "Waves"


def test_a_new_batch_is_named_by_typing(desk: Desk) -> None:
    found = page(desk)
    found.new_batch.click()
    desk.settle()
    typing = found.batches.findChild(QLineEdit)
    assert typing is not None
    typing.setText("Boats")
    QTest.keyClick(typing, Qt.Key.Key_Return)
    desk.wait(lambda: ("Boats", "0") in batches(found))
    assert found.no_files.isVisible()  # what to do next is said
    desk.window.window_actions.undo()
    desk.wait(lambda: ("New batch", "0") in batches(found))


def test_a_caption_is_kept_when_another_file_is_chosen(desk: Desk) -> None:
    found = page(desk)
    choose(found, "tide.mp4")
    assert found.editor.caption.toPlainText() == "the tide"
    found.editor.caption.setPlainText("the tide comes in")
    choose(found, "boat.png")
    desk.settle()
    assert found.editor.caption.toPlainText() == ""
    assert training.caption_of(training.item(desk.library, tide(desk))) == "the tide comes in"


def test_in_and_out_by_keys_make_a_segment(desk: Desk) -> None:
    found = page(desk)
    choose(found, "tide.mp4")
    found.files.setFocus()
    desk.press("Return")
    strip = found.editor.strip
    assert strip.hasFocus()
    for keys in ("Home", "Shift+Right", "I", "Shift+Right", "Right", "O"):
        desk.press(keys, strip)
    frame = strip.frame_ms()
    (made,) = spans(desk)
    assert made[0] == round(10 * frame)
    assert abs(made[1] - 21 * frame) <= 2
    desk.press("Down", strip)
    assert strip.chosen is not None
    desk.press("Right", strip)
    desk.press("I", strip)  # the chosen one starts later now
    assert spans(desk)[0][0] == round(round(10 * frame) + frame)
    desk.press("Del", strip)
    assert spans(desk) == []
    desk.window.window_actions.undo()
    desk.settle()
    assert len(spans(desk)) == 1


def test_escape_forgets_an_in_point(desk: Desk) -> None:
    found = page(desk)
    choose(found, "tide.mp4")
    strip = found.editor.strip
    strip.setFocus()
    for keys in ("Shift+Right", "I", "Escape", "Shift+Right", "O"):
        desk.press(keys, strip)
    assert spans(desk)[0][0] == 0  # from the start, since no in-point is set


def test_an_edge_is_dragged_and_kept_when_it_is_let_go(desk: Desk) -> None:
    training.add_segment(desk.library, tide(desk), 0, 1000)
    found = page(desk)
    choose(found, "tide.mp4")
    strip = found.editor.strip
    x = round(strip.x_of(1000))
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    QTest.mouseMove(strip, QPoint(x + 20, 10))
    assert spans(desk)[0][1] == 1000  # not yet
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(x + 20, 10))
    desk.settle()
    assert spans(desk)[0][1] == strip.ms_at(x + 20)


def test_the_caption_of_a_segment_is_typed_into_its_row(desk: Desk) -> None:
    training.add_segment(desk.library, tide(desk), 0, 1000)
    found = page(desk)
    choose(found, "tide.mp4")
    listed = found.editor.segments
    listed.setFocus()
    listed.go_to(0)
    desk.press("Return", listed)
    typing = listed.findChild(QLineEdit)
    assert typing is not None
    typing.setText("it comes")
    QTest.keyClick(typing, Qt.Key.Key_Return)
    desk.wait(lambda: spans(desk) == [(0, 1000, "it comes")])


def test_a_picture_has_no_strip(desk: Desk) -> None:
    found = page(desk)
    choose(found, "boat.png")
    assert not found.editor.strip.isVisible()
    choose(found, "tide.mp4")
    assert found.editor.strip.isVisible()


def test_files_and_batches_go_to_trash_and_come_back(desk: Desk) -> None:
    found = page(desk)
    choose(found, "boat.png")
    found.files.setFocus()
    desk.press("Del")
    assert files(found) == ["dune.png", "tide.mp4"]
    open_batch(desk, found, "Dunes")
    found.batches.setFocus()
    desk.press("Del")
    assert batches(found) == [("All files", "1"), ("Waves", "1")]
    found.head.trash.click()
    desk.settle()
    assert files(found) == ["boat.png", "dune.png"]
    open_batch(desk, found, "Dunes")
    found.restore_batch()
    desk.settle()
    choose(found, "boat.png")
    found.editor.restore.click()
    desk.settle()
    assert found.empty.isVisible()
    found.head.trash.click()
    desk.settle()
    assert files(found) == ["boat.png", "dune.png", "tide.mp4"]


def test_files_that_are_dropped_go_into_the_open_batch(desk: Desk, tmp_path: Path) -> None:
    found = page(desk)
    open_batch(desk, found, "Dunes")
    assert drop(desk, found, tmp_path / "new.png") == {"training_batch": "Dunes"}


def test_without_an_open_batch_they_go_into_one_called_like_their_folder(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "Harbour").mkdir()
    assert drop(desk, page(desk), tmp_path / "Harbour" / "new.png") == {"training_batch": "Harbour"}


def drop(desk: Desk, found: TrainingPage, file: Path) -> object:
    """The target of the import that a drop of this file starts."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    found.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                               Qt.KeyboardModifier.NoModifier))  # fmt: skip
    (task,) = [task for task in tasks.newest(desk.library) if task.task_type == "import"]
    return task.params["target"]


def test_the_menu_imports_and_opens_the_page(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.shell.pages.choose_files", lambda _parent: [tmp_path / "Harbour" / "new.png"])
    desk.window.actions_.by_id["import_training"].trigger()
    desk.settle()
    assert desk.session.page == "training"
    assert tasks.newest(desk.library)[0].params["target"] == {"training_batch": "Harbour"}


def test_the_batch_is_exported_to_the_folder_that_was_chosen(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.shell.pages.choose_folder", lambda *_given: tmp_path / "out")
    found = page(desk)
    assert not found.export.isVisible()  # of which batch?
    open_batch(desk, found, "Waves")
    found.export.click()
    desk.settle()
    names = {file.name for file in (tmp_path / "out" / "Waves").iterdir()}
    assert names == {"boat.png", "tide.mp4", "tide.txt", "dataset.json"}


def test_missing_pictures_are_asked_for_once_and_made(desk: Desk) -> None:
    item = training.item(desk.library, tide(desk))
    desk.library.paths.training_poster(item.metadata["sha256"]).unlink()
    found = page(desk)
    choose(found, "tide.mp4")
    asked = lambda: [t for t in tasks.newest(desk.library) if t.task_type == "training_pictures"]  # noqa: E731
    desk.wait(lambda: len(asked()) == 1)

    class Pool:
        examine = staticmethod(examine_here)

        def run(self, work: object, *given: str) -> object:
            class Done:
                def result(self) -> object:
                    return work(*given)  # type: ignore[operator]

            return Done()

    (task,) = asked()
    make_pictures(desk.library, task, None, Pool())  # type: ignore[arg-type]
    assert desk.library.paths.training_poster(item.metadata["sha256"]).exists()
    assert desk.library.paths.strip(item.metadata["sha256"]).exists()
    with desk.library.store.write(None) as tx:
        queue.claim(tx)
        queue.finish(tx, task.id)
    desk.wait(lambda: found.pictures.at(item, 0) is not None)
    assert found.pictures.at(item, 0).height() > 0  # type: ignore[union-attr]
    assert len(asked()) == 1


def test_without_training_data_the_page_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, filled_library(tmp_path))
    try:
        assert not desk.window.sidebar.page_rows["training"].isVisible()
        desk.window.actions_.by_id["show_training"].trigger()
        desk.settle()
        assert desk.window.pages.training().empty.isVisible()
        assert desk.window.sidebar.page_rows["training"].isVisible()
    finally:
        desk.close()


def test_everything_on_the_page_has_a_name_and_can_be_reached(desk: Desk) -> None:
    found = page(desk)
    choose(found, "tide.mp4")
    for widget in found.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.objectName(), widget
            assert widget.accessibleName(), widget.objectName()
