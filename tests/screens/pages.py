"""Every page that is pictured, and the picturing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QCursor, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from app.jobs.pool import DecoderPool
from app.jobs.runner import Runner
from app.library import shots
from app.library import tasks as queue
from app.library.demo import make_demo
from app.library.library import Library
from app.settings import Settings
from app.ui.application import make_application
from app.ui.kit import theme
from app.ui.session import Session
from app.ui.shell.main_window import MainWindow
from tests.screens.clip_pages import render_clips
from tests.screens.compare_pages import compare_difference, compare_side, compare_wipe
from tests.screens.cull_pages import CULL_PAGES
from tests.screens.gallery_pages import (
    dates,
    empty_shot,
    grouped,
    history,
    judged,
    light_selection,
    long_shot,
    main_page,
    no_result,
    nothing_selected,
    notice,
    parts,
    photo,
    scrubbed,
    signed,
    starred,
    toast,
    trash,
)
from tests.screens.import_pages import (
    costs_page,
    drop_part,
    drop_refused,
    drop_variant,
    loras,
    loras_empty,
    many_tasks,
    proposals,
    proposals_empty,
    report,
    tasks,
    training_data,
    training_empty,
    waiting_import,
    watched_folders,
)
from tests.screens.inspector_pages import metadata, recipe, several, trashed, why
from tests.screens.search_pages import (
    chips,
    filters,
    many_tags,
    missing_none,
    missing_some,
    mistake,
    order,
    recent,
    rejected_none,
    sidebar,
    suggestions,
)
from tests.screens.viewer_pages import viewer, viewer_clip, viewer_information, viewer_missing, viewer_pixels
from tests.screens.waiting import SETTLE_MS, settle, wait

SIZES = {"small": (1024, 700), "medium": (1440, 900), "large": (2560, 1440)}
THEMES: tuple[theme.ThemeName, ...] = ("dark", "light")

Page = Callable[[MainWindow], None]


PAGES: dict[str, Page] = {
    "main": main_page, "clip": light_selection, "nothing-selected": nothing_selected, "no-result": no_result,
    "starred": starred, "parts": parts, "trash": trash, "empty-shot": empty_shot, "long-shot": long_shot,
    "proposals": proposals, "proposals-empty": proposals_empty,
    "history": history, "tasks": tasks, "toast": toast, "notice": notice, "report": report,
    "many-tasks": many_tasks, "waiting-import": waiting_import, "costs": costs_page,
    "watched-folders": watched_folders, "drop-variant": drop_variant, "drop-part": drop_part, "drop-refused": drop_refused,
    "signed": signed, "photo": photo, "grouped": grouped, "judged": judged, "dates": dates, "scrubbed": scrubbed,
    "viewer": viewer, "viewer-information": viewer_information, "viewer-pixels": viewer_pixels, "viewer-clip": viewer_clip,
    "viewer-missing": viewer_missing,
    **CULL_PAGES,
    "compare-side": compare_side, "compare-wipe": compare_wipe, "compare-difference": compare_difference,
    "recipe": recipe, "why": why, "metadata": metadata, "several": several, "trashed": trashed,
    "sidebar": sidebar, "many-tags": many_tags, "chips": chips, "filters": filters, "suggestions": suggestions,
    "mistake": mistake, "order": order, "recent": recent, "missing": missing_some, "nothing-missing": missing_none,
    "nothing-rejected": rejected_none,
    "loras": loras, "loras-empty": loras_empty, "training": training_data, "training-empty": training_empty,
}


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
    settle(window)
    page(window)
    settle(window)
    picture = window.grab()
    painter = QPainter(picture)
    for dialog in window.findChildren(QDialog):  # each is a window of its own: in the middle, as a window manager would put it
        if dialog.isVisible():
            painter.drawPixmap((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2, dialog.grab())
    for menu in window.findChildren(QMenu):
        if menu.isVisible():
            painter.drawPixmap(window.mapFromGlobal(menu.pos()), menu.grab())
    painter.end()
    picture.save(str(target))
    window.close()
    session.close()
    window.deleteLater()
    wait(0)


def render_all(out: Path, folder: Path | None) -> int:
    """Every page in every size and theme; the first run too. Each picture is of a fresh copy of the library."""
    app = make_application(["dailies"])
    out.mkdir(parents=True, exist_ok=True)
    render_clips(app, out)
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
