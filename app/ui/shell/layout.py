"""Where the regions of the window stand: widths by the size of the window, what a person dragged, what is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

GALLERY_MIN_PX = 360


@dataclass(frozen=True)
class WidthClass:
    """Sizes of the regions for windows from `from_px` on."""

    name: str
    from_px: int
    sidebar: int
    inspector: int
    timeline: int
    tile: int


CLASSES = (WidthClass("small", 0, 208, 264, 172, 120), WidthClass("medium", 1200, 240, 320, 184, 160),
           WidthClass("large", 1920, 280, 400, 228, 220))
LIMITS = {"sidebar": (192, 360, 120), "inspector": (264, 480, 180), "timeline": (140, 0, 100)}  # least, most, closes under


def class_of(width_px: int) -> WidthClass:
    """The width class of a window."""
    return next(c for c in reversed(CLASSES) if width_px >= c.from_px)


class _Handle(QSplitterHandle):
    def mouseDoubleClickEvent(self, event: object) -> None:
        splitter = self.splitter()
        if isinstance(splitter, Splitter):
            splitter.reset_requested.emit()


class Splitter(QSplitter):
    """A splitter drawn as a line of 1 px; a double click asks for the default size."""

    reset_requested = Signal()

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)  # Qt grabs it over 5 px then
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class Layout(QObject):
    """Sizes of sidebar, inspector and timeline; kept per width class."""

    visibility_changed = Signal()

    def __init__(self, columns: Splitter, rows: Splitter, top: Splitter,
                 regions: dict[str, QWidget]) -> None:
        super().__init__(columns)
        self._columns, self._rows, self._top = columns, rows, top
        self._regions = regions
        self._sizes: dict[str, dict[str, int]] = {}
        self._open = dict.fromkeys(regions, True)
        self._class: WidthClass | None = None
        self._applying = False
        for splitter in (columns, rows, top):
            splitter.splitterMoved.connect(self._on_moved)
            splitter.reset_requested.connect(self._reset)

    @property
    def width_class(self) -> WidthClass:
        """The class in force."""
        return self._class or CLASSES[1]

    def size(self, region: str) -> int:
        """How wide (the timeline: high) the region is, or would be if it were open."""
        return self._sizes.get(self.width_class.name, {}).get(region, int(getattr(self.width_class, region)))

    def is_open(self, region: str) -> bool:
        """Whether the person wants to see it."""
        return self._open[region]

    def set_open(self, region: str, opened: bool) -> None:
        """The region is seen, at its last size, or not."""
        self._open[region] = opened
        self.apply()
        self.visibility_changed.emit()

    def window_resized(self, width_px: int) -> None:
        """The window is so wide: regions have the sizes of that class."""
        self._class = class_of(width_px)
        self.apply()

    def apply(self) -> None:
        """The splitters stand where they should."""
        self._applying = True
        width = self._columns.width()
        sidebar = self.size("sidebar") if self._open["sidebar"] else 0
        inspector = self.size("inspector") if self._open["inspector"] else 0
        narrow = width > 0 and width - sidebar - inspector < GALLERY_MIN_PX
        for name, widget in self._regions.items():
            widget.setVisible(self._open[name] and not (name == "inspector" and narrow))
        if narrow:
            inspector = 0
        self._columns.setSizes([sidebar, max(1, width - sidebar - 1)])  # outside in: each gives the next its size
        timeline = self.size("timeline") if self._open["timeline"] else 0
        height = self._rows.height()
        self._rows.setSizes([max(1, height - timeline - 1), timeline])
        beside = max(1, width - sidebar - 1)
        if not self._top.isVisible():  # a page of a stack gets its size only when it is shown
            self._top.resize(beside, self._top.height())
        self._top.setSizes([max(1, beside - inspector - 1), inspector])
        self._applying = False

    def state(self) -> dict[str, Any]:
        """What to keep over a restart."""
        return {"sizes": self._sizes, "open": self._open}

    def restore(self, state: dict[str, Any]) -> None:
        """As it was."""
        sizes = state.get("sizes")
        if isinstance(sizes, dict):
            self._sizes = {str(k): {str(r): int(v) for r, v in found.items()} for k, found in sizes.items()
                           if isinstance(found, dict)}
        opened = state.get("open")
        if isinstance(opened, dict):
            self._open.update({k: bool(v) for k, v in opened.items() if k in self._open})
        self.apply()

    def _on_moved(self, _position: int, _index: int) -> None:
        if self._applying:
            return
        now = {"sidebar": self._columns.sizes()[0], "inspector": self._top.sizes()[1], "timeline": self._rows.sizes()[1]}
        for region, size in now.items():
            if not self._regions[region].isVisible():
                continue
            least, most, closes = LIMITS[region]
            most = most or self._rows.height() // 2
            if size < closes:
                self.set_open(region, False)
                return
            self._sizes.setdefault(self.width_class.name, {})[region] = min(most, max(least, size))
        self.apply()

    def _reset(self) -> None:
        self._sizes.pop(self.width_class.name, None)
        self.apply()
