"""Where an import comes from, if nobody asked for it: a watched folder."""

from __future__ import annotations

from app.ui.kit.text import tr
from db import Task


def with_origin(heading: str, task: Task) -> str:
    """The heading of an import, with the watched folder that it comes from."""
    origin = str(task.params.get("target", {}).get("origin", ""))
    return tr("{heading}, from the watched folder “{folder}”", heading=heading, folder=origin) if origin else heading
