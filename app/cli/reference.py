"""What an ID on the command line means: a whole id, or any unique beginning of at least four characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.cli.output import UsageError
from app.errors import NotFound
from app.library.library import Library
from db import Read, ShotItem, generations, shots

SHOWN = 10
_TABLES = {"item": "generations", "variant": "generation_variants", "deleted variant": "deleted_variants",
           "shot": "shots", "shot item": "shot_generations", "proposal": "proposals"}  # fmt: skip


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
