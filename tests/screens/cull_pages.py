"""Pages of judging: the cull mode, its end, tags, names, and the context menu."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.library import editing, tagging
from app.library import gallery as reads
from app.ui.culling.names import NamesDialog
from app.ui.shell.main_window import MainWindow
from db import Filter
from tests.screens.waiting import SETTLE_MS, wait


def _seqs(window: MainWindow) -> list[int]:
    library = window.session.library
    return [int(seq) for seq in reads.ids(library, Filter(project_id=library.project_id))]


def _open(window: MainWindow) -> None:
    """The mode is open, the window as large as it was: a full screen is that of the machine."""
    size = window.size()
    window.judging.open_cull()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(size)
    wait(SETTLE_MS)


def cull(window: MainWindow) -> None:
    """The cull mode in the middle of its work."""
    library, seqs = window.session.library, _seqs(window)
    for at, label in ((2, "red"), (4, "yellow"), (5, "green"), (7, "blue")):
        editing.set_label(library, [seqs[at]], label)
    editing.set_rating(library, seqs[3:6], 4)
    editing.set_starred(library, seqs[4:7], True)
    wait(SETTLE_MS)
    window.gallery.view.selection.only(5)
    _open(window)
    editing.set_rejected(library, [seqs[3], seqs[8]], True)
    wait(SETTLE_MS)


def cull_clip(window: MainWindow) -> None:
    """A rejected clip in the cull mode."""
    library = window.session.library
    cards = reads.cards(library, _seqs(window)[:200])
    clip = next((at for at, seq in enumerate(_seqs(window)[:200]) if "video" in (cards[seq].type or "")), 0)
    window.gallery.view.selection.only(clip)
    _open(window)
    editing.set_rejected(library, [_seqs(window)[clip]], True)
    wait(SETTLE_MS)


def cull_end(window: MainWindow) -> None:
    """All are judged."""
    library, seqs = window.session.library, _seqs(window)
    editing.set_rating(library, seqs, 3)
    editing.set_starred(library, seqs[:5], True)
    editing.set_rejected(library, seqs[3:9], True)
    editing.set_rating(library, seqs[12:13], 0)
    editing.set_starred(library, seqs[12:13], False)
    wait(SETTLE_MS)
    window.gallery.view.selection.only(0)
    _open(window)
    assert window.judging.mode is not None
    wait(SETTLE_MS)
    window.judging.mode.jump("unrated")
    wait(SETTLE_MS)
    window.commands.set_rating(seqs[12:13], 1)
    wait(SETTLE_MS)
    window.judging.mode.jump("unrated")


def tag_popover(window: MainWindow) -> None:
    """Three items are being tagged."""
    library, seqs = window.session.library, _seqs(window)
    for at, tag in enumerate(("dune", "look/warm", "look/cold", "draft", "hero", "night", "for the trailer")):
        tagging.add(library, seqs[at:at + 9 - at], tag)
    wait(SETTLE_MS)
    view = window.gallery.view
    view.selection.only(1)
    view.selection.extend(3)
    wait(SETTLE_MS)
    window.judging.open_tags()


def names(window: MainWindow) -> None:
    """Names by template."""
    view = window.gallery.view
    view.selection.only(0)
    view.selection.extend(11)
    wait(SETTLE_MS)
    window.judging.open_names()
    wait(SETTLE_MS)


def names_wrong(window: MainWindow) -> None:
    """A template with a token that there is none of."""
    names(window)
    dialog = window.findChild(NamesDialog)
    assert dialog is not None
    dialog.field.setText("{date}_{sede}_{n:03}")


def context_menu(window: MainWindow) -> None:
    """The context menu of three items."""
    view = window.gallery.view
    view.selection.only(0)
    view.selection.extend(2)
    wait(SETTLE_MS)
    window.window_actions.gallery_menu(view.viewport().mapToGlobal(view.cell(1).center()))


CULL_PAGES = {"cull": cull, "cull-clip": cull_clip, "cull-end": cull_end, "tags": tag_popover, "names": names,
              "names-wrong": names_wrong, "context-menu": context_menu}
