"""The files that the program shows: icons, fonts, style sheet; `path()` and `text()` are the only way in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The file `name` ("icons/star.svg") on disk: in the clone, an installed wheel and the frozen program.

    Raises: FileNotFoundError for a name that is not there.
    """
    found = _HERE.joinpath(*name.split("/"))
    if not found.is_file():
        raise FileNotFoundError(f"no resource {name}")
    return found


@cache
def text(name: str) -> str:
    """The content of the text file `name`, read once."""
    return path(name).read_text(encoding="utf-8")
