"""What is known of the file that stands for a generation: where it is, its content, its time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db import ids as ident
from db.statements import Read


@dataclass(frozen=True, slots=True)
class Original:
    """The file of a generation's primary variant."""

    seq: int
    name: str | None
    location: str
    sha256: str | None
    kind: str | None
    frames: int | None
    source_name: str | None


def of(read: Read, seqs: Sequence[int]) -> dict[int, Original]:
    """The originals of these generations; those without a file are not in the answer."""
    rows = read.value(
        "SELECT json_group_array(json_array(g.seq, g.name, v.location, v.sha256, v.kind, v.frames, v.source_name))"
        " FROM generations AS g JOIN generation_variants AS v ON v.id = g.primary_variant_id"
        " WHERE g.seq IN (SELECT value FROM json_each(?))", (ident.listed(seqs),))
    return {row[0]: Original(*row) for row in json.loads(rows)}
