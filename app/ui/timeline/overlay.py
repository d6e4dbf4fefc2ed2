"""Painting a plan: ghosts where items will land, the snap line, the caret, the bubble and the tip."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.library.timeline import Ghost, short_timecode
from app.ui.kit import icons, theme, tokens
from app.ui.kit.pill import pill_height
from app.ui.kit.shadow import paint_shadow
from app.ui.kit.text import number, short_number, tr
from app.ui.timeline.marks import paint_bubble, paint_ring, paint_tip
from app.ui.timeline.model import Preview, ShotModel
from app.ui.timeline.pictures import PictureStock, cover
from app.ui.timeline.strip import StripPainter
from app.ui.timeline.view import View

GHOST_OPACITY = 0.86
CARET_PX = 3
CARRIED_PX = 63.0  # height of the picture at the pointer while inserting
CARRIED_MAX_PX = 112.0
SIGNS = ("+", "−")


class OverlayPainter:
    """Paints what lies above the items while something is dragged."""

    def __init__(self, model: ShotModel, strip: StripPainter, stock: PictureStock) -> None:
        self._model = model
        self._strip = strip
        self._stock = stock

    def paint(self, painter: QPainter, preview: Preview, view: View, bounds: QRectF) -> None:
        """Everything of one preview, in a lane that fills `bounds`."""
        painters = {
            "move": self._paint_placing,
            "place": self._paint_placing,
            "insert": self._paint_inserting,
            "hold": self._paint_edge,
            "trim": self._paint_edge,
            "refused": self._paint_refused,
            "unplace": self._paint_unplacing,
        }
        painters[preview.mode](painter, preview, view, bounds)

    def _paint_placing(self, painter: QPainter, preview: Preview, view: View, bounds: QRectF) -> None:
        ghosts = preview.plan.ghosts
        if not ghosts:
            return
        for ghost in ghosts:
            area = self._area(ghost, view)
            if area.right() >= bounds.left() and area.left() <= bounds.right():
                self._paint_ghost(painter, preview, view, ghost, area)
        snap = preview.plan.snap
        first_x = view.scale.x(ghosts[0].frame)
        if snap is not None or preview.plan.note.endswith(str(ghosts[0].frame)):
            self._paint_line(painter, view.scale.x(snap.at) if snap is not None else first_x, bounds)
        if len(ghosts) > 1:
            self._paint_count(painter, len(ghosts), self._area(ghosts[-1], view), bounds)
        paint_bubble(painter, first_x, self._words(preview), bounds.width())
        self._paint_note(painter, preview, view, "", first_x, bounds)

    def _paint_ghost(
        self, painter: QPainter, preview: Preview, view: View, ghost: Ghost, area: QRectF
    ) -> None:
        item = preview.lane.by_id.get(ghost.id)
        if item is None:
            return
        paint_shadow(painter, area, tokens.RADIUS_ITEM)
        painter.setOpacity(GHOST_OPACITY)
        painter.setFont(theme.font("small"))
        self._strip.paint_item(painter, view, item, area, ghost.length)
        painter.setOpacity(1.0)
        paint_ring(painter, area)

    def _paint_inserting(self, painter: QPainter, preview: Preview, view: View, bounds: QRectF) -> None:
        ghosts = preview.plan.ghosts
        if not ghosts:
            return
        first, last = self._area(ghosts[0], view), self._area(ghosts[-1], view)
        hole = first.united(last)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("accent-wash"))
        painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX))
        painter.drawRoundedRect(hole.adjusted(1, 1, -1, -1), tokens.RADIUS_ITEM, tokens.RADIUS_ITEM)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        bar = QRectF(hole.left() - CARET_PX + 1, hole.top() - 6, CARET_PX, hole.height() + 12)
        painter.drawRoundedRect(bar, 1.5, 1.5)
        painter.restore()
        self._paint_carried(painter, preview, view)
        if len(ghosts) > 1:
            self._paint_count(painter, len(ghosts), hole, bounds)
        self._paint_note(painter, preview, view, tr("Insert"), hole.left(), bounds)

    def _paint_carried(self, painter: QPainter, preview: Preview, view: View) -> None:
        """The picture at the pointer, since the ghosts themselves are a hole."""
        row = preview.rows.get(preview.grabbed) or preview.rows.get(preview.plan.ghosts[0].id)
        if preview.pointer is None or row is None:
            return
        height = min(CARRIED_PX, view.band.picture_px * 0.75)
        pixmap = self._stock.picture(row, view.band.picture_px, painter.device().devicePixelRatioF())
        ratio = pixmap.width() / pixmap.height() if pixmap is not None else 16 / 9
        width = min(CARRIED_MAX_PX, height * ratio)
        middle = view.band.top + view.band.height / 2
        area = QRectF(
            round(preview.pointer.x() - width / 3), round(middle - height / 2), round(width), round(height)
        )
        paint_shadow(painter, area, tokens.RADIUS_ITEM)
        if pixmap is not None:
            cover(painter, area, pixmap)
        else:
            painter.fillRect(area, theme.colour("item-bar"))
        paint_ring(painter, area)

    def _paint_edge(self, painter: QPainter, preview: Preview, view: View, bounds: QRectF) -> None:
        if not preview.plan.ghosts:
            return
        ghost = preview.plan.ghosts[0]
        area = self._area(ghost, view)
        paint_ring(painter, area)
        edge = ghost.frame if preview.mode == "trim" else ghost.frame + ghost.length
        if preview.plan.snap is not None:
            self._paint_line(painter, view.scale.x(preview.plan.snap.at), bounds)
        paint_bubble(painter, view.scale.x(edge), self._words(preview), bounds.width())
        head = tr("Ripple") if preview.plan.note.endswith(("later", "earlier")) else ""
        self._paint_note(painter, preview, view, head, area.left(), bounds)

    def _paint_refused(self, painter: QPainter, preview: Preview, view: View, bounds: QRectF) -> None:
        if preview.pointer is None:
            return
        width = 2 * CARRIED_PX
        left = preview.pointer.x() - width / 2
        area = QRectF(round(left), view.band.top + 6, round(width), view.band.height - 12)
        painter.save()
        painter.setOpacity(0.92)
        painter.fillRect(area, theme.colour("item-bar"))
        painter.restore()
        picture = icons.pixmap("ban", 24, "danger", painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(area.center().x() - 12, area.center().y() - 12), picture)
        paint_ring(painter, area, "danger")
        y = view.band.top + view.band.height + 4
        paint_tip(painter, area.left(), y, "", preview.plan.note, bounds, icon="ban")

    def _paint_unplacing(self, painter: QPainter, preview: Preview, view: View, bounds: QRectF) -> None:
        """The tray shows where the items go; the lane only keeps them faint."""

    # --- pieces ----------------------------------------------------------------------------------

    def _area(self, ghost: Ghost, view: View) -> QRectF:
        x, end = round(view.scale.x(ghost.frame)), round(view.scale.x(ghost.frame + ghost.length))
        return QRectF(x, view.band.top, max(2, end - x - 1), view.band.height)

    def _paint_line(self, painter: QPainter, x: float, bounds: QRectF) -> None:
        painter.save()
        pen = QPen(theme.colour("text"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(round(x) - 0.5, 0), QPointF(round(x) - 0.5, bounds.bottom()))
        painter.restore()

    def _paint_count(self, painter: QPainter, n: int, area: QRectF, bounds: QRectF) -> None:
        right = min(area.right() + 6, bounds.right() - 4)
        height = pill_height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small-strong"))
        text = short_number(n)
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + 10)
        pill = QRectF(right - width, area.top() - height / 2 + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent-fill"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.colour("on-accent"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _paint_note(
        self, painter: QPainter, preview: Preview, view: View, head: str, x: float, bounds: QRectF
    ) -> None:
        if preview.plan.note:
            y = view.band.top + view.band.height + 6
            paint_tip(painter, x, y, head, preview.plan.note, bounds)

    def _words(self, preview: Preview) -> str:
        ghost = preview.plan.ghosts[0]
        shown = ghost.length if preview.mode == "hold" else ghost.frame
        if preview.origin is None:
            return f"{number(shown)}  {short_timecode(shown, self._model.rate)}"
        by = shown - preview.origin
        words = f"{number(shown)}  {SIGNS[by < 0]}{number(abs(by))}"
        snap = preview.plan.snap
        targets = {"playhead": tr("playhead"), "start": tr("start"), "grid": tr("ruler")}
        return f"{words}  {targets[snap.target]}" if snap is not None and snap.target in targets else words
