"""Originals that were not where their rows say when they were looked for."""

from __future__ import annotations

from collections.abc import Iterable

from db import ids as ident
from db.statements import Read, Write


def places(read: Read, after: str, limit: int) -> list[str]:
    """The next places of originals, each once, in order."""
    return [row[0] for row in read.all("SELECT DISTINCT location FROM generation_variants WHERE location > ?"
                                       " ORDER BY location LIMIT ?", (after, limit))]


def count_places(read: Read) -> int:
    """How many originals there are."""
    return int(read.value("SELECT count(DISTINCT location) FROM generation_variants"))


def all_of(read: Read) -> set[str]:
    """The places that are known to be without a file."""
    return {row[0] for row in read.all("SELECT id FROM missing_files")}


def replace(tx: Write, gone: Iterable[str], back: Iterable[str]) -> None:
    """The files of `gone` are missing, those of `back` are there again. Undo: no step, a job's finding."""
    tx.execute("INSERT INTO missing_files (id) SELECT value FROM json_each(?) WHERE true ON CONFLICT (id) DO NOTHING",
               (ident.listed(list(gone)),))
    tx.execute("DELETE FROM missing_files WHERE id IN (SELECT value FROM json_each(?))", (ident.listed(list(back)),))
