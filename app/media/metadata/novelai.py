"""NovelAI: `Comment` as JSON, in a PNG's text, a WebP's EXIF, or hidden in the pixels (also A1111's text is)."""

from __future__ import annotations

from typing import Any

from app.media.metadata import values
from app.media.metadata.material import Material, Text
from app.media.metadata.recipe import Finding, load_json

_NAMES = {
    "seed": ("seed",), "steps": ("steps",), "cfg": ("scale",), "sampler": ("sampler",), "scheduler": ("noise_schedule",),
    "prompt": ("prompt",), "negative": ("uc",),
}  # fmt: skip


def read(material: Material) -> Finding | None:
    software = material.first("software")
    named = software is not None and software.text.strip().lower() == "novelai"
    for text in material.all("comment", "hidden", "usercomment"):
        outer = text.object
        said = outer
        if isinstance(outer.get("Comment"), str | dict):  # all of the PNG's texts in one object
            said = _object(outer["Comment"])
        if not (named or outer.get("Software") == "NovelAI" or ("uc" in said and "scale" in said and "c" not in said)):
            continue
        if said and ("uc" in said or "prompt" in said):
            return _found(material, text, outer, said)
    return None


def _found(material: Material, text: Text, outer: dict[str, Any], said: dict[str, Any]) -> Finding:
    found = Finding(text.block)
    found.put("tool", "NovelAI", "Software" if "Software" in outer or material.first("software") else "uc and scale")
    for field, key in (("prompt", "v4_prompt"), ("negative", "v4_negative_prompt")):
        found.put(field, _captions(said.get(key)), key)
    values.put_all(found, said, _NAMES)
    for key in ("Description", "description"):
        found.put("prompt", outer.get(key), key)
    source = outer.get("Source")
    from_png = material.first("source")
    found.put("model", source or (from_png.text if from_png else None), "Source")
    found.put("size", values.size(said.get("width"), said.get("height")), "width and height")
    return found


def _captions(value: object) -> str | None:
    """The base caption, then one line for each character."""
    caption = value.get("caption") if isinstance(value, dict) else None
    if not isinstance(caption, dict):
        return None
    lines = [caption.get("base_caption")]
    characters = caption.get("char_captions")
    for character in characters[:20] if isinstance(characters, list) else []:
        lines.append(character.get("char_caption") if isinstance(character, dict) else None)
    return values.text(lines)


def _object(value: object) -> dict[str, Any]:
    found = load_json(value) if isinstance(value, str) else value
    return found if isinstance(found, dict) else {}
