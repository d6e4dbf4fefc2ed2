"""`list`, `show`, `star`, `unstar`, `rename`, `trash`, `restore`: the gallery and its items."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from app.cli import objects, reference
from app.cli.opening import changing, reading
from app.cli.options import Verbs, add_project, verb, whole_number
from app.cli.output import DONE, Output, UsageError
from app.cli.progress import progress_bar
from app.cli.text import clock, describe, size
from app.library import details, editing, gallery, trash
from app.library.library import Library
from db import Card, Filter, Sort, parsed

AT_ONCE = 1000  # cards of one read
# Which way each order goes by itself; the first two are older names.
_ORDERS: dict[str, tuple[Sort, bool]] = {
    "newest": ("made", True), "oldest": ("made", False), "made": ("made", True), "added": ("added", True),
    "name": ("name", False), "rating": ("rating", True), "size": ("size", True), "duration": ("duration", True),
    "colour": ("colour", False),
}  # fmt: skip


def add_to(verbs: Verbs) -> None:
    """The verbs of the gallery."""
    listing = verb(
        verbs, "list", run_list, "List the gallery; QUERY as in the search field: dune type:video star"
    )
    listing.add_argument("query", nargs="*", metavar="QUERY")
    listing.add_argument("--sort", choices=_ORDERS, metavar="KEY", help=f"{', '.join(_ORDERS)}")
    listing.add_argument("--reverse", action="store_true", help="the other way round")
    listing.add_argument("--limit", type=whole_number, default=None, metavar="N")
    listing.add_argument("--parts", action="store_true", help="parts of other items too")
    listing.add_argument("--trash", action="store_true", help="what is in the trash")
    add_project(listing)
    verb(verbs, "show", run_show, "Show all of an item").add_argument("id", metavar="ID")
    for name, run, sentence in (
        ("star", run_star, "Star items"),
        ("unstar", run_star, "Take the star from items"),
        ("restore", run_restore, "Take items out of the trash"),
    ):
        verb(verbs, name, run, sentence).add_argument("ids", nargs="+", metavar="ID")
    renaming = verb(verbs, "rename", run_rename, "Give an item a name")
    renaming.add_argument("id", metavar="ID")
    renaming.add_argument("name", metavar="NAME")
    trashing = verb(verbs, "trash", run_trash, "Move items to the trash, or empty it")
    trashing.add_argument("ids", nargs="*", metavar="ID")
    trashing.add_argument(
        "--empty", action="store_true", help="delete what is in it for good: this cannot be undone"
    )


def as_said(words: Sequence[str]) -> list[str]:
    """The command line, with a blank before the `-words` of a query: else argparse takes them for options."""
    if "list" not in words:
        return list(words)
    at = words.index("list") + 1
    return [*words[:at], *(f" {word}" if word[:1] == "-" and word[1:2] not in ("", "-") and word != "-h" else word
                           for word in words[at:])]  # fmt: skip


def run_list(args: argparse.Namespace, out: Output) -> int:
    """The items that the query finds, in order."""
    sort, descending = _ORDERS[args.sort or "made"]
    with reading(args) as library:
        base = Filter(project_id=library.project_id, with_parts=args.parts, trash=args.trash, sort=sort, descending=descending)
        wanted = parsed(" ".join(args.query), base)
        if args.reverse:
            wanted = replace(wanted, descending=not wanted.descending)
        found = _cards(library, wanted, args.limit)
    out.document([objects.card(card) for card in found])
    out.table(
        ("id", "", "type", "name", "size", "length", "variants", "parts", "shots", "created"),
        [(c.id, "★" if c.starred else "", c.type, c.name, size(c.width, c.height), clock(c.duration_us),
          c.variants, c.parts or None, len(c.shots) or None, c.created_at[:10]) for c in found],
    )  # fmt: skip
    if not found:
        out.note("Nothing is there.")
    return DONE


def _cards(library: Library, wanted: Filter, limit: int | None) -> list[Card]:
    seqs: Sequence[int] = (
        [int(seq) for seq in gallery.ids(library, wanted)]
        if limit is None
        else gallery.first_ids(library, wanted, limit)
    )
    found: list[Card] = []
    for start in range(0, len(seqs), AT_ONCE):
        part = seqs[start : start + AT_ONCE]
        cards = gallery.cards(library, part)
        found += [cards[seq] for seq in part if seq in cards]
    return found


def run_show(args: argparse.Namespace, out: Output) -> int:
    """Everything about an item."""
    with reading(args) as library:
        show(library, reference.generation(library, args.id), out)
    return DONE


def show(library: Library, generation_id: str, out: Output) -> None:
    """The item is the answer, for programs or for people."""
    found = details.detail(library, generation_id)
    out.document(objects.generation(found))
    for line in describe(found):
        out.line(line)


def run_star(args: argparse.Namespace, out: Output) -> int:
    """The items are starred, or not."""
    starred = args.verb == "star"
    with changing(args, out) as library:
        cards = _chosen(library, args.ids)
        changed = [card for card in cards if card.starred != starred]
        if changed:
            editing.set_starred(library, [card.seq for card in changed], starred)
        _changed(out, changed)
    return DONE


def run_rename(args: argparse.Namespace, out: Output) -> int:
    """The item has the name."""
    if not args.name.strip():
        raise UsageError("An item needs a name.", "Give it one that is not empty.")
    with changing(args, out) as library:
        (card,) = _chosen(library, [args.id])
        changed = [card] if card.name != args.name else []
        if changed:
            editing.rename(library, card.id, args.name)
        _changed(out, changed)
    return DONE


def run_trash(args: argparse.Namespace, out: Output) -> int:
    """The items are in the trash; or the trash is empty."""
    if args.empty == bool(args.ids):
        raise UsageError("“trash” needs ids, or --empty.", "dailies-cli list --trash shows what is in it.")
    with changing(args, out) as library:
        if args.empty:
            _empty(library, out)
            return DONE
        changed = [card for card in _chosen(library, args.ids) if card.trashed_at is None]
        if changed:
            editing.trash(library, [card.seq for card in changed])
        _changed(out, changed)
    return DONE


def _empty(library: Library, out: Output) -> None:
    ids = [card.id for card in _cards(library, Filter(trash=True), None)]
    with progress_bar(out, "Emptying the trash") as bar:
        emptied = trash.empty(library, bar.to)
    out.document({"changed": ids, "files": emptied.files, "bytes": emptied.bytes,
                  "models": emptied.models, "training": emptied.training})  # fmt: skip
    others = emptied.models + emptied.training
    more = f", {others:,} models and training files" if others else ""
    out.line(
        f"{emptied.items:,} items{more} and {emptied.files:,} files ({emptied.bytes:,} bytes) are gone for good."
    )


def run_restore(args: argparse.Namespace, out: Output) -> int:
    """The items are out of the trash."""
    with changing(args, out) as library:
        changed = [card for card in _chosen(library, args.ids) if card.trashed_at is not None]
        if changed:
            editing.restore(library, [card.seq for card in changed])
        _changed(out, changed)
    return DONE


def _chosen(library: Library, texts: Sequence[str]) -> list[Card]:
    seqs = gallery.seqs_of(library, reference.all_generations(library, texts))
    cards = gallery.cards(library, seqs)
    return [cards[seq] for seq in seqs]


def _changed(out: Output, changed: Sequence[Card]) -> None:
    out.document({"changed": [card.id for card in changed]})
    for card in changed:
        out.line(card.id)
    if not changed:
        out.note("Nothing had to be changed.")
