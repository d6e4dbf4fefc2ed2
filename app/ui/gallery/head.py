"""The line above the gallery: where we are, how many there are, what narrows it, how many are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QToolTip, QWidget

from app.ui.gallery.source import Chip
from app.ui.kit import icons, theme, tokens
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.text import number, tr

HEIGHT_PX = 40
CHIP_PX = 24
CHIP_LEFT_PX, CHIP_RIGHT_PX, CHIP_GAP_PX = 8, 4, 4
CHIP_MOST_PX = 240  # of the words
ROW_GAP_PX = 8


def _nothing() -> None:
    """A note without a button."""


class ChipButton(QAbstractButton):
    """A condition in words with a cross. The cross, Del and Backspace take it away; a click on its words too, unless it has a
    value: then they open what else could be chosen. Left and right go to the next chip.
    """

    removed = Signal()
    change_asked = Signal()

    def __init__(self, chip: Chip, parent: QWidget) -> None:
        super().__init__(parent)
        self.chip = chip
        self.setText(chip.text)
        self.setObjectName(f"galleryChip-{chip.key}")
        self.setAccessibleName(tr("Filter {name}", name=chip.text))
        spoken = tr("Enter changes it, Delete removes it") if chip.condition else tr("Delete removes it")
        self.setAccessibleDescription(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self._on_cross = False
        self._released_at: QPoint | None = None
        self.clicked.connect(self._clicked)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        text = min(CHIP_MOST_PX, QFontMetricsF(theme.font("small-medium")).horizontalAdvance(self.text()) + 1)
        wide = CHIP_LEFT_PX + text + CHIP_GAP_PX + tokens.ICON_SMALL + CHIP_RIGHT_PX
        return QSize(round(wide), max(CHIP_PX, theme.line_px("small-medium") + 8))

    def cross_rect(self) -> QRect:
        """Where a click takes the condition away."""
        wide = CHIP_RIGHT_PX + tokens.ICON_SMALL + CHIP_GAP_PX
        return QRect(self.width() - wide, 0, wide, self.height())

    def _clicked(self, _checked: bool = False) -> None:
        at, self._released_at = self._released_at, None
        if self.chip.condition is None or (at is not None and self.cross_rect().contains(at)):
            self.removed.emit()
        else:
            self.change_asked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._released_at = event.position().toPoint()
        super().mouseReleaseEvent(event)
        self._released_at = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        on_cross = self.cross_rect().contains(event.position().toPoint())
        if on_cross != self._on_cross:
            self._on_cross = on_cross
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._on_cross = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key == Qt.Key.Key_Right:
            self.focusNextChild()
        elif key == Qt.Key.Key_Left:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cut = self.sizeHint().width() >= CHIP_MOST_PX
            words = tr("Remove filter") if self.chip.condition is None or self._on_cross else tr("Choose another value")
            QToolTip.showText(event.globalPos(), f"{self.text()}\n{words}" if cut else words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selected" if self.underMouse() or self.isDown() else "pressed"))
        painter.drawRoundedRect(area, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX))
            painter.drawRoundedRect(
                area.adjusted(1, 1, -1, -1), tokens.RADIUS_CONTROL - 1, tokens.RADIUS_CONTROL - 1
            )
        painter.setFont(theme.font("small-medium"))
        painter.setPen(theme.colour("text"))
        words = area.adjusted(CHIP_LEFT_PX, 0, -(CHIP_GAP_PX + tokens.ICON_SMALL + CHIP_RIGHT_PX), 0)
        shown = QFontMetricsF(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideMiddle, words.width() + 1)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        cross = icons.pixmap("x", tokens.ICON_SMALL, "text" if self._on_cross or self.chip.condition is None else "text-2",
                             self.devicePixelRatioF())
        left = self.width() - CHIP_RIGHT_PX - tokens.ICON_SMALL
        painter.drawPixmap(left, (self.height() - tokens.ICON_SMALL) // 2, cross)
        painter.end()


class ChipRow(QWidget):
    """Chips side by side; those that have no room are counted at the end, their words in a tooltip."""

    removed = Signal(object)  # the Filter without the chip
    change_asked = Signal(object, QPoint)  # its Condition; where its choices may open, global

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("galleryChips")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._buttons: list[ChipButton] = []
        self._more = label("", "small", "text-2", parent=self)
        self._more.setObjectName("galleryMoreChips")

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """These conditions are in force."""
        if [button.chip for button in self._buttons] == list(chips):
            return
        focused = next((at for at, button in enumerate(self._buttons) if button.hasFocus()), None)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [ChipButton(chip, self) for chip in chips]
        for button in self._buttons:
            button.removed.connect(self._removed)
            button.change_asked.connect(self._change_asked)
        self._place()
        if focused is not None:  # the keys stay here as long as there is a chip
            last = [button for button in self._buttons if not button.isHidden()][:focused + 1]
            if last:
                last[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def chips(self) -> list[Chip]:
        """The conditions in force."""
        return [button.chip for button in self._buttons]

    def sizeHint(self) -> QSize:
        return QSize(self._wide(self._buttons), max(CHIP_PX, theme.line_px("small-medium") + 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(24 if self._buttons else 0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._place()
        super().changeEvent(event)

    def _removed(self) -> None:
        button = self.sender()
        if isinstance(button, ChipButton):
            self.removed.emit(button.chip.without)

    def _change_asked(self) -> None:
        button = self.sender()
        if isinstance(button, ChipButton):
            self.change_asked.emit(button.chip.condition, button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _wide(self, buttons: Sequence[ChipButton]) -> int:
        return sum(button.sizeHint().width() + ROW_GAP_PX for button in buttons)

    def _place(self) -> None:
        fitting = len(self._buttons)
        while (
            fitting
            and self._wide(self._buttons[:fitting]) + (24 if fitting < len(self._buttons) else 0)
            > self.width()
        ):
            fitting -= 1
        x = 0
        for place, button in enumerate(self._buttons):
            button.resize(button.sizeHint())
            button.move(x, (self.height() - button.height()) // 2)
            button.setVisible(place < fitting)
            x += button.width() + ROW_GAP_PX if place < fitting else 0
        hidden = self._buttons[fitting:]
        self._more.setText(f"+{len(hidden)}" if hidden else "")
        self._more.setToolTip(", ".join(button.text() for button in hidden))
        self._more.setAccessibleName(tr("More filters: {names}", names=", ".join(b.text() for b in hidden)))
        self._more.adjustSize()
        self._more.move(x, (self.height() - self._more.height()) // 2)
        self._more.setVisible(bool(hidden))


class GalleryHead(QWidget):
    """Name, count, chips, and at the right how many are chosen. Inside a parent there is a way back."""

    back = Signal()
    chip_removed = Signal(object)  # Filter
    chip_change_asked = Signal(object, QPoint)  # Condition; where its choices may open, global

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("galleryHead")
        self._back = icon_button(
            "arrow-left",
            tr("Back"),
            "galleryBack",
            tr("Alt+Up"),
            small=True,
            on_click=self.back.emit,
            parent=self,
        )
        self._name = ElidedLabel("", "middle", "strong", parent=self)
        self._name.setObjectName("gallerySource")
        self._count = label("", "small", "text-3", parent=self)
        self._count.setObjectName("galleryCount")
        self._chips = ChipRow(self)
        self._chips.removed.connect(self.chip_removed)
        self._chips.change_asked.connect(self.chip_change_asked)
        self._note = label("", "small", "text-2", parent=self)
        self._note.setObjectName("galleryNote")
        self._note_button = push_button("", "galleryNoteButton", "link", parent=self)
        self._note_button.clicked.connect(lambda _checked=False: self._do_note())
        self._do_note: Callable[[], object] = _nothing
        self._selected = label("", "small", "text-2", parent=self)
        self._selected.setObjectName("gallerySelected")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for widget in (self._back, self._name, self._count):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self._chips, 1)
        row.addWidget(self._note)
        row.addWidget(self._note_button)
        row.addWidget(self._selected)
        self.set_note("")
        self._back.hide()
        self._fit()
        theme.theme_changed.connect(self._fit)

    def set_source(self, name: str, back_to: str | None = None) -> None:
        """We are in `name`; `back_to` is where the way back leads."""
        self._name.setText(name)
        self._back.setVisible(back_to is not None)
        if back_to is not None:
            words = tr("Back to {name}", name=back_to)
            self._back.setAccessibleName(words)
            self._back.setToolTip(f"{words}  {tr('Alt+Up')}")

    def set_count(self, n: int | None, words: str = "") -> None:
        """So many items are shown; `words` where that is not known yet."""
        self._count.setText(words if n is None else number(n))

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """These conditions are in force."""
        self._chips.set_chips(chips)

    def set_note(self, words: str, button: str = "", do: Callable[[], object] | None = None) -> None:
        """What else is to be said of this view, and a button beside it; empty: nothing."""
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self._note_button.setText(button)
        self._note_button.setAccessibleName(button)
        self._note_button.setVisible(bool(button))
        self._do_note = do or _nothing

    def set_selected(self, n: int) -> None:
        """So many are chosen."""
        self._selected.setText(tr("{n} selected", n=n) if n else "")

    def _fit(self) -> None:
        self.setFixedHeight(theme.scaled(HEIGHT_PX))
