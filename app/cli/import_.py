"""`import PATH…`: files and folders come into the library."""

from __future__ import annotations

import argparse
import contextlib
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import reference
from app.cli.opening import changing, reading
from app.cli.options import Verbs, add_project, verb
from app.cli.output import DONE, IN_PART, Output, UsageError
from app.cli.progress import Bar, progress_bar
from app.library.library import Library
from db import DbError, generations, imports

if TYPE_CHECKING:
    from app.library.importing import Examine, Report, Target


def add_to(verbs: Verbs) -> None:
    """`import` is a verb."""
    parser = verb(
        verbs, "import", run, "Copy files and folders into the library; the originals stay as they are"
    )
    parser.add_argument("paths", type=Path, nargs="*", metavar="PATH")
    add_project(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--shot", metavar="S", help="put them into this shot too, unpositioned")
    where.add_argument("--variant-of", metavar="ID", help="as variants of this item")
    where.add_argument("--part-of", metavar="ID", help="as parts of this item")
    where.add_argument("--training", metavar="BATCH", help="as training data, into this batch (made when it is not there)")
    earlier = parser.add_mutually_exclusive_group()
    earlier.add_argument("--again", metavar="IMPORT", help="try once more what failed in an earlier import (an id, or last)")
    earlier.add_argument("--report", metavar="IMPORT", help="show the report of an earlier import (an id, or last)")
    parser.add_argument("--no-recursive", action="store_true", help="leave folders inside folders out")
    parser.add_argument("--watch", action="store_true", help="stay, and bring in what is put into the folders, until Ctrl+C")


def run(args: argparse.Namespace, out: Output) -> int:
    """Every file is in one of the four lists of the report."""
    from app.library import proposals
    from app.library.importing import Import

    if args.report is not None:
        return _report(args, out)
    if bool(args.paths) == (args.again is not None):
        raise UsageError("Say which files or folders to import.", "Or --again IMPORT, --report IMPORT for an earlier one.")
    if args.watch and (args.no_recursive or not args.paths):
        raise UsageError("--watch looks into folders, and folders inside them.", "Name the folders, without --no-recursive.")
    with changing(args, out) as library:
        again = None if args.again is None else reference.earlier_import(library, args.again)
        target = _target(library, args) if again is None else _target_of(library, again)
        with decoding(library) as examine, progress_bar(out, "Importing") as bar, interruptible() as stop:
            tick, recursive = ticking(bar, stop), not args.no_recursive
            if args.watch:
                from app.cli.watching import watch

                return watch(library, args.paths, target, examine, tick, stop, out)
            report = Import(library, args.paths, target, examine, recursive=recursive, tick=tick, again=again).run()
            if report.counts["imported"]:  # looked for when a window opens, or by `proposals --find`
                with library.store.write(None) as tx:
                    proposals.enqueue(tx, library, report.import_id)
        out.document(told(report))
        say(out, report)
    return IN_PART if report.failed or report.cancelled else DONE


def _report(args: argparse.Namespace, out: Output) -> int:
    from app.library.importing import Report

    with reading(args) as library:
        import_id = reference.earlier_import(library, args.report)
        with library.store.read() as read:
            run, counts = imports.one(read, import_id), imports.counts(read, import_id)
        report = Report(import_id, cancelled=run is not None and run.status == "cancelled", counts=counts, library=library)
        out.document(told(report))
        say(out, report)
    return DONE


def _target_of(library: Library, import_id: str) -> Target:
    """Where an earlier import went to; its project is the current one afterwards."""
    from app.library.importing import Target

    with library.store.read() as read:
        run = imports.one(read, import_id)
    if run is None:
        return Target()
    library.choose_project(run.project_id)
    return Target(**{key: value for key, value in run.target.items() if key not in ("roots", "again")})


def _target(library: Library, args: argparse.Namespace) -> Target:
    from app.library.importing import Target

    if args.training is not None:
        if not args.training.strip():
            raise UsageError("A batch needs a name.", "Give it one that is not empty.")
        return Target(training_batch=args.training.strip())
    if args.shot is not None:
        return Target(shot_id=reference.shot(library, args.shot))
    chosen = args.variant_of or args.part_of
    if chosen is None:
        return Target()
    item = reference.generation(library, chosen)
    with library.store.read() as read:
        project = generations.one(read, item).project_id
    library.choose_project(project)
    return Target(variant_of=item) if args.variant_of else Target(part_of=item)


@contextmanager
def decoding(library: Library) -> Iterator[Examine]:
    """Processes that look into files; an import that stops in the middle is still a whole step."""
    from app.jobs.pool import DecoderPool
    from app.library.importing import recover

    pool = DecoderPool()
    try:
        yield pool.examine
    except BaseException:
        with contextlib.suppress(DbError, OSError):  # the disk that failed: the next verb tries again
            recover(library)
        raise
    finally:
        pool.close()


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """Ctrl+C sets the event, so that the import ends between two files; a second one stops at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.getsignal(signal.SIGINT)

    def stopping(_signal: int, _frame: Any) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stopping)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def ticking(bar: Bar, stop: threading.Event) -> Any:
    """What an import calls after each file: it moves the bar and says whether to go on."""

    def tick(report: Report) -> bool:
        bar.to(report.done, report.total, report.current)
        return not stop.is_set()

    return tick


def told(report: Report) -> dict[str, Any]:
    """The report for `--json`."""
    return {
        "imported": [{"source": i.source, "generation_id": i.generation_id, "variant_id": i.variant_id,
                      "location": i.location} for i in report.imported],
        "duplicates": [{"source": i.source, "generation_id": i.generation_id} for i in report.duplicates],
        "skipped": [{"source": i.source, "reason": i.reason} for i in report.skipped],
        "failed": [{"source": i.source, "reason": i.reason} for i in report.failed],
    }  # fmt: skip


def say(out: Output, report: Report) -> None:
    """The report for a person: numbers, then each file that is not in with its reason."""
    counts = [(len(report.imported), "imported"), (len(report.duplicates), "already there"),
              (len(report.skipped), "skipped"), (len(report.failed), "failed")]  # fmt: skip
    out.line(
        ", ".join(f"{number:,} {word}" for number, word in counts if number) or "There was nothing to import."
    )
    if report.cancelled:
        out.note("Stopped. What was imported stays.")
    for item in (*report.skipped, *report.failed):
        out.note(f"{item.source}: {item.reason}")
