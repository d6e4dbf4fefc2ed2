"""All readers in their order: the first that finds a field gives it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from app.media.limits import DECODER_ERRORS
from app.media.metadata import (
    a1111,
    comfyui,
    drawthings,
    easydiffusion,
    fooocus,
    invokeai,
    labels,
    midjourney,
    novelai,
    plain_json,
    services,
    swarmui,
)
from app.media.metadata.material import Material, Text
from app.media.metadata.recipe import Finding

log = logging.getLogger(__name__)

_TEXT_PLACES = ("parameters", "usercomment", "comment", "imagedescription", "description", "hidden", "sidecar .txt")
_PLAIN_PLACES = {"parameters", "sidecar .txt"}  # where a text without settings is a prompt all the same


def findings(material: Material) -> list[Finding]:
    """What each reader found, best first. A reader that fails costs its own fields only."""
    found: list[Finding] = []
    for read in READERS:
        try:
            found.extend(read(material))
        except (RecursionError, MemoryError, *DECODER_ERRORS):  # a bug of ours: tests see it, an import goes on
            log.exception("the recipe reader %s", read)
    return found


def _one(read: Callable[[Material], Finding | None]) -> Callable[[Material], list[Finding]]:
    def listed(material: Material) -> list[Finding]:
        found = read(material)
        return [] if found is None else [found]

    return listed


def _comfyui(material: Material) -> Iterator[Finding]:
    """Graphs under keys of their own, then those inside one JSON (`comment` of older VideoHelperSuite)."""
    for prompts, drawings in _graphs(material):
        found = comfyui.read_graphs(prompts, drawings)
        if found is not None:
            yield found


def _graphs(material: Material) -> Iterator[tuple[Text | None, Text | None]]:
    prompt, drawing = (next((text for text in material.all(key) if text.object), None) for key in ("prompt", "workflow"))
    yield prompt, drawing
    for text in material.comments():
        said = text.object
        inner = {key: _inner(text, key) for key in ("prompt", "workflow")}
        if inner["prompt"] or inner["workflow"]:
            yield inner["prompt"], inner["workflow"]
        elif said:
            yield text, text


def _inner(text: Text, key: str) -> Text | None:
    value = text.object.get(key)
    if isinstance(value, dict):
        return comfyui.Held(f"{text.block} {key}", key, value)
    if isinstance(value, str) and value.lstrip().startswith("{"):
        return Text(f"{text.block} {key}", key, value)
    return None


def _a1111(material: Material) -> Iterator[Finding]:
    for text in material.all(*_TEXT_PLACES):
        if text.json is not None:
            continue
        found = a1111.read(text.text, text.block)
        if found is None:
            continue
        if "tool" in found.fields or text.key in _PLAIN_PLACES:
            yield found
    extras = material.first("postprocessing")
    if extras is not None:
        found = Finding(extras.block)
        found.put("tool", "A1111", "postprocessing")
        yield found


READERS: tuple[Callable[[Material], list[Finding] | Iterator[Finding]], ...] = (
    _one(novelai.read),
    _one(drawthings.read),
    _one(invokeai.read),
    _one(services.read_tensor_art),
    _one(services.read_stability_matrix),
    _one(fooocus.read),
    _one(swarmui.read),
    _one(services.read_civitai),
    _comfyui,
    _one(easydiffusion.read),
    _one(midjourney.read),
    _a1111,
    _one(plain_json.read),
    _one(labels.read_credentials),
    _one(labels.read_tags),
)
