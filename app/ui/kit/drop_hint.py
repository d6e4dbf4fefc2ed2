"""The words beside the pointer while something from outside hovers over a place that may take it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.kit import icons, mime, theme, tokens
from app.ui.kit.shadow import paint_card

AWAY_PX = 16
INSET_PX = 8
HEIGHT_PX = 28


class DropHint(QWidget):
    """What a drop would do, or why it would do nothing. One for each window; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("drop_hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self.refused = False
        self.hide()

    def tell(self, words: str, refused: bool, point: QPoint) -> None:
        """It stands beside this point of the window and says this."""
        self.refused = refused
        self.setAccessibleName(words)
        metrics = QFontMetricsF(theme.font("body"))
        room = self._window.size()
        wanted = round(metrics.horizontalAdvance(words)) + 2 + tokens.ICON + 3 * INSET_PX
        self.resize(min(wanted, room.width() - 2 * INSET_PX), theme.scaled(HEIGHT_PX))
        x = min(point.x() + AWAY_PX, room.width() - self.width() - INSET_PX)
        y = point.y() + AWAY_PX
        if y + self.height() > room.height() - INSET_PX:
            y = point.y() - AWAY_PX - self.height()
        self.move(max(INSET_PX, x), max(INSET_PX, y))
        self.raise_()
        self.show()
        self.update()

    def words(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()), tokens.RADIUS_TAG)
        icon = icons.pixmap("ban" if self.refused else "plus", tokens.ICON, "danger" if self.refused else "accent",
                            self.devicePixelRatioF())
        painter.drawPixmap(INSET_PX, (self.height() - tokens.ICON) // 2, icon)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("body"))
        left = 2 * INSET_PX + tokens.ICON
        area = QRectF(left, 0, self.width() - left - INSET_PX, self.height())
        words = QFontMetricsF(painter.font()).elidedText(self.accessibleName(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()


def hint_of(widget: QWidget) -> DropHint:
    """The hint of the widget's window."""
    window = widget.window()
    found = window.findChild(DropHint, "drop_hint", Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, DropHint) else DropHint(window)


def hover(widget: QWidget, event: QDragEnterEvent | QDragMoveEvent, words: str, refusal: str = "") -> bool:
    """Answers something from outside that hovers over `widget`: the hint says `words`, or why it is refused.

    Gives whether it would be taken. A refused one is still followed (its first event is accepted), so that the hint goes when
    the pointer goes. What is not from outside is ignored, so that the parent is asked.
    """
    data = event.mimeData()
    if not mime.is_from_outside(data):
        event.ignore()
        return False
    reason = refusal or mime.refusal_of(data)
    tell(widget, event.position(), reason or words, bool(reason))
    if reason and not isinstance(event, QDragEnterEvent):
        event.ignore()
    else:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    return not reason


def tell(widget: QWidget, at: QPointF, words: str, refused: bool = False) -> None:
    """The hint stands beside a point of `widget` and says this."""
    hint_of(widget).tell(words, refused, widget.mapTo(widget.window(), at.toPoint()))


def leave(widget: QWidget) -> None:
    """Nothing hovers over `widget` any more."""
    hint_of(widget).hide()


def arrived(widget: QWidget, event: QDropEvent, refusal: str = "") -> list[mime.Arrival]:
    """What was dropped on `widget` from outside, taken; nothing where it is refused or from somewhere else."""
    leave(widget)
    found = [] if refusal else mime.arrivals_in(event.mimeData())
    if found:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    else:
        event.ignore()
    return found
