"""The list of proposals: one painted view, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.library.proposals import Group, Side
from app.ui.kit import theme
from app.ui.kit.overlay_bar import OverlayBar
from app.ui.kit.text import tr
from app.ui.kit.thumbs import Thumbs
from app.ui.proposals import words
from app.ui.proposals.lines import Lines
from app.ui.proposals.painting import HEAD_PX, ROW_PX, LinePainter
from db import Proposal

WHEEL_ROWS = 1.0

Sides = Callable[[Sequence[str], Callable[[dict[str, Side]], None]], None]
"""Asks for what is shown of these items; the answer may come at once or later."""


class ProposalList(QAbstractScrollArea):
    """↑ ↓ go, Shift extends, Ctrl+click adds, Ctrl+A takes all; Enter groups, Delete or Backspace leaves; Space flips."""

    current_changed = Signal(object)  # Proposal | None
    chosen_changed = Signal()
    accept_asked = Signal()
    leave_asked = Signal()
    flip_asked = Signal()
    show_asked = Signal(str)  # generation id: a double click

    def __init__(self, thumbs: Thumbs, sides: Sides, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposal_list")
        self.setAccessibleName(tr("Proposals"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("ground", "canvas")
        self.viewport().setAutoFillBackground(False)
        self.bar = OverlayBar(self, "proposal_list_scroll_bar")
        self._thumbs, self._ask_sides = thumbs, sides
        self._known: dict[str, Side] = {}
        self._asked: set[str] = set()
        self._painter = LinePainter(thumbs)
        self.lines = Lines((), *self._heights())
        self.current = -1
        self._anchor = -1
        self._chosen: set[int] = set()
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._read_sides)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        theme.theme_changed.connect(self._measure)
        thumbs.cache.ready.connect(lambda _locations: self.viewport().update())

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Shows these. The current one stays; if it is gone, the next one of what is left is current."""
        before = self.current_proposal()
        kept = {proposal.id for proposal in self.chosen()}
        at = self.current
        self.lines = Lines(groups, *self._heights())
        self._known.clear()
        self._asked.clear()
        number = self.lines.number_of(before.id if before else None)
        self._chosen = {n for n in range(len(self.lines)) if (p := self.lines.line(n).proposal) is not None and p.id in kept} \
            if kept else set()
        if number < 0 and len(self.lines):
            number = self._row_near(min(max(at, 1), len(self.lines) - 1))
        if number >= 0 and not self._chosen:
            self._chosen = {number}
        self.current = self._anchor = number
        self._set_range()
        self._tell(moved=True)

    def _row_near(self, number: int) -> int:
        if self.lines.line(number).proposal is not None:
            return number
        return self.lines.next_row(number, 1)

    def current_proposal(self) -> Proposal | None:
        """The proposal that is compared."""
        return self.lines.line(self.current).proposal if 0 <= self.current < len(self.lines) else None

    def chosen(self) -> list[Proposal]:
        """The proposals that a button or key answers."""
        return self.lines.proposals(sorted(n for n in self._chosen if n < len(self.lines)))

    def side(self, generation_id: str) -> Side | None:
        """What is known of an item so far."""
        return self._known.get(generation_id)

    def _heights(self) -> tuple[int, int]:
        return theme.scaled(HEAD_PX), max(ROW_PX, 4 * theme.line_px("small") + theme.line_px("body") + 8)

    def _measure(self) -> None:
        self.lines = Lines(self.lines.groups, *self._heights())
        self._set_range()
        self.viewport().update()

    def _set_range(self) -> None:
        page = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self.lines.height - page))
        bar.setPageStep(max(1, page))
        bar.setSingleStep(self._heights()[1] // 3)

    def row_rect(self, number: int) -> QRect:
        """Where a line stands in the viewport."""
        top = self.lines.top(number) - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self.lines.height_of(number))

    def _visible(self) -> range:
        top = self.verticalScrollBar().value()
        return self.lines.between(top, top + self.viewport().height() - 1)

    # -- pictures and facts of what shows ----------------------------------------------------------------------------

    def _read_sides(self) -> None:
        wanted: dict[str, None] = {}
        for number in self._visible():
            line = self.lines.line(number)
            wanted[line.group.target_id] = None
            if line.proposal is not None:
                wanted[line.proposal.generation_id] = None
        missing = [each for each in wanted if each not in self._known and each not in self._asked]
        if missing:
            self._asked.update(missing)
            self._ask_sides(missing, self._take_sides)

    def _take_sides(self, found: dict[str, Side]) -> None:
        self._known.update(found)
        self.viewport().update()
        self._speak()
        self.current_changed.emit(self.current_proposal())

    # -- choosing ----------------------------------------------------------------------------------------------------

    def go_to(self, number: int, *, extend: bool = False, toggle: bool = False) -> None:
        """This line is current and chosen; with `extend` all from the last one on, with `toggle` it is added or taken away."""
        if not (0 <= number < len(self.lines)):
            return
        if self.lines.line(number).proposal is None:  # a head stands for its whole group
            lines = self.lines.group_lines(number)
            self._chosen = self._chosen | set(lines) if toggle or extend else set(lines)
            self.current = self._anchor = lines[0]
        else:
            if toggle:
                self._chosen ^= {number}
                self._anchor = number
            elif extend and self._anchor >= 0:
                self._chosen = {n for n in range(min(self._anchor, number), max(self._anchor, number) + 1)
                                if self.lines.line(n).proposal is not None}
            else:
                self._chosen, self._anchor = {number}, number
            self.current = number
        self._show_current()
        self._tell(moved=True)

    def select_all(self) -> None:
        """Every proposal is chosen."""
        self._chosen = {n for n in range(len(self.lines)) if self.lines.line(n).proposal is not None}
        self._tell(moved=False)

    def _show_current(self) -> None:
        bar, number = self.verticalScrollBar(), self.current
        top = self.lines.top(number)
        if number > 0 and self.lines.line(number - 1).proposal is None:  # its head shows too
            top = self.lines.top(number - 1)
        bottom = self.lines.top(number) + self.lines.height_of(number)
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + self.viewport().height():
            bar.setValue(bottom - self.viewport().height())

    def _tell(self, *, moved: bool) -> None:
        self.viewport().update()
        self._asking.start()
        self._speak()
        self.chosen_changed.emit()
        if moved:
            self.current_changed.emit(self.current_proposal())

    def _speak(self) -> None:
        found = self.current_proposal()
        self.setAccessibleDescription("" if found is None else found.reason)

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        extend = bool(held & Qt.KeyboardModifier.ShiftModifier)
        rows = max(1, self.viewport().height() // self._heights()[1])
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: rows, Qt.Key.Key_PageUp: -rows}
        if held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_A:
            self.select_all()
        elif held & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif key in steps and len(self.lines):
            self._step(steps[Qt.Key(key)], extend)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and len(self.lines):
            self.go_to(1 if key == Qt.Key.Key_Home else len(self.lines) - 1, extend=extend)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept_asked.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.leave_asked.emit()
        elif key == Qt.Key.Key_Space:
            self.flip_asked.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, step: int, extend: bool) -> None:
        wanted = min(max(self.current + step, 0), len(self.lines) - 1)
        if self.lines.line(wanted).proposal is None:
            wanted = self.lines.next_row(wanted, 1 if step > 0 or wanted == 0 else -1)
        self.go_to(wanted, extend=extend)

    # -- pointer -----------------------------------------------------------------------------------------------------

    def line_at(self, point: QPoint) -> int:
        """The line under a point of the viewport; -1 without one."""
        return self.lines.at(point.y() + self.verticalScrollBar().value())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.line_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            held = event.modifiers()
            self.go_to(number, extend=bool(held & Qt.KeyboardModifier.ShiftModifier),
                       toggle=bool(held & Qt.KeyboardModifier.ControlModifier))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.line_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            line = self.lines.line(number)
            self.show_asked.emit(line.group.target_id if line.proposal is None else line.proposal.generation_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta().y() or round(event.angleDelta().y() / 120 * WHEEL_ROWS * self._heights()[1])
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - pixels)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_range()
        self._asking.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("canvas"))
        for number in self._visible():
            line, area = self.lines.line(number), self.row_rect(number)
            if line.proposal is None:
                self._painter.head(painter, area, self._known.get(line.group.target_id), words.group_words(line.group))
            else:
                self._painter.row(painter, area, line.proposal, self._known.get(line.proposal.generation_id),
                                  chosen=number in self._chosen, current=number == self.current, focused=self.hasFocus())
        painter.end()
        if any(each not in self._known and each not in self._asked for each in self._seen()):
            self._asking.start()

    def _seen(self) -> set[str]:
        lines = [self.lines.line(number) for number in self._visible()]
        return {line.group.target_id for line in lines} | {line.proposal.generation_id for line in lines if line.proposal}
