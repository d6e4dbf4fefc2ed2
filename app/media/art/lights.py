"""Lights out of focus, and the colours cities have at night."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

import numpy as np

from app.media.art.brush import Cutout, disc
from app.media.art.stage import Ink, Stage, ink

LAMPS: tuple[tuple[Ink, ...], ...] = (
    (ink(255, 150, 60), ink(255, 190, 110), ink(60, 160, 170), ink(220, 60, 50), ink(90, 120, 200)),
    (ink(255, 90, 120), ink(120, 110, 255), ink(60, 200, 230), ink(255, 180, 120)),
    (ink(255, 170, 80), ink(255, 120, 50), ink(255, 210, 150), ink(190, 60, 40)),
    (ink(90, 220, 200), ink(255, 160, 90), ink(60, 110, 190), ink(240, 230, 200)),
)


@dataclass(frozen=True)
class Bokeh:
    """One light out of focus; it blinks slowly."""

    spot: Cutout
    colour: Ink
    power: float
    pace: float
    phase: float

    def strength(self, time: float) -> float:
        return self.power * (0.8 + 0.2 * sin(time * self.pace + self.phase))


def bokeh(
    stage: Stage,
    dice: np.random.Generator,
    lamps: tuple[Ink, ...],
    *,
    count: int,
    middle: float,
    spread: float,
    small: float,
    big: float,
    strength: float = 0.5,
) -> list[Bokeh]:
    """Lights out of focus around a line: discs with bright rims."""
    lights = []
    for _ in range(count):
        x, y = float(dice.uniform(-0.55, 0.55)) * stage.aspect, middle + float(dice.normal(0, spread))
        radius = small + (big - small) * float(dice.uniform(0, 1)) ** 2.2
        colour = lamps[int(dice.integers(len(lamps)))]
        spot = disc(stage, x, y, radius, edge=0.005 + radius * 0.22, rim=0.4)
        lights.append(
            Bokeh(
                spot,
                colour,
                strength * float(dice.uniform(0.35, 1.0)),
                float(dice.uniform(0.6, 3.4)),
                float(dice.uniform(0, 6.3)),
            )
        )
    return lights
