"""Tags of generations: paths `a/b`. There is no table of names: a tag is there while something has it."""

from __future__ import annotations

from collections.abc import Sequence

from db import ids as ident
from db.statements import Read, Write

# A tag and everything below it: what is below `a` begins with `a/` and comes before `a0`, the next character.
_BELOW = "(tag = ?1 OR (tag >= ?1 || '/' AND tag < ?1 || '0'))"
_CHOSEN = "(SELECT id FROM generations WHERE seq IN (SELECT value FROM json_each(?2)))"


def all_of(read: Read) -> list[str]:
    """Every tag of the library once, in order: a step along the index for each, however many items have them."""
    return [row[0] for row in read.all(
        "WITH RECURSIVE found (tag) AS (SELECT min(tag) FROM generation_tags"
        " UNION ALL SELECT (SELECT min(tag) FROM generation_tags AS t WHERE t.tag > found.tag) FROM found"
        "  WHERE found.tag IS NOT NULL) SELECT tag FROM found WHERE tag IS NOT NULL")]


def counts(read: Read, project_id: str) -> dict[str, int]:
    """Every tag of a project's items outside the trash, and how many items of the gallery have it."""
    return dict(read.all(
        "SELECT t.tag, sum(g.is_child = 0 AND g.location IS NOT NULL AND g.rejected = 0) FROM generation_tags AS t"
        " JOIN generations AS g ON g.id = t.generation_id WHERE g.project_id = ? AND g.trashed_at IS NULL"
        " GROUP BY t.tag ORDER BY t.tag", (project_id,)))


def shared(read: Read, seqs: Sequence[int]) -> dict[str, int]:
    """The tags that these generations have, and how many of them have each."""
    return dict(read.all(
        "SELECT t.tag, count(*) FROM generations AS g JOIN generation_tags AS t ON t.generation_id = g.id"
        " WHERE g.seq IN (SELECT value FROM json_each(?)) GROUP BY t.tag ORDER BY t.tag", (ident.listed(seqs),)))


def carriers(read: Read, tag: str) -> list[int]:
    """The `seq` numbers of the generations that have the tag or one below it, of every project, trash included."""
    return [row[0] for row in read.all(
        "SELECT DISTINCT g.seq FROM generation_tags JOIN generations AS g ON g.id = generation_id"
        f" WHERE {_BELOW} ORDER BY g.seq", (tag,))]


def add(tx: Write, seqs: Sequence[int], tag: str) -> int:
    """These generations have the tag; how many did not have it. Undo: part of the caller's step."""
    return tx.execute("INSERT INTO generation_tags (generation_id, tag) SELECT g.id, ?1 FROM generations AS g"
                      " WHERE g.seq IN (SELECT value FROM json_each(?2)) AND NOT EXISTS"
                      " (SELECT 1 FROM generation_tags WHERE generation_id = g.id AND tag = ?1)", (tag, ident.listed(seqs)))


def remove(tx: Write, seqs: Sequence[int], tag: str) -> int:
    """These generations no longer have the tag; how many had it. Undo: part of the caller's step."""
    return tx.execute(f"DELETE FROM generation_tags WHERE tag = ?1 AND generation_id IN {_CHOSEN}", (tag, ident.listed(seqs)))


def remove_below(tx: Write, seqs: Sequence[int], tag: str) -> int:
    """These generations have neither the tag nor one below it; how many tags went. Undo: part of the caller's step."""
    return tx.execute(f"DELETE FROM generation_tags WHERE {_BELOW} AND generation_id IN {_CHOSEN}", (tag, ident.listed(seqs)))


def move(tx: Write, seqs: Sequence[int], old: str, new: str) -> int:
    """On these generations the tag `old` is `new`, and what is below it is below that; how many tags that were.

    What has both keeps one. Undo: part of the caller's step.
    """
    found = tx.all(f"SELECT generation_id, tag FROM generation_tags WHERE {_BELOW} AND generation_id IN {_CHOSEN}",
                   (old, ident.listed(seqs)))
    remove_below(tx, seqs, old)  # first all of them: `a` may become a tag that another one of these was
    tx.executemany("INSERT INTO generation_tags (generation_id, tag) SELECT ?1, ?2 WHERE NOT EXISTS"
                   " (SELECT 1 FROM generation_tags WHERE generation_id = ?1 AND tag = ?2)",
                   [(generation_id, new + tag[len(old):]) for generation_id, tag in found])
    return len(found)
