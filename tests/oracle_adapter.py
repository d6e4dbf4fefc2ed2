"""Calls a library's functions by name on a file: for the recorded cases in tests/oracle/ and for checks from outside."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from db import Store, shots


def call(db_path: str, function: str, args: dict[str, Any]) -> Any:
    """The result of one function on the library file at `db_path`; any exception is a refusal."""
    store = Store(Path(db_path))
    try:
        if function == "count_unpositioned_generations":
            with store.read() as read:
                return shots.count_unpositioned_generations(read, **args)
        verb = {"add_generation_to_shot": shots.add_generation_to_shot, "duplicate_shot": shots.duplicate_shot,
                "create_shot_with_image": shots.create_shot_with_image}[function]
        with store.write(function) as tx:
            return verb(tx, **args)
    finally:
        store.close()
