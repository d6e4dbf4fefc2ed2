"""A block of flats at night: windows, what stands behind them, rain."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import Cutout, cut, halo, lay, limb, quad, shine, spline
from app.media.art.figures import standing
from app.media.art.skies import graded
from app.media.art.stage import Frame, Ink, Picture, Stage, between, ink, mix, pick, times
from app.media.art.weather import rained


def tower_windows(stage: Stage) -> Frame:
    dice = stage.dice
    wall, lamp, cold = pick(
        dice,
        (
            (ink(34, 40, 54), ink(255, 178, 90), ink(120, 170, 220)),
            (ink(52, 36, 36), ink(255, 200, 120), ink(90, 180, 170)),
            (ink(26, 42, 46), ink(255, 160, 80), ink(220, 120, 160)),
            (ink(44, 44, 44), ink(255, 214, 150), ink(100, 130, 220)),
        ),
    )
    rows = int(dice.integers(4, 7))
    pitch = 1.12 / rows
    wide = pitch * between(dice, 0.9, 1.2)
    columns = int(np.ceil(stage.aspect / wide)) + 1
    base = graded(stage, [(0.0, times(wall, 0.8)), (1.0, times(wall, 0.32))])
    brick = (np.sin(stage.y * 900) * 0.03 + np.sin(stage.x * 400) * 0.015).astype(np.float32)
    base *= 1.0 + brick[None]
    bands = [quad(-stage.aspect, row * pitch - 0.075, stage.aspect, row * pitch - 0.06) for row in range(rows + 2)]
    lay(base, cut(stage, bands), times(wall, 1.0), 0.6)
    lay(
        base,
        cut(
            stage,
            [quad(-stage.aspect, row * pitch - 0.06, stage.aspect, row * pitch - 0.052) for row in range(rows + 2)],
        ),
        times(wall, 0.2),
        0.7,
    )
    rooms: list[tuple[float, float, Ink, float, float]] = []
    hero = (int(dice.integers(1, max(2, columns - 1))), int(dice.integers(1, rows - 1)))
    for column in range(columns):
        for row in range(rows):
            x, y = (column - (columns - 1) / 2) * wide, (row + 0.5) * pitch - 0.06
            chance = float(dice.uniform())
            colour = lamp if chance < 0.36 or (column, row) == hero else (cold if chance < 0.46 else times(wall, 0.25))
            on = 1.0 if colour in (lamp, cold) else 0.0
            rooms.append((x, y, colour, on * float(dice.uniform(0.35, 1.0)), float(dice.uniform(0, 6.28))))
            if (column, row) == hero:
                rooms[-1] = (x, y, lamp, 1.15, 0.0)
    half_w, half_h = wide * 0.27, pitch * 0.31
    pose = pick(dice, (0.0, 0.0, 0.35))
    who = rooms[hero[0] * rows + hero[1]]
    rain = dice.uniform(0, 1, (int(220 * stage.aspect / 1.78), 3))

    def frame(time: float) -> Picture:
        out = base.copy()
        for x, y, colour, on, phase in rooms:
            frame_px = [
                (x - half_w * 1.16, y - half_h * 1.1),
                (x + half_w * 1.16, y - half_h * 1.1),
                (x + half_w * 1.16, y + half_h * 1.14),
                (x - half_w * 1.16, y + half_h * 1.14),
            ]
            lay(out, cut(stage, [frame_px]), times(wall, 0.42))
            glass = cut(
                stage,
                [
                    [
                        (x - half_w, y - half_h),
                        (x + half_w, y - half_h),
                        (x + half_w, y + half_h),
                        (x - half_w, y + half_h),
                    ]
                ],
            )
            flicker = 1.0 if colour is lamp else 0.8 + 0.2 * sin(time * 6 + phase) * sin(time * 2.3 + phase)
            fall = np.linspace(1.25, 0.55, glass.mask.shape[0], dtype=np.float32)[:, None]
            lay(out, glass, times(wall, 0.22))
            if on:
                shine(out, halo(stage, x, y, half_h * 2.6, 2.6), colour, 0.16 * on * flicker)
                shine(out, Cutout(glass.mask * fall, glass.left, glass.top), colour, 0.75 * on * flicker)
                _room(out, stage, x, y, half_w, half_h, colour, phase)
        x, y = who[0], who[1]
        body = standing(stage, x + half_w * (0.1 + pose * sin(time * 0.5)), y + half_h * 2.05, half_h * 3.25, coat=0.3)
        clip = cut(
            stage,
            [
                [
                    (x - half_w, y - half_h),
                    (x + half_w, y - half_h),
                    (x + half_w, y + half_h),
                    (x - half_w, y + half_h),
                ]
            ],
        )
        lay(out, _inside(body, clip), times(wall, 0.18))
        rained(out, stage, rain, time, mix(wall, lamp, 0.35), 0.16)
        return out

    return frame


def _inside(body: Cutout, clip: Cutout) -> Cutout:
    """The part of a mask that lies within another."""
    rows, columns = body.mask.shape
    frame = np.zeros((rows, columns), dtype=np.float32)
    top, left = max(body.top, clip.top), max(body.left, clip.left)
    bottom = min(body.top + rows, clip.top + clip.mask.shape[0])
    right = min(body.left + columns, clip.left + clip.mask.shape[1])
    if bottom > top and right > left:
        frame[top - body.top : bottom - body.top, left - body.left : right - body.left] = clip.mask[
            top - clip.top : bottom - clip.top, left - clip.left : right - clip.left
        ]
    return Cutout(body.mask * frame, body.left, body.top)


def _room(
    picture: Picture,
    stage: Stage,
    x: float,
    y: float,
    half_w: float,
    half_h: float,
    colour: Ink,
    phase: float,
) -> None:
    kind = int(phase * 10) % 4
    dark = times(colour, 0.1)
    if kind == 0:
        folds = [
            [
                (x + side * half_w, y - half_h),
                (x + side * half_w * 0.42, y - half_h),
                (x + side * half_w * 0.52, y),
                (x + side * half_w * 0.6, y + half_h),
                (x + side * half_w, y + half_h),
            ]
            for side in (-1, 1)
        ]
        lay(picture, cut(stage, folds), times(colour, 0.3), 0.8)
    elif kind == 1:
        lay(
            picture,
            cut(
                stage,
                [
                    [
                        (x - half_w, y - half_h),
                        (x + half_w, y - half_h),
                        (x + half_w, y - half_h * 0.2),
                        (x - half_w, y - half_h * 0.2),
                    ]
                ],
            ),
            times(colour, 0.42),
            0.75,
        )
    elif kind == 2:
        lay(
            picture,
            cut(
                stage,
                [
                    limb((x + half_w * 0.3, y - half_h), (x + half_w * 0.3, y - half_h * 0.5), 0.0012, 0.0012),
                    [
                        (x + half_w * 0.05, y - half_h * 0.25),
                        (x + half_w * 0.55, y - half_h * 0.25),
                        (x + half_w * 0.4, y - half_h * 0.5),
                        (x + half_w * 0.2, y - half_h * 0.5),
                    ],
                ],
            ),
            dark,
        )
        shine(picture, halo(stage, x + half_w * 0.3, y - half_h * 0.15, half_h * 0.7, 2.0), colour, 0.5)
    else:
        lay(
            picture,
            cut(
                stage,
                [
                    spline(
                        [
                            (x - half_w * 0.7, y + half_h),
                            (x - half_w * 0.8, y + half_h * 0.3),
                            (x - half_w * 0.5, y),
                            (x - half_w * 0.25, y + half_h * 0.3),
                            (x - half_w * 0.3, y + half_h),
                        ],
                        5,
                    )
                ],
            ),
            dark,
            0.8,
        )
    lay(
        picture,
        cut(
            stage,
            [
                [
                    (x - 0.0016, y - half_h),
                    (x + 0.0016, y - half_h),
                    (x + 0.0016, y + half_h),
                    (x - 0.0016, y + half_h),
                ]
            ],
        ),
        dark,
    )


PAINTERS = {"tower_windows": tower_windows}
