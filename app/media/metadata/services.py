"""TensorArt, Stability Matrix and Civitai's generator: one JSON each, under a key of their own."""

from __future__ import annotations

from typing import Any

from app.media.metadata import values
from app.media.metadata.material import Material, Text
from app.media.metadata.recipe import Finding, load_json

_TENSOR_ART = {
    "prompt": ("prompt",), "negative": ("negativePrompt",), "seed": ("seed",), "steps": ("steps",), "cfg": ("cfgScale",),
    "sampler": ("samplerName", "sampler"), "scheduler": ("scheduler",),
}  # fmt: skip
_MATRIX = {
    "prompt": ("PositivePrompt",), "negative": ("NegativePrompt",), "seed": ("Seed",), "steps": ("Steps",),
    "cfg": ("CfgScale",), "sampler": ("Sampler",), "scheduler": ("Scheduler",), "model": ("ModelName",),
    "model_hash": ("ModelHash",),
}  # fmt: skip


def read_tensor_art(material: Material) -> Finding | None:
    for text in material.all("generation_data"):
        said = text.object
        if not said:
            continue
        found = Finding(text.block)
        found.put("tool", "TensorArt", "generation_data")
        values.put_all(found, said, _TENSOR_ART)
        found.put("size", values.size(said.get("width"), said.get("height")), "width and height")
        base = said.get("baseModel")
        if isinstance(base, dict):
            found.put("model", base.get("modelFileName") or base.get("label"), "baseModel")
            found.put("model_hash", base.get("hash"), "baseModel hash")
        listed = said.get("models")
        models = [each for each in listed[:100] if isinstance(each, dict)] if isinstance(listed, list) else []
        loras = [values.lora(each.get("modelFileName") or each.get("label"), each.get("weight"), each.get("hash"))
                 for each in models if each.get("type") == "LORA"]
        found.put("loras", [lora for lora in loras if lora], "models")
        for each in models:
            if each.get("type") in {"BASE_MODEL", "CHECKPOINT"}:
                found.put("model", each.get("modelFileName") or each.get("label"), "models")
        return found
    return None


def read_stability_matrix(material: Material) -> Finding | None:
    for text in material.all("parameters-json"):
        said = text.object
        if said:
            found = Finding(text.block)
            found.put("tool", "Stability Matrix", "parameters-json")
            values.put_all(found, said, _MATRIX)
            found.put("size", values.size(said.get("Width"), said.get("Height")), "Width and Height")
            return found
    project = material.first("smproj")
    if project is None:
        return None
    found = Finding(project.block)
    found.put("tool", "Stability Matrix", "the block's name")
    return found


def read_civitai(material: Material) -> Finding | None:
    """`extraMetadata` inside a ComfyUI graph, as JSON or as text of it."""
    for text in material.all("prompt", "usercomment", "parameters"):
        said: Any = text.object.get("extraMetadata")
        said = load_json(said) if isinstance(said, str) else said
        if isinstance(said, dict) and ("prompt" in said or "resources" in said):
            return _civitai(text, said)
    return None


def _civitai(text: Text, said: dict[str, Any]) -> Finding:
    found = Finding(text.block)
    found.put("tool", "Civitai", "extraMetadata")
    values.put_all(found, said, _TENSOR_ART)
    found.put("size", values.size(said.get("width"), said.get("height")), "width and height")
    listed = said.get("resources")
    loras = []
    for each in listed[:100] if isinstance(listed, list) else []:
        if not isinstance(each, dict):
            continue
        name = values.text(each.get("modelName")) or values.text(each.get("name"))
        if str(each.get("type") or each.get("modelType") or "").lower() in {"checkpoint", "model"}:
            found.put("model", name, "resources")
        elif name:
            loras.append(values.lora(name, each.get("strength", each.get("weight"))))
    found.put("loras", [lora for lora in loras if lora], "resources")
    return found
