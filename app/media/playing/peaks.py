"""How loud a file is along its time, kept in the library's cache."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.media.playing.device import RATE
from app.media.playing.film import Film
from app.media.playing.sounds import FRAME_BYTES, SoundTrack

COUNT = 1024
_MARK = b"peaks 1\n"


def peaks(film: Film, watch: Callable[[], None], count: int = COUNT) -> bytes:
    """The loudest of each part of the film, from its beginning to its end, as numbers from 0 to 255.

    `watch` is called again and again; what it raises ends the work. Raises: UnreadableMedia, OSError.
    """
    import numpy as np

    track = SoundTrack(film.path)
    loudest = np.zeros(count, np.int32)
    total = max(1, round(film.end_us * RATE / 1_000_000))
    place = 0
    try:
        for piece in track.samples(0, film.end_us, film.zero_us or track.start_us(), 1.0):
            watch()
            levels = np.abs(np.frombuffer(piece, np.int16).astype(np.int32)).reshape(-1, 2).max(axis=1)
            parts = (np.arange(place, place + len(levels)) * count // total).clip(0, count - 1)
            np.maximum.at(loudest, parts, levels)
            place += len(piece) // FRAME_BYTES
    finally:
        track.close()
    return bytes((loudest * 255 // 32768).clip(0, 255).astype(np.uint8))


def kept_peaks(film: Film, cache: Path, sha256: str, watch: Callable[[], None]) -> bytes:
    """The same, out of the cache where it is there, and there afterwards. Raises: as `peaks`."""
    file = cache / "peaks" / sha256[:2] / f"{sha256}.peaks"
    with suppress(OSError):
        found = file.read_bytes()
        if found.startswith(_MARK) and len(found) == len(_MARK) + COUNT:
            return found[len(_MARK) :]
    made = peaks(film, watch)
    with suppress(OSError):  # a cache that cannot be written costs time only
        file.parent.mkdir(parents=True, exist_ok=True)
        writing = file.with_suffix(f".{os.getpid()}")
        writing.write_bytes(_MARK + made)
        writing.replace(file)
    return made
