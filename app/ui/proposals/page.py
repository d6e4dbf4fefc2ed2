"""The page Proposals: the list at the left, at the right the two pictures and what can be answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from app.library import proposals
from app.library.proposals import Group, Side
from app.ui.kit import theme
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.empty_state import Choice, EmptyState
from app.ui.kit.labels import label
from app.ui.kit.text import counted, tr
from app.ui.kit.thumbs import Thumbs
from app.ui.proposals import words
from app.ui.proposals.list import ProposalList
from app.ui.proposals.stage import Shown, Stage
from app.ui.reading import Latest, Reading
from app.ui.session import Session
from db import Changes, Proposal

HEAD_PX = 40
LIST_PX = 380
LIST_LEAST_PX = 280
READ_AFTER_MS = 100


class ProposalsPage(QWidget):
    """Answers are asked of the window: `accept_asked`, `leave_asked` (lists of db.Proposal), `find_asked`."""

    accept_asked = Signal(list)
    leave_asked = Signal(list)
    find_asked = Signal()
    item_requested = Signal(str)  # generation id: show it in the gallery

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposals_page")
        self.setAccessibleName(tr("Proposals"))
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._groups: list[Group] = []
        self._latest = Latest(session.background, self)
        self._side_reading = Reading(session.background, self)
        self.list = ProposalList(Thumbs(session.thumbnails), self._ask_sides, self)
        self.stage = Stage(session, self)
        self._empty = EmptyState("proposals_empty", self)
        self._divided = False
        self._filled = QSplitter(Qt.Orientation.Horizontal, self)
        self._build()
        self._later = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._later.timeout.connect(self.refresh)
        self.list.current_changed.connect(self._show_pair)
        self.list.chosen_changed.connect(self._show_buttons)
        self.list.accept_asked.connect(self.accept_chosen)
        self.list.leave_asked.connect(self.leave_chosen)
        self.list.flip_asked.connect(self.stage.flip)
        self.list.show_asked.connect(self.item_requested)
        self.stage.mode_changed.connect(self._show_mode)
        session.events.changed.connect(self._on_news)
        theme.theme_changed.connect(self._fit)
        self._fit()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._divided and self.width() > 0:  # the pictures get the room where there is little
            self._divided = True
            wanted = LIST_PX if self.width() >= 2 * LIST_PX + LIST_LEAST_PX else LIST_LEAST_PX
            self._filled.setSizes([wanted, max(1, self.width() - wanted)])

    # -- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        both = self._filled
        both.setObjectName("proposals_splitter")
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        self.list.setMinimumWidth(LIST_LEAST_PX)
        both.addWidget(self.list)
        both.addWidget(self._right())
        both.setStretchFactor(1, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(both)
        column.addLayout(self._stack, 1)
        self.setFocusProxy(self.list)

    def _head(self) -> QWidget:
        self._bar = QWidget(self)
        self._bar.setObjectName("proposals_head")
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(label(tr("Proposals"), "strong", parent=self._bar))
        self._summary = ElidedLabel(mode="end", role="small", ink="text-2", parent=self._bar)
        row.addWidget(self._summary, 1)
        self.leave_all = push_button(tr("Leave all"), "proposals_leave_all", on_click=self._leave_all, parent=self._bar)
        self.accept_all = push_button(tr("Accept all"), "proposals_accept_all", on_click=self._accept_all, parent=self._bar)
        self.find_button = icon_button("refresh-cw", tr("Look through the whole project"), "proposals_find",
                                on_click=self.find_asked.emit, parent=self._bar)
        for button in (self.leave_all, self.accept_all, self.find_button):
            row.addWidget(button)
        return self._bar

    def _right(self) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stage, 1)
        line = QWidget(made)
        line.setProperty("ground", "line")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line.setFixedHeight(1)
        column.addWidget(line)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        self._reason = label("", "body", "text-2", wrap=True, parent=made)
        self._reason.setObjectName("proposal_reason")
        row.addWidget(self._reason, 1)
        self.side_button = icon_button("columns-2", tr("Side by side"), "proposal_side_by_side", checkable=True,
                                       on_click=lambda: self._set_over(False), parent=made)
        self.over_button = icon_button("square-split-horizontal", tr("One over the other: click flips, drag wipes"),
                                       "proposal_over", "Space", checkable=True, parent=made,
                                       on_click=lambda: self._set_over(True))
        self.leave = push_button(tr("Leave"), "proposal_leave", on_click=self.leave_chosen, parent=made)
        self.leave.setToolTip(tr("Del"))
        self.accept = push_button(tr("Group"), "proposal_accept", "primary", on_click=self.accept_chosen, parent=made)
        self.accept.setToolTip(tr("Enter"))
        for button in (self.side_button, self.over_button, self.leave, self.accept):
            row.addWidget(button)
        column.addLayout(row)
        self.side_button.setChecked(True)
        return made

    def _fit(self) -> None:
        self._bar.setFixedHeight(theme.scaled(HEAD_PX))

    # -- what it shows -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The proposals are read again."""
        library = self._session.library
        self._latest.ask(lambda: proposals.groups(library), self._take)

    def _take(self, groups: list[Group]) -> None:
        self._groups = groups
        self.list.set_groups(groups)
        writable = not self._session.library.read_only
        self._stack.setCurrentWidget(self._filled if groups else self._empty)
        self._summary.setText(words.summary(groups))
        for button in (self.leave_all, self.accept_all):
            button.setVisible(bool(groups))
            button.setEnabled(writable)
        self.find_button.setVisible(bool(groups))  # the empty page has a button of its own
        self.find_button.setEnabled(writable)
        if not groups:
            self._empty.set_content("columns-2", tr("No proposals"), tr(
                "After an import, what looks like a version of something else is shown here. Nothing is grouped by itself."),
                [Choice(tr("Look through the project"), "proposals_look", self.find_asked.emit)] if writable else [])

    def _on_news(self, changes: Changes) -> None:
        if changes.touches("proposals") or changes.made_or_gone("generations") or changes.changed(
                "generations", "trashed_at", "based_on", "thumbnail_url", "name"):
            self._later.start()

    def _ask_sides(self, ids: Sequence[str], use: Callable[[dict[str, Side]], None]) -> None:
        library = self._session.library
        self._side_reading.ask(lambda: proposals.sides(library, ids), use)

    def _show_pair(self, found: Proposal | None) -> None:
        sides = (self.list.side(found.target_id), self.list.side(found.generation_id)) if found else (None, None)
        if found is None or sides[0] is None or sides[1] is None:
            self.stage.set_pair(None)
        else:
            fates = words.sides_of(found)
            self.stage.set_pair((Shown(sides[0], fates[0]), Shown(sides[1], fates[1])))
        self._reason.setText(found.reason if found else "")

    def _show_buttons(self) -> None:
        chosen = self.list.chosen()
        able = bool(chosen) and not self._session.library.read_only
        self.accept.setEnabled(able)
        self.leave.setEnabled(able)
        self.accept.setText(words.accept_word(chosen))
        self.accept.setAccessibleName(self.accept.text())
        n = len(chosen)
        self.leave.setText(tr("Leave") if n < 2 else counted(n, "Leave", "Leave {n}"))
        self.leave.setAccessibleName(self.leave.text())

    def _set_over(self, over: bool) -> None:
        self.stage.set_over(over)
        self._show_mode(over)

    def _show_mode(self, over: bool) -> None:
        self.side_button.setChecked(not over)
        self.over_button.setChecked(over)

    # -- answers -----------------------------------------------------------------------------------------------------

    def accept_chosen(self) -> None:
        """What is chosen is asked to be accepted."""
        if self.accept.isEnabled():
            self.accept_asked.emit(self.list.chosen())

    def leave_chosen(self) -> None:
        """What is chosen is asked to be left."""
        if self.leave.isEnabled():
            self.leave_asked.emit(self.list.chosen())

    def _all(self) -> list[Proposal]:
        return [each for group in self._groups for each in group.proposals]

    def _accept_all(self) -> None:
        self.accept_asked.emit(self._all())

    def _leave_all(self) -> None:
        self.leave_asked.emit(self._all())
