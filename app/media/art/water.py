"""Water: a plane of waves that mirrors the sky, carries the sun's path and moves."""

from __future__ import annotations

import numpy as np

from app.media.art.stage import Ink, Picture, Plane, Stage, sample, smoothstep, texture


def waves(stage: Stage, *, horizon: float, seed: int, time: float = 0.0, scale: float = 1.0,
          speed: float = 1.0) -> tuple[Plane, Plane]:
    """Slopes of the surface below the horizon (towards the camera, across); calm far away."""
    under = np.maximum(stage.y - horizon, 0.0)
    depth = 1.0 / (under + 0.018)
    x = stage.x * depth * (30.0 / scale) + seed % 719
    z = depth * (88.0 / scale) + seed % 357
    swell, chop = texture(0.85, 12), texture(1.2, 13)
    drift = time * speed
    first = sample(swell, x * 1.6 + drift * 5.0, z * 2.2 - drift * 9.0)
    second = sample(chop, x * 3.1 - drift * 7.0, z * 4.1 - drift * 12.0)
    tall = first * 0.6 + second * 0.4 - 0.5
    across = (second - first) * 0.5
    return tall.astype(np.float32), across.astype(np.float32)


def mirrored(
    picture: Picture, stage: Stage, *, horizon: float, slopes: tuple[Plane, Plane], rough: float = 0.35,
    tint: Ink = (0.55, 0.66, 0.74), deep: Ink = (0.01, 0.02, 0.03), foot: float = 0.55,
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


def glitter(stage: Stage, *, horizon: float, slopes: tuple[Plane, Plane], x: float, wide: float = 0.05,
            sharp: float = 1.0) -> Plane:
    """The path of a light on the water: broken into sparks near the camera, solid far away."""
    tall, across = slopes
    under = np.maximum(stage.y - horizon, 0.0)
    spread = np.float32(wide) + under * np.float32(wide * 4.0)
    off = (stage.x - x + across * spread * 2.4) / spread
    path = np.exp(-off * off)
    near = np.clip(under * 9.0, 0.0, 1.0)
    spark = smoothstep(0.02 - 0.06 * (1 - near), 0.16, tall * sharp + 0.10 * (1.0 - near))
    return (path * spark * (stage.y > horizon)).astype(np.float32)
