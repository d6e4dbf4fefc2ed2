"""The city behind a wet window."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import cut, disc, glow, halo, lay, shine, veil
from app.media.art.lights import LAMPS, bokeh
from app.media.art.skies import graded
from app.media.art.stage import Frame, Picture, Stage, between, fitted, ink, pick, resized, times


def rain_glass(stage: Stage) -> Frame:
    dice = stage.dice
    lamps = pick(dice, LAMPS)
    night = pick(dice, (ink(16, 26, 44), ink(26, 20, 40), ink(12, 30, 36), ink(30, 24, 28)))
    middle = between(dice, 0.42, 0.6)
    half = stage.scaled(0.5)
    drops = dice.uniform(0, 1, (int(240 * stage.aspect / 1.78), 4))
    runners = dice.uniform(0, 1, (7, 4))
    lights = bokeh(
        half,
        dice,
        lamps,
        count=int(95 * half.aspect / 1.78),
        middle=middle,
        spread=0.15,
        small=0.016,
        big=0.075,
        strength=0.75,
    )
    base = graded(half, [(0.0, times(night, 0.5)), (middle, times(night, 1.5)), (1.0, times(night, 0.35))])
    shade = glow(half, 0.0, middle, 0.22, 1.2, stretch=4.0)
    for channel in range(3):
        base[channel] += shade * np.float32(0.03 * lamps[0][channel] + 0.03 * lamps[2][channel])

    def city(time: float) -> Picture:
        small = base.copy()
        for light in lights:
            shine(small, light.spot, light.colour, light.strength(time))
        return small

    behind = city(0.0)
    beads = np.zeros((4, stage.height, stage.width), dtype=np.float32)  # what the resting drops show, and where
    for across, down, size, pace in drops:
        place = ((across - 0.5) * stage.aspect, down)
        _drop(beads, behind, stage, half, place, middle, 0.003 + 0.017 * size**2.6, 1.05 + 0.3 * pace)
    beads[:3] /= np.maximum(beads[3], 1e-3)

    def frame(time: float) -> Picture:
        small = city(time)
        out = fitted(small, stage)
        veil(out, beads[3], beads[:3])
        for across, start, size, pace in runners:
            y = (start + time * (0.05 + 0.14 * pace)) % 1.25 - 0.1
            x = (across - 0.5) * stage.aspect + 0.006 * sin(y * 22 + pace * 9)
            trail = [(x + 0.005 * sin((y - step * 0.02) * 22 + pace * 9), y - step * 0.03) for step in range(9)]
            track = cut(
                stage,
                [[(tx - 0.0032, ty) for tx, ty in trail] + [(tx + 0.0032, ty) for tx, ty in trail[::-1]]],
                0.001,
            )
            lay(out, track, times(night, 1.3), 0.28)
            _drop(out, small, stage, half, (x, y), middle, 0.011 + 0.007 * size, 1.45)
        return out

    return frame


def _drop(
    picture: Picture,
    small: Picture,
    stage: Stage,
    half: Stage,
    place: tuple[float, float],
    middle: float,
    radius: float,
    tall: float,
) -> None:
    """One drop: a tiny lens that shows the lights behind it upside down, dark above and bright below."""
    x, y = place
    body = disc(stage, x, y, radius, edge=0.0016)
    rows, columns = body.mask.shape
    wide = max(3, int(half.height * (0.05 + radius * 7)))
    row = int(np.clip(half.row(middle - (y - 0.5) * 0.25), wide, max(wide + 1, half.height - wide - 1)))
    column = int(np.clip(half.column(x), wide, max(wide + 1, half.width - wide - 1)))
    lens = small[:, max(0, row - wide) : row + wide, max(0, column - wide) : column + wide][:, ::-1, ::-1]
    high = max(3, int(rows * tall))
    inside = resized(np.ascontiguousarray(lens), columns, high)
    mask = resized(body.mask, columns, high)
    slope = np.linspace(0.2, 1.7, high, dtype=np.float32)[:, None]
    dome = np.linspace(-1.0, 1.0, columns, dtype=np.float32)[None, :] ** 2
    top, left = max(0, body.top), max(0, body.left)
    bottom, right = min(stage.height, body.top + high), min(stage.width, body.left + columns)
    if bottom <= top or right <= left:
        return
    part = (slice(top - body.top, bottom - body.top), slice(left - body.left, right - body.left))
    seen = (inside * slope * (1.0 - 0.55 * dome) + 0.012)[:, part[0], part[1]]
    spark = halo(stage, x - radius * 0.3, y - radius * 0.3, radius * 0.3, 2.0)
    area = picture[:3, top:bottom, left:right]
    veil(area, mask[part] * np.float32(0.95), seen)
    if len(picture) > 3:
        picture[3, top:bottom, left:right] += (1.0 - picture[3, top:bottom, left:right]) * mask[part] * np.float32(0.95)
    shine(picture[:3], spark, (0.5, 0.55, 0.6), 0.9)


PAINTERS = {"rain_glass": rain_glass}
