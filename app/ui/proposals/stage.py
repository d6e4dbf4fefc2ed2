"""Two pictures compared at the same size: side by side, or one over the other to flip and wipe."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QImageIOHandler,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.errors import UserError
from app.library.proposals import Side
from app.ui.kit import theme
from app.ui.kit.text import tr
from app.ui.proposals import words
from app.ui.reading import Latest
from app.ui.session import Session

GAP_PX = 16
EDGE_PX = 16
SHARPEN_MS = 60  # while somebody goes through the list only thumbnails are shown
LINE_PX = 2
LABELS = ("A", "B")


@dataclass(frozen=True)
class Shown:
    """One of the two: the item, and what becomes of it."""

    side: Side
    fate: str


def read_fitting(path: str, box: QSize) -> QImage | None:
    """The picture of a file, upright, no larger than `box`; None if Qt cannot read it. Any thread."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid():
        turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
        room = box.transposed() if turned else box
        if size.width() > room.width() or size.height() > room.height():
            reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


class Stage(QWidget):
    """A click flips between the two, a drag wipes, Space flips, Escape goes back to side by side."""

    mode_changed = Signal(bool)  # whether one lies over the other

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposal_stage")
        self.setAccessibleName(tr("Compare"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(96)
        self._session = session
        self._pair: tuple[Shown, Shown] | None = None
        self._sharp: dict[str, QPixmap] = {}
        self._tried: set[str] = set()
        self.over = False
        self.front = 1
        self.wipe: float | None = None  # where the line stands, of the picture's width
        self._pressed: QPoint | None = None
        self._reading = Latest(session.background, self)
        self._timer = QTimer(self, singleShot=True, interval=SHARPEN_MS)
        self._timer.timeout.connect(self._sharpen)
        session.thumbnails.ready.connect(lambda _locations: self.update())
        theme.theme_changed.connect(self.update)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_pair(self, pair: tuple[Shown, Shown] | None) -> None:
        """These two are compared: the target (A) and what would join it (B)."""
        before, self._pair = self._pair, pair
        ids = None if pair is None else tuple(each.side.generation_id for each in pair)
        if before is None or ids != tuple(each.side.generation_id for each in before):
            self.front, self.wipe = 1, None
            self._sharp.clear()
            self._tried.clear()
            self._reading.drop()
            self._timer.start()
        self._speak()
        self.update()

    def pair(self) -> tuple[Shown, Shown] | None:
        """What is compared."""
        return self._pair

    def is_sharp(self) -> bool:
        """Whether both pictures come from their originals."""
        return self._pair is not None and all(each.side.location in self._sharp for each in self._pair)

    def set_over(self, over: bool) -> None:
        """One lies over the other, or they stand side by side."""
        if over != self.over:
            self.over, self.wipe = over, None
            self._timer.start()
            self.mode_changed.emit(over)
            self._speak()
            self.update()

    def flip(self) -> None:
        """The other one is in front."""
        if self._pair is None:
            return
        if self.over:
            self.front = 1 - self.front
        self.wipe = None
        self.set_over(True)
        self._speak()
        self.update()

    def _speak(self) -> None:
        if self._pair is None:
            self.setAccessibleDescription("")
            return
        names = [f"{each.side.name}, {each.fate}, {', '.join(words.facts(each.side))}" for each in self._pair]
        self.setAccessibleDescription(names[self.front] if self.over else "; ".join(names))

    # -- originals ---------------------------------------------------------------------------------------------------

    def _sharpen(self) -> None:
        if self._pair is None or not self.isVisible():
            return
        box = self.size() * self.devicePixelRatioF()
        wanted = []
        for each in self._pair:
            if each.side.kind == "image" and each.side.location not in self._tried:
                try:
                    wanted.append((each.side.location, str(self._session.library.paths.file(each.side.location))))
                except UserError:  # a row written by a stranger: its thumbnail is all there is
                    continue
        if wanted:
            self._tried.update(location for location, _path in wanted)
            self._reading.ask(lambda: [(location, read_fitting(path, box)) for location, path in wanted], self._take)

    def _take(self, found: list[tuple[str, QImage | None]]) -> None:
        self._sharp.update((location, QPixmap.fromImage(image)) for location, image in found if image is not None)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tried.clear()
        self._timer.start()

    # -- geometry ----------------------------------------------------------------------------------------------------

    def _caption_px(self) -> int:
        return theme.line_px("body") + 2 * theme.line_px("small") + 8

    def boxes(self) -> list[QRect]:
        """The rooms of the two pictures: beside each other, one below the other in a narrow stage, or the same."""
        inner = self.rect().adjusted(EDGE_PX, EDGE_PX, -EDGE_PX, -EDGE_PX)
        caption = self._caption_px()
        if self.over:
            whole = inner.adjusted(0, 0, 0, -caption)
            return [whole, whole]
        if inner.width() >= inner.height():
            width = (inner.width() - GAP_PX) // 2
            return [QRect(inner.left() + n * (width + GAP_PX), inner.top(), width, inner.height() - caption) for n in (0, 1)]
        height = (inner.height() - GAP_PX) // 2
        return [QRect(inner.left(), inner.top() + n * (height + GAP_PX), inner.width(), height - caption) for n in (0, 1)]

    def picture_rect(self, number: int) -> QRect:
        """Where a picture is: whole, both at the same size whatever their pixels are."""
        box = self.boxes()[number]
        side = self._pair[number].side if self._pair else None
        size = QSize(side.width, side.height) if side and side.width and side.height else QSize(3, 2)
        size = size.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRect(0, 0, max(1, size.width()), max(1, size.height()))
        area.moveCenter(box.center())
        if not self.over:
            area.moveTop(box.top() + max(0, (box.height() - area.height()) // 2))
        return area

    # -- gestures ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pair is not None:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None or not self.over:
            return
        if self.wipe is not None or abs(point.x() - self._pressed.x()) >= QApplication.startDragDistance():
            area = self.picture_rect(0)
            self.wipe = min(1.0, max(0.0, (point.x() - area.left()) / area.width()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        if (point - pressed).manhattanLength() >= QApplication.startDragDistance():
            return
        if self.over:
            self.flip()
            return
        hit = next((n for n in (0, 1) if self.picture_rect(n).contains(point)), None)
        if hit is not None:
            self.front = hit
            self.set_over(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.flip()
        elif event.key() == Qt.Key.Key_Escape and self.over:
            self.set_over(False)
        elif event.key() in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight) and self.over:
            step = 0.05 if event.key() == Qt.Key.Key_BracketRight else -0.05
            self.wipe = min(1.0, max(0.0, (0.5 if self.wipe is None else self.wipe + step)))
            self.update()
        else:
            super().keyPressEvent(event)

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        if self._pair is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if self.over and self.wipe is not None:
                self._paint_wipe(painter, self.wipe)
            else:
                for number in ([self.front] if self.over else [0, 1]):
                    self._paint_picture(painter, number)
                    self._paint_caption(painter, number)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    def _paint_wipe(self, painter: QPainter, place: float) -> None:
        area = self.picture_rect(0)
        x = area.left() + round(area.width() * place)
        for number, part in ((0, QRect(0, 0, x, self.height())), (1, QRect(x, 0, self.width() - x, self.height()))):
            painter.save()
            painter.setClipRect(part)
            self._paint_picture(painter, number)
            painter.restore()
        painter.fillRect(QRect(x - LINE_PX, area.top(), 2 * LINE_PX, area.height()), theme.colour("scrim"))
        painter.fillRect(QRect(x - LINE_PX // 2, area.top(), LINE_PX, area.height()), theme.colour("on-scrim"))
        self._paint_caption(painter, 0 if place > 0.5 else 1)

    def _paint_picture(self, painter: QPainter, number: int) -> None:
        assert self._pair is not None
        side, area = self._pair[number].side, self.picture_rect(number)
        painter.fillRect(area, theme.colour("viewer"))
        sharp = self._sharp.get(side.location)
        thumbnail = self._session.thumbnails.get(side.thumbnail_url) if sharp is None and side.thumbnail_url else None
        if sharp is not None:
            painter.drawPixmap(area, sharp)
        elif thumbnail is not None:
            painter.drawImage(area, thumbnail)
        self._paint_label(painter, area, number)

    def _paint_label(self, painter: QPainter, area: QRect, number: int) -> None:
        badge = QRectF(area.left() + 8, area.top() + 8, 18, 18)
        if number == 1 and self.wipe is not None:
            badge.moveRight(area.right() - 8)
        painter.fillRect(badge, theme.colour("scrim"))
        painter.setFont(theme.font("small-medium"))
        painter.setPen(theme.colour("on-scrim"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, LABELS[number])

    def _paint_caption(self, painter: QPainter, number: int) -> None:
        assert self._pair is not None
        shown, box, area = self._pair[number], self.boxes()[number], self.picture_rect(number)
        top = area.bottom() + 1 + 8
        body, small = theme.line_px("body"), theme.line_px("small")
        lines = ((shown.side.name, "strong", "text", body, Qt.TextElideMode.ElideMiddle),
                 ("  ".join(words.facts(shown.side)), "small", "text-2", small, Qt.TextElideMode.ElideRight),
                 (shown.fate, "small", "text-3", small, Qt.TextElideMode.ElideRight))
        for text, role, ink, high, mode in lines:
            font = theme.font(role)
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            left = max(box.left(), area.left())
            room = QRect(left, top, box.right() + 1 - left, high)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine,
                             QFontMetricsF(font).elidedText(text, mode, room.width()))
            top += high
