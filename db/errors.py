"""Errors of the library file. SQLite's codes are mapped here, once, into sentences for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from db import driver


class DbError(Exception):
    """Something about the library file that a person can be told: what happened, and what to do (`hint`)."""

    kind = "library"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Busy(DbError):
    """Another program, or a long step of ours, holds the file."""

    kind = "locked"


class DiskFull(DbError):
    """There was no room for the write; nothing was changed."""

    kind = "disk-full"


class ReadOnly(DbError):
    """The library was opened for reading, or its folder cannot be written."""

    kind = "read-only"


class Corrupt(DbError):
    """The file is damaged, or no SQLite file."""

    kind = "damaged"


class NotALibrary(DbError):
    """The file is an SQLite file of another program, or not there."""

    kind = "not-a-library"


class Gone(DbError):
    """The file was there when it was opened, and is not any more."""

    kind = "gone"


class TooNew(DbError):
    """The file was made by a newer program."""

    kind = "too-new"


class UndoConflict(DbError):
    """The rows of the step were changed since by something that is no step; nothing was changed."""

    kind = "undo-conflict"


class Refused(DbError):
    """A rule of the file (constraint or trigger) does not allow this write; nothing was changed."""

    kind = "refused"


class NotFound(DbError):
    """There is no row with this id."""

    kind = "not-found"


class WrongProject(Refused):
    """Shot and generation belong to different projects (D15)."""

    kind = "wrong-project"


class BugError(Exception):
    """Ours: a write outside Store.write(), rows made without a label, wrong use of the API."""


_TEXTS: dict[str, tuple[type[DbError], str, str]] = {
    "SQLITE_BUSY": (Busy, "The library is being written by another program.", "Try again when it is done."),
    "SQLITE_LOCKED": (Busy, "The library is being written by another program.", "Try again when it is done."),
    "SQLITE_FULL": (DiskFull, "The disk is full. Nothing was changed.", "Free some space and try again."),
    "SQLITE_READONLY": (ReadOnly, "The library cannot be written. Nothing was changed.", "Look at the folder's permissions."),
    "SQLITE_CANTOPEN": (NotALibrary, "The library file cannot be opened.", "Look whether the folder is there and can be read."),
    "SQLITE_CORRUPT": (Corrupt, "The library file is damaged.", "Restore the newest backup from the folder backups."),
    "SQLITE_NOTADB": (Corrupt, "This file is not a Dailies library.", ""),
    "SQLITE_IOERR": (Corrupt, "The disk could not be read or written. Nothing was changed.", "Look at the disk, then try again."),
    "SQLITE_CONSTRAINT": (Refused, "The library does not allow this.", "Nothing was changed."),
}


def translated(error: Exception) -> Exception:
    """Our error for an error of the driver; `BugError` for what can only be a mistake in our SQL."""
    text = str(error)
    if "write outside Store.write()" in text:
        return BugError(text)
    if "closed database" in text:  # a view that still asks while its window closes
        return Gone("The library was closed.")
    name = driver.code_of(error)
    for code, (kind, message, hint) in _TEXTS.items():
        if name.startswith(code):
            if kind is Refused:
                return Refused(f"{message} ({text})", hint)
            return kind(message, hint)
    return BugError(f"{name or type(error).__name__}: {text}")


@contextmanager
def mapped() -> Iterator[None]:
    """Errors of the driver leave this block as ours."""
    try:
        yield
    except driver.Error as error:
        raise translated(error) from error
