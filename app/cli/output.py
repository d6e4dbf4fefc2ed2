"""What a verb says: one JSON document or text on stdout, messages on stderr, and the exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from app.errors import LibraryError, UserError, WorldError
from db import BadQuery, DbError, DiskFull, NotFound, Refused

DONE, IN_PART, USAGE, LIBRARY, WORLD, BUG = 0, 1, 2, 3, 4, 70


class UsageError(UserError):
    """The command line itself is wrong."""

    kind = "usage"


class Output:
    """Where an answer goes. With `json` stdout gets exactly one document; `quiet` leaves the messages out."""

    def __init__(self, *, json: bool = False, quiet: bool = False) -> None:
        self.json = json
        self.quiet = quiet

    def document(self, value: Any) -> None:
        """The answer of a verb for a program; nothing without --json."""
        if self.json:
            text = json.dumps(value, ensure_ascii=False, indent=1)
            if not _fits(text, sys.stdout):
                text = json.dumps(value, ensure_ascii=True, indent=1)
            _write(sys.stdout, text)

    def line(self, text: str = "") -> None:
        """A line of the answer for a person; nothing with --json."""
        if not self.json:
            _write(sys.stdout, text)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """The answer as columns; numbers stand to the right."""
        if self.json or not rows:
            return
        cells = [[_cell(value) for value in row] for row in rows]
        widths = [max(len(heading), *(len(row[at]) for row in cells)) for at, heading in enumerate(headings)]
        right = [all(isinstance(row[at], int | float | None) for row in rows) for at in range(len(headings))]
        for row in [list(headings), *cells]:
            padded = [
                text.rjust(width) if to_the_right else text.ljust(width)
                for text, width, to_the_right in zip(row, widths, right, strict=True)
            ]
            self.line("  ".join(padded).rstrip())

    def note(self, text: str) -> None:
        """A message beside the answer."""
        if not self.quiet:
            _write(sys.stderr, text)

    def error(self, kind: str, message: str, hint: str = "") -> None:
        """Why the verb did not do what it was asked."""
        if self.json:
            self.document({"error": {"kind": kind, "message": message, "hint": hint}})
        else:
            _write(sys.stderr, f"dailies-cli: {message}" + (f"\n{hint}" if hint else ""))


def exit_code(error: UserError | DbError) -> int:
    """The class of an error, as the contract numbers them."""
    if isinstance(error, WorldError | DiskFull):
        return WORLD
    if isinstance(error, UsageError | NotFound | BadQuery | Refused) or error.kind in (
        "not-found",
        "ambiguous",
    ):
        return USAGE
    if isinstance(error, LibraryError | DbError):
        return LIBRARY
    return IN_PART


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(value).replace("\n", " ").replace("\t", " ")


def _fits(text: str, stream: TextIO) -> bool:
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()
