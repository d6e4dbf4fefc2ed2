"""A harbour skyline at night."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import Cutout, cut, glow, halo, lay, limb, shine
from app.media.art.lights import LAMPS
from app.media.art.skies import cloud_deck, clouded, graded, starry
from app.media.art.stage import Frame, Ink, Picture, Stage, between, ink, mix, pick, resized, times
from app.media.art.water import mirrored, waves


def _skyline(
    dice: np.random.Generator, stage: Stage, foot: float, low: float, high: float, wide: float
) -> list[tuple[float, float, float]]:
    """Buildings side by side: left edge, right edge, top."""
    out = []
    x = -stage.aspect / 2 - 0.05
    while x < stage.aspect / 2 + 0.05:
        broad = wide * float(dice.uniform(0.55, 1.5))
        hump = 0.55 + 0.45 * np.cos(x / stage.aspect * 3.0 + float(dice.normal(0, 0.3)))
        out.append((x, x + broad, foot - low - (high - low) * float(dice.uniform(0.1, 1.0)) ** 1.5 * float(hump)))
        x += broad * float(dice.uniform(0.9, 1.05))
    return out


def harbour_night(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, low, wall = pick(
        dice,
        (
            (ink(10, 26, 44), ink(44, 116, 124), ink(12, 26, 36)),
            (ink(24, 20, 50), ink(196, 96, 92), ink(26, 20, 36)),
            (ink(12, 22, 54), ink(72, 98, 160), ink(12, 18, 38)),
            (ink(38, 26, 44), ink(232, 130, 84), ink(30, 18, 26)),
        ),
    )
    lamps = pick(dice, LAMPS)
    shore = between(dice, 0.6, 0.68)
    sky = graded(stage, [(0.0, zenith), (shore, low), (1.0, low)])
    starry(sky, stage, horizon=shore * 0.7, seed=stage.seed, amount=0.18)
    half = stage.scaled(0.5)
    deck = cloud_deck(half, horizon=shore, cover=between(dice, 0.3, 0.55), seed=stage.seed, streak=0.4)
    clouded(
        sky,
        stage,
        (resized(deck[0], stage.width, stage.height), resized(deck[1], stage.width, stage.height)),
        mix(zenith, low, 0.2),
        mix(zenith, low, 0.8),
        opacity=0.6,
    )
    lit: list[tuple[Cutout, Ink]] = []
    blinking: list[tuple[float, float, float]] = []
    for depth, (small, tall, wide) in enumerate(((0.1, 0.42, 0.055), (0.05, 0.32, 0.075), (0.02, 0.17, 0.1))):
        towers = _skyline(dice, stage, shore, small, tall, wide)
        tone = mix(wall, mix(zenith, low, 0.7), 0.42 - 0.2 * depth)
        lay(sky, cut(stage, [[(a, top), (b, top), (b, shore), (a, shore)] for a, b, top in towers]), tone)
        panes: dict[int, list[list[tuple[float, float]]]] = {}
        for a, b, top in towers:
            if dice.uniform() < 0.25 and b - a > 0.03:
                lay(
                    sky,
                    cut(stage, [limb(((a + b) / 2, top), ((a + b) / 2, top - 0.05), 0.0022, 0.0008)]),
                    tone,
                )
                blinking.append(((a + b) / 2, top - 0.05, float(dice.uniform(0, 6.28))))
            _panes(dice, a, b, top, shore, panes, len(lamps))
        for number, shapes in panes.items():
            lit.append((cut(stage, shapes), lamps[number]))
    for mask, colour in lit:
        lay(sky, mask, mix(colour, ink(255, 220, 160), 0.55), 0.85)
        shine(sky, mask, colour, 0.3)
    haze = glow(stage, 0.0, shore, 0.13, 1.3, stretch=5.0)
    for channel in range(3):
        sky[channel] += haze * np.float32(mix(low, lamps[0], 0.5)[channel] * 0.3)
    quay = [((k + 0.5) / 26 - 0.5) * stage.aspect * 1.02 for k in range(26)]

    def frame(time: float) -> Picture:
        out = sky.copy()
        for x in quay:
            shine(out, halo(stage, x, shore - 0.008, 0.03, 2.6), lamps[0], 1.4)
        for x, y, phase in blinking:
            shine(out, halo(stage, x, y, 0.02, 2.2), ink(255, 50, 40), max(0.0, sin(time * 2.6 + phase)) * 1.6)
        slopes = waves(stage.scaled(0.5), horizon=shore, seed=stage.seed, time=time * 0.7)
        small = resized(out, half.width, half.height)
        mirrored(
            small,
            half,
            horizon=shore,
            slopes=slopes,
            rough=0.75,
            tint=(0.8, 0.82, 0.84),
            deep=times(zenith, 0.3),
            foot=0.6,
        )
        water = resized(small, stage.width, stage.height, smooth=True)
        row = int(shore * stage.height) + 1
        out[:, row:] = water[:, row:]
        boat = -0.2 * stage.aspect + time * 0.03
        _launch(out, stage, boat, shore + 0.12, times(wall, 0.6), lamps[0])
        return out

    return frame


def _panes(
    dice: np.random.Generator,
    a: float,
    b: float,
    top: float,
    shore: float,
    panes: dict[int, list[list[tuple[float, float]]]],
    tints: int,
) -> None:
    pitch_x, pitch_y = 0.0105, 0.0135
    share = float(dice.uniform(0.12, 0.5))
    tint = int(dice.integers(tints)) if dice.uniform() < 0.3 else 0
    for y in np.arange(top + 0.012, shore - 0.01, pitch_y):
        whole = dice.uniform() < 0.05
        for x in np.arange(a + 0.006, b - 0.01, pitch_x):
            if whole or dice.uniform() < share * 0.6:
                panes.setdefault(tint, []).append([(x, y), (x + 0.0058, y), (x + 0.0058, y + 0.0066), (x, y + 0.0066)])


def _launch(picture: Picture, stage: Stage, x: float, y: float, dark: Ink, lamp: Ink) -> None:
    lay(
        picture,
        cut(
            stage,
            [
                [
                    (x - 0.05, y - 0.012),
                    (x + 0.06, y - 0.016),
                    (x + 0.045, y + 0.004),
                    (x - 0.042, y + 0.004),
                ],
                [
                    (x - 0.02, y - 0.034),
                    (x + 0.014, y - 0.034),
                    (x + 0.02, y - 0.012),
                    (x - 0.024, y - 0.012),
                ],
            ],
        ),
        dark,
    )
    shine(picture, halo(stage, x + 0.016, y - 0.04, 0.05, 3.0), lamp, 1.3)
    streak = cut(stage, [limb((x + 0.016, y + 0.008), (x + 0.016, y + 0.1), 0.004, 0.009)], 0.006)
    shine(picture, streak, lamp, 0.22)


PAINTERS = {"harbour_night": harbour_night}
