"""`undo`, `redo`, `history`: steps of the library, those of the window too."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from app.cli import objects
from app.cli.opening import changing, reading
from app.cli.options import Verbs, count, verb
from app.cli.output import DONE, IN_PART, Output
from app.cli.progress import progress_bar
from app.library.library import Library
from db import Step

_STATES = {
    "done": "",
    "undone": "undone",
    "open": "not finished",
    "undoing": "not finished",
    "redoing": "not finished",
}


def add_to(verbs: Verbs) -> None:
    """The verbs of the history."""
    for name, run, sentence in (
        ("undo", run_undo, "Take the last step back, or the last N"),
        ("redo", run_redo, "Do the step that was taken back last again, or N of them"),
    ):
        verb(verbs, name, run, sentence).add_argument("n", type=count, nargs="?", default=1, metavar="N")
    listing = verb(verbs, "history", run_history, "List the steps, the newest first")
    listing.add_argument("--limit", type=count, default=100, metavar="N")


def run_undo(args: argparse.Namespace, out: Output) -> int:
    """The last steps are taken back; in part (1) where there were fewer."""
    return _turn(args, out, "Undone", lambda library: library.store.undo)


def run_redo(args: argparse.Namespace, out: Output) -> int:
    """The steps are done again; in part (1) where there were fewer."""
    return _turn(args, out, "Done again", lambda library: library.store.redo)


def _turn(
    args: argparse.Namespace,
    out: Output,
    words: str,
    verb_of: Callable[[Library], Callable[..., Step | None]],
) -> int:
    turned: list[Step] = []
    with changing(args, Output(json=out.json, quiet=True)) as library, progress_bar(out, words) as bar:
        turn = verb_of(library)
        for _ in range(args.n):
            step = turn(bar.to)
            if step is None:
                break
            turned.append(step)
        states = {step.id: step for step in library.store.history(500)}
    turned = [states.get(step.id, step) for step in turned]
    out.document([objects.step(step) for step in turned])
    for step in turned:
        out.line(f"{words}: {step.label}")
    if len(turned) < args.n:
        out.note(
            "There is nothing more to undo." if words == "Undone" else "There is nothing more to do again."
        )
    return DONE if len(turned) == args.n else IN_PART


def run_history(args: argparse.Namespace, out: Output) -> int:
    """The newest steps."""
    with reading(args) as library:
        steps = library.store.history(args.limit)
    out.document([objects.step(step) for step in steps])
    rows = [(s.id, s.created_at[:19].replace("T", " "), _STATES[s.state], s.label) for s in steps]
    out.table(("step", "when", "", "what"), rows)
    if not steps:
        out.note("There are no steps.")
    return DONE
