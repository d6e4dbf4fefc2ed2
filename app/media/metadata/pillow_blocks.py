"""EXIF and XMP of HEIC and AVIF, whose boxes Pillow follows to where they are."""

from __future__ import annotations

from pathlib import Path

from app.media.limits import DECODER_ERRORS, UnreadableMedia
from app.media.metadata import blocks as named
from app.media.metadata import exif
from app.media.metadata.blocks import Blocks

_KINDS = {"image/heic", "image/avif"}


def collect(path: Path, mime: str, blocks: Blocks) -> None:
    """The two blocks. A file that cannot be opened as what it is has none. Raises: OSError."""
    if mime not in _KINDS:
        return
    from app.media.pictures import open_picture

    with path.open("rb"):
        pass
    try:
        with open_picture(path, mime) as image:
            for key, name in (("exif", named.EXIF), ("xmp", named.XMP)):
                data = image.info.get(key)
                if isinstance(data, bytes):
                    blocks.add(name, exif.without_thumbnail(data) if key == "exif" else data)
    except (UnreadableMedia, *DECODER_ERRORS):
        return
