"""The JSON objects of the contract: names and order of their keys are stable, new keys come at the end."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from app.library.details import Detail
from db import Card, Generation, Shot, ShotItem, Step, Variant

_VARIANT = ("id", "is_primary", "variant_type", "location", "thumbnail_url", "name", "params", "created_at",
            "starred", "viewed_at", "width", "height", "duration_us", "sha256", "source_name")  # fmt: skip
_RECIPE = ("tool", "prompt", "negative", "seed", "model", "loras", "sampler", "steps", "cfg")
_MORE_RECIPE = ("scheduler", "guidance", "size", "model_hash", "styles", "inputs", "parameters")
_FILE = ("kind", "mime", "width", "height", "orientation", "has_alpha", "bit_depth", "colour_profile",
         "frames", "duration_us", "fps_num", "fps_den", "has_audio", "codec", "size_bytes", "sha256",
         "captured_at", "captured_from", "source_path", "source_name", "damaged")  # fmt: skip


def card(found: Card) -> dict[str, Any]:
    """A gallery tile."""
    return {
        "id": found.id, "name": found.name, "type": found.type, "location": found.location,
        "thumbnail_url": found.thumbnail_url, "starred": found.starred, "rating": found.rating,
        "created_at": found.created_at, "is_child": found.is_child,
        "parent_generation_id": found.parent_generation_id, "variants": found.variants, "parts": found.parts,
        "unseen": found.unseen, "duration_us": found.duration_us, "width": found.width,
        "height": found.height, "shots": list(found.shots),
    }  # fmt: skip


def part(found: Card) -> dict[str, Any]:
    """A part of an item: a tile that knows its place."""
    return {**card(found), "child_order": found.child_order}


def variant(found: Variant) -> dict[str, Any]:
    """One version of an item's media."""
    return {key: getattr(found, key) for key in _VARIANT}


def generation(found: Detail) -> dict[str, Any]:
    """An item with all that belongs to it."""
    own = found.generation
    return {
        **card(own.card),
        "variants": [variant(each) for each in found.variants],
        "parts": [part(each) for each in found.parts],
        "params": own.params,
        "based_on": own.based_on,
        "derived": [each.id for each in found.derived],
        "tags": list(found.tags),
        "note": own.note,
        "recipe": recipe(own),
        "file": file(found),
        "about": about(found),
    }


def recipe(own: Generation) -> dict[str, Any]:
    """How the picture was made, and for each field which block of the file said so."""
    params = own.params or {}
    sources = params.get("sources")
    said = sources if isinstance(sources, dict) else {}
    return {
        **{key: params.get(key) for key in _RECIPE},
        "sources": {key: said[key] for key in (*_RECIPE, *_MORE_RECIPE) if key in said},
        **{key: params.get(key) for key in _MORE_RECIPE},
    }


def about(found: Detail) -> dict[str, Any] | None:
    """What the primary variant's file tells of itself, with `sources`; None where it tells nothing."""
    return next((each.about for each in found.variants if each.is_primary), None)


def file(found: Detail) -> dict[str, Any] | None:
    """The facts of the primary variant's file; None for an item without any."""
    primary = next((each for each in found.variants if each.is_primary), None)
    if primary is None:
        return None
    return {**{key: getattr(primary, key) for key in _FILE}, "imported_at": primary.created_at}


def shot(found: Shot, items: list[ShotItem]) -> dict[str, Any]:
    """A shot with its items in position order, unpositioned last."""
    return {
        "id": found.id, "name": found.name, "position": found.position,
        "fps": rate(found.fps_num, found.fps_den),
        "length_frames": found.length_frames, "unpositioned": found.unpositioned,
        "items": [
            {"id": item.id, "generation_id": item.generation_id, "position": item.position,
             "timeline_frame": item.timeline_frame, "hold_frames": item.hold_frames}
            for item in items
        ],
    }  # fmt: skip


def rate(fps_num: int, fps_den: int) -> int | float:
    """Frames per second: a whole number where it is one."""
    exact = Fraction(fps_num, fps_den)
    return exact.numerator if exact.denominator == 1 else round(float(exact), 6)


def step(found: Step) -> dict[str, Any]:
    """A line of the history."""
    return {"id": found.id, "label": found.label, "state": found.state, "kind": found.kind,
            "created_at": found.created_at}  # fmt: skip
