"""`check`: what is wrong with rows and files."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.opening import reading
from app.cli.options import Verbs, verb
from app.cli.output import DONE, IN_PART, Output
from app.cli.progress import progress_bar
from app.library import health
from db.check import Problem


def add_to(verbs: Verbs) -> None:
    """`check` is a verb."""
    parser = verb(verbs, "check", run, "Look for what is wrong with the rows and files; nothing is changed")
    parser.add_argument(
        "--deep", action="store_true", help="read every byte: SQLite's own check, and all hashes"
    )


def run(args: argparse.Namespace, out: Output) -> int:
    """Every problem; in part (1) where there is one."""
    with reading(args) as library, progress_bar(out, "Checking") as bar:
        found = health.check(library, deep=args.deep, progress=bar.to)
    out.document({"problems": [told(problem) for problem in found]})
    for problem in found:
        out.line(
            f"{problem.kind}: {problem.message}" + (f" (repair: {problem.repair})" if problem.repair else "")
        )
    if not found:
        out.line("Nothing is wrong.")
    return IN_PART if found else DONE


def told(problem: Problem) -> dict[str, Any]:
    """A problem for `--json`."""
    return {"kind": problem.kind, "id": problem.id, "path": problem.path, "message": problem.message,
            "repair": problem.repair}  # fmt: skip
