"""`variant add`, `primary`, `delete`, `restore`, `detach`: the answer is the item, as `show` gives it."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli import reference
from app.cli.gallery import show
from app.cli.import_ import decoding
from app.cli.opening import changing
from app.cli.options import Verbs, group, verb
from app.cli.output import DONE, Output
from app.library import variants


def add_to(verbs: Verbs) -> None:
    """`variant` is a verb with verbs of its own."""
    inner = group(verbs, "variant", "Versions of one item, of which one is primary")
    adding = verb(inner, "add", run_add, "Add a file as one more variant of an item")
    adding.add_argument("id", metavar="ID")
    adding.add_argument("file", type=Path, metavar="FILE")
    for name, run, sentence in (
        ("primary", run_primary, "Show this variant in gallery, shots and exports"),
        ("delete", run_delete, "Move a variant to the trash; if it was primary, the newest other one is"),
        ("restore", run_restore, "Take a deleted variant back"),
        ("detach", run_detach, "Make a variant an item of its own, based on the one it came from"),
    ):
        verb(inner, name, run, sentence).add_argument("variant", metavar="VARIANT")


def run_add(args: argparse.Namespace, out: Output) -> int:
    """The item has one more variant."""
    from app.library.adding import add_variant

    with changing(args, out) as library:
        item = reference.generation(library, args.id)
        with decoding(library) as examine:
            add_variant(library, item, args.file, examine)
        show(library, item, out)
    return DONE


def run_primary(args: argparse.Namespace, out: Output) -> int:
    """The variant is primary."""
    with changing(args, out) as library:
        show(library, variants.set_primary(library, reference.variant(library, args.variant)), out)
    return DONE


def run_delete(args: argparse.Namespace, out: Output) -> int:
    """The variant is in the trash."""
    with changing(args, out) as library:
        show(library, variants.delete(library, reference.variant(library, args.variant)), out)
    return DONE


def run_restore(args: argparse.Namespace, out: Output) -> int:
    """The variant is back."""
    with changing(args, out) as library:
        show(library, variants.restore(library, reference.deleted_variant(library, args.variant)), out)
    return DONE


def run_detach(args: argparse.Namespace, out: Output) -> int:
    """The variant is an item of its own; that item is the answer."""
    with changing(args, out) as library:
        show(library, variants.detach(library, reference.variant(library, args.variant)), out)
    return DONE
