"""A row of the sidebar: icon, words, a count at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.inspector import strip_paint as draw
from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import number, tr

ROW_PX = 28
INSET_PX = 8
GAP_PX = 8


class NavRow(QAbstractButton):
    """Checked (filled): the gallery shows this. ↑ and ↓ go to the next row."""

    def __init__(self, name: str, text: str, icon: str, on_click: Callable[[], object], checkable: bool = True,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        self._icon_name = icon
        self._count: int | None = None
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda _checked=False: on_click())
        theme.theme_changed.connect(self.updateGeometry)
        self._speak()

    def set_count(self, count: int) -> None:
        """The number at the right."""
        if count != self._count:
            self._count = count
            self._speak()
            self.update()

    def count(self) -> int | None:
        """The number at the right; None as long as it is not known."""
        return self._count

    def _speak(self) -> None:
        if self._count is None:
            self.setAccessibleName(self.text())
        else:
            self.setAccessibleName(tr("{place}, {n} items", place=self.text(), n=self._count))

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """A click does not check: what the gallery shows does."""

    def sizeHint(self) -> QSize:
        return QSize(160, theme.scaled(ROW_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = "pressed" if self.isDown() else "selected" if self.isChecked() else "hover" if self.underMouse() else ""
        if ground:
            draw.ground(painter, self.rect(), ground)
        if self.hasFocus():
            draw.ring_inside(painter, QRectF(self.rect()))
        inner = self.rect().adjusted(INSET_PX, 0, -INSET_PX, 0)
        size = tokens.ICON
        picture = icons.pixmap(self._icon_name, size, "text" if self.isChecked() else "text-2", self.devicePixelRatioF())
        painter.drawPixmap(inner.left(), inner.top() + (inner.height() - size) // 2, picture)
        count = "" if self._count is None else number(self._count)
        small, body = QFontMetricsF(theme.font("small")), QFontMetricsF(theme.font("body"))
        count_px = round(small.horizontalAdvance(count)) + 1
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-2" if self.isChecked() or self.isDown() else "text-3"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, count)
        left = inner.left() + size + GAP_PX
        words = QRect(left, inner.top(), max(0, inner.right() + 1 - left - count_px - GAP_PX), inner.height())
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft,
                         body.elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width()))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
