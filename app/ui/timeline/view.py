"""Everything one repaint of a lane needs to know."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.library.timeline import Lane
from app.ui.timeline.geometry import BAR_PX, Scale

if TYPE_CHECKING:
    from db.rows import ShotItem

CROWDED_PX = 6.0  # mean width of the items seen


@dataclass(frozen=True, slots=True)
class Band:
    """Where the track lies: `top` and `height` of items, their label bars included."""

    top: int
    height: int

    @property
    def picture_px(self) -> int:
        """The height of the pictures above the bar."""
        return self.height - BAR_PX


@dataclass(frozen=True, slots=True)
class View:
    """The lane as it is painted: `dimmed` items are faint, `hidden` ones left out."""

    lane: Lane
    rows: Mapping[str, ShotItem]
    scale: Scale
    band: Band
    fps: tuple[int, int]
    width: int
    selected: Collection[str] = ()
    dimmed: Collection[str] = ()
    hidden: Collection[str] = ()

    def visible_rows(self, left: float, right: float) -> range:
        """The items seen between two x."""
        first = max(0, bisect_right(self.lane.starts, self.scale.frame(left)) - 1)
        return range(first, bisect_left(self.lane.starts, self.scale.frame(right + 1)))

    @property
    def is_crowded(self) -> bool:
        """Whether the items seen are so narrow that slots are shown."""
        rows = self.visible_rows(0, self.width)
        if len(rows) < 2:
            return False
        seen = self.scale.x(self.lane.ends[rows[-1]]) - self.scale.x(self.lane.starts[rows[0]])
        return min(seen, self.width) / len(rows) < CROWDED_PX
