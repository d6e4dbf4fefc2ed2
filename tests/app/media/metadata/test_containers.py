"""Where blocks lie in files of each kind."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from app.media.metadata import read_recipe
from tests.app.media.metadata import writers as w
from tests.media_factory import make_avif

TITLE = w.xmp("<dc:title><rdf:Alt><rdf:li>The harbour</rdf:li></rdf:Alt></dc:title>")
BLOCK = w.tiff_block([w.ascii_entry(0x010F, "Leica"), w.ascii_entry(0x0110, "M11")])
STORE = w.manifest("ChatGPT", by="OpenAI", source_type="trainedAlgorithmicMedia")


def resource(kind: int, body: bytes) -> bytes:
    return b"8BIM" + struct.pack(">H", kind) + b"\0\0" + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)


def test_a_photoshop_document_holds_its_blocks_among_its_resources(tmp_path: Path) -> None:
    resources = resource(0x0422, BLOCK) + resource(0x0424, TITLE)
    path = tmp_path / "a.psd"
    path.write_bytes(b"8BPS\0\1" + bytes(20) + struct.pack(">I", 3) + b"abc" + struct.pack(">I", len(resources)) + resources)
    about = read_recipe(path, "image/vnd.adobe.photoshop").about
    assert (about["title"], about["camera"]) == ("The harbour", "Leica M11")


def test_a_jpeg_xl_holds_its_blocks_in_boxes(tmp_path: Path) -> None:
    path = tmp_path / "a.jxl"
    path.write_bytes(
        w.box(b"JXL ", b"\r\n\x87\n") + w.box(b"ftyp", b"jxl \0\0\0\0jxl ") + w.box(b"Exif", bytes(4) + BLOCK)
        + w.box(b"xml ", TITLE) + STORE + w.box(b"jxlc", b"\xff\x0a")
    )  # fmt: skip
    recipe = read_recipe(path, "image/jxl")
    assert (recipe.about["title"], recipe.about["camera"]) == ("The harbour", "Leica M11")
    assert recipe.fields == {"tool": "ChatGPT"}


def test_a_signed_avif_is_read(tmp_path: Path) -> None:
    path = make_avif(tmp_path / "a.avif")
    path.write_bytes(path.read_bytes() + w.c2pa_uuid(STORE))
    assert read_recipe(path, "image/avif").fields == {"tool": "ChatGPT"}


def test_a_quicktime_clip_holds_xmp_in_its_user_data(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    path.write_bytes(w.box(b"ftyp", b"qt  ") + w.box(b"moov", w.box(b"udta", w.box(b"XMP_", TITLE))))
    assert read_recipe(path, "video/quicktime").about["title"] == "The harbour"


def test_a_box_of_more_than_four_gigabytes_is_stepped_over(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    large = struct.pack(">I4sQ", 1, b"free", 24) + bytes(8)
    path.write_bytes(w.box(b"ftyp", b"isom") + large + w.box(b"uuid", w.XMP_UUID + TITLE))
    assert read_recipe(path, "video/mp4").about["title"] == "The harbour"


def test_a_comment_of_a_gif_is_a_caption_or_a_recipe(tmp_path: Path) -> None:
    path = w.gif(tmp_path / "a.gif", comment=b"a long walk " * 40)
    assert read_recipe(path, "image/gif").about["caption"] == ("a long walk " * 40).strip()
    path = w.gif(tmp_path / "b.gif", comment=b"a cat\nSteps: 20, Sampler: Euler, Seed: 5")
    recipe = read_recipe(path, "image/gif")
    assert (recipe.fields["seed"], recipe.about) == ("5", {})


def test_xmp_that_is_too_long_for_a_segment_is_put_together_from_parts_in_any_order(tmp_path: Path) -> None:
    head = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + struct.pack(">I", len(TITLE))
    parts = [(0xE1, head + struct.pack(">I", at) + TITLE[at : at + 300]) for at in range(0, len(TITLE), 300)]
    path = w.jpeg(tmp_path / "a.jpg", *reversed(parts))
    assert read_recipe(path, "image/jpeg").about["title"] == "The harbour"


def test_a_depth_map_in_xmp_is_not_kept(tmp_path: Path) -> None:
    head = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + struct.pack(">I", 50_000_000)
    path = w.jpeg(tmp_path / "a.jpg", (0xE1, head + bytes(4) + b"x" * 60_000))
    assert read_recipe(path, "image/jpeg").blocks == []


@pytest.mark.parametrize(("kind", "body"), [("exif", b"Exif\0\0" + BLOCK), ("APP1", b"Exif\0\0" + BLOCK), ("exif", BLOCK)])
def test_the_blocks_that_imagemagick_puts_into_a_png_are_read(kind: str, body: bytes, tmp_path: Path) -> None:
    text = f"\n{kind}\n{len(body):8}\n{body.hex()}\n".encode()
    path = w.png(tmp_path / "a.png", (b"zTXt", f"Raw profile type {kind}".encode() + b"\0\0" + zlib.compress(text)))
    assert read_recipe(path, "image/png").about["camera"] == "Leica M11"


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = w.jpeg(tmp_path / "a.png", w.app1_exif(BLOCK))
    assert read_recipe(path, "image/png").about["camera"] == "Leica M11"


def test_a_camera_file_that_is_a_tiff_keeps_its_own_blocks_apart(tmp_path: Path) -> None:
    iptc = struct.pack(">BBBH", 0x1C, 2, 5, 6) + b"Harbor"
    path = tmp_path / "a.nef"
    path.write_bytes(w.tiff_block([w.ascii_entry(0x0110, "M11"), (0x02BC, w.BYTE, TITLE), (0x83BB, w.BYTE, iptc)], order=">"))
    recipe = read_recipe(path, "image/x-nikon-nef")
    assert [block.name for block in recipe.blocks] == ["XMP", "IPTC", "EXIF"]
    assert recipe.about["title"] == "The harbour"
    assert b"harbour" not in recipe.blocks[2].data


def test_a_makers_name_in_a_clips_tags_is_said_to_be_guessed(tmp_path: Path) -> None:
    recipe = read_recipe(w.clip(tmp_path / "a.mp4", {"comment": "Generated with Runway Gen-4"}, keys=False), "video/mp4")
    assert recipe.fields == {"tool": "Runway"}
    assert "guessed" in recipe.sources["tool"]
