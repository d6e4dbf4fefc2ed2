"""`proposals`: what belongs together; look for it, accept it, leave it. Nothing is grouped unasked."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from app.cli import reference
from app.cli.opening import changing, reading
from app.cli.options import Verbs, add_project, verb
from app.cli.output import DONE, IN_PART, Output, UsageError
from app.cli.progress import progress_bar
from app.library import proposals
from app.library.library import Library

_KINDS = {"variant": "a variant of", "sidecar": "one item with", "based_on": "based on"}


def add_to(verbs: Verbs) -> None:
    """`proposals` is a verb."""
    parser = verb(verbs, "proposals", run, "List what looks like belonging together, and say what is to become of it")
    add_project(parser)
    parser.add_argument("--find", action="store_true", help="look through the whole project first")
    parser.add_argument("--accept", nargs="+", metavar="ID", default=None, help="do what these proposals say")
    parser.add_argument("--leave", nargs="+", metavar="ID", default=None, help="never show these proposals again")
    parser.add_argument("--all", action="store_true", help="accept all of them")


def run(args: argparse.Namespace, out: Output) -> int:
    """The answer is what is still open."""
    if args.all and (args.accept or args.leave):
        raise UsageError("--all accepts all proposals, so it needs no ids.", "Say --all, or --accept and --leave with ids.")
    if not (args.find or args.accept or args.leave or args.all):
        with reading(args) as library:
            _tell(proposals.groups(library), library, out)
        return DONE
    dropped = 0
    with changing(args, out) as library:
        if args.find:
            new = _find(library, out)
            out.note(f"{new:,} new." if new else "Nothing new was found.")
        accepting = _ids(library, args.accept or ())
        leaving = _ids(library, args.leave or ())
        if twice := set(accepting) & set(leaving):
            raise UsageError(f"{min(twice)} is to be accepted and left. Nothing was changed.", "Say it once.")
        if args.all:
            accepting = [each.id for group in proposals.groups(library) for each in group.proposals]
        if accepting:
            with progress_bar(out, "Grouping") as bar:
                dropped = proposals.accept(library, accepting, bar.to).dropped
        if leaving:
            proposals.leave(library, leaving)
        if dropped:
            out.note(f"{dropped:,} could not be done: an item would be based on itself.")
        _tell(proposals.groups(library), library, out)
    return IN_PART if dropped else DONE


def _find(library: Library, out: Output) -> int:
    from app.jobs.pool import DecoderPool

    pool = DecoderPool()
    try:
        with progress_bar(out, "Looking") as bar:
            return proposals.find(library, library.project_id, None, bar.to, pool.run)
    finally:
        pool.close()


def _ids(library: Library, texts: Sequence[str]) -> list[str]:
    return reference.all_proposals(library, texts)


def _tell(groups: Sequence[proposals.Group], library: Library, out: Output) -> None:
    rows = [each for group in groups for each in group.proposals]
    sides = proposals.sides(library, list(dict.fromkeys(i for each in rows for i in (each.generation_id, each.target_id))))
    out.document([_document(each) for each in rows])
    out.table(("id", "item", "", "of", "why"),
              [(each.id, sides[each.generation_id].name, _KINDS[each.kind], sides[each.target_id].name, each.reason)
               for each in rows])
    if not rows:
        out.note("There are no proposals.")


def _document(found: Any) -> dict[str, Any]:
    return {"id": found.id, "kind": found.kind, "generation_id": found.generation_id, "target_id": found.target_id,
            "reason": found.reason, "score": found.score}
