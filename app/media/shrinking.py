"""A picture decoded straight to a small size: upright, sRGB, without alpha."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from app.media import decoders, openexr, photoshop
from app.media.facts import MediaFacts
from app.media.limits import DECODER_ERRORS, UnreadableMedia, check_memory
from app.media.pictures import TURNS, open_picture, profile_name, refusal

GREY = (128, 128, 128)
BY_VIPS = {"image/png", "image/webp", "image/tiff", "image/gif"}  # measured faster, and it streams
# Formats whose decoders hold the whole picture, and bytes a pixel of it with the copies they make.
WHOLE = {"image/gif": 4, "image/webp": 4, "image/avif": 9, "image/heic": 9, "image/bmp": 4,
          "image/jxl": 9, "image/vnd.adobe.photoshop": 9, "image/x-exr": 14}  # fmt: skip
_OPAQUE = {"RGB", "L", "CMYK"}


@dataclass(frozen=True)
class Small:
    """A small picture, as Pillow has it (of libvips' too: Pillow writes the JPEG in a third of the time)."""

    pixels: Any
    width: int
    height: int
    damaged: bool

    def jpeg(self, quality: int) -> bytes:
        """The picture as a JPEG file without metadata."""
        buffer = BytesIO()
        self.pixels.save(buffer, "JPEG", quality=quality)
        return buffer.getvalue()


def shrink(path: Path, facts: MediaFacts, long_side: int) -> Small:
    """The picture with a longer side of at most `long_side`. Raises: UnreadableMedia, OSError."""
    with path.open("rb"):
        pass  # a file that cannot be opened at all is not a damaged picture
    if facts.mime in WHOLE:
        check_memory(facts.width, facts.height, WHOLE[facts.mime])
    if facts.mime in BY_VIPS:
        return _two_tries(path, facts, long_side)
    try:
        return _LAYERED.get(facts.mime, _pillow)(path, facts, long_side)
    except MemoryError as error:
        raise UnreadableMedia(refusal(error)) from error
    except DECODER_ERRORS as error:
        if facts.mime == "image/jpeg":
            return _vips(path, facts, long_side, "none", damaged=True)
        if facts.mime == "image/bmp":
            return _cut_bmp(path, facts, long_side)
        raise UnreadableMedia(refusal(error)) from error


def _two_tries(path: Path, facts: MediaFacts, long_side: int) -> Small:
    try:
        return _vips(path, facts, long_side, "error", damaged=False)
    except UnreadableMedia:
        return _vips(path, facts, long_side, "none", damaged=True)


def _vips(path: Path, facts: MediaFacts, long_side: int, fail_on: str, *, damaged: bool) -> Small:
    pyvips = decoders.vips()
    # Only where it changes something: converting costs as much as decoding (measured 30 against 16 ms).
    profile = {} if is_srgb(facts.colour_profile) else {"output_profile": "srgb"}
    try:
        # From a source: libvips takes "[…]" in a file's name for options. `fail_on` goes into the option
        # string, as an argument it is not heeded (libvips 8.18.7; test_a_cut_picture_is_damaged).
        source = pyvips.Source.new_from_file(str(path))
        size = {"height": long_side, "size": "down", **profile}
        if facts.mime == "image/tiff" and facts.bit_depth >= 32:
            image = linear(pyvips, source, fail_on).thumbnail_image(long_side, **size)
        elif _is_plain(facts, profile):
            image = pyvips.Image.new_from_source(source, f"[fail_on={fail_on}]", access="sequential")
            scale = long_side / max(image.width, image.height)
            image = image.resize(scale, kernel="mitchell") if scale < 1 else image
        else:
            image = pyvips.Image.thumbnail_source(source, long_side, option_string=f"[fail_on={fail_on}]", **size)
        # Each operation costs half a millisecond to build, so only those that change something.
        if image.interpretation != "srgb":
            image = image.colourspace("srgb")  # 16 bits, grey, Lab become 8 bits of red, green, blue
        if image.hasalpha():
            image = image.flatten(background=GREY)
        if image.format != "uchar":
            image = image.cast("uchar")
        if image.bands > 3:
            image = image[:3]
        mode, pixels = "L" if image.bands == 1 else "RGB", image.write_to_memory()  # decodes here, so that errors are of here
    except MemoryError as error:
        raise UnreadableMedia(refusal(error)) from error
    except (pyvips.Error, *DECODER_ERRORS) as error:
        raise UnreadableMedia(refusal(error)) from error
    small = decoders.pillow().frombytes(mode, (image.width, image.height), pixels)
    return Small(small, small.width, small.height, damaged)


def _is_plain(facts: MediaFacts, profile: dict[str, str]) -> bool:
    """Nothing but the size is to be changed: without `thumbnail`, whose Lanczos takes a twentieth longer."""
    return (facts.mime == "image/png" and not profile and not facts.has_alpha and facts.bit_depth == 8
            and facts.orientation <= 1)


def linear(pyvips: Any, source: Any, fail_on: str) -> Any:
    """A TIFF of floating point as linear light from 0 to 1, as those who write such files mean it; grey becomes RGB."""
    image = pyvips.Image.new_from_source(source, f"[fail_on={fail_on}]", access="sequential")
    if image.format not in ("float", "double") or image.interpretation in ("lab", "xyz"):
        return image
    if image.bands < 3:
        image = image[0].bandjoin([image[0], *(image[band] for band in (0, 1) if band < image.bands)])
    return image.copy(interpretation="scrgb")


def _exr(path: Path, facts: MediaFacts, long_side: int) -> Small:
    del facts
    small = openexr.shrunk(path, long_side)
    small.thumbnail((long_side, long_side))
    small = on_grey(small)
    return Small(small, small.width, small.height, damaged=False)


def _psd(path: Path, facts: MediaFacts, long_side: int) -> Small:
    del facts
    image, profile, on_white = photoshop.picture(path)
    small = even(image)
    if on_white and small.mode == "RGBA":
        small = photoshop.on_grey(small, GREY[0], long_side)
    small.thumbnail((long_side, long_side), reducing_gap=2.0)
    small = to_srgb(small, profile)
    return Small(small, small.width, small.height, damaged=False)


_LAYERED: dict[str, Callable[[Path, MediaFacts, int], Small]] = {"image/x-exr": _exr, "image/vnd.adobe.photoshop": _psd}


def _pillow(path: Path, facts: MediaFacts, long_side: int) -> Small:
    with open_picture(path, facts.mime) as image:
        profile = bytes(image.info.get("icc_profile") or b"")
        if image.format in {"JPEG", "MPO"}:
            image.draft(None, (long_side, long_side))  # at least that size: 4000 × 3000 is decoded as 500 × 375
        small = even(image)
        # Hamming is as sharp as bicubic going down, at the price of bilinear (1 against 2.3 ms).
        small.thumbnail((long_side, long_side), decoders.pillow().Resampling.HAMMING, reducing_gap=2.0)
        small = to_srgb(small, profile)
        if facts.orientation > 1:
            small = small.transpose(TURNS[facts.orientation])
        small = on_grey(small)
    return Small(small, small.width, small.height, damaged=False)


def even(image: Any) -> Any:
    """The picture in a mode that can be resized without wrong colours: 8 bits, no palette. Pillow minds alpha."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "F":
        return image.point(lambda value: value * 255 + 0.5).convert("L")
    if image.mode in _OPAQUE and "transparency" not in image.info:
        return image
    if image.mode in {"RGBA", "LA", "PA", "La"} or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("RGB")


def is_srgb(profile_name: str | None) -> bool:
    """Pictures without a profile count as sRGB."""
    return profile_name is None or "srgb" in profile_name.lower()


def to_srgb(image: Any, profile: bytes) -> Any:
    """The picture as RGB or RGBA with sRGB's colours; a profile that cannot be used is left out."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    plain = image
    if not is_srgb(profile_name(profile)):
        from PIL import ImageCms

        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            plain = ImageCms.profileToProfile(plain, own, srgb, outputMode=mode) or plain
        except (ImageCms.PyCMSError, *DECODER_ERRORS):
            return plain.convert(mode)  # e.g. a CMYK profile on an RGB picture
    return plain.convert(mode)


def on_grey(image: Any) -> Any:
    """The picture without alpha, on mid grey."""
    if image.mode != "RGBA":
        return image
    ground = decoders.pillow().new("RGBA", image.size, (*GREY, 255))
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _cut_bmp(path: Path, facts: MediaFacts, long_side: int) -> Small:
    """A BMP whose end is missing, the missing rows black."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        small = _pillow(path, facts, long_side)
    except (MemoryError, *DECODER_ERRORS) as error:
        raise UnreadableMedia(refusal(error)) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return Small(small.pixels, small.width, small.height, damaged=True)
