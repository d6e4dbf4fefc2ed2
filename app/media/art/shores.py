"""A lighthouse whose beam turns."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from app.media.art.brush import Point, below, cut, halo, lay, limb, shine
from app.media.art.skies import Sun, cloud_deck, clouded, graded, lit_by
from app.media.art.stage import (
    Frame,
    Ink,
    Picture,
    Stage,
    between,
    fitted,
    ink,
    line_noise,
    mix,
    pick,
    resized,
    smoothstep,
    times,
)
from app.media.art.water import glitter, mirrored, waves

DUSKS: tuple[tuple[Ink, Ink, Ink], ...] = (
    (ink(34, 52, 86), ink(120, 120, 150), ink(236, 170, 130)),
    (ink(40, 40, 74), ink(130, 96, 130), ink(240, 150, 120)),
    (ink(24, 54, 74), ink(84, 124, 140), ink(200, 196, 170)),
    (ink(20, 28, 52), ink(58, 76, 112), ink(130, 140, 166)),
)


def _beam(stage: Stage, x: float, y: float, turn: float, light: Ink) -> Picture:
    """The lamp's two cones in the haze: narrow and bright when they sweep past the camera."""
    small = stage.scaled(0.25)
    out = np.zeros((3, small.height, small.width), dtype=np.float32)
    dx, dy = small.x - x, small.y - y
    away = np.sqrt(dx * dx + dy * dy) + 1e-4
    for half in (0.0, pi):
        across, towards = cos(turn + half), sin(turn + half)
        side = 1.0 if across >= 0 else -1.0
        off = dy - dx * 0.05 * side
        wide = 0.010 + away * (0.055 + 0.10 * max(0.0, towards))
        cone = np.exp(-((off / wide) ** 2)) * smoothstep(-0.02, 0.03, dx * side) / (1.0 + away * 2.4)
        strength = abs(across) ** 0.7 * (0.75 + 0.35 * towards)
        for channel in range(3):
            out[channel] += (cone * (strength * light[channel] * 0.8)).astype(np.float32)
    return resized(out, stage.width, stage.height)


def lighthouse_pan(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, middle, low = pick(dice, DUSKS)
    horizon = between(dice, 0.66, 0.74)
    side = pick(dice, (-1.0, 1.0))
    place = side * between(dice, 0.16, 0.32) * stage.frame_width
    half = stage.scaled(0.6)
    sun = Sun(-side * between(dice, 0.1, 0.4) * stage.frame_width, horizon + 0.02, low, 0.5, 0.001)
    ground = between(dice, 0.5, 0.58)
    away = np.abs(stage.x[0] - place - side * 0.1)
    cliff = ground + np.clip(away - 0.10, 0, 9) ** 1.25 * 0.62 - 0.028 * line_noise(dice, stage.width, 8, 7, 0.58)
    facing = (stage.x[0] - place) * side
    cliff = np.where(facing > 0.1, np.minimum(cliff, ground + 0.03 + facing * 0.12), cliff).astype(np.float32)
    rocks = (
        horizon
        + 0.2
        - 0.07 * np.abs(line_noise(dice, stage.width, 5, 7, 0.5))
        + 0.22 * np.clip(1.0 - away * 1.2, -1, 1) * -0.7
    ).astype(np.float32)
    tall = between(dice, 0.26, 0.34)
    top = ground - tall
    foot = ground + 0.025
    lamp = ink(255, 236, 190)
    stone = mix(middle, zenith, 0.7)
    cover = between(dice, 0.4, 0.65)
    begin = between(dice, 0, 2 * pi)
    tower: list[list[Point]] = [
        [
            (place - 0.021, top + 0.03),
            (place + 0.021, top + 0.03),
            (place + 0.034, foot),
            (place - 0.034, foot),
        ]
    ]
    band = [
        [
            (place - 0.0246, top + tall * 0.36),
            (place + 0.0246, top + tall * 0.36),
            (place + 0.028, top + tall * 0.58),
            (place - 0.028, top + tall * 0.58),
        ]
    ]
    shade = [
        [
            (place - side * 0.004, top + 0.03),
            (place + side * 0.021, top + 0.03),
            (place + side * 0.034, foot),
            (place + side * 0.004, foot),
        ]
    ]
    head = [
        [
            (place - 0.031, top + 0.03),
            (place + 0.031, top + 0.03),
            (place + 0.028, top + 0.04),
            (place - 0.028, top + 0.04),
        ],
        [(place - 0.019, top - 0.008), (place, top - 0.034), (place + 0.019, top - 0.008)],
        limb((place, top - 0.034), (place, top - 0.05), 0.0015, 0.001),
        [
            (place - 0.017, top - 0.008),
            (place - 0.0145, top - 0.008),
            (place - 0.0145, top + 0.03),
            (place - 0.017, top + 0.03),
        ],
        [
            (place + 0.0145, top - 0.008),
            (place + 0.017, top - 0.008),
            (place + 0.017, top + 0.03),
            (place + 0.0145, top + 0.03),
        ],
    ]
    glass = [
        [
            (place - 0.0145, top - 0.006),
            (place + 0.0145, top - 0.006),
            (place + 0.0145, top + 0.03),
            (place - 0.0145, top + 0.03),
        ]
    ]
    white, red = mix(ink(226, 220, 210), middle, 0.62), mix(ink(150, 40, 34), zenith, 0.5)

    def frame(time: float) -> Picture:
        sky = graded(half, [(0.0, zenith), (horizon * 0.55, middle), (horizon, low), (1.0, low)])
        deck = cloud_deck(half, horizon=horizon, cover=cover, seed=stage.seed, time=time, sun_x=sun.x, streak=0.5)
        clouded(sky, half, deck, mix(zenith, middle, 0.3), mix(middle, low, 0.75), opacity=0.9, sun=sun)
        lit_by(sky, half, sun, shine=0.5)
        slopes = waves(half, horizon=horizon, seed=stage.seed, time=time * 0.7)
        mirrored(
            sky,
            half,
            horizon=horizon,
            slopes=slopes,
            rough=0.5,
            tint=(0.5, 0.56, 0.62),
            deep=times(zenith, 0.25),
        )
        path = glitter(half, horizon=horizon, slopes=slopes, x=sun.x, wide=0.16)
        for channel in range(3):
            sky[channel] += path * np.float32(low[channel] * 0.3)
        out = fitted(sky, stage)
        turn = begin + time * 1.25
        out += _beam(stage, place, top + 0.01, turn, lamp)
        below(out, stage, cliff, times(stone, 0.30))
        below(out, stage, rocks, times(stone, 0.13))
        for shapes, colour in ((tower, white), (band, red)):
            lay(out, cut(stage, shapes), colour)
        lay(out, cut(stage, shade), times(stone, 0.4), 0.55)
        lay(out, cut(stage, head), times(stone, 0.18))
        flash = 0.35 + 0.65 * max(0.0, sin(turn)) ** 6
        lay(out, cut(stage, glass), times(lamp, 1.2 + flash))
        shine(out, halo(stage, place, top + 0.01, 0.16 + 0.12 * flash, 3.0), lamp, 0.8 + 0.9 * flash)
        return out

    return frame


PAINTERS = {"lighthouse_pan": lighthouse_pan}
