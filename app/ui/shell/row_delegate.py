"""How rows of saved searches and tags are painted in the sidebar, and the field their name is typed in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from app.ui.inspector import strip_paint as draw
from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import number

KEY = Qt.ItemDataRole.UserRole  # what a row stands for: the id of a search, the path of a tag
COUNT = Qt.ItemDataRole.UserRole + 1  # the number at the right, or None
DEPTH = Qt.ItemDataRole.UserRole + 2

ROW_PX = 28
EDGE_PX = 8  # from the sidebar's edge to the row
INSET_PX = 8
GAP_PX = 8
STEP_PX = 16  # a level of a tree
NAME_LENGTH = 400

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Icon, name, number; in a tree the mark that opens a row stands in the icon's place. Filled: the gallery shows it."""

    def __init__(self, icon: str, field_name: str, spoken: str, parent: QWidget) -> None:
        """`field_name` and `spoken` name the field in which a row is renamed."""
        super().__init__(parent)
        self._icon = icon
        self._field = (field_name, spoken)
        self.shown: frozenset[str] = frozenset()
        self.drop_key: str | None = None
        self.editing_key: str | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(96, theme.scaled(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        key = index.data(KEY)
        if not isinstance(key, str):
            return
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = whole.adjusted(EDGE_PX, 0, -EDGE_PX, 0)
        shown = key in self.shown
        painter.save()
        if key == self.drop_key:
            draw.drop_ground(painter, QRectF(row))
        elif shown:
            draw.ground(painter, row, "selected")
        elif state & QStyle.StateFlag.State_MouseOver:
            draw.ground(painter, row, "hover")
        if state & QStyle.StateFlag.State_HasFocus and key != self.editing_key:
            draw.ring_inside(painter, QRectF(row))
        place = self.mark_rect(whole, index)
        mark, role = self._mark(option, index), "text" if shown else "text-2"
        if mark:
            size = tokens.ICON if mark == self._icon else tokens.ICON_SMALL
            shift = (place.width() - size) // 2
            picture = icons.pixmap(mark, size, role, painter.device().devicePixelRatioF())
            painter.drawPixmap(place.left() + shift, whole.top() + (whole.height() - size) // 2, picture)
        if key != self.editing_key:
            self._paint_words(painter, whole, index, shown)
        painter.restore()

    def _mark(self, option: QStyleOptionViewItem, index: Index) -> str:
        view: QWidget | None = option.widget
        if not isinstance(view, QTreeView):
            return self._icon
        model = view.model()
        here = model.index(index.row(), index.column(), index.parent())
        if not model.hasChildren(here):
            return self._icon
        return "chevron-down" if view.isExpanded(here) else "chevron-right"

    def _paint_words(self, painter: QPainter, whole: QRect, index: Index, shown: bool) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        found = index.data(COUNT)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-2" if shown else "text-3"))
        if isinstance(found, int):
            right = whole.adjusted(0, 0, -EDGE_PX - INSET_PX, 0)
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, number(found))
        words = self.words_rect(whole, index)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, QFontMetricsF(theme.font("body")).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideMiddle, words.width()))

    def mark_rect(self, whole: QRect, index: Index) -> QRect:
        """Where the icon stands, or the mark that opens and closes the row (as high as the row, easy to hit)."""
        depth = index.data(DEPTH)
        left = whole.left() + EDGE_PX + INSET_PX + STEP_PX * (depth if isinstance(depth, int) else 0)
        return QRect(left, whole.top(), tokens.ICON, whole.height())

    def words_rect(self, whole: QRect, index: Index) -> QRect:
        """Where the name stands."""
        left = self.mark_rect(whole, index).right() + 1 + GAP_PX
        found = index.data(COUNT)
        right = whole.right() + 1 - EDGE_PX - INSET_PX
        if isinstance(found, int):
            right -= round(QFontMetricsF(theme.font("small")).horizontalAdvance(number(found))) + GAP_PX
        return QRect(left, whole.top(), max(0, right - left), whole.height())

    def name_is_cut(self, whole: QRect, index: Index) -> bool:
        """Whether the name does not fit into its row."""
        wide = QFontMetricsF(theme.font("body")).horizontalAdvance(str(index.data() or ""))
        return wide > self.words_rect(whole, index).width()

    # -- typing a name -----------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName(self._field[0])
        field.setAccessibleName(self._field[1])
        field.setMaxLength(NAME_LENGTH)
        theme.set_font(field, "body")
        self.editing_key = index.data(KEY)
        return field

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        self.editing_key = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        whole: QRect = option.rect
        words = self.words_rect(whole, index)
        right = whole.right() + 1 - EDGE_PX
        editor.setGeometry(QRect(words.left() - 4, whole.top(), max(40, right - words.left() + 4), whole.height()))

    def helpEvent(self, event, view, option, index) -> bool:
        del event, view, option, index
        return False  # the list tells it: only where the name is cut

    def editorEvent(self, event: QEvent, model, option: QStyleOptionViewItem, index: Index) -> bool:
        del event, model, option, index
        return False
