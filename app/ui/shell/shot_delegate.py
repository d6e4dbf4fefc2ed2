"""How a shot is painted in the sidebar, and the field its name is typed in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.inspector import strip_paint as draw
from app.ui.kit import theme
from app.ui.kit.pill import paint_pill, pill_width
from app.ui.kit.text import tr
from app.ui.kit.thumbs import Thumbs
from app.ui.shell.shot_model import NUMBER, SECOND_LINE, SHOT
from db import Shot

LARGE = (48, QSize(64, 36))
SMALL = (44, QSize(48, 27))
SMALL_UNDER_PX = 224  # a sidebar narrower than this has the small rows
EDGE_PX = 8  # from the sidebar's edge to the row
INSET_PX = 8
GAP_PX = 8
NUMBER_GAP_PX = 6
BAR_PX = 3
NAME_LENGTH = 400

Index = QModelIndex | QPersistentModelIndex


class ShotDelegate(QStyledItemDelegate):
    """Filled row: the gallery shows it. Bar and strong name: it is open in the timeline."""

    def __init__(self, thumbs: Thumbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbs = thumbs
        self.open_shot: str | None = None
        self.filtered_shot: str | None = None
        self.drop_row = -1
        self.editing_row = -1

    def metrics(self, width: int) -> tuple[int, QSize]:
        """Height of a row and size of its picture in a list of this width."""
        height, picture = SMALL if width < SMALL_UNDER_PX else LARGE
        return max(height, theme.line_px("body") + theme.line_px("small") + 8), picture

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view: QWidget | None = option.widget
        width = SMALL_UNDER_PX if view is None else view.width()
        return QSize(96, self.metrics(width)[0])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shot = index.data(SHOT)
        if not isinstance(shot, Shot):
            return
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = whole.adjusted(EDGE_PX, 0, -EDGE_PX, 0)
        painter.save()
        self._paint_ground(painter, row, index.row(), shot, state)
        picture = self.metrics(whole.width())[1]
        place = QRect(row.left() + INSET_PX, row.top() + (row.height() - picture.height()) // 2,
                      picture.width(), picture.height())
        self._thumbs.paint(painter, place, shot.thumbnail_url)
        if shot.unpositioned:
            paint_pill(painter, row.right() + 1 - INSET_PX, row.center().y() + 0.5, shot.unpositioned)
        if index.row() != self.editing_row:
            self._paint_words(painter, self.words_rect(whole, shot.unpositioned), index, shot)
        painter.restore()

    def words_rect(self, whole: QRect, unpositioned: int) -> QRect:
        """Where the two lines of a row stand."""
        picture = self.metrics(whole.width())[1]
        left = whole.left() + EDGE_PX + INSET_PX + picture.width() + GAP_PX
        right = whole.right() + 1 - EDGE_PX - INSET_PX
        if unpositioned:
            right -= pill_width(unpositioned) + GAP_PX
        height = theme.line_px("body") + theme.line_px("small")
        return QRect(left, whole.top() + (whole.height() - height) // 2, max(0, right - left), height)

    def _paint_ground(self, painter: QPainter, row: QRect, place: int, shot: Shot, state: QStyle.StateFlag) -> None:
        if place == self.drop_row:
            draw.drop_ground(painter, QRectF(row))
        elif shot.id == self.filtered_shot:
            draw.ground(painter, row, "selected")
        elif state & QStyle.StateFlag.State_MouseOver:
            draw.ground(painter, row, "hover")
        if state & QStyle.StateFlag.State_HasFocus and place != self.editing_row:
            draw.ring_inside(painter, QRectF(row))
        if shot.id == self.open_shot:
            bar = QRectF(row.left(), row.top() + EDGE_PX, BAR_PX, row.height() - 2 * EDGE_PX)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(bar, BAR_PX / 2, BAR_PX / 2)

    def _paint_words(self, painter: QPainter, words: QRect, index: Index, shot: Shot) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        quiet = "text-2" if shot.id == self.filtered_shot else "text-3"
        first = QRect(words.left(), words.top(), words.width(), theme.line_px("body"))
        number = str(index.data(NUMBER))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour(quiet))
        painter.drawText(first, left, number)
        first.setLeft(first.left() + round(QFontMetricsF(theme.font("body")).horizontalAdvance(number)) + NUMBER_GAP_PX)
        font = theme.font("strong" if shot.id == self.open_shot else "body")
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(first, left, QFontMetricsF(font).elidedText(shot.name, Qt.TextElideMode.ElideMiddle, first.width()))
        second = QRect(words.left(), words.top() + theme.line_px("body"), words.width(), theme.line_px("small"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(quiet))
        shown = QFontMetricsF(theme.font("small")).elidedText(
            str(index.data(SECOND_LINE)), Qt.TextElideMode.ElideRight, second.width())
        painter.drawText(second, left, shown)

    def name_is_cut(self, whole: QRect, index: Index) -> bool:
        """Whether the name does not fit into its row."""
        shot = index.data(SHOT)
        if not isinstance(shot, Shot):
            return False
        body = QFontMetricsF(theme.font("strong" if shot.id == self.open_shot else "body"))
        number_px = QFontMetricsF(theme.font("body")).horizontalAdvance(str(index.data(NUMBER))) + NUMBER_GAP_PX
        return body.horizontalAdvance(shot.name) > self.words_rect(whole, shot.unpositioned).width() - number_px

    # -- typing a name -----------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("shot_name_field")
        field.setAccessibleName(tr("Name of the shot"))
        field.setMaxLength(NAME_LENGTH)
        theme.set_font(field, "body")
        self.editing_row = index.row()
        return field

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        self.editing_row = -1
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        whole: QRect = option.rect
        words = self.words_rect(whole, 0).adjusted(-4, 0, 0, 0)
        height = theme.scaled(28)
        editor.setGeometry(QRect(words.left(), whole.center().y() - height // 2 + 1, words.width(), height))

    def helpEvent(self, event, view, option, index) -> bool:
        del event, view, option, index
        return False  # the list tells it: only where the name is cut

    def editorEvent(self, event: QEvent, model, option: QStyleOptionViewItem, index: Index) -> bool:
        del event, model, option, index
        return False
