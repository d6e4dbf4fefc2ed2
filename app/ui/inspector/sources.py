"""Why a text is what it is: for each field the block of metadata it was read from, and the rule that found it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.ui.kit.text import tr
from db import Variant

FIELDS = {
    "tool": "Tool", "prompt": "Prompt", "negative": "Negative prompt", "seed": "Seed", "model": "Model",
    "model_hash": "Hash of the model", "loras": "LoRAs", "sampler": "Sampler", "scheduler": "Scheduler", "steps": "Steps",
    "cfg": "CFG", "guidance": "Guidance", "size": "Made at", "styles": "Styles", "inputs": "Made from",
    "parameters": "Switches", "camera": "Camera", "lens": "Lens", "exposure": "Exposure time", "aperture": "Aperture",
    "iso": "ISO", "focal_length": "Focal length", "gps": "Place", "artist": "By", "copyright": "Copyright", "title": "Title",
    "caption": "Caption", "keywords": "Keywords", "rating": "Rating", "software": "Software", "source_type": "Kind of source",
    "ai_label": "Label", "signed": "Signed by", "cost": "Cost",
}


@dataclass(frozen=True)
class Source:
    """A field in words, and the rule that found it in its block (empty where it was not said)."""

    field: str
    rule: str


def by_block(variant: Variant | None) -> dict[str, list[Source]]:
    """The fields of a variant's recipe and of what its file tells, under the block each was read from."""
    found: dict[str, list[Source]] = {}
    if variant is None:
        return found
    for told in (variant.params, variant.about):
        for field, text in _sources(told).items():
            block, _colon, rule = text.partition(": ")
            found.setdefault(block.strip() or tr("Not said"), []).append(
                Source(tr(FIELDS.get(field, field.replace("_", " ").capitalize())), rule))
    return found


def _sources(told: Mapping[str, Any] | None) -> dict[str, str]:
    sources = (told or {}).get("sources")
    if not isinstance(sources, Mapping):
        return {}
    return {str(field): text for field, text in sources.items() if isinstance(text, str)}
