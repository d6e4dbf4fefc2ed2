"""What an ID on the command line means: a whole id, or any unique beginning of at least four characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.cli.output import UsageError
from app.errors import NotFound
from app.library.library import Library
from db import Read, ShotItem, generations, imports, resources, shots, training

SHOWN = 10
_TABLES = {"item": "generations", "variant": "generation_variants", "deleted variant": "deleted_variants",
           "shot": "shots", "shot item": "shot_generations", "model": "resources", "batch": "training_data_batches",
           "training file": "training_data", "segment": "training_data_segments",
           "task": "tasks", "import": "imports", "proposal": "proposals"}  # fmt: skip


def generation(library: Library, text: str) -> str:
    """The id of a gallery item. Raises: NotFound, UsageError (several ids begin so)."""
    with library.store.read() as read:
        return _one(read, "item", text)


def all_generations(library: Library, texts: Sequence[str]) -> list[str]:
    """The ids of gallery items, each once. Raises: as `generation`."""
    with library.store.read() as read:
        return list(dict.fromkeys(_one(read, "item", text) for text in texts))


def variant(library: Library, text: str) -> str:
    """The id of a variant. Raises: as `generation`."""
    with library.store.read() as read:
        return _one(read, "variant", text)


def deleted_variant(library: Library, text: str) -> str:
    """The id of a variant in Trash. Raises: as `generation`."""
    with library.store.read() as read:
        return _one(read, "deleted variant", text)


def task(library: Library, text: str) -> str:
    """The id of a task of the queue. Raises: as `generation`."""
    with library.store.read() as read:
        return _one(read, "task", text)


def earlier_import(library: Library, text: str) -> str:
    """The id of an import; “last” is the newest. Raises: as `generation`."""
    with library.store.read() as read:
        if text == "last" and (newest := imports.newest(read, 1)):
            return newest[0].id
        return _one(read, "import", text)


def all_proposals(library: Library, texts: Sequence[str]) -> list[str]:
    """The ids of proposals, each once. Raises: as `generation`."""
    with library.store.read() as read:
        return list(dict.fromkeys(_one(read, "proposal", text) for text in texts))


def shot(library: Library, text: str) -> str:
    """The id of a shot, by its id, a beginning of it, or its whole name. Raises: as `generation`.

    The shot's project is the current one afterwards.
    """
    with library.store.read() as read:
        named = [found.id for found in shots.of_project(read, library.project_id) if found.name == text]
        shot_id = named[0] if len(named) == 1 else _one(read, "shot", text)
        project_id = shots.project_of(read, shot_id)
    library.choose_project(project_id)
    return shot_id


def shot_items(library: Library, shot_id: str, texts: Sequence[str]) -> list[str]:
    """The ids of items of this shot (rows of shot_generations). Raises: as `generation`."""
    with library.store.read() as read:
        there = {found.id: found for found in shots.items(read, shot_id)}
        return list(dict.fromkeys(_in_shot(read, there, text) for text in texts))


def models(library: Library, texts: Sequence[str]) -> list[str]:
    """The ids of models (LoRAs), each by its id, a beginning of it, or its whole name. Raises: as `generation`."""
    with library.store.read() as read:
        every = [model for trash in (False, True) for model in resources.of_user(read, library.user_id, trash=trash)]
        by_name = {text: [m.id for m in every if m.metadata.get("name") == text] for text in texts}
        return list(dict.fromkeys(by_name[text][0] if len(by_name[text]) == 1 else _one(read, "model", text) for text in texts))


def batch(library: Library, text: str) -> str:
    """The id of a training batch, by its id, a beginning of it, or its whole name. Raises: as `generation`."""
    with library.store.read() as read:
        return training.batch_named(read, library.user_id, text) or _one(read, "batch", text)


def training_files(library: Library, texts: Sequence[str]) -> list[str]:
    """The ids of training files. Raises: as `generation`."""
    with library.store.read() as read:
        return list(dict.fromkeys(_one(read, "training file", text) for text in texts))


def segment(library: Library, text: str) -> str:
    """The id of a segment. Raises: as `generation`."""
    with library.store.read() as read:
        return _one(read, "segment", text)


def _in_shot(read: Read, there: dict[str, ShotItem], text: str) -> str:
    beginning = text.lower()
    found = [item_id for item_id in there if len(beginning) >= 4 and item_id.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    item_id = _one(read, "shot item", text)
    if item_id not in there:
        raise NotFound(f"The shot item {text} is in another shot, or in the trash. Nothing was changed.",
                       "“shot list” shows the items of each shot.")  # fmt: skip
    return item_id


def _one(read: Read, what: str, text: str) -> str:
    beginning = text.lower()
    if len(beginning) < 4:
        raise NotFound(f"“{text}” is too short for an id.", "Give at least its first four characters.")
    found: list[str] = []
    if re.fullmatch(r"[0-9a-f-]{4,36}", beginning):
        found = generations.starting_with(read, _TABLES[what], beginning, SHOWN + 1)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"There is no {what} “{text}”.", "“list” and “show” give the ids.")
    some = "\n".join(f"  {candidate}" for candidate in found[:SHOWN])
    more = f"\n  and more than {SHOWN - 1} others" if len(found) > SHOWN else ""
    raise UsageError(f"“{text}” is ambiguous: more than one {what} begins so.",
                     f"Give more characters. It may mean:\n{some}{more}", "ambiguous")  # fmt: skip
