"""Items with hashes, made as rows: what they look like is a number."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from app.library import proposals
from app.library.library import Library
from db import generations, new_id, variants

Add = Callable[..., str]


def hash_near(number: int, bits: int = 0) -> str:
    """A hash for the picture `number`; with `bits`, one that differs from it in so many (fine) bits."""
    value = random.Random(number).getrandbits(256)
    for bit in range(bits):
        value ^= 1 << bit
    return f"{value:064x}"


@pytest.fixture
def add(library: Library) -> Add:
    """add("dune.png", picture=1, bits=3, prompt="…", seed="…", **facts): an item of one file; its id."""

    def made(file: str, picture: int | None = None, *, bits: int = 0, size: tuple[int, int] = (960, 540), kind: str | None = None,
             project: str | None = None, parent: str | None = None, based_on: str | None = None, **more: Any) -> str:
        kind = kind or ("video" if file.endswith((".mp4", ".webm")) else "image")
        params = {key: more.pop(key) for key in ("prompt", "seed", "inputs", "tool", "sources") if key in more} or None
        mime = {"png": "image/png", "jpg": "image/jpeg", "mp4": "video/mp4"}.get(file.rpartition(".")[2], "image/webp")
        facts = {"kind": kind, "mime": mime, "width": size[0], "height": size[1], "source_name": file,
                 "perceptual_hash": None if picture is None else hash_near(picture, bits), **more}
        if kind == "video":
            facts = {"duration_us": 2_000_000, "first_frame_hash": facts["perceptual_hash"],
                     "last_frame_hash": facts["perceptual_hash"], **facts}
        with library.store.write("Add item") as tx:
            item = generations.create(tx, project or library.project_id, kind=kind, parent_id=parent, based_on=based_on)
            variants.add(tx, item, f"{library.user_id}/uploads/{new_id()}.png", name=file.rpartition(".")[0], params=params,
                         variant_type="original", facts=facts)
        return item

    return made


@pytest.fixture
def find(library: Library) -> Callable[[], list[tuple[str, str, str]]]:
    """find(): looks through the whole project; (kind, item, target) of everything that is open then."""

    def run() -> list[tuple[str, str, str]]:
        proposals.find(library, library.project_id)
        return shown(library)

    return run


def shown(library: Library) -> list[tuple[str, str, str]]:
    """(kind, item, target) of the open proposals."""
    return sorted((each.kind, each.generation_id, each.target_id) for each in opened(library))


def opened(library: Library) -> list[Any]:
    """The open proposals."""
    return [each for group in proposals.groups(library) for each in group.proposals]


def reason(library: Library, item: str) -> str:
    """Why something is proposed for this item."""
    return next(str(each.reason) for each in opened(library) if each.generation_id == item)
