"""A decoded frame as the pixels that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.media.frames import scaled

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

Size = tuple[int, int]
_TURNED = 5  # orientations from here on exchange width and height


@dataclass(frozen=True)
class Picture:
    """BGRA, upright, square pixels; `stride` bytes a row. `exact`: it is the frame of this number, not one near it."""

    index: int
    width: int
    height: int
    stride: int
    data: Any  # a buffer
    alpha: bool
    full_size: Size
    exact: bool = True


def fitting(size: Size, box: Size) -> Size:
    """The size that fits into the box with its shape kept, never larger than it is."""
    width, height = size
    scale = min(1.0, box[0] / width, box[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def picture(frame: VideoFrame, size: Size, orientation: int, box: Size, index: int, exact: bool) -> Picture:
    """The frame as large as fits into `box`; `size` is its own with square pixels, before it is turned."""
    turned = orientation >= _TURNED
    full = (size[1], size[0]) if turned else size
    width, height = fitting(full, box)
    shown = scaled(frame, *((height, width) if turned else (width, height)), "bgra")
    alpha = any(part.is_alpha for part in frame.format.components)
    plane = shown.planes[0]
    if orientation == 1:
        return Picture(index, width, height, plane.line_size, memoryview(plane), alpha, full, exact)
    data = _upright(plane, shown.width, shown.height, orientation)
    return Picture(index, width, height, 4 * width, data, alpha, full, exact)


def _upright(plane: Any, width: int, height: int, orientation: int) -> Any:
    import numpy as np

    pixels = np.frombuffer(plane, np.uint32).reshape(height, plane.line_size // 4)[:, :width]
    if orientation >= _TURNED:
        pixels = pixels.T
    # As EXIF numbers them; 5 to 8 are these after the exchange of rows and columns.
    across, down = {2: (True, False), 3: (True, True), 4: (False, True), 5: (False, False),
                    6: (True, False), 7: (True, True), 8: (False, True)}[orientation]
    if across:
        pixels = pixels[:, ::-1]
    if down:
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels).data.cast("B")
