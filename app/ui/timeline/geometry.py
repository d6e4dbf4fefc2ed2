"""Frames and pixels: where a frame stands, what a zoom does, which steps the ruler shows. No widget here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.library.timeline import clock

LEFT_PX = 16  # the first frame's distance from the left edge
RULER_PX = 24
GAP_PX = 8
BAR_PX = 18
SCROLL_PX = 12
MIN_TRACK_PX = 64
MAX_TRACK_PX = 160

MAX_ZOOM = 96.0  # px per frame
MIN_ZOOM = 0.02  # of an empty shot; others go down to all fits
ZOOM_STEP = 1.25
LABEL_PX = 64  # least distance of two labels
TICK_PX = 5
TAIL_SHARE = 0.25

_SUBSECOND = {24: (1, 2, 4, 6, 12)}  # the table of the design; other rates take their divisors
_SECONDS = (
    (1, 1 / 6),
    (2, 1 / 2),
    (5, 1),
    (10, 2),
    (30, 5),
    (60, 10),
    (300, 60),
    (600, 60),
    (1800, 300),
    (3600, 600),
    (7200, 1200),
    (18000, 3600),
    (36000, 7200),
)  # label every, tick every


@dataclass(frozen=True, slots=True)
class Scale:
    """How many pixels a frame has and how far the lane is scrolled."""

    px_per_frame: float = 3.0
    scroll_px: float = 0.0

    def x(self, frame: float) -> float:
        """Where `frame` begins, from the lane's left edge."""
        return LEFT_PX + frame * self.px_per_frame - self.scroll_px

    def frame(self, x: float) -> float:
        """The frame at `x`, with its fraction; negative left of the first one."""
        return (x + self.scroll_px - LEFT_PX) / self.px_per_frame

    def zoomed(self, px_per_frame: float, at_x: float) -> Scale:
        """Another zoom at which the frame under `at_x` stays under it."""
        frame = self.frame(at_x)
        return Scale(px_per_frame, LEFT_PX + frame * px_per_frame - at_x)

    def scrolled(self, scroll_px: float) -> Scale:
        """The same zoom, scrolled elsewhere."""
        return replace(self, scroll_px=scroll_px)


def content_px(px_per_frame: float, end: int, rate: int, width: int) -> float:
    """How wide the lane is with room behind the last item; never narrower than what is seen."""
    tail = max(TAIL_SHARE * width, 2 * rate * px_per_frame)
    return max(float(width), LEFT_PX + end * px_per_frame + tail)


def fitting_zoom(end: int, rate: int, width: int) -> float:
    """The zoom at which the whole shot is seen, 16 px free on both sides."""
    return min(MAX_ZOOM, max(1, width - 2 * LEFT_PX) / max(end, 2 * rate))


def least_zoom(end: int, rate: int, width: int) -> float:
    """The zoom at which the shot and the room behind it are seen."""
    if not end:
        return MIN_ZOOM
    return min(MAX_ZOOM, max(1.0, (1 - TAIL_SHARE) * width - LEFT_PX) / max(end, 2 * rate))


def clamped(scale: Scale, end: int, rate: int, width: int) -> Scale:
    """The nearest scale that zoom limits and content allow."""
    zoom = max(least_zoom(end, rate, width), min(scale.px_per_frame, MAX_ZOOM))
    furthest = content_px(zoom, end, rate, width) - width
    return Scale(zoom, max(0.0, min(scale.scroll_px, furthest)))


def track_px(height: int) -> int:
    """The height of the track in a lane of `height`."""
    free = height - RULER_PX - 2 * GAP_PX - SCROLL_PX
    return max(MIN_TRACK_PX, min(free, MAX_TRACK_PX))


def steps(px_per_frame: float, rate: int) -> tuple[int, int]:
    """Frames from label to label and from tick to tick: the first step whose labels stand 64 px apart."""
    label, tick = next(
        (pair for pair in _table(rate) if pair[0] * px_per_frame >= LABEL_PX),
        (_SECONDS[-1][0] * rate, round(_SECONDS[-1][1]) * rate),
    )
    while tick * px_per_frame < TICK_PX:
        tick *= 2
    return label, tick


def _table(rate: int) -> Iterator[tuple[int, int]]:
    for step in _SUBSECOND.get(rate) or _divisors(rate):
        yield step, _divisor_up_to(step, step / 6)
    for seconds, tick in _SECONDS:
        frames = _divisor_up_to(rate, rate * tick) if tick < 1 else round(tick) * rate
        yield seconds * rate, frames


def _divisors(rate: int) -> list[int]:
    """Divisors below the rate, each at least half as large again as the one before."""
    kept: list[int] = []
    for step in range(1, rate):
        if rate % step == 0 and (not kept or step >= 1.5 * kept[-1]):
            kept.append(step)
    return kept


def _divisor_up_to(number: int, limit: float) -> int:
    return max((d for d in range(1, int(limit) + 1) if number % d == 0), default=1)


def tick_label(frame: int, rate: int) -> str:
    """m:ss on whole seconds, :ff between."""
    seconds, rest = divmod(frame, rate)
    return f":{rest:02d}" if rest else clock(seconds)


def ticks(scale: Scale, rate: int, left: float, right: float) -> Iterator[tuple[int, bool]]:
    """Every tick between two x: its frame, and whether it has a label."""
    label, tick = steps(scale.px_per_frame, rate)
    if label % tick:
        tick = label
    first = max(0, int(scale.frame(left) // tick) * tick)
    last = int(scale.frame(right)) + 1
    for frame in range(first, last + 1, tick):
        yield frame, frame % label == 0
