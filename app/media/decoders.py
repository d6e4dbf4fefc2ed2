"""The decoder libraries, set up for hostile files. Imported when first used, never at program start."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any


@cache
def vips() -> Any:
    """libvips with one thread and no result cache: worker processes are the parallelism."""
    os.environ.setdefault("VIPS_CONCURRENCY", "1")
    import pyvips

    # What libvips warns of in a damaged file is told by `damaged`, not by log lines for every row of it.
    logging.getLogger("pyvips").setLevel(logging.ERROR)
    pyvips.concurrency_set(1)
    pyvips.cache_set_max(0)
    pyvips.block_untrusted_set(True)
    return pyvips


@cache
def pillow() -> ModuleType:
    """`PIL.Image`, without Pillow's own size check: `limits.check_pixels` refuses, with a sentence.

    Pillow warns from 89 MP on and raises from 179 MP on; both are below our limit.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    return Image


@cache
def heif() -> ModuleType:
    """Pillow can open HEIC after this call."""
    import pillow_heif

    pillow()
    pillow_heif.register_heif_opener(thumbnails=False)
    return pillow_heif


@cache
def jxl() -> ModuleType:
    """Pillow can open JPEG XL after this call, in this thread alone."""
    import pillow_jxl
    from pillow_jxl import JpegXLImagePlugin

    JpegXLImagePlugin.DECODE_THREADS = 0
    return pillow_jxl


@cache
def av() -> ModuleType:
    """PyAV, silent: what FFmpeg complains about comes as an exception or not at all."""
    import av as library

    library.logging.set_level(None)
    return library


def one_frame(path: Path, codec: str, **options: str) -> Any:
    """The picture in a file of that codec, which is read into memory once. Raises: av errors, IndexError, OSError."""
    library = av()
    packet = library.Packet(path.stat().st_size)
    with path.open("rb") as file:
        file.readinto(packet)
    context = library.CodecContext.create(codec, "r")
    context.thread_count = 1
    context.options = options
    return context.decode(packet)[0]


@contextmanager
def quiet() -> Iterator[None]:
    """Pillow's warnings about damaged EXIF and the like are not shown: what can be read is read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def load_all() -> None:
    """Every decoder is in memory."""
    from PIL import (  # noqa: F401
        AvifImagePlugin,
        BmpImagePlugin,
        GifImagePlugin,
        ImageCms,
        JpegImagePlugin,
        PngImagePlugin,
        PsdImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    vips()
    heif()
    jxl()
    av()
