"""Goal 10: batches of 25 items into a million, as an import writes them, against bare SQL without triggers and journal.

Lock: wall time of one batch, the 95th of a hundred in the best of three rounds. Rate: from the median batch of the best
round, so that a busy disk does not decide. Ours and the bare batches take turns, each into its own copy of the library.
"""

from __future__ import annotations

import random
import statistics
import time
from itertools import chain, repeat
from typing import Any

from app.library.library import Library
from db import canonical, driver, generations, new_id, now, variants
from tests.perf.figures import Figure, at_most, in_turn, percentile
from tests.perf.library import big_library, copy_of, vocabulary

BATCH = 25
BATCHES = 60
ROUNDS = 3
_FACTS: dict[str, Any] = {
    "kind": "image", "mime": "image/png", "width": 1024, "height": 1024, "orientation": 1, "has_alpha": False, "bit_depth": 8,
    "has_audio": False, "size_bytes": 1_500_000,
}  # fmt: skip


def recipe(chance: random.Random) -> dict[str, Any]:
    """What a picture's tool wrote into it, some 400 bytes."""
    return {"prompt": " ".join(chance.choices(vocabulary(), k=50))[:400], "seed": chance.getrandbits(40), "steps": 30,
            "tool": "comfyui", "model": "flux1-dev", "sampler": "dpmpp_2m"}


class Writer:
    """Writes batches of an import's rows into a library, as one open step."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._step = library.store.begin_step("Import", "import")
        self._chance = random.Random(5)
        self._number = 0

    def batch(self) -> float:
        """One batch; the ms it took, which is how long it held the library."""
        library, rows = self._library, [self._row() for _ in range(BATCH)]
        start = time.perf_counter()
        with self._step.part() as tx:
            owners = [generations.create(tx, library.project_id, kind="image") for _ in rows]
            variants.add_all(tx, [
                variants.NewVariant(own, location, name, "original", params, thumbnail, True, facts, viewed_at=now())
                for own, (name, location, thumbnail, params, facts) in zip(owners, rows, strict=True)])
        return (time.perf_counter() - start) * 1000

    def _row(self) -> tuple[str, str, str, dict[str, Any], dict[str, Any]]:
        self._number += 1
        name, user = f"take_{self._number:06d}", self._library.user_id
        facts = {**_FACTS, "sha256": f"{self._chance.getrandbits(256):064x}", "source_name": f"{name}.png",
                 "source_path": f"takes/{name}.png"}
        return (name, f"{user}/uploads/1800000000000-{self._number:08d}.png",
                f"{user}/thumbnails/thumb_1800000000000_{self._number:06d}.jpg", recipe(self._chance), facts)

    def end(self) -> None:
        """The step is closed."""
        self._library.store.end_step(self._step.id, f"Import {self._number} items")


class BareWriter:
    """The same rows as they end up, straight into the tables of a file whose triggers are gone."""

    def __init__(self, path: str, project: str, user: str) -> None:
        self._db = driver.connect(path)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -65536"):
            self._db.execute(f"PRAGMA {pragma}").fetchall()
        for (name,) in self._db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            self._db.execute(f'DROP TRIGGER "{name}"')
        self._project, self._user, self._number = project, user, 0
        self._chance = random.Random(6)

    def batch(self) -> float:
        """One batch; the ms it took."""
        pairs = [self._pair() for _ in range(BATCH)]
        start = time.perf_counter()
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("PRAGMA defer_foreign_keys = ON")
        for table, row in chain.from_iterable(pairs):
            self._db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(repeat('?', len(row)))})",
                             list(row.values()))
        self._db.execute("COMMIT")
        return (time.perf_counter() - start) * 1000

    def _pair(self) -> list[tuple[str, dict[str, Any]]]:
        self._number += 1
        own, variant, at, name = new_id(), new_id(), now(), f"take_{self._number:06d}"
        shared = {"location": f"{self._user}/uploads/1900000000000-{self._number:08d}.png",
                  "thumbnail_url": f"{self._user}/thumbnails/thumb_1900000000000_{self._number:06d}.jpg",
                  "params": canonical(recipe(self._chance)), "name": name, "created_at": at, "project_id": self._project}
        facts = {key: int(value) if isinstance(value, bool) else value for key, value in _FACTS.items()}
        return [
            ("generations", {"id": own, "type": "image", "primary_variant_id": variant, "variant_count": 1, **shared}),
            ("generation_variants", {
                "id": variant, "generation_id": own, "is_primary": 1, "variant_type": "original", "viewed_at": at, **shared,
                **facts, "sha256": f"{self._chance.getrandbits(256):064x}", "source_name": f"{name}.png",
                "source_path": f"takes/{name}.png"}),
        ]  # fmt: skip

    def close(self) -> None:
        self._db.close()


def writing(rows: int) -> list[Figure]:
    """Goal 10."""
    folder = big_library(rows)
    with copy_of(folder) as mine, copy_of(folder) as bare:
        library = Library.open(mine)
        writer = Writer(library)
        peer = BareWriter(str(bare / library.paths.database.name), library.project_id, library.user_id)
        rounds = []
        for _ in range(ROUNDS):
            ours, theirs = in_turn(BATCHES, writer.batch, peer.batch)
            rounds.append((percentile(ours, 0.95), statistics.median(ours), statistics.median(theirs)))
        writer.end()
        peer.close()
        library.close()
    lock, middle, bare_middle = (min(values) for values in zip(*rounds, strict=True))
    return [
        at_most("10", "lock of a batch of 25, p95", "ms", lock, 50.0),
        Figure("10", "rows of an import", "/s", BATCH * 1000 / middle, BATCH * 1000 / bare_middle,
               "bare SQL, no triggers, no journal", 0.4, "≥"),
    ]
