"""Accepting and leaving: one step a gesture, and undo brings the state back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.library import editing, proposals
from app.library.library import Library
from app.library.proposals import answers
from db import Found, check, generations, variants
from db import proposals as rows
from tests import factories
from tests.app.conftest import state
from tests.app.library.proposals.conftest import Add, opened, shown
from tests.db.dump import gap
from tests.db.template import effort

Roundtrip = Callable[[Callable[[], Any], str], Any]


def propose(library: Library, *found: tuple[str, str, str]) -> list[str]:
    with library.store.write(None) as tx:
        rows.add(tx, library.project_id, [Found(kind, item, target, "They look alike.", 500) for kind, item, target in found])
    return [each.id for each in opened(library)]


def test_accepting_one_names_both_in_the_step(library: Library, add: Add, roundtrip: Roundtrip) -> None:
    dune, large = add("dune.png"), add("dune_4x.png")
    ids = propose(library, ("variant", large, dune))
    answered = roundtrip(lambda: proposals.accept(library, ids), "Group “dune_4x” with “dune”")
    assert (answered.done, answered.dropped) == (1, 0)
    with library.store.read() as read:
        assert len(variants.of(read, dune)) == 2
        assert generations.cards_of(read, [large]) == {}
    assert shown(library) == []


@pytest.mark.parametrize(("kinds", "label"), [
    (("variant", "variant", "sidecar"), "Group 3 items as variants"),
    (("based_on", "based_on"), "Set what 2 items are based on"),
    (("based_on",), "Base “take_0” on “dune”"),
    (("variant", "based_on"), "Accept 2 proposals"),
])
def test_all_at_once_is_one_step(
    library: Library, add: Add, roundtrip: Roundtrip, kinds: tuple[str, ...], label: str
) -> None:
    dune = add("dune.png")
    ids = propose(library, *((kind, add(f"take_{at}.png"), dune) for at, kind in enumerate(kinds)))
    roundtrip(lambda: proposals.accept(library, ids), label)
    assert shown(library) == []
    library.store.undo()
    assert len(shown(library)) == len(kinds)


@pytest.mark.parametrize(("number", "label"), [(1, "Leave a proposal"), (3, "Leave 3 proposals")])
def test_leaving_is_one_step(library: Library, add: Add, roundtrip: Roundtrip, number: int, label: str) -> None:
    dune = add("dune.png")
    ids = propose(library, *(("variant", add(f"take_{at}.png"), dune) for at in range(number)))
    assert roundtrip(lambda: proposals.leave(library, ids), label).done == number
    assert shown(library) == []


def test_a_very_large_group_is_one_step_of_several_parts(
    library: Library, add: Add, roundtrip: Roundtrip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "AT_ONCE", 2)
    dune = add("dune.png")
    ids = propose(library, *(("variant", add(f"take_{at}.png"), dune) for at in range(5)))
    told: list[tuple[int, int]] = []
    roundtrip(lambda: proposals.accept(library, ids, lambda done, total: not told.append((done, total))),
              "Group 5 items as variants")
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_a_cancel_takes_everything_back(library: Library, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "AT_ONCE", 2)
    dune = add("dune.png")
    ids = propose(library, *(("variant", add(f"take_{at}.png"), dune) for at in range(5)))
    before = state(library)
    assert proposals.accept(library, ids, lambda done, total: False).done == 0
    assert gap(before, state(library)) == []


def test_a_chain_ends_in_one_item_whatever_the_order(library: Library, add: Add, roundtrip: Roundtrip) -> None:
    for turned in (False, True):
        a, b, c = add("a.png"), add("b.png"), add("c.png")
        ids = propose(library, ("variant", c, b), ("variant", b, a))
        roundtrip(lambda ids=ids, turned=turned: proposals.accept(library, ids[::-1] if turned else ids),
                  "Group 2 items as variants")
        with library.store.read() as read:
            assert len(variants.of(read, a)) == 3


def test_what_is_no_longer_shown_is_passed_over(library: Library, add: Add) -> None:
    a, b = add("a.png"), add("b.png")
    ids = propose(library, ("variant", b, a))
    editing.trash(library, factories.seqs(library, b))
    steps = len(library.store.history())
    assert proposals.accept(library, ids).done == 0
    assert proposals.leave(library, [*ids, "no such id"]).done == 0
    assert len(library.store.history()) == steps
    library.store.undo()
    assert proposals.accept(library, ids).done == 1
    assert proposals.accept(library, ids).done == 0


def test_sides_tell_of_both_and_leave_out_what_is_gone(library: Library, add: Add) -> None:
    a = add("a.png", 1, size=(10, 20), prompt="x", size_bytes=77, captured_at="2026-02-03T00:00:00Z")
    clip = add("b.mp4", 2)
    found = proposals.sides(library, [a, clip, "0" * 36])
    assert set(found) == {a, clip}
    side = found[a]
    assert (side.name, side.width, side.height, side.size_bytes, side.has_recipe, side.variants, side.created_at) == (
        "a.png", 10, 20, 77, True, 1, "2026-02-03T00:00:00Z")
    assert (found[clip].kind, found[clip].duration_us, found[clip].has_recipe) == ("video", 2_000_000, False)


def test_groups_and_their_count(library: Library, add: Add) -> None:
    a, b, c, d = (add(f"{name}.png") for name in "abcd")
    propose(library, ("variant", b, a), ("variant", c, a), ("based_on", c, d))
    found = proposals.groups(library)
    assert [(group.target_id, len(group.proposals)) for group in found] == [(d, 1), (a, 2)]
    assert [group.target_seq for group in found] == factories.seqs(library, d, a)
    assert proposals.count(library) == 3


class Answers(RuleBasedStateMachine):
    """Accept, leave, propose, undo and redo at random: the file keeps its rules and each state comes back."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory(prefix="dailies-answers-")
        self.library = factories.make_library(Path(self.folder.name))
        self.items = [factories.add_item(self.library, f"item_{at}", variants=1 + at % 3, tags=("a",) if at % 2 else (),
                                         starred=at % 3 == 0, thumbnail=False) for at in range(8)]
        factories.add_shot(self.library, "Opening", self.items[:5], [0, 48, None, 90, None])
        self.library.store.forget_history()
        self.states = [self.rows()]
        self.at = 0

    def teardown(self) -> None:
        while self.library.store.undo() is not None:
            pass
        self.library.close()
        self.folder.cleanup()

    def rows(self) -> Any:
        found = state(self.library)
        found.pop("proposals")  # a job finds more of them at any time
        return found

    @rule(pairs=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["variant", "sidecar", "based_on"])),
                         min_size=1, max_size=4))
    def propose(self, pairs: list[tuple[int, int, str]]) -> None:
        propose(self.library, *((kind, self.items[one], self.items[other]) for one, other, kind in pairs if one != other))

    @rule(numbers=st.lists(st.integers(0, 20), min_size=1, max_size=4), accepted=st.booleans())
    def answer(self, numbers: list[int], accepted: bool) -> None:
        there = [each.id for each in opened(self.library)]
        chosen = list(dict.fromkeys(there[n % len(there)] for n in numbers)) if there else []
        if not chosen:
            return
        done = (proposals.accept if accepted else proposals.leave)(self.library, chosen)
        assert done.done + done.dropped <= len(chosen)
        assert done.done + done.dropped >= 1
        assert not {each.id for each in opened(self.library)} & set(chosen)
        del self.states[self.at + 1:]
        self.states.append(self.rows())
        self.at += 1

    @rule(undo=st.booleans())
    def turn(self, undo: bool) -> None:
        step = self.library.store.undo() if undo else self.library.store.redo()
        assert (step is not None) == (self.at > 0 if undo else self.at < len(self.states) - 1)
        if step is not None:
            self.at += -1 if undo else 1
        assert gap(self.states[self.at], self.rows()) == []

    @invariant()
    def keeps_the_rules(self) -> None:
        with self.library.store.read() as read:
            assert check.invariants(read) == []


class TestAnswers(Answers.TestCase):  # type: ignore[name-defined,misc]
    """Runs the machine."""

    settings = effort(25, 1_000, stateful_step_count=20)
