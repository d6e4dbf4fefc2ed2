"""Shots for the tests of the timeline: rows as the library gives them, and pictures painted on the spot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from db.rows import Shot, ShotItem

_images: dict[str, QImage] = {}


def a_shot(name: str = "Opening", fps: tuple[int, int] = (24, 1), shot_id: str = "shot") -> Shot:
    return Shot(shot_id, "project", name, 1, fps[0], fps[1], 0, 0, 0, None)


def a_still(item_id: str, frame: int | None, hold: int | None = None) -> ShotItem:
    return _row(item_id, frame, hold, 0, None)


def a_clip(
    item_id: str, frame: int | None, frames: int, hold: int | None = None, in_frame: int = 0
) -> ShotItem:
    return _row(item_id, frame, hold, in_frame, frames)


def _row(item_id: str, frame: int | None, hold: int | None, in_frame: int, frames: int | None) -> ShotItem:
    rate = (24, 1) if frames else (None, None)
    return ShotItem(
        id=item_id,
        shot_id="shot",
        generation_id=f"g-{item_id}",
        seq=1,
        position=None,
        timeline_frame=frame,
        hold_frames=hold,
        in_frame=in_frame,
        name=item_id,
        type="video" if frames else "image",
        thumbnail_url=None,
        location=None,
        variants=1,
        duration_us=None,
        media_frames=frames,
        media_fps_num=rate[0],
        media_fps_den=rate[1],
        width=1920,
        height=1080,
        sha256=None,
    )


def picture(row: ShotItem) -> QImage:
    """A sky, a ground and a sun, in colours of its own."""
    if row.name not in _images:
        hue = sum(map(ord, row.name or "")) * 47 % 360
        image = QImage(320, 180, QImage.Format.Format_RGB32)
        sky = QLinearGradient(0, 0, 0, 180)
        sky.setColorAt(0, QColor.fromHsv(hue, 150, 90))
        sky.setColorAt(1, QColor.fromHsv((hue + 40) % 360, 120, 220))
        painter = QPainter(image)
        painter.fillRect(0, 0, 320, 180, sky)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor.fromHsv((hue + 60) % 360, 40, 255))
        painter.drawEllipse(90 + hue % 120, 40, 46, 46)
        painter.fillRect(0, 130, 320, 50, QColor.fromHsv(hue, 120, 60))
        painter.end()
        _images[row.name or ""] = image
    return _images[row.name or ""]


def film() -> list[ShotItem]:
    """The shot of the design's main window: seven items, a gap of 12, one far behind, three in the tray."""
    rows = [
        a_clip("lighthouse_pan_a", 0, 48),
        a_clip("alley_rain_0077", 48, 36),
        a_clip("door_opens_take3", 96, 48),
        a_still("keeper_window_07", 144),
        a_clip("ferry_arrives", 168, 44),
        a_still("dune_walk_0412", 256, 34),
        a_still("moonrise_0440", 290, 30),
        a_still("face_0003", None),
        a_still("clouds_0001", None),
        a_still("ridge_0003", None),
    ]
    return [replace(row, seq=k) for k, row in enumerate(rows)]


def many(n: int) -> list[ShotItem]:
    return [a_still(f"item {k:05}", k * 48) for k in range(n)]


def frames_of(rows: Iterable[ShotItem]) -> dict[str, int | None]:
    return {row.id: row.timeline_frame for row in rows}
