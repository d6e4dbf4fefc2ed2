"""A diver in shafts of light."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from app.media.art.brush import Point, cut, disc, glow, lay, limb, oval, shine, spline, veil
from app.media.art.skies import graded
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
    sample,
    smoothstep,
    texture,
    times,
)


def _diver(x: float, y: float, size: float, turn: float, kick: float) -> list[list[Point]]:
    """A freediver with long fins, seen from the side; `turn` is the way of the body."""

    def at(along: float, off: float) -> Point:
        return (
            x + size * (along * cos(turn) - off * sin(turn)),
            y + size * (along * sin(turn) + off * cos(turn)),
        )

    flap = 0.075 * kick
    knee, ankle = at(-0.42, 0.02 + flap * 0.4), at(-0.72, flap)
    other_knee, other_ankle = at(-0.42, -0.02 - flap * 0.4), at(-0.70, -flap * 0.9)
    shapes = [
        spline(
            [
                at(0.3, -0.055),
                at(0.14, -0.072),
                at(-0.14, -0.05),
                at(-0.18, 0.048),
                at(0.1, 0.066),
                at(0.3, 0.055),
            ],
            8,
        ),
        oval(*at(0.425, -0.03), size * 0.07, size * 0.062),
        limb(at(0.3, 0.0), at(0.42, 0.0), size * 0.034, size * 0.03),
        limb(at(-0.1, 0.02), knee, size * 0.056, size * 0.042),
        limb(knee, ankle, size * 0.042, size * 0.024),
        limb(at(-0.1, -0.02), other_knee, size * 0.056, size * 0.042),
        limb(other_knee, other_ankle, size * 0.042, size * 0.024),
        limb(at(0.24, 0.03), at(0.56, 0.085), size * 0.034, size * 0.027),
        limb(at(0.56, 0.085), at(0.88, 0.06), size * 0.026, size * 0.016),
        limb(at(0.24, -0.02), at(-0.02, -0.115), size * 0.034, size * 0.026),
        limb(at(-0.02, -0.115), at(-0.3, -0.1), size * 0.025, size * 0.016),
    ]
    for foot, tip in ((ankle, at(-1.12, flap * 2.1)), (other_ankle, at(-1.1, -flap * 1.9))):
        shapes.append(limb(foot, tip, size * 0.022, size * 0.05))
    return shapes


def diver_shafts(stage: Stage) -> Frame:
    dice = stage.dice
    bright, middle, deep = pick(
        dice,
        (
            (ink(170, 236, 226), ink(24, 120, 136), ink(4, 26, 44)),
            (ink(150, 214, 246), ink(26, 96, 156), ink(4, 18, 50)),
            (ink(206, 240, 190), ink(40, 124, 110), ink(4, 30, 34)),
            (ink(140, 200, 214), ink(20, 70, 96), ink(2, 12, 24)),
        ),
    )
    source = between(dice, -0.3, 0.3) * stage.frame_width
    half = stage.scaled(0.5)
    base = graded(half, [(0.0, mix(middle, bright, 0.5)), (0.28, middle), (0.75, mix(middle, deep, 0.72)), (1.0, deep)])
    for channel in range(3):
        base[channel] += glow(half, source, -0.02, 0.22, 1.5, stretch=1.9) * np.float32(bright[channel] * 0.95)
    fan = (half.x - source) / (half.y + 0.42)
    fade = np.clip(1.05 - half.y * 0.95, 0, 1) ** 1.3 * np.exp(-((fan / 1.15) ** 2))
    place = source * 0.4 + between(dice, -0.16, 0.16)
    level = between(dice, 0.42, 0.6)
    size = between(dice, 0.16, 0.24)
    way = pick(dice, (-1.0, 1.0))
    dive = between(dice, -0.5, 0.75)
    floor_line = (0.9 - 0.07 * line_noise(dice, stage.width, 3, 7, 0.55)).astype(np.float32)
    bubbles = dice.uniform(0, 1, (26, 3))
    motes = dice.uniform(0, 1, (160, 3))
    fish = dice.normal(0, 1, (26, 3))
    school = (-place * 1.2 + between(dice, -0.1, 0.1), between(dice, 0.3, 0.7))

    def frame(time: float) -> Picture:
        small = base.copy()
        first = sample(texture(0.8, 15), fan * 95 + time * 4.0 + stage.seed % 311, np.full_like(fan, 12.5 + time * 1.6))
        second = sample(texture(0.8, 15), fan * 170 - time * 3.0, np.full_like(fan, 300.5 + time * 2.2))
        rays = (smoothstep(0.46, 0.78, first * 0.62 + second * 0.38) * fade).astype(np.float32)
        ceiling = 1.0 / (half.y + 0.05)
        net = sample(texture(0.6, 12), half.x * ceiling * 16 + time * 9, ceiling * 34 - time * 11)
        skin = (1.0 - np.clip(np.abs(net - 0.5) * 9, 0, 1)) * np.clip(1.0 - half.y / 0.22, 0, 1)
        for channel in range(3):
            small[channel] += rays * np.float32(bright[channel] * 0.62) + skin.astype(np.float32) * np.float32(
                bright[channel] * 0.35
            )
        out = fitted(small, stage)
        first_row = int(float(floor_line.min()) * stage.height)
        mask = np.clip((stage.y[first_row:] - floor_line[None, :]) * stage.height, 0, 1)
        veil(out[:, first_row:], mask * np.float32(0.86), times(deep, 0.75))
        shoal = [
            _fish(
                school[0] + fx * 0.075 + time * 0.02 * -way + 0.01 * sin(time * 2 + fz * 9),
                school[1] + fy * 0.04,
                0.012 + 0.004 * fz,
                -way,
                sin(time * 9 + fx * 20),
            )
            for fx, fy, fz in fish
        ]
        lay(out, cut(stage, shoal), mix(deep, middle, 0.36), 0.85)
        x, y = place + way * time * 0.02 * cos(dive), level + time * 0.014 * sin(dive)
        turn = dive if way > 0 else np.pi - dive
        lay(
            out,
            cut(stage, _diver(x, y, size, float(turn), sin(time * 3.1 + 0.8))),
            mix(deep, (0.0, 0.0, 0.0), 0.55),
            0.96,
        )
        for bx, start, scale in bubbles:
            rise = (start + time * 0.12 * (0.6 + scale)) % 1.0
            bubble = disc(
                stage,
                x + way * size * 0.5 + (bx - 0.5) * 0.06 + 0.006 * sin(time * 5 + bx * 20),
                y - rise * y * 1.05,
                0.0016 + 0.0045 * scale * (0.5 + rise),
                rim=0.75,
            )
            shine(out, bubble, bright, 0.4)
        for mx, my, scale in motes:
            spot = disc(
                stage,
                (mx - 0.5) * stage.aspect + 0.01 * sin(time * 0.6 + my * 9),
                (my + time * 0.008 * scale) % 1.0,
                0.0008 + 0.003 * scale**5,
                edge=0.002,
            )
            shine(out, spot, bright, 0.16)
        return out

    return frame


def _fish(x: float, y: float, size: float, way: float, wag: float) -> list[Point]:
    return [
        (x + way * size, y),
        (x + way * size * 0.3, y - size * 0.3),
        (x - way * size * 0.6, y - size * 0.06),
        (x - way * size, y - size * 0.3 + wag * size * 0.1),
        (x - way * size * 0.9, y + wag * size * 0.1),
        (x - way * size, y + size * 0.3 + wag * size * 0.1),
        (x - way * size * 0.6, y + size * 0.06),
        (x + way * size * 0.3, y + size * 0.3),
    ]


PAINTERS = {"diver_shafts": diver_shafts}
