"""Files beside a picture or clip that speak of it: `.xmp`, `.txt`, `.json`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.media.metadata import blocks as named
from app.media.metadata.blocks import Blocks

_MOST_BYTES = 8 * 1024 * 1024
_ENDINGS = (".swarm.json", ".xmp", ".txt", ".json")


def collect(paths: Sequence[Path], blocks: Blocks) -> None:
    """A `sidecar …` block for each; one that cannot be read, is too long or has another ending gives none."""
    for path in paths:
        ending = next((ending for ending in _ENDINGS if path.name.lower().endswith(ending)), None)
        if ending is None:
            continue
        try:
            if path.is_file() and path.stat().st_size <= _MOST_BYTES:
                blocks.add(named.SIDECAR + ending, path.read_bytes())
        except OSError:  # gone, or not ours to read: the picture itself comes in all the same
            continue
