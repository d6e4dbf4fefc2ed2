"""What is left where no prompt is: signed credentials, China's AIGC label, a name in a clip's tags. Tool at best."""

from __future__ import annotations

import re
from typing import Any

from app.media.metadata import values
from app.media.metadata.material import Material, Text
from app.media.metadata.recipe import Finding, clean_text, load_json

_TAG_NAMES = (
    ("luma", "Luma"), ("kling", "Kling"), ("runway", "Runway"), ("pika", "Pika"), ("hailuo", "Hailuo"),
    ("sora", "Sora"), ("veo", "Google Veo"), ("seedance", "Seedance"),
)  # fmt: skip
_TAG_KEYS = ("video handler_name", "audio handler_name", "software", "encoder", "make", "model", "comment")
_GOOGLE_CREDIT = re.compile(r"made with google ai", re.IGNORECASE)
SOURCE_TYPES = ("Iptc4xmpExt:DigitalSourceType", "Iptc4xmpExt:DigitalSourcefileType")


def read_credentials(material: Material) -> Finding | None:
    """The tool that signed a picture made by a model; a camera that signs its photos made none."""
    for block, said in material.credentials:
        known = said.tool not in {"", said.generator, said.agent}
        if said.ai or (known and not said.source_type):
            found = Finding(block)
            found.put("tool", said.tool, "claim generator" if said.generator else "software agent")
            return found
    return None


def aigc(material: Material) -> tuple[str, dict[str, Any]] | None:
    """China's label (GB 45438): {"Label", "ContentProducer", "ProduceID", …} and the block it stands in."""
    for text in material.all("aigc", "usercomment", "comment", "description"):
        said = text.object.get("AIGC", text.object if text.key == "aigc" or "ContentProducer" in text.object else None)
        said = load_json(said) if isinstance(said, str) else said
        if isinstance(said, dict):
            return text.block, said
    for block, properties in material.xmp:
        for line in properties.get("TC260:AIGC", []) + properties.get("AIGC", []):
            said = load_json(line)
            if isinstance(said, dict):
                return block, said
    return None


def source_type(material: Material) -> tuple[str, str] | None:
    """IPTC's digital source type (`trainedAlgorithmicMedia`) and the block it stands in."""
    for block, properties in material.xmp:
        for name in SOURCE_TYPES:
            for value in properties.get(name, [])[:1]:
                return block, clean_text(value.rpartition("/")[2])[:100]
    return next(((block, said.source_type) for block, said in material.credentials if said.source_type), None)


def read_tags(material: Material) -> Finding | None:
    """A maker's name in the tags of a clip, or Google's credit line."""
    for block, properties in material.xmp:
        for line in properties.get("photoshop:Credit", []):
            if _GOOGLE_CREDIT.search(line):
                found = Finding(block)
                found.put("tool", "Google AI", "photoshop:Credit")
                return found
    tags = [text for text in material.all(*_TAG_KEYS) if text.block.startswith("tag ")]
    for text in tags:
        if not text.object and len(text.text) < 200:
            found_tag = _of_tag(text)
            if found_tag is not None:
                return found_tag
    label = aigc(material)
    if label is not None:
        found = Finding(label[0])
        name = values.text(label[1].get("ContentProducer"))
        known = next((tool for word, tool in _TAG_NAMES if word in (name or "").lower()), None)
        found.put("tool", known, "AIGC ContentProducer")
        return found
    return None


def _of_tag(text: Text) -> Finding | None:
    for word, name in _TAG_NAMES:
        if re.search(rf"\b{word}\b", text.text, re.IGNORECASE):
            found = Finding(text.block)
            found.put("tool", name, "guessed from a name in the tags")
            return found
    return None
