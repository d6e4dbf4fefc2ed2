"""Model files of the user: LoRAs, and what else is a `.safetensors` file. Verbs are one step each; reads are short.

A resource's `metadata`: `name, note, file_name, location, size_bytes, sha256, autov2, source_path`, and what its header
says, as `app.media.safetensors.ModelFile` names it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.library.exporting import copy_out
from app.library.library import Library
from app.paths import LORAS
from db import Resource, generations, now, resources

SHORT_HASH = 8  # hexadecimal digits from which on a hash in a recipe means a model


def all_models(library: Library, *, trash: bool = False) -> list[Resource]:
    """The user's models by name, those in the trash or the others."""
    with library.store.read() as read:
        return resources.of_user(read, library.user_id, trash=trash)


def one(library: Library, resource_id: str) -> Resource:
    """A model, also one in the trash. Raises: db.NotFound."""
    with library.store.read() as read:
        return resources.one(read, resource_id)


def counts(library: Library) -> tuple[int, int]:
    """(how many models there are, how many are in the trash)."""
    with library.store.read() as read:
        return resources.counts(read, library.user_id)


def file_of(library: Library, resource: Resource) -> Path:
    """Where the model's file is. Raises: UserError when its row names no file of ours."""
    return library.paths.in_bucket(LORAS, str(resource.metadata.get("location") or ""))


def prompt_word(resource: Resource) -> str:
    """`<lora:name:1>`, as A1111 and its kin take it into a prompt: the name is that of the file."""
    return f"<lora:{_stem(str(resource.metadata.get('file_name') or resource.metadata.get('name') or ''))}:1>"


# -- who uses it ---------------------------------------------------------------------------------------------------------

def all_uses(library: Library) -> dict[str, list[str]]:
    """Model → ids of the items whose recipe names it, trash left out. Long: not for the GUI thread."""
    models = all_models(library)
    with library.store.slow_read() as read:
        mentions = resources.mentions(read, library.user_id)
    by_name: dict[str, list[str]] = defaultdict(list)
    for model in models:
        for name in _names(model):
            by_name[name].append(model.id)
    found: dict[str, set[str]] = {model.id: set() for model in models}
    for listed, ids in mentions:
        items = ids.split(",")
        for entry in listed:
            for model_id in _meant(entry, by_name, models):
                found[model_id].update(items)
    return {model_id: sorted(items) for model_id, items in found.items()}


def uses(library: Library, resource_id: str) -> list[str]:
    """Ids of the items of whose variants one names this model, the newest first. Long: not for the GUI thread."""
    ids = all_uses(library).get(resource_id, [])
    with library.store.slow_read() as read:
        seqs = generations.seqs_of(read, ids)
        return [card.id for card in sorted(generations.cards(read, seqs).values(), key=lambda c: (c.created_at, c.seq),
                                           reverse=True)]


def named(library: Library, entries: Sequence[Any]) -> list[Resource | None]:
    """For each LoRA as a recipe lists it the model it means; None for one that is not in the library."""
    models = all_models(library) if entries else []
    by_id = {model.id: model for model in models}
    by_name: dict[str, list[str]] = defaultdict(list)
    for model in models:
        for name in _names(model):
            by_name[name].append(model.id)
    found = []
    for entry in entries:
        meant = _meant(entry, by_name, models)
        found.append(by_id[meant[0]] if meant else None)
    return found


def _names(model: Resource) -> set[str]:
    """What recipes may call it: its file's name and the name it was trained under."""
    told = (model.metadata.get("file_name"), model.metadata.get("output_name"))
    return {_stem(text).casefold() for text in told if isinstance(text, str) and text}


def _meant(entry: Any, by_name: dict[str, list[str]], models: Iterable[Resource]) -> list[str]:
    """The models that an entry of a recipe means: by hash where it gives one that fits, else by name."""
    if isinstance(entry, str):
        entry = {"name": entry}
    if not isinstance(entry, dict):
        return []
    given = str(entry.get("hash") or "").lower()
    if len(given) >= SHORT_HASH and re.fullmatch(r"[0-9a-f]+", given):
        hits = [model.id for model in models if any(
            str(model.metadata.get(key) or "").startswith(given) for key in ("sha256", "model_hash", "legacy_hash"))]
        if hits:
            return hits
    name = entry.get("name")
    return by_name.get(_stem(name).casefold(), []) if isinstance(name, str) else []


def _stem(name: str) -> str:
    """“style/grain.safetensors” → “grain”."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"\.(safetensors|ckpt|pt)$", "", last, flags=re.IGNORECASE)


# -- verbs ---------------------------------------------------------------------------------------------------------------

def rename(library: Library, resource_id: str, name: str) -> None:
    """The model is called so here; its file name, by which recipes know it, stays.

    Undo: “Rename to …”. Raises: db.NotFound, db.ReadOnly, UserError without a name.
    """
    if not name.strip():
        raise UserError("A model needs a name. Nothing was changed.", "Give it one that is not empty.")
    _set(library, resource_id, f"Rename to “{name.strip()}”", name=name.strip())


def set_note(library: Library, resource_id: str, note: str) -> None:
    """The model has this note. Undo: “Edit note”. Raises: db.NotFound, db.ReadOnly."""
    _set(library, resource_id, "Edit note", note=note)


def _set(library: Library, resource_id: str, label: str, **fields: Any) -> None:
    with library.store.write(label) as tx:
        resources.set_metadata(tx, resource_id, {**resources.one(tx, resource_id).metadata, **fields})


def trash(library: Library, resource_ids: Sequence[str]) -> int:
    """These models are in the trash; how many. Undo: “Move 2 models to Trash”. Raises: db.ReadOnly."""
    with library.store.write(f"Move {_what(library, resource_ids)} to Trash") as tx:
        return resources.trash(tx, resource_ids, now())


def restore(library: Library, resource_ids: Sequence[str]) -> int:
    """These models are out of the trash; how many. Undo: “Restore 2 models”. Raises: db.ReadOnly."""
    with library.store.write(f"Restore {_what(library, resource_ids)}") as tx:
        return resources.restore(tx, resource_ids)


def _what(library: Library, resource_ids: Sequence[str]) -> str:
    if len(resource_ids) == 1:
        return f"“{one(library, resource_ids[0]).metadata.get('name', '')}”"
    return f"{len(resource_ids):,} models"


def export(library: Library, resource_ids: Sequence[str], folder: Path) -> list[Path]:
    """Copies of the models' files stand in the folder under the names they came with; nothing there is replaced.

    Undo: changes nothing in the library. Raises: WorldError, db.NotFound.
    """
    written: list[Path] = []
    for resource_id in resource_ids:
        model = one(library, resource_id)
        written.append(copy_out(file_of(library, model), folder, str(model.metadata.get("file_name") or "model.safetensors")))
    return written
