"""`demo DIR`: a library with generated pictures and clips, to try things on."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.init import told
from app.cli.options import Verbs, count, verb
from app.cli.output import DONE, Output, UsageError
from app.cli.progress import progress_bar
from app.library.recent import remember


def add_to(verbs: Verbs) -> None:
    """`demo` is a verb."""
    parser = verb(
        verbs, "demo", run, "Make a library with generated stills, clips, variants, parts and shots"
    )
    parser.add_argument("dir", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument(
        "--items", type=count, default=None, metavar="N", help="how many gallery items (default: 48)"
    )


def run(args: argparse.Namespace, out: Output) -> int:
    """The demo library stands in the folder."""
    if hasattr(args, "user"):
        raise UsageError("“demo” makes the library's first user itself.", "Leave --user out.")
    from app.jobs.pool import DecoderPool
    from app.library.demo import ITEMS, make_demo

    pool = DecoderPool()
    try:
        with progress_bar(out, "Making pictures") as bar:
            library = make_demo(args.dir, pool.run, items=args.items or ITEMS, progress=bar.to)
    finally:
        pool.close()
    try:
        remember(library.folder)
        out.document(told(library))
        out.line(f"A demo library stands in {library.folder}.")
    finally:
        library.close()
    return DONE
