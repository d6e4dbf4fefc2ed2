"""A library file made once per process and copied for each test; how much effort property tests make."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

from db import Store

USER = "00000000-0000-7000-8000-00000000000a"
PROJECT = "00000000-0000-7000-8000-0000000000a1"
OTHER_PROJECT = "00000000-0000-7000-8000-0000000000a2"

LARGE = os.environ.get("DAILIES_HYPOTHESIS") == "large"


def effort(examples: int, large: int, **more: Any) -> settings:
    """Settings of a property test: the same few examples in the suite, many others with DAILIES_HYPOTHESIS=large."""
    return settings(max_examples=large if LARGE else examples, derandomize=not LARGE, database=None, deadline=None,
                    suppress_health_check=list(HealthCheck), print_blob=True, **more)


@functools.cache
def template_file() -> Path:
    """A fresh library with a user and two projects, without a history; copy it, do not open it."""
    folder = tempfile.TemporaryDirectory(prefix="dailies-template-")
    template_file.folder = folder  # type: ignore[attr-defined]  # removed when the process ends
    path = Path(folder.name) / "dailies.db"
    store = Store.create(path)
    with store.write("Begin") as tx:
        tx.execute("INSERT INTO users (id, name, username) VALUES (?, 'Ada', 'ada')", (USER,))
        for project, name in ((PROJECT, "First"), (OTHER_PROJECT, "Second")):
            tx.execute("INSERT INTO projects (id, name, user_id) VALUES (?, ?, ?)", (project, name, USER))
    store.forget_history()
    store.close()
    return path


def fresh(folder: Path) -> Path:
    """A copy of the template in this folder."""
    return Path(shutil.copy(template_file(), folder / "dailies.db"))
