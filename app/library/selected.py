"""What many items have in common, and in what they differ: read a part at a time, so that a million of them can wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.library.library import Library
from db import alike, tags

PART = 4_000  # rows of one read: 0.06 s, so that the gallery can read in between


@dataclass
class Common:
    """Counts by value of the items read so far; what is gone from the library is not in it."""

    items: int = 0
    types: Counter[str] = field(default_factory=Counter)  # "" where it is not known
    tools: Counter[str] = field(default_factory=Counter)
    models: Counter[str] = field(default_factory=Counter)
    ratings: Counter[int] = field(default_factory=Counter)
    starred: Counter[bool] = field(default_factory=Counter)
    rejected: Counter[bool] = field(default_factory=Counter)
    trashed: int = 0
    labels: Counter[str] = field(default_factory=Counter)  # "" without one
    tags: Counter[str] = field(default_factory=Counter)
    size_bytes: int = 0  # of the primary variants
    duration_us: int = 0
    made_first: str = ""
    made_last: str = ""

    def add(self, other: Common) -> None:
        """These items are counted too."""
        for name in ("types", "tools", "models", "ratings", "starred", "rejected", "labels", "tags"):
            getattr(self, name).update(getattr(other, name))
        self.items += other.items
        self.trashed += other.trashed
        self.size_bytes += other.size_bytes
        self.duration_us += other.duration_us
        self.made_first = min(filter(None, (self.made_first, other.made_first)), default="")
        self.made_last = max(self.made_last, other.made_last)


def common(library: Library, seqs: Sequence[int]) -> Common:
    """What these items are; at most `PART` at a time, and not on the GUI thread."""
    found = Common()
    chosen = [int(seq) for seq in seqs]
    with library.store.slow_read() as read:
        rows = alike.groups(read, chosen)
        found.tags.update(tags.shared(read, chosen))
    for kind, tool, model, rating, starred, rejected, trashed, label, items, size, duration, first, last in rows:
        found.items += items
        found.types[kind or ""] += items
        found.tools[tool or ""] += items
        found.models[model or ""] += items
        found.ratings[rating] += items
        found.starred[bool(starred)] += items
        found.rejected[bool(rejected)] += items
        found.labels[label] += items
        found.trashed += items if trashed else 0
        found.size_bytes += size
        found.duration_us += duration
        found.made_first = min(filter(None, (found.made_first, first)), default="")
        found.made_last = max(found.made_last, last or "")
    return found
