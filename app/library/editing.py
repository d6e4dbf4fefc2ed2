"""Verbs on generations: star, rate, reject, label, rename, note, trash and restore. Each is one step that Undo names.

They act on the generation with all its variants; what acts on one variant is in `variants`.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.library.library import Library
from app.library.parts import Progress, in_parts
from db import Write, generations, now


def _what(library: Library, seqs: Sequence[int]) -> str:
    """“dune_walk” for one item, “3 items” for more: for labels."""
    if len(seqs) == 1:
        with library.store.read() as read:
            card = generations.cards(read, [int(seqs[0])]).get(int(seqs[0]))
        if card is not None and card.name:
            return f"“{card.name}”"
    return "1 item" if len(seqs) == 1 else f"{len(seqs):,} items"


def set_starred(library: Library, seqs: Sequence[int], starred: bool, progress: Progress | None = None) -> int:
    """These items are starred, or not; the number that changed.

    Undo: “Star 3 items”. Raises: db.ReadOnly, db.DiskFull.
    """
    label = f"{'Star' if starred else 'Unstar'} {_what(library, seqs)}"
    return in_parts(library, label, seqs, lambda tx, part: generations.set_starred_seqs(tx, part, starred), progress)


def set_rating(library: Library, seqs: Sequence[int], rating: int, progress: Progress | None = None) -> int:
    """These items have this rating, 0 to 5; the number that changed.

    Undo: “Rate 3 items 4”. Raises: db.ReadOnly, db.DiskFull.
    """
    def verb(tx: Write, part: list[int]) -> int:
        return generations.set_rating(tx, generations.ids_of(tx, part), rating)

    return in_parts(library, f"Rate {_what(library, seqs)} {rating}", seqs, verb, progress)


def set_rejected(library: Library, seqs: Sequence[int], rejected: bool, progress: Progress | None = None) -> int:
    """These items are rejected (the views hide them), or kept; the number that changed.

    Undo: “Reject 3 items”, “Keep 3 items”. Raises: db.ReadOnly, db.DiskFull.
    """
    label = f"{'Reject' if rejected else 'Keep'} {_what(library, seqs)}"
    return in_parts(library, label, seqs, lambda tx, part: generations.set_rejected_seqs(tx, part, rejected), progress)


def set_label(library: Library, seqs: Sequence[int], label: str, progress: Progress | None = None) -> int:
    """These items have this colour label (red, orange, yellow, green, blue, purple), or none (''); the number that changed.

    Undo: “Label 3 items red”, “Remove the label of 3 items”. Raises: db.Refused (no such colour), db.ReadOnly, db.DiskFull.
    """
    step = f"Label {_what(library, seqs)} {label}" if label else f"Remove the label of {_what(library, seqs)}"
    return in_parts(library, step, seqs, lambda tx, part: generations.set_label_seqs(tx, part, label), progress)


def rename(library: Library, generation_id: str, name: str) -> None:
    """The item and its primary variant have this name. Undo: “Rename to …”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write(f"Rename to “{name}”") as tx:
        generations.rename(tx, generation_id, name)


def set_note(library: Library, generation_id: str, note: str) -> None:
    """The item has this note. Undo: “Edit note”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write("Edit note") as tx:
        generations.set_note(tx, generation_id, note)


def trash(library: Library, seqs: Sequence[int], progress: Progress | None = None) -> int:
    """These items are in the trash with their parts; the number, parts not counted.

    Undo: “Move 3 items to Trash”. Raises: db.ReadOnly, db.DiskFull.
    """
    at = now()
    label = f"Move {_what(library, seqs)} to Trash"
    return in_parts(library, label, seqs, lambda tx, part: generations.trash_seqs(tx, part, at), progress)


def trash_rejected(library: Library, progress: Progress | None = None) -> int:
    """Everything rejected in the project is in the trash, with its parts; the number, parts not counted.

    Slow: not for the GUI thread. Undo: “Move 3 rejected items to Trash”. Raises: db.ReadOnly, db.DiskFull.
    """
    with library.store.slow_read() as read:
        text = generations.rejected_text(read, library.project_id)
    seqs, at = [int(seq) for seq in text.split(",") if seq], now()
    if not seqs:
        return 0
    what = "1 rejected item" if len(seqs) == 1 else f"{len(seqs):,} rejected items"
    return in_parts(library, f"Move {what} to Trash", seqs, lambda tx, part: generations.trash_seqs(tx, part, at), progress)


def count_rejected(library: Library) -> int:
    """How many items of the project are rejected and not in the trash. Slow: not for the GUI thread."""
    with library.store.slow_read() as read:
        return generations.count_rejected(read, library.project_id)


def restore(library: Library, seqs: Sequence[int], progress: Progress | None = None) -> int:
    """These items are out of the trash, with the parts that went with them, and no longer rejected; the number.

    Undo: “Restore 3 items”. Raises: db.ReadOnly, db.DiskFull.
    """
    label = f"Restore {_what(library, seqs)}"
    return in_parts(library, label, seqs, generations.restore_seqs, progress)
