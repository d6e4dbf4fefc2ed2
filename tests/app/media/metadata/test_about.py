from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest

from app.media.metadata import RawBlock, read_recipe, recipe_from_blocks, tags_and_rating
from app.media.metadata.about import cost
from tests.app.media.metadata import writers as w
from tests.media_factory import make_avif, make_heic, make_tiff16


def camera_block(order: str = "<") -> bytes:
    degrees = [(51, 1), (30, 1), (30, 1)]
    return w.tiff_block(
        [w.ascii_entry(0x010F, "Canon"), w.ascii_entry(0x0110, "Canon EOS R5"), w.ascii_entry(0x013B, "Ada"),
         w.ascii_entry(0x8298, "© Ada"), w.ascii_entry(0x0131, "Lightroom"), (0x4746, w.SHORT, struct.pack(order + "H", 4))],
        [w.rational(0x829A, (1, 250), order=order), w.rational(0x829D, (28, 10), order=order),
         (0x8827, w.SHORT, struct.pack(order + "H", 400)), w.rational(0x920A, (50, 1), order=order),
         w.ascii_entry(0xA434, "RF50mm F1.2")],
        [w.ascii_entry(1, "N"), w.rational(2, *degrees, order=order), w.ascii_entry(3, "W"),
         w.rational(4, (0, 1), (7, 1), (30, 1), order=order)],
        order,
    )  # fmt: skip


CAMERA = {
    "camera": "Canon EOS R5", "lens": "RF50mm F1.2", "artist": "Ada", "copyright": "© Ada", "software": "Lightroom",
    "exposure": 0.004, "aperture": 2.8, "iso": 400, "focal_length": 50.0, "gps": [51.508333, -0.125], "rating": 4,
}  # fmt: skip


def without_sources(about: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in about.items() if key != "sources"}


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_camera_says_how_it_took_the_picture(order: str, tmp_path: Path) -> None:
    about = read_recipe(w.jpeg(tmp_path / "a", w.app1_exif(camera_block(order))), "image/jpeg").about
    assert without_sources(about) == CAMERA
    assert about["sources"]["gps"] == "EXIF: GPS"


def test_exif_is_read_from_png_webp_and_tiff(tmp_path: Path) -> None:
    files = {
        "image/png": w.png(tmp_path / "a.png", (b"eXIf", camera_block())),
        "image/webp": w.webp(tmp_path / "a.webp", (b"EXIF", camera_block())),
        "image/tiff": tmp_path / "a.tif",
    }
    files["image/tiff"].write_bytes(camera_block(">"))
    for mime, path in files.items():
        assert without_sources(read_recipe(path, mime).about) == CAMERA


def test_a_tiff_keeps_its_tags_and_not_its_pixels(tmp_path: Path) -> None:
    recipe = read_recipe(make_tiff16(tmp_path / "a.tif", (640, 480)), "image/tiff")
    assert [block.name for block in recipe.blocks] == ["EXIF"]
    assert len(recipe.blocks[0].data) < 1000


def test_exif_is_read_from_heic_and_avif(tmp_path: Path) -> None:
    heic, avif = make_heic(tmp_path / "a.heic", orientation=6), make_avif(tmp_path / "a.avif", orientation=6)
    assert "EXIF" in [block.name for block in read_recipe(avif, "image/avif").blocks]
    assert "EXIF" in [block.name for block in read_recipe(heic, "image/heic").blocks]


def test_a_graph_in_the_tags_of_a_camera_is_no_camera(tmp_path: Path) -> None:
    block = w.tiff_block([w.ascii_entry(0x0110, 'prompt:{"1": 2}'), w.ascii_entry(0x010F, 'workflow:{"a": 1}')])
    assert read_recipe(w.webp(tmp_path / "a", (b"EXIF", block)), "image/webp").about == {}


def test_the_small_picture_in_exif_is_not_kept(tmp_path: Path) -> None:
    block = w.tiff_block([w.ascii_entry(0x0110, "Camera")])
    pixels = b"\xff\xd8" + b"pixels" * 1000
    second = (
        struct.pack("<H", 2)
        + struct.pack("<HHII", 0x0201, 4, 1, 0)
        + struct.pack("<HHII", 0x0202, 4, 1, len(pixels))
        + bytes(4)
    )
    at = len(block)
    second = second.replace(struct.pack("<HHII", 0x0201, 4, 1, 0), struct.pack("<HHII", 0x0201, 4, 1, at + len(second)))
    count = struct.unpack("<H", block[8:10])[0]
    behind = 10 + 12 * count
    whole = block[:behind] + struct.pack("<I", at) + block[behind + 4 :] + second + pixels
    recipe = read_recipe(w.jpeg(tmp_path / "a", w.app1_exif(whole)), "image/jpeg")
    assert b"pixels" not in recipe.blocks[0].data
    assert len(recipe.blocks[0].data) == 6 + len(whole)
    assert recipe.about["camera"] == "Camera"


def test_a_signed_picture_does_not_keep_its_embedded_thumbnail(tmp_path: Path) -> None:
    store = w.manifest("Camera", by="Leica", thumbnail=b"pixels" * 5000)
    recipe = read_recipe(w.jpeg(tmp_path / "a", *w.app11(store)), "image/jpeg")
    assert len(recipe.blocks[0].data) == len(store)
    assert b"pixels" not in recipe.blocks[0].data


XMP = w.xmp(
    '<dc:title><rdf:Alt><rdf:li xml:lang="de">Der Hafen</rdf:li>'
    '<rdf:li xml:lang="x-default">The harbour</rdf:li></rdf:Alt></dc:title>'
    "<dc:description><rdf:Alt><rdf:li>Ships at &lt;night&gt;</rdf:li></rdf:Alt></dc:description>"
    "<dc:subject><rdf:Bag><rdf:li>night</rdf:li><rdf:li>harbour</rdf:li><rdf:li>night</rdf:li></rdf:Bag></dc:subject>"
    "<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq></dc:creator>",
    'xmp:Rating="3" exif:GPSLatitude="51,30.5N" exif:GPSLongitude="0,7,30W"',
)
XMP_ABOUT = {"title": "The harbour", "caption": "Ships at <night>", "artist": "Ada, Bob", "keywords": ["night", "harbour"],
             "rating": 3, "gps": [51.508333, -0.125]}  # fmt: skip


def test_xmp_is_read_from_every_kind_of_file(tmp_path: Path) -> None:
    files = {
        "image/jpeg": w.jpeg(tmp_path / "a.jpg", w.app1_xmp(XMP)),
        "image/png": w.png(tmp_path / "a.png", w.itext("XML:com.adobe.xmp", XMP.decode())),
        "image/webp": w.webp(tmp_path / "a.webp", (b"XMP ", XMP)),
        "image/gif": w.gif(tmp_path / "a.gif", xmp=XMP),
        "video/mp4": w.clip(tmp_path / "a.mp4", {}, more=w.box(b"uuid", w.XMP_UUID + XMP)),
    }
    for mime, path in files.items():
        about = without_sources(read_recipe(path, mime).about)
        about.pop("software", None)  # the muxer's
        assert about == XMP_ABOUT, mime


def test_an_xmp_file_beside_counts_more_than_the_file(tmp_path: Path) -> None:
    path = w.jpeg(tmp_path / "a.jpg", w.app1_xmp(w.xmp("", 'xmp:Rating="1"')), w.app1_exif(camera_block()))
    beside = tmp_path / "a.xmp"
    beside.write_bytes(XMP)
    about = read_recipe(path, "image/jpeg", (beside,)).about
    assert (about["rating"], about["title"], about["camera"]) == (3, "The harbour", "Canon EOS R5")
    assert about["sources"]["rating"] == "sidecar .xmp: xmp:Rating"


def test_iptc_is_read_in_both_its_encodings(tmp_path: Path) -> None:
    utf8 = [(1, 90, b"\x1b%G"), (2, 5, "Häfen".encode()), (2, 25, b"night"), (2, 25, b"rain"), (2, 120, b"Ships")]
    latin = [(2, 5, "Häfen".encode("latin-1")), (2, 25, b"night"), (2, 25, b"rain"), (2, 120, b"Ships")]
    for records in (utf8, latin):
        about = read_recipe(w.jpeg(tmp_path / "a.jpg", w.photoshop_iptc(records)), "image/jpeg").about
        assert without_sources(about) == {"title": "Häfen", "caption": "Ships", "keywords": ["night", "rain"]}


def test_a_phone_clip_says_camera_and_place(tmp_path: Path) -> None:
    tags = {"com.apple.quicktime.make": "Apple", "com.apple.quicktime.model": "iPhone 15",
            "com.apple.quicktime.location.ISO6709": "+51.5083-000.1250+011.0/"}  # fmt: skip
    about = read_recipe(w.clip(tmp_path / "a.mov", tags), "video/mp4").about
    assert (about["camera"], about["gps"]) == ("Apple iPhone 15", [51.5083, -0.125])


def test_a_camera_that_signs_its_photos_is_no_tool(tmp_path: Path) -> None:
    store = w.manifest(
        "Leica M11-P 2.0", by="Leica Camera AG", source_type="digitalCapture", when="2025-01-02T03:04:05Z"
    )
    recipe = read_recipe(w.jpeg(tmp_path / "a.jpg", *w.app11(store)), "image/jpeg")
    assert recipe.fields == {}
    assert recipe.about["signed"] == {"by": "Leica Camera AG", "tool": "Leica M11-P", "when": "2025-01-02T03:04:05+00:00",
                                      "valid": None}  # fmt: skip


def test_a_manifest_of_many_segments_is_put_together(tmp_path: Path) -> None:
    store = w.manifest("ChatGPT", by="OpenAI", source_type="trainedAlgorithmicMedia", thumbnail=bytes(200_000))
    recipe = read_recipe(w.jpeg(tmp_path / "a.jpg", *w.app11(store, 50_000)), "image/jpeg")
    assert recipe.fields == {"tool": "ChatGPT"}


def test_an_edited_picture_still_says_who_made_it(tmp_path: Path) -> None:
    source = "http://x/trainedAlgorithmicMedia"
    created = {"action": "c2pa.created", "digitalSourceType": source, "softwareAgent": "Adobe Firefly"}
    actions = w.jumb("c2pa.actions", w.box(b"cbor", w.cbor({"actions": [created]})))
    first = w.jumb("urn:uuid:first", w.jumb("c2pa.assertions", actions))
    store = w.manifest("Adobe Photoshop 26.0", by="Adobe Inc.", action="c2pa.edited", old=first)
    recipe = read_recipe(w.png(tmp_path / "a.png", (b"caBX", store)), "image/png")
    assert recipe.fields["tool"] == "Adobe Firefly"
    assert recipe.about["source_type"] == "trainedAlgorithmicMedia"


def test_the_prompt_is_not_told_again_as_a_caption(tmp_path: Path) -> None:
    path = w.png(tmp_path / "a.png", w.text("Description", "a dune"), w.text("Title", "Dune"))
    assert without_sources(read_recipe(path, "image/png").about) == {"caption": "a dune", "title": "Dune"}
    beside = tmp_path / "a.json"
    beside.write_text(json.dumps({"prompt": "a dune"}))
    assert without_sources(read_recipe(path, "image/png", (beside,)).about) == {"title": "Dune"}


@pytest.mark.parametrize(
    ("said", "amount"),
    [(0.04, 0.04), ("$0.04", 0.04), ("0.04 USD", 0.04), ("€ 2", 2.0), ({"amount": 0.04, "currency": "USD"}, 0.04), (0, 0.0),
     (-1, None), ("free", None), (None, None), (True, None), ([], None), ("1e999", None)],
)  # fmt: skip
def test_a_cost_is_a_number_however_it_is_written(said: object, amount: float | None) -> None:
    assert cost(said) == amount


@pytest.mark.parametrize(
    ("rating", "stars"), [("5", 5), ("0", None), ("-1", None), ("3.5", 4), ("9", None), ("x", None)]
)
def test_a_rating_is_one_to_five_stars(rating: str, stars: int | None) -> None:
    block = RawBlock("XMP", w.xmp("", f'xmp:Rating="{rating}"'))
    assert recipe_from_blocks([block]).about.get("rating") == stars


def test_keywords_become_tags_once_and_the_rating_stays() -> None:
    about = {"keywords": ["Night", " rain ", "night", "", "x" * 61, 5], "rating": 4}
    assert tags_and_rating(about) == (["Night", "rain"], 4)
    assert tags_and_rating({}) == ([], 0)


def test_sidecars_that_cannot_be_read_cost_nothing(tmp_path: Path) -> None:
    large = tmp_path / "a.txt"
    large.write_bytes(bytes(9 * 1024 * 1024))
    folder = tmp_path / "b.json"
    folder.mkdir()
    path = w.png(tmp_path / "a.png")
    assert read_recipe(path, "image/png", (large, folder, tmp_path / "gone.xmp", tmp_path / "a.exe")).blocks == []
