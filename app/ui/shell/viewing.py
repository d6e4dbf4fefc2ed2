"""The viewer in the window: how it opens on the gallery's current item, walks through its order, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from app.ui.actions import SPECS
from app.ui.gallery.page import GalleryPage
from app.ui.session import Session
from db import Card

if TYPE_CHECKING:
    from app.ui.shell.main_window import MainWindow
    from app.ui.viewer.page import ViewerPage

PAGE = "viewer"
FOLLOW_MS = 150  # the gallery and the inspector follow when one stays so long at an item
LEFT_OUT = {"copy_file", "show_parts", "rename"}  # the viewer has its own, or no place for it


class GalleryItems(QObject):
    """The gallery's order from one row, which runs ahead of the gallery's own current row while one leafs.

    The row is kept by its item: rows that come and go beside it do not matter. When the item goes, the gallery says
    which is next, as it does for itself.
    """

    changed = Signal()

    def __init__(self, gallery: GalleryPage, session: Session) -> None:
        super().__init__(gallery)
        self._gallery, self._session = gallery, session
        self._row, self._seq = -1, -1
        self._ahead = False  # whether the gallery was not told yet
        self._later = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._later.timeout.connect(self.sync)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        model = gallery.model
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.dataChanged,
                       gallery.view.selectionModel().currentChanged):
            signal.connect(self._soon.start)
        gallery.listing.whole.connect(self._soon.start)

    def begin(self) -> int:
        """The gallery's current row is looked at; -1 without one."""
        self._ahead = False
        self._take(self._gallery.view.selection.current())
        return self._row

    def end(self) -> None:
        """Nobody looks any more; what the gallery was not told yet it is told now."""
        self.sync()
        self._soon.stop()
        self._row = self._seq = -1

    def stop(self) -> None:
        """Nothing is told any more: the library is about to be closed."""
        self._later.stop()
        self._soon.stop()
        self._row = self._seq = -1

    def count(self) -> int:
        """How many rows there are."""
        return self._gallery.model.rowCount()

    def is_whole(self) -> bool:
        """Whether all of the list was read."""
        return not self._gallery.listing.busy

    def row(self) -> int:
        """The row that is looked at."""
        return self._row

    def card(self, row: int) -> Card | None:
        """The card in a row."""
        return self._gallery.model.card(row)

    def go_to(self, row: int) -> None:
        """This row is looked at; the gallery follows when one stays there."""
        if 0 <= row < self.count():
            self._take(row)
            self._ahead = True
            self._later.start()
            self.changed.emit()

    def sync(self) -> None:
        """The row is the gallery's current one and alone selected, and the session knows."""
        self._later.stop()
        view, row = self._gallery.view, self._row
        if row < 0 or row >= self.count():
            return
        alone = view.selection.current() == row and view.selection.rows() == [(row, row)]
        self._ahead = False
        if not alone:
            view.selection.only(row)
        card = self.card(row)
        if card is not None and (self._session.selection.current != card.id or self._session.selection.count != 1):
            self._session.selection.set(card.id, 1, self._gallery.selected_seqs())

    def _take(self, row: int) -> None:
        seq = self._gallery.model.seq_at(row)
        self._row, self._seq = (row, seq) if seq is not None else (-1, -1)

    def _look(self) -> None:
        """Something happened to the gallery."""
        if self._seq < 0:
            return
        current = self._gallery.view.selection.current()
        row = self._gallery.model.row_of(self._seq)
        if row < 0 or not self._ahead:
            row = current if current >= 0 else row if row >= 0 else min(self._row, self.count() - 1)
        if row >= 0:
            self._take(row)
        self.changed.emit()


class Viewing(QObject):
    """The page is made when it is first asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.items = GalleryItems(window.gallery, window.session)
        self.page: ViewerPage | None = None
        self._chosen: list[tuple[int, int]] = []  # what was selected, in case one only had a look
        self._opened_at = -1
        self._made_full = False
        window.gallery.opened.connect(self._on_opened)
        window.session.page_changed.connect(self._on_page)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do, by id."""
        return {"view_item": self.open}

    def open(self) -> None:
        """The gallery's current item fills the window."""
        if self._session.page == PAGE or self.items.begin() < 0:
            return
        self._chosen, self._opened_at = self._window.gallery.view.selection.rows(), self.items.row()
        self._session.open_page(PAGE)

    def close(self) -> None:
        """Back in the gallery, where the item is current and on the screen."""
        if self._session.page == PAGE:
            self._session.open_page("gallery")

    def stop(self) -> None:
        """Before the library is closed."""
        self.items.stop()
        if self.page is not None:
            self.page.close_down()
            self.page.stop()

    def _on_opened(self, generation_id: str) -> None:
        card = self.items.card(self._window.gallery.view.selection.current())
        if card is None or card.id != generation_id:
            self._window.gallery.reveal(generation_id)
        self.open()

    # -- in and out of the window ------------------------------------------------------------------------------------

    def _on_page(self, page: str) -> None:
        shown = self.page is not None and self._stack().currentWidget() is self.page
        if page == PAGE:
            viewer = self._page()
            self._window.toolbar.hide()
            self._stack().setCurrentWidget(viewer)
            if viewer.showing.active:  # back from comparing
                viewer.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                viewer.open()
        elif page == "gallery" and self.page is not None and self.page.showing.active:
            self._leave()
        elif shown:  # comparing, for instance: the place is kept
            if self.page is not None and self.page.playing.player is not None:
                self.page.playing.player.pause()
            self._stack().setCurrentIndex(0)
            self._window.toolbar.show()
        self._window.window_actions.refresh()

    def _leave(self) -> None:
        page, window = self.page, self._window
        assert page is not None
        row = self.items.row()
        self.items.end()
        page.close_down()
        self._stack().setCurrentIndex(0)
        window.toolbar.show()
        if self._made_full:
            self._toggle_full_screen()
        window.layout_state.window_resized(window.width())
        view = window.gallery.view
        if row == self._opened_at and len(self._chosen) and self._chosen != [(row, row)]:
            view.selection.replace(self._chosen)
        view.scroll_to(view.selection.current())
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_full_screen(self) -> None:
        self._made_full = not self._window.isFullScreen()
        self._window.actions_.by_id["full_screen"].trigger()
        if self.page is not None:
            self.page.bar.full_screen.setChecked(self._window.isFullScreen())

    def _page(self) -> ViewerPage:
        if self.page is None:
            from app.ui.viewer.page import ViewerPage

            by_id = self._window.actions_.by_id
            shared = [by_id[spec.id] for spec in SPECS if spec.where == "gallery" and spec.id not in LEFT_OUT]
            self.page = ViewerPage(self._session, self.items, shared, self._window)
            self.page.left.connect(self.close)
            self.page.full_screen_wanted.connect(self._toggle_full_screen)
            self._stack().addWidget(self.page)
        return self.page

    def _stack(self) -> QStackedWidget:
        """The lowest widget of the window is in a stack, so that what lies behind a page takes neither keys nor Tab."""
        central = self._window.centralWidget()
        layout = central.layout() if central is not None else None
        assert layout is not None
        item = layout.itemAt(layout.count() - 1)
        last = item.widget() if item is not None else None
        assert last is not None
        if isinstance(last, QStackedWidget):
            return last
        stack = QStackedWidget(central)
        stack.setObjectName("whole_pages")
        layout.replaceWidget(last, stack)
        stack.addWidget(last)
        return stack
