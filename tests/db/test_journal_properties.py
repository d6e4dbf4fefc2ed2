"""Random gestures, jobs between them, undo and redo: the file keeps its rules, a model agrees, every state comes back.

`DAILIES_HYPOTHESIS=large` runs thousands of histories instead of a few.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from db import DbError, Store, check, driver
from tests.db.dump import State, dump, gap, search_gap, without_jobs
from tests.db.gestures import add_to_shot, bulk_parts, create_item, create_shot, place_item
from tests.db.proposal_gestures import ALL_GESTURES as GESTURES
from tests.db.proposal_gestures import ALL_JOBS as JOBS
from tests.db.raw_gestures import RAW
from tests.db.template import effort, fresh
from tests.db.world import World

NUMBERS = st.lists(st.integers(0, 40), min_size=8, max_size=8)


BEGINNING = (create_item, create_item, create_item, create_shot, add_to_shot, add_to_shot, place_item, create_item)


class Cancelled(Exception):
    """A bulk step is given up on purpose."""


def same(expected: State, found: State) -> None:
    """Both states are equal; else the message says where not."""
    differences = gap(expected, found)
    assert not differences, "\n".join(differences)


class Histories(RuleBasedStateMachine):
    """One library, its model, and what every state of the history looked like."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="dailies-history-")
        self.path = fresh(Path(self.folder.name))
        self.store = Store(self.path)
        with self.store.write("Begin") as tx:
            self.world = World.read(tx)
            for number, gesture in enumerate(BEGINNING):
                gesture(tx, self.world, [number, number + 1, 2, 1, 3, 4, number, 5])
        self.store.forget_history()
        self.states: list[tuple[State, World]] = [self.state()]  # before each step, and after the last one
        self.at = 0  # how many steps are done
        self.job_times: list[int] = [0]  # when a job wrote last, as seen from each state
        self.jobs = 0

    def teardown(self) -> None:
        try:
            self.undo_everything()
            self.look()
        finally:
            self.store.close()
            self.folder.cleanup()

    # -- looking -----------------------------------------------------------------------------------------------------

    def state(self) -> tuple[State, World]:
        with self.store.read() as read:
            return dump(read), self.world.copied()

    def look(self) -> None:
        with self.store.read() as read:
            problems = [str(p) for p in check.invariants(read)]
            problems += search_gap(read) + self.world.differences(read)
            assert read.value("SELECT replaying FROM library_state") == 0
        for shot in self.world.shots:
            problems += self.world.disorder(shot)
        assert not problems, "\n".join(problems)
        connection = driver.connect(str(self.path))
        connection.execute("INSERT INTO generation_search (generation_search, rank) VALUES ('integrity-check', 1)")
        connection.close()

    def resync(self) -> None:
        """What raw SQL did is taken over from the rows; the invariants are looked at all the same."""
        with self.store.read() as read:
            self.world = World.read(read)

    def stepped(self, before: State, *, several: bool) -> None:
        """A gesture is over: it is a step if it changed something (one of several parts may change and change back)."""
        after = self.state()
        done = [s for s in self.store.history(1000) if s.state == "done"]
        if len(done) > self.at:
            del self.states[self.at + 1:], self.job_times[self.at + 1:]
            self.states.append(after)
            self.job_times.append(self.jobs)
            self.at += 1
        assert len(done) == self.at
        made = self.states[self.at] is after
        if not several:
            assert bool(gap(before, after[0])) == made
        elif not made:  # jobs may have written between the parts
            same(without_jobs(before), without_jobs(after[0]))
        self.remember()
        self.look()

    def gesture(self, run: Callable[[], None], *, several: bool = False) -> None:
        before, world = self.state()
        self.states[self.at], self.job_times[self.at] = (before, world), self.jobs
        try:
            run()
        except DbError:
            self.world = world
            with self.store.read() as read:
                same(before, dump(read))
        self.stepped(before, several=several)

    # -- gestures ----------------------------------------------------------------------------------------------------

    @rule(which=st.integers(0, len(GESTURES) - 1), numbers=NUMBERS)
    def one(self, which: int, numbers: list[int]) -> None:
        def run() -> None:
            with self.store.write("One") as tx:
                GESTURES[which](tx, self.world, numbers)
        self.gesture(run)

    @rule(several=st.lists(st.tuples(st.integers(0, len(GESTURES) - 1), NUMBERS), min_size=2, max_size=6))
    def many(self, several: list[tuple[int, list[int]]]) -> None:
        def run() -> None:
            with self.store.write("Many") as tx:
                for which, numbers in several:
                    GESTURES[which](tx, self.world, numbers)
        self.gesture(run)

    @rule(several=st.lists(st.tuples(st.integers(0, len(RAW) - 1), NUMBERS), min_size=1, max_size=4))
    def raw(self, several: list[tuple[int, list[int]]]) -> None:
        def run() -> None:
            with self.store.write("Raw") as tx:
                for which, numbers in several:
                    try:
                        RAW[which](tx, self.world, numbers)
                    except DbError:
                        continue  # a refused statement inside a step leaves the rest of the step
            self.resync()
        self.gesture(run)

    @rule(numbers=NUMBERS, parts=st.integers(1, 4), cancel=st.booleans(),
          between=st.one_of(st.none(), st.integers(0, len(JOBS) - 1)))
    def bulk(self, numbers: list[int], parts: int, cancel: bool, between: int | None) -> None:
        before, world = self.state()

        def run() -> None:
            with self.store.step("Bulk") as step:
                for number in range(parts):
                    with step.part() as tx:
                        bulk_parts(tx, self.world, numbers, number)
                    if between is not None:
                        self.job_write(between, numbers)
                if cancel:
                    raise Cancelled
        del self.states[self.at + 1:], self.job_times[self.at + 1:]  # what was undone cannot be done again
        try:
            self.gesture(run, several=True)
        except Cancelled:
            self.world = world
            self.resync_seen()
            same(without_jobs(before), without_jobs(self.state()[0]))
            self.remember()
            self.look()
        assert self.store.next_redo() is None

    # -- jobs --------------------------------------------------------------------------------------------------------

    def job_write(self, which: int, numbers: list[int]) -> None:
        with self.store.write(None) as tx:
            JOBS[which](tx, self.world, numbers)
        self.jobs += 1

    @rule(which=st.integers(0, len(JOBS) - 1), numbers=NUMBERS)
    def job(self, which: int, numbers: list[int]) -> None:
        self.job_write(which, numbers)
        self.look()

    def resync_seen(self) -> None:
        """Jobs write thumbnails and whether variants were seen: those of the model follow the rows."""
        with self.store.read() as read:
            real = World.read(read)
        for item_id, item in self.world.items.items():
            for variant_id, variant in item.variants.items():
                if item_id in real.items and variant_id in real.items[item_id].variants:
                    there = real.items[item_id].variants[variant_id]
                    variant.seen, variant.thumbnail_url = there.seen, there.thumbnail_url

    # -- undo and redo -----------------------------------------------------------------------------------------------

    def turn(self, *, undo: bool) -> bool:
        self.remember()
        step = self.store.undo() if undo else self.store.redo()
        if step is None:
            return False
        self.at += -1 if undo else 1
        self.arrived()
        return True

    def remember(self) -> None:
        """The state as it is now, jobs included, is what a redo or undo comes back to."""
        self.states[self.at], self.job_times[self.at] = self.state(), self.jobs

    def arrived(self) -> None:
        expected, world = self.states[self.at]
        with self.store.read() as read:
            now = dump(read)
        if self.job_times[self.at] == self.jobs:
            same(expected, now)
        else:
            same(without_jobs(expected), without_jobs(now))
        self.world = world.copied()
        self.resync_seen()
        self.look()

    @rule(which=st.sampled_from(["undo", "undo", "redo", "back and forth", "cancelled", "reopen"]), times=st.integers(1, 4))
    def time_travel(self, which: str, times: int) -> None:
        if which == "undo":
            self.undo()
        elif which == "redo":
            self.redo()
        elif which == "back and forth":
            self.back_and_forth(times)
        elif which == "reopen":
            self.reopen()
        elif self.at > 0:
            self.undo_is_cancelled(times)

    def undo(self) -> None:
        expected = self.at > 0
        assert self.turn(undo=True) == expected

    def back_and_forth(self, times: int) -> None:
        for _ in range(times):
            self.turn(undo=True)
        for _ in range(times):
            self.turn(undo=False)

    def redo(self) -> None:
        expected = self.at < len(self.states) - 1
        assert self.turn(undo=False) == expected

    def undo_is_cancelled(self, after: int) -> None:
        self.remember()
        calls: list[int] = []

        def progress(done: int, total: int) -> bool:
            calls.append(done)
            return len(calls) < after

        self.store.undo(progress)
        if self.store.next_redo() is None or len([s for s in self.store.history(1000) if s.state == "done"]) == self.at:
            self.arrived()
        else:
            self.at -= 1
            self.arrived()

    def undo_everything(self) -> None:
        while self.turn(undo=True):
            pass
        assert self.at == 0
        while self.turn(undo=False):
            pass
        assert self.at == len(self.states) - 1
        while self.turn(undo=True):
            pass

    def reopen(self) -> None:
        with self.store.read() as read:
            before = dump(read)
        self.store.close()
        self.store = Store(self.path)
        with self.store.read() as read:
            same(before, dump(read))


class TestHistories(Histories.TestCase):  # type: ignore[name-defined,misc]
    """Runs the machine."""

    # not shrunk: that takes minutes, and random ids make some failures come and go
    settings = effort(20, 2_500, stateful_step_count=25, phases=(Phase.generate,))
