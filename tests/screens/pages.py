"""What is pictured: the window in its states, each as the steps that bring it there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from app.jobs.pool import DecoderPool
from app.jobs.runner import Runner
from app.library import details, shots
from app.library import gallery as reads
from app.library import proposals as finding
from app.library import tasks as queue
from app.library.demo import make_demo
from app.library.importing import Import, Target
from app.library.library import Library
from app.media.art.clips import write_clip
from app.media.art.scenes import SCENES
from app.media.art.stills import write_still
from app.settings import Settings
from app.ui.application import make_application
from app.ui.kit import theme
from app.ui.session import Session
from app.ui.shell.main_window import MainWindow
from db import Filter
from tests.import_driver import examine_here

SIZES = {"small": (1024, 700), "medium": (1440, 900), "large": (2560, 1440)}
THEMES: tuple[theme.ThemeName, ...] = ("dark", "light")
SETTLE_MS = 150
PATIENCE = 100  # times SETTLE_MS at most until pictures are there

Page = Callable[[MainWindow], None]


def main_page(window: MainWindow) -> None:
    """Items selected, the first with variants; a shot open."""
    library = window.session.library
    ids = reads.ids(library, Filter(project_id=library.project_id))
    cards = reads.cards(library, [int(seq) for seq in ids[:60]])
    rows = [row for row, seq in enumerate(ids[:60]) if cards[int(seq)].variants >= 3]
    first = rows[0] if rows else 0
    view = window.gallery.view
    view.selection.only(first)
    view.setFocus()


def light_selection(window: MainWindow) -> None:
    """A clip is selected."""
    library = window.session.library
    ids = reads.ids(library, Filter(project_id=library.project_id, type="video"))
    if len(ids):
        window.show_item(reads.ids_of(library, [int(ids[0])])[0])


def nothing_selected(window: MainWindow) -> None:
    """As it opens."""
    window.gallery.view.selection.nothing()


def no_result(window: MainWindow) -> None:
    """A search that finds nothing, with two filters."""
    window.session.show(Filter(project_id=window.session.library.project_id, text="lighthouse storm zebra",
                               type="video", starred=True))


def starred(window: MainWindow) -> None:
    """Only the starred items."""
    window.session.show(Filter(project_id=window.session.library.project_id, starred=True))


def parts(window: MainWindow) -> None:
    """Inside an item with parts."""
    library = window.session.library
    ids = reads.ids(library, Filter(project_id=library.project_id))
    cards = reads.cards(library, [int(seq) for seq in ids])
    parent = next((card for card in cards.values() if card.parts), None)
    if parent is not None:
        window.session.show(Filter(project_id=library.project_id, parent_id=parent.id))


def trash(window: MainWindow) -> None:
    """The trash."""
    window.session.show(Filter(project_id=window.session.library.project_id, trash=True))


def empty_shot(window: MainWindow) -> None:
    """A shot without items."""
    main_page(window)
    every = shots.all_shots(window.session.library)
    window.session.open_shot(next((shot.id for shot in every if not shot.items), every[0].id))


def long_shot(window: MainWindow) -> None:
    """The shot with the most items."""
    every = shots.all_shots(window.session.library)
    window.session.open_shot(max(every, key=lambda shot: shot.items).id)


def history(window: MainWindow) -> None:
    """The history is open, after a few changes of which the last was taken back."""
    library = window.session.library
    every = shots.all_shots(library)
    main_page(window)
    wait(SETTLE_MS)
    window.commands.star()
    shots.rename(library, every[1].id, "The long door")
    shots.move(library, every[-1].id, 2)
    window.window_actions.undo()
    window.window_actions.show_history()


def tasks(window: MainWindow) -> None:
    """The tasks are open, after an import of which not every file came in."""
    library = window.session.library
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_still(folder / "new_take.png", SCENES[0].name, seed=3, width=960, height=540)
        (folder / "notes.docx").write_bytes(b"PK\x03\x04 words")
        write_clip(folder / "clip_0231.mp4", SCENES[0].name, seed=3, width=320, height=180, frames=12, sound=False)
        os.truncate(folder / "clip_0231.mp4", 3000)
        ids = reads.ids_of(library, reads.first_ids(library, Filter(project_id=library.project_id), 1))
        location = details.detail(library, ids[0]).generation.card.location
        assert location is not None
        shutil.copy(library.paths.file(location), folder / f"again{Path(location).suffix}")
        queue.enqueue_import(library, [folder], Target())
        runner = Runner(library)
        runner.start()
        while queue.unfinished(library):
            wait(SETTLE_MS)
        runner.stop()
    window.tasks.open_at(window.tasks_button)


def toast(window: MainWindow) -> None:
    """Something was just done."""
    main_page(window)
    wait(SETTLE_MS)
    window.commands.trash()


def notice(window: MainWindow) -> None:
    """Something could not be done."""
    window.session.failed.emit("The disk is full. 2,048 files are in.", "Free some space and import the folder again.")


def proposals(window: MainWindow) -> None:
    """What belongs together: versions of the first pictures, made beside them, the first of them current."""
    from PIL import Image

    library = window.session.library
    ids = reads.ids_of(library, reads.first_ids(library, Filter(project_id=library.project_id, type="image"), 12))
    with tempfile.TemporaryDirectory() as place:
        for number, item in enumerate(ids):
            card = details.detail(library, item).generation.card
            with Image.open(library.paths.file(card.location or "")) as picture:
                picture.resize((picture.width * (2 + number % 2), picture.height * (2 + number % 2))).convert("RGB").save(
                    Path(place) / f"{card.name}_upscaled.jpg", quality=90)
        report = Import(library, [Path(place)], Target(), examine_here).run()
    finding.find(library, library.project_id, report.import_id)
    window.session.open_page("proposals")
    window.pages.take_focus()


def proposals_empty(window: MainWindow) -> None:
    """The page of proposals without any."""
    window.session.open_page("proposals")


PAGES: dict[str, Page] = {
    "main": main_page, "clip": light_selection, "nothing-selected": nothing_selected, "no-result": no_result,
    "starred": starred, "parts": parts, "trash": trash, "empty-shot": empty_shot, "long-shot": long_shot,
    "proposals": proposals, "proposals-empty": proposals_empty,
    "history": history, "tasks": tasks, "toast": toast, "notice": notice,
}


def wait(milliseconds: int) -> None:
    """Qt works for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _settle(window: MainWindow) -> None:
    """Until nothing is read or decoded any more."""
    wait(SETTLE_MS)
    for _ in range(PATIENCE):
        if not window.session.background.busy and not window.gallery.listing.busy:
            break
        wait(SETTLE_MS)
    wait(2 * SETTLE_MS)


def render(library: Library, page: Page, size: tuple[int, int], name: theme.ThemeName, target: Path) -> None:
    """One picture of the window on an open library (which is closed afterwards)."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, name, reduce_motion=True)
    session = Session(library)
    window = MainWindow(session, Settings(theme=name))
    QCursor.setPos(size[0] - 2, size[1] - 2)
    window.resize(*size)
    window.show()
    _settle(window)
    page(window)
    _settle(window)
    window.grab().save(str(target))
    window.close()
    session.close()
    window.deleteLater()
    wait(0)


def render_all(out: Path, folder: Path | None) -> int:
    """Every page in every size and theme; the first run too. Each picture is of a fresh copy of the library."""
    app = make_application(["dailies"])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            folder = Path(scratch) / "demo"
            pool = DecoderPool()
            try:
                library = make_demo(folder, pool.run)
            finally:
                pool.close()
            _make_filmstrips(library)
            library.close()
        number = 0
        for name in THEMES:
            for size_name, size in SIZES.items():
                for page_name, page in {**PAGES, "first-run": nothing_selected}.items():
                    number += 1
                    copy = Path(scratch) / f"copy-{number}"
                    if page_name == "first-run":
                        Library.create(copy).close()
                    else:
                        _copy(folder, copy)
                    render(Library.open(copy), page, size, name, out / f"{page_name}-{size_name}-{name}.png")
                    shutil.rmtree(copy)
    del app
    return 0


def _make_filmstrips(library: Library) -> None:
    """The clips of all shots have their strips, as after a while in the real window."""
    for shot in shots.all_shots(library):
        for item in shots.items(library, shot.id):
            if item.media_frames and item.sha256 and item.location:
                queue.enqueue_filmstrip(library, item.sha256, item.location)
    runner = Runner(library)
    runner.start()
    while queue.unfinished(library):
        wait(SETTLE_MS)
    runner.stop()


def _copy(source: Path, target: Path) -> None:
    """The library again, its files as links (they are never changed)."""
    def link(here: str, there: str) -> object:
        if here.endswith((".db", "-wal", "-shm")) or ".lock" in here:
            return shutil.copy2(here, there)
        return os.link(here, there)

    shutil.copytree(source, target, copy_function=link)
