"""What the page says of a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.media.safetensors import BY_TENSORS, KIND_NAMES
from app.ui.kit.text import bytes_word, counted, tr
from db import Resource

TAGS = 8


def name_of(model: Resource) -> str:
    """Its name here."""
    return str(model.metadata.get("name") or tr("Untitled"))


def kind_of(model: Resource) -> str:
    """LoRA, Checkpoint, VAE …"""
    return tr(KIND_NAMES.get(model.type, model.type))


def base_of(model: Resource) -> str:
    """“SDXL”; “Probably SDXL” where only its tensors say so; empty where nothing does."""
    base = str(model.metadata.get("base_model") or "")
    return tr("Probably {model}", model=base) if base and model.metadata.get("base_from") == BY_TENSORS else base


def triggers_of(model: Resource) -> str:
    """The words that its maker says call it."""
    return ", ".join(str(word) for word in _list(model.metadata, "trigger_words"))


def tags_of(model: Resource) -> str:
    """The most frequent tags of its training captions with their numbers."""
    pairs = [tag for tag in _list(model.metadata, "tags") if isinstance(tag, list) and len(tag) == 2]
    return ", ".join(f"{tag} {count}" for tag, count in pairs[:TAGS])


def size_of(model: Resource) -> str:
    """228.5 MB, counted in thousands as file managers do."""
    size = model.metadata.get("size_bytes")
    return bytes_word(size) if isinstance(size, int) else ""


def facts_of(model: Resource) -> list[tuple[str, str]]:
    """Everything known of it, as (key, value)."""
    told = model.metadata
    network = ", ".join(part for part in (
        tr("rank {n}", n=told["network_dim"]) if told.get("network_dim") else "",
        tr("alpha {n}", n=str(told["network_alpha"]).removesuffix(".0")) if told.get("network_alpha") else "",
        counted(told["tensors"], "1 tensor", "{n} tensors") if told.get("tensors") else "",
        str(told.get("precision") or "")) if part)
    base_from = str(told.get("base_from") or "")
    lines = [
        (tr("Base model"), base_of(model)),
        (tr("Known from"), _known_from(base_from) if base_of(model) else ""),
        (tr("Trained on"), str(told.get("trained_on") or "")),
        (tr("Trigger words"), triggers_of(model)),
        (tr("Tags"), tags_of(model)),
        (tr("Resolution"), str(told.get("resolution") or "")),
        (tr("Network"), network),
        (tr("Title"), str(told.get("title") or "")),
        (tr("Author"), str(told.get("author") or "")),
        (tr("Licence"), str(told.get("licence") or "")),
        (tr("About"), str(told.get("description") or "")),
        (tr("Size"), size_of(model)),
        (tr("File"), str(told.get("file_name") or "")),
        (tr("AutoV2"), str(told.get("autov2") or "")),
        (tr("SHA-256"), str(told.get("sha256") or "")),
        (tr("Model hash"), str(told.get("model_hash") or "")),
        (tr("Came from"), str(told.get("source_path") or "")),
    ]
    return [(key, value) for key, value in lines if value]


def _known_from(source: str) -> str:
    """“the header's ss_base_model_version”; what is no name of the header is words already."""
    return tr("“{key}” in its header", key=source) if source and " " not in source else tr(source)


def _list(told: Mapping[str, Any], key: str) -> list[Any]:
    found = told.get(key)
    return found if isinstance(found, list) else []
