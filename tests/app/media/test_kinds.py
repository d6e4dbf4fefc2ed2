from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from app.media.kinds import recognise, recognise_bytes
from app.media.limits import UnreadableMedia
from tests import media_factory as make
from tests import rare_factory as rare
from tests.sound_factory import make_sound

MAKERS: dict[str, tuple[Callable[..., Path], str]] = {
    "png": (make.make_png, "image/png"), "jpg": (make.make_jpeg, "image/jpeg"),
    "webp": (make.make_webp, "image/webp"), "gif": (make.make_gif, "image/gif"),
    "tif": (make.make_tiff16, "image/tiff"), "avif": (make.make_avif, "image/avif"),
    "heic": (make.make_heic, "image/heic"), "bmp": (make.make_bmp, "image/bmp"),
    "mp4": (make.make_mp4, "video/mp4"), "mov": (make.make_mov, "video/quicktime"),
    "webm": (make.make_webm, "video/webm"), "mkv": (make.make_mkv, "video/x-matroska"),
    "avi": (make.make_avi, "video/x-msvideo"), "ts": (make.make_ts, "video/mp2t"), "mpg": (make.make_mpg, "video/mpeg"),
    "flv": (make.make_flv, "video/x-flv"), "wmv": (make.make_wmv, "video/x-ms-wmv"),
    "jxl": (rare.make_jxl, "image/jxl"), "psd": (rare.make_psd, "image/vnd.adobe.photoshop"),
    "exr": (rare.make_packed_exr, "image/x-exr"),
}  # fmt: skip


for _ext in ("dng", "cr2", "cr3", "nef", "arw", "raf", "rw2", "orf", "pef", "srw"):
    _maker = {"dng": "adobe", "cr2": "canon", "cr3": "canon", "nef": "nikon", "arw": "sony", "raf": "fuji",
              "rw2": "panasonic", "orf": "olympus", "pef": "pentax", "srw": "samsung"}[_ext]  # fmt: skip
    MAKERS[_ext] = (partial(rare.make_raw, ext=_ext), f"image/x-{_maker}-{_ext}")
for _ext, _mime in {"wav": "audio/wav", "mp3": "audio/mpeg", "flac": "audio/flac", "m4a": "audio/mp4", "ogg": "audio/ogg",
                    "aac": "audio/aac", "aiff": "audio/aiff"}.items():  # fmt: skip
    MAKERS[_ext] = (partial(make_sound, ext=_ext), _mime)


@pytest.mark.parametrize("ext", MAKERS)
def test_the_kind_comes_from_the_bytes_whatever_the_name_says(ext: str, tmp_path: Path) -> None:
    maker, mime = MAKERS[ext]
    made = maker(tmp_path / f"right.{ext}")
    wrong = made.rename(tmp_path / "wrong.txt")
    assert (recognise(wrong).mime, recognise(wrong).ext) == (mime, ext)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"Shopping list\n- milk\n", "is a text file, not a picture, clip or sound"),
        ("Straße am Abend\n".encode(), "is a text file, not a picture, clip or sound"),
        ("Straße am Abend\n".encode("utf-16"), "is a text file, not a picture, clip or sound"),
        ("Stra\u00dfe am Abend\n".encode("latin-1"), "is a text file, not a picture, clip or sound"),
        (b"<!DOCTYPE html><title>404</title>", "is a web page, not a picture, clip or sound"),
        (b'<?xml version="1.0"?><svg xmlns="a"/>', "is an SVG drawing, which cannot be read"),
        (b"%PDF-1.7\n", "is a PDF document, not a picture, clip or sound"),
        (b"\0\0\0\x20ftypM4P \0\0\0\0M4P mp42", "is a protected sound file, which cannot be read"),
        (b"\x40\0\0\0\0\0\0\0{\"__metadata__\":{}}", "is a model file, not a picture, clip or sound"),
        (b"MThd\0\0\0\6", "is a MIDI file, which cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old office document, not a picture, clip or sound"),
        (b"\0" * 512, "holds only zero bytes, it is not a picture, clip or sound"),
        (b"8BPS\0\2" + bytes(20), "is a large Photoshop document (PSB), which cannot be read"),
        (b"\x89P", "is of a kind that is not known here"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08\x90", "is of a kind that is not known here"),
    ],
)  # fmt: skip
def test_what_is_not_media_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableMedia) as caught:
        recognise_bytes(data)
    assert caught.value.reason == reason


def test_an_archive_named_as_a_picture_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "holiday.jpg", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(UnreadableMedia, match="ZIP archive"):
        recognise(tmp_path / "holiday.jpg")


def test_a_long_text_cut_inside_a_letter_is_still_text() -> None:
    data = b"a" + "ü".encode() * 3000
    with pytest.raises(UnreadableMedia, match="text file"):
        recognise_bytes(data[:4096])


def test_a_picture_that_a_camera_made_is_no_raw_file(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[271] = "NIKON CORPORATION"
    make.quarters().save(tmp_path / "a.tif", exif=exif)
    assert recognise(tmp_path / "a.tif").mime == "image/tiff"


def test_sound_behind_long_tags_is_known_by_itself(tmp_path: Path) -> None:
    tag = b"ID3\x04\0\0" + bytes((0, 0, 64, 0)) + bytes(64 << 7)
    for ext, mime in (("flac", "audio/flac"), ("mp3", "audio/mpeg"), ("aac", "audio/aac")):
        sound = make_sound(tmp_path / "a", ext).read_bytes()
        (tmp_path / "b").write_bytes(tag + sound)
        assert recognise(tmp_path / "b").mime == mime


def test_two_bytes_that_look_like_sound_are_none() -> None:
    with pytest.raises(UnreadableMedia, match="not known here"):
        recognise_bytes(b"\xff\xfb\x90\x00" + bytes(range(1, 200)))
