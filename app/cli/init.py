"""`init DIR`: a new library."""

from __future__ import annotations

import argparse
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.cli.options import Verbs, verb
from app.cli.output import DONE, Output, UsageError
from app.library.library import FIRST_PROJECT, Library
from app.library.recent import remember

# What “23.976” and its like mean: SMPTE ST 12-1 rates are exact fractions over 1001.
_NTSC = {"23.976": (24000, 1001), "23.98": (24000, 1001), "29.97": (30000, 1001), "47.952": (48000, 1001),
         "59.94": (60000, 1001), "119.88": (120000, 1001)}  # fmt: skip


def add_to(verbs: Verbs) -> None:
    """`init` is a verb."""
    parser = verb(
        verbs, "init", run, "Make a library: a folder with its file, its buckets, a user and a project"
    )
    parser.add_argument("dir", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument(
        "--fps", type=frame_rate, default=(24, 1), help="24, 23.976, 30000/1001 … (default: 24)"
    )
    parser.add_argument("--project", default=FIRST_PROJECT, metavar="NAME", help=f"default: {FIRST_PROJECT}")


def run(args: argparse.Namespace, out: Output) -> int:
    """The library stands in the folder."""
    if hasattr(args, "user"):
        raise UsageError("“init” makes the library's first user itself.", "Leave --user out.")
    library = Library.create(args.dir, fps=args.fps, project=args.project)
    try:
        remember(library.folder)
        out.document(told(library))
        out.line(f"A new library stands in {library.folder}.")
    finally:
        library.close()
    return DONE


def told(library: Library) -> dict[str, Any]:
    """A new library for `--json`."""
    return {"library": str(library.folder), "user_id": library.user_id, "project_id": library.project_id}


def frame_rate(text: str) -> tuple[int, int]:
    """24 → (24, 1), 23.976 → (24000, 1001), 30000/1001 → (30000, 1001)."""
    if text in _NTSC:
        return _NTSC[text]
    if not re.fullmatch(r"\d{1,6}(\.\d{1,3}|/\d{1,6})?", text) or re.fullmatch(r".*/0+", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no frame rate")
    rate = Fraction(text)
    if not 1 <= rate <= 1000:
        raise argparse.ArgumentTypeError(f"“{text}” is not between 1 and 1000 frames a second")
    return rate.numerator, rate.denominator
