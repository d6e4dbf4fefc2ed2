"""Comparing, the slide show and the second window: how the window opens them and comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import UserError
from app.library import comparison, gallery
from app.library.comparison import Compared
from app.settings import save
from app.ui.gallery.selection import SelectedSeqs
from app.ui.kit.text import tr
from app.ui.reading import Latest
from db import DbError

if TYPE_CHECKING:
    from app.ui.shell.main_window import MainWindow
    from app.ui.viewer.compare import ComparePage
    from app.ui.viewer.second import SecondWindow
    from app.ui.viewer.slides import SlideShow

PAGE = "compare"


class Comparing(QObject):
    """Everything is made when it is first asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._reading = Latest(window.session.background, self)
        self._stack: QStackedWidget | None = None
        self.page: ComparePage | None = None
        self.slides: SlideShow | None = None
        self.second: SecondWindow | None = None
        self._second_geometry = ""
        self._came_from: tuple[str, QWidget | None] = ("gallery", None)
        self._behind: QWidget = window  # what the page of comparing stands in front of
        self._toolbar_seen = True
        self._closing = False
        self._session.page_changed.connect(self._on_page)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do, by id."""
        return {"compare": self.compare_selection, "compare_primary": self.compare_with_primary,
                "compare_origin": self.compare_lineage,
                "slide_show": self.show_slides, "second_window": self.toggle_second}

    def mark(self, by_id: dict[str, QAction]) -> None:
        """The actions are possible or not, checked or not, as things stand."""
        chosen = self._session.selection.count if self._session.page in ("gallery", "viewer") else 0
        by_id["compare"].setEnabled(1 <= chosen <= comparison.MOST)
        for one in ("compare_primary", "compare_origin"):
            by_id[one].setEnabled(chosen == 1)
        by_id["second_window"].setChecked(self.second is not None)

    # -- comparing ---------------------------------------------------------------------------------------------------

    def compare_selection(self) -> None:
        """The selected items are compared; one alone by its variants, or with what it is based on. In the viewer what is
        looked at is."""
        if self._session.page == "viewer":
            self._compare_viewed()
            return
        seqs = [int(seq) for seq in self._session.selection.seqs()[:comparison.MOST]]
        library = self._session.library
        chain = len(seqs) == 1
        self._ask(lambda: comparison.chosen(library, gallery.ids_of(library, seqs)), chain,
                  tr("There is only one variant of this item, and it is based on no other."))

    def _compare_viewed(self) -> None:
        viewing, library = self._window.window_actions.viewing, self._session.library
        shown = viewing.page.showing.variant() if viewing.page is not None else None
        if shown is None:
            return
        row = viewing.items.row()
        beside = (viewing.items.card(row + 1), viewing.items.card(row - 1))
        neighbour = next((card.id for card in beside if card is not None), None)
        self._ask(lambda: comparison.viewed(library, shown.id, neighbour), False,
                  tr("There is only one variant of this item, and no item beside it."))

    def compare_with_primary(self) -> None:
        """The variant that the inspector shows is compared with its item's primary."""
        shown, library = self._window.inspector.shown_variant(), self._session.library
        if shown is not None:
            self._ask(lambda: comparison.with_primary(library, shown.id), False, tr("There is only one variant of this item."))

    def compare_lineage(self) -> None:
        """The current item is compared with what it is based on, and that with its own origin."""
        current, library = self._session.selection.current, self._session.library
        if current is not None:
            self._ask(lambda: comparison.lineage(library, current), True, tr("This item is based on no other."))

    def open(self, compared: Sequence[Compared], chain: bool = False) -> None:
        """The page of comparing is in front with these."""
        focused = self._window.focusWidget()  # before the page is put in: then another widget has it
        self._page().set_compared(compared, chain and len({each.card.id for each in compared}) > 1)
        if self._session.page != PAGE:
            self._came_from = (self._session.page, focused)
            self._session.open_page(PAGE)

    def _ask(self, work: Callable[[], list[Compared]], chain: bool, why_not: str) -> None:
        def asked() -> list[Compared] | UserError | DbError:
            try:
                return work()
            except (UserError, DbError) as error:
                return error

        self._reading.ask(asked, lambda found: self._take(found, chain, why_not))

    def _take(self, found: list[Compared] | UserError | DbError, chain: bool, why_not: str) -> None:
        if not isinstance(found, list):
            self._session.failed.emit(found.message, found.hint)
        elif len(found) < 2:
            self._session.said.emit(why_not, False)
        else:
            self.open(found, chain)

    def _page(self) -> ComparePage:
        if self.page is None:
            from app.ui.viewer.compare import ComparePage

            self.page = ComparePage(self._session, self._window)
            self.page.left.connect(self.leave)
            self._stacked().addWidget(self.page)
        return self.page

    def _stacked(self) -> QStackedWidget:
        """The lowest widget of the window is in a stack, so that what lies behind a page takes neither keys nor Tab."""
        if self._stack is None:
            central = self._window.centralWidget()
            layout = central.layout() if central is not None else None
            item = layout.itemAt(layout.count() - 1) if layout is not None else None
            last = item.widget() if item is not None else None
            assert layout is not None
            assert last is not None
            if isinstance(last, QStackedWidget):
                self._stack = last
            else:
                self._stack = QStackedWidget(central)
                self._stack.setObjectName("whole_pages")
                layout.replaceWidget(last, self._stack)
                self._stack.addWidget(last)
        return self._stack

    def leave(self) -> None:
        """Back to where it was opened from."""
        if self._session.page == PAGE:
            self._session.open_page(self._came_from[0])

    def _on_page(self, page: str) -> None:
        if page == PAGE and self.page is not None:
            self._behind = self._stacked().currentWidget() or self._behind
            self._toolbar_seen = not self._window.toolbar.isHidden()
            self._window.toolbar.hide()
            self._stacked().setCurrentWidget(self.page)
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.page is not None and self._stacked().currentWidget() is self.page:
            self.page.close_down()
            self._stacked().setCurrentWidget(self._behind)
            self._window.toolbar.setVisible(self._toolbar_seen)
            self._window.layout_state.window_resized(self._window.width())  # it may have been resized meanwhile
            focused = self._came_from[1]
            (focused if focused is not None and focused.isVisible() else self._window.gallery.view).setFocus()

    # -- slide show --------------------------------------------------------------------------------------------------

    def show_slides(self) -> None:
        """The slide show runs over the whole screen: what is selected, if that is more than one, else all from here on."""
        view = self._window.gallery.view
        order = self._window.gallery.model.order
        chosen = self._window.gallery.selected_seqs()
        if not len(order):
            self._session.said.emit(tr("There is nothing to show here."), False)
            return
        if self.slides is None:
            from app.ui.viewer.slides import SlideShow

            self.slides = SlideShow(self._session, self._window.settings.slide_seconds)
            self.slides.seconds_changed.connect(self._keep_seconds)
            self.slides.ended.connect(self._slides_ended)
        self.slides.showFullScreen()
        self.slides.activateWindow()
        self.slides.setFocus()
        if len(chosen) > 1:
            self.slides.start(chosen)
        else:
            self.slides.start(SelectedSeqs(order, [(0, len(order) - 1)]), max(0, view.selection.current()))

    def _keep_seconds(self, seconds: int) -> None:
        self._window.settings.slide_seconds = seconds
        try:
            save(self._window.settings)
        except OSError as error:
            self._session.failed.emit(tr("The preference could not be kept: {why}.", why=error.strerror or str(error)), "")

    def _slides_ended(self) -> None:
        """The gallery stands where the show ended, unless it showed what is selected."""
        slides = self.slides
        if slides is None:
            return
        shown, self.slides = slides.shown(), None
        slides.deleteLater()
        if self._closing:
            return
        if shown is not None and self._session.selection.count <= 1:
            self._window.gallery.reveal(shown.card.id)
        self._window.activateWindow()

    # -- second window -----------------------------------------------------------------------------------------------

    def toggle_second(self) -> None:
        """The second window is open, or closed if it was."""
        if self.second is not None:
            self.second.close()
            return
        from app.ui.viewer.second import SecondWindow

        self.second = SecondWindow(self._session)
        self.second.closed.connect(self._second_closed)
        if self._second_geometry:
            self.second.restore(self._second_geometry)
        self.second.show()
        self._window.window_actions.refresh()

    def _second_closed(self) -> None:
        if self.second is not None:
            second, self.second = self.second, None
            self._second_geometry = second.geometry_text()
            second.deleteLater()
            self._window.window_actions.refresh()

    # -- for the window ----------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """What to keep over a restart."""
        return {"second": self.second.geometry_text() if self.second is not None else self._second_geometry}

    def restore(self, state: object) -> None:
        """As it was."""
        found = state.get("second") if isinstance(state, dict) else None
        self._second_geometry = found if isinstance(found, str) else ""

    def close(self) -> None:
        """The windows beside the main one are closed; before that one is."""
        self._closing = True
        if self.page is not None:
            self.page.stop()
        for window in (self.slides, self.second):
            if window is not None:
                window.close()
