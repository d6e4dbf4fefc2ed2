"""The first and last frames of clips, looked at after the import: that may take longer than all the rest of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from app.errors import UserError
from app.library.library import Library
from app.library.proposals.looks import GoOn, Stopped
from app.media.likeness import ends
from db import proposals

Run = Callable[..., "Future[Any]"]
"""Starts `function(*args)` in another process, or at once in tests."""

_AHEAD = 4
_AT_ONCE = 25


def read_ends(library: Library, project_id: str, new: set[str] | None, run: Run, go_on: GoOn) -> None:
    """Every clip (of the new items) has hashes of its ends, or is known to have none. Undo: not undoable. Raises: Stopped."""
    with library.store.slow_read() as read:
        clips = proposals.without_ends(read, project_id, None if new is None else sorted(new))
    waiting: deque[tuple[str, Future[Any]]] = deque()
    known: list[tuple[str, str, str]] = []
    for done, (variant_id, location, pixels) in enumerate(clips):
        waiting.append((variant_id, run(ends, str(library.paths.file(location)), pixels)))
        if len(waiting) >= _AHEAD:
            known.append(_taken(*waiting.popleft()))
        if len(known) >= _AT_ONCE:
            _keep(library, known)
        if not go_on(done, len(clips)):
            _keep(library, known)
            raise Stopped
    known += [_taken(*one) for one in waiting]
    _keep(library, known)


def _taken(variant_id: str, future: Future[Any]) -> tuple[str, str, str]:
    try:
        first, last = future.result()
    except (UserError, TimeoutError):
        return variant_id, "", ""
    return variant_id, first, last


def _keep(library: Library, known: list[tuple[str, str, str]]) -> None:
    if known:
        with library.store.write(None) as tx:
            proposals.set_ends(tx, known)
        known.clear()
