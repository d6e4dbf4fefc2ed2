"""Two generations become one: all that belongs to the first belongs to the second."""

from __future__ import annotations

from db import ids as ident
from db.errors import NotFound, Refused, WrongProject
from db.rows import FACTS
from db.statements import Write

_COLUMNS = ("id", "location", "thumbnail_url", "params", "name", "variant_type", "created_at", "viewed_at", "starred", *FACTS)


def into(tx: Write, generation_id: str, target_id: str) -> list[str]:
    """The variants of a generation are variants of the target, whose primary stays; the generation is gone.

    Its places in shots, tags, star, rating, note, parts, deleted variants and proposals go over to the target, and so does
    what is based on it. Where both stand in one shot, no unpositioned place is left beside another one. No file and no
    variant is lost: ids of variants stay. Returns the ids of the moved variants. Undo: part of the caller's step.
    Raises: NotFound, Refused, WrongProject.
    """
    found = tx.one("SELECT project_id, starred, rating, note FROM generations WHERE id = ?", (generation_id,))
    target = tx.one("SELECT project_id, note FROM generations WHERE id = ?", (target_id,))
    if found is None or target is None:
        raise NotFound("This item is no longer in the library.")
    if generation_id == target_id:
        raise Refused("An item cannot be grouped with itself. Nothing was changed.")
    if found[0] != target[0]:
        raise WrongProject("These items belong to different projects. Nothing was changed.")
    _take_parts(tx, generation_id, target_id)
    _take_lineage(tx, generation_id, target_id)
    _take_places(tx, generation_id, target_id)
    _take_proposals(tx, generation_id, target_id)
    tx.executemany("INSERT INTO generation_tags (id, generation_id, tag) VALUES (?, ?, ?)",
                   [(ident.new_id(), target_id, row[0]) for row in tx.all(
                       "SELECT tag FROM generation_tags WHERE generation_id = ? AND tag NOT IN"
                       " (SELECT tag FROM generation_tags WHERE generation_id = ?)", (generation_id, target_id))])
    note = "\n".join(dict.fromkeys(text for text in (target[1], found[3]) if text))
    tx.execute("UPDATE generations SET starred = max(starred, ?1), rating = max(rating, ?2), note = ?3 WHERE id = ?4"
               " AND (starred < ?1 OR rating < ?2 OR note <> ?3)", (found[1], found[2], note, target_id))
    return _take_variants(tx, generation_id, target_id)


def _take_parts(tx: Write, generation_id: str, target_id: str) -> None:
    """Parts follow behind the target's own. A target that is a part of the generation takes its place instead."""
    if _is_above(tx, "parent_generation_id", generation_id, target_id):
        tx.execute("UPDATE generations SET parent_generation_id = g.parent_generation_id, is_child = g.is_child,"
                   " child_order = g.child_order FROM generations AS g WHERE g.id = ? AND generations.id = ?",
                   (generation_id, target_id))
    after = tx.value("SELECT coalesce(max(child_order), -1) FROM generations WHERE parent_generation_id = ?", (target_id,))
    parts = tx.all("SELECT id FROM generations WHERE parent_generation_id = ? ORDER BY child_order, created_at, seq",
                   (generation_id,))
    tx.executemany("UPDATE generations SET parent_generation_id = ?, child_order = ? WHERE id = ?",
                   [(target_id, after + number, row[0]) for number, row in enumerate(parts, 1)])


def _take_lineage(tx: Write, generation_id: str, target_id: str) -> None:
    """What is based on the generation is based on the target; the target is based on what the generation was, unless it
    is based on something already. No cycle comes of it."""
    source = tx.value("SELECT based_on FROM generations WHERE id = ?", (generation_id,))
    own = tx.value("SELECT based_on FROM generations WHERE id = ?", (target_id,))
    if _is_above(tx, "based_on", generation_id, target_id):
        own = None
        tx.execute("UPDATE generations SET based_on = NULL WHERE id = ?", (target_id,))
    tx.execute("UPDATE generations SET based_on = ? WHERE based_on = ?", (target_id, generation_id))
    if own is None and source is not None and source != target_id and not _is_above(tx, "based_on", target_id, source):
        tx.execute("UPDATE generations SET based_on = ? WHERE id = ?", (source, target_id))


def _is_above(tx: Write, column: str, upper: str, lower: str) -> bool:
    return tx.value(f"WITH RECURSIVE up (id) AS (SELECT {column} FROM generations WHERE id = ?"
                    f" UNION SELECT g.{column} FROM up JOIN generations AS g ON g.id = up.id)"
                    " SELECT 1 FROM up WHERE id = ?", (lower, upper)) is not None


def _take_places(tx: Write, generation_id: str, target_id: str) -> None:
    places = [row[0] for row in tx.all("SELECT DISTINCT shot_id FROM shot_generations WHERE generation_id = ?", (generation_id,))]
    tx.execute("UPDATE shot_generations SET generation_id = ? WHERE generation_id = ?", (target_id, generation_id))
    for shot_id in places:
        tx.execute(
            "DELETE FROM shot_generations WHERE shot_id = ?1 AND generation_id = ?2 AND timeline_frame IS NULL AND id <>"
            " (SELECT id FROM shot_generations WHERE shot_id = ?1 AND generation_id = ?2"
            "  ORDER BY timeline_frame IS NULL, created_at, id LIMIT 1)", (shot_id, target_id))


def _take_proposals(tx: Write, generation_id: str, target_id: str) -> None:
    """Proposals about the generation are about the target, as far as they still say something; the others go with it."""
    for mine, other in (("generation_id", "target_id"), ("target_id", "generation_id")):
        tx.execute(
            f"UPDATE proposals SET {mine} = ?2 WHERE {mine} = ?1 AND {other} <> ?2 AND NOT EXISTS (SELECT 1 FROM proposals AS p"
            f" WHERE p.kind = proposals.kind AND (p.{mine} = ?2 AND p.{other} = proposals.{other}"
            f" OR p.{other} = ?2 AND p.{mine} = proposals.{other}))", (generation_id, target_id))


def _take_variants(tx: Write, generation_id: str, target_id: str) -> list[str]:
    """A primary variant cannot leave its generation (D8): it goes with it, and comes again with its id."""
    primary = tx.one(f"SELECT {', '.join(_COLUMNS)} FROM generation_variants WHERE generation_id = ? AND is_primary = 1",
                     (generation_id,))
    had_none = tx.value("SELECT 1 FROM generation_variants WHERE generation_id = ? AND is_primary = 1", (target_id,)) is None
    others = [row[0] for row in tx.all("SELECT id FROM generation_variants WHERE generation_id = ? AND is_primary = 0"
                                       " ORDER BY created_at, id", (generation_id,))]
    tx.execute("UPDATE deleted_variants SET generation_id = ? WHERE generation_id = ?", (target_id, generation_id))
    for variant_id in others:
        tx.execute("UPDATE generation_variants SET generation_id = ? WHERE id = ?", (target_id, variant_id))
    tx.execute("DELETE FROM generations WHERE id = ?", (generation_id,))
    if primary is None:
        return others
    values = dict(zip(_COLUMNS, primary, strict=True))
    if values["variant_type"] == "original":  # the target has its own original
        values["variant_type"] = "imported"
    tx.execute(f"INSERT INTO generation_variants (generation_id, is_primary, project_id, {', '.join(values)}) VALUES"
               f" (?, ?, (SELECT project_id FROM generations WHERE id = ?), {', '.join('?' * len(values))})",
               [target_id, int(had_none), target_id, *values.values()])
    return [str(values["id"]), *others]
