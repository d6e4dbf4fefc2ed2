"""What the files of items are, for very many at once: read a stretch of `seq` numbers at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence

from db import ids as ident
from db.statements import Read

NUMBERS = ("size_bytes", "duration_us", "width", "height", "mean_colour")
_VALUES = "||','||".join(("g.seq", *(f"coalesce(v.{name}, -1)" for name in NUMBERS)))
_FROM = "FROM generations AS g CROSS JOIN generation_variants AS v ON v.id = g.primary_variant_id"


def last_seq(read: Read) -> int:
    """The greatest number that an item ever had; 0 without any."""
    return int(read.value("SELECT coalesce(max(seq), 0) FROM generations"))


def numbers_text(read: Read, first: int, last: int) -> str:
    """`seq` and NUMBERS of the primary's file, one item after the other, comma separated; -1 for what is not known."""
    return str(read.value(f"SELECT coalesce(group_concat({_VALUES}), '') {_FROM} WHERE g.seq BETWEEN ? AND ?", (first, last)))


def numbers_of(read: Read, seqs: Sequence[int], variant_ids: Sequence[str]) -> str:
    """The same for these items, and for those of which one of the variants is the primary."""
    return str(read.value(
        f"SELECT coalesce(group_concat({_VALUES}), '') {_FROM} WHERE g.seq IN (SELECT value FROM json_each(?1) UNION"
        " SELECT p.seq FROM generations AS p WHERE p.id IN (SELECT generation_id FROM generation_variants"
        " WHERE id IN (SELECT value FROM json_each(?2))))", (ident.listed(seqs), ident.listed(variant_ids))))


def names(read: Read, first: int, last: int) -> list[tuple[int, str]]:
    """`seq` and name of the items that have one."""
    text = read.value("SELECT json_group_array(json_array(seq, name)) FROM generations WHERE name <> '' AND seq BETWEEN ? AND ?",
                      (first, last))
    return [(seq, name) for seq, name in json.loads(text)]


def hashes(read: Read, first: int, last: int) -> list[tuple[int, str]]:
    """`seq` and perceptual hash of the items that have one."""
    text = read.value(f"SELECT json_group_array(json_array(g.seq, v.perceptual_hash)) {_FROM}"
                      " WHERE v.perceptual_hash IS NOT NULL AND g.seq BETWEEN ? AND ?", (first, last))
    return [(seq, value) for seq, value in json.loads(text)]


def rated_text(read: Read) -> str:
    """`seq` and rating of all rated items, comma separated."""
    return str(read.value("SELECT coalesce(group_concat(seq || ',' || rating), '') FROM generations WHERE rating > 0"))
