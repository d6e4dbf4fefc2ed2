"""Where the lines of the list stand."""

from __future__ import annotations

from app.library.proposals import Group
from app.ui.proposals.lines import Lines
from db import Proposal


def group(name: str, count: int) -> Group:
    found = (Proposal(f"{name}{n}", "variant", f"g{n}", name, "why", 1, "open", n, 1, "p") for n in range(count))
    return Group(name, 1, tuple(found))


def made() -> Lines:
    return Lines([group("a", 2), group("b", 1)], 50, 80)


def test_every_line_begins_where_the_one_before_ends() -> None:
    lines = made()
    assert len(lines) == 5
    assert [lines.top(n) for n in range(5)] == [0, 50, 130, 210, 260]
    assert [lines.height_of(n) for n in range(5)] == [50, 80, 80, 50, 80]
    assert lines.height == 340
    for number in range(5):
        assert lines.at(lines.top(number)) == number
        assert lines.at(lines.top(number) + lines.height_of(number) - 1) == number
    assert (lines.at(-1), lines.at(340)) == (-1, -1)


def test_the_lines_between_two_heights() -> None:
    lines = made()
    assert lines.between(0, 49) == range(0, 1)
    assert lines.between(129, 210) == range(1, 4)
    assert lines.between(-50, 5_000) == range(0, 5)
    assert Lines([], 50, 80).between(0, 100) == range(0)


def test_steps_pass_over_heads() -> None:
    lines = made()
    assert [lines.next_row(1, 1), lines.next_row(2, 1), lines.next_row(4, 1)] == [2, 4, 4]
    assert [lines.next_row(4, -1), lines.next_row(1, -1)] == [2, 1]
    assert [each.id for each in lines.proposals([0, 1, 2, 3, 4])] == ["a0", "a1", "b0"]
    assert (lines.number_of("b0"), lines.number_of("x"), lines.number_of(None)) == (4, -1, -1)
    assert (lines.group_lines(0), lines.group_lines(4)) == (range(1, 3), range(4, 5))


def test_a_hundred_thousand_groups_are_as_quick_to_find() -> None:
    lines = Lines([group(f"g{n}-", 2) for n in range(20_000)], 50, 80)
    assert lines.at(lines.top(59_999)) == 59_999
