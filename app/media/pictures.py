"""Facts of a picture, from its header."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from app.media import decoders, directories, jpegxl, kinds, moving, openexr, photoshop, png, raw
from app.media.captured import captured
from app.media.containers import missing_tail
from app.media.drafts import Draft, exif_orientation, load_exif
from app.media.facts import MediaFacts
from app.media.kinds import FileKind
from app.media.limits import DECODER_ERRORS, UnreadableMedia, UnsafeMedia, check_pixels

PILLOW_FORMATS = {
    "image/jpeg": ["JPEG", "MPO"], "image/webp": ["WEBP"], "image/gif": ["GIF"], "image/tiff": ["TIFF"],
    "image/avif": ["AVIF"], "image/heic": ["HEIF"], "image/bmp": ["BMP", "DIB"], "image/png": ["PNG"],
    "image/jxl": ["JXL"],
}  # fmt: skip
# How to turn what is stored with that EXIF orientation, as PIL.Image.Transpose numbers the turns.
TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
_BITS_PER_SAMPLE = 258
FLOATING = 3  # SampleFormat of a TIFF
_ALPHA_MODES = {"RGBA", "LA", "PA", "RGBa", "La"}


def picture_facts(path: Path, file_kind: FileKind) -> MediaFacts:
    """Facts of a picture. Raises: UnreadableMedia, UnsafeMedia, OSError."""
    with decoders.quiet():
        return _facts(path, file_kind)


def _facts(path: Path, file_kind: FileKind) -> MediaFacts:
    draft = _draft(path, file_kind)
    orientation = draft.orientation or exif_orientation(draft.exif)
    turned = orientation >= 5
    try:
        taken = captured(path, draft.exif, draft.xmp)
    except DECODER_ERRORS:  # a damaged EXIF directory
        taken = captured(path, None, draft.xmp)
    return MediaFacts(
        kind="image", mime=file_kind.mime, ext=file_kind.ext,
        width=draft.height if turned else draft.width,
        height=draft.width if turned else draft.height,
        orientation=orientation, has_alpha=draft.has_alpha, bit_depth=draft.bit_depth,
        colour_profile=profile_name(draft.profile) or draft.profile_name or ("sRGB" if draft.is_srgb else None),
        frames=draft.moving.frames, duration_us=draft.moving.duration_us, fps_num=None, fps_den=None,
        has_audio=False, codec=None, captured_at=taken.at, captured_from=taken.source,
    )  # fmt: skip


def _draft(path: Path, file_kind: FileKind) -> Draft:
    if file_kind.mime in kinds.RAWS:
        return raw.read_header(path, file_kind)
    own = {kinds.PNG: _png, kinds.TIFF: _tiff, kinds.JXL: jpegxl.read_header, kinds.PSD: photoshop.read_header,
           kinds.EXR: openexr.read_header}  # fmt: skip
    return own[file_kind](path) if file_kind in own else _by_pillow(path, file_kind)


def _png(path: Path) -> Draft:
    header = png.read_header(path)
    check_pixels(header.width, header.height)
    return Draft(
        header.width, header.height, header.has_alpha, header.bit_depth, header.profile, header.is_srgb,
        load_exif(header.exif), header.xmp, moving.timing(header.frame_times_us, header.frames),
    )  # fmt: skip


def _tiff(path: Path) -> Draft:
    """By Pillow; pictures of floating point, which it does not know, by their directories."""
    with path.open("rb") as file:
        pages = [one for one in directories.read(file) if one.page and not one.number(directories.REDUCED) & 1]
    try:
        draft = _by_pillow(path, kinds.TIFF)
    except UnsafeMedia:
        raise
    except UnreadableMedia:
        if not pages or pages[0].number(directories.SAMPLE_FORMAT) != FLOATING:
            raise
        draft = Draft(pages[0].number(directories.WIDTH), pages[0].number(directories.HEIGHT),
                      bool(pages[0].number(directories.EXTRA_SAMPLES)), pages[0].number(directories.BITS, 32))
        check_pixels(draft.width, draft.height)
        draft.orientation = pages[0].number(directories.ORIENTATION) or 1
        if not 1 <= draft.orientation <= 8:
            draft.orientation = 1
    draft.moving = moving.Timing(max(1, len(pages)), None)
    return draft


@contextmanager
def open_picture(path: Path, mime: str) -> Iterator[Any]:
    """A Pillow image of exactly that format, its pixels not yet read; of a RAW file its preview.

    Raises: UnreadableMedia, OSError.
    """
    if mime == "image/heic":
        decoders.heif()
    if mime == "image/jxl":
        decoders.jxl()
    image_module = decoders.pillow()
    preview = raw.preview_bytes(path, mime) if mime in kinds.RAWS else None
    formats = PILLOW_FORMATS.get(mime) or PILLOW_FORMATS["image/tiff" if preview is None else "image/jpeg"]
    with decoders.quiet(), path.open("rb") as disk:  # the disk's own errors go out as they are
        file = disk if preview is None else BytesIO(preview)
        try:
            image = image_module.open(file, formats=formats)
        except (MemoryError, *DECODER_ERRORS) as error:
            raise UnreadableMedia(refusal(error, missing_tail(path, mime))) from error
        with image:
            yield image


def refusal(error: BaseException, cut: bool = False) -> str:
    """Why a decoder gave up, as a part of a sentence. `cut`: the container is known to be incomplete."""
    text = str(error).lower()
    if (
        isinstance(error, MemoryError) or "memory --" in text or "insufficient memory" in text
    ):  # as libvips says it
        return "needs more memory than one file may take"
    if (
        cut
        or isinstance(error, EOFError)
        or any(word in text for word in ("truncat", "end of file", "eof", "too short"))
    ):
        return "ends too early, a part of it is missing"
    return "is damaged and cannot be read"


def _by_pillow(path: Path, file_kind: FileKind) -> Draft:
    with open_picture(path, file_kind.mime) as image:
        width, height = image.size
        check_pixels(width, height)
        draft = Draft(width, height, has_alpha=image.mode in _ALPHA_MODES or "transparency" in image.info)
        draft.profile = bytes(image.info.get("icc_profile") or b"")
        xmp = image.info.get("xmp") or b""
        draft.xmp = xmp if isinstance(xmp, bytes) else b""
        try:
            draft.exif = image.getexif()
        except DECODER_ERRORS:
            draft.exif = None
        draft.bit_depth = _bit_depth(path, image)
    draft.moving = _moving(path, file_kind)
    return draft


def _bit_depth(path: Path, image: Any) -> int:
    if image.format == "TIFF":
        bits = image.tag_v2.get(_BITS_PER_SAMPLE, (1,))
        return int(bits[0] if isinstance(bits, tuple) else bits)
    if image.format == "HEIF":
        return int(image.info.get("bit_depth", 8))
    if image.format == "AVIF":
        return _av1_bits(path)
    return 1 if image.mode == "1" else 8


def _av1_bits(path: Path) -> int:
    # The property box av1C (AV1-ISOBMFF 2.3.3) stands in the header, before the pixels.
    with path.open("rb") as file:
        head = file.read(65536)
    at = head.find(b"av1C")
    flags = head[at + 6] if 0 <= at < len(head) - 6 else 0
    return 8 if not flags & 0x40 else 12 if flags & 0x20 else 10


def _moving(path: Path, file_kind: FileKind) -> moving.Timing:
    if file_kind is kinds.GIF:
        return moving.gif_timing(path)
    if file_kind is kinds.WEBP:
        return moving.webp_timing(path)
    if file_kind is kinds.AVIF:
        return _avif_timing(path)
    return moving.STILL


def _avif_timing(path: Path) -> moving.Timing:
    with path.open("rb") as file:
        if file.read(12)[8:] != b"avis":
            return moving.STILL
    av = decoders.av()
    try:
        with av.open(f"file:{path}", format="mov") as container:
            stream = max(container.streams.video, key=lambda found: found.frames)  # the first is the still
            return moving.Timing(max(1, stream.frames), round(stream.duration * stream.time_base * 1_000_000))
    except DECODER_ERRORS:
        return moving.STILL


def profile_name(profile: bytes) -> str | None:
    """The name that an ICC profile gives itself."""
    if not profile:
        return None
    from PIL import ImageCms

    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile)))
    except (*DECODER_ERRORS, ImageCms.PyCMSError):
        return None
    return name.replace("\0", "").strip()[:200] or None
