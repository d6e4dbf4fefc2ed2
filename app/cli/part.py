"""`part add`, `part order`: pieces of an item; the answer is the item, as `show` gives it."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli import reference
from app.cli.gallery import show
from app.cli.import_ import decoding, interruptible, ticking
from app.cli.opening import changing
from app.cli.options import Verbs, group, verb
from app.cli.output import DONE, IN_PART, Output
from app.cli.progress import progress_bar


def add_to(verbs: Verbs) -> None:
    """`part` is a verb with verbs of its own."""
    inner = group(verbs, "part", "Pieces of an item, in their order")
    adding = verb(inner, "add", run_add, "Add files as the last parts of an item")
    adding.add_argument("id", metavar="ID")
    adding.add_argument("files", type=Path, nargs="+", metavar="FILE")
    ordering = verb(inner, "order", run_order, "Put the parts of an item into this order; others follow")
    ordering.add_argument("id", metavar="ID")
    ordering.add_argument("parts", nargs="+", metavar="PART")


def run_add(args: argparse.Namespace, out: Output) -> int:
    """The files are parts of the item."""
    from app.library.adding import add_parts

    with changing(args, out) as library:
        item = reference.generation(library, args.id)
        with decoding(library) as examine, progress_bar(out, "Importing") as bar, interruptible() as stop:
            report = add_parts(library, item, args.files, examine, ticking(bar, stop))
        show(library, item, out)
        refused = (*report.duplicates, *report.skipped, *report.failed)
        for missing in refused:
            out.note(f"{missing.source}: {missing.reason}")
    return IN_PART if refused or report.cancelled else DONE


def run_order(args: argparse.Namespace, out: Output) -> int:
    """The parts stand in this order."""
    from app.library.adding import order_parts

    with changing(args, out) as library:
        item = reference.generation(library, args.id)
        order_parts(library, item, reference.all_generations(library, args.parts))
        show(library, item, out)
    return DONE
