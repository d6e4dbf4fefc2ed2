"""Trees as shapes: firs along a line, a bare tree grown branch by branch."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from app.media.art.brush import (
    Cutout,
    Point,
    cut,
    limb,
)
from app.media.art.stage import (
    Plane,
    Stage,
    between,
)


def fir_line(stage: Stage, dice: np.random.Generator, line: Plane, tall: float, count: int) -> Cutout:
    """Firs along a ground line, each with ragged branches."""
    shapes: list[list[Point]] = []
    for x in np.sort(dice.uniform(-0.02, 1.02, count)):
        column = int(np.clip(x * len(line), 0, len(line) - 1))
        foot = float(line[column]) + 0.012
        high = tall * float(dice.uniform(0.45, 1.15))
        shapes.append(fir((float(x) - 0.5) * stage.aspect, foot, high, dice))
    return cut(stage, shapes)


def fir(x: float, foot: float, high: float, dice: np.random.Generator) -> list[Point]:
    steps = 9
    wide = high * float(dice.uniform(0.17, 0.24))
    left: list[Point] = []
    right: list[Point] = []
    for step in range(steps):
        share = (step + 0.6) / steps
        y = foot - high + high * share
        reach = wide * share**0.9
        for side, points in ((-1.0, left), (1.0, right)):
            tip = reach * float(dice.uniform(0.75, 1.15))
            points.append((x + side * tip, y))
            points.append((x + side * tip * 0.5, y - high * 0.012))
    return [(x, foot - high), *right, (x, foot), *left[::-1]]


def branches(
    dice: np.random.Generator, start: Point, angle: float, long: float, thick: float, depth: int, bend: float
) -> list[list[Point]]:
    end = (start[0] + long * cos(angle), start[1] + long * sin(angle))
    middle = (
        (start[0] + end[0]) / 2 + float(dice.normal(0, 0.05)) * long,
        (start[1] + end[1]) / 2 + float(dice.normal(0, 0.04)) * long,
    )
    ends = 8 if thick > 0.003 else 3
    shapes = [
        limb(start, middle, thick, thick * 0.84, ends),
        limb(middle, end, thick * 0.84, thick * 0.66, ends),
    ]
    if depth == 0:
        return shapes
    children = 2 if dice.uniform() < 0.62 else 3
    for index in range(children):
        share = (index - (children - 1) / 2) * between(dice, 0.55, 0.85) + float(dice.normal(0, 0.14)) + bend
        scale = between(dice, 0.66, 0.84)
        shapes += branches(
            dice, end, angle + share, long * scale, thick * between(dice, 0.54, 0.68), depth - 1, bend * 0.8
        )
    return shapes
