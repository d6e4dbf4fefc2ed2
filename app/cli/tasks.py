"""`tasks`: the job queue; `cost`: what generations cost, by project and month."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import reference
from app.cli.opening import changing, reading
from app.cli.options import Verbs, verb
from app.cli.output import DONE, IN_PART, Output
from app.library import costs
from app.library import tasks as queue
from app.library.library import Library
from db import CostSum, Task

MOST = 1000  # rows of the queue that are told


def add_to(verbs: Verbs) -> None:
    """`tasks` and `cost` are verbs."""
    parser = verb(verbs, "tasks", run_tasks, "The job queue: what runs, waits, failed and is done")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--retry", metavar="ID", help="a failed or cancelled task waits again")
    one.add_argument("--pause", metavar="ID", help="it stops where it is until --resume")
    one.add_argument("--resume", metavar="ID", help="a paused or waiting task goes on")
    one.add_argument("--cancel", metavar="ID", help="it ends; what it did stays")
    parser.add_argument("--run", dest="work", action="store_true", help="work on the queue now, until nothing can run any more")
    parser.add_argument("--all", action="store_true", help="finished tasks too")
    cost = verb(verbs, "cost", run_cost, "What was spent, by project and month; or write down what an item cost")
    cost.add_argument("id", nargs="?", metavar="ID", help="the item that cost something")
    cost.add_argument("amount", nargs="?", metavar="AMOUNT", help="as 1.25; a negative one is a refund")
    cost.add_argument("--note", default="", metavar="WORDS", help="kept with the entry")


def run_tasks(args: argparse.Namespace, out: Output) -> int:
    """The queue is told, after what was asked of it."""
    asked = next((name for name in ("retry", "pause", "resume", "cancel") if getattr(args, name)), None)
    if asked is None and not args.work:
        with reading(args) as library:
            _tell(library, out, everything=args.all)
        return DONE
    with changing(args, out) as library:
        if asked is not None:
            task_id = reference.task(library, getattr(args, asked))
            {"retry": queue.retry, "pause": queue.pause, "resume": queue.resume, "cancel": queue.cancel}[asked](library, task_id)
        if args.work:
            _work_off(library)
        failed = _tell(library, out, everything=args.all)
    return IN_PART if args.work and failed else DONE


def _work_off(library: Library) -> None:
    """Every task that can run has run; those that are paused or wait for the world stay."""
    import threading

    from app.jobs.runner import Runner

    moved = threading.Event()
    stop = library.store.listen(lambda changes: moved.set() if changes.touches("tasks") else None)
    runner = Runner(library)
    try:
        runner.start()
        while queue.can_run(library):
            moved.wait(0.5)
            moved.clear()
    finally:
        runner.stop()
        stop()


def _tell(library: Library, out: Output, *, everything: bool) -> int:
    found = queue.newest(library, MOST)
    if not everything:
        found = [task for task in found if task.status != "Complete"]
    out.document([_row(task) for task in found])
    out.table(("id", "task", "state", "done", "why"), [
        (task.id, task.task_type, queue.state(task), f"{task.progress_permille / 10:.0f} %", task.error_message)
        for task in found])
    if not found:
        out.line("Nothing waits, runs or failed.")
    return sum(task.status == "Failed" for task in found)


def _row(task: Task) -> dict[str, Any]:
    return {"id": task.id, "task_type": task.task_type, "status": task.status, "state": queue.state(task), "paused": task.paused,
            "progress_permille": task.progress_permille, "attempts": task.attempts, "error_message": task.error_message,
            "created_at": task.created_at, "not_before": task.not_before, "result_data": task.result_data}


def run_cost(args: argparse.Namespace, out: Output) -> int:
    """The sums are told, after an amount was written down if one was said."""
    if args.id is None:
        with reading(args) as library:
            _sums(costs.sums(library), out)
        return DONE
    if args.amount is None:
        with reading(args) as library:
            amount = costs.of_item(library, reference.generation(library, args.id))
        out.document({"id": args.id, "credits": costs.shown(amount)})
        out.line(costs.shown(amount))
        return DONE
    with changing(args, out) as library:
        item = reference.generation(library, args.id)
        costs.record(library, item, costs.parsed(args.amount), args.note)
        out.note("It is written down for good; the opposite amount takes it back.")
        _sums(costs.sums(library), out)
    return DONE


def _sums(found: list[CostSum], out: Output) -> None:
    out.document([{"month": each.month, "project_id": each.project_id, "project": each.project, "amount": each.amount,
                   "credits": costs.shown(each.amount), "entries": each.entries} for each in found])
    out.table(("month", "project", "credits", "entries"), [
        (each.month, each.project or "(no project)", costs.shown(each.amount), each.entries) for each in found])
    if not found:
        out.line("Nothing was spent.")
