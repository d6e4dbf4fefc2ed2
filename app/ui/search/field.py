"""The field for search words: icon, the key that goes there, a cross to empty it, and what is wrong with a word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from app.ui.kit import icons, theme, tokens
from app.ui.kit.buttons import icon_button
from app.ui.kit.labels import label
from app.ui.kit.shadow import paint_card
from app.ui.kit.text import tr

INSET_PX = 8
LEAST_PX = 160
MOST_PX = 400
SHORTCUT = "Ctrl+F"


class SearchField(QLineEdit):
    """Esc empties it, Enter searches at once. A refused word rings it and says why below."""

    edited = Signal(str)
    entered = Signal()
    cleared = Signal()

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
        self._error = _Sentence(self)
        self._wanted_px = LEAST_PX
        self.textChanged.connect(self._on_text)
        self.textEdited.connect(self.edited)
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

    def set_error(self, sentence: str) -> None:
        """A word is refused for this reason; empty: none is."""
        theme.set_property(self, "invalid", bool(sentence))
        self.setAccessibleDescription(sentence)
        self._error.say(sentence)

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

    # -- keys --------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            shift = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            typed = bool(event.text()) and event.text().isprintable()
            if not event.modifiers() & ~shift and (typed or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Delete)):
                event.accept()  # single letters are text here, Esc empties
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.text() or self.error()):
            self.empty()
        else:
            super().keyPressEvent(event)


class _Sentence(QLabel):
    """Floats below the field over what is there, since a bar has no room for it."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self.setObjectName("search_error")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(INSET_PX, 4, INSET_PX, 4)
        theme.set_font(self, "small")
        theme.set_ink(self, "danger")
        self.hide()

    def say(self, sentence: str) -> None:
        """Shows the sentence, or goes."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        window = self._field.window()
        if sentence and self.parent() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        self.setVisible(bool(sentence))
        self.place()

    def place(self) -> None:
        """Just below the field."""
        if self.isHidden() or not self.text():
            return
        width = max(self._field.width(), LEAST_PX)
        self.setFixedWidth(width)
        room = QRect(0, 0, width - 2 * INSET_PX, MOST_PX)
        text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        self.setFixedHeight(text.height() + INSET_PX)
        self.move(self._field.mapTo(self._field.window(), QPoint(0, self._field.height() + 4)))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, QRect(self.rect()).toRectF(), tokens.RADIUS_CONTROL)
        painter.end()
        super().paintEvent(event)
