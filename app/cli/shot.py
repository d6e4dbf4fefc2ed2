"""`shot …`: shots, their order, and their items; the answer is the shot, or all of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from app.cli import objects, reference
from app.cli.opening import changing, reading
from app.cli.options import Run, Verbs, add_project, count, group, verb, whole_number
from app.cli.output import DONE, Output, UsageError
from app.library import shots
from app.library.library import Library
from db import Shot, ShotItem

_Change = Callable[[Library, str, Sequence[str]], object]


def add_to(verbs: Verbs) -> None:
    """`shot` is a verb with verbs of its own."""
    inner = group(verbs, "shot", "Shots, their order, and their items")
    listing = verb(inner, "list", run_list, "List the shots of a project in their order")
    add_project(listing)
    making = verb(inner, "new", run_new, "Make a shot, with these items one after the other")
    making.add_argument("name", metavar="NAME")
    making.add_argument("ids", nargs="*", metavar="ID")
    add_project(making)
    _shot_verb(inner, "rename", run_rename, "Give a shot a name").add_argument("name", metavar="NAME")
    moving = _shot_verb(inner, "move", run_move, "Move a shot to another place in the film")
    moving.add_argument("--to", type=count, required=True, metavar="N", help="1 is the first")
    _shot_verb(inner, "delete", run_delete, "Delete a shot; its items stay in the gallery")
    _shot_verb(inner, "duplicate", run_duplicate, "Make a copy right after the shot")
    adding = _shot_verb(inner, "add", run_add, "Put items behind the last one of a shot")
    adding.add_argument("ids", nargs="+", metavar="ID")
    adding.add_argument("--unpositioned", action="store_true", help="without a frame")
    _items(_shot_verb(inner, "remove", run_remove, "Take items out of a shot; they stay in the gallery"), "+")
    placing = _shot_verb(
        inner, "place", run_place, "Put an item of a shot at a frame, or at the next free one"
    )
    placing.add_argument("item", metavar="ITEM")
    where = placing.add_mutually_exclusive_group(required=True)
    where.add_argument("--frame", type=whole_number, metavar="N")
    where.add_argument("--unpositioned", action="store_true", help="take its frame away")
    _items(
        _shot_verb(inner, "order", run_order, "Put the items of a shot into this order; others follow"), "+"
    )


def _shot_verb(inner: Verbs, name: str, run: Run, sentence: str) -> argparse.ArgumentParser:
    parser = verb(inner, name, run, sentence)
    parser.add_argument("shot", metavar="SHOT", help="its id, or its whole name")
    add_project(parser)
    return parser


def _items(parser: argparse.ArgumentParser, number: str) -> None:
    parser.add_argument("items", nargs=number, metavar="ITEM", help="id of the item in the shot")


def run_list(args: argparse.Namespace, out: Output) -> int:
    """The shots of the project."""
    with reading(args) as library:
        found = [(shot, shots.items(library, shot.id)) for shot in shots.all_shots(library)]
    out.document([objects.shot(shot, items) for shot, items in found])
    out.table(
        ("", "id", "name", "items", "unpositioned", "frames"),
        [
            (at, s.id, s.name, s.items, s.unpositioned or None, s.length_frames)
            for at, (s, _) in enumerate(found, 1)
        ],
    )
    if not found:
        out.note("This project has no shots.")
    return DONE


def run_new(args: argparse.Namespace, out: Output) -> int:
    """The shot is the last one of the project."""
    _need_name(args.name)
    with changing(args, out) as library:
        _show(library, shots.create(library, args.name, reference.all_generations(library, args.ids)), out)
    return DONE


def run_rename(args: argparse.Namespace, out: Output) -> int:
    """The shot has the name."""
    _need_name(args.name)
    with changing(args, out) as library:
        shot_id = reference.shot(library, args.shot)
        shots.rename(library, shot_id, args.name)
        _show(library, shot_id, out)
    return DONE


def run_move(args: argparse.Namespace, out: Output) -> int:
    """The shot stands at that place."""
    with changing(args, out) as library:
        shot_id = reference.shot(library, args.shot)
        shots.move(library, shot_id, args.to)
        _show(library, shot_id, out)
    return DONE


def run_delete(args: argparse.Namespace, out: Output) -> int:
    """The shot is gone; the answer is what it was."""
    with changing(args, out) as library:
        shot_id = reference.shot(library, args.shot)
        found, items = shots.one(library, shot_id), shots.items(library, shot_id)
        shots.delete(library, shot_id)
        _tell(found, items, out)
    return DONE


def run_duplicate(args: argparse.Namespace, out: Output) -> int:
    """The copy is the answer."""
    with changing(args, out) as library:
        _show(library, shots.duplicate(library, reference.shot(library, args.shot)), out)
    return DONE


def run_add(args: argparse.Namespace, out: Output) -> int:
    """The items are in the shot."""
    with changing(args, out) as library:
        shot_id = reference.shot(library, args.shot)
        # The same item twice in one shot is legal, so it may be said twice.
        ids = [reference.generation(library, text) for text in args.ids]
        if args.unpositioned:
            shots.add_items(library, shot_id, ids)
        else:
            shots.append_items(library, shot_id, ids)
        _show(library, shot_id, out)
    return DONE


def run_remove(args: argparse.Namespace, out: Output) -> int:
    """The items are out of the shot."""
    return _with_items(args, out, lambda library, _shot, items: shots.remove_items(library, items))


def run_place(args: argparse.Namespace, out: Output) -> int:
    """The item stands at the frame, or has none."""
    args.items = [args.item]
    frame = None if args.unpositioned else args.frame
    return _with_items(args, out, lambda library, shot, items: shots.place(library, shot, items[0], frame))


def run_order(args: argparse.Namespace, out: Output) -> int:
    """The items stand in this order."""
    return _with_items(args, out, _order)


def _order(library: Library, shot_id: str, items: Sequence[str]) -> None:
    placed = {item.id for item in shots.items(library, shot_id) if item.timeline_frame is not None}
    without = [item for item in items if item not in placed]
    if without:
        raise UsageError(f"{without[0]} has no frame, so it has no place in an order. Nothing was changed.",
                         "Give it one with “shot place”.")  # fmt: skip
    shots.order_items(library, shot_id, items)


def _with_items(args: argparse.Namespace, out: Output, change: _Change) -> int:
    with changing(args, out) as library:
        shot_id = reference.shot(library, args.shot)
        change(library, shot_id, reference.shot_items(library, shot_id, args.items))
        _show(library, shot_id, out)
    return DONE


def _need_name(name: str) -> None:
    if not name.strip():
        raise UsageError("A shot needs a name.", "Give it one that is not empty.")


def _show(library: Library, shot_id: str, out: Output) -> None:
    _tell(shots.one(library, shot_id), shots.items(library, shot_id), out)


def _tell(found: Shot, items: Sequence[ShotItem], out: Output) -> None:
    out.document(objects.shot(found, list(items)))
    out.line(f"{found.name}  {found.id}  {found.length_frames} frames")
    out.table(
        ("item", "frame", "hold", "name", "generation"),
        [(i.id, i.timeline_frame, i.hold_frames, i.name, i.generation_id) for i in items],
    )
