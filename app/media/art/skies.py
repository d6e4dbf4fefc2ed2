"""Skies: gradients, suns and moons with their shine, cloud decks, stars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.media.art.brush import glow, veil
from app.media.art.stage import Ink, Picture, Plane, Stage, ink, sample, smoothstep, texture


@dataclass(frozen=True)
class Sun:
    x: float
    y: float
    colour: Ink
    strength: float = 1.0
    size: float = 0.035


def graded(stage: Stage, stops: Sequence[tuple[float, Ink]]) -> Picture:
    """Colours from top to bottom, soft between the stops (heights)."""
    places = [place for place, _ in stops]
    rows = [np.interp(stage.y[:, 0], places, [colour[c] for _, colour in stops]) for c in range(3)]
    column = np.stack(rows).astype(np.float32)[:, :, None]
    return np.repeat(column, stage.width, axis=2)


def lit_by(picture: Picture, stage: Stage, sun: Sun, *, shine: float = 1.0) -> None:
    """A sun in the haze: the disc, its corona and a wide warm spill, in place."""
    near = glow(stage, sun.x, sun.y, sun.size * 1.9, 2.2)
    wide = glow(stage, sun.x, sun.y, 0.34, 1.7, stretch=1.5)
    away = np.hypot(stage.x - sun.x, stage.y - sun.y)
    disc = 1.0 - smoothstep(sun.size * 0.86, sun.size * 1.1, away)
    light = (near * np.float32(1.5 * shine) + wide * np.float32(0.55 * shine)) * np.float32(sun.strength)
    for channel in range(3):
        warm = sun.colour[channel]
        picture[channel] += light * np.float32(warm) + disc * np.float32(3.2 * sun.strength * (0.4 + 0.6 * warm))


def cloud_deck(
    stage: Stage,
    *,
    horizon: float,
    cover: float,
    seed: int,
    time: float = 0.0,
    sun_x: float = 0.0,
    scale: float = 1.0,
    streak: float = 1.0,
    speed: float = 1.0,
    flip: bool = False,
) -> tuple[Plane, Plane]:
    """Clouds in perspective above the horizon (below it when `flip`): how dense, and how much sun they catch."""
    rows = stage.y > horizon if flip else stage.y < horizon
    y = stage.y[rows[:, 0]]
    whole = np.zeros((2, stage.height, stage.width), dtype=np.float32)
    if y.size:
        above = (y - horizon) if flip else (horizon - y)
        dense, caught = _deck(stage, above, cover, seed, time * speed, sun_x, scale, streak, flip=flip)
        whole[0, rows[:, 0]] = dense
        whole[1, rows[:, 0]] = caught
    return whole[0], whole[1]


def _deck(
    stage: Stage,
    above: Plane,
    cover: float,
    seed: int,
    time: float,
    sun_x: float,
    scale: float,
    streak: float,
    *,
    flip: bool,
) -> tuple[Plane, Plane]:
    depth = 0.5 / (above + np.float32(0.09))
    across = stage.x * depth * np.float32(150.0 / scale / streak) + np.float32(37.0 * (seed % 91) + time * 2.2)
    along = depth * np.float32(210.0 / scale) + np.float32(53.0 * (seed % 83) + time * 0.6)
    big, fine = texture(0.75, 1), texture(1.15, 2)
    bend = sample(texture(0.5, 3), across * np.float32(0.6), along * np.float32(0.6)) - np.float32(0.5)
    x, y = across + bend * 46, along + bend * 30
    lump = sample(big, x, y)
    fine_x, fine_y = x * np.float32(2.1) + np.float32(time * 1.1), y * np.float32(2.1)
    body = lump * np.float32(0.7) + sample(fine, fine_x, fine_y) * np.float32(0.3)
    threshold = 0.76 - 0.44 * cover
    dense = smoothstep(threshold, threshold + 0.17, body)
    side = np.float32(7.0) if flip else np.where(stage.x < sun_x, np.float32(7.0), np.float32(-7.0))
    towards = sample(big, x + side, y + 9) * np.float32(0.7) + sample(fine, fine_x + side, fine_y + 9) * np.float32(0.3)
    caught = np.clip(0.5 + (body - towards) * 4.2 - (dense - 0.5) * 0.25, 0.0, 1.0)
    fade = smoothstep(0.0, 0.05, above)
    return (dense * fade).astype(np.float32), caught.astype(np.float32)


def clouded(
    picture: Picture,
    stage: Stage,
    deck: tuple[Plane, Plane],
    dark: Ink,
    bright: Ink,
    *,
    opacity: float = 0.9,
    sun: Sun | None = None,
) -> None:
    """The deck over the sky, in place; near the sun its edges burn."""
    dense, caught = deck
    fire = None if sun is None else glow(stage, sun.x, sun.y, 0.3, 1.6, stretch=1.6)
    mask = dense * np.float32(opacity)
    for channel in range(3):
        tone = dark[channel] + (bright[channel] - dark[channel]) * caught
        if sun is not None and fire is not None:
            tone = tone + fire * caught * np.float32(sun.colour[channel] * 1.3 * sun.strength)
        picture[channel] += (tone - picture[channel]) * mask


def starry(
    picture: Picture, stage: Stage, *, horizon: float, seed: int, amount: float = 1.0, time: float = 0.0
) -> None:
    """Stars, a few bright ones, twinkling; thinner towards the horizon."""
    dice = np.random.default_rng([seed & 0xFFFFFFFF, 0x57A])
    count = int(900 * amount * min(2.4, stage.aspect))
    x = dice.uniform(0, 1, count)
    y = dice.uniform(0, 1, count) * horizon
    bright = dice.uniform(0, 1, count) ** 7 * 1.6 + 0.05
    warm = dice.uniform(-0.25, 0.25, count)
    phase = dice.uniform(0, 6.28, count)
    bright *= (1.0 + 0.3 * np.sin(time * dice.uniform(2, 5, count) + phase)) * np.clip(1.25 - y / horizon, 0.05, 1.0)
    columns = np.clip((x * stage.width).astype(int), 1, stage.width - 2)
    rows = np.clip((y * stage.height).astype(int), 1, stage.height - 2)
    spread = max(0.12, min(0.6, stage.height / 1400))
    for channel, tint in enumerate((1.0, 0.0, -1.0)):
        value = bright * (1.0 + warm * tint)
        plane = picture[channel]
        np.add.at(plane, (rows, columns), value.astype(np.float32))
        for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            np.add.at(plane, (rows + down, columns + right), (value * spread * 0.5).astype(np.float32))


def galaxy(picture: Picture, stage: Stage, *, seed: int, slope: float, centre: float, strength: float = 1.0) -> None:
    """A band of milky way with dark lanes, in place."""
    across = stage.y - (centre + slope * stage.x)
    wisps = sample(texture(0.95, 4), stage.x * 240 + seed % 977, across * 300 + seed % 311)
    lanes = sample(texture(0.95, 5), stage.x * 200 + seed % 577, across * 420 + seed % 211)
    band = np.exp(-((across / 0.17) ** 2)) * (0.35 + 1.3 * smoothstep(0.35, 0.8, wisps))
    lane = np.exp(-((across / 0.06) ** 2)) * smoothstep(0.42, 0.6, lanes)
    light = band * (1.0 - 0.75 * lane) * np.float32(strength)
    for channel, tint in enumerate(ink(186, 178, 205)):
        picture[channel] += light * np.float32(tint * 0.34)


def moon(
    picture: Picture,
    stage: Stage,
    x: float,
    y: float,
    radius: float,
    colour: Ink,
    *,
    seed: int = 0,
    light_from: float = -0.5,
) -> None:
    """A moon with its seas, soft towards its dark side, in place."""
    side = int(radius * stage.height) + 2
    column, row = stage.column(x), stage.row(y)
    left, top = int(column) - side, int(row) - side
    dx = (np.arange(left, left + 2 * side + 1, dtype=np.float32)[None, :] + 0.5 - column) / (radius * stage.height)
    dy = (np.arange(top, top + 2 * side + 1, dtype=np.float32)[:, None] + 0.5 - row) / (radius * stage.height)
    away = np.sqrt(dx * dx + dy * dy)
    mask = np.clip((1.0 - away) * radius * stage.height + 0.5, 0.0, 1.0)
    height = np.sqrt(np.clip(1.0 - away * away, 0.0, 1.0))
    u, v = np.arcsin(np.clip(dx, -1, 1)) * 90, np.arcsin(np.clip(dy, -1, 1)) * 90
    seas = smoothstep(0.46, 0.62, sample(texture(0.75, 6), u + seed % 733, v + seed % 401))
    rough = sample(texture(1.35, 7), u * 2.4, v * 2.4 + seed % 99)
    shade = np.clip(height * 0.75 + dx * light_from * 0.55 - dy * 0.18 + 0.32, 0.0, 1.2)
    tone = shade * (1.0 - 0.36 * seas) * (0.78 + 0.44 * rough)
    rows = slice(max(0, top), min(stage.height, top + 2 * side + 1))
    columns = slice(max(0, left), min(stage.width, left + 2 * side + 1))
    if rows.stop <= rows.start or columns.stop <= columns.start:
        return
    inner = (slice(rows.start - top, rows.stop - top), slice(columns.start - left, columns.stop - left))
    area = picture[:, rows, columns]
    veil(area, mask[inner], np.stack([tone[inner] * np.float32(part) for part in colour]))


def fog(stage: Stage, *, seed: int, time: float = 0.0, scale: float = 1.0, speed: float = 1.0) -> Plane:
    """Drifting haze from 0 to 1; soft, so a small stage does."""
    drift = time * 7.0 * speed
    first = sample(texture(0.6, 8), stage.x * 130 / scale + seed % 613 + drift, stage.y * 330 / scale)
    second = sample(texture(0.8, 9), stage.x * 220 / scale - drift * 0.6 + seed % 411, stage.y * 420 / scale)
    haze: Plane = smoothstep(0.28, 0.78, first * 0.6 + second * 0.4).astype(np.float32)
    return haze
