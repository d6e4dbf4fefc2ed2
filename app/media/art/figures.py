"""People as shapes: walkers, standing figures, crowds."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from app.media.art.brush import Cutout, Point, cut, limb, oval, spline
from app.media.art.stage import Stage


def _body(x: float, foot: float, tall: float, stride: float, facing: float, coat: float) -> list[list[Point]]:
    """Outlines of a walker seen from the side; `stride` is the phase of the step."""
    unit = tall / 7.6
    hip_y, shoulder_y = foot - 3.75 * unit, foot - 6.1 * unit
    bob = abs(sin(stride)) * 0.08 * unit
    lean = 0.22 * unit * facing
    shapes: list[list[Point]] = []
    for side in (0.0, pi):
        swing = sin(stride + side)
        lift = max(0.0, cos(stride + side))
        knee = (x + facing * (swing * 0.62 + 0.18) * unit, hip_y + 1.85 * unit)
        ankle = (x + facing * (swing * 1.15 - lift * 0.5) * unit, foot - (0.14 + lift * 0.42) * unit)
        shapes.append(limb((x, hip_y + bob), knee, 0.5 * unit, 0.36 * unit))
        shapes.append(limb(knee, ankle, 0.35 * unit, 0.19 * unit))
        toe = (ankle[0] + facing * 0.52 * unit, ankle[1] + 0.05 * unit)
        shapes.append(limb(ankle, toe, 0.16 * unit, 0.11 * unit))
        hand = (x + lean - facing * swing * 0.85 * unit, hip_y + 0.1 * unit)
        elbow = (x + lean * 0.5 - facing * (swing * 0.4 + 0.16) * unit, shoulder_y + 1.35 * unit)
        shapes.append(limb((x + lean, shoulder_y + 0.3 * unit), elbow, 0.3 * unit, 0.24 * unit))
        shapes.append(limb(elbow, hand, 0.23 * unit, 0.16 * unit))
    hem = hip_y + coat * 1.5 * unit
    flare = 0.52 + 0.2 * coat
    shapes.append(
        spline(
            [
                (x + lean - 0.4 * unit, shoulder_y),
                (x + lean + 0.4 * unit, shoulder_y),
                (x + lean * 0.7 + 0.56 * unit, shoulder_y + 1.0 * unit),
                (x + 0.5 * unit, hip_y - 0.3 * unit),
                (x + flare * unit, hem),
                (x - (flare + 0.1) * unit, hem - 0.08 * unit),
                (x - 0.52 * unit, hip_y - 0.3 * unit),
                (x + lean * 0.7 - 0.52 * unit, shoulder_y + 1.0 * unit),
            ],
            6,
        )
    )
    neck = x + lean * 1.25
    shapes.append(
        limb(
            (neck, shoulder_y + 0.1 * unit),
            (neck + facing * 0.06 * unit, shoulder_y - 0.4 * unit),
            0.26 * unit,
            0.2 * unit,
        )
    )
    shapes.append(oval(neck + facing * 0.1 * unit, shoulder_y - 0.82 * unit + bob, 0.4 * unit, 0.52 * unit))
    return shapes


def walker(
    stage: Stage,
    x: float,
    foot: float,
    tall: float,
    *,
    stride: float = 0.6,
    facing: float = 1.0,
    coat: float = 0.6,
    blur: float = 0.0,
) -> Cutout:
    """Somebody walking, seen from the side, feet at (x, foot)."""
    return cut(stage, _body(x, foot, tall, stride, facing, coat), blur)


def _upright(x: float, foot: float, tall: float, coat: float, wide: float) -> list[list[Point]]:
    unit = tall / 7.6
    shoulder, hip = foot - 6.15 * unit, foot - 3.7 * unit
    broad = 0.96 * unit * wide
    hem = hip + (0.35 + coat * 1.9) * unit
    flare = (0.62 + 0.26 * coat) * unit * wide
    shapes = [
        limb((x - 0.34 * unit, hip), (x - 0.38 * unit, foot - 0.16 * unit), 0.42 * unit * wide, 0.22 * unit),
        limb((x + 0.34 * unit, hip), (x + 0.4 * unit, foot - 0.16 * unit), 0.42 * unit * wide, 0.22 * unit),
        limb(
            (x - 0.4 * unit, foot - 0.12 * unit),
            (x - 0.6 * unit, foot - 0.06 * unit),
            0.2 * unit,
            0.13 * unit,
        ),
        limb(
            (x + 0.42 * unit, foot - 0.12 * unit),
            (x + 0.62 * unit, foot - 0.06 * unit),
            0.2 * unit,
            0.13 * unit,
        ),
        spline(
            [
                (x - 0.22 * unit, shoulder - 0.22 * unit),
                (x + 0.22 * unit, shoulder - 0.22 * unit),
                (x + broad * 0.8, shoulder + 0.05 * unit),
                (x + broad, shoulder + 0.5 * unit),
                (x + broad * 0.86, shoulder + 1.5 * unit),
                (x + flare * 0.9, hip - 0.4 * unit),
                (x + flare, hem),
                (x - flare, hem),
                (x - flare * 0.9, hip - 0.4 * unit),
                (x - broad * 0.86, shoulder + 1.5 * unit),
                (x - broad, shoulder + 0.5 * unit),
                (x - broad * 0.8, shoulder + 0.05 * unit),
            ],
            6,
        ),
        limb((x, shoulder), (x, shoulder - 0.45 * unit), 0.27 * unit, 0.22 * unit),
        oval(x, shoulder - 0.86 * unit, 0.41 * unit, 0.54 * unit),
    ]
    for side in (-1.0, 1.0):
        elbow = (x + side * broad * 1.06, shoulder + 1.75 * unit)
        hand = (x + side * broad * 0.98, hip + 0.25 * unit)
        shapes.append(limb((x + side * broad * 0.82, shoulder + 0.4 * unit), elbow, 0.28 * unit, 0.22 * unit))
        shapes.append(limb(elbow, hand, 0.22 * unit, 0.16 * unit))
    return shapes


def standing(
    stage: Stage,
    x: float,
    foot: float,
    tall: float,
    *,
    coat: float = 0.5,
    wide: float = 1.0,
    blur: float = 0.0,
    hat: bool = False,
    umbrella: bool = False,
    sway: float = 0.0,
) -> Cutout:
    """Somebody standing, seen from behind or before, feet at (x, foot)."""
    shapes = _upright(x, foot, tall, coat, wide)
    unit = tall / 7.6
    if hat:
        top = foot - 7.28 * unit
        shapes.append(oval(x, top, 0.86 * unit, 0.14 * unit))
        shapes.append(
            spline(
                [
                    (x - 0.42 * unit, top),
                    (x - 0.36 * unit, top - 0.52 * unit),
                    (x + 0.36 * unit, top - 0.52 * unit),
                    (x + 0.42 * unit, top),
                ],
                6,
            )
        )
    if umbrella:
        shapes.extend(_umbrella(x + sway * unit, foot - 7.3 * unit, unit))
    return cut(stage, shapes, blur)


def _umbrella(x: float, rim: float, unit: float) -> list[list[Point]]:
    wide, high = 2.05 * unit, 1.25 * unit
    dome = [(x + wide * cos(a), rim - high * sin(a)) for a in np.linspace(0.0, pi, 24)]
    scallops = 5
    for index in range(scallops):
        start = -wide + 2 * wide * index / scallops
        dome += [(x + start + 2 * wide / scallops * s, rim - 0.26 * unit * sin(pi * s)) for s in (0.0, 0.25, 0.5, 0.75)]
    return [
        dome,
        limb((x, rim - high), (x, rim + 2.6 * unit), 0.045 * unit, 0.045 * unit),
        limb((x, rim - high - 0.2 * unit), (x, rim - high), 0.04 * unit, 0.06 * unit),
    ]


def crowd(
    stage: Stage,
    line: float,
    tall: float,
    count: int,
    dice: np.random.Generator,
    spread: float,
    *,
    blur: float = 0.0,
    shift: float = 0.0,
) -> Cutout:
    """Many heads and shoulders along a line."""
    shapes: list[list[Point]] = []
    for index in range(count):
        x = (index + float(dice.uniform(0.1, 0.9))) / count * spread - spread / 2 + shift
        high = tall * float(dice.uniform(0.86, 1.12))
        if dice.uniform() < 0.14:
            high *= 0.72
        foot, wide = line + float(dice.uniform(0, 0.05)), float(dice.uniform(0.84, 1.22))
        shapes.extend(_upright(x, foot, high, float(dice.uniform(0.1, 1.0)), wide))
        unit, kind = high / 7.6, float(dice.uniform())
        head = foot - 7.01 * unit
        if kind < 0.3:
            shapes.append(oval(x, head + 0.1 * unit, 0.5 * unit, 0.66 * unit))
        elif kind < 0.5:
            shapes.append(oval(x, head - 0.3 * unit, 0.76 * unit, 0.13 * unit))
            shapes.append(oval(x, head - 0.42 * unit, 0.42 * unit, 0.3 * unit))
        elif kind < 0.66:
            shapes.append(oval(x, head - 0.6 * unit, 0.24 * unit, 0.24 * unit))
        elif kind < 0.82:
            shapes.append(
                spline(
                    [
                        (x - 0.5 * unit, head - 0.1 * unit),
                        (x, head - 0.64 * unit),
                        (x + 0.5 * unit, head - 0.1 * unit),
                        (x + 0.56 * unit, head + 0.8 * unit),
                        (x, head + 1.0 * unit),
                        (x - 0.56 * unit, head + 0.8 * unit),
                    ],
                    6,
                )
            )
    return cut(stage, shapes, blur)
