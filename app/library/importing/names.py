"""Paths as text for the library file, which is UTF-8, whatever bytes a file system holds."""

from __future__ import annotations

import os
import re
from pathlib import Path

_CONTROLS = {code: " " for code in (*range(32), 127)}
_ESCAPED = re.compile(r"\\udc([89a-f][0-9a-f])")


def as_text(path: Path | str) -> str:
    """The path as text that can be stored; bytes that are no UTF-8 are written as `\\udcff`."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def as_path(text: str) -> Path:
    """The path that `as_text` was given."""
    if os.path.lexists(text) or not _ESCAPED.search(text):
        return Path(text)
    return Path(_ESCAPED.sub(lambda found: chr(0xDC00 + int(found[1], 16)), text))


def shown(name: str) -> str:
    """A file's name for people: one line, unknown bytes as question marks."""
    return name.encode("utf-8", "replace").decode("utf-8").translate(_CONTROLS).strip() or "unnamed"
