"""Libraries for tests: rows with small real files, made without any decoder, in a few milliseconds each.

library = make_library(tmp_path)
dune = add_item(library, "dune_walk_0412", variants=3, starred=True)
clip = add_item(library, "tide", kind="video", seconds=2.0)
add_shot(library, "Opening", [dune, clip], frames=[0, 48])
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import shutil
import struct
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from app import paths
from app.library import gallery
from app.library.library import Library
from app.paths import LibraryPaths
from db import Card, Filter, check, generations, now, shots, variants

Colour = tuple[int, int, int]
COLOURS: tuple[Colour, ...] = (
    (196, 120, 72),
    (64, 92, 140),
    (84, 132, 96),
    (150, 84, 120),
    (210, 180, 110),
    (60, 60, 72),
)
_count = itertools.count(1)


def png_bytes(size: tuple[int, int] = (64, 36), colour: Colour = COLOURS[0], number: int = 0) -> bytes:
    """A whole PNG in one colour, written by hand; another `number` makes other bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + bytes(colour) * size[0]) * size[1]
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0))
        + chunk(b"tEXt", b"Comment\0" + str(number).encode())
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@functools.cache
def jpeg_bytes(size: tuple[int, int] = (64, 36), colour: Colour = COLOURS[0]) -> bytes:
    """A whole JPEG in one colour, for thumbnails."""
    from PIL import Image

    written = BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG", quality=80)
    return written.getvalue()


@functools.cache
def _template() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="dailies-template-")
    Library.create(Path(folder.name) / "library").close()
    return folder


def make_library(
    folder: Path,
    *,
    name: str = "library",
    items: int = 0,
    project: str | None = None,
    fps: tuple[int, int] = (24, 1),
) -> Library:
    """A new library in `folder / name`, open for writing, with so many items and no history."""
    target = folder / name
    shutil.copytree(Path(_template().name) / "library", target)
    library = Library.open(target)
    if project is not None or fps != (24, 1):
        with library.store.write("Set up") as tx:
            tx.execute(
                "UPDATE projects SET name = coalesce(?, name), fps_num = ?, fps_den = ?", (project, *fps)
            )
    for number in range(items):
        add_item(library, f"item_{number:04}")
    library.store.forget_history()
    return library


def _write_file(library: Library, kind: str, size: tuple[int, int], colour: Colour) -> tuple[str, bytes]:
    number = next(_count)
    extension, data = (
        ("png", png_bytes(size, colour, number)) if kind == "image" else ("mp4", b"clip %d" % number)
    )
    location = paths.upload_location(library.user_id, extension)
    file = library.paths.file(location)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return location, data


def _write_thumbnail(library: Library, size: tuple[int, int], colour: Colour) -> str:
    shown = (max(1, size[0] * 300 // max(size)), max(1, size[1] * 300 // max(size)))
    location = paths.thumbnail_location(library.user_id)
    file = library.paths.file(location)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(jpeg_bytes(shown, colour))
    return location


def add_variant(
    library: Library,
    generation_id: str,
    name: str | None = None,
    *,
    kind: str = "image",
    size: tuple[int, int] = (64, 36),
    colour: Colour | None = None,
    seconds: float = 2.0,
    fps: tuple[int, int] = (24, 1),
    params: Mapping[str, Any] | None = None,
    primary: bool = False,
    variant_type: str | None = None,
    viewed: bool = True,
    created_at: str | None = None,
    thumbnail: bool = True,
    tx: Any = None,
) -> str:
    """One more variant with its own files; the id. A step of its own, unless `tx` is given."""
    if tx is None:
        with library.store.write("Add variant") as own:
            return add_variant(
                library,
                generation_id,
                name,
                kind=kind,
                size=size,
                colour=colour,
                seconds=seconds,
                fps=fps,
                params=params,
                primary=primary,
                variant_type=variant_type,
                viewed=viewed,
                created_at=created_at,
                thumbnail=thumbnail,
                tx=own,
            )
    paint = colour or COLOURS[next(_count) % len(COLOURS)]
    location, data = _write_file(library, kind, size, paint)
    facts: dict[str, Any] = {
        "kind": kind,
        "mime": "image/png" if kind == "image" else "video/mp4",
        "width": size[0],
        "height": size[1],
        "orientation": 1,
        "has_alpha": False,
        "bit_depth": 8,
        "frames": 1,
        "has_audio": False,
        "size_bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "source_name": f"{name or 'file'}.{location.rpartition('.')[2]}",
    }
    if kind == "video":
        facts.update(
            duration_us=round(seconds * 1_000_000),
            fps_num=fps[0],
            fps_den=fps[1],
            codec="h264",
            frames=max(1, round(seconds * fps[0] / fps[1])),
            has_audio=True,
        )
    return variants.add(
        tx,
        generation_id,
        location,
        name=name,
        variant_type=variant_type,
        params=params,
        primary=primary,
        thumbnail_url=_write_thumbnail(library, size, paint) if thumbnail else None,
        facts=facts,
        created_at=created_at,
        viewed_at=now() if viewed else None,
    )


def add_item(
    library: Library,
    name: str | None = "dune_walk_0412",
    *,
    kind: str = "image",
    variants: int = 1,
    size: tuple[int, int] = (64, 36),
    colour: Colour | None = None,
    seconds: float = 2.0,
    fps: tuple[int, int] = (24, 1),
    starred: bool = False,
    rating: int = 0,
    note: str = "",
    tags: Sequence[str] = (),
    params: Mapping[str, Any] | None = None,
    parent: str | None = None,
    based_on: str | None = None,
    created_at: str | None = None,
    viewed: bool = True,
    thumbnail: bool = True,
) -> str:
    """An item with so many variants, the first one primary; its id. One step, “Add item”.

    `viewed` is about the variants after the first. With `variants=0` it is an empty shell.
    """
    with library.store.write("Add item") as tx:
        item = generations.create(
            tx,
            library.project_id,
            name=name,
            kind=kind,
            parent_id=parent,
            based_on=based_on,
            created_at=created_at,
        )
        for number in range(variants):
            add_variant(
                library,
                item,
                name if number == 0 else f"{name} {number + 1}",
                kind=kind,
                size=size,
                colour=colour,
                seconds=seconds,
                fps=fps,
                params=params,
                primary=number == 0,
                variant_type="original" if number == 0 else "edit",
                viewed=viewed or number == 0,
                created_at=created_at,
                thumbnail=thumbnail,
                tx=tx,
            )
        if starred:
            generations.set_starred(tx, [item], True)
        if rating:
            generations.set_rating(tx, [item], rating)
        if note:
            generations.set_note(tx, item, note)
        for tag in tags:
            generations.add_tags(tx, [item], tag)
    return item


def add_shot(
    library: Library,
    name: str = "Opening",
    items: Sequence[str] = (),
    frames: Sequence[int | None] | None = None,
) -> str:
    """A last shot with these items at these frames (None: unpositioned; no frames: each 48 later); its id."""
    with library.store.write("Add shot") as tx:
        shot = shots.create(tx, library.project_id, name)
        for at, item in enumerate(items):
            shots.place_new(tx, shot, item, frames[at] if frames is not None else at * 48)
        shots.renumber(tx, shot)
    return shot


def fill(library: Library, items: int = 12) -> list[str]:
    """So many items of all sorts and three shots, the last one empty; the ids of the items, newest last."""
    made = []
    for at in range(items):
        made.append(
            add_item(
                library,
                f"take_{at:04}",
                kind="video" if at % 4 == 3 else "image",
                variants=1 + at % 3 * (at % 2 == 0),
                starred=at % 5 == 0,
                viewed=at % 2 == 1,
                colour=COLOURS[at % len(COLOURS)],
                size=((64, 36), (36, 64), (48, 48))[at % 3],
                created_at=f"2026-01-{1 + at % 28:02}T10:00:00.000000Z",
            )
        )
    add_shot(library, "Opening", made[:4], [0, 48, 120, None])
    add_shot(library, "The door", made[3:6])
    add_shot(library, "End titles")
    library.store.forget_history()
    return made


def seqs(library: Library, *generation_ids: str) -> list[int]:
    """The `seq` numbers of these items."""
    return gallery.seqs_of(library, generation_ids)


def card(library: Library, generation_id: str) -> Card:
    """The card of an item."""
    with library.store.read() as read:
        return generations.cards_of(read, [generation_id])[generation_id]


def names(library: Library, **wanted: Any) -> list[str | None]:
    """The names that the gallery shows for a filter, in order."""
    chosen = Filter(project_id=library.project_id, **wanted)
    found = gallery.first_ids(library, chosen, 10_000)
    cards = gallery.cards(library, found)
    return [cards[seq].name for seq in found]


def problems(library: Library) -> list[str]:
    """What `check` finds wrong with the rows, as sentences."""
    with library.store.read() as read:
        return [problem.message for problem in check.invariants(read)]


def files_of(paths_of: LibraryPaths) -> set[str]:
    """Every file in the buckets and in the staging folder, relative to the library's folder."""
    return {
        file.relative_to(paths_of.folder).as_posix()
        for place in (*paths_of.buckets, paths_of.staging)
        for file in place.rglob("*")
        if file.is_file()
    }
