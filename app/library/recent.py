"""Which libraries were opened last on this machine, newest first: a small file in the user's state folder."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from pathlib import Path

from platformdirs import user_state_path

log = logging.getLogger(__name__)

KEPT = 10


def state_file() -> Path:
    """The file where it is remembered."""
    return user_state_path("dailies", appauthor=False) / "recent.json"


def recent() -> list[Path]:
    """The folders of the libraries opened last, newest first; a file that cannot be read is an empty list."""
    try:
        found = json.loads(state_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    names = found.get("libraries", []) if isinstance(found, dict) else []
    return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []


def remember(folder: Path) -> None:
    """The folder is the first of `recent()`. A state folder that cannot be written costs nothing else.

    Undo: not undoable.
    """
    there = recent()
    if there and there[0] == folder:
        return
    names = [str(folder), *(str(path) for path in there if path != folder)][:KEPT]
    target = state_file()
    staged = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        staged.write_text(json.dumps({"libraries": names}, ensure_ascii=True, indent=1), encoding="utf-8")
        staged.replace(target)
    except OSError as error:
        log.info("the library opened last is not remembered: %s", error)
        with contextlib.suppress(OSError):
            staged.unlink(missing_ok=True)
