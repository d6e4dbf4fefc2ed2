"""The lines of the list of proposals and where they stand: a head for each target, under it what would join it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from app.library.proposals import Group
from db import Proposal


@dataclass(frozen=True, slots=True)
class Line:
    """The head of a group (no proposal), or one proposal of it."""

    group: Group
    proposal: Proposal | None


class Lines:
    """All lines with their places in pixels; computed, so that a hundred thousand cost no widget."""

    def __init__(self, groups: Sequence[Group], head_px: int, row_px: int) -> None:
        self.groups = list(groups)
        self._head_px, self._row_px = head_px, row_px
        self._first: list[int] = []  # the line with which each group begins
        self._tops: list[int] = []
        lines = top = 0
        for group in self.groups:
            self._first.append(lines)
            self._tops.append(top)
            lines += 1 + len(group.proposals)
            top += head_px + row_px * len(group.proposals)
        self.count, self.height = lines, top

    def __len__(self) -> int:
        return self.count

    def line(self, number: int) -> Line:
        """The line of that number."""
        at = bisect_right(self._first, number) - 1
        inside = number - self._first[at]
        group = self.groups[at]
        return Line(group, group.proposals[inside - 1] if inside else None)

    def top(self, number: int) -> int:
        """Where the line begins."""
        at = bisect_right(self._first, number) - 1
        inside = number - self._first[at]
        return self._tops[at] + (self._head_px + (inside - 1) * self._row_px if inside else 0)

    def height_of(self, number: int) -> int:
        """How high the line is."""
        return self._row_px if self.line(number).proposal is not None else self._head_px

    def at(self, y: int) -> int:
        """The line at that height; -1 above the first and below the last."""
        if not 0 <= y < self.height:
            return -1
        at = bisect_right(self._tops, y) - 1
        inside = y - self._tops[at]
        return self._first[at] + (0 if inside < self._head_px else 1 + (inside - self._head_px) // self._row_px)

    def between(self, top: int, bottom: int) -> range:
        """The lines that show between two heights."""
        if not self.count:
            return range(0)
        first = self.at(max(0, min(top, self.height - 1)))
        last = self.at(max(0, min(bottom, self.height - 1)))
        return range(first, last + 1)

    def number_of(self, proposal_id: str | None) -> int:
        """The line of a proposal; -1 without it."""
        if proposal_id is not None:
            for first, group in zip(self._first, self.groups, strict=True):
                for inside, proposal in enumerate(group.proposals, 1):
                    if proposal.id == proposal_id:
                        return first + inside
        return -1

    def proposals(self, numbers: Sequence[int]) -> list[Proposal]:
        """The proposals of these lines; a head stands for none."""
        return [found for number in numbers if (found := self.line(number).proposal) is not None]

    def next_row(self, number: int, step: int) -> int:
        """The next line behind (or before) that has a proposal; the same when there is none."""
        at = number + step
        while 0 <= at < self.count:
            if self.line(at).proposal is not None:
                return at
            at += 1 if step > 0 else -1
        return number

    def group_lines(self, number: int) -> range:
        """The lines of the proposals in the group that this line belongs to."""
        at = bisect_right(self._first, number) - 1
        first = self._first[at] + 1
        return range(first, first + len(self.groups[at].proposals))
