"""The words of the page: what is proposed, what a picture is, what was done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt

from app.library.proposals import Group, Side
from app.library.timeline.timecode import clock
from app.ui.kit.text import bytes_word, counted, tr
from db import Proposal


def summary(groups: Sequence[Group]) -> str:
    """“12 pictures look like versions of others, 3 are made from others”."""
    joining = sum(each.kind != "based_on" for group in groups for each in group.proposals)
    made = sum(len(group.proposals) for group in groups) - joining
    parts = []
    if joining:
        parts.append(counted(joining, "1 item looks like a version of another", "{n} items look like versions of others"))
    if made:
        parts.append(counted(made, "1 is made from another", "{n} are made from others") if joining else
                     counted(made, "1 item is made from another", "{n} items are made from others"))
    return ", ".join(parts)


def group_words(group: Group) -> str:
    """What the proposals of one target come to."""
    joining = sum(each.kind != "based_on" for each in group.proposals)
    made = len(group.proposals) - joining
    parts = [counted(joining, "1 version", "{n} versions")] if joining else []
    if made:
        parts.append(counted(made, "1 made from it", "{n} made from it"))
    return ", ".join(parts)


def short_reason(found: Proposal, side: Side | None) -> str:
    """The reason without the name that stands above it: “Looks like …”."""
    name = f"“{side.name}” " if side else ""
    if name and found.reason.startswith(name):
        rest = found.reason[len(name):]
        return rest[:1].upper() + rest[1:]
    return found.reason


def sides_of(found: Proposal) -> tuple[str, str]:
    """What becomes of the two pictures: of the target, of the other one."""
    if found.kind == "based_on":
        return tr("What it is made from"), tr("Is based on it")
    return tr("Stays primary"), tr("Becomes a variant of it")


def accept_word(chosen: Sequence[Proposal]) -> str:
    """What the button says that accepts these."""
    kinds = {each.kind == "based_on" for each in chosen}
    word = tr("Set as made from it") if kinds == {True} else tr("Group") if kinds <= {False} else tr("Accept")
    return word if len(chosen) < 2 else tr("{word} {n}", word=word, n=len(chosen))


def done(chosen: Sequence[Proposal]) -> str:
    """What was done, for the toast."""
    kinds = {each.kind == "based_on" for each in chosen}
    if kinds == {False}:
        return counted(len(chosen), "Grouped 1 item as a variant", "Grouped {n} items as variants")
    if kinds == {True}:
        return counted(len(chosen), "Set what 1 item is based on", "Set what {n} items are based on")
    return tr("Accepted {n} proposals", n=len(chosen))


def facts(side: Side) -> list[str]:
    """Size in pixels, length, bytes, day, recipe, variants: what is known of it."""
    found = []
    if side.width and side.height:
        found.append(f"{side.width} × {side.height}")
    if side.duration_us:
        found.append(clock(round(side.duration_us / 1_000_000)))
    if side.size_bytes:
        found.append(bytes_word(side.size_bytes))
    day = QDate.fromString(side.created_at[:10], Qt.DateFormat.ISODate)
    if day.isValid():
        found.append(QLocale().toString(day, "d MMM yyyy"))
    if side.has_recipe:
        found.append(tr("recipe"))
    if side.variants > 1:
        found.append(tr("{n} variants", n=side.variants))
    return found
