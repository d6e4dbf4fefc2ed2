"""Invariants of the file as named queries. They report; repair is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from db.statements import Read


@dataclass(frozen=True)
class Problem:
    """Something that should not be: which kind, which row or path, a sentence, and what a repair would do ('' : nothing)."""

    kind: str
    id: str | None
    path: str | None
    message: str
    repair: str = ""


# (kind, sentence, repair, query of ids)
_INVARIANTS: tuple[tuple[str, str, str, str], ...] = (
    ("primary-missing", "has variants but no primary one", "make the newest variant primary",
     "SELECT g.id FROM generations AS g WHERE EXISTS (SELECT 1 FROM generation_variants AS v WHERE v.generation_id = g.id)"
     " AND NOT EXISTS (SELECT 1 FROM generation_variants AS v WHERE v.generation_id = g.id AND v.is_primary = 1)"),
    ("primary-pointer", "points at another variant than its primary one", "point at the primary variant",
     "SELECT g.id FROM generations AS g WHERE g.primary_variant_id IS NOT"
     " (SELECT v.id FROM generation_variants AS v WHERE v.generation_id = g.id AND v.is_primary = 1)"),
    ("primary-copy", "shows another file, thumbnail, recipe or name than its primary variant", "copy them from the variant",
     "SELECT g.id FROM generations AS g JOIN generation_variants AS v ON v.generation_id = g.id AND v.is_primary = 1"
     " WHERE g.location IS NOT v.location OR g.thumbnail_url IS NOT v.thumbnail_url OR g.params IS NOT v.params"
     " OR g.name IS NOT v.name"),
    ("shell-location", "names a file but has no variant", "make its variant",
     "SELECT g.id FROM generations AS g WHERE g.location IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM generation_variants AS v WHERE v.generation_id = g.id)"),
    ("shot-cache", "says other shots or frames than its links", "rebuild it from the links",
     "SELECT g.id FROM generations AS g JOIN shot_cache AS c ON c.generation_id = g.id WHERE g.shot_data IS NOT c.shot_data"
     " OR g.shot_id IS NOT c.shot_id OR g.timeline_frame IS NOT c.timeline_frame"),
    ("counts", "counts its variants or parts wrongly", "count again",
     "SELECT g.id FROM generations AS g WHERE"
     " g.variant_count <> (SELECT count(*) FROM generation_variants AS v WHERE v.generation_id = g.id)"
     " OR g.unseen_count <> (SELECT count(*) FROM generation_variants AS v WHERE v.generation_id = g.id AND v.viewed_at IS NULL)"
     " OR g.part_count <> (SELECT count(*) FROM generations AS p WHERE p.parent_generation_id = g.id AND p.trashed_at IS NULL)"),
    ("parent-cycle", "is a part of itself", "",
     "SELECT g.id FROM generations AS g WHERE g.parent_generation_id IS NOT NULL AND g.id IN (WITH RECURSIVE up (id) AS ("
     " SELECT g.parent_generation_id UNION SELECT p.parent_generation_id FROM up JOIN generations AS p ON p.id = up.id)"
     " SELECT id FROM up)"),
    ("lineage-cycle", "is based on itself", "",
     "SELECT g.id FROM generations AS g WHERE g.based_on IS NOT NULL AND g.id IN (WITH RECURSIVE up (id) AS ("
     " SELECT g.based_on UNION SELECT p.based_on FROM up JOIN generations AS p ON p.id = up.id) SELECT id FROM up)"),
    ("variant-project", "is a variant of another project than its item", "take the item's project",
     "SELECT v.id FROM generation_variants AS v JOIN generations AS g ON g.id = v.generation_id"
     " WHERE v.project_id IS NOT g.project_id"),
    ("item-project", "stands in a shot of another project", "",
     "SELECT l.id FROM shot_generations AS l JOIN shots AS s ON s.id = l.shot_id JOIN generations AS g ON g.id = l.generation_id"
     " WHERE s.project_id <> g.project_id"),
    ("item-order", "stands in its shot at a position that does not follow its frame", "number the positions again",
     "SELECT l.id FROM shot_generations AS l WHERE (l.position IS NULL) <> (l.timeline_frame IS NULL) OR EXISTS ("
     " SELECT 1 FROM shot_generations AS o WHERE o.shot_id = l.shot_id AND o.position > l.position"
     " AND o.timeline_frame < l.timeline_frame)"),
    ("item-frame", "starts on the same frame as another item of its shot", "move it to the next free frame",
     "SELECT l.id FROM shot_generations AS l WHERE l.timeline_frame IS NOT NULL AND EXISTS (SELECT 1 FROM shot_generations AS o"
     " WHERE o.shot_id = l.shot_id AND o.timeline_frame = l.timeline_frame AND o.id < l.id)"),
    ("item-metadata", "has a hold or in-point that is no number of frames", "take it out",
     "SELECT l.id FROM shot_generations AS l WHERE l.metadata IS NOT NULL AND ("
     " coalesce(json_type(l.metadata, '$.hold_frames'), 'integer') <> 'integer'"
     " OR coalesce(json_extract(l.metadata, '$.hold_frames'), 1) < 1"
     " OR coalesce(json_type(l.metadata, '$.in_frame'), 'integer') <> 'integer'"
     " OR coalesce(json_extract(l.metadata, '$.in_frame'), 0) < 0)"),
    ("segment-time", "is a segment that ends after its clip", "end it with the clip",
     "SELECT s.id FROM training_data_segments AS s JOIN training_data AS d ON d.id = s.training_data_id"
     " WHERE d.duration IS NULL OR s.end_time > d.duration"),
    ("credits", "has other credits than the sum of the ledger", "take the sum",
     "SELECT u.id FROM users AS u WHERE u.credits <> (SELECT coalesce(sum(amount), 0) FROM credits_ledger WHERE user_id = u.id)"),
    ("replaying", "was left in the middle of an undo", "", "SELECT id FROM library_state WHERE replaying <> 0"),
)


def invariants(read: Read) -> list[Problem]:
    """Every row that breaks a rule of the file (schema, triggers and verbs)."""
    found = [Problem(kind, str(row[0]), None, f"{row[0]} {sentence}.", repair)
             for kind, sentence, repair, sql in _INVARIANTS for row in read.all(sql)]
    found += [Problem("foreign-key", str(row[1]), None,
                      f"Row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there.")
              for row in read.all("PRAGMA foreign_key_check")]
    return found


def integrity(read: Read) -> list[Problem]:
    """What SQLite itself finds wrong with the file (slow: reads all of it), the search index included."""
    found = [Problem("integrity", None, None, f"SQLite: {row[0]}.", "restore the newest backup")
             for row in read.all("PRAGMA integrity_check") if row[0] != "ok"]
    wrong = read.value("SELECT count(*) FROM generations AS g LEFT JOIN generation_search AS s ON s.rowid = g.seq"
                       " WHERE s.rowid IS NULL AND (g.location IS NOT NULL OR g.name IS NOT NULL OR g.params IS NOT NULL"
                       " OR g.note <> '')")
    if wrong:
        found.append(Problem("search", None, None, f"{wrong} items are missing from the search index.", "index them again"))
    return found
