"""The cull mode: one large picture, a strip below, and keys that judge. It covers the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from app.library import culling, gallery
from app.library.culling import Sums, What
from app.ui.culling.ending import Ending
from app.ui.culling.head import Head
from app.ui.culling.stage import Scrub, Stage
from app.ui.culling.strip import Strip
from app.ui.kit import theme
from app.ui.kit.text import tr
from app.ui.reading import Latest, Reading
from app.ui.session import Session
from db import Card, Changes

AROUND = 40  # cards read at once on each side
AHEAD = (1, 2, -1)
LABEL_KEYS = {Qt.Key.Key_6: "red", Qt.Key.Key_7: "yellow", Qt.Key.Key_8: "green", Qt.Key.Key_9: "blue"}
PASSED_ON = (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_F8, Qt.Key.Key_F1, Qt.Key.Key_F11)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Marks(Protocol):
    """The verbs that judge; each gives False where it was refused."""

    def set_starred(self, seqs: Sequence[int], starred: bool) -> bool: ...
    def set_rating(self, seqs: Sequence[int], rating: int) -> bool: ...
    def set_rejected(self, seqs: Sequence[int], rejected: bool) -> bool: ...
    def set_label(self, seqs: Sequence[int], label: str) -> bool: ...


class CullMode(QWidget):
    """Works through a list that stays as it was when the mode opened; what is rejected is dimmed, not taken out."""

    closed = Signal(int)  # seq of the last current item
    tag_wanted = Signal(int, QRect)  # seq, where in the window
    trash_wanted = Signal()

    def __init__(self, session: Session, canvas: QWidget, marks: Marks, scrub: Scrub, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("cull_mode")
        self.setAccessibleName(tr("Cull"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session, self._marks = session, marks
        self._window = window
        self._seqs: Sequence[int] = ()
        self._place = 0
        self._cards: dict[int, Card | None] = {}
        self._sums: Sums | None = None
        self._rejected = 0  # of the project
        self._judged = False  # something was since the last count
        self._following = False  # the next news are those of an undo
        self._counting = Reading(session.background, self)
        self._looking = Latest(session.background, self)
        self._head = Head(self.leave, self)
        self.stage = Stage(session, canvas, scrub, self)
        self._strip = Strip(session, self._card, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(canvas, 1)
        column.addWidget(self._strip)
        self._ending = Ending(self.trash_wanted.emit, self.leave, lambda: self.jump("unrated"), self)
        window.installEventFilter(self)
        self.stage.told.connect(self._tell)
        self._strip.chosen.connect(self.go)
        session.events.changed.connect(self._on_news)
        self.hide()

    # -- in and out --------------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the mode covers the window."""
        return not self.isHidden()

    def begin(self, seqs: Sequence[int], place: int) -> None:
        """The mode is open with this list, at this place of it."""
        self._seqs, self._cards, self._sums, self._judged = seqs, {}, None, False
        self._counting.forget()
        self._ending.hide()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go(place)
        self._count()

    def leave(self) -> None:
        """The mode is closed; the gallery is where it was left here."""
        if self.is_open:
            self.hide()
            self.stage.rest()
            seq = self._seqs[self._place] if len(self._seqs) else -1
            self._seqs, self._cards = (), {}
            self.closed.emit(int(seq))

    def foot_px(self) -> int:
        """How high the strip is: what a toast keeps free."""
        return self._strip.height()

    def set_rejected_in_project(self, n: int) -> None:
        """So many items of the whole project are rejected: that is what *Move rejected to Trash* takes."""
        self._rejected = n
        if self._ending.isVisible():
            self._show_ending()

    def follow_undo(self) -> None:
        """A step is about to be taken back or done again: what it changes is looked at."""
        self._following = self.is_open

    # -- what is looked at -------------------------------------------------------------------------------------------

    def current(self) -> Card | None:
        """The card of the item that is looked at, as the library has it now."""
        return self._card(self._place)

    def place(self) -> int:
        """Where in the list it is."""
        return self._place

    def go(self, place: int) -> None:
        """The item in this place is looked at."""
        if len(self._seqs):
            self._hide_ending()
            self._place = max(0, min(place, len(self._seqs) - 1))
            self._show()

    def _card(self, place: int) -> Card | None:
        if not 0 <= place < len(self._seqs):
            return None
        seq = int(self._seqs[place])
        if seq not in self._cards:
            near = [int(each) for each in self._seqs[max(0, place - AROUND):place + AROUND + 1]]
            found = gallery.cards(self._session.library, near)
            if len(self._cards) > 50 * AROUND:
                self._cards.clear()
            self._cards.update({each: found.get(each) for each in near})
        return self._cards[seq]

    def _show(self) -> None:
        self._strip.show_place(self._place, len(self._seqs))
        near = [card for away in AHEAD if (card := self._card(self._place + away)) is not None]
        self.stage.show(self.current(), near)
        self._tell()

    def _tell(self) -> None:
        self._head.show_card(self.current(), self._place, len(self._seqs), self.stage.note())
        self.setAccessibleDescription(self._head.accessibleName())  # the keyboard is here: this is what is read out

    # -- judging -----------------------------------------------------------------------------------------------------

    def _judge(self, key: int) -> bool:
        """What a key means for the current item; False where it means nothing."""
        card = self.current()
        if card is None or card.trashed_at:
            return False
        if key == Qt.Key.Key_S:
            done = self._marks.set_starred([card.seq], not card.starred)
        elif key == Qt.Key.Key_X:
            done = self._marks.set_rejected([card.seq], not card.rejected)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            done = self._marks.set_rating([card.seq], key - Qt.Key.Key_0)
        elif key in LABEL_KEYS:
            label = LABEL_KEYS[Qt.Key(key)]
            done = self._marks.set_label([card.seq], "" if card.label == label else label)
        else:
            return False
        if done:
            self._cards.pop(card.seq, None)  # its news are on the way
            self._strip.update()
            if self._head.onward.isChecked() and self._place + 1 < len(self._seqs):
                self.go(self._place + 1)
            else:
                self._show()
            self._judged = True
            self._count()
        return True

    def jump(self, what: What) -> None:
        """The next item of the list that is unseen or unrated is looked at; without any, the end card says so."""
        library, seqs, place = self._session.library, self._seqs, self._place

        def use(found: int | None) -> None:
            if seqs is not self._seqs:
                return
            if found is not None:
                self.go(found)
            elif what == "unrated":
                self._show_ending()
            else:
                self._session.said.emit(tr("No other item is unseen"), False)

        self._looking.ask(lambda: culling.next_open(library, seqs, place, what), use)

    def _count(self) -> None:
        library, seqs = self._session.library, self._seqs

        def use(sums: Sums) -> None:
            if seqs is self._seqs:
                before = self._sums
                was_open = before is None or before.left > 0
                at_the_end = self._head.onward.isChecked() and self._place + 1 == len(seqs)
                ended = self._judged and (at_the_end or (was_open and sums.left == 0))
                self._sums, self._judged = sums, False
                self._head.show_left(sums)
                if ended or self._ending.isVisible():
                    self._show_ending()

        self._counting.ask(lambda: culling.sums(library, seqs), use)

    # -- the end -----------------------------------------------------------------------------------------------------

    def _show_ending(self) -> None:
        if self._sums is None:
            return
        fresh = not self._ending.isVisible()
        self._ending.show()
        self._ending.show_sums(self._sums, self._rejected, not self._session.library.read_only)
        self._ending.adjustSize()
        self._ending.move(self.stage.canvas.geometry().center() - self._ending.rect().center())
        self._ending.raise_()
        focus = QApplication.focusWidget()
        if fresh or focus is None or not focus.isVisible():
            self._ending.take_focus()

    def _hide_ending(self) -> None:
        if self._ending.isVisible():
            self._ending.hide()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- news --------------------------------------------------------------------------------------------------------

    def _on_news(self, changes: Changes) -> None:
        if not self.is_open or not (changes.everything or changes.seqs):
            return
        if changes.everything:
            self._cards.clear()
        for seq in changes.seqs:
            self._cards.pop(seq, None)
        if self._following and changes.seqs:
            self._following = False
            near = range(max(0, self._place - AROUND), min(len(self._seqs), self._place + AROUND + 1))
            back = [place for place in near if int(self._seqs[place]) in changes.seqs]
            if back:
                self.go(back[0])
        self._show()
        self._count()

    # -- keys and mouse ----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() not in PASSED_ON:
            event.accept()  # what acts on the window behind would act unseen
            return True
        if (event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Z
                and not event.modifiers()):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        event.setAccepted(self._press(key, held))

    def _press(self, key: int, held: Qt.KeyboardModifier) -> bool:
        if key == Qt.Key.Key_U and held in (SHIFT, Qt.KeyboardModifier.NoModifier):
            self.jump("unrated" if held else "unseen")
            return True
        if held:
            return False
        moves: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Right: self._on, Qt.Key.Key_Space: self._on, Qt.Key.Key_Left: self._back,
            Qt.Key.Key_Home: lambda: self.go(0), Qt.Key.Key_End: lambda: self.go(len(self._seqs) - 1),
            Qt.Key.Key_Return: _click_focused, Qt.Key.Key_Enter: _click_focused, Qt.Key.Key_Escape: self.leave,
            Qt.Key.Key_Z: self.stage.look_closer, Qt.Key.Key_T: self._ask_for_tags}
        if key not in moves:
            return self._judge(key)
        moves[key]()
        return True

    def _ask_for_tags(self) -> None:
        card = self.current()
        if card is not None:
            self.tag_wanted.emit(card.seq, self._strip_cell())

    def _back(self) -> None:
        """The item before; from the end card the one it covers."""
        self.go(self._place if self._ending.isVisible() else self._place - 1)

    def _on(self) -> None:
        """The next item; after the last one the end card."""
        if self._place + 1 < len(self._seqs):
            self.go(self._place + 1)
        elif not self._ending.isVisible():
            self._show_ending()

    def _strip_cell(self) -> QRect:
        cell = self._strip.cell(self._place)
        return QRect(self._strip.mapTo(self._window, cell.topLeft()), cell.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.is_open:
            self.setGeometry(self._window.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_open and len(self._seqs):
            layout = self.layout()
            if layout is not None:
                layout.activate()
            self._show()
            if self._ending.isVisible():
                self._show_ending()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        painter.end()


def _click_focused() -> None:
    focus = QApplication.focusWidget()
    if isinstance(focus, QAbstractButton):
        focus.click()
