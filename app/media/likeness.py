"""Perceptual hashes: whether two pictures look the same, whatever their size and compression.

A hash is the signs of the 16 × 16 lowest frequencies (DCT) of the picture as 64 × 64 greys: 256 bits, the coarsest 8 × 8
in the first 64. Measured over 32 painted scenes in four takes each (`tests.app.media.test_likeness` makes them again),
in bits that differ:

    half and a third of the size, twice and four times, JPEG of quality 40 or 15, noise      0 … 18
    3 % cut off, half of it on each side                                                   up to 36
    3 % cut off at one edge                                                                up to 47
    two takes of one scene (another seed)                               from 39, median 121
    two scenes                                                                          from 97

At ALIKE, every rescaled, recompressed and cropped (half on each side) picture was found, 31 of 32 with one edge cut, and
2 of 192 pairs of takes (which do look the same). At SAME, none of the takes. What holds hardly any detail (gradients,
plain grounds) has no hash: it would look like every other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.media import decoders
from app.media.limits import UnreadableMedia

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.media.facts import MediaFacts
    from app.media.shrinking import Small

    Words = NDArray[np.uint64]  # n × 4

BITS = 256
ALIKE = 46  # versions of one picture differ in at most so many bits
SAME = 20  # the same picture in another size or compression
_COARSE = 13  # of the first 64 bits: cheaper to look at first (versions: at most 12)
_SIDE, _KEPT = 64, 16
_LEAST_PX = 32
_LEAST_DETAIL = 3.0  # in grey levels; the plainest of the scenes has 4.1, soft gradients up to 2.9
_CLIP_PIXELS = 1_000_000_000  # decoding the end of a clip may cost so much: its last key frame may be its first frame
_KEY_FRAMES = 250  # frames from one key frame to the next (the default of x264)
_ROWS, _COLUMNS = 64, 4_096  # pairs at once: what stays in the processor's cache (two megabytes)


@dataclass(frozen=True)
class Likeness:
    """What the picture of a file looks like; None: no hash, too plain or too small. `mean_colour` is 0xRRGGBB."""

    perceptual_hash: str | None = None
    mean_colour: int | None = None


def likeness(small: Small, facts: MediaFacts) -> Likeness:
    """The likeness of a file whose small picture was decoded already."""
    if facts.kind not in ("image", "video"):
        return Likeness()
    return Likeness(hash_of(small.pixels), mean_colour(small.pixels))


def ends(path: str, pixels: int) -> tuple[str, str]:
    """Hashes of the first and the last frame of a clip; empty where one is too plain, cannot be read or costs too much
    (a frame has `pixels`).

    For workers, after the import: a clip may have to be decoded from its first frame to its last.
    """
    from app.media.frames import Clip

    try:
        with Clip(Path(path)) as clip:
            first = _frame(clip, 0)
            if min(clip.frame_count, _KEY_FRAMES) * pixels > _CLIP_PIXELS:
                return first, ""
            return first, _frame(clip, clip.frame_count - 1)
    except (UnreadableMedia, OSError):
        return "", ""


def hash_of(picture: Any) -> str | None:
    """64 hexadecimal digits for a Pillow picture; None if it is too small or holds too little detail."""
    import numpy as np

    if min(picture.size) < _LEAST_PX:
        return None
    image_module = decoders.pillow()
    small = picture.convert("L").resize((_SIDE, _SIDE), image_module.Resampling.BILINEAR)
    cosines, off_axis, order = _tables()
    frequencies = cosines @ np.asarray(small, dtype=np.float32) @ cosines.T
    if float(np.sqrt((frequencies[off_axis] ** 2).sum())) < _LEAST_DETAIL:
        return None
    return np.packbits(frequencies.ravel()[order] > 0).tobytes().hex()


def mean_colour(picture: Any) -> int:
    """0xRRGGBB of a Pillow picture."""
    image_module = decoders.pillow()
    coloured = picture if picture.mode == "RGB" else picture.convert("RGB")
    red, green, blue = coloured.resize((1, 1), image_module.Resampling.BOX).getpixel((0, 0))
    return int(red << 16 | green << 8 | blue)


def colours_differ_by(one: int, other: int) -> int:
    """The largest difference of red, green and blue of two mean colours."""
    return max(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16))


def bits_between(one: str, other: str) -> int:
    """In how many bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def words(hashes: Sequence[str]) -> Words:
    """The hashes as numbers, four a hash. Raises: ValueError for what is no hash."""
    import numpy as np

    return np.frombuffer(bytes.fromhex("".join(hashes)), dtype=">u8").reshape(len(hashes), BITS // 64).astype(np.uint64)


def near(wanted: Words, among: Words | None = None, most: int = ALIKE,
         go_on: Callable[[int, int], bool] | None = None) -> Iterator[tuple[int, int, int]]:
    """(place in `wanted`, place in `among`, bits) of every pair that differs in at most `most` bits.

    Without `among`, the pairs within `wanted`, the later one first. 3,000 against 100,000 take about a second, 100,000
    among themselves a quarter of a minute (measured). `go_on(done, total)` False ends it. Not for the GUI thread.
    """
    import numpy as np

    others = wanted if among is None else among
    coarse = np.ascontiguousarray(others[:, 0])
    start = 0
    while start < len(wanted):
        seen = len(others) if among is not None else min(len(others), start + _ROWS)
        for left in range(0, seen, _COLUMNS):
            part = wanted[start:start + _ROWS]
            some = coarse[left:min(seen, left + _COLUMNS)]
            rows, columns = np.nonzero(np.bitwise_count(part[:, 0, None] ^ some[None, :]) <= _COARSE)
            columns += left
            if among is None:
                earlier = columns < rows + start
                rows, columns = rows[earlier], columns[earlier]
            bits = np.bitwise_count(part[rows] ^ others[columns]).sum(axis=1, dtype=np.int64)
            for at in np.nonzero(bits <= most)[0]:
                yield start + int(rows[at]), int(columns[at]), int(bits[at])
        start += _ROWS
        if go_on is not None and not go_on(min(start, len(wanted)), len(wanted)):
            return


@cache
def _tables() -> tuple[Any, Any, Any]:
    """The cosines (scaled so that frequencies are grey levels), the frequencies that make detail, the order of the bits.

    Detail is what varies in both directions and not too slowly: a soft gradient, a horizon or a vignette has none.
    """
    import numpy as np

    row = np.arange(_SIDE)[:, None]
    cosines = np.cos(np.pi * (2 * np.arange(_SIDE)[None, :] + 1) * row / (2 * _SIDE)) * np.sqrt(2 / _SIDE)
    cosines[0] /= np.sqrt(2)
    cosines /= np.sqrt(_SIDE)
    down, across = np.meshgrid(np.arange(_SIDE), np.arange(_SIDE), indexing="ij")
    kept = (down < _KEPT) & (across < _KEPT)
    off_axis = kept & (down + across >= 5) & (down >= 1) & (across >= 1)
    places = np.flatnonzero(kept)
    fine = (down.ravel()[places] >= _KEPT // 2) | (across.ravel()[places] >= _KEPT // 2)
    return cosines.astype(np.float32), off_axis, places[np.argsort(fine, kind="stable")]


def _frame(clip: Any, index: int) -> str:
    try:
        width, height, pixels = clip.frame_at(index, 320)
    except UnreadableMedia:
        return ""
    picture = decoders.pillow().frombuffer("RGBA", (width, height), pixels, "raw", "BGRA", 0, 1).convert("RGB")
    return hash_of(picture) or ""
