"""A program that is killed in the middle of its work, again and again: `python -m tests.db.crashes ACTION KILLS`.

For each kill the library is copied and a forked process does the action; at its n-th SQL statement (those of triggers
count) it ends itself by SIGKILL. What is then found in the file is printed, one line of JSON for each kill.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db import Store, check, driver, generations, shots, variants
from tests.db.dump import State, dump, gap, search_gap
from tests.db.template import PROJECT, fresh


class Countdown:
    """Ends the process when so many statements have begun."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.seen = 0
        really = driver.connect

        def connect(*args: Any, **more: Any) -> Any:
            connection = really(*args, **more)
            connection.set_trace_callback(self.statement)
            return connection

        driver.connect = connect

    def statement(self, _sql: str) -> None:
        self.seen += 1
        if self.left is not None and self.seen > self.left:
            os.kill(os.getpid(), signal.SIGKILL)


def prepared(path: Path) -> None:
    """A small history, with a step of several parts at its end."""
    store = Store(path)
    with store.write("Make") as tx:
        shot = shots.create(tx, PROJECT, "Shot")
        for number in range(3):
            item = generations.create(tx, PROJECT, name=f"item {number}")
            for take in range(2):
                variants.add(tx, item, f"u/{number}{take}.png", name="take", created_at=f"2026-01-01T00:00:0{take}.000000Z")
            shots.add_generation_to_shot(tx, shot, item)
    with store.step("Rate") as step:
        for number in range(3):
            with step.part() as tx:
                rate(tx, number)
    store.close()


def rate(tx: Any, number: int) -> None:
    item = generations.ids_of(tx, [number + 1])
    generations.set_rating(tx, item, 4)
    variants.add(tx, item[0], f"u/rated{number}.png", primary=True)


def write(store: Store) -> None:
    """A gesture with cascades, promotion and links."""
    with store.write("Edit") as tx:
        chosen = generations.ids_of(tx, [1, 2])
        variants.delete(tx, variants.of(tx, chosen[0])[0].id)
        tx.execute("DELETE FROM generations WHERE id = ?", (chosen[1],))
        generations.add_tags(tx, chosen[:1], "kept")
        shots.duplicate_shot(tx, tx.value("SELECT id FROM shots"))


def step(store: Store) -> None:
    """A step of three parts."""
    with store.step("Bulk") as bulk:
        for number in range(3):
            with bulk.part() as tx:
                rate(tx, number)
                generations.set_starred_seqs(tx, [1, 2, 3], number % 2 == 0)


def undo_parts(store: Store) -> None:
    """The undo of the step of three parts."""
    store.undo()


def redo_parts(store: Store) -> None:
    """The redo of the step of three parts."""
    store.redo()


def undo(store: Store) -> None:
    """The undo of one gesture (the history begins with it)."""
    store.undo()


ACTIONS: dict[str, tuple[Callable[[Store], None], Callable[[Store], None]]] = {
    # what is done before, what is killed
    "write": (lambda store: None, write),
    "step": (lambda store: None, step),
    "undo": (write, undo),
    "redo": (lambda store: (write(store), store.undo())[0], lambda store: store.redo() and None),
    "undo_parts": (lambda store: None, undo_parts),
    "redo_parts": (lambda store: store.undo() and None, redo_parts),
}


def looked_at(path: Path, start: State) -> tuple[State, list[str]]:
    """The state of the file after opening it, and everything that is wrong with it."""
    store = Store(path)
    with store.read() as read:
        state = dump(read)
        wrong = [p.message for p in check.invariants(read)] + search_gap(read)
        if read.value("SELECT count(*) FROM library_state WHERE replaying = 0") != 1:
            wrong.append("replaying")
    states = {s.state for s in store.history()} - {"done", "undone"}
    if states:
        wrong.append(f"steps are left {states}")
    while store.undo() is not None:
        pass
    with store.read() as read:
        wrong += [f"after undoing everything: {line}" for line in gap(start, dump(read))]
    store.close()
    return state, wrong


def main(action: str, kills: int) -> None:
    before, killed = ACTIONS[action]
    countdown = Countdown()
    with tempfile.TemporaryDirectory(prefix="dailies-crash-") as name:
        path = fresh(Path(name))
        store = Store(path)
        with store.read() as read:
            start = dump(read)
        store.close()
        prepared(path)
        store = Store(path)
        before(store)
        store.close()
        begun = Path(shutil.copy(path, Path(name) / "begun.db"))
        store = Store(path)
        with store.read() as read:
            old = dump(read)
        from_ = countdown.seen
        killed(store)
        total = countdown.seen - from_
        with store.read() as read:
            new = dump(read)
        store.close()
        every = total if not kills else min(kills, total)
        for number in range(every):
            at = number * total // every
            for leftover in path.parent.glob("dailies.db*"):
                leftover.unlink()
            shutil.copy(begun, path)
            child = os.fork()
            if child == 0:
                store = Store(path)
                countdown.left = countdown.seen + at
                killed(store)
                os._exit(0)
            _pid, status = os.waitpid(child, 0)
            state, wrong = looked_at(path, start)
            found = "old" if not gap(old, state) else "new" if not timeless(new, state) else "between"
            # the number of statements differs a little from run to run: the last kills may come too late
            killed_it = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
            if not killed_it and found != "new":
                wrong.append("it ended early")
            sys.stdout.write(json.dumps({"at": at, "found": found, "wrong": wrong, "killed": killed_it}) + "\n")


def timeless(left: State, right: State) -> list[str]:
    """The difference of two runs of one action: ids and times are new each time, so rows are counted and compared by words."""
    def words(state: State) -> State:
        hidden = {"id", "seq", "created_at", "updated_at", "deleted_at", "viewed_at", "generation_id", "shot_id", "shot_data",
                  "primary_variant_id"}
        return {table: {str(n): row for n, row in enumerate(sorted(
            ({k: v for k, v in row.items() if k not in hidden} for row in rows.values()), key=json.dumps))}
            for table, rows in state.items()}
    return gap(words(left), words(right))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
