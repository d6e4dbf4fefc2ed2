"""What a person can do to a timeline, as data. `plan` says what each of them changes."""

from __future__ import annotations

from dataclasses import dataclass

from app.library.timeline.items import Snap


@dataclass(frozen=True, slots=True)
class Move:
    """The placed items `ids` go together, so that `grabbed` starts at `to_frame`."""

    ids: tuple[str, ...]
    grabbed: str
    to_frame: int
    snap: Snap | None = None


@dataclass(frozen=True, slots=True)
class Insert:
    """`ids` (placed, or from the tray) go in at the cut `at_frame`; later items move right.

    Without `ripple` later items give way only as far as they must, so gaps behind are used up.
    """

    ids: tuple[str, ...]
    at_frame: int
    ripple: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Unplaced `ids` go to `frame`, one after another; nothing else moves."""

    ids: tuple[str, ...]
    frame: int
    snap: Snap | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """Unplaced `ids` go after the last item."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nudge:
    """`ids` go `by` frames, over a neighbour where one stands; `already` is what the run before it went."""

    ids: tuple[str, ...]
    by: int
    already: int = 0


@dataclass(frozen=True, slots=True)
class Swap:
    """`id` changes places with its neighbour, -1 before or +1 after."""

    id: str
    direction: int


@dataclass(frozen=True, slots=True)
class Unplace:
    """`ids` go to the tray; with `close` later items move up."""

    ids: tuple[str, ...]
    close: bool = False


@dataclass(frozen=True, slots=True)
class Remove:
    """`ids` leave the shot; with `close` later items move up."""

    ids: tuple[str, ...]
    close: bool = False
    shot_name: str = ""


@dataclass(frozen=True, slots=True)
class CloseGap:
    """The gap around `frame` closes."""

    frame: int


@dataclass(frozen=True, slots=True)
class CloseAllGaps:
    """Every gap closes, the one before the first item too."""


@dataclass(frozen=True, slots=True)
class SetHold:
    """`id` is shown `hold` frames (None: as long as it can be); with `ripple` later items follow its end."""

    id: str
    hold: int | None
    ripple: bool = False


@dataclass(frozen=True, slots=True)
class SetLength:
    """`ids`, placed or not, get the same hold."""

    ids: tuple[str, ...]
    frames: int


@dataclass(frozen=True, slots=True)
class TrimStart:
    """The clip `id` begins `by` frames later in its media and on the timeline; its end stays."""

    id: str
    by: int


@dataclass(frozen=True, slots=True)
class SpaceEvenly:
    """`ids` get equal steps; the first and the last stay."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetFrame:
    """The block `ids` starts at `frame`, or ends there with `by_end`."""

    ids: tuple[str, ...]
    frame: int
    by_end: bool = False


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Copies named `new_ids` (in the order of `ids`) stand right after the block; later items move right."""

    ids: tuple[str, ...]
    new_ids: tuple[str, ...]


Gesture = (
    Move | Insert | Place | Append | Nudge | Swap | Unplace | Remove | CloseGap | CloseAllGaps
    | SetHold | SetLength | TrimStart | SpaceEvenly | SetFrame | Duplicate
)  # fmt: skip
