"""The raw blocks of one file under names that say where each came from.

The name is all that a later reading has: `EXIF`, `XMP`, `IPTC`, `C2PA`, `file comment` (of a JPEG or GIF), `tag …` (of a
container), `hidden …` (in the pixels), `sidecar …` (a file beside it); anything else is a text of a PNG under its keyword.
"""

from __future__ import annotations

import re

from app.media.limits import METADATA_BYTES
from app.media.metadata.recipe import RawBlock

EXIF, XMP, IPTC, C2PA, COMMENT = "EXIF", "XMP", "IPTC", "C2PA", "file comment"
TAG, HIDDEN, SIDECAR = "tag ", "hidden ", "sidecar "
PNG_XMP = "XML:com.adobe.xmp"
_PLACES = (EXIF, XMP, IPTC, C2PA, COMMENT)
_MOST_BLOCKS = 1000
_NAME_LENGTH = 100


class Blocks:
    """Collects blocks: each name once (a second one gets a number), 32 MB in sum, what is too much is left out."""

    def __init__(self) -> None:
        self.all: list[RawBlock] = []
        self.left = METADATA_BYTES
        self._names: set[str] = set()

    def add(self, name: str, data: bytes) -> bool:
        """The block is kept; False where there is no room for it."""
        if not data or len(data) > self.left or len(self.all) >= _MOST_BLOCKS:
            return False
        self.left -= len(data)
        name = name[:_NAME_LENGTH].translate(_CONTROLS).encode("utf-8", "replace").decode()
        free, number = name, 1
        while free in self._names:
            number += 1
            free = f"{name} ({number})"
        self._names.add(free)
        self.all.append(RawBlock(free, data))
        return True

    def add_text(self, keyword: str, data: bytes) -> bool:
        """A PNG's text block is kept; a keyword that could be taken for another place says that it is text."""
        if keyword == PNG_XMP:
            return self.add(XMP, data)
        odd = place_of(keyword)[0] != "text"
        return self.add(f"text {keyword}" if odd else keyword, data)


_CONTROLS = dict.fromkeys([*range(32), 127], " ")


def place_of(name: str) -> tuple[str, str]:
    """Where a block of that name came from ("EXIF", "tag", "sidecar", "text", …) and its key there."""
    bare = re.sub(r" \(\d{1,4}\)$", "", name)
    if bare in _PLACES:
        return bare, ""
    for prefix in (TAG, HIDDEN, SIDECAR):
        if bare.startswith(prefix):
            return prefix.strip(), bare[len(prefix) :].lower()
    return "text", bare.lower()
