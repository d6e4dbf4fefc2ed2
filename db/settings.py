"""Small facts about the library that are no content: the window's state, the last filter. Not undoable."""

from __future__ import annotations

import json
from typing import Any

from db.statements import Read, Write


def get(read: Read, key: str, default: Any = None) -> Any:
    """The value of a key, else `default`."""
    text = read.value("SELECT value FROM settings WHERE id = ?", (key,))
    return default if text is None else json.loads(text)


def put(tx: Write, key: str, value: Any) -> None:
    """The key has this value (anything that JSON can hold). Not undoable."""
    tx.execute("INSERT INTO settings (id, value) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET value = ?2",
               (key, json.dumps(value, sort_keys=True, allow_nan=False)))
