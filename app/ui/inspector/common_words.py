"""What several items have in common, put into words. No widgets here."""

from __future__ import annotations

from collections import Counter
from typing import Any

from app.library.selected import Common
from app.ui.inspector.details import Fact, kind_word, length_word
from app.ui.inspector.marks import Marks
from app.ui.kit.text import bytes_word, counted, moment, number, tr

NAMED = 3
MOST_TAGS = 30  # chips that are shown
DAY = "d MMM yyyy"


def title(total: int) -> str:
    """312 items."""
    return counted(total, "1 item", "{n} items")


def second_line(common: Common | None, read: int, total: int) -> str:
    """134 images, 178 clips; how far it is while they are still read."""
    if common is None:
        return tr("Reading {n} items", n=total)
    if read < total:
        return tr("Reading {read} of {total} items", read=read, total=total)
    words = {"image": ("1 image", "{n} images"), "video": ("1 clip", "{n} clips"), "audio": ("1 sound", "{n} sounds")}
    parts = [counted(n, *words[kind]) for kind in words if (n := common.types[kind])]
    rest = common.items - sum(common.types[kind] for kind in words)
    if rest:
        parts.append(counted(rest, "1 other", "{n} others"))
    gone = total - common.items
    if gone > 0:
        parts.append(counted(gone, "1 no longer there", "{n} no longer there"))
    if common.trashed:
        parts.append(tr("in Trash") if common.trashed == common.items else tr("{n} in Trash", n=common.trashed))
    return ", ".join(parts)


def marks(common: Common | None) -> Marks:
    """What all have, None where they differ or are not all read."""
    if common is None:
        return Marks(None, None, None, None)
    return Marks(_one(common.starred), _one(common.ratings), _one(common.labels), _one(common.rejected))


def _one(counts: Counter[Any]) -> Any:
    return next(iter(counts)) if len(counts) == 1 else None


def tags(common: Common | None) -> tuple[list[str], dict[str, int]]:
    """Their most frequent tags, those on all first; and on how many those are that not all have."""
    if common is None:
        return [], {}
    order = sorted(common.tags, key=lambda tag: (-common.tags[tag], tag.casefold()))[:MOST_TAGS]
    return order, {tag: common.tags[tag] for tag in order if common.tags[tag] < common.items}


def facts(common: Common | None) -> list[Fact]:
    """A line for each property: the value of all, or the most frequent ones with how many have them."""
    if common is None or not common.items:
        return []
    lines = [
        _fact(tr("Type"), Counter({kind_word(kind): n for kind, n in common.types.items()})),
        _fact(tr("Tool"), _said(common.tools)),
        _fact(tr("Model"), _said(common.models), "middle"),
        _fact(tr("Rating"), Counter({str(rating) if rating else tr("none"): n for rating, n in common.ratings.items()})),
        _flag(tr("Starred"), common.starred),
        _flag(tr("Rejected"), common.rejected),
    ]
    found = [line for line in lines if line is not None]
    found.append(Fact(tr("Total size"), bytes_word(common.size_bytes), copied=str(common.size_bytes)))
    if common.duration_us:
        found.append(Fact(tr("Total length"), length_word(common.duration_us)))
    if len(common.tags) > MOST_TAGS:
        found.append(Fact(tr("Tags"), tr("{n}, the most frequent are shown", n=len(common.tags))))
    first, last = moment(common.made_first, DAY), moment(common.made_last, DAY)
    found.append(Fact(tr("Made"), first if first == last else tr("{first} to {last}", first=first, last=last)))
    return found


def _said(counts: Counter[str]) -> Counter[str]:
    """Without any value there is nothing to say; else those without one are counted too."""
    return Counter({name or tr("none"): n for name, n in counts.items()}) if any(counts) else Counter()


def _flag(key: str, counts: Counter[bool]) -> Fact | None:
    if not counts[True]:
        return None
    return Fact(key, tr("all") if not counts[False] else number(counts[True]))


def _fact(key: str, counts: Counter[str], cut: str = "end") -> Fact | None:
    """ComfyUI; or: mixed: ComfyUI (210), Midjourney (90), 2 more."""
    if not counts:
        return None
    if len(counts) == 1:
        only = next(iter(counts))
        return Fact(key, only, copied=only, cut=cut)
    parts = [f"{value} ({number(n)})" for value, n in counts.most_common(NAMED)]
    if len(counts) > NAMED:
        parts.append(tr("{n} more", n=len(counts) - NAMED))
    line = f"{tr('mixed')}: {', '.join(parts)}"
    return Fact(key, line, copied=", ".join(f"{value} {n}" for value, n in counts.most_common(50)))
