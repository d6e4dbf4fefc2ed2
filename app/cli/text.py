"""Values as people read them on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.library.details import Detail
from db import Card, Variant


def size(width: int | None, height: int | None) -> str:
    """1920×1080, or nothing."""
    return f"{width}×{height}" if width and height else ""


def clock(duration_us: int | None) -> str:
    """0:04.2, or nothing."""
    if duration_us is None:
        return ""
    minutes, tenths = divmod(round(duration_us / 100_000), 600)
    return f"{minutes}:{tenths // 10:02}.{tenths % 10}"


def describe(found: Detail) -> Iterator[str]:
    """All of an item, line by line."""
    own, card = found.generation, found.generation.card
    marks = "★" * card.starred, "●" * card.rating, "in the trash" if card.trashed_at else ""
    yield "  ".join(word for word in (card.name or "(no name)", *marks) if word)
    yield f"  {'id':10} {card.id}"
    about = [
        card.type or "empty",
        size(card.width, card.height),
        clock(card.duration_us),
        card.created_at[:19],
    ]
    yield f"  {'is':10} {', '.join(word for word in about if word)}"
    yield from _lines("file", [card.location] if card.location else [])
    yield from _lines("part of", [_named(found.parent)] if found.parent else [])
    yield from _lines("based on", [_named(found.based_on)] if found.based_on else [])
    yield from _lines("derived", [_named(each) for each in found.derived])
    yield from _lines("variants", [_variant(each) for each in found.variants])
    yield from _lines("parts", [_named(each) for each in found.parts])
    yield from _lines(
        "in shots", [f"{use.shot_number:02} {use.shot_name} {_frames(use.frames)}" for use in found.shots]
    )
    yield from _lines("deleted", [f"{each.id}  {each.name or ''}" for each in found.deleted])
    yield from _lines("tags", [", ".join(found.tags)] if found.tags else [])
    yield from _lines("note", own.note.splitlines())
    for key, value in sorted((own.params or {}).items()):
        if key != "sources":
            yield from _lines(key, str(value).splitlines())
    for key, value in sorted(_about(found).items()):
        if key != "sources":
            yield from _lines(key.replace("_", " "), _spoken(value).splitlines())


def _spoken(value: Any) -> str:
    """A value as words: what is empty is left out of an object."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {word}" for key, word in value.items() if word is not None)
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _about(found: Detail) -> dict[str, Any]:
    return next((each.about for each in found.variants if each.is_primary and each.about), {})


def _lines(word: str, values: list[str]) -> Iterator[str]:
    for at, value in enumerate(values):
        yield f"  {word if at == 0 else '':10} {value}"


def _named(card: Card) -> str:
    return f"{card.id}  {card.name or ''}"


def _variant(each: Variant) -> str:
    words = [each.id, "primary" if each.is_primary else "", each.variant_type or "", each.name or "",
             size(each.width, each.height), "" if each.viewed_at else "not seen yet"]  # fmt: skip
    return "  ".join(word for word in words if word)


def _frames(frames: list[int | None]) -> str:
    return ", ".join("unpositioned" if frame is None else f"frame {frame}" for frame in frames)
