"""Pines in fog."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import Point, below, cut, glow, lay, limb, veil
from app.media.art.figures import standing
from app.media.art.skies import fog, graded
from app.media.art.stage import (
    Frame,
    Picture,
    Plane,
    Stage,
    between,
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


def _trunks(stage: Stage, dice: np.random.Generator, count: int, wide: float, foot: float) -> Plane:
    """A row of bare trunks with broken twigs, as a mask over a stage."""
    shapes: list[list[Point]] = []
    for x in (np.arange(count) + dice.uniform(0.12, 0.88, count)) / count:
        place = (float(x) - 0.5) * stage.aspect
        lean = float(dice.normal(0, 0.012))
        thick = wide * float(dice.uniform(0.55, 1.25))
        ground = foot + float(dice.uniform(-0.012, 0.02))
        left = [
            (place - thick * (0.5 + 0.1 * sin(k * 1.7 + place * 40)) + lean * (1 - k / 9), ground * k / 9)
            for k in range(9)
        ]
        right = [
            (place + thick * (0.5 + 0.1 * sin(k * 2.3 + place * 31)) + lean * (1 - k / 9), ground * k / 9)
            for k in range(9)
        ]
        shapes.append(
            [
                *left,
                (place - thick * 0.62, ground * 0.965),
                (place - thick * 1.25, ground + 0.006),
                (place + thick * 1.25, ground + 0.006),
                (place + thick * 0.62, ground * 0.965),
                *right[::-1],
            ]
        )
        for _ in range(int(dice.integers(3, 9))):
            y = float(dice.uniform(-0.02, 0.62)) * ground
            side = float(dice.choice((-1.0, 1.0)))
            reach = thick * float(dice.uniform(1.0, 4.2))
            shapes.append(
                limb(
                    (place + lean * (1 - y / ground), y),
                    (place + side * reach, y + reach * float(dice.uniform(-0.1, 0.6))),
                    thick * 0.09,
                    thick * 0.02,
                    3,
                )
            )
    cutout = cut(stage, shapes)
    out = np.zeros((stage.height, stage.width), dtype=np.float32)
    carrier = np.zeros((3, stage.height, stage.width), dtype=np.float32)
    lay(carrier, cutout, (1.0, 1.0, 1.0))
    out += carrier[0]
    return out


def pines_fog(stage: Stage) -> Frame:
    dice = stage.dice
    mist, deep, glint = pick(
        dice,
        (
            (ink(206, 216, 190), ink(18, 24, 20), ink(255, 244, 196)),
            (ink(184, 202, 210), ink(14, 22, 30), ink(236, 246, 255)),
            (ink(232, 196, 146), ink(34, 22, 18), ink(255, 206, 130)),
            (ink(130, 156, 150), ink(8, 18, 18), ink(206, 236, 206)),
        ),
    )
    horizon = between(dice, 0.66, 0.74)
    light_x = between(dice, -0.3, 0.3) * stage.frame_width
    base = graded(
        stage,
        [
            (0.0, times(mist, 0.72)),
            (horizon * 0.7, mist),
            (horizon, mist),
            (1.0, times(mix(mist, deep, 0.8), 0.8)),
        ],
    )
    small = stage.scaled(0.25)
    shine_small = glow(small, light_x, horizon * 0.45, 0.3, 1.4, stretch=1.1)
    warm = resized(shine_small, stage.width, stage.height)
    for channel in range(3):
        base[channel] += warm * np.float32(glint[channel] * 0.75)
    wide = Stage(stage.seed, int(stage.width * 1.3), stage.height, scene=stage.scene)
    layers: list[tuple[Plane, float]] = []
    for share, count, thick in ((0.0, 34, 0.016), (0.3, 22, 0.026), (0.62, 12, 0.042), (1.0, 5, 0.085)):
        number = max(2, int(count * stage.aspect / 1.78 * 1.3))
        layers.append((_trunks(wide, dice, number, thick, horizon + 0.02 + share * 0.3), share))
    angle = stage.x - light_x
    fall = stage.y - horizon * 0.1
    fan = angle / (fall + 0.55)
    rays = sample(texture(0.8, 15), fan * 150 + stage.seed % 613, np.zeros_like(fan) + 40.5)
    rays = smoothstep(0.5, 0.82, rays) * np.clip(1.1 - stage.y / (horizon + 0.2), 0, 1) * np.exp(-((angle / 0.8) ** 2))
    rays = rays.astype(np.float32)
    who = light_x * 0.6 + between(dice, -0.08, 0.08)
    tall = between(dice, 0.2, 0.27)
    ferns = horizon + 0.27 - 0.03 * line_noise(dice, stage.width, 14, 6, 0.7)

    def frame(time: float) -> Picture:
        out = base.copy()
        haze = resized(fog(stage.scaled(0.125), seed=stage.seed, time=time * 1.2, scale=1.4), stage.width, stage.height)
        for number, (mask, share) in enumerate(layers):
            room = wide.width - stage.width
            offset = int(room * (0.5 + 0.48 * sin(time * 0.16) * (0.15 + 0.85 * share)))
            part = mask[:, offset : offset + stage.width]
            tone = mix(mist, deep, 0.16 + 0.84 * share**0.72)
            veil(out, part, tone)
            if number == 1:
                lay(out, standing(stage, who, horizon + 0.14, tall, coat=0.9), mix(mist, deep, 0.86))
            if share < 1.0:
                low = np.clip(1.35 - np.abs(stage.y - horizon) * 3.2, 0.1, 1.0)
                veil(out, haze * low * np.float32(0.5 - 0.3 * share), mist)
        beam = rays * (0.75 + 0.25 * sin(time * 0.7)) * (0.6 + 0.6 * haze)
        for channel in range(3):
            out[channel] += beam * np.float32(glint[channel] * 0.34)
        below(out, stage, ferns.astype(np.float32), times(deep, 0.6))
        return out

    return frame


PAINTERS = {"pines_fog": pines_fog}
