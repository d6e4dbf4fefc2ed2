"""The picture of the shown variant, 16:9 from edge to edge: the thumbnail at once, the original soon after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QColorSpace,
    QFontMetricsF,
    QHideEvent,
    QImage,
    QImageIOHandler,
    QImageReader,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.errors import UserError
from app.library import tasks
from app.library.timeline.timecode import clock
from app.ui.inspector import details
from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import tr
from app.ui.outcome import attempt
from app.ui.reading import Latest
from app.ui.session import Session
from db import Changes, Variant

SHARPEN_MS = 60  # while somebody leafs through the gallery only thumbnails are shown
FADED = 0.45
QT_READS = {"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"}
MOST_TIFF_BITS = 16
SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
BADGE_PX = 18
BADGE_INSET_PX = 5
BADGE_AWAY_PX = 8


@dataclass(frozen=True)
class Sharp:
    """What reading an original gave: the picture at the size asked for, or none; whether the file is there."""

    location: str
    size: QSize
    image: QImage | None
    missing: bool
    wanted: bool = False  # its picture in the cache is still to be made


def shown_by_qt(variant: Variant) -> bool:
    """Whether Qt reads the original as it is meant. RAW files it takes for TIFF and shows their smallest picture."""
    if variant.mime == "image/tiff":
        return (variant.bit_depth or 8) <= MOST_TIFF_BITS
    return variant.mime is None or variant.mime in QT_READS


def read_sharp(path: Path, location: str, box: QSize) -> Sharp:
    """The original, upright, scaled while it is decoded so that it fits into `box` (pixels). Any thread."""
    if not path.is_file():
        return Sharp(location, box, None, True)
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid():
        turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
        room = box.transposed() if turned else box
        if size.width() > room.width() or size.height() > room.height():
            reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if not image.isNull() and image.colorSpace().isValid() and image.colorSpace() != SRGB:
        image.convertToColorSpace(SRGB)
    return Sharp(location, box, None if image.isNull() else image, False)


def read_kept(original: Path, kept: Path, location: str, box: QSize) -> Sharp:
    """The picture in the cache of an original that Qt cannot read. Any thread."""
    if not original.is_file():
        return Sharp(location, box, None, True)
    found = read_sharp(kept, location, box)
    return Sharp(location, box, found.image, False, wanted=found.image is None)


class Preview(QWidget):
    """Nothing is cut and nothing jumps: the place of the picture follows from its known size."""

    missing_found = Signal(str)  # location: the original is not where it was

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_preview")
        self.setAccessibleName(tr("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._session = session
        self._latest = Latest(session.background, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHARPEN_MS)
        self._timer.timeout.connect(self._sharpen)
        self._variant: Variant | None = None
        self._sharp: Sharp | None = None
        self._pixmap: QPixmap | None = None
        self._asked = ""  # the content of which a picture is being made
        session.thumbnails.ready.connect(self._on_thumbnails)
        session.events.changed.connect(self._on_news)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_variant(self, variant: Variant | None, name: str = "") -> None:
        """Shows this variant of the item called `name`."""
        before, self._variant = self._variant, variant
        self.setAccessibleDescription("" if variant is None else f"{name}, {details.kind_word(variant.kind)}")
        if variant is not None and before is not None and before.location == variant.location:
            self.update()
            return
        self._sharp = self._pixmap = None
        self._latest.drop()
        if variant is not None:
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def is_sharp(self) -> bool:
        """Whether the picture comes from the original."""
        return self._pixmap is not None

    def is_missing(self) -> bool:
        """Whether the original is not where it was."""
        return self._sharp is not None and self._sharp.missing

    def picture_rect(self) -> QRect:
        """Where the picture is: whole, in the middle, never larger than it is."""
        variant = self._variant
        if variant is None:
            return QRect()
        size = self._natural_size(variant)
        if size.isEmpty():
            return QRect()
        if size.width() > self.width() or size.height() > self.height():
            size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRect(0, 0, max(1, size.width()), max(1, size.height()))
        area.moveCenter(self.rect().center())
        return area

    def _natural_size(self, variant: Variant) -> QSize:
        if variant.width and variant.height:
            return QSize(variant.width, variant.height)
        thumbnail = self._thumbnail()
        return QSize() if thumbnail is None else thumbnail.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)

    def _thumbnail(self) -> QImage | None:
        if self._variant is None or not self._variant.thumbnail_url:
            return None
        return self._session.thumbnails.get(self._variant.thumbnail_url)

    # -- the original ------------------------------------------------------------------------------------------------

    def _box(self) -> QSize:
        return self.size() * self.devicePixelRatioF()

    def _sharpen(self) -> None:
        variant, box = self._variant, self._box()
        if variant is None or box.isEmpty() or (self._sharp is not None and self._sharp.size == box):
            return
        picture = variant.kind not in ("video", "audio")
        location = variant.location
        try:
            path = self._session.library.paths.file(location)
        except UserError:  # a row written by a stranger: the file section says what it is
            self._take(Sharp(location, box, None, True))
            return
        if picture and shown_by_qt(variant):
            self._latest.ask(lambda: read_sharp(path, location, box), self._take)
        elif picture and variant.sha256:  # what Qt cannot read has a picture in the cache, made when it is first looked at
            kept = self._session.library.paths.preview(variant.sha256)
            self._latest.ask(lambda: read_kept(path, kept, location, box), self._take)
        else:  # a clip shows its poster, a sound its waveform; whether it is there is asked all the same
            self._latest.ask(lambda: Sharp(location, box, None, not path.is_file()), self._take)

    def _take(self, sharp: Sharp) -> None:
        if self._variant is None or self._variant.location != sharp.location:
            return
        self._sharp = sharp
        if sharp.image is not None:
            self._pixmap = QPixmap.fromImage(sharp.image)
        if sharp.missing:
            self.missing_found.emit(sharp.location)
        if sharp.wanted:
            self._ask_for(self._variant)
        self.update()

    def _ask_for(self, variant: Variant) -> None:
        if variant.sha256 and variant.sha256 != self._asked:
            self._asked = variant.sha256
            attempt(self._session, tasks.enqueue_preview, variant.sha256, variant.location)

    def _on_news(self, changes: Changes) -> None:
        variant = self._variant
        if (changes.touches("tasks") and self._asked and variant is not None and variant.sha256 == self._asked
                and self._session.library.paths.preview(self._asked).exists()):
            self._asked, self._sharp = "", None
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._variant is not None:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()  # nobody looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._variant is not None:
            self._timer.start()

    def _on_thumbnails(self, locations: set[str]) -> None:
        if self._variant is not None and self._variant.thumbnail_url in locations:
            self.update()

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        area = self.picture_rect()
        if self._variant is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            lost = self.is_missing() or self._variant.damaged
            thumbnail = self._thumbnail() if self._pixmap is None else None
            if lost and thumbnail is not None:
                painter.setOpacity(FADED)
                painter.drawImage(area, thumbnail.convertToFormat(QImage.Format.Format_Grayscale8))
                painter.setOpacity(1)
            elif self._pixmap is not None:
                painter.drawPixmap(area, self._pixmap)
            elif thumbnail is not None:
                painter.drawImage(area, thumbnail)
            else:
                self._paint_kind(painter)
            if self._variant.kind != "image" and self._variant.duration_us:
                self._paint_length(painter, clock(round(self._variant.duration_us / 1_000_000)))
            if lost:
                self._paint_lost(painter)
        painter.end()

    def _paint_kind(self, painter: QPainter) -> None:
        """Nothing to show yet, or ever: the sign of the kind, without a frame around it."""
        if self._variant is None or self._timer.isActive() or self._latest.busy:
            return
        sign = {"video": "film", "audio": "volume-2"}.get(self._variant.kind or "", "image")
        picture = icons.pixmap(sign, tokens.ICON_EMPTY, "line-strong", self.devicePixelRatioF())
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - tokens.ICON_EMPTY // 2, middle.y() - tokens.ICON_EMPTY // 2, picture)

    def _paint_length(self, painter: QPainter, text: str) -> None:
        font = theme.font("small-medium")
        width = QFontMetricsF(font).horizontalAdvance(text) + 2 * BADGE_INSET_PX
        badge = QRectF(self.width() - BADGE_AWAY_PX - width, self.height() - BADGE_AWAY_PX - BADGE_PX, width, BADGE_PX)
        self._paint_badge(painter, badge)
        painter.setFont(font)
        painter.setPen(theme.colour("on-scrim"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_lost(self, painter: QPainter) -> None:
        sign, role = ("triangle-alert", "warn") if self.is_missing() else ("octagon-alert", "danger")
        badge = QRectF(BADGE_AWAY_PX, self.height() - BADGE_AWAY_PX - BADGE_PX, BADGE_PX, BADGE_PX)
        self._paint_badge(painter, badge)
        inset = (BADGE_PX - tokens.ICON_SMALL) // 2
        picture = icons.pixmap(sign, tokens.ICON_SMALL, role, self.devicePixelRatioF())
        painter.drawPixmap(round(badge.left()) + inset, round(badge.top()) + inset, picture)

    def _paint_badge(self, painter: QPainter, badge: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour("scrim")))
        painter.drawRoundedRect(badge, tokens.RADIUS_TAG, tokens.RADIUS_TAG)
        painter.restore()
