"""A neon alley in the rain."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import Cutout, Point, cut, glow, halo, lay, limb, quad, shine, softened, veil
from app.media.art.figures import standing
from app.media.art.skies import fog, graded
from app.media.art.stage import (
    Frame,
    Ink,
    Picture,
    Plane,
    Stage,
    between,
    fitted,
    ink,
    mix,
    pick,
    resized,
    sample,
    smoothstep,
    texture,
    times,
)
from app.media.art.water import mirrored, waves
from app.media.art.weather import rained

NEONS: tuple[tuple[Ink, Ink, tuple[Ink, ...]], ...] = (
    (
        ink(20, 30, 44),
        ink(40, 190, 190),
        (ink(40, 230, 230), ink(255, 60, 130), ink(255, 190, 90), ink(90, 130, 255)),
    ),
    (
        ink(34, 18, 40),
        ink(200, 60, 150),
        (ink(255, 70, 170), ink(120, 90, 255), ink(60, 220, 255), ink(255, 150, 110)),
    ),
    (
        ink(36, 26, 20),
        ink(255, 140, 60),
        (ink(255, 150, 60), ink(255, 70, 50), ink(255, 220, 140), ink(60, 180, 170)),
    ),
    (
        ink(14, 32, 30),
        ink(90, 220, 130),
        (ink(90, 255, 150), ink(240, 240, 160), ink(255, 80, 70), ink(70, 200, 220)),
    ),
)


def _glyphs(dice: np.random.Generator, x0: float, y0: float, x1: float, y1: float) -> list[list[Point]]:
    """Signs one cannot read: strokes in a row of cells, upright or lying as the board is."""
    wide, high = x1 - x0, y1 - y0
    cells = max(1, round(max(wide, high) / min(wide, high) * 1.05))
    strokes: list[list[Point]] = []
    for cell in range(cells):
        if wide > high:
            left, right, top, bottom = x0 + wide * cell / cells, x0 + wide * (cell + 1) / cells, y0, y1
        else:
            left, right, top, bottom = x0, x1, y0 + high * cell / cells, y0 + high * (cell + 1) / cells
        w, h = right - left, bottom - top
        thick = min(w, h) * 0.055
        for _ in range(int(dice.integers(3, 6))):
            a, b = float(dice.choice((0.24, 0.5, 0.76))), float(dice.choice((0.24, 0.5, 0.76)))
            if dice.uniform() < 0.55:
                strokes.append(
                    limb(
                        (left + w * 0.22, top + h * a),
                        (left + w * (0.5 + 0.28 * b), top + h * a),
                        thick,
                        thick,
                        3,
                    )
                )
            else:
                strokes.append(
                    limb(
                        (left + w * a, top + h * 0.2),
                        (left + w * a, top + h * (0.45 + 0.36 * b)),
                        thick,
                        thick,
                        3,
                    )
                )
    return strokes


def _walls(
    picture: Picture,
    stage: Stage,
    dice: np.random.Generator,
    centre: tuple[float, float],
    half_width: float,
    dark: Ink,
    air: Ink,
) -> None:
    """House fronts on both sides, from the haze to the camera, with windows, ledges and pipes."""
    vx, vy = centre
    reach = stage.aspect / 2 + 0.6
    for side in (-1.0, 1.0):
        depth = 7.0
        while half_width / depth < reach:
            near = depth * float(dice.uniform(0.62, 0.8))
            inner, outer = vx + side * half_width / depth, vx + side * half_width / near
            tone = mix(times(dark, float(dice.uniform(0.7, 1.5))), air, float(np.exp(-2.0 / depth)) * 0.72)
            tall = float(dice.uniform(1.3, 2.6))
            slope = abs(outer - vx) / half_width
            top_far, top_near = vy - tall / depth, vy - tall * slope
            foot_far, foot_near = vy + 0.24 / depth, vy + 0.24 * slope
            lay(
                picture,
                cut(stage, [[(inner, top_far), (outer, top_near), (outer, foot_near), (inner, foot_far)]]),
                tone,
            )
            for level in (0.18, 0.55, 0.95):
                lay(
                    picture,
                    cut(
                        stage,
                        [
                            [
                                (inner, vy - level / depth),
                                (outer, vy - level * slope),
                                (outer, vy - (level - 0.025) * slope),
                                (inner, vy - (level - 0.025) / depth),
                            ]
                        ],
                    ),
                    times(tone, 0.55),
                )
                for part in (0.2, 0.6):
                    if dice.uniform() < 0.5:
                        continue
                    a = 1 / (1 / depth + (slope - 1 / depth) * part)
                    b = 1 / (1 / depth + (slope - 1 / depth) * (part + 0.22))
                    xa, xb = vx + side * half_width / a, vx + side * half_width / b
                    warm = mix(air, ink(255, 190, 110), 0.6)
                    pane = [
                        (xa, vy - (level + 0.26) / a),
                        (xb, vy - (level + 0.26) / b),
                        (xb, vy - (level + 0.06) / b),
                        (xa, vy - (level + 0.06) / a),
                    ]
                    lay(picture, cut(stage, [pane]), times(warm, float(dice.choice((0.1, 0.2, 0.75)))))
            depth = near


def _wet(
    out: Picture,
    stage: Stage,
    centre: tuple[float, float],
    half_width: float,
    seed: int,
    time: float,
    ground: Plane,
    deep: Ink,
) -> None:
    """The street as a broken mirror of what stands above it."""
    vx, vy = centre
    slopes = waves(stage, horizon=vy, seed=seed, time=time * 0.35, scale=0.7)
    mirror = out.copy()
    mirrored(mirror, stage, horizon=vy, slopes=slopes, rough=0.9, tint=(0.8, 0.82, 0.86), deep=deep, foot=0.25)
    depth = 1.0 / np.maximum(stage.y - vy, 0.02)
    puddles = sample(texture(0.6, 9), (stage.x - vx) * depth * 60 + seed % 500, depth * 110)
    shine_share = (0.42 + 0.58 * smoothstep(0.38, 0.55, puddles)).astype(np.float32)
    for channel in range(3):
        floor = deep[channel] * 1.4
        value = floor + (mirror[channel] - floor) * shine_share
        out[channel] += (value - out[channel]) * ground
    del half_width


def alley_rain(stage: Stage) -> Frame:
    dice = stage.dice
    dark, air, neons = pick(dice, NEONS)
    vx, vy = between(dice, -0.08, 0.08), between(dice, 0.46, 0.54)
    half_width = between(dice, 0.23, 0.3) * min(1.0, 0.45 + stage.aspect * 0.4)
    work = stage.scaled(0.75)
    base = graded(work, [(0.0, times(air, 0.10)), (vy, times(air, 0.55)), (1.0, times(dark, 0.5))])
    end = glow(work, vx, vy - 0.04, 0.085, 1.6, stretch=0.8)
    for channel in range(3):
        base[channel] += end * np.float32(air[channel] * 0.85 + 0.12)
    _walls(base, work, dice, (vx, vy), half_width, dark, times(air, 0.5))
    signs: list[tuple[Cutout, Cutout, Cutout, Ink, float]] = []
    for number in range(int(dice.integers(10, 14))):
        side = -1.0 if number % 2 else 1.0
        depth = 0.72 + 2.4 * ((number + float(dice.uniform(0, 1))) / 13) ** 1.3
        colour = neons[int(dice.integers(len(neons)))]
        lying = dice.uniform() < 0.3
        w, h = (0.2, 0.07) if lying else (0.075, float(dice.uniform(0.16, 0.34)))
        w, h = w / depth, h / depth
        x = vx + side * half_width * 1.01 / depth
        y = vy - float(dice.uniform(0.02, 0.34)) / depth
        x0, x1 = (x - w, x) if side > 0 else (x, x + w)
        board = cut(work, [quad(x0, y - h, x1, y)])
        text = cut(work, _glyphs(dice, x0, y - h, x1, y))
        signs.append(
            (
                board,
                text,
                halo(work, (x0 + x1) / 2, y - h / 2, max(w, h) * 3.0 + 0.05, 2.4),
                colour,
                float(dice.uniform(0, 6.28)),
            )
        )
    slant = half_width / 0.24
    ground = np.clip(((work.y - vy) * slant - np.abs(work.x - vx)) * work.height * 0.7 + 0.5, 0, 1).astype(np.float32)
    ground *= work.y > vy
    lay(
        base,
        cut(
            work,
            [
                limb((-1.2, vy - 0.32), (vx, vy - 0.2), 0.0014, 0.0014),
                limb((vx, vy - 0.2), (1.2, vy - 0.46), 0.0014, 0.0014),
                limb((-1.2, vy - 0.42), (1.2, vy - 0.25), 0.001, 0.001),
            ],
        ),
        times(dark, 0.2),
        0.8,
    )
    who, tall = vx + between(dice, -0.05, 0.05), between(dice, 0.3, 0.4)
    umbrella = dice.uniform() < 0.75
    coat = times(dark, 0.12)
    rain = dice.uniform(0, 1, (int(420 * stage.aspect / 1.78), 3))

    def frame(time: float) -> Picture:
        out = base.copy()
        for board, text, around, colour, phase in signs:
            buzz = 1.0 if sin(time * 1.7 + phase) > -0.93 else 0.35 + 0.4 * (sin(time * 61) > 0)
            lay(out, board, times(colour, 0.12))
            shine(out, text, mix(colour, (1.0, 1.0, 1.0), 0.25), 1.9 * buzz)
            shine(out, around, colour, 0.3 * buzz)
        mist = resized(fog(stage.scaled(0.125), seed=stage.seed, time=time, scale=1.3), work.width, work.height)
        near_end = np.exp(-(((work.x - vx) / 0.35) ** 2) - ((work.y - vy) / 0.3) ** 2)
        veil(out, (mist * near_end * 0.3).astype(np.float32), times(air, 0.9))
        foot = vy + 0.33 - 0.006 * time
        body = standing(
            work,
            who,
            foot,
            tall * (1.0 - 0.012 * time),
            coat=1.0,
            umbrella=umbrella,
            hat=not umbrella,
            sway=0.1 * sin(time * 2.4),
        )
        _wet(out, work, (vx, vy), half_width, stage.seed, time, ground, times(dark, 0.18))
        turned = Cutout(
            body.mask[::-1] * np.float32(0.75),
            body.left,
            2 * round(work.row(foot)) - body.top - body.mask.shape[0],
        )
        lay(out, softened(turned, work.height * 0.004), coat, 0.8)
        lay(out, body, coat)
        shine(
            out,
            softened(Cutout(body.mask - np.minimum(body.mask, np.roll(body.mask, 3, 0)), body.left, body.top), 0.8),
            air,
            0.9,
        )
        final = fitted(out, stage)
        rained(final, stage, rain, time, mix(air, (1.0, 1.0, 1.0), 0.35), 0.065)
        return final

    return frame


PAINTERS = {"alley_rain": alley_rain}
