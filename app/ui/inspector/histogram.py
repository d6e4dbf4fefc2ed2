"""How bright the shown picture is: a curve for each colour and one for all, from its thumbnail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.errors import UserError
from app.ui.kit import theme, tokens
from app.ui.kit.text import tr
from app.ui.reading import Latest
from app.ui.session import Session
from db import Variant

HEIGHT_PX = 64
BINS = 256
WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in what the eye calls bright: ITU-R BT.709
CURVES = (("red", "label-red"), ("green", "label-green"), ("blue", "label-blue"))


@dataclass(frozen=True)
class Levels:
    """How many pixels each of 256 levels has, 1.0 = the level that has the most; shares in 0 to 1."""

    light: tuple[float, ...]
    red: tuple[float, ...]
    green: tuple[float, ...]
    blue: tuple[float, ...]
    mean: float
    black: float  # share of pixels at the lowest level
    white: float


def levels_of(image: QImage) -> Levels | None:
    """The levels of a picture, what is transparent left out; None for a picture without pixels. Any thread."""
    import numpy as np  # not before the first paint

    if image.isNull():
        return None
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, :image.width() * 4].reshape(-1, 4)
    pixels = pixels[pixels[:, 3] > 0]
    if not len(pixels):
        return None
    light = np.minimum(255, np.rint(pixels[:, :3] @ np.array(WEIGHTS))).astype(np.uint8)
    counts = [np.bincount(channel, minlength=BINS) for channel in (light, pixels[:, 0], pixels[:, 1], pixels[:, 2])]
    # the ends are often many times as high as all the rest: they would flatten it
    most = max(1, *(int(count[1:-1].max()) for count in counts))
    curves = [tuple(float(n) for n in np.minimum(1.0, count / most)) for count in counts]
    total = len(pixels)
    return Levels(curves[0], curves[1], curves[2], curves[3], float(light.mean()) / 255,
                  int(counts[0][0]) / total, int(counts[0][255]) / total)


def _read(path: Path) -> Levels | None:
    return levels_of(QImageReader(str(path)).read())


class Histogram(QWidget):
    """Painted; what it shows is said in its description."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_histogram")
        self.setAccessibleName(tr("Histogram"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._session = session
        self._reading = Latest(session.background, self)
        self._thumbnail: str | None = None
        self._wanted = True
        self._read_of: str | None = None
        self._levels: Levels | None = None
        theme.theme_changed.connect(self.update)

    def set_variant(self, variant: Variant | None) -> None:
        """Of this variant's picture; a sound has none."""
        self._thumbnail = variant.thumbnail_url if variant is not None and variant.kind != "audio" else None
        self._ask()

    def set_wanted(self, wanted: bool) -> None:
        """Whether it is to be seen; nothing is read for a section that is folded."""
        self._wanted = wanted
        self._ask()

    def has_picture(self) -> bool:
        """Whether there is a picture to read."""
        return self._thumbnail is not None

    def levels(self) -> Levels | None:
        """What is shown."""
        return self._levels

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT_PX)

    def _ask(self) -> None:
        wanted = self._thumbnail if self._wanted else None
        if wanted == self._read_of:
            return
        self._read_of = wanted
        self._show(None)
        if wanted is None:
            self._reading.drop()
            return
        try:
            path = self._session.library.paths.file(wanted)
        except UserError:
            self._reading.drop()
            return
        self._reading.ask(lambda: _read(path), self._show)

    def _show(self, levels: Levels | None) -> None:
        self._levels = levels
        words = "" if levels is None else tr(
            "Mean brightness {mean} %, {black} % of it black, {white} % white", mean=_percent(levels.mean),
            black=_percent(levels.black), white=_percent(levels.white))
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("viewer"))
        painter.drawRoundedRect(area, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        if self._levels is not None:
            inner = area.adjusted(6, 6, -6, -6)
            fill = theme.qcolor(tokens.DARK.value("line-strong"))  # its ground is dark in both themes
            fill.setAlpha(140)
            painter.setBrush(fill)
            painter.drawPolygon(_shape(self._levels.light, inner))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for name, role in CURVES:
                painter.setPen(QPen(theme.qcolor(tokens.DARK.value(role)), 1))
                painter.drawPolyline(_curve(getattr(self._levels, name), inner))
        painter.end()


def _curve(values: tuple[float, ...], area: QRectF) -> QPolygonF:
    step = area.width() / (BINS - 1)
    return QPolygonF([QPointF(area.left() + place * step, area.bottom() - value * area.height())
                      for place, value in enumerate(values)])


def _shape(values: tuple[float, ...], area: QRectF) -> QPolygonF:
    return QPolygonF([area.bottomLeft(), *_curve(values, area).toList(), area.bottomRight()])


def _percent(share: float) -> str:
    """46; 0.4 where it is little and not nothing."""
    percent = share * 100
    return f"{percent:.1f}" if 0.05 <= percent < 1 else str(round(percent))
