"""A night market under lanterns."""

from __future__ import annotations

from itertools import pairwise
from math import sin

import numpy as np

from app.media.art.brush import Cutout, cut, disc, glow, halo, lay, limb, oval, quad, shine
from app.media.art.figures import crowd
from app.media.art.lights import bokeh
from app.media.art.skies import graded
from app.media.art.stage import (
    Frame,
    Ink,
    Picture,
    Stage,
    between,
    fitted,
    ink,
    mix,
    pick,
    times,
)


def _string(stage: Stage, dice: np.random.Generator, count: int, sag: float) -> list[tuple[float, float, float]]:
    """Where the lanterns of one sagging string hang, and how near it is."""
    near = float(dice.uniform(0.25, 1.0))
    left, right = -stage.aspect / 2 - 0.1, stage.aspect / 2 + 0.1
    y0, y1 = float(dice.uniform(-0.02, 0.24)), float(dice.uniform(-0.02, 0.24))
    out = []
    for index in range(count):
        share = (index + 0.5) / count
        out.append((left + (right - left) * share, y0 + (y1 - y0) * share + sag * 4 * share * (1 - share), near))
    return out


def market_lanterns(stage: Stage) -> Frame:
    dice = stage.dice
    night, lamp, second = pick(
        dice,
        (
            (ink(30, 18, 20), ink(255, 150, 60), ink(255, 80, 50)),
            (ink(16, 22, 38), ink(255, 180, 90), ink(80, 200, 190)),
            (ink(34, 14, 26), ink(255, 110, 90), ink(255, 190, 90)),
            (ink(20, 26, 22), ink(255, 200, 110), ink(255, 120, 60)),
        ),
    )
    half = stage.scaled(0.6)
    lights = bokeh(
        half,
        dice,
        (lamp, second, ink(255, 220, 170)),
        count=int(60 * half.aspect / 1.78),
        middle=0.46,
        spread=0.09,
        small=0.006,
        big=0.034,
        strength=0.75,
    )
    strings = [
        _string(stage, dice, int(dice.integers(7, 12) * max(0.6, stage.aspect / 1.78)), between(dice, 0.08, 0.22))
        for _ in range(4)
    ]
    strings.sort(key=lambda string: string[0][2])
    base = graded(half, [(0.0, times(night, 0.5)), (0.5, times(mix(night, lamp, 0.08), 0.9)), (1.0, times(night, 0.3))])
    street = glow(half, between(dice, -0.2, 0.2), 0.56, 0.2, 1.4, stretch=2.2)
    for channel in range(3):
        base[channel] += street * np.float32(lamp[channel] * 0.3)
    stalls: list[tuple[float, float, float]] = []
    for side in (-1.0, 1.0):
        for depth in (2.3, 1.5, 1.0):
            stalls.append(
                (
                    side * (0.42 / depth + 0.12) * min(1.0, stage.aspect / 1.5),
                    0.56 + 0.16 / depth,
                    0.24 / depth,
                )
            )
    for x, y, size in stalls:
        awning = [
            (x - size, y - size * 0.85),
            (x + size, y - size * 0.85),
            (x + size * 1.15, y - size * 0.5),
            (x - size * 1.15, y - size * 0.5),
        ]
        lay(
            base,
            cut(half, [quad(x - size, y - size * 0.7, x + size, y + size * 0.6)], 0.003),
            times(mix(night, lamp, 0.3), 0.8),
        )
        shine(base, halo(half, x, y - size * 0.3, size * 1.3, 1.8), lamp, 0.85)
        for stripe in range(6):
            share, wide = stripe / 6, 1 / 12
            points = [
                (awning[0][0] + 2 * size * share, awning[0][1]),
                (awning[0][0] + 2 * size * (share + wide), awning[0][1]),
                (awning[3][0] + 2.3 * size * (share + wide), awning[3][1]),
                (awning[3][0] + 2.3 * size * share, awning[3][1]),
            ]
            lay(base, cut(half, [points], 0.002), times(mix(second, lamp, 0.3), 0.42))
        lay(
            base,
            cut(half, [quad(x - size * 1.05, y + size * 0.1, x + size * 1.05, y + size * 0.9)], 0.003),
            times(night, 0.4),
        )
    back = crowd(half, 0.84, 0.3, int(13 * stage.aspect / 1.78), dice, stage.aspect * 1.1, blur=0.003)
    middle = crowd(stage, 1.02, 0.44, int(9 * stage.aspect / 1.78), dice, stage.aspect * 1.15, blur=0.0012)
    front = crowd(stage, 1.42, 0.8, max(2, int(4 * stage.aspect / 1.78)), dice, stage.aspect * 1.2, blur=0.009)

    def frame(time: float) -> Picture:
        small = base.copy()
        for light in lights:
            shine(small, light.spot, light.colour, light.strength(time))
        lay(small, back.moved(sin(time * 0.3) * 6, 0), times(mix(night, lamp, 0.12), 0.6), 0.94)
        out = fitted(small, stage)
        for number, string in enumerate(strings):
            _lanterns(out, stage, string, number, time, lamp, second, night)
        for cutout, tone, drift, glowing in (
            (middle, times(night, 0.22), 9.0, 0.35),
            (front, times(night, 0.09), -16.0, 0.5),
        ):
            shifted = cutout.moved(sin(time * 0.35 + drift) * drift * stage.height / 540, 0)
            lay(out, shifted, tone)
            top = Cutout(
                np.clip(shifted.mask - np.roll(shifted.mask, max(2, stage.height // 220), 0), 0, 1),
                shifted.left,
                shifted.top,
            )
            shine(out, top, lamp, glowing)
        return out

    return frame


def _lanterns(
    picture: Picture,
    stage: Stage,
    string: list[tuple[float, float, float]],
    number: int,
    time: float,
    lamp: Ink,
    second: Ink,
    night: Ink,
) -> None:
    near = string[0][2]
    swing = [0.004 * sin(time * 1.6 + number + index * 0.8) for index in range(len(string))]
    cable = [
        limb((a[0], a[1] - 0.03 * near), (b[0], b[1] - 0.03 * near), 0.0012 * near, 0.0012 * near, 3)
        for a, b in pairwise(string)
    ]
    lay(picture, cut(stage, cable), times(night, 0.2), 0.85)
    for index, (hook, y, _) in enumerate(string):
        colour = second if (index + number) % 3 == 0 else lamp
        size = 0.03 * near + 0.006
        blink = 0.92 + 0.08 * sin(time * 4 + index * 2.1 + number)
        x = hook + swing[index]
        shine(picture, halo(stage, x, y, size * 5.5, 2.8), colour, 0.42 * blink)
        body = cut(stage, [oval(x, y, size, size * 1.12)], 0.0016 + 0.003 * abs(near - 0.6))
        lay(picture, body, times(colour, 0.8 * blink))
        shine(
            picture,
            disc(stage, x, y + size * 0.15, size * 0.6, edge=size * 0.9),
            mix(colour, (1.0, 0.95, 0.8), 0.5),
            0.9 * blink,
        )
        lay(
            picture,
            cut(
                stage,
                [
                    quad(x - size * 0.42, y - size * 1.2, x + size * 0.42, y - size * 1.02),
                    quad(x - size * 0.42, y + size * 1.02, x + size * 0.42, y + size * 1.18),
                ],
            ),
            times(night, 0.3),
        )


PAINTERS = {"market_lanterns": market_lanterns}
