"""A letter under a lamp."""

from __future__ import annotations

from itertools import pairwise
from math import cos, sin

import numpy as np

from app.media.art.brush import Cutout, Point, cut, dim, glow, lay, limb, oval, rim, shine, softened
from app.media.art.stage import (
    Frame,
    Ink,
    Picture,
    Stage,
    between,
    ink,
    pick,
    resized,
    sample,
    texture,
    times,
)


def letter_table(stage: Stage) -> Frame:
    dice = stage.dice
    wood, lamp, paper = pick(
        dice,
        (
            (ink(120, 70, 38), ink(255, 176, 96), ink(240, 226, 200)),
            (ink(84, 60, 44), ink(255, 206, 140), ink(236, 232, 220)),
            (ink(62, 66, 70), ink(226, 232, 255), ink(236, 240, 244)),
            (ink(106, 72, 48), ink(255, 170, 92), ink(244, 224, 190)),
        ),
    )
    lamp_x, lamp_y = between(dice, -0.25, 0.25) * stage.frame_width, between(dice, 0.12, 0.3)
    small = stage.scaled(0.75)
    grain = sample(
        texture(0.9, 23),
        small.x * 46 + stage.seed % 700,
        small.y * 760 + sample(texture(0.2, 3), small.x * 120, small.y * 120) * 70,
    )
    plank = np.abs(((small.y * 4.2 + 0.13) % 1.0) - 0.5)
    boards = 1.0 - 0.75 * np.exp(-(((plank - 0.5) / 0.014) ** 2))
    tone = (0.42 + 0.95 * grain) * boards
    top = np.stack([resized((tone * np.float32(part)).astype(np.float32), stage.width, stage.height) for part in wood])
    turn = between(dice, -0.4, 0.4)
    x, y = between(dice, -0.1, 0.1) * stage.frame_width, between(dice, 0.54, 0.64)
    long, wide = 0.2, 0.27

    def at(u: float, v: float) -> Point:
        u2, v2 = u * cos(turn) - v * sin(turn), u * sin(turn) + v * cos(turn)
        return (x + u2, y + v2 * 0.72)

    sheet = [at(-long, -wide), at(long, -wide * 0.98), at(long * 1.02, wide), at(-long * 0.98, wide * 1.01)]
    lines: list[list[Point]] = []
    for row in range(11):
        v = -wide * 0.72 + row * wide * 0.135
        u = -long * 0.8
        end = long * (0.8 if row not in (0, 6, 10) else float(dice.uniform(-0.2, 0.4)))
        while u < end:
            word = float(dice.uniform(0.018, 0.06))
            steps = max(2, int(word / 0.006))
            points = [at(u + word * k / steps, v + float(dice.uniform(-0.0055, 0.0045))) for k in range(steps + 1)]
            lines += [limb(a, b, 0.0013, 0.0011, 3) for a, b in pairwise(points)]
            u += word + 0.012
    page, words = cut(stage, [sheet]), cut(stage, lines)
    fold = cut(stage, [[at(-long, -0.004), at(long, 0.004), at(long, 0.02), at(-long, 0.012)]], 0.006)
    things = _table_things(stage, dice, x, y)
    pen = limb(at(long * 0.5, wide * 0.3), at(long * 1.5, -wide * 0.5), 0.003, 0.0065)
    photo = [
        (x - 0.5 * stage.frame_width / 1.78, 0.3),
        (x - 0.28 * stage.frame_width / 1.78, 0.24),
        (x - 0.22 * stage.frame_width / 1.78, 0.42),
        (x - 0.44 * stage.frame_width / 1.78, 0.49),
    ]

    def frame(time: float) -> Picture:
        waver = 1.0 + 0.05 * sin(time * 6.3) + 0.03 * sin(time * 13.1 + 1)
        lx, ly = lamp_x + 0.004 * sin(time * 5), lamp_y
        out = top.copy()
        shadow_x, shadow_y = (x - lx) * 0.045 * stage.height, (y - ly) * 0.05 * stage.height
        for cutout in (
            softened(page, stage.height * 0.008),
            softened(cut(stage, [photo]), stage.height * 0.006),
            *(softened(t, stage.height * 0.02) for t, _, _ in things),
        ):
            dim(out, cutout.moved(shadow_x, shadow_y + 2), (0.25, 0.22, 0.2))
        lay(out, cut(stage, [photo]), times(paper, 0.42))
        inner = [
            (
                px + ((photo[0][0] + photo[2][0]) / 2 - px) * 0.16,
                py + ((photo[0][1] + photo[2][1]) / 2 - py) * 0.16,
            )
            for px, py in photo
        ]
        lay(out, cut(stage, [inner]), times(wood, 0.35))
        lay(out, page, times(paper, 0.86))
        dim(out, fold, (0.86, 0.84, 0.8))
        lay(out, words, times(ink(40, 44, 66), 0.9), 0.85)
        dim(
            out,
            softened(cut(stage, [pen]), stage.height * 0.005).moved(shadow_x * 0.5, shadow_y * 0.5),
            (0.4, 0.38, 0.36),
        )
        lay(out, cut(stage, [pen]), times(ink(26, 24, 28), 0.7))
        for cutout, colour, _ in things:
            lay(out, cutout, colour)
        pool = glow(stage, lx, ly + 0.12, 0.30, 1.55, stretch=1.25) * np.float32(1.75 * waver) + np.float32(0.03)
        for channel in range(3):
            out[channel] *= pool * np.float32(0.35 + 0.9 * lamp[channel])
        for _, _, (hx, hy, hr) in things:
            shine(
                out,
                rim(cut(stage, [oval(hx, hy, hr, hr * 0.8)]), (hx - lx) * 14, (hy - ly) * 14, 2.0),
                lamp,
                0.25,
            )
        return out

    return frame


def _table_things(
    stage: Stage, dice: np.random.Generator, x: float, y: float
) -> list[tuple[Cutout, Ink, tuple[float, float, float]]]:
    """A cup on its saucer, and sometimes a second thing, at the edge of the light."""
    side = pick(dice, (-1.0, 1.0))
    cx, cy, r = (
        x + side * between(dice, 0.36, 0.46) * stage.frame_width / 1.78,
        y - between(dice, 0.02, 0.2),
        0.066,
    )
    cup = pick(dice, (ink(210, 200, 184), ink(70, 96, 110), ink(150, 70, 50)))
    return [
        (cut(stage, [oval(cx, cy + 0.012, r * 1.75, r * 1.3)]), times(cup, 0.62), (cx, cy + 0.012, r * 1.75)),
        (
            cut(
                stage,
                [
                    oval(cx, cy, r, r * 0.8),
                    limb((cx + r * 0.8, cy), (cx + r * 1.5, cy + r * 0.3), r * 0.16, r * 0.14),
                ],
            ),
            times(cup, 0.9),
            (cx, cy, r),
        ),
        (cut(stage, [oval(cx, cy, r * 0.86, r * 0.68)]), ink(46, 26, 16), (cx, cy, r * 0.86)),
    ]


PAINTERS = {"letter_table": letter_table}
