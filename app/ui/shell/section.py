"""A part of the sidebar under a head that opens and closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.inspector import strip_paint as draw
from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import tr

HEAD_PX = 28
EDGE_PX = 8
INSET_PX = 8
GAP_PX = 4


class SectionHead(QAbstractButton):
    """The name of a section; checked while it is open. Right and left open and close it, as in a tree."""

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self._speak)
        theme.theme_changed.connect(self.updateGeometry)
        self._speak(True)

    def _speak(self, is_open: bool) -> None:
        self.setAccessibleName(tr("{section}, open", section=self.text()) if is_open
                               else tr("{section}, closed", section=self.text()))

    def sizeHint(self) -> QSize:
        return QSize(80, theme.scaled(HEAD_PX, "small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus():
            draw.ring_inside(painter, QRectF(self.rect()))
        inner = self.rect().adjusted(INSET_PX, 0, -INSET_PX, 0)
        hovered = self.underMouse() or self.hasFocus()
        ink = "text-2" if hovered else "text-3"
        painter.setFont(theme.font("small-strong"))
        painter.setPen(theme.colour(ink))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if hovered or not self.isChecked():
            left = inner.left() + round(QFontMetricsF(theme.font("small-strong")).horizontalAdvance(self.text())) + GAP_PX
            mark = icons.pixmap("chevron-down" if self.isChecked() else "chevron-right", tokens.ICON_SMALL, ink,
                                self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - tokens.ICON_SMALL) // 2, mark)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.setChecked(key == Qt.Key.Key_Right)
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class Section(QWidget):
    """A head, at its right a button if there is one, and the content. As high as its content, less where room is short."""

    toggled = Signal(bool)

    def __init__(self, name: str, title: str, button: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"section_{name}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.head = SectionHead(f"head_{name}", title, self)
        self.head.toggled.connect(self._toggle)
        line = QHBoxLayout()
        line.setContentsMargins(EDGE_PX, 0, EDGE_PX + GAP_PX, 0)
        line.setSpacing(0)
        line.addWidget(self.head, 1)
        if button is not None:
            line.addWidget(button)
        self._content = QWidget(self)
        self._content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.content = QVBoxLayout(self._content)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._content)

    def is_open(self) -> bool:
        """Whether its content shows."""
        return self.head.isChecked()

    def set_open(self, is_open: bool) -> None:
        """The content shows, or only the head."""
        self.head.setChecked(is_open)

    def _toggle(self, is_open: bool) -> None:
        self._content.setVisible(is_open)
        self.toggled.emit(is_open)
