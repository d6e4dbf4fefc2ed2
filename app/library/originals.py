"""The files that stand for items: which content they have, and the larger pictures of them that are still to be made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.library.library import Library
from db import originals, tasks
from db.originals import Original


def of(library: Library, seqs: Sequence[int]) -> dict[int, Original]:
    """The originals of these items (1 ms for 200)."""
    with library.store.read() as read:
        return originals.of(read, [int(seq) for seq in seqs])


def enqueue_previews(library: Library, wanted: Iterable[tuple[str, str]]) -> None:
    """The larger pictures of these (content, location) wait to be made, those that do not yet. Not in a read-only library."""
    if not library.read_only:
        with library.store.write(None) as tx:
            for sha256, location in wanted:
                tasks.enqueue_derived(tx, library.project_id, "preview", {"sha256": sha256, "location": location},
                                      f"preview:{sha256}")
