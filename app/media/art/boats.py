"""Boats: a ferry with lights, a sail in the sun's path."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import Cutout, Point, below, cut, halo, lay, limb, shine, spline, veil
from app.media.art.skies import Sun, cloud_deck, clouded, fog, graded, lit_by, starry
from app.media.art.stage import (
    Frame,
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


def _ferry(x: float, line: float, long: float) -> tuple[list[list[Point]], list[list[Point]], list[Point]]:
    """Hull and decks, lit windows, and where the lamps hang."""
    hull = [
        (x - long, line - 0.032),
        (x + long * 1.1, line - 0.036),
        (x + long * 0.94, line + 0.006),
        (x - long * 0.92, line + 0.006),
    ]
    decks: list[list[Point]] = [hull]
    windows: list[list[Point]] = []
    for level, (left, right) in enumerate(((-0.86, 0.84), (-0.74, 0.66), (-0.46, 0.4))):
        low = line - 0.033 - level * 0.029
        decks.append(
            [
                (x + left * long, low - 0.028),
                (x + right * long, low - 0.028),
                (x + (right + 0.05) * long, low),
                (x + left * long, low),
            ]
        )
        count = int((right - left) * 11)
        for index in range(count):
            start = x + (left + 0.05 + (right - left - 0.1) * index / count) * long
            windows.append(
                [
                    (start, low - 0.020),
                    (start + long * 0.06, low - 0.020),
                    (start + long * 0.06, low - 0.008),
                    (start, low - 0.008),
                ]
            )
    funnel = line - 0.12
    decks.append(
        [
            (x - long * 0.2, funnel),
            (x - long * 0.02, funnel - 0.03),
            (x + long * 0.08, funnel - 0.03),
            (x + long * 0.06, funnel),
        ]
    )
    decks.append(limb((x + long * 0.3, funnel), (x + long * 0.3, funnel - 0.075), 0.002, 0.001))
    lamps = [(x + share * long, line - 0.066) for share in (-0.86, -0.4, 0.1, 0.5, 0.84)] + [
        (x + long * 0.3, funnel - 0.075)
    ]
    return decks, windows, lamps


def ferry_arrives(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, low, lamp = pick(
        dice,
        (
            (ink(18, 32, 58), ink(86, 112, 150), ink(255, 176, 84)),
            (ink(14, 24, 44), ink(60, 96, 120), ink(255, 206, 130)),
            (ink(38, 34, 66), ink(176, 120, 130), ink(255, 168, 90)),
            (ink(22, 44, 56), ink(120, 140, 140), ink(255, 190, 110)),
        ),
    )
    horizon = between(dice, 0.5, 0.58)
    half = stage.scaled(0.75)
    start = between(dice, -0.3, 0.1) * stage.frame_width
    long = between(dice, 0.2, 0.28) * min(1.0, stage.aspect / 1.2)
    line = horizon + between(dice, 0.05, 0.08)
    cover = between(dice, 0.35, 0.6)
    hills = (horizon - 0.006 - 0.045 * np.clip(line_noise(dice, half.width, 3, 7, 0.5) + 0.25, 0, 1)).astype(np.float32)
    shore_lights = dice.uniform(0, 1, (46, 3))

    def frame(time: float) -> Picture:
        sky = graded(half, [(0.0, zenith), (horizon, low), (1.0, low)])
        starry(sky, half, horizon=horizon * 0.7, seed=stage.seed, amount=0.2, time=time)
        deck = cloud_deck(half, horizon=horizon, cover=cover, seed=stage.seed, time=time * 0.6, streak=0.4)
        clouded(sky, half, deck, mix(zenith, low, 0.25), mix(zenith, low, 0.9), opacity=0.8)
        below(sky, half, hills, mix(zenith, low, 0.22))
        for across, phase, size in shore_lights:
            column = min(half.width - 1, int(across * half.width))
            y = horizon - 0.004 - (horizon - float(hills[column])) * 0.55 * size
            shine(
                sky,
                halo(half, (across - 0.5) * half.aspect, y, 0.006 + 0.008 * size, 2.0),
                lamp,
                (0.6 + 1.4 * size) * (0.85 + 0.15 * sin(time * 5 + phase * 30)),
            )
        x = start + time * 0.022
        bob = 0.0022 * sin(time * 1.4)
        decks, windows, lamps = _ferry(x, line + bob, long)
        ship = sky
        lay(ship, cut(half, decks), times(zenith, 0.55))
        lay(ship, cut(half, decks[:1]), times(zenith, 0.22))
        lit = cut(half, windows)
        lay(ship, lit, times(lamp, 1.8))
        for px, py in lamps:
            shine(ship, halo(half, px, py, 0.035, 3.0), lamp, 1.6)
        shine(ship, halo(half, x, line - 0.06, 0.32, 3.0), lamp, 0.2)
        waterline = line + 0.006
        slopes = waves(half, horizon=horizon, seed=stage.seed, time=time * 0.8, scale=0.9)
        mirrored(
            ship,
            half,
            horizon=waterline,
            slopes=slopes,
            rough=0.62,
            tint=(0.78, 0.76, 0.74),
            deep=times(zenith, 0.3),
            foot=0.5,
        )
        sea = ship[:, int(horizon * half.height) : int(waterline * half.height)]
        calm = graded(half, [(0.0, mix(zenith, low, 0.35)), (1.0, mix(zenith, low, 0.35))])
        rows = slice(int(horizon * half.height), int(waterline * half.height))
        carrier = np.zeros((3, half.height, half.width), dtype=np.float32)
        lay(carrier, cut(half, decks), (1.0, 1.0, 1.0))
        free = (1.0 - np.clip(carrier[0], 0, 1))[rows]
        texture_rows = (0.75 + slopes[0][rows] * 0.9) * free * 0.72
        veil(sea, np.clip(texture_rows, 0, 1).astype(np.float32), calm[:, rows])
        tall, across = slopes
        under = np.maximum(half.y - waterline, 0.0)
        reach = np.exp(-(((half.x - x + across * (0.05 + under * 0.4)) / (long * 0.8)) ** 2) - under * 6.5) * (
            half.y > waterline
        )
        sparks = reach * smoothstep(-0.02, 0.2, tall + 0.04) * np.float32(1.15)
        for channel in range(3):
            ship[channel] += sparks * np.float32(lamp[channel])
        wake = cut(
            half,
            [
                spline(
                    [
                        (x - long * 0.95, waterline - 0.004),
                        (x - long * 2.6, waterline + 0.012),
                        (x - long * 2.6, waterline + 0.016),
                        (x - long * 0.9, waterline + 0.003),
                    ],
                    6,
                )
            ],
            0.003,
        )
        lay(ship, wake, low, 0.4)
        mist = fog(stage.scaled(0.125), seed=stage.seed, time=time, scale=2.0)
        tiny = stage.scaled(0.125)
        band = mist * np.exp(-(((tiny.y - horizon) / 0.04) ** 2)) * 0.5
        veil(ship, resized(band.astype(np.float32), half.width, half.height), mix(zenith, low, 0.7))
        return fitted(ship, stage)

    return frame


def sail_glint(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, middle, low, glint = pick(
        dice,
        (
            (ink(70, 104, 150), ink(206, 170, 150), ink(255, 206, 140), ink(255, 186, 96)),
            (ink(96, 60, 96), ink(214, 116, 96), ink(255, 176, 96), ink(255, 140, 60)),
            (ink(92, 140, 170), ink(196, 210, 206), ink(250, 236, 200), ink(255, 232, 180)),
            (ink(40, 52, 96), ink(150, 110, 140), ink(250, 160, 130), ink(255, 130, 96)),
        ),
    )
    horizon = between(dice, 0.44, 0.54)
    sun = Sun(between(dice, -0.25, 0.25) * stage.frame_width, horizon - between(dice, 0.05, 0.16), glint, 1.0, 0.042)
    half = stage.scaled(0.75)
    boat = sun.x + pick(dice, (-1.0, 1.0)) * between(dice, 0.08, 0.24)
    tall = between(dice, 0.16, 0.26)
    cover = between(dice, 0.25, 0.5)

    def frame(time: float) -> Picture:
        sky = graded(half, [(0.0, zenith), (horizon * 0.6, middle), (horizon, low), (1.0, low)])
        deck = cloud_deck(half, horizon=horizon, cover=cover, seed=stage.seed, time=time, sun_x=sun.x, streak=0.45)
        clouded(sky, half, deck, mix(zenith, middle, 0.5), mix(middle, low, 0.7), opacity=0.75, sun=sun)
        lit_by(sky, half, sun)
        slopes = waves(half, horizon=horizon, seed=stage.seed, time=time * 0.7)
        mirrored(
            sky,
            half,
            horizon=horizon,
            slopes=slopes,
            rough=0.6,
            tint=(0.6, 0.62, 0.66),
            deep=times(zenith, 0.35),
        )
        path = glitter(half, horizon=horizon, slopes=slopes, x=sun.x, wide=0.075)
        for channel in range(3):
            sky[channel] += path * np.float32(0.14 + glint[channel] * 1.1)
        out = fitted(sky, stage)
        x, roll = boat + time * 0.007, 0.03 * sin(time * 1.1)
        foot = horizon + 0.05
        mast = (x + roll * tall, foot - tall)
        sails = [
            spline(
                [
                    (x + 0.006, foot - 0.016),
                    mast,
                    (x + tall * 0.16 + roll * 0.05, foot - tall * 0.5),
                    (x + tall * 0.42, foot - 0.02),
                ],
                8,
            ),
            spline(
                [
                    (x - 0.006, foot - 0.02),
                    (mast[0] - 0.002, mast[1] + tall * 0.1),
                    (x - tall * 0.12, foot - tall * 0.4),
                    (x - tall * 0.3, foot - 0.018),
                ],
                8,
            ),
        ]
        hull = spline(
            [
                (x - tall * 0.36, foot - 0.014),
                (x + tall * 0.46, foot - 0.016),
                (x + tall * 0.36, foot + 0.008),
                (x - tall * 0.26, foot + 0.008),
            ],
            6,
        )
        dark = mix(times(zenith, 0.25), low, 0.04)
        for shapes, tone in (
            (sails, mix(dark, glint, 0.16)),
            ([hull, limb((x, foot), mast, 0.0022, 0.001)], dark),
        ):
            body = cut(stage, shapes)
            wobble = body.mask[::-1] * np.float32(0.6)
            shift = (np.sin(np.arange(wobble.shape[0]) * 0.5 + time * 4) * 2).astype(int)
            broken = np.stack([np.roll(row, step) for row, step in zip(wobble, shift, strict=True)])
            lay(
                out,
                Cutout(broken, body.left, 2 * round(stage.row(foot + 0.006)) - body.top - body.mask.shape[0]),
                dark,
            )
            lay(out, body, tone)
        return out

    return frame


PAINTERS = {"ferry_arrives": ferry_arrives, "sail_glint": sail_glint}
