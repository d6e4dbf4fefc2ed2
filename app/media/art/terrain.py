"""Terrain: a relief map seen from a camera on the ground, with sun and cast shadows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.media.art.stage import Picture, Plane, Stage, resized, sample, smoothstep, texture

MAP_PX = 1024
STEP = 1.3  # map pixels between far samples: more, and slanting crests turn into saw teeth


@dataclass(frozen=True)
class View:
    """Where the camera stands on the map (map pixels), how it looks, and what it sees."""

    x: float
    z: float
    above: float = 14.0
    turn: float = 0.0
    horizon: float = 0.45
    focal: float = 1.1
    near: float = 12.0
    far: float = 760.0
    shore: float = 0.0  # so far from the first sample the ground grows out of a plain
    level: float | None = None  # the height of the eye; without it: `above` the ground it stands on


@dataclass(frozen=True)
class Land:
    """What the camera sees of the ground: light and distance a pixel, and where every map spot lands."""

    cover: Plane  # 1 where there is ground
    light: Plane
    depth: Plane  # 0 at the camera, 1 at the far end
    rows: NDArray[np.float32]  # screen height of (distance, column), in heights
    seen: NDArray[np.bool_]
    distance: Plane

    def spot(self, stage: Stage, x: float, distance: float) -> tuple[float, float]:
        """The screen height of the ground under `x` at about `distance` where it is seen, and that distance."""
        column = int(np.clip((x / stage.aspect + 0.5) * self.rows.shape[1], 0, self.rows.shape[1] - 1))
        visible = np.flatnonzero(self.seen[:, column] & (self.rows[:, column] < 0.84))
        if not visible.size:
            visible = np.flatnonzero(self.seen[:, column])
        nearest = visible[int(np.abs(np.log(self.distance[visible] / distance)).argmin())]
        return float(self.rows[nearest, column]), float(self.distance[nearest])


@lru_cache(maxsize=6)
def dune_map(number: int) -> Plane:
    """Sand: long crests, gentle on the wind side and steep in the lee, bent by the wind."""
    side = np.arange(MAP_PX, dtype=np.float32)
    x, z = side[None, :], side[:, None]
    bend, swell = texture(-0.6, 20 + number), texture(-0.3, 40 + number)
    relief = (texture(-0.6, 60 + number) - 0.5) * 46.0
    for waves, height, warp, tilt, shift in (
        (5, 30.0, 0.75, 1, 0),
        (9, 9.0, 0.9, -3, 300),
        (14, 3.4, 0.8, 4, 600),
    ):
        phase = (x * waves + z * tilt) / MAP_PX + (np.roll(bend, shift, 0) - 0.5) * warp * np.sqrt(waves)
        phase += (np.roll(swell, shift, 1) - 0.5) * 0.3
        part = 1.0 - (phase - np.floor(phase))
        rise = np.clip(part / 0.72, 0.0, 1.0)
        fall = np.clip((1.0 - part) / 0.28, 0.0, 1.0)
        crest = np.minimum(0.55 * rise + 0.45 * rise * rise, fall)
        relief = relief + crest * (0.12 + 1.5 * np.roll(swell, (211 * waves, 97), (0, 1)) ** 1.3) * height
    for step in (3, 2, 1):  # worn crests: sharp ones alias
        relief = (relief * 2 + np.roll(relief, step, 1) + np.roll(relief, -step, 1)) / 4
        relief = (relief * 2 + np.roll(relief, step, 0) + np.roll(relief, -step, 0)) / 4
    return relief.astype(np.float32)


@lru_cache(maxsize=6)
def rock_map(number: int) -> Plane:
    """Mountains: sharp ridges that fork, scree between them."""
    relief = np.zeros((MAP_PX, MAP_PX), dtype=np.float32)
    guard = np.ones((MAP_PX, MAP_PX), dtype=np.float32)
    side = np.arange(MAP_PX)
    for octave in range(5):
        step = 2**octave
        soft = texture(-0.2, 70 + number + octave)
        noise = soft[np.ix_((side * step) % MAP_PX, (side * step) % MAP_PX)]
        ridge = np.clip(1.0 - np.abs(noise - 0.5) * 2.9, 0.0, 1.0) ** 1.35
        relief += ridge * guard * (120.0 * 0.44**octave)
        guard = guard * np.clip(0.18 + ridge * 1.1, 0.0, 1.0)
    relief += (texture(1.3, 90 + number) - 0.5) * 5.0
    return relief.astype(np.float32)


@lru_cache(maxsize=12)
def _sunlit(kind: str, number: int, rise: float) -> Plane:
    """Light on every spot of the map from a sun at +x that stands `rise` high; shadows are cast and soft."""
    relief = MAPS[kind](number)
    slope_x = (np.roll(relief, -1, 1) - np.roll(relief, 1, 1)) / 2
    slope_z = (np.roll(relief, -1, 0) - np.roll(relief, 1, 0)) / 2
    length = np.sqrt(slope_x**2 + slope_z**2 + 1.0)
    facing = (rise - slope_x) / (length * np.float32(np.hypot(rise, 1.0)))
    side = np.arange(2 * MAP_PX, dtype=np.float32) * np.float32(rise)
    lifted = np.concatenate([relief, relief], axis=1) - side[None, :]
    horizon = np.maximum.accumulate(lifted[:, ::-1], axis=1)[:, ::-1][:, :MAP_PX] + side[None, :MAP_PX]
    open_sky = np.clip(1.0 - (horizon - relief) / 2.2, 0.0, 1.0)
    level = rise / np.hypot(rise, 1.0)
    sun = np.clip(0.62 + (facing - level) * 1.25, 0.0, 1.25) * np.clip(facing * 9.0, 0.0, 1.0)
    light: Plane = sun * open_sky * 0.86 + np.clip(0.13 - slope_x * 0.1 + slope_z * 0.05, 0.0, 0.3)
    return light.astype(np.float32)


MAPS = {"dune": dune_map, "rock": rock_map}


def _distances(view: View, rows: int) -> Plane:
    """Near spots one screen row apart on flat ground, far ones close enough for every crest."""
    ground = np.concatenate([np.arange(2.0, 0.62, -5.0 / rows), np.arange(0.62, 0.045, -1.0 / rows)])
    close = view.above * view.focal / ground
    close = close[(close > view.near) & (close**2 < STEP * view.above * view.focal * rows)]
    start = float(close[-1]) if close.size else view.near
    count = int(max(2.0, (view.far - start) / STEP))
    far = np.linspace(start, view.far, count)[1:] if start < view.far else np.array([])
    return np.concatenate([[view.near], close, far]).astype(np.float32)


def seen_land(
    stage: Stage,
    kind: str,
    number: int,
    view: View,
    *,
    rise: float = 0.3,
    tall: float = 1.0,
    detail: float = 0.7,
    ripple: float = 0.0,
) -> Land:
    """The ground from a camera `above` it; `turn` is the way it looks, 0 straight towards the sun."""
    relief = MAPS[kind](number)
    sunlit = _sunlit(kind, number, rise)
    columns, rows = max(16, round(stage.width * detail)), max(16, round(stage.height * detail))
    distance = _distances(view, rows)
    ahead = np.array([np.cos(view.turn), np.sin(view.turn)], dtype=np.float32)
    across = np.linspace(-stage.aspect / 2, stage.aspect / 2, columns, dtype=np.float32)[None, :]
    reach = distance[:, None]
    side = across * reach / np.float32(view.focal)
    map_x = view.x + ahead[0] * reach - ahead[1] * side
    map_z = view.z + ahead[1] * reach + ahead[0] * side
    height = sample(relief, map_x, map_z) * np.float32(tall)
    if view.shore:
        height *= smoothstep(view.near, view.near + view.shore, reach)
    here = float(sample(relief, np.array([[view.x]]), np.array([[view.z]]))[0, 0]) * tall
    eye = max(here, float(height[: max(3, len(distance) // 8)].max()) - view.above * 0.5) + view.above
    if view.level is not None:
        eye = view.level
    screen = np.float32(view.horizon) + (eye - height) * np.float32(view.focal) / reach
    light = sample(sunlit, map_x, map_z)
    if ripple:
        light = light * (1.0 + _surface(kind, map_x, map_z, height, reach) * np.float32(ripple))
    return _raster(screen, light, distance, rows, columns, stage)


def _surface(kind: str, x: Plane, z: Plane, height: Plane, reach: Plane) -> Plane:
    """Wind ripples on sand, fading with distance; cracks and snow fields on rock."""
    if kind == "rock":
        cracks = sample(texture(1.2, 11), (x + z) * 3.0, height * 4.0 + z)
        rough: Plane = (smoothstep(0.36, 0.56, cracks) - 0.8).astype(np.float32)
    else:
        rough = (sample(texture(1.2, 11), x * 17, z * 5) - 0.5) * np.clip(140.0 / reach, 0.0, 1.0)
    return rough


def _raster(screen: Plane, light: Plane, distance: Plane, rows: int, columns: int, stage: Stage) -> Land:
    fine = rows * 2
    edge = np.minimum.accumulate(screen, axis=0)
    seen = screen <= edge + 1e-6
    line = np.clip(edge * fine, 0, fine).astype(np.int32)
    steps = np.bincount(
        (line * columns + np.arange(columns, dtype=np.int32)[None, :]).ravel(), minlength=(fine + 1) * columns
    ).reshape(fine + 1, columns)[:fine]
    hit = np.cumsum(steps, axis=0, dtype=np.int32)
    count = len(distance)
    ground = hit > 0
    index = np.clip(count - hit, 0, count - 1)
    flat = index * columns + np.arange(columns, dtype=np.int32)[None, :]
    lit = light.ravel().take(flat) * ground
    share = (np.log(distance / distance[0]) / np.log(distance[-1] / distance[0])).astype(np.float32)
    depth = share.take(index) * ground
    cover = _paired(ground.astype(np.float32))
    weight = np.maximum(cover, 1e-3)
    planes = [cover, _paired(lit) / weight, _paired(depth) / weight]
    sized = [resized(plane, stage.width, stage.height, smooth=True) for plane in planes]
    return Land(np.clip(sized[0], 0, 1), np.maximum(sized[1], 0), np.clip(sized[2], 0, 1), screen, seen, distance)


def _paired(plane: Plane) -> Plane:
    return (plane[0::2] + plane[1::2]) * np.float32(0.5)


def painted_land(
    picture: Picture,
    land: Land,
    *,
    sunny: tuple[float, float, float],
    shade: tuple[float, float, float],
    haze: Picture | tuple[float, float, float],
    thickness: float = 1.0,
    power: float = 2.0,
) -> None:
    """The ground over the picture: colours of light and shade, thinned into the haze with distance, in place."""
    air = np.clip(land.depth ** np.float32(power) * np.float32(thickness), 0.0, 1.0)
    for channel in range(3):
        tone = shade[channel] + np.float32(sunny[channel] - shade[channel]) * land.light
        tone += (haze[channel] - tone) * air
        tone -= picture[channel]
        tone *= land.cover
        picture[channel] += tone
