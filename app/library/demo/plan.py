"""What is in the demo library: the takes of a film called Salt Road, and its shots. Pure data, the same every time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.library.demo.takes import SHOTS, TAKES, ShotPlan, Take

PROJECT = "Salt Road"
ITEMS = 48  # gallery items; parts and variants come on top
LAST_DAY = datetime(2026, 3, 20, 18, 40)  # fixed, so that pictures of the window stay the same
_SCENES = tuple(dict.fromkeys(take.scene for take in TAKES))
_LOOKS = ("warm", "cold", "night", "pale", "contrast", "mono", "teal")
_SHAPES = ("wide", "wide", "wide", "scope", "tall", "square", "portrait")


@dataclass(frozen=True)
class DemoPlan:
    """Takes, the newest first, each with the time it was made; shots in their order."""

    takes: tuple[Take, ...]
    times: tuple[datetime, ...]
    shots: tuple[ShotPlan, ...]


def planned(items: int = ITEMS) -> DemoPlan:
    """The first `items` takes and the shots as far as they are made of them; more than are written down are rolled.

    Undo: nothing is written.
    """
    takes = tuple(TAKES[:items]) + tuple(_rolled(number) for number in range(len(TAKES), items))
    names = {take.name for take in takes}
    shots = tuple(ShotPlan(shot.name, tuple(place for place in shot.places if place[0] in names)) for shot in SHOTS)
    return DemoPlan(tuple(_within(take, names) for take in takes), _times(len(takes)), shots)


def _within(take: Take, names: set[str]) -> Take:
    if take.based_on is None or take.based_on in names:
        return take
    return Take(**{**vars(take), "based_on": None})


def _rolled(number: int) -> Take:
    dice = random.Random(number)
    scene = dice.choice(_SCENES)
    clip = dice.random() < 0.15
    looks = tuple(dice.sample(_LOOKS, dice.choice((0, 0, 0, 0, 1, 1, 2))))
    return Take(
        f"{scene}_{number:04}",
        scene,
        number,
        shape="wide" if clip else dice.choice(_SHAPES),
        frames=dice.choice((24, 36)) if clip else 0,
        block=None if clip else dice.choice((None, "a1111", "comfyui")),
        looks=() if clip else looks,
        unseen=min(len(looks), dice.choice((0, 0, 1))) if not clip else 0,
        starred=dice.random() < 0.08,
        rating=dice.choice((0, 0, 0, 0, 3, 4, 5)),
    )


def _times(count: int) -> tuple[datetime, ...]:
    """Evenings and mornings of work, going back from the last day: bursts of takes with days between."""
    dice = random.Random(count)
    moment = LAST_DAY
    found = []
    for _ in range(count):
        found.append(moment)
        pause = dice.choice((3, 4, 7, 11, 25)) if dice.random() < 0.8 else dice.choice((900, 1500, 2900))
        moment -= timedelta(minutes=pause, seconds=dice.randrange(60), microseconds=dice.randrange(1_000_000))
    return tuple(found)
