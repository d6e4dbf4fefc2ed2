"""The field for search words: icon, the key that goes there, a cross to empty it, and what is wrong with a word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from app.library.suggesting import Suggestion
from app.ui.kit import icons, theme, tokens
from app.ui.kit.buttons import icon_button
from app.ui.kit.labels import label
from app.ui.kit.text import tr
from app.ui.search.sentence import Sentence
from app.ui.search.suggestions import SuggestionPopup, spoken

INSET_PX = 8
LEAST_PX = 160
SHORTCUT = "Ctrl+F"


class SearchField(QLineEdit):
    """Esc empties it, Enter searches at once. A refused word is underlined, and a sentence below says why.

    While something is offered, ↑ and ↓ choose, Tab takes the chosen or the first, Enter the chosen, Esc closes the list.
    """

    edited = Signal(str)
    entered = Signal()
    cleared = Signal()
    asked = Signal()  # for suggestions, by ↓ or by going elsewhere in the text
    took = Signal(object)  # Suggestion

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_field")
        self.setAccessibleName(tr("Search"))
        self.setPlaceholderText(tr("Search names, prompts and metadata"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.set_font(self, "body")
        self._keys = label(QKeySequence(SHORTCUT).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " "),
                           "small", "text-3", parent=self)
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._cross = icon_button("x", tr("Clear search"), "search_clear", tr("Esc"), small=True, on_click=self.empty,
                                  parent=self)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc does the same
        self._cross.setIconSize(QSize(tokens.ICON_SMALL, tokens.ICON_SMALL))
        self._error = Sentence(self)
        self._marked = False
        self._refused_until = -1
        self._wanted_px = LEAST_PX
        self.popup = SuggestionPopup(self)
        self.popup.taken.connect(self.took)
        self.textChanged.connect(self._on_text)
        self.textEdited.connect(self.edited)
        self.cursorPositionChanged.connect(self._on_cursor)
        self.returnPressed.connect(self.entered)
        theme.theme_changed.connect(self._place)
        self._on_text("")

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_text(self, text: str) -> None:
        """The field holds this, without searching."""
        if text != self.text():
            self.setText(text)
        self.set_error("")

    def set_width(self, width_px: int) -> None:
        """The field is as wide as this where there is room."""
        self._wanted_px = width_px
        self.setMinimumWidth(min(LEAST_PX, width_px))
        self.setMaximumWidth(width_px)
        self.updateGeometry()

    def set_error(self, sentence: str, start: int = 0, end: int = 0) -> None:
        """The word from `start` to `end` is refused for this reason; empty: none is."""
        theme.set_property(self, "invalid", bool(sentence))
        self.setAccessibleDescription(sentence)
        self._error.say(sentence)
        self._refused_until = end if sentence else -1
        self._mark(start, end if sentence else start)

    def refused_until(self) -> int:
        """Where the refused word ends; -1 without one."""
        return self._refused_until

    def unmark(self) -> None:
        """Other text is being typed: no word is underlined until it is looked at."""
        self._mark(0, 0)

    def marked(self) -> bool:
        """Whether a word is underlined."""
        return self._marked

    def _mark(self, start: int, end: int) -> None:
        """The characters are underlined: a line edit takes formats only as an input method gives them."""
        formats = []
        if end > start:
            wavy = QTextCharFormat()
            wavy.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wavy.setUnderlineColor(theme.colour("danger"))
            formats = [QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.TextFormat, start - self.cursorPosition(),
                                                   end - start, wavy)]
        if formats or self._marked:
            self._marked = bool(formats)
            QApplication.sendEvent(self, QInputMethodEvent("", formats))

    # -- what is offered ---------------------------------------------------------------------------------------------

    def offer(self, rows: Sequence[Suggestion]) -> None:
        """These could be typed next; nothing is offered to a field without the keys."""
        self.popup.show_rows(rows if self.hasFocus() else ())
        self._make_room()

    def is_offering(self) -> bool:
        """Whether what is typed may still become something that is offered."""
        return not self.popup.isHidden()

    def close_offers(self) -> None:
        """Nothing is offered."""
        self.popup.close_up()
        self._make_room()

    def _make_room(self) -> None:
        self._error.keep_below(0 if self.popup.isHidden() else self.popup.height() + 4)

    def _choose(self, by: int) -> None:
        self.popup.step(by)
        chosen = self.popup.suggestion()
        if chosen is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken(chosen)))

    def _on_cursor(self, _before: int, _now: int) -> None:
        if self.popup.isVisible():
            self.asked.emit()

    def error(self) -> str:
        """The sentence below the field; empty without one."""
        return self._error.text()

    def take_focus(self) -> None:
        """The keys go here; what is there is selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def empty(self) -> None:
        """Nothing is searched for."""
        if self.text():
            self.clear()
        self.set_error("")
        self.cleared.emit()

    def sizeHint(self) -> QSize:
        return QSize(self._wanted_px, theme.scaled(tokens.CONTROL_PX))

    def _on_text(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self._keys.setVisible(not text)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        size = tokens.ICON
        glass = icons.pixmap("search", size, "text-2", self.devicePixelRatioF())
        painter.drawPixmap(INSET_PX, (self.height() - size) // 2, glass)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        side, middle = tokens.CONTROL_SMALL_PX, self.height() // 2
        self._cross.setGeometry(self.width() - side - 2, middle - side // 2, side, side)
        wide = self._keys.sizeHint()
        kept = side if self.text() else wide.width() + INSET_PX  # the words end before what stands at the right
        self.setTextMargins(INSET_PX + tokens.ICON, 0, kept, 0)
        self._keys.setGeometry(self.width() - wide.width() - INSET_PX, middle - wide.height() // 2, wide.width(), wide.height())
        self._error.place()
        if self.popup.isVisible():
            self.popup.place()

    # -- keys --------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            shift = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            typed = bool(event.text()) and event.text().isprintable()
            if not event.modifiers() & ~shift and (typed or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Delete)):
                event.accept()  # single letters are text here, Esc empties
                return True
        tab = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if tab and isinstance(event, QKeyEvent) and not event.modifiers() and self.popup.rows():
            self.took.emit(self.popup.suggestion() or self.popup.rows()[0])
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, offered = event.key(), bool(self.popup.rows())
        chosen = self.popup.suggestion()
        if key == Qt.Key.Key_Down and not offered:
            self.asked.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and offered:
            self._choose(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and offered and chosen is not None:
            self.took.emit(chosen)
        elif key == Qt.Key.Key_Escape and offered:
            self.close_offers()
        elif key == Qt.Key.Key_Escape and (self.text() or self.error()):
            self.empty()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_offers()
