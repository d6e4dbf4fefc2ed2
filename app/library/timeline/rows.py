"""From a shot's rows to the items of its timeline."""

from __future__ import annotations

from typing import Protocol

from app.library.timeline.items import Item


class Row(Protocol):
    """What a row of a shot tells the timeline; media frames are counted in the media's own rate."""

    @property
    def id(self) -> str:
        """The link between shot and generation."""

    @property
    def timeline_frame(self) -> int | None:
        """None: in the tray."""

    @property
    def hold_frames(self) -> int | None:
        """None: as long as it is by itself."""

    @property
    def in_frame(self) -> int:
        """The first frame shown of a clip, in project frames."""

    @property
    def media_frames(self) -> int | None:
        """None for a still."""

    @property
    def media_fps_num(self) -> int | None:
        """Rate of the media, numerator."""

    @property
    def media_fps_den(self) -> int | None:
        """Rate of the media, denominator."""

    @property
    def name(self) -> str | None:
        """What people call it."""


def project_frames(media_frames: int, media_fps: tuple[int, int], fps: tuple[int, int]) -> int:
    """How many whole project frames the media fills, at least one: an export never asks for more."""
    return max(1, media_frames * fps[0] * media_fps[1] // (fps[1] * media_fps[0]))


def item_of(row: Row, fps: tuple[int, int]) -> Item:
    """The row as an item of a timeline at `fps`; media without a known rate counts in project frames."""
    frames = row.media_frames
    if frames is not None and row.media_fps_num and row.media_fps_den:
        frames = project_frames(frames, (row.media_fps_num, row.media_fps_den), fps)
    return Item(row.id, row.timeline_frame, row.hold_frames, row.in_frame, frames, row.name or "")
