"""Heads: busts from behind and profiles."""

from __future__ import annotations

from app.media.art.brush import Cutout, Point, cut, oval, spline
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


def bust(
    stage: Stage,
    x: float,
    top: float,
    head: float,
    *,
    turn: float = 0.0,
    hair: float = 0.4,
    blur: float = 0.0,
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
