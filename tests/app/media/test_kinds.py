from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.media.kinds import recognise, recognise_bytes
from app.media.limits import UnreadableMedia
from tests import media_factory as make

MAKERS: dict[str, tuple[Callable[..., Path], str]] = {
    "png": (make.make_png, "image/png"), "jpg": (make.make_jpeg, "image/jpeg"),
    "webp": (make.make_webp, "image/webp"), "gif": (make.make_gif, "image/gif"),
    "tif": (make.make_tiff16, "image/tiff"), "avif": (make.make_avif, "image/avif"),
    "heic": (make.make_heic, "image/heic"), "bmp": (make.make_bmp, "image/bmp"),
    "mp4": (make.make_mp4, "video/mp4"), "mov": (make.make_mov, "video/quicktime"),
    "webm": (make.make_webm, "video/webm"), "mkv": (make.make_mkv, "video/x-matroska"),
    "avi": (make.make_avi, "video/x-msvideo"),
}  # fmt: skip


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
        (b"Shopping list\n- milk\n", "is a text file, not a picture or clip"),
        ("Straße am Abend\n".encode(), "is a text file, not a picture or clip"),
        ("Straße am Abend\n".encode("utf-16"), "is a text file, not a picture or clip"),
        ("Stra\u00dfe am Abend\n".encode("latin-1"), "is a text file, not a picture or clip"),
        (b"<!DOCTYPE html><title>404</title>", "is a web page, not a picture or clip"),
        (b'<?xml version="1.0"?><svg xmlns="a"/>', "is an SVG drawing, which cannot be read"),
        (b"%PDF-1.7\n", "is a PDF document, not a picture or clip"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "is a sound file, not a picture or clip"),
        (b"ID3\x04\0\0\0\0\0\0", "is a sound file, not a picture or clip"),
        (b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42", "is a sound file, not a picture or clip"),
        (b"\0" * 512, "holds only zero bytes, it is not a picture or clip"),
        (b"8BPS\0\1" + bytes(20), "is a Photoshop document, which cannot be read"),
        (b"II*\0\x10\0\0\0CR\2\0", "is a camera RAW picture, which cannot be read"),
        (b"II*\0\x08\0\0\0\1\0\x12\xc6\1\0\4\0\0\0\1\4\0\0", "is a camera RAW picture, which cannot be read"),
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
