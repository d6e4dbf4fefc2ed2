"""Draw Things: XMP with CreatorTool and a UserComment of JSON."""

from __future__ import annotations

from typing import Any

from app.media.metadata import values
from app.media.metadata.material import Material
from app.media.metadata.recipe import Finding, load_json

_NAMES = {
    "prompt": ("c",), "negative": ("uc",), "seed": ("seed",), "steps": ("steps",), "cfg": ("scale",),
    "sampler": ("sampler",), "model": ("model",), "size": ("size",),
}  # fmt: skip


def read(material: Material) -> Finding | None:
    for block, properties in material.xmp:
        if "draw things" not in " ".join(properties.get("xmp:CreatorTool", [])).lower():
            continue
        found = Finding(block)
        found.put("tool", "Draw Things", "xmp:CreatorTool")
        for text in properties.get("exif:UserComment", [])[:1]:
            said = load_json(text)
            if isinstance(said, dict):
                values.put_all(found, said, _NAMES)
                found.put("loras", _loras(said.get("lora")), "lora")
        found.put("prompt", values.text(properties.get("dc:description", [])[:1]), "dc:description")
        return found
    return None


def _loras(value: object) -> list[dict[str, Any]]:
    listed = value[:100] if isinstance(value, list) else []
    found = [values.lora(entry.get("model"), entry.get("weight")) for entry in listed if isinstance(entry, dict)]
    return [lora for lora in found if lora]
