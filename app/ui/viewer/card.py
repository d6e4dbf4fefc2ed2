"""Cards over the picture: what is known of it, and why it cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.kit import theme, tokens
from app.ui.kit.labels import IconLabel, label
from app.ui.kit.text import tr

INFO_WIDTH_PX = 320
TROUBLE_WIDTH_PX = 420
AWAY_PX = 24


class InfoCard(QScrollArea):
    """Key and value, line by line, then the prompt; it can be scrolled by the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewer_information")
        self.setAccessibleName(tr("Information"))
        self.setProperty("ground", "raised")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def set_facts(self, facts: Sequence[tuple[str, str]], prompt: str) -> None:
        """These lines are shown."""
        content = QWidget()
        content.setObjectName("viewer_information_content")
        content.setProperty("ground", "raised")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(content)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (key, value) in enumerate(facts):
            grid.addWidget(label(key, "small", "text-2", parent=content), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_value(value, "small", content), row, 1)
        if prompt:
            grid.addWidget(label(tr("Prompt"), "small-strong", "text-2", parent=content), len(facts), 0, 1, 2)
            grid.addWidget(_value(prompt, "body", content), len(facts) + 1, 0, 1, 2)
        grid.setRowStretch(len(facts) + 2, 1)
        said = ", ".join(f"{key}: {value}" for key, value in facts)
        self.setAccessibleDescription(f"{said}. {prompt}" if prompt else said)
        self.setWidget(content)

    def place(self, room: QWidget) -> None:
        """It stands at the left of the picture's room, as high as it needs."""
        content = self.widget()
        width = min(INFO_WIDTH_PX, room.width() - 2 * AWAY_PX)
        wanted = content.heightForWidth(width) if content is not None else 0
        self.setGeometry(AWAY_PX, AWAY_PX, width, max(1, min(max(wanted, 40), room.height() - 2 * AWAY_PX)))


def _value(text: str, role: str, parent: QWidget) -> QWidget:
    breakable = text if " " in text else text.replace("_", "_\u200b").replace("/", "/\u200b")
    made = label(breakable, role, wrap=True, parent=parent)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class TroubleCard(QWidget):
    """One sentence on what happened, one on what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewer_trouble")
        self._icon = IconLabel("triangle-alert", "warn", parent=self)
        self._message = label("", "strong", wrap=True, parent=self)
        self._hint = label("", "body", "text-2", wrap=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._message)
        column.addWidget(self._hint)
        row.addLayout(column, 1)
        self.hide()

    def say(self, message: str, hint: str, missing: bool) -> None:
        """Shows this; an empty `message` shows nothing."""
        self._icon.set_icon(*(("triangle-alert", "warn") if missing else ("octagon-alert", "danger")))
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{message} {hint}".strip() or tr("Nothing is wrong"))
        self.setVisible(bool(message))

    def text(self) -> str:
        """What it says; empty while it says nothing."""
        return "" if self.isHidden() else self._message.text()

    def place(self, room: QWidget) -> None:
        """It stands in the middle of the picture's room."""
        width = min(TROUBLE_WIDTH_PX, room.width() - 2 * AWAY_PX)
        layout = self.layout()
        height = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()), tokens.RADIUS_CARD, tokens.RADIUS_CARD)
        painter.end()
