"""`metadata`: the raw blocks that came with a file, and `--again`: today's readers on them."""

from __future__ import annotations

import argparse

from app.cli import reference
from app.cli.opening import changing, reading
from app.cli.options import Verbs, verb
from app.cli.output import DONE, Output, UsageError
from app.cli.progress import progress_bar
from app.library import gallery, rereading
from app.library.library import Library


def add_to(verbs: Verbs) -> None:
    """`metadata` is a verb."""
    parser = verb(verbs, "metadata", run, "Show the metadata that came with an item's file, or read it again")
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--again", action="store_true", help="read the kept metadata by today's readers; files stay untouched")
    parser.add_argument("--all", action="store_true", help="with --again: of every item")


def run(args: argparse.Namespace, out: Output) -> int:
    """The blocks of one item; or recipes and facts are read again."""
    if args.again:
        return _again(args, out)
    if args.all or len(args.ids) != 1:
        raise UsageError("“metadata” shows one item.", "Give one ID, or --again with IDs or --all.")
    with reading(args) as library:
        _show(library, reference.generation(library, args.ids[0]), out)
    return DONE


def _show(library: Library, generation_id: str, out: Output) -> None:
    found = rereading.blocks(library, generation_id)
    out.document([{"name": name, "bytes": len(data), "text": text_of(data)} for name, data in found])
    for name, data in found:
        text = text_of(data)
        out.line(f"{name}: {len(data):,} bytes" if text is None else f"{name}: {text}")
    if not found:
        out.note("The file came without metadata.")


def text_of(data: bytes) -> str | None:
    """The block as text; None for what is none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _again(args: argparse.Namespace, out: Output) -> int:
    if args.all == bool(args.ids):
        raise UsageError("“metadata --again” needs ids, or --all.", "“list” gives the ids.")
    with changing(args, out) as library, progress_bar(out, "Reading metadata") as bar:
        seqs = None if args.all else gallery.seqs_of(library, reference.all_generations(library, args.ids))
        changed = rereading.reread(library, seqs, bar.to)
        out.document({"changed": changed})
        out.note("Nothing had to be changed." if not changed else f"{changed:,} changed.")
    return DONE
