"""Random SQL inside a step, after which the model is read again: upserts, many rows in one statement, OR clauses, ids
used again. Each takes eight numbers, as in gestures.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from db import Write
from tests.db.gestures import Gesture, all_variants, moment, new_id, pick
from tests.db.template import PROJECT, USER
from tests.db.world import World


def _raw(sql: str, *places: Callable[[World, list[int]], Any]) -> Gesture:
    def run(tx: Write, world: World, n: list[int]) -> None:
        if world.items:
            tx.execute(sql, tuple(place(world, n) for place in places))
    return run


def item_id(world: World, n: list[int]) -> Any:
    return pick(world.items, n[0])


def other_item(world: World, n: list[int]) -> Any:
    return pick(world.items, n[1])


def variant_id(world: World, n: list[int]) -> Any:
    return pick(all_variants(world), n[2]) or new_id()


def deleted_id(world: World, n: list[int]) -> Any:
    return pick(sorted(v for item in world.items.values() for v in item.deleted), n[2]) or new_id()


def fresh_id(world: World, n: list[int]) -> Any:
    return new_id()


def flag(world: World, n: list[int]) -> Any:
    return n[3] % 2


def when(world: World, n: list[int]) -> Any:
    return moment(n[4])


RAW: tuple[Gesture, ...] = (
    _raw("INSERT INTO generation_variants (id, generation_id, location, is_primary, created_at)"
         " VALUES (?1, ?2, 'a/up.png', ?3, ?4)"
         " ON CONFLICT (id) DO UPDATE SET location = 'a/upserted.png', is_primary = ?3", variant_id, item_id, flag, when),
    _raw("INSERT OR IGNORE INTO generation_variants (id, generation_id, location, is_primary)"
         " VALUES (?, ?, 'a/ignored.png', ?)",
         variant_id, item_id, flag),
    _raw("INSERT OR REPLACE INTO generation_variants (id, generation_id, location, is_primary)"
         " VALUES (?, ?, 'a/replaced.png', ?)",
         variant_id, item_id, flag),
    _raw("INSERT INTO generation_variants (generation_id, location, is_primary, created_at)"
         " SELECT id, 'a/each.png', ?, ? FROM generations WHERE id IN (?, ?)", flag, when, item_id, other_item),
    _raw("UPDATE generation_variants SET is_primary = 1 WHERE generation_id IN (?, ?)", item_id, other_item),
    _raw("UPDATE generation_variants SET generation_id = ? WHERE generation_id = ?"
         " AND is_primary = 0", item_id, other_item),
    _raw("UPDATE OR IGNORE generation_variants SET is_primary = ?, name = 'ignored'"
         " WHERE generation_id = ?", flag, item_id),
    _raw("DELETE FROM generation_variants WHERE generation_id = ?", item_id),
    _raw("DELETE FROM generation_variants WHERE generation_id IN (?, ?) AND is_primary = 1", item_id, other_item),
    _raw("INSERT INTO generation_variants (id, generation_id, location)"
         " VALUES (?, ?, 'a/again.png')", deleted_id, item_id),
    _raw("INSERT INTO generations (id, project_id, location, name)"
         " VALUES (?, '" + PROJECT + "', 'a/auto.png', 'auto')", fresh_id),
    _raw("UPDATE generations SET location = 'a/later.png', name = 'later', params = '{\"prompt\":\"late\"}'"
         " WHERE id = ?", item_id),
    _raw("UPDATE generations SET name = NULL, params = NULL, thumbnail_url = NULL"
         " WHERE id IN (?, ?)", item_id, other_item),
    _raw("UPDATE generations SET starred = 1 - starred, rating = 5 - rating"),
    _raw("INSERT INTO generations (id, project_id, name) VALUES (?1, '" + PROJECT + "', 'up')"
         " ON CONFLICT (id) DO UPDATE SET note = 'upserted', starred = 1", item_id),
    _raw("INSERT OR REPLACE INTO generations (id, project_id, name)"
         " VALUES (?, '" + PROJECT + "', 'replaced')", item_id),
    _raw("INSERT INTO generation_tags (generation_id, tag) SELECT id, 'tag/all' FROM generations"
         " WHERE trashed_at IS NULL"
         " ON CONFLICT DO NOTHING"),
    _raw("INSERT OR REPLACE INTO generation_tags (id, generation_id, tag) VALUES (?, ?, 'tag/1')", fresh_id, item_id),
    _raw("UPDATE generation_tags SET tag = 'tag/renamed/' || substr(id, 1, 8) WHERE tag = 'tag/1'"),
    _raw("UPDATE generations SET parent_generation_id = NULL, is_child = 0"
         " WHERE parent_generation_id IN (?, ?)", item_id, other_item),
    _raw("DELETE FROM generations WHERE id IN (?, ?)", item_id, other_item),
    _raw("UPDATE shot_generations SET generation_id = ? WHERE generation_id = ?", item_id, other_item),
    _raw("DELETE FROM shots WHERE id IN (SELECT shot_id FROM shot_generations WHERE generation_id = ?)", item_id),
    _raw("DELETE FROM projects WHERE id <> '" + PROJECT + "' AND trashed_at IS NOT NULL"),
    _raw("UPDATE users SET settings = '{\"n\":' || coalesce(length(settings), 0) || '}'"),
    _raw("INSERT INTO saved_searches (user_id, name, query) VALUES ('" + USER + "', 'Mine', 'star')"),
    _raw("DELETE FROM saved_searches"),
    _raw("UPDATE generation_variants SET kind = CASE WHEN kind IS NULL THEN 'video' ELSE NULL END"
         " WHERE generation_id = ?", item_id),
)
