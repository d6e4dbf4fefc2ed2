"""A library of a million generations, written straight into the tables in two minutes and kept for the next run.

Everything the triggers would have kept is written as they would have: `db.check.invariants` finds nothing (tested on a
small one). Indexes and triggers are taken out while rows are written and made again from their own text afterwards.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from filelock import FileLock

from app.library.library import Library
from app.paths import DATABASE
from db import driver

ROWS = 1_000_000
EDITION = 2  # of the rows: another one for other rows
PICTURES = 512  # files that all rows share; fewer in small libraries
SHOTS, SHOT_ITEMS = 60, 100
STARRED, PARTS, TRASHED, VIDEOS, UNSEEN = 0.05, 0.04, 0.02, 0.2, 0.01
BATCH = 20_000
NARROW_FROM = 3_000_000  # rows from which a library has generations only: no variants, words, shots
WORDS = 30_000
PHRASES = 50_000
SIZES = ((1536, 1024), (1024, 1024), (1080, 1920), (1920, 1080))
MODELS = ("flux1-dev", "wan2.1_i2v_720p", "sd_xl_base_1.0", "qwen-image")
_ROOT = Path(__file__).resolve().parents[2]
_BEGINNINGS = ["b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "st", "tr", "ch"]
_SYLLABLES = [a + b for a in _BEGINNINGS for b in ["a", "e", "i", "o", "u", "ai", "ou", "er", "on", "il"]]

_GENERATION = (
    "seq", "id", "project_id", "type", "location", "thumbnail_url", "params", "name", "starred", "created_at", "updated_at",
    "parent_generation_id", "is_child", "child_order", "primary_variant_id", "trashed_at", "rating", "variant_count",
    "unseen_count", "part_count",
)  # fmt: skip
_VARIANT = (
    "id", "generation_id", "location", "thumbnail_url", "params", "name", "is_primary", "variant_type", "created_at",
    "project_id", "viewed_at", "kind", "mime", "width", "height", "frames", "duration_us", "fps_num", "fps_den", "has_audio",
    "codec", "size_bytes", "sha256", "source_name", "source_path", "mean_colour", "perceptual_hash",
)  # fmt: skip
_SEARCH = ("rowid", "name", "prompt", "file_name", "tags", "note", "metadata")


def big_library(rows: int = ROWS) -> Path:
    """The folder of a library with so many generations: the one of an earlier run, or a new one. Not to be changed."""
    digest = hashlib.sha256(str(EDITION).encode())
    for place in ("migrations", "triggers"):
        for file in sorted((_ROOT / "db" / place).glob("*.sql")):
            digest.update(file.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"dailies-perf-{rows}-{digest.hexdigest()[:12]}"
    with FileLock(folder.with_suffix(".lock")):  # another measurement may want the same
        if not (folder / DATABASE).exists():
            with tempfile.TemporaryDirectory(prefix="dailies-perf-making-") as place:
                make(Path(place) / "library", rows)
                (Path(place) / "library").rename(folder)
    for other in folder.parent.glob(f"dailies-perf-{rows}-*"):
        if other.stem != folder.name and other.is_dir():
            shutil.rmtree(other)
    return folder


@contextmanager
def copy_of(folder: Path) -> Iterator[Path]:
    """The same library to write into; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="dailies-perf-") as place:
        copied = Path(place) / "library"
        shutil.copytree(folder, copied)
        yield copied


def make(folder: Path, rows: int) -> None:
    """A new library with so many generations stands in `folder`."""
    library = Library.create(folder)
    project, user = library.project_id, library.user_id
    _write_pictures(library, user, _pictures(rows))
    library.close()
    connection = driver.connect(str(folder / DATABASE))
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
        connection.execute(f"PRAGMA {pragma}")
    put_back = _without_indexes_and_triggers(connection)
    connection.execute("INSERT INTO generation_search (generation_search, rank) VALUES ('hashsize', 268435456)")
    if rows < NARROW_FROM:
        _fill(connection, rows, project, user)
        _fill_shots(connection, rows, project)
    else:
        _fill_narrow(connection, rows, project, user)
    for sql in put_back:
        connection.execute(sql)
    for command, value in (("hashsize", 1048576), ("optimize", None)):
        connection.execute(f"INSERT INTO generation_search (generation_search{', rank' if value else ''})"
                           f" VALUES ('{command}'{f', {value}' if value else ''})")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _pictures(rows: int) -> int:
    return min(PICTURES, max(16, rows // 16))


def _write_pictures(library: Library, user: str, number_of_pictures: int) -> None:
    """A few files that many rows name: 320 px thumbnails of some 13 kB, which stand for the originals too."""
    from tests.perf.media import film_still, jpeg_bytes

    for kind in ("uploads", "thumbnails"):
        library.paths.file(f"{user}/{kind}").mkdir(parents=True)
    for number in range(number_of_pictures):
        data = jpeg_bytes(film_still((320, 213), number), 80)
        library.paths.file(_thumbnail(user, number)).write_bytes(data)
        library.paths.file(_original(user, number)).write_bytes(data)


def _thumbnail(user: str, number: int) -> str:
    return f"{user}/thumbnails/thumb_1700000000000_{number:06d}.jpg"


def _original(user: str, number: int) -> str:
    return f"{user}/uploads/1700000000000-{number:08d}.png"


def _without_indexes_and_triggers(connection: Any) -> list[str]:
    """They are gone; their texts, to make them again."""
    found = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger')"
                               " AND sql IS NOT NULL ORDER BY type, rowid").fetchall()
    for kind, name, _sql in found:
        connection.execute(f'DROP {kind} "{name}"')
    return [sql for _kind, _name, sql in found]


# -- rows ---------------------------------------------------------------------------------------------


@cache
def vocabulary() -> list[str]:
    """Words of two to four syllables."""
    chance = random.Random(7)
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(words)


def _phrases(chance: random.Random) -> list[str]:
    """Pieces of prompts; a few words are in very many of them, most in few, as in any language."""
    words = vocabulary()
    weights = list(accumulate(1 / (rank + 10) ** 0.9 for rank in range(len(words))))
    drawn = chance.choices(words, cum_weights=weights, k=6 * PHRASES)
    return [" ".join(drawn[start : start + 6]) for start in range(0, len(drawn), 6)]


def row_id(number: int, chance: random.Random) -> str:
    """A version 7 UUID; later numbers sort later."""
    moment, rest = divmod(number, 4096)
    text = f"{1_700_000_000_000 + moment:012x}"
    return f"{text[:8]}-{text[8:]}-7{rest:03x}-8{chance.getrandbits(12):03x}-{chance.getrandbits(48):012x}"


class _Rows:
    """The rows of generation after generation; a parent is always a row before, so counts are told afterwards."""

    def __init__(self, rows: int, project: str, user: str) -> None:
        self._chance = random.Random(1)
        self._phrases = _phrases(self._chance)
        self._project, self._user, self._rows = project, user, rows
        self._start = datetime(2023, 1, 1, tzinfo=UTC)
        self._last_parent = ""
        self._parts = 0

    def one(self, number: int) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]:
        """Generation, variant and search row number `number` (from 1)."""
        chance = self._chance
        own, variant = row_id(2 * number, chance), row_id(2 * number + 1, chance)
        when = self._start + timedelta(seconds=number * 60 + chance.randrange(900_000), microseconds=number % 1_000_000)
        at = when.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        part = bool(self._last_parent) and chance.random() < PARTS
        video = chance.random() < VIDEOS
        unseen = int(chance.random() < UNSEEN)
        name = f"{vocabulary()[chance.randrange(WORDS)]}_{number:07d}"
        prompt = ", ".join(chance.choices(self._phrases, k=10))[:400]
        seed = chance.getrandbits(40)
        model, size = MODELS[number % len(MODELS)], SIZES[number % len(SIZES)]
        params = json.dumps({"cfg": 7, "model": model, "prompt": prompt, "sampler": "dpmpp_2m", "seed": seed,
                             "steps": 30, "tool": "comfyui"}, sort_keys=True, separators=(",", ":"))
        kind, ending = ("video", "mp4") if video else ("image", "png")
        picture = number % _pictures(self._rows)
        location, thumbnail = _original(self._user, picture), _thumbnail(self._user, picture)
        generation = (
            number, own, self._project, kind, location, thumbnail, params, name, int(chance.random() < STARRED), at, at,
            self._last_parent if part else None, int(part), self._parts if part else None, variant,
            at if not part and chance.random() < TRASHED else None, max(0, number % 50 - 44), 1, unseen, 0,
        )  # fmt: skip
        facts: tuple[Any, ...] = (None, None, None, None, 0, None)
        if video:
            facts = (120, 100_000 * chance.randint(5, 200), 24, 1, 1, "h264")
        variant_row = (
            variant, own, location, thumbnail, params, name, 1, "original", at, self._project, None if unseen else at, kind,
            f"{kind}/{ending}", *size, *facts, chance.randint(200_000, 9_000_000), f"{number:064x}", f"{name}.{ending}",
            f"{name}.{ending}", chance.getrandbits(24), f"{chance.getrandbits(256):064x}",
        )  # fmt: skip
        search = (number, name, prompt, f"{name}.{ending}", None, "", f"{model} dpmpp_2m {seed} comfyui")
        if part:
            self._parts += 1
        elif generation[15] is None:
            self._last_parent, self._parts = own, 0
        return generation, variant_row, search


def _fill(connection: Any, rows: int, project: str, user: str) -> None:
    made = _Rows(rows, project, user)
    tables = (("generations", _GENERATION), ("generation_variants", _VARIANT), ("generation_search", _SEARCH))
    inserts = [f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})" for table, names in tables]
    for start in range(1, rows + 1, BATCH):
        batch = [made.one(number) for number in range(start, min(rows, start + BATCH - 1) + 1)]
        connection.execute("BEGIN")
        for place, insert in enumerate(inserts):
            connection.executemany(insert, [row[place] for row in batch])
        connection.execute("COMMIT")
    connection.execute("UPDATE generations SET part_count = found.n FROM (SELECT parent_generation_id AS id, count(*) AS n"
                       " FROM generations WHERE parent_generation_id IS NOT NULL GROUP BY 1) AS found"
                       " WHERE generations.id = found.id")


def _fill_narrow(connection: Any, rows: int, project: str, user: str) -> None:
    """What the indexes of the gallery hold, made by SQLite itself: it is about them alone, ten million whole items are 40 GB."""
    connection.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
        " INSERT INTO generations (seq, id, project_id, type, location, thumbnail_url, starred, created_at, trashed_at, rating)"
        " SELECT i, printf('%08x-0000-7000-8000-%012x', i, i), ?2, iif(i % 5, 'image', 'video'),"
        " printf('%s/uploads/1700000000000-%08d.png', ?3, i % ?4),"
        " printf('%s/thumbnails/thumb_1700000000000_%06d.jpg', ?3, i % ?4),"
        " i % 20 = 0, strftime('%Y-%m-%dT%H:%M:%f000Z', 1600000000 + i * 15 + abs(random() % 900), 'unixepoch'),"
        " iif(i % 50 = 7, '2026-01-01T00:00:00.000000Z', NULL), max(0, i % 50 - 44) FROM n",
        (rows, project, user, _pictures(rows)))


def _fill_shots(connection: Any, rows: int, project: str) -> None:
    """Shots of neighbouring items on frames two seconds apart; their caches as the view `shot_cache` has them."""
    chance = random.Random(2)
    shots = min(SHOTS, max(1, rows // 200))
    items = min(SHOT_ITEMS, max(2, rows // (4 * shots)))
    connection.execute("BEGIN")
    connection.execute("CREATE INDEX linked ON shot_generations (generation_id)")
    for place in range(shots):
        shot = row_id(10**9 + place, chance)
        connection.execute("INSERT INTO shots (id, name, project_id, position) VALUES (?, ?, ?, ?)",
                           (shot, f"Shot {place + 1}", project, place + 1))
        chosen = connection.execute("SELECT id, created_at FROM generations WHERE seq >= ? AND is_child = 0"
                                    " AND trashed_at IS NULL LIMIT ?", (1 + place * (rows // shots), items)).fetchall()
        connection.executemany(
            "INSERT INTO shot_generations (id, shot_id, generation_id, position, timeline_frame, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(row_id(10**10 + place * 1000 + n, chance), shot, own, n, n * 48, at, at) for n, (own, at) in enumerate(chosen)])
    connection.execute("UPDATE generations SET shot_data = c.shot_data, shot_id = c.shot_id, timeline_frame = c.timeline_frame"
                       " FROM shot_cache AS c WHERE c.generation_id = generations.id"
                       " AND generations.id IN (SELECT generation_id FROM shot_generations)")
    connection.execute("DROP INDEX linked")
    connection.execute("COMMIT")
