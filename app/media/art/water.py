"""Water: a plane of waves that mirrors the sky, carries the sun's path and moves."""

from __future__ import annotations

import numpy as np

from app.media.art.stage import Ink, Picture, Plane, Stage, sample, smoothstep, texture


def waves(
    stage: Stage, *, horizon: float, seed: int, time: float = 0.0, scale: float = 1.0, speed: float = 1.0
) -> tuple[Plane, Plane]:
    """Slopes of the surface below the horizon (towards the camera, across); calm far away."""
    first = min(stage.height - 1, max(0, int(horizon * stage.height)))
    under = np.maximum(stage.y[first:] - np.float32(horizon), np.float32(0.0))
    depth = np.float32(1.0) / (under + np.float32(0.018))
    x = stage.x * depth * np.float32(30.0 / scale) + np.float32(seed % 719)
    z = depth * np.float32(88.0 / scale) + np.float32(seed % 357)
    swell, chop = texture(0.85, 12), texture(1.2, 13)
    drift = np.float32(time * speed)
    big = sample(swell, x * np.float32(1.6) + drift * 5, z * np.float32(2.2) - drift * 9)
    small = sample(chop, x * np.float32(3.1) - drift * 7, z * np.float32(4.1) - drift * 12)
    whole = np.zeros((2, stage.height, stage.width), dtype=np.float32)
    whole[0, first:] = big * np.float32(0.6) + small * np.float32(0.4) - np.float32(0.5)
    whole[1, first:] = (small - big) * np.float32(0.5)
    return whole[0], whole[1]


def mirrored(
    picture: Picture,
    stage: Stage,
    *,
    horizon: float,
    slopes: tuple[Plane, Plane],
    rough: float = 0.35,
    tint: Ink = (0.55, 0.66, 0.74),
    deep: Ink = (0.01, 0.02, 0.03),
    foot: float = 0.55,
) -> None:
    """Everything under the horizon becomes a moving mirror of what stands above it, in place."""
    first = int(horizon * stage.height)
    rows = stage.height - first
    if rows < 2:
        return
    tall, across = (plane[first:] for plane in slopes)
    under = (np.arange(rows, dtype=np.float32)[:, None] + 0.5) / stage.height
    grow = np.minimum(under * 2.2 + 0.03, 0.6)
    up = np.clip(under * 1.04 + tall * grow * rough, 0.002, horizon - 0.004)
    row = np.clip(first - 1 - up * stage.height, 0, max(0, first - 1)).astype(np.int32)
    column = np.arange(stage.width, dtype=np.float32)[None, :] + across * grow * (rough * 0.55 * stage.height)
    column = np.clip(column, 0, stage.width - 1).astype(np.int32)
    flat = row * stage.width + column
    mirror = np.clip(1.0 - under * foot / max(0.05, 1.0 - horizon) + tall * 0.35, 0.1, 1.0)
    for channel in range(3):
        seen = picture[channel].ravel().take(flat) * np.float32(tint[channel])
        picture[channel, first:] = deep[channel] + (seen - deep[channel]) * mirror


def glitter(
    stage: Stage,
    *,
    horizon: float,
    slopes: tuple[Plane, Plane],
    x: float,
    wide: float = 0.05,
    sharp: float = 1.0,
) -> Plane:
    """The path of a light on the water: broken into sparks near the camera, solid far away."""
    tall, across = slopes
    under = np.maximum(stage.y - horizon, 0.0)
    spread = np.float32(wide) + under * np.float32(wide * 4.0)
    off = (stage.x - x + across * spread * 2.4) / spread
    path = np.exp(-off * off)
    near = np.clip(under * 9.0, 0.0, 1.0)
    spark = smoothstep(0.02 - 0.06 * (1 - near), 0.16, tall * sharp + 0.10 * (1.0 - near))
    broken: Plane = (path * spark * (stage.y > horizon)).astype(np.float32)
    return broken
