"""A picture decoded whole for the viewer, of the kinds that the window does not read itself: upright, sRGB, with alpha.

For worker processes: the pixels go into a file, so that no pipe has to carry a hundred megabytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.media import decoders, openexr, photoshop
from app.media.facts import MediaFacts
from app.media.limits import DECODER_ERRORS, UnreadableMedia, check_memory, check_pixels
from app.media.pictures import TURNS, open_picture, refusal
from app.media.probe import probe
from app.media.shrinking import BY_VIPS, WHOLE, even, is_srgb, linear, to_srgb

MOST_PIXELS = 64_000_000  # larger pictures are reduced to this
_LEAST_PIXELS = 4_000_000  # what needs more memory even at this is refused
_ROWS = 256  # written at once


@dataclass(frozen=True)
class Raster:
    """What stands in the file: rows of blue, green, red and alpha (255 without one), premultiplied, a byte each."""

    width: int
    height: int
    alpha: bool
    damaged: bool  # a part of the picture could not be decoded


def write_raster(path: str, target: str, most_pixels: int = MOST_PIXELS) -> Raster:
    """The picture stands at `target`, reduced to so many pixels if it has more.

    Raises: UnreadableMedia with a reason for people (nothing is left at `target`), OSError as it comes.
    """
    source, place = Path(path), Path(target)
    try:
        facts = probe(source)
        if facts.kind != "image":
            raise UnreadableMedia("is no picture")
        check_pixels(facts.width, facts.height)
        if facts.mime in WHOLE:
            check_memory(facts.width, facts.height, WHOLE[facts.mime])
        return _by_halves(source, place, facts, most_pixels)
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def _by_halves(source: Path, place: Path, facts: MediaFacts, most_pixels: int) -> Raster:
    """Smaller where the memory of a worker is not enough."""
    while True:
        try:
            return _written(source, place, facts, most_pixels)
        except MemoryError as error:
            most_pixels = min(most_pixels, facts.width * facts.height) // 2
            if most_pixels < _LEAST_PIXELS:
                raise UnreadableMedia(refusal(error)) from error


def _written(source: Path, place: Path, facts: MediaFacts, most_pixels: int) -> Raster:
    if facts.mime in BY_VIPS:
        try:
            return _vips(source, place, facts, most_pixels, damaged=False)
        except UnreadableMedia:
            return _vips(source, place, facts, most_pixels, damaged=True)
    try:
        image = _image(source, facts, most_pixels)
    except MemoryError:
        raise
    except DECODER_ERRORS as error:
        if facts.mime == "image/jpeg":
            return _vips(source, place, facts, most_pixels, damaged=True)
        raise UnreadableMedia(refusal(error)) from error
    with place.open("wb") as file:
        for rows in _rows(image):
            file.write(rows)
    return Raster(image.width, image.height, image.mode in {"RGBA", "RGBa"}, damaged=False)


def _side(facts: MediaFacts, most_pixels: int) -> int:
    """The longer side with which the picture has at most so many pixels."""
    pixels = facts.width * facts.height
    return math.floor(max(facts.width, facts.height) * min(1.0, math.sqrt(most_pixels / pixels)))


def _vips(source: Path, place: Path, facts: MediaFacts, most_pixels: int, *, damaged: bool) -> Raster:
    pyvips = decoders.vips()
    side, fail_on = _side(facts, most_pixels), "none" if damaged else "error"
    profile = {} if is_srgb(facts.colour_profile) else {"output_profile": "srgb"}
    size = {"height": side, "size": "down", **profile}
    try:
        file = pyvips.Source.new_from_file(str(source))
        if facts.mime == "image/tiff" and facts.bit_depth >= 32:
            image = linear(pyvips, file, fail_on).thumbnail_image(side, **size)
        else:
            image = pyvips.Image.thumbnail_source(file, side, option_string=f"[fail_on={fail_on}]", **size)
        image = image.colourspace("srgb")
        alpha = bool(image.hasalpha())
        if alpha:
            image = image.premultiply(max_alpha=255).cast("uchar")
        image = image.cast("uchar")
        parts = [image[2], image[1], image[0], image[3] if alpha else 255]
        packed = parts[0].bandjoin(parts[1:])
        packed.rawsave(str(place))
    except (pyvips.Error, *DECODER_ERRORS) as error:
        if isinstance(error, MemoryError) or "memory --" in str(error).lower():
            raise MemoryError(str(error)) from error
        raise UnreadableMedia(refusal(error)) from error
    return Raster(image.width, image.height, alpha, damaged)


def _image(source: Path, facts: MediaFacts, most_pixels: int) -> Any:
    """A Pillow image: RGB, RGBA, or RGBa (premultiplied)."""
    if facts.mime == "image/x-exr":
        side = _side(facts, most_pixels)
        image = openexr.shrunk(source, side)
        image.thumbnail((side, side))
        return image.convert("RGBA" if image.mode == "RGBA" else "RGB")
    if facts.mime == "image/vnd.adobe.photoshop":
        return _layered(source, facts, most_pixels)
    with open_picture(source, facts.mime) as image:
        profile = bytes(image.info.get("icc_profile") or b"")
        if image.format in {"JPEG", "MPO"} and image.width * image.height > most_pixels:
            side = _side(facts, most_pixels)
            image.draft(None, (side, side))
        shown = to_srgb(_reduced(even(image), most_pixels), profile)
        return shown.transpose(TURNS[facts.orientation]) if facts.orientation > 1 else shown


def _layered(source: Path, facts: MediaFacts, most_pixels: int) -> Any:
    from PIL import ImageChops

    image, profile, on_white = photoshop.picture(source)
    image = _reduced(even(image), most_pixels)
    if not (on_white and image.mode == "RGBA"):
        return to_srgb(image, profile)
    alpha = image.getchannel("A")
    clear = ImageChops.invert(alpha)
    plain = to_srgb(image.convert("RGB"), profile)  # its colours are mixed with white: less that, they are premultiplied
    parts = [ImageChops.subtract(part, clear) for part in plain.split()]
    return decoders.pillow().merge("RGBa", (*parts, alpha))


def _reduced(image: Any, most_pixels: int) -> Any:
    if image.width * image.height > most_pixels:
        factor = math.sqrt(most_pixels / (image.width * image.height))
        image.thumbnail((math.floor(image.width * factor), math.floor(image.height * factor)), reducing_gap=2.0)
    return image


def _rows(image: Any) -> Iterator[bytes]:
    for top in range(0, image.height, _ROWS):
        part = image.crop((0, top, image.width, min(image.height, top + _ROWS)))
        if image.mode == "RGB":
            yield part.convert("RGBA").tobytes("raw", "BGRA")
        else:
            yield (part if image.mode == "RGBa" else part.convert("RGBa")).tobytes("raw", "BGRa")
