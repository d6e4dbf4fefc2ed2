"""Which file the viewer reads for a picture, and how: by the window itself, or by a decoder process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.errors import UserError
from app.library.library import Library
from db import Card, Variant, variants

PLAIN_ENDINGS = {"jpg", "jpeg", "png", "webp", "gif", "bmp"}
"""Endings (which imports give by content) of kinds that the window reads itself."""

Kind = Literal["image", "video", "audio"]


@dataclass(frozen=True)
class Original:
    """A file of the library that the viewer shows. Sizes are upright and 0 where they are not known.

    `preview` is the picture in the cache that stands in for it, where one can be.
    """

    location: str
    path: Path
    kind: Kind
    width: int
    height: int
    plain: bool
    preview: Path | None = None


def kind_of(told: str | None) -> Kind:
    """Image, clip or sound, from what the tools called it."""
    return "video" if "video" in (told or "") else "audio" if "audio" in (told or "") else "image"


def of_card(library: Library, card: Card) -> Original | None:
    """The file that a tile stands for; None for an item without a file, or whose file would be outside the library."""
    return _original(library, card.location, card.type, card.width, card.height, None)


def of_variant(library: Library, variant: Variant) -> Original | None:
    """The file of a variant; None where it would be outside the library."""
    return _original(library, variant.location, variant.kind, variant.width, variant.height, variant.sha256)


def _original(library: Library, location: str | None, told: str | None, width: int | None, height: int | None,
              sha256: str | None) -> Original | None:
    if not location:
        return None
    try:
        path = library.paths.file(location)
    except UserError:  # a row written by a stranger
        return None
    plain = path.suffix.lower().lstrip(".") in PLAIN_ENDINGS
    preview = library.paths.preview(sha256) if sha256 and not plain else None
    return Original(location, path, kind_of(told), width or 0, height or 0, plain, preview)


def variants_of(library: Library, generation_id: str) -> list[Variant]:
    """The variants of an item, the primary first, then the newest first; empty for an item that is gone."""
    with library.store.read() as read:
        return variants.of(read, generation_id)
