"""The header of a JPEG XL picture (ISO 18181-1, annex D; the container: 18181-2), read before its decoder sees it."""

from __future__ import annotations

from pathlib import Path

from app.media.drafts import Draft, load_exif
from app.media.limits import UnreadableMedia, check_pixels

_RATIOS = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
_MAX_BOXES = 1000
_BOX_BYTES = 4 * 1024 * 1024
_CODESTREAM_BYTES = 4096
_TOO_SHORT = "ends too early, not even its size is there"


class _Bits:
    def __init__(self, data: bytes) -> None:
        self._value, self._left = int.from_bytes(data, "little"), len(data) * 8

    def take(self, count: int) -> int:
        if count > self._left:
            raise UnreadableMedia(_TOO_SHORT)
        value = self._value & ((1 << count) - 1)
        self._value >>= count
        self._left -= count
        return value

    def choice(self, *ways: tuple[int, int]) -> int:
        """U32: two bits choose how many bits follow and what is added to them."""
        bits, plus = ways[self.take(2)]
        return self.take(bits) + plus


def read_header(path: Path) -> Draft:
    """Size, depth, alpha, orientation, EXIF. Raises: UnreadableMedia, UnsafeMedia, OSError."""
    boxes = _boxes(path)
    data = boxes[b"jxlc"]
    if data[:2] != b"\xff\x0a":
        raise UnreadableMedia(_TOO_SHORT if len(data) < 2 else "is damaged and cannot be read")
    draft = _metadata(_Bits(data[2:]))
    check_pixels(draft.width, draft.height)
    exif = boxes.get(b"Exif", b"")
    if exif[:4] not in (b"II*\0", b"MM\0*"):  # as it should be: how far it is to it, then the block
        exif = exif[4 + int.from_bytes(exif[:4], "big") :]
    draft.exif = load_exif(b"Exif\0\0" + exif) if exif else None
    draft.xmp = boxes.get(b"xml ", b"")
    if draft.orientation in (5, 6, 7, 8):
        draft.width, draft.height = draft.height, draft.width
    if b"jbrd" not in boxes:
        # Its decoder turns it; of a packed JPEG the JPEG comes back, as it lay.
        draft.orientation = 1
        return draft
    if (draft.orientation or 1) >= 5:
        draft.width, draft.height = draft.height, draft.width
    return draft


def _boxes(path: Path) -> dict[bytes, bytes]:
    """The start of the codestream as `jxlc`, and what else there is: EXIF, XMP, whether it was a JPEG."""
    found: dict[bytes, bytes] = {}
    with path.open("rb") as file:
        head = file.read(2)
        if head == b"\xff\x0a":
            return {b"jxlc": head + file.read(_CODESTREAM_BYTES)}
        at = 0
        for _ in range(_MAX_BOXES):
            file.seek(at)
            head = file.read(16)
            if len(head) < 8:
                break
            length, name, inside = int.from_bytes(head[:4], "big"), head[4:8], 8
            if length == 1:
                length, inside = int.from_bytes(head[8:], "big"), 16
            if (length < inside and length != 0) or at + length >= 1 << 63:
                break
            if name in (b"jxlc", b"jxlp", b"Exif", b"xml ", b"jbrd"):
                file.seek(at + inside + (4 if name == b"jxlp" else 0))
                wanted = _CODESTREAM_BYTES if name in (b"jxlc", b"jxlp", b"jbrd") else _BOX_BYTES
                found.setdefault(b"jxlc" if name == b"jxlp" else name,
                                 file.read(min(wanted, length - inside) if length else wanted))  # fmt: skip
            if not length:
                break
            at += length
    if b"jxlc" not in found:
        raise UnreadableMedia(_TOO_SHORT)
    return found


def _size(bits: _Bits) -> tuple[int, int]:
    ways = ((9, 1), (13, 1), (18, 1), (30, 1))
    by_eight = bits.take(1)
    height = (bits.take(5) + 1) * 8 if by_eight else bits.choice(*ways)
    ratio = bits.take(3)
    if ratio:
        over, under = _RATIOS[ratio]
        return height * over // under, height
    return ((bits.take(5) + 1) * 8 if by_eight else bits.choice(*ways)), height


def _metadata(bits: _Bits) -> Draft:
    width, height = _size(bits)
    draft = Draft(width, height, orientation=1)
    if bits.take(1):  # all as usual: 8 bits, upright, sRGB
        return draft
    if bits.take(1):
        draft.orientation = bits.take(3) + 1
        if bits.take(1):
            _size(bits)
        if bits.take(1):
            _preview(bits)
        if bits.take(1):
            _animation(bits)
    if bits.take(1):  # floating point
        draft.bit_depth = bits.choice((0, 32), (0, 16), (0, 24), (6, 1))
        bits.take(4)
    else:
        draft.bit_depth = bits.choice((0, 8), (0, 10), (0, 12), (6, 1))
    bits.take(1)
    if bits.choice((0, 0), (0, 1), (4, 2), (12, 1)):  # further channels; the first one says what it is
        draft.has_alpha = bool(bits.take(1)) or bits.choice((0, 0), (0, 1), (4, 2), (6, 18)) == 0
    return draft


def _preview(bits: _Bits) -> None:
    by_eight = bits.take(1)
    ways = ((0, 16), (0, 32), (5, 1), (9, 33)) if by_eight else ((6, 1), (8, 65), (10, 321), (12, 1345))
    bits.choice(*ways)
    if not bits.take(3):
        bits.choice(*ways)


def _animation(bits: _Bits) -> None:
    bits.choice((0, 100), (0, 1000), (10, 1), (30, 1))
    bits.choice((0, 1), (0, 1001), (8, 1), (10, 1))
    bits.choice((0, 0), (3, 0), (16, 0), (32, 0))
    bits.take(1)
