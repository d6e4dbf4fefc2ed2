"""Opens what judging needs beside the gallery: the cull mode, the popover of tags, the dialog of names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.library import gallery
from app.library.parts import AT_ONCE
from app.ui.culling import words
from app.ui.gallery.selection import SelectedSeqs
from app.ui.kit.text import tr
from app.ui.shell.timeline_bridge import TimelineBridge
from db import Variant

if TYPE_CHECKING:
    from app.ui.culling.mode import CullMode
    from app.ui.culling.tags import TagPopover
    from app.ui.shell.main_window import MainWindow

WIDTH_PX, AWAY_PX = 360, 16  # of the popover of tags in the viewer: in the upper right corner of the picture
LOOKED_AT = 2_000  # neighbours that are asked where the gallery goes on after the mode


class Judging(QObject):
    """Each is made when it is first wanted: the first paint waits for none of them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.mode: CullMode | None = None
        self.tags: TagPopover | None = None
        self._seqs: Sequence[int] = ()
        self._state = Qt.WindowState.WindowNoState
        self._session.failed.connect(self._on_failed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {"cull": self.open_cull, "tag": self.open_tags, "rename_template": self.open_names}

    # -- cull mode ---------------------------------------------------------------------------------------------------

    def open_cull(self) -> None:
        """The cull mode is open: with the selection, if it is more than one item, else with all that the gallery shows."""
        page = self._window.gallery
        order, row = page.model.order, page.view.selection.current()
        rows = page.view.selection.rows()
        if sum(last - first + 1 for first, last in rows) <= 1:
            rows = [(0, len(order) - 1)] if len(order) else []
        seqs = SelectedSeqs(order, rows)
        if not len(seqs):
            self._session.said.emit(tr("There is nothing to cull here"), False)
            return
        place = _place_of(row, rows)
        mode = self._made_mode()
        self._seqs = seqs
        self._state = self._window.windowState()
        mode.set_rejected_in_project(self._window.culling.rejected)
        mode.begin(seqs, place)
        self._window.setWindowState(self._state | Qt.WindowState.WindowFullScreen)

    def is_culling(self) -> bool:
        """Whether the cull mode covers the window."""
        return self.mode is not None and self.mode.is_open

    def toast_bottom(self) -> int:
        """What a toast keeps free at the foot while the mode is open; else 0."""
        return self.mode.foot_px() if self.mode is not None and self.mode.is_open else 0

    def _made_mode(self) -> CullMode:
        if self.mode is None:
            from app.ui.culling.mode import CullMode
            from app.ui.viewer.canvas import Canvas

            window = self._window
            canvas = Canvas(inset_px=24)
            canvas.setObjectName("cull_canvas")
            ground = window.toast.parentWidget() or window  # toasts stand on it
            mode = CullMode(self._session, canvas, window.commands, _scrubbing(window.timeline), ground)
            mode.closed.connect(self._on_closed)
            mode.trash_wanted.connect(self._trash_rejected)
            mode.tag_wanted.connect(self._tag_one)
            window.culling.rejected_changed.connect(mode.set_rejected_in_project)
            for action_id in ("undo", "redo"):
                window.actions_.by_id[action_id].triggered.connect(lambda _checked=False: mode.follow_undo())
            window.timeline.filmstrips.ready.connect(lambda _locations: mode.stage.refresh())
            self.mode = mode
        return self.mode

    def _on_closed(self, seq: int) -> None:
        window = self._window
        window.setWindowState(self._state & ~Qt.WindowState.WindowMinimized)
        view, order = window.gallery.view, window.gallery.model.order
        row = order.row_of(seq) if len(order) else -1
        if row < 0 and len(order):
            at = _found(self._seqs, seq)
            near = [*self._seqs[at:at + LOOKED_AT], *reversed(self._seqs[max(0, at - LOOKED_AT):at])]
            row = next((found for each in near if (found := order.row_of(int(each))) >= 0), -1)
        self._seqs = ()
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        if row >= 0:
            if len(window.gallery.selected_seqs()) > 1:
                view.selection.move(row)
            else:
                view.selection.only(row)
            view.scroll_to(row)
        window.window_actions.refresh()

    def _trash_rejected(self) -> None:
        n = self._window.culling.rejected
        if n > AT_ONCE and self.mode is not None:
            self.mode.leave()  # the bar that tells how far it is, and cancels, is in the window
        self._window.commands.trash_rejected(n)

    def _on_failed(self, message: str, hint: str) -> None:
        if self.is_culling():  # the notice is behind the mode
            self._window.toast.show_message(f"{message} {hint}".strip())

    # -- tags --------------------------------------------------------------------------------------------------------

    def open_tags(self) -> None:
        """The popover of tags is open at the current tile, for the selection."""
        page = self._window.gallery
        seqs, row = page.selected_seqs(), page.view.selection.current()
        if not len(seqs):
            return
        card = page.model.card(row)
        name = words.name_of(card) if card is not None else ""
        viewer = self._window.window_actions.viewing.page
        if self._session.page == "viewer" and viewer is not None:  # the tile is behind it
            stage = viewer.stage.geometry()
            self._tags(seqs, name, viewer, QRect(stage.topRight() - QPoint(WIDTH_PX + AWAY_PX, 0), QSize(WIDTH_PX, AWAY_PX)))
            return
        at = page.view.cell(row).intersected(page.view.viewport().rect()) if row >= 0 else QRect()
        self._tags(seqs, name, page.view, None if at.isEmpty() else at)

    def _tag_one(self, seq: int, at: QRect) -> None:
        card = gallery.cards(self._session.library, [seq]).get(seq)
        if self.mode is not None and card is not None:
            self._tags([seq], words.name_of(card), self.mode, at)

    def _tags(self, seqs: Sequence[int], name: str, opener: QWidget, at: QRect | None) -> None:
        if self.tags is None:
            from app.ui.culling.tags import TagPopover

            commands = self._window.commands
            self.tags = TagPopover(self._session, commands.add_tag, commands.remove_tag, self._window)
        self.tags.open_for(seqs, name, opener, at)

    # -- names -------------------------------------------------------------------------------------------------------

    def open_names(self) -> None:
        """The dialog that renames the selection by a template is open."""
        from app.ui.culling.names import NamesDialog

        seqs = self._window.gallery.selected_seqs()
        if len(seqs):
            dialog = NamesDialog(self._session, seqs, self._window)
            dialog.wanted.connect(self._window.commands.rename_by_template)
            dialog.open()


def _place_of(row: int, rows: Sequence[tuple[int, int]]) -> int:
    """The place of a row among these stretches; 0 when it is in none."""
    passed = 0
    for first, last in rows:
        if first <= row <= last:
            return passed + row - first
        passed += last - first + 1
    return 0


def _found(seqs: Sequence[int], seq: int) -> int:
    for start in range(0, len(seqs), LOOKED_AT):
        part = [int(each) for each in seqs[start:start + LOOKED_AT]]
        if seq in part:
            return start + part.index(seq)
    return 0


def _scrubbing(timeline: TimelineBridge) -> Callable[[Variant, int], QImage | None]:
    def at(variant: Variant, at_us: int) -> QImage | None:
        row: Any = SimpleNamespace(sha256=variant.sha256, location=variant.location, media_frames=variant.frames,
                                   media_fps_num=variant.fps_num, media_fps_den=variant.fps_den)
        return timeline.filmstrips.at(row, at_us)

    return at
