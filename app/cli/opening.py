"""Opening the library that a verb works on."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.output import Output, UsageError
from app.errors import LibraryError, WorldError
from app.library.library import Library
from app.library.recent import recent, remember
from db import imports


@contextmanager
def reading(args: argparse.Namespace) -> Iterator[Library]:
    """The library, for looking only: it may be open elsewhere."""
    with _opened(args, read_only=True) as library:
        yield library


@contextmanager
def changing(args: argparse.Namespace, out: Output) -> Iterator[Library]:
    """The library, for changing; what was done is said with the name of its step.

    Raises: LibraryError when another program has it open, WorldError when its folder cannot be written.
    """
    with _opened(args, read_only=False) as library:
        if library.read_only:
            raise _refusal(library.folder)
        _tidy(library)
        before = library.store.next_undo()
        yield library
        after = library.store.next_undo()
        if after is not None and (before is None or after.id > before.id):
            out.note(f"{after.label}. (“undo” takes it back.)")


def _tidy(library: Library) -> None:
    """An import that was killed ends with what is in, so that it is a step and can be undone."""
    with library.store.read() as read:
        unfinished = imports.unfinished(read)
    if unfinished or any(library.paths.staging.iterdir()):
        from app.library.importing import recover  # costs 0.15 s, and is seldom needed

        recover(library)


@contextmanager
def _opened(args: argparse.Namespace, *, read_only: bool) -> Iterator[Library]:
    user, project = getattr(args, "user", None), getattr(args, "project", None)
    library = Library.open(folder_of(args), user=user, project=project, read_only=read_only)
    try:
        remember(library.folder)
        yield library
    finally:
        library.close()


def folder_of(args: argparse.Namespace) -> Path:
    """The folder that --library, $DAILIES_LIBRARY or the memory says. Raises: UsageError."""
    given: Path | None = getattr(args, "library", None)
    if given is not None:
        return given
    from_environment = os.environ.get("DAILIES_LIBRARY")
    if from_environment:
        return Path(from_environment)
    last = recent()
    if last:
        return last[0]
    raise UsageError("No library was said, and none was opened before.",
                     "Say --library DIR, or make one with “dailies-cli init DIR”.")  # fmt: skip


def _refusal(folder: Path) -> LibraryError | WorldError:
    if not os.access(folder, os.W_OK):
        message = f"The folder {folder} cannot be written. Nothing was changed."
        return WorldError(message, "Look at its permissions.", "no-permission")
    return LibraryError("The library is open in another program. Nothing was changed.",
                        "Close it there, or do it there.", "locked")  # fmt: skip
