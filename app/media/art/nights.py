"""Nights outside: a tent under the stars, a cabin under northern lights."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import Cutout, below, cut, halo, lay, limb, oval, shine, spline, veil
from app.media.art.figures import standing
from app.media.art.skies import fog, galaxy, graded, starry
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
    sample,
    smoothstep,
    texture,
    times,
)
from app.media.art.trees import fir_line


def star_camp(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, low, cloth = pick(
        dice,
        (
            (ink(10, 16, 40), ink(60, 84, 128), ink(255, 160, 70)),
            (ink(16, 14, 40), ink(110, 72, 110), ink(255, 186, 90)),
            (ink(6, 22, 36), ink(40, 104, 112), ink(255, 140, 90)),
        ),
    )
    horizon = between(dice, 0.74, 0.82)
    sky = graded(stage, [(0.0, zenith), (horizon * 0.6, mix(zenith, low, 0.35)), (horizon, low), (1.0, low)])
    half = stage.scaled(0.5)
    band = np.zeros((3, half.height, half.width), dtype=np.float32)
    galaxy(
        band,
        half,
        seed=stage.seed,
        slope=pick(dice, (-1, 1)) * between(dice, 0.25, 0.6),
        centre=between(dice, 0.3, 0.42),
        strength=between(dice, 0.7, 1.15),
    )
    sky += fitted(band, stage)
    far = (horizon - 0.05 - 0.05 * line_noise(dice, stage.width, 3, 8, 0.5)).astype(np.float32)
    close = (horizon + 0.055 - 0.025 * line_noise(dice, stage.width, 2, 6, 0.4)).astype(np.float32)
    trees = fir_line(stage, dice, close, 0.2, int(60 * stage.aspect / 1.78))
    tent = between(dice, -0.22, 0.22) * stage.frame_width
    column = int(np.clip(stage.column(tent), 0, stage.width - 1))
    foot = float(close[column]) + 0.05
    size = between(dice, 0.075, 0.1)
    shell = cut(
        stage,
        [
            spline(
                [
                    (tent - size * 1.2, foot),
                    (tent - size * 0.7, foot - size * 0.7),
                    (tent, foot - size),
                    (tent + size * 0.75, foot - size * 0.66),
                    (tent + size * 1.25, foot),
                ],
                8,
                closed=False,
            )
        ],
    )
    seams = cut(
        stage,
        [
            limb((tent - size * 0.1, foot), (tent, foot - size), 0.0016, 0.001),
            limb((tent + size * 0.55, foot), (tent, foot - size), 0.0016, 0.001),
        ],
    )
    sitter = tent - size * pick(dice, (-2.1, 2.1))
    dark = times(zenith, 0.3)

    def frame(time: float) -> Picture:
        out = sky.copy()
        starry(out, stage, horizon=horizon, seed=stage.seed, amount=2.2, time=time)
        below(out, stage, far, mix(zenith, low, 0.3))
        mist = fog(stage.scaled(0.125), seed=stage.seed, time=time, scale=2.0)
        tiny = stage.scaled(0.125)
        band = np.exp(-(((tiny.y - horizon) / 0.05) ** 2)) * mist * 0.6
        veil(out, resized(band.astype(np.float32), stage.width, stage.height), low)
        lay(out, trees, dark)
        below(out, stage, close, dark)
        flicker = 1.0 + 0.07 * sin(time * 7.1) + 0.05 * sin(time * 12.7 + 1.0)
        shine(out, halo(stage, tent, foot - size * 0.2, 0.42, 2.6), cloth, 0.34 * flicker)
        rows = np.linspace(0.35, 1.25, shell.mask.shape[0], dtype=np.float32)[:, None]
        lay(out, shell, times(cloth, 0.55))
        shine(out, Cutout(shell.mask * rows, shell.left, shell.top), cloth, 0.9 * flicker)
        lay(out, seams, times(cloth, 0.25))
        body = standing(stage, sitter, foot + 0.015, size * 1.35, coat=0.7)
        lay(out, body, times(dark, 0.8))
        return out

    return frame


def aurora_cabin(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, low, green, violet = pick(
        dice,
        (
            (ink(6, 12, 34), ink(22, 60, 78), ink(90, 255, 170), ink(150, 90, 255)),
            (ink(12, 10, 38), ink(50, 48, 96), ink(80, 240, 220), ink(255, 90, 190)),
            (ink(4, 18, 30), ink(24, 74, 70), ink(150, 255, 130), ink(70, 160, 255)),
        ),
    )
    horizon = between(dice, 0.68, 0.76)
    half = stage.scaled(0.5)
    sky = graded(stage, [(0.0, zenith), (horizon, low), (1.0, low)])
    starry(sky, stage, horizon=horizon, seed=stage.seed, amount=1.1)
    hills = (horizon - 0.02 - 0.06 * line_noise(dice, stage.width, 3, 8, 0.5)).astype(np.float32)
    snow = (horizon + 0.06 - 0.02 * line_noise(dice, stage.width, 2, 5, 0.4)).astype(np.float32)
    trees = fir_line(stage, dice, snow, 0.15, int(46 * stage.aspect / 1.78))
    house = between(dice, -0.24, 0.24) * stage.frame_width
    foot = float(snow[int(np.clip(stage.column(house), 0, stage.width - 1))]) + 0.045
    size = between(dice, 0.06, 0.085)
    phase = between(dice, 0, 6)
    dark = times(zenith, 0.35)
    white = mix(ink(120, 140, 180), green, 0.16)

    def curtains(time: float) -> Picture:
        light = np.zeros((3, half.height, half.width), dtype=np.float32)
        for number in range(3):
            shift = phase + number * 2.1 + time * 0.22
            foot_line = (
                horizon * (0.5 + 0.13 * number)
                + 0.07 * np.sin(half.x * 2.3 + shift)
                + 0.035 * np.sin(half.x * 5.9 - shift * 1.7)
            )
            fold = sample(
                texture(0.9, 16),
                half.x * (90 + 40 * number) + time * 5 + 77 * number + 9 * np.sin(half.x * 3 + shift),
                np.full_like(half.x, 21.5 + 100 * number + time * 3),
            )
            up = foot_line - half.y
            tall = 0.16 + 0.5 * fold
            body = (
                np.where(up > 0, np.exp(-up / tall * 2.3), np.exp(up * 60))
                * smoothstep(0.12, 0.85, fold)
                * (1.15 - 0.3 * number)
            )
            blend = np.clip(up / 0.36, 0, 1)
            for channel in range(3):
                light[channel] += (
                    body * (green[channel] + (violet[channel] - green[channel]) * blend) * np.float32(0.55)
                )
        return light

    def frame(time: float) -> Picture:
        lights = curtains(time)
        out = sky + resized(lights, stage.width, stage.height)
        below(out, stage, hills, mix(zenith, low, 0.45))
        lay(out, trees, dark)
        mean = lights.mean(axis=(1, 2))
        ground = tuple(float(white[c] * 0.2 + mean[c] * 1.3) for c in range(3))
        below(out, stage, snow, ground)  # type: ignore[arg-type]
        drifts = sample(texture(0.5, 17), half.x * 220, half.y * 900)
        rows = slice(int(horizon * stage.height), None)
        out[:, rows] *= (0.82 + 0.36 * resized(drifts, stage.width, stage.height))[rows]
        _cabin(out, stage, house, foot, size, dark, 1.0 + 0.05 * sin(time * 6.0), white)
        return out

    return frame


def _cabin(
    picture: Picture, stage: Stage, x: float, foot: float, size: float, dark: Ink, flicker: float, white: Ink
) -> None:
    lamp = ink(255, 178, 84)
    shine(picture, halo(stage, x, foot, 0.3, 2.6), lamp, 0.3 * flicker)
    lay(
        picture,
        cut(
            stage,
            [
                [
                    (x - size, foot),
                    (x - size, foot - size * 0.62),
                    (x, foot - size * 1.25),
                    (x + size, foot - size * 0.62),
                    (x + size, foot),
                ],
                [
                    (x + size * 0.45, foot - size),
                    (x + size * 0.45, foot - size * 1.5),
                    (x + size * 0.64, foot - size * 1.5),
                    (x + size * 0.64, foot - size * 0.8),
                ],
            ],
        ),
        dark,
    )
    lay(
        picture,
        cut(
            stage,
            [
                [
                    (x - size * 1.18, foot - size * 0.54),
                    (x, foot - size * 1.34),
                    (x + size * 1.18, foot - size * 0.54),
                    (x + size * 1.12, foot - size * 0.44),
                    (x, foot - size * 1.16),
                    (x - size * 1.12, foot - size * 0.44),
                ]
            ],
        ),
        times(white, 0.5),
    )
    panes = [
        [
            (x + left * size, foot - size * 0.5),
            (x + (left + 0.36) * size, foot - size * 0.5),
            (x + (left + 0.36) * size, foot - size * 0.16),
            (x + left * size, foot - size * 0.16),
        ]
        for left in (-0.62, 0.24)
    ]
    lay(picture, cut(stage, panes), times(lamp, 1.6 * flicker))
    for left in (-0.44, 0.42):
        shine(picture, halo(stage, x + left * size, foot - size * 0.32, 0.07, 2.0), lamp, 0.8 * flicker)
    spill = oval(x, foot + size * 0.42, size * 1.3, size * 0.3)
    lit = cut(stage, [spill], 0.012)
    shine(picture, lit, lamp, 0.16 * flicker)


PAINTERS = {"star_camp": star_camp, "aurora_cabin": aurora_cabin}
