"""What a measurement gives: our figure beside the peer's or the limit's of the same run, and how times are taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Figure:
    """One line of the report. `ratio` is ours divided by the peer's; of an absolute goal the peer is its limit."""

    goal: str
    name: str
    unit: str
    ours: float
    peer: float
    peer_name: str
    wanted: float
    sense: Literal["≤", "≥"] = "≤"

    @property
    def ratio(self) -> float:
        if self.peer == 0:  # none is wanted: any is too many
            return 1 + self.ours if self.ours else 0.0
        return self.ours / self.peer

    @property
    def holds(self) -> bool:
        return self.ratio <= self.wanted if self.sense == "≤" else self.ratio >= self.wanted

    def as_json(self) -> dict[str, Any]:
        return {
            "goal": self.goal, "name": self.name, "unit": self.unit, "ours": round(self.ours, 4),
            "peer": round(self.peer, 4), "peer_name": self.peer_name, "ratio": round(self.ratio, 3),
            "wanted": f"{self.sense} {self.wanted:g}", "holds": self.holds,
        }  # fmt: skip


def at_most(goal: str, name: str, unit: str, ours: float, limit: float) -> Figure:
    """A goal that is an absolute number."""
    return Figure(goal, name, unit, ours, limit, "limit", 1.0)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def taken(work: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> float:
    """Milliseconds of one call, by that clock (CPU of this process: a busy machine cannot falsify it)."""
    start = clock()
    work()
    return (clock() - start) * 1000


def in_turn(rounds: int, *works: Callable[[], float]) -> list[list[float]]:
    """What each gives in each round, one after the other within a round: noise hits all alike."""
    given: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            given[place].append(work())
    return given


def medians(rounds: int, *works: Callable[[], float]) -> list[float]:
    """The middle of what each gives."""
    return [statistics.median(values) for values in in_turn(rounds, *works)]


def lowest(rounds: int, *works: Callable[[], float]) -> list[float]:
    """The least of what each gives: for CPU times, which noise only makes longer."""
    return [min(values) for values in in_turn(rounds, *works)]
