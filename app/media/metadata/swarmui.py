"""SwarmUI (and StableSwarmUI): `sui_image_params`, wherever it stands; beside a clip in `.swarm.json`."""

from __future__ import annotations

from typing import Any

from app.media.metadata import values
from app.media.metadata.material import Material, Text
from app.media.metadata.recipe import Finding

_NAMES = {
    "prompt": ("prompt",), "negative": ("negativeprompt",), "seed": ("seed",), "steps": ("steps",),
    "cfg": ("cfgscale",), "guidance": ("fluxguidancescale",), "sampler": ("sampler",), "scheduler": ("scheduler",),
    "model": ("model", "videomodel", "texttovideomodel"),
}  # fmt: skip


def read(material: Material) -> Finding | None:
    texts = list(material.comments()) + list(material.all("model", "sui_image_params"))
    for text in texts:
        said = text.object.get("sui_image_params") if text.key != "sui_image_params" else text.object
        if isinstance(said, dict) and said:
            return _found(text, said, text.object)
    return None


def _found(text: Text, said: dict[str, Any], whole: dict[str, Any]) -> Finding:
    found = Finding(text.block)
    found.put("tool", "SwarmUI", "sui_image_params")
    values.put_all(found, said, _NAMES)
    found.put("size", values.size(said.get("width"), said.get("height")), "width and height")
    listed = whole.get("sui_models")
    models = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    hashes = {str(entry.get("name")): entry.get("hash") for entry in models[:200]}
    main = next((entry.get("hash") for entry in models if entry.get("param") == "model"), None)
    found.put("model_hash", main.removeprefix("0x") if isinstance(main, str) else None, "sui_models")
    names, weights = _list(said.get("loras")), _list(said.get("loraweights"))
    loras = []
    for at, name in enumerate(names):
        file_hash = hashes.get(str(name)) or hashes.get(f"{name}.safetensors")
        loras.append(values.lora(name, weights[at] if at < len(weights) else None, file_hash))
    found.put("loras", [lora for lora in loras if lora], "loras")
    return found


def _list(value: object) -> list[Any]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")][:100]
    return value[:100] if isinstance(value, list) else []
