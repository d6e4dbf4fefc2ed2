"""A scroll bar that lies over the margin, so that content keeps its width whether it scrolls or not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from app.ui.kit.text import tr

WIDTH_PX = 12


class OverlayBar(QScrollBar):
    """Stands in for the vertical scroll bar of `area`, at its right edge; hidden while everything fits."""

    def __init__(self, area: QAbstractScrollArea, name: str) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self.setObjectName(name)
        self.setAccessibleName(tr("Scroll bar"))
        self._area = area
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._of_area = area.verticalScrollBar()
        self._of_area.rangeChanged.connect(self._follow)
        self._of_area.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._of_area.setValue)
        area.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._follow()
        return False

    def _follow(self) -> None:
        bar = self._of_area
        self.setPageStep(bar.pageStep())
        self.setSingleStep(bar.singleStep())
        self.setRange(bar.minimum(), bar.maximum())
        self.setValue(bar.value())
        self.setGeometry(self._area.width() - WIDTH_PX, 0, WIDTH_PX, self._area.height())
        self.setVisible(bar.maximum() > bar.minimum())
        self.raise_()
