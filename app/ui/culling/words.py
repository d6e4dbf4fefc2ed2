"""What culling says."""

from __future__ import annotations

from pathlib import PurePosixPath

from app.library.culling import Sums
from app.ui.kit.text import counted, tr
from db import Card


def colour(label: str) -> str:
    """The name of a label's colour."""
    return {"red": tr("red"), "orange": tr("orange"), "yellow": tr("yellow"), "green": tr("green"), "blue": tr("blue"),
            "purple": tr("purple")}.get(label, "")


def name_of(card: Card) -> str:
    """The item's name; that of its file when it has none."""
    if card.name:
        return card.name
    return PurePosixPath(card.location).name if card.location else tr("Untitled")


def verb(one: str, many: str, n: int) -> str:
    """What an action on the selection is called: the number stands in it once there are several."""
    return tr(one) if n <= 1 else tr(many, n=n)


def left(sums: Sums) -> str:
    """How much is to judge."""
    if sums.left == 0:
        return tr("All {n} judged", n=sums.all)
    return tr("{left} of {n} to judge", left=sums.left, n=sums.all)


def sums_line(sums: Sums) -> str:
    """What came of it."""
    return ", ".join([tr("{n} kept", n=sums.kept), tr("{n} starred", n=sums.starred), tr("{n} rejected", n=sums.rejected)])


def judged(card: Card) -> str:
    """Star, rating, rejection and label of an item in words; empty without any."""
    said = []
    if card.trashed_at:
        said.append(tr("in Trash"))
    if card.rejected:
        said.append(tr("rejected"))
    if card.starred:
        said.append(tr("starred"))
    if card.rating:
        said.append(tr("rated {n} of 5", n=card.rating))
    if card.label:
        said.append(tr("label {colour}", colour=colour(card.label)))
    return ", ".join(said)


def facts(card: Card) -> str:
    """Size, length and variants of an item."""
    said = []
    if card.width and card.height:
        said.append(f"{card.width} × {card.height}")
    if card.duration_us:
        seconds = max(1, round(card.duration_us / 1_000_000))
        said.append(f"{seconds // 60}:{seconds % 60:02d}")
    if card.variants > 1:
        said.append(counted(card.variants, "1 variant", "{n} variants"))
    if card.parts:
        said.append(counted(card.parts, "1 part", "{n} parts"))
    return "  ·  ".join(said)
