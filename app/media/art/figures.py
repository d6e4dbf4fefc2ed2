"""People as shapes: walkers and standing figures, busts from behind and profiles."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from app.media.art.brush import Cutout, Point, cut, limb, oval, spline
from app.media.art.stage import Stage

# A profile that looks left, in head heights: x to the right, y down, the chin near (−0.25, 0.98).
PROFILE: tuple[Point, ...] = (
    (0.02, 0.0),
    (-0.18, 0.03),
    (-0.31, 0.13),
    (-0.372, 0.27),
    (-0.378, 0.37),
    (-0.36, 0.425),
    (-0.372, 0.47),
    (-0.41, 0.54),
    (-0.455, 0.602),
    (-0.462, 0.63),
    (-0.43, 0.655),
    (-0.385, 0.668),
    (-0.392, 0.70),
    (-0.412, 0.728),
    (-0.408, 0.752),
    (-0.382, 0.768),
    (-0.398, 0.79),
    (-0.402, 0.82),
    (-0.372, 0.846),
    (-0.366, 0.872),
    (-0.374, 0.915),
    (-0.352, 0.962),
    (-0.292, 0.99),
    (-0.2, 0.99),
    (-0.1, 0.965),
    (-0.03, 0.955),
    (-0.02, 1.02),
    (-0.04, 1.14),
)
NAPE: tuple[Point, ...] = (
    (0.5, 1.2),
    (0.43, 1.04),
    (0.42, 0.88),
    (0.46, 0.72),
    (0.5, 0.52),
    (0.48, 0.3),
    (0.4, 0.12),
    (0.22, 0.02),
)
HAIR: dict[str, tuple[Point, ...]] = {
    "short": (
        (-0.345, 0.21),
        (-0.33, 0.07),
        (-0.2, -0.05),
        (0.03, -0.085),
        (0.28, -0.05),
        (0.46, 0.09),
        (0.555, 0.32),
        (0.55, 0.56),
        (0.49, 0.76),
        (0.43, 0.9),
        (0.36, 0.8),
        (0.1, 0.3),
    ),
    "bun": (
        (-0.325, 0.2),
        (-0.26, 0.05),
        (-0.12, -0.035),
        (0.08, -0.06),
        (0.3, -0.02),
        (0.46, 0.1),
        (0.5, 0.09),
        (0.6, 0.0),
        (0.73, 0.02),
        (0.79, 0.16),
        (0.74, 0.3),
        (0.62, 0.35),
        (0.54, 0.34),
        (0.53, 0.56),
        (0.46, 0.74),
        (0.41, 0.86),
        (0.3, 0.7),
        (0.1, 0.3),
    ),
    "bob": (
        (-0.36, 0.3),
        (-0.35, 0.09),
        (-0.2, -0.06),
        (0.04, -0.1),
        (0.3, -0.06),
        (0.5, 0.1),
        (0.6, 0.36),
        (0.63, 0.66),
        (0.6, 0.92),
        (0.5, 1.06),
        (0.3, 1.09),
        (0.14, 1.03),
        (0.06, 0.82),
        (0.0, 0.5),
    ),
    "long": (
        (-0.34, 0.24),
        (-0.32, 0.06),
        (-0.18, -0.06),
        (0.05, -0.09),
        (0.3, -0.05),
        (0.49, 0.11),
        (0.58, 0.38),
        (0.62, 0.7),
        (0.7, 1.0),
        (0.74, 1.3),
        (0.86, 1.6),
        (0.8, 1.9),
        (0.4, 1.7),
        (0.2, 1.3),
        (0.12, 0.9),
        (0.0, 0.5),
    ),
}


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
        limb((x - 0.4 * unit, foot - 0.12 * unit), (x - 0.6 * unit, foot - 0.06 * unit), 0.2 * unit, 0.13 * unit),
        limb((x + 0.42 * unit, foot - 0.12 * unit), (x + 0.62 * unit, foot - 0.06 * unit), 0.2 * unit, 0.13 * unit),
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


def bust(
    stage: Stage, x: float, top: float, head: float, *, turn: float = 0.0, hair: float = 0.4, blur: float = 0.0
) -> Cutout:
    """Head and shoulders from behind; `top` is the crown, `head` the height of the head."""
    shift = turn * 0.07 * head
    chin = top + head
    skull = spline(
        [
            (x, top),
            (x + (0.25 + 0.03 * hair) * head, top + 0.07 * head),
            (x + (0.375 + 0.05 * hair) * head, top + 0.33 * head),
            (x + (0.36 + 0.06 * hair) * head + shift, top + 0.6 * head),
            (x + 0.25 * head + shift, top + 0.86 * head),
            (x + shift, chin),
            (x - 0.25 * head + shift, top + 0.86 * head),
            (x - (0.36 + 0.06 * hair) * head + shift, top + 0.6 * head),
            (x - (0.375 + 0.05 * hair) * head, top + 0.33 * head),
            (x - (0.25 + 0.03 * hair) * head, top + 0.07 * head),
        ],
        8,
    )
    ears = [
        oval(x + side * 0.385 * head + shift * 0.5, top + 0.56 * head, 0.035 * head, 0.085 * head) for side in (-1, 1)
    ]
    low = max(1.2, top + 3 * head)
    shoulders = spline(
        [
            (x - 0.2 * head, chin - 0.3 * head),
            (x + 0.2 * head, chin - 0.3 * head),
            (x + 0.235 * head, chin + 0.1 * head),
            (x + 0.52 * head, chin + 0.28 * head),
            (x + 0.92 * head, chin + 0.46 * head),
            (x + 1.14 * head, chin + 0.85 * head),
            (x + 1.25 * head, low),
            (x - 1.25 * head, low),
            (x - 1.14 * head, chin + 0.85 * head),
            (x - 0.92 * head, chin + 0.46 * head),
            (x - 0.52 * head, chin + 0.28 * head),
            (x - 0.235 * head, chin + 0.1 * head),
        ],
        8,
    )
    outlines = [skull, shoulders]
    if hair < 0.5:
        outlines += ears
    else:
        low_hair = chin + (0.0 + 0.4 * (hair - 0.5)) * head
        outlines.append(
            spline(
                [
                    (x, top - 0.05 * head),
                    (x + 0.3 * head, top + 0.03 * head),
                    (x + 0.46 * head, top + 0.3 * head),
                    (x + 0.49 * head + shift * 0.5, top + 0.7 * head),
                    (x + 0.42 * head + shift * 0.5, low_hair - 0.05 * head),
                    (x + 0.2 * head, low_hair + 0.03 * head),
                    (x - 0.2 * head, low_hair + 0.03 * head),
                    (x - 0.34 * head + shift * 0.5, low_hair - 0.05 * head),
                    (x - 0.45 * head + shift * 0.5, top + 0.7 * head),
                    (x - 0.44 * head, top + 0.3 * head),
                    (x - 0.3 * head, top + 0.03 * head),
                ],
                8,
            )
        )
    return cut(stage, outlines, blur)


def profile(
    stage: Stage,
    x: float,
    top: float,
    head: float,
    *,
    facing: float = -1.0,
    hair: str = "short",
    blur: float = 0.0,
    nod: float = 0.0,
) -> Cutout:
    """A face from the side with neck and shoulders; `facing` −1 looks left."""
    tilt = nod * 0.12

    def placed(points: tuple[Point, ...] | list[Point]) -> list[Point]:
        out = []
        for px, py in points:
            lever = max(0.0, 1.0 - py) if py < 1.0 else 0.0
            out.append((x - facing * (px - tilt * lever), top + (py + tilt * px * (1 if py < 1 else 0)) * head / 1.0))
        return [(x + (sx - x) * head, sy) for sx, sy in out]

    low = (1.3 - top) / head + 0.4
    front = [(-0.06, 1.26), (-0.3, 1.4), (-0.62, 1.6), (-0.8, 2.0), (-0.86, low)]
    back = [(1.25, low), (1.16, 1.75), (0.96, 1.46), (0.64, 1.32)]
    shapes = [spline(placed([*PROFILE, *front, *back, *NAPE]), 7)]
    shapes.append(spline(placed(HAIR[hair]), 6))
    return cut(stage, shapes, blur)


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
