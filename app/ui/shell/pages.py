"""What stands in the middle of the window: gallery with inspector, or a page that is made when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.session import Session
from app.ui.shell.commands import Commands

if TYPE_CHECKING:
    from app.ui.proposals.page import ProposalsPage


class Pages(QStackedWidget):
    """Follows `session.page`."""

    item_requested = Signal(str)  # generation id

    def __init__(self, session: Session, gallery: QWidget, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("pages")
        self._session, self._commands = session, commands
        self._gallery = gallery
        self._proposals: ProposalsPage | None = None
        self.addWidget(gallery)
        session.page_changed.connect(self._show)

    def _show(self, page: str) -> None:
        made = {"proposals": self.proposals}
        self.setCurrentWidget(made[page]() if page in made else self._gallery)

    def other(self) -> QWidget | None:
        """The page that is shown in place of gallery and inspector; None while they are shown."""
        shown = self.currentWidget()
        return None if shown is self._gallery else shown

    def take_focus(self) -> None:
        """The keyboard is in what is shown now."""
        shown = self.currentWidget()
        if shown is not None and shown.focusProxy() is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- proposals ---------------------------------------------------------------------------------------------------

    def proposals(self) -> ProposalsPage:
        """The page of proposals."""
        if self._proposals is None:
            from app.ui.proposals.page import ProposalsPage

            page = ProposalsPage(self._session, self)
            page.item_requested.connect(self.item_requested)
            page.accept_asked.connect(self._commands.accept_proposals)
            page.leave_asked.connect(self._commands.leave_proposals)
            page.find_asked.connect(self._commands.find_proposals)
            self.addWidget(page)
            self._proposals = page
        return self._proposals
