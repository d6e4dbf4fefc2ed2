"""What the viewer says of an item and its file. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from app.library.pictures import kind_of
from app.library.recipe_values import value_of
from app.library.timeline.timecode import clock
from app.ui.kit.text import bytes_word, counted, moment, number, tr
from db import Card, Variant

_RECIPE = (("Tool", ("tool",)), ("Model", ("model", "model_name")), ("Seed", ("seed",)),
           ("Steps", ("steps", "num_inference_steps")),
           ("CFG", ("cfg", "guidance_scale")), ("Sampler", ("sampler",)), ("Scheduler", ("scheduler",)))  # fmt: skip


def name_of(card: Card) -> str:
    """The item's name; that of its file when it has none."""
    if card.name:
        return card.name
    return PurePosixPath(card.location).name if card.location else tr("Untitled")


def variant_names(variants: Sequence[Variant]) -> dict[str, str]:
    """v1 for the oldest variant, v2 for the next: the number stays when another one becomes primary."""
    by_age = sorted(variants, key=lambda variant: (variant.created_at, variant.id))
    return {variant.id: f"v{place}" for place, variant in enumerate(by_age, 1)}


def position(row: int, count: int, whole: bool) -> str:
    """12 of 3,204."""
    return tr("{n} of {all}", n=row + 1, all=count) if whole else number(row + 1)


def percent(scale: float) -> str:
    """62 %, 6.3 % of small ones."""
    shown = scale * 100
    return tr("{n} %", n=f"{shown:.1f}" if shown < 10 else round(shown))


def rating(stars: int) -> str:
    """Rating 3, or that there is none."""
    return tr("Rating {n}", n=stars) if stars else tr("No rating")


def facts_line(card: Card, variant: Variant | None) -> str:
    """1920 × 1080, PNG, 4.1 MB"""
    width, height = (variant.width, variant.height) if variant is not None else (card.width, card.height)
    location = variant.location if variant is not None else card.location or ""
    parts = [f"{width} × {height}" if width and height else "", PurePosixPath(location).suffix.lstrip(".").upper()]
    length = variant.duration_us if variant is not None else card.duration_us
    if length and kind_of(variant.kind if variant is not None else card.type) != "image":
        parts.append(clock(round(length / 1_000_000)))
    if variant is not None and variant.size_bytes:
        parts.append(bytes_word(variant.size_bytes))
    return ", ".join(part for part in parts if part)


def spoken(card: Card, place: str, variant: str) -> str:
    """ "dune_walk_0412, 12 of 3,204, starred, rating 3, v2 of 4 variants"."""
    said = [name_of(card), place]
    if card.starred:
        said.append(tr("starred"))
    if card.rating:
        said.append(tr("rated {n} of 5", n=card.rating))
    if card.variants > 1 and variant:
        said.append(counted(card.variants, "{name} of 1 variant", "{name} of {n} variants", name=variant))
    return ", ".join(said)


def facts(card: Card, variant: Variant | None) -> list[tuple[str, str]]:
    """The lines of the information card: key and value."""
    found = [(tr("Name"), name_of(card)), (tr("File"), facts_line(card, variant))]
    if variant is None:
        return found
    if variant.colour_profile:
        found.append((tr("Colours"), variant.colour_profile))
    if variant.bit_depth:
        found.append((tr("Depth"), tr("{n} bits", n=variant.bit_depth)))
    if variant.codec:
        found.append((tr("Codec"), variant.codec))
    found.append((tr("Made"), moment(variant.captured_at or variant.created_at)))
    if variant.source_name:
        found.append((tr("Came as"), variant.source_name))
    for key, names in _RECIPE:
        value = value_of(variant.params, *names)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            found.append((tr(key), str(value)))
    return found
