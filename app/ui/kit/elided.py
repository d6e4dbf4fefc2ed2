"""A label that shortens what does not fit and then tells the whole in its tooltip."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from app.ui.kit import theme

MODES = {"middle": Qt.TextElideMode.ElideMiddle, "end": Qt.TextElideMode.ElideRight}
LEAST = "Mm…"  # what stays readable of any text


class ElidedLabel(QLabel):
    """One line: names are cut in the middle (the number survives), sentences at the end.

    `text()` is always the whole text, so accessibility and tests read that.
    """

    def __init__(
        self,
        text: str = "",
        mode: Literal["middle", "end"] = "middle",
        role: str = "body",
        ink: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = MODES[mode]
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.set_font(self, role)
        theme.set_ink(self, ink)
        self.setText(text)

    def shown_text(self) -> str:
        """What is visible at the present width."""
        metrics = QFontMetrics(self.font())
        return metrics.elidedText(self.text(), self._mode, self.contentsRect().width())

    def is_cut(self) -> bool:
        """Whether the text does not fit."""
        return self.shown_text() != self.text()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        margins = self.contentsMargins()
        width = metrics.horizontalAdvance(self.text()) + margins.left() + margins.right() + 1
        return QSize(width, metrics.height() + margins.top() + margins.bottom())

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(whole.width(), QFontMetrics(self.font()).horizontalAdvance(LEAST)), whole.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            if self.is_cut():
                QToolTip.showText(event.globalPos(), self.text(), self)
            else:
                QToolTip.hideText()
                event.ignore()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = QRect(self.contentsRect())
        painter.drawText(area, self.alignment() | Qt.TextFlag.TextSingleLine, self.shown_text())
        painter.end()
