"""One picture on the viewer's ground: to fit or at a scale, zoomed at the pointer, pulled about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import theme
from app.ui.kit.text import tr
from app.ui.viewer import geometry, painting
from app.ui.viewer.painting import Picture

WHEEL_STEP = 1.25  # for one notch
NOTCH = 120  # Qt: eighths of a degree
MIDDLE = QPointF(0.5, 0.5)


class Zoom(QObject):
    """How large and which part: shared by canvases that go in step, and kept from one picture to the next.

    `scale` is device pixels for one pixel of the picture, None where the picture is fitted into its canvas; `centre` is
    the point of the picture (0 to 1 each way) in the middle of the canvas.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scale: float | None = None
        self.centre = QPointF(MIDDLE)

    def set(self, scale: float | None, centre: QPointF | None = None) -> None:
        """So large (None: to fit), with this point in the middle."""
        scale = None if scale is None else geometry.limited(scale)
        centre = QPointF(MIDDLE) if scale is None else self.centre if centre is None else _within(centre)
        if scale != self.scale or centre != self.centre:
            self.scale, self.centre = scale, QPointF(centre)
            self.changed.emit()

    def fit(self) -> None:
        """All of the picture is seen."""
        self.set(None)


class Canvas(QWidget):
    """Paints one picture. `scale_changed` gives what is in force, for a readout; keys are its owner's."""

    scale_changed = Signal(float)

    def __init__(self, zoom: Zoom | None = None, parent: QWidget | None = None, inset_px: int = 0) -> None:
        super().__init__(parent)
        self.setObjectName("viewer_canvas")
        self.setAccessibleName(tr("Picture"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.zoom = zoom or Zoom(self)
        self.zoom.changed.connect(self._on_zoom)
        theme.theme_changed.connect(self.update)
        self._inset_px = inset_px
        self._picture: Picture | None = None
        self._pulled_from: QPointF | None = None
        self._told = 0.0

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_picture(self, image: QImage, full_size: QSize, sharp: bool, levels: Sequence[QImage] = ()) -> None:
        """This image is shown as large as `full_size` asks for. `sharp`: it is the original, its pixels are shown as they
        are; else it stands in for it and is smoothed."""
        size = image.size() if full_size.isEmpty() else full_size
        self._picture = Picture(image, QSize(size), sharp, tuple(levels))
        self._look()

    def clear(self) -> None:
        """Nothing but ground."""
        self._picture = None
        self._look()

    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    def is_sharp(self) -> bool:
        """Whether the original is shown, not what stands in for it."""
        return self._picture is not None and self._picture.sharp

    # -- how large ---------------------------------------------------------------------------------------------------

    def fit_scale(self) -> float:
        """The scale at which all of the picture is seen; 1 at most."""
        size = self._picture.full_size if self._picture is not None else QSize()
        return geometry.fit_scale(self._room_to_fit(), size, self.devicePixelRatioF())

    def scale(self) -> float:
        """The scale in force, device pixels for one of the picture."""
        return self.fit_scale() if self.zoom.scale is None else self.zoom.scale

    def picture_rect(self) -> QRectF:
        """Where all of the picture is, also outside of what is seen; empty without one."""
        if self._picture is None:
            return QRectF()
        centre = MIDDLE if self.zoom.scale is None else self.zoom.centre
        return geometry.placed(QRectF(self.rect()), self._picture.full_size, self.scale(), centre,
                               self.devicePixelRatioF())

    def to_picture(self, at: QPointF) -> QPointF:
        """The point of the picture under a point of the canvas, in pixels of the original."""
        area, scale = self.picture_rect(), self.scale() / self.devicePixelRatioF()
        return QPointF((at.x() - area.left()) / scale, (at.y() - area.top()) / scale)

    def can_pan(self) -> bool:
        """Whether there is more of the picture than is seen."""
        area = self.picture_rect()
        return area.width() > self.width() + geometry.SAME or area.height() > self.height() + geometry.SAME

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """So large, and what is under `at` (the middle, if none is given) stays there. At the fit or below: fitted."""
        if self._picture is None:
            return
        scale = geometry.limited(scale)
        if scale <= self.fit_scale() * (1 + geometry.SAME):
            self.zoom.fit()
            return
        room = QRectF(self.rect())
        area = self.picture_rect()
        self.zoom.set(scale, geometry.centre_to_hold(room, area, at or room.center(), scale / self.scale()))

    def zoom_in(self) -> None:
        """The next larger round scale."""
        self.zoom_to(geometry.next_stop(self.scale(), 1))

    def zoom_out(self) -> None:
        """The next smaller round scale, down to the fit."""
        self.zoom_to(geometry.next_stop(self.scale(), -1))

    def toggle_pixels(self, at: QPointF | None = None) -> None:
        """From the fit to 100 %, from anything else to the fit. What fits at 100 % is shown at 200 %."""
        if self.zoom.scale is not None:
            self.zoom.fit()
        else:
            self.zoom_to(1.0 if self.fit_scale() < 1 - geometry.SAME else 2.0, at)

    def pan_by(self, dx: float, dy: float) -> None:
        """The picture is pulled by so many device-independent pixels, as far as there is more of it."""
        if self._picture is None or self.zoom.scale is None:
            return
        area, room = self.picture_rect(), QRectF(self.rect())
        moved = geometry.centre_of(room, area.translated(dx, dy))
        kept = geometry.placed(room, self._picture.full_size, self.scale(), moved, self.devicePixelRatioF())
        self.zoom.set(self.zoom.scale, geometry.centre_of(room, kept))

    def _room_to_fit(self) -> QSizeF:
        return QSizeF(max(1, self.width() - 2 * self._inset_px), max(1, self.height() - 2 * self._inset_px))

    def _on_zoom(self) -> None:
        self._look()

    def _look(self) -> None:
        """Something changed that is seen."""
        self._show_hand()
        self.update()
        scale = self.scale()
        if scale != self._told:
            self._told = scale
            self.scale_changed.emit(scale)

    # -- hands -------------------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if self._picture is None or turned == 0:
            event.ignore()
            return
        self.zoom_to(_through(self.scale(), WHEEL_STEP ** (turned / NOTCH)), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if (isinstance(event, QNativeGestureEvent)
                and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture and self._picture is not None):
            self.zoom_to(self.scale() * (1 + event.value()), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton) and self.can_pan():
            self._pulled_from = event.position()
            self._show_hand()
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pulled_from is None:
            super().mouseMoveEvent(event)
            return
        moved = event.position() - self._pulled_from
        self._pulled_from = event.position()
        self.pan_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pulled_from = None
        self._show_hand()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pulled_from = None
            self.toggle_pixels(event.position())
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        self._pulled_from = None
        super().hideEvent(event)

    def _show_hand(self) -> None:
        if self._pulled_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.can_pan():
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    # -- painting ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("viewer"))
        if self._picture is not None:
            painting.draw(painter, self._picture, self.picture_rect(), QRectF(self.rect()), self.devicePixelRatioF())
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 64)


def _within(centre: QPointF) -> QPointF:
    return QPointF(min(1.0, max(0.0, centre.x())), min(1.0, max(0.0, centre.y())))


def _through(scale: float, factor: float) -> float:
    """The scale times the factor; 100 % is not jumped over, so that it is easy to reach."""
    wanted = scale * factor
    crossed = (scale < 1 - geometry.SAME and wanted > 1) or (scale > 1 + geometry.SAME and wanted < 1)
    return 1.0 if crossed else wanted
