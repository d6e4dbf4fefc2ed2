"""What can go wrong, by whose fault: the world's (`UserError`) or ours (`BugError`)."""

from __future__ import annotations


class UserError(Exception):
    """The world's fault (disk full, file unreadable, library locked): shown as text, never as a traceback.

    `message` says what happened and what was kept, `hint` what to do. `kind` is a stable word for `--json`.
    """

    kind = "user"

    def __init__(self, message: str, hint: str = "", kind: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.kind = kind or type(self).kind


class NotFound(UserError):
    """An id, a file or a folder that was asked for is not there."""

    kind = "not-found"


class LibraryError(UserError):
    """The library itself: not one, locked by another program, too new, damaged."""

    kind = "library"


class WorldError(UserError):
    """The machine around us: disk full, no permission, folder gone."""

    kind = "world"


class BugError(Exception):
    """Ours: logged with a traceback; tests fail on it."""
