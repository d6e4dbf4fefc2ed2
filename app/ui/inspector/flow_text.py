"""Text over several lines that takes the height it needs; parts of it can be selected and copied."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from app.ui.kit import menus, theme


class FlowText(QTextEdit):
    """Read only, plain, without a ground of its own. Long words break anywhere, so it never asks for width."""

    def __init__(self, name: str, title: str, role: str = "body", ink: str = "text-2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._role, self._ink, self._text = role, ink, ""
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # to select; it is no stop of the Tab key, there is a copy button
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        theme.set_font(self, role)
        theme.theme_changed.connect(self._write)

    def set_text(self, text: str) -> None:
        """Shows this text; the same again leaves what is selected."""
        if text != self._text:
            self._text = text
            self._write()

    def text(self) -> str:
        """The whole text."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def _write(self) -> None:
        paragraph = QTextBlockFormat()
        paragraph.setLineHeight(theme.line_px(self._role), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        ink = QTextCharFormat()
        ink.setFont(theme.font(self._role))
        ink.setForeground(theme.colour(self._ink))
        self.document().clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(paragraph)
        cursor.insertText(self._text, ink)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._text:
            self.setFixedHeight(0)
            return
        width = self.width()
        if width <= 0:
            return
        self.document().setTextWidth(width)
        height = math.ceil(self.document().size().height())
        if height != self.height():
            self.setFixedHeight(height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it never scrolls by itself

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menus.style_menu(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
