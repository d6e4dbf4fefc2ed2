"""A list that is as high as its rows where there is room, and scrolls inside where there is not."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QLabel, QListView, QSizePolicy, QTreeView, QWidget

from app.ui.kit import theme
from app.ui.kit.overlay_bar import OverlayBar

WIDTH_PX = 96


class FewLines(QLabel):
    """A wrapping label of known height: one whose height follows its width makes a scroll area give all inside their wish.

    The policy alone does not hold: QLabel sets it again whenever its font or style changes.
    """

    def __init__(self, text: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        theme.set_font(self, "small")
        theme.set_ink(self, "text-2")
        self.setMinimumHeight(lines * theme.line_px("small"))

    def hasHeightForWidth(self) -> bool:
        return False


class HeightByRows(QObject):
    """The list hands its `sizeHint` and `minimumSizeHint` on to this."""

    def __init__(self, view: QListView | QTreeView, bar_name: str, least_rows: int) -> None:
        super().__init__(view)
        self._view = view
        self._least_rows = least_rows
        self.bar = OverlayBar(view, bar_name)
        view.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(view.updateGeometry)
        model: QAbstractItemModel = view.model()
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._soon.start)
        if isinstance(view, QTreeView):
            view.expanded.connect(self._soon.start)
            view.collapsed.connect(self._soon.start)
        theme.theme_changed.connect(self._soon.start)

    def hint(self) -> QSize:
        """All rows that are to be seen."""
        return QSize(WIDTH_PX, self._rows() * self._row_px())

    def least(self) -> QSize:
        """A few rows at least."""
        return QSize(WIDTH_PX, min(self._least_rows, self._rows()) * self._row_px())

    def _row_px(self) -> int:
        return max(1, self._view.sizeHintForRow(0)) if isinstance(self._view, QListView) else max(
            1, self._view.sizeHintForIndex(self._view.model().index(0, 0)).height())

    def _rows(self) -> int:
        if isinstance(self._view, QListView):
            return self._view.model().rowCount()
        return self._below(QModelIndex())

    def _below(self, parent: QModelIndex) -> int:
        view, model = self._view, self._view.model()
        found = model.rowCount(parent)
        for row in range(found):
            index = model.index(row, 0, parent)
            if isinstance(view, QTreeView) and view.isExpanded(index):
                found += self._below(index)
        return found
