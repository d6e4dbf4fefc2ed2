"""JPEG XL, Photoshop, OpenEXR, TIFF of all kinds and camera RAW: facts and pixels."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageStat

from app.media import jpegxl, raw
from app.media.limits import UnreadableMedia, UnsafeMedia
from app.media.probe import probe
from app.media.thumbnails import ThumbnailResult, make_thumbnail
from tests import media_factory as make
from tests import rare_factory as rare

Look = Callable[[Path], tuple[int, int, int]]
RAWS = ["dng", "cr2", "cr3", "nef", "arw", "raf", "rw2", "orf", "pef", "srw"]


def thumbnail(source: Path) -> Path:
    target = source.with_name("thumb.jpg")
    make_thumbnail(source, target, probe(source))
    return target


# -- JPEG XL ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "alpha", "depth"), [("RGB", False, 8), ("RGBA", True, 8), ("L", False, 8), ("I;16", False, 16)]
)
def test_facts_of_jpeg_xl(mode: str, alpha: bool, depth: int, tmp_path: Path) -> None:
    image = Image.new("I;16", (640, 300)) if mode == "I;16" else make.quarters((640, 300), mode)
    facts = probe(rare.make_jxl(tmp_path / "a.jxl", image=image))
    assert (facts.mime, facts.width, facts.height) == ("image/jxl", 640, 300)
    assert (facts.has_alpha, facts.bit_depth, facts.frames) == (alpha, depth, 1)


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (255, 256), (512, 512), (1600, 900), (300, 700), (8192, 40), (600, 500)])
def test_sizes_of_jpeg_xl_as_its_decoder_says(size: tuple[int, int], tmp_path: Path) -> None:
    facts = probe(rare.make_jxl(tmp_path / "a.jxl", size))
    assert (facts.width, facts.height) == size


def test_jpeg_xl_gives_its_pixels(tmp_path: Path, assert_upright: Any) -> None:
    path = rare.make_jxl(tmp_path / "a.jxl", (400, 300))
    assert make_thumbnail(path, tmp_path / "thumb.jpg", probe(path)) == ThumbnailResult(320, 240, damaged=False)
    assert_upright(tmp_path / "thumb.jpg")


def test_transparency_of_jpeg_xl_stands_on_grey(tmp_path: Path, middle: Look) -> None:
    clear = Image.new("RGBA", (64, 48), (255, 0, 0, 128))
    assert middle(thumbnail(rare.make_jxl(tmp_path / "a.jxl", image=clear))) == pytest.approx((192, 64, 64), abs=4)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.filterwarnings("ignore:Using JPEG reconstruction")
def test_a_jpeg_packed_into_jpeg_xl_stands_upright(orientation: int, tmp_path: Path, assert_upright: Any) -> None:
    path = rare.make_jxl_of_jpeg(tmp_path / "a.jxl", make.make_jpeg(tmp_path / "a.jpg", (400, 300), orientation=orientation))
    facts = probe(path)
    assert (facts.width, facts.height, facts.orientation) == (400, 300, orientation)
    assert_upright(thumbnail(path))


def test_the_orientation_in_exif_of_jpeg_xl_is_no_order_to_turn(tmp_path: Path, assert_upright: Any) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8769] = {0x9003: "2024:05:06 07:08:09", 0x9011: "+02:00"}
    path = rare.make_jxl(tmp_path / "a.jxl", (400, 300), exif=exif.tobytes(), use_container=True)
    facts = probe(path)
    assert (facts.width, facts.orientation, facts.captured_at) == (400, 1, "2024-05-06T05:08:09.000000Z")
    assert_upright(thumbnail(path))


def test_a_turned_codestream_of_jpeg_xl_has_its_upright_size(tmp_path: Path) -> None:
    # The header alone: 8 × 16 pixels lying; not all as usual; further fields; orientation 6; nothing else of them;
    # whole numbers of 10 bits; a byte of rest.
    bits = ["1", "10000", "000", "00000", "0", "1", "101", "0", "0", "0", "0", "10", "1", "00"]
    value = 0
    for place, bit in enumerate("".join(bits)):
        value |= int(bit) << place
    (tmp_path / "a.jxl").write_bytes(b"\xff\x0a" + value.to_bytes(8, "little"))
    draft = jpegxl.read_header(tmp_path / "a.jxl")
    assert (draft.width, draft.height, draft.orientation, draft.bit_depth) == (16, 8, 1, 10)


def test_a_huge_jpeg_xl_is_refused_by_its_header(tmp_path: Path) -> None:
    value = 0b0 | 0b11 << 1 | (60_000 - 1) << 3 | 0b001 << 33 | 1 << 36  # 60,000 pixels, as wide as high
    (tmp_path / "a.jxl").write_bytes(b"\xff\x0a" + value.to_bytes(40, "little"))
    with pytest.raises(UnsafeMedia, match="3,600 megapixels"):
        probe(tmp_path / "a.jxl")


# -- Photoshop ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("packed", [True, False])
def test_photoshop_shows_the_picture_of_all_layers(depth: int, packed: bool, tmp_path: Path, assert_upright: Any) -> None:
    path = rare.make_psd(tmp_path / "a.psd", (400, 300), depth=depth, packed=packed)
    facts = probe(path)
    assert (facts.width, facts.height, facts.bit_depth, facts.has_alpha) == (400, 300, depth, False)
    assert_upright(thumbnail(path))


@pytest.mark.parametrize("depth", [8, 16])
def test_transparency_of_photoshop_is_mixed_with_grey_instead_of_white(depth: int, tmp_path: Path, middle: Look) -> None:
    mixed = Image.new("RGBA", (64, 48), (255, 127, 127, 128))  # red, half of it, on white
    path = rare.make_psd(tmp_path / "a.psd", image=mixed, depth=depth, transparent=True)
    assert probe(path).has_alpha
    assert middle(thumbnail(path)) == pytest.approx((192, 64, 64), abs=4)


def test_a_mask_of_photoshop_is_no_transparency(tmp_path: Path, assert_upright: Any) -> None:
    masked = make.quarters((64, 48), "RGBA")
    masked.putalpha(20)
    path = rare.make_psd(tmp_path / "a.psd", image=masked)
    assert not probe(path).has_alpha
    assert_upright(thumbnail(path), 40)


def test_photoshop_in_cmyk_is_not_inverted(tmp_path: Path, middle: Look) -> None:
    red, green, blue = middle(thumbnail(rare.make_psd(tmp_path / "a.psd", image=Image.new("CMYK", (64, 48), (0, 255, 255, 0)))))
    assert red > 200
    assert max(green, blue) < 80


def test_photoshop_in_lab_becomes_srgb(tmp_path: Path, middle: Look) -> None:
    path = rare.make_psd(tmp_path / "a.psd", image=Image.new("LAB", (64, 48), (136, 208, 195)))
    red, green, blue = middle(thumbnail(path))  # L 53, a 80, b 67: red
    assert red > 230
    assert max(green, blue) < 60


def test_the_profile_of_photoshop_is_named_and_used(tmp_path: Path) -> None:
    assert "sRGB" in str(probe(rare.make_psd(tmp_path / "a.psd", profile=make.srgb_profile())).colour_profile)


# -- OpenEXR ------------------------------------------------------------------------------------------


def planes(*values: float, size: tuple[int, int] = (64, 48)) -> list[Any]:
    return [np.full((size[1], size[0]), value) for value in values]


@pytest.mark.parametrize(
    ("values", "colour"),
    [((4.0, 0.25, 0.0), (255, 137, 0)), ((0.5, 0.25, 0.0, 0.5), (192, 157, 64)), ((0.25,), (137, 137, 137)),
     ((float("nan"), float("inf"), -3.0), (0, 255, 0))],
)  # fmt: skip
@pytest.mark.parametrize("half", [True, False])
def test_linear_light_is_shown_in_srgb(
    values: Sequence[float], colour: tuple[int, int, int], half: bool, tmp_path: Path, middle: Look
) -> None:
    path = rare.make_exr(tmp_path / "a.exr", planes(*values), half=half)
    facts = probe(path)
    assert (facts.width, facts.height, facts.bit_depth) == (64, 48, 16 if half else 32)
    assert (facts.has_alpha, facts.colour_profile) == (len(values) == 4, "linear")
    assert middle(thumbnail(path)) == pytest.approx(colour, abs=4)


def test_a_layer_is_shown_where_nothing_stands_outside_layers(tmp_path: Path, middle: Look) -> None:
    path = rare.make_exr(tmp_path / "a.exr", planes(1.0, 0.25, 0.0), layer="beauty")
    assert middle(thumbnail(path)) == pytest.approx((255, 137, 0), abs=4)


def test_a_packed_exr_larger_than_a_thumbnail_is_averaged(tmp_path: Path, middle: Look) -> None:
    path = rare.make_packed_exr(tmp_path / "a.exr", (1501, 901))
    assert make_thumbnail(path, tmp_path / "t.jpg", probe(path)) == ThumbnailResult(320, 192, damaged=False)
    assert middle(tmp_path / "t.jpg") == pytest.approx((137, 137, 137), abs=3)


def test_a_deep_exr_is_refused_by_name(tmp_path: Path) -> None:
    data = bytearray(rare.make_packed_exr(tmp_path / "a.exr").read_bytes())
    data[5] |= 0x08
    (tmp_path / "a.exr").write_bytes(bytes(data))
    with pytest.raises(UnreadableMedia, match="deep OpenEXR"):
        probe(tmp_path / "a.exr")


# -- TIFF ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("bands", "grey"), [(1, 137), (3, 137), (4, 130)])
def test_a_tiff_of_floating_point_is_linear_light(bands: int, grey: int, tmp_path: Path, middle: Look) -> None:
    path = rare.make_float_tiff(tmp_path / "a.tif", 0.25, bands)
    assert (probe(path).bit_depth, probe(path).width) == (32, 64)
    assert middle(thumbnail(path)) == pytest.approx((grey,) * 3, abs=3)


def test_pages_of_a_tiff_are_counted_and_the_first_is_shown(tmp_path: Path, assert_upright: Any) -> None:
    make.quarters().save(tmp_path / "a.tif", save_all=True, append_images=[Image.new("RGB", (64, 48))] * 3)
    facts = probe(tmp_path / "a.tif")
    assert (facts.kind, facts.frames, facts.duration_us) == ("image", 4, None)
    assert_upright(thumbnail(tmp_path / "a.tif"))


def test_sixteen_bits_a_colour_become_eight(tmp_path: Path, middle: Look) -> None:
    import pyvips

    pyvips.Image.black(64, 48, bands=3).cast("ushort").linear(1, [0x4000, 0x8000, 0xC000]).cast("ushort").copy(
        interpretation="rgb16"
    ).tiffsave(str(tmp_path / "a.tif"))
    assert probe(tmp_path / "a.tif").bit_depth == 16
    assert middle(thumbnail(tmp_path / "a.tif")) == pytest.approx((64, 128, 192), abs=3)


# -- camera RAW ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("ext", RAWS)
def test_a_raw_file_is_shown_by_its_largest_preview(ext: str, tmp_path: Path, assert_upright: Any) -> None:
    path = rare.make_raw(tmp_path / f"a.{ext}", ext)
    facts = probe(path)
    assert (facts.kind, facts.frames) == ("image", 1)
    sensor = (1200, 800, 14) if ext in {"dng", "cr2", "nef", "arw", "pef", "srw"} else (600, 400, 8)
    assert (facts.width, facts.height, facts.bit_depth) == sensor
    assert make_thumbnail(path, tmp_path / "t.jpg", facts) == ThumbnailResult(320, 213, damaged=False)
    assert_upright(tmp_path / "t.jpg")


@pytest.mark.parametrize("ext", [ext for ext in RAWS if ext != "raf"])
def test_a_raw_file_is_turned_as_its_camera_says(ext: str, tmp_path: Path) -> None:
    lying = thumbnail(rare.make_raw(tmp_path / f"a.{ext}", ext))
    with Image.open(lying) as image:
        expected = image.transpose(Image.Transpose.ROTATE_270)
    path = rare.make_raw(tmp_path / f"b.{ext}", ext, orientation=6)
    facts = probe(path)
    assert facts.width < facts.height
    with Image.open(thumbnail(path)) as image:
        assert image.size == expected.size
        assert max(ImageStat.Stat(ImageChops.difference(image, expected)).mean) < 4


def test_the_preview_of_another_shape_gives_the_size(tmp_path: Path) -> None:
    facts = probe(rare.make_raw(tmp_path / "a.nef", "nef", (600, 600)))
    assert (facts.width, facts.height) == (600, 600)


@pytest.mark.parametrize("ext", RAWS)
def test_a_raw_file_without_a_preview_is_refused_or_gives_what_it_has(ext: str, tmp_path: Path) -> None:
    path = rare.make_raw(tmp_path / f"a.{ext}", ext)
    path.write_bytes(path.read_bytes().replace(b"\xff\xd8\xff\xe0", b"\xff\xd8\0\0"))
    with pytest.raises(UnreadableMedia):
        make_thumbnail(path, tmp_path / "t.jpg", probe(path))


def test_the_data_of_the_sensor_is_no_preview(tmp_path: Path) -> None:
    path = rare.make_raw(tmp_path / "a.dng", "dng")
    shown = raw.preview_bytes(path, "image/x-adobe-dng")
    assert shown == rare.jpeg_bytes((600, 400))


def test_directories_that_point_at_each_other_end(tmp_path: Path) -> None:
    first = rare.directory([(330, 4, (8, 8, 200)), (0xC612, 1, (1, 4, 0, 0))], 8, following=8)
    (tmp_path / "a.dng").write_bytes(struct.pack("<2sHI", b"II", 42, 8) + first)
    with pytest.raises(UnreadableMedia):
        probe(tmp_path / "a.dng")
