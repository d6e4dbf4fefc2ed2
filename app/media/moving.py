"""Frames and duration of moving pictures (GIF, WebP), from their block structure alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAX_BLOCKS = 1_000_000
# Browsers show frames that ask for 10 ms or less for 100 ms (WebKit 36082, Firefox 386269); so do we.
SHORTEST_US = 10_000
SHORTEST_SHOWN_US = 100_000


@dataclass(frozen=True)
class Timing:
    frames: int
    duration_us: int | None  # None: does not move


STILL = Timing(1, None)


def timing(frame_times_us: list[int], frames: int | None = None) -> Timing:
    """Sum of the times as browsers show them."""
    count = max(1, len(frame_times_us) if frames is None else frames)
    if count == 1:
        return STILL
    return Timing(count, sum(time if time > SHORTEST_US else SHORTEST_SHOWN_US for time in frame_times_us))


def gif_timing(path: Path) -> Timing:
    """Walks the blocks of a GIF (GIF89a specification, 15 to 26). Ends quietly where the file ends."""
    times: list[int] = []
    delay_us = 0
    with path.open("rb") as file:
        head = file.read(13)
        if len(head) == 13:
            _skip_colours(file, head[10])
        for _ in range(MAX_BLOCKS):
            match file.read(1):
                case b"\x21":
                    delay_us = _extension(file, delay_us)
                case b"\x2c":
                    descriptor = file.read(9)
                    if len(descriptor) < 9:
                        break
                    _skip_colours(file, descriptor[8])
                    file.read(1)  # LZW code size
                    _sub_blocks(file)
                    times.append(delay_us)
                    delay_us = 0
                case b"\0":
                    continue  # padding that some writers leave
                case _:
                    break
    return timing(times)


def _extension(file: BinaryIO, delay_us: int) -> int:
    label = file.read(1)
    first = _sub_blocks(file)
    if label == b"\xf9" and len(first) >= 4:
        return int.from_bytes(first[1:3], "little") * 10_000
    return delay_us


def _skip_colours(file: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        file.seek(3 << ((flags & 7) + 1), 1)


def _sub_blocks(file: BinaryIO) -> bytes:
    """Stands behind the blocks; gives the first."""
    first = b""
    while (size := file.read(1)) and size[0]:
        data = file.read(size[0])
        first = first or data
    return first


def webp_timing(path: Path) -> Timing:
    """Sum of the ANMF chunks of a WebP (WebP container specification, Animation)."""
    times: list[int] = []
    with path.open("rb") as file:
        file.seek(12)
        for _ in range(MAX_BLOCKS):
            head = file.read(8)
            if len(head) < 8:
                break
            length = int.from_bytes(head[4:], "little")
            taken = 0
            if head[:4] == b"ANMF":
                frame = file.read(16)
                taken = len(frame)
                times.append(int.from_bytes(frame[12:15], "little") * 1000)
            file.seek(length + (length & 1) - taken, 1)
    return timing(times)
