"""The shots that the item is in, as rows to open them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.library.details import ShotUse
from app.ui.inspector import strip_paint as draw
from app.ui.inspector.details import frames_word
from app.ui.kit import theme
from app.ui.kit.text import tr

ROW_PX = 28
INSET_PX = 8
GAP_PX = 8


class ShotUses(QWidget):
    """One stop of the Tab key; ↑ and ↓ walk inside, Enter or a click opens the shot."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_shots")
        self.setAccessibleName(tr("In shots"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._uses: list[ShotUse] = []
        self._at = 0
        self._hovered = -1
        theme.theme_changed.connect(self.updateGeometry)

    def set_uses(self, uses: Sequence[ShotUse]) -> None:
        """Shows these."""
        if list(uses) == self._uses:
            return
        self._uses = list(uses)
        self._at = min(self._at, max(0, len(self._uses) - 1))
        self._describe()
        self.updateGeometry()
        self.update()

    def uses(self) -> list[ShotUse]:
        """What is shown."""
        return list(self._uses)

    def sizeHint(self) -> QSize:
        return QSize(160, len(self._uses) * theme.scaled(ROW_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def row_rect(self, place: int) -> QRect:
        """Where the row is."""
        height = theme.scaled(ROW_PX)
        return QRect(0, place * height, self.width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, use in enumerate(self._uses):
            row = self.row_rect(place)
            if place == self._hovered:
                draw.ground(painter, row, "hover")
            if self.hasFocus() and place == self._at:
                draw.ring_inside(painter, QRectF(row))
            self._paint_row(painter, row.adjusted(INSET_PX, 0, -INSET_PX, 0), use)
        painter.end()

    def _paint_row(self, painter: QPainter, row: QRect, use: ShotUse) -> None:
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        where, small = frames_word(use.frames), QFontMetricsF(theme.font("small"))
        where_px = min(round(small.horizontalAdvance(where)) + 1, row.width() // 2)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-3"))
        shown = small.elidedText(where, Qt.TextElideMode.ElideRight, where_px)
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
        painter.setFont(theme.font("body"))
        body = QFontMetricsF(theme.font("body"))
        shot_number = f"{use.shot_number:02d}"
        painter.drawText(row, left, shot_number)
        number_px = round(body.horizontalAdvance(shot_number)) + GAP_PX
        name = QRect(row.left() + number_px, row.top(), row.width() - number_px - where_px - GAP_PX, row.height())
        painter.setPen(theme.colour("text"))
        painter.drawText(name, left, body.elidedText(use.shot_name, Qt.TextElideMode.ElideMiddle, name.width()))

    # -- gestures ----------------------------------------------------------------------------------------------------

    def _place_at(self, event: QMouseEvent) -> int:
        place = int(event.position().y()) // theme.scaled(ROW_PX)
        return place if 0 <= place < len(self._uses) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event)
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self._go(place)
            self.opened.emit(self._uses[place].shot_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._place_at(event))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walk = {Qt.Key.Key_Up: self._at - 1, Qt.Key.Key_Down: self._at + 1}
        if event.key() in walk and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._go(max(0, min(len(self._uses) - 1, walk[Qt.Key(event.key())])))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at < len(self._uses):
            self.opened.emit(self._uses[self._at].shot_id)
        else:
            super().keyPressEvent(event)

    def _go(self, place: int) -> None:
        self._at = place
        self._describe()
        self.update()

    def _describe(self) -> None:
        if self._at < len(self._uses):
            use = self._uses[self._at]
            self.setAccessibleDescription(f"{use.shot_number:02d} {use.shot_name}, {frames_word(use.frames)}")
