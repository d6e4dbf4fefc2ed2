"""OpenEXR: linear light, read by FFmpeg's decoder and brought to sRGB (OpenEXR File Layout)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.media import decoders
from app.media.drafts import Draft
from app.media.limits import MEMORY_BYTES, UnreadableMedia, UnsafeMedia, check_pixels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEADER_BYTES = 1024 * 1024
_MAX_ATTRIBUTES = 1000
_DEEP = 0x800
_BITS = {0: 32, 1: 16, 2: 32}  # whole numbers, half, float
_HALF_MOST = 65504
_ROWS = 256  # brought to sRGB at once
_DAMAGED = "is damaged and cannot be read"


@dataclass(frozen=True)
class _Header:
    width: int
    height: int
    channels: dict[str, int]  # name and type


def _read(path: Path) -> _Header:
    with path.open("rb") as file:
        data = file.read(_HEADER_BYTES)
    if len(data) < 8:
        raise UnreadableMedia("ends too early, not even its size is there")
    if int.from_bytes(data[4:8], "little") & _DEEP:
        raise UnreadableMedia("is a deep OpenEXR picture, which cannot be read")
    attributes: dict[bytes, bytes] = {}
    at = 8
    for _ in range(_MAX_ATTRIBUTES):
        name, at = _text(data, at)
        if not name:
            break
        _kind, at = _text(data, at)
        length = int.from_bytes(data[at : at + 4], "little")
        attributes.setdefault(name, data[at + 4 : at + 4 + length])
        at += 4 + length
    box = [int.from_bytes(attributes.get(b"displayWindow", b"")[n : n + 4], "little", signed=True) for n in range(0, 16, 4)]
    width, height = box[2] - box[0] + 1, box[3] - box[1] + 1
    if b"displayWindow" not in attributes or b"channels" not in attributes:
        raise UnreadableMedia("ends too early, not even its size is there")
    check_pixels(width, height)
    inner = attributes.get(b"dataWindow", b"")
    sides = [int.from_bytes(inner[n : n + 4], "little", signed=True) for n in range(0, 16, 4)]
    check_pixels(sides[2] - sides[0] + 1, sides[3] - sides[1] + 1)
    return _Header(width, height, _channels(attributes[b"channels"]))


def _text(data: bytes, at: int) -> tuple[bytes, int]:
    end = data.find(b"\0", at, at + 256)
    if end < 0:
        raise UnreadableMedia("ends too early, not even its size is there")
    return data[at:end], end + 1


def _channels(data: bytes) -> dict[str, int]:
    found: dict[str, int] = {}
    at = 0
    for _ in range(_MAX_ATTRIBUTES):
        end = data.find(b"\0", at)
        if end <= at:
            break
        found[data[at:end].decode("latin-1")] = int.from_bytes(data[end + 1 : end + 5], "little")
        at = end + 17
    return found


def _layer(channels: dict[str, int]) -> str:
    """The layer shown: the one without a name, else the first that has colours."""
    if {"R", "Y"} & set(channels):
        return ""
    return next((name.rpartition(".")[0] for name in channels if name.endswith((".R", ".Y"))), "")


def read_header(path: Path) -> Draft:
    """Size, depth, alpha. Raises: UnreadableMedia, UnsafeMedia, OSError."""
    header = _read(path)
    layer = _layer(header.channels)
    alpha = f"{layer}.A" if layer else "A"
    depth = max((_BITS.get(kind, 32) for kind in header.channels.values()), default=16)
    return Draft(header.width, header.height, alpha in header.channels, depth, orientation=1, profile_name="linear")


def shrunk(path: Path, long_side: int) -> Any:
    """A Pillow image at about twice the size asked for, or its own: sRGB, what is brighter than white is white.

    Averaged in linear light; transparent parts stay so (RGBA, not premultiplied). Raises: UnreadableMedia, OSError.
    """
    header = _read(path)
    if path.stat().st_size > MEMORY_BYTES // 3:
        raise UnsafeMedia("is larger than can be read of its kind")
    av = decoders.av()
    layer = _layer(header.channels)
    try:
        frame = decoders.one_frame(path, "exr", **({"layer": layer} if layer else {}))
        planes = _planes(frame, max(1, max(frame.width, frame.height) // (2 * long_side)))
    except (av.FFmpegError, IndexError) as error:
        raise UnreadableMedia(_DAMAGED) from error
    return _toned(planes)


def _planes(frame: Any, factor: int) -> list[NDArray[np.float32]]:
    """Red, green, blue and alpha (or grey alone), each averaged over squares of `factor` pixels."""
    import numpy as np

    name = frame.format.name
    kind = np.float16 if "f16" in name else np.float32 if "f32" in name else None
    if kind is None:
        raise UnreadableMedia(_DAMAGED)
    order = {"gbr": (2, 0, 1), "gbra": (2, 0, 1, 3), "gra": (0,)}.get(name[:4] if name[:4] == "gbra" else name[:3], (0,))
    return [_averaged(frame, frame.planes[place], np.dtype(kind), factor) for place in order]


def _averaged(frame: Any, plane: Any, kind: np.dtype[Any], factor: int) -> NDArray[np.float32]:
    import numpy as np

    whole = np.frombuffer(plane, kind).reshape(-1, plane.line_size // kind.itemsize)
    rows, columns = frame.height // factor, frame.width // factor
    small = np.empty((rows, columns), np.float32)
    for row in range(rows):  # row by row: a copy of the whole plane would be too much
        cells = whole[row * factor : (row + 1) * factor, : columns * factor].astype(np.float32)
        cells = np.nan_to_num(cells, copy=False, nan=0, posinf=_HALF_MOST, neginf=0)
        small[row] = cells.clip(-_HALF_MOST, _HALF_MOST).reshape(factor, columns, factor).mean((0, 2))
    return small


def _toned(planes: list[NDArray[np.float32]]) -> Any:
    import numpy as np

    rows, columns = planes[0].shape
    shown = np.empty((rows, columns, 4 if len(planes) == 4 else 3), np.uint8)
    for start in range(0, rows, _ROWS):  # what comes between is six times as large as the picture
        shown[start : start + _ROWS] = _toned_rows([plane[start : start + _ROWS] for plane in planes])
    return decoders.pillow().fromarray(shown)


def _toned_rows(planes: list[NDArray[np.float32]]) -> NDArray[np.uint8]:
    import numpy as np

    colours = planes[:3] if len(planes) >= 3 else planes[:1] * 3
    alpha = planes[3] if len(planes) == 4 else None
    light: NDArray[Any] = np.stack(colours, -1)
    if alpha is not None:
        light = light / np.maximum(alpha, 1e-6)[..., None]
    light = np.clip(light, 0, 1)
    shown = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    if alpha is not None:
        shown = np.concatenate([shown, np.clip(alpha, 0, 1)[..., None]], -1)
    toned: NDArray[np.uint8] = (shown * 255 + 0.5).astype(np.uint8)
    return toned
