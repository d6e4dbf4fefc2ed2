from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from app.media import thumbnails
from app.media.limits import UnreadableMedia
from app.media.probe import probe
from app.media.thumbnails import ThumbnailResult, make_preview, make_strip, make_thumbnail
from tests import media_factory as make

Look = Callable[[Path], tuple[int, int, int]]
STILLS: dict[str, Callable[..., Path]] = {
    "png": make.make_png, "jpg": make.make_jpeg, "webp": make.make_webp, "gif": make.make_gif,
    "avif": make.make_avif, "heic": make.make_heic, "bmp": make.make_bmp,
}  # fmt: skip


def thumbnail(source: Path) -> tuple[Path, ThumbnailResult]:
    target = source.with_name("thumb.jpg")
    result = make_thumbnail(source, target, probe(source))
    with Image.open(target) as image:
        assert image.format == "JPEG"
        assert image.size == (result.width, result.height)
        assert not image.info.get("exif")
    return target, result


def pixel(path: Path, place: tuple[int, int]) -> tuple[int, int, int]:
    with Image.open(path) as image:
        value = image.convert("RGB").getpixel(place)
    assert isinstance(value, tuple)
    return (value[0], value[1], value[2])


@pytest.mark.parametrize("ext", STILLS)
def test_a_thumbnail_has_a_longer_side_of_320(ext: str, tmp_path: Path, assert_upright: Any) -> None:
    target, result = thumbnail(STILLS[ext](tmp_path / f"a.{ext}", (800, 600)))
    assert result == ThumbnailResult(320, 240, damaged=False)
    assert_upright(target)


@pytest.mark.parametrize("ext", STILLS)
def test_a_small_picture_is_not_enlarged(ext: str, tmp_path: Path) -> None:
    assert thumbnail(STILLS[ext](tmp_path / f"a.{ext}", (64, 48)))[1] == ThumbnailResult(
        64, 48, damaged=False
    )


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ext", ["jpg", "webp", "avif", "heic"])
def test_pictures_stand_upright(ext: str, orientation: int, tmp_path: Path, assert_upright: Any) -> None:
    target, result = thumbnail(STILLS[ext](tmp_path / f"a.{ext}", (400, 300), orientation=orientation))
    assert (result.width, result.height) == (320, 240)
    assert_upright(target)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_png_and_tiff_stand_upright(orientation: int, tmp_path: Path, assert_upright: Any) -> None:
    with Image.open(make.make_jpeg(tmp_path / "a.jpg", (400, 300), orientation=orientation)) as image:
        image.save(tmp_path / "a.png", exif=image.getexif())
        image.save(tmp_path / "a.tif", exif=image.getexif())
    for ext in ("png", "tif"):
        target, result = thumbnail(tmp_path / f"a.{ext}")
        assert (result.width, result.height) == (320, 240)
        assert_upright(target)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_clips_stand_upright(rotation: int, tmp_path: Path, assert_upright: Any) -> None:
    lying = {0: (400, 304), 180: (400, 304), 90: (304, 400), 270: (304, 400)}[rotation]
    path = make.make_mp4(tmp_path / "a.mp4", size=lying, frames=2)
    upright, _ = thumbnail(path)
    with Image.open(upright) as image:
        before = image.convert("RGB")
    make.turn(path, rotation)
    target, result = thumbnail(path)
    assert (result.width, result.height) == (320, 243)
    with Image.open(target) as image:
        after = image.convert("RGB").rotate(rotation, expand=True)  # PIL turns the other way
    for place in ((20, 20), (before.width - 20, 20), (20, before.height - 20)):
        assert after.getpixel(place) == pytest.approx(before.getpixel(place), abs=24)


@pytest.mark.parametrize("ext", ["png", "webp", "tif"])
def test_transparent_parts_stand_on_grey(ext: str, tmp_path: Path, middle: Look) -> None:
    Image.new("RGBA", (400, 300), (255, 0, 0, 0)).save(tmp_path / f"a.{ext}")
    assert middle(thumbnail(tmp_path / f"a.{ext}")[0]) == pytest.approx((128, 128, 128), abs=3)


@pytest.mark.parametrize("ext", ["webp", "avif", "heic"])
def test_half_transparent_parts_are_mixed_with_grey(ext: str, tmp_path: Path) -> None:
    target, _ = thumbnail(STILLS[ext](tmp_path / f"a.{ext}", (400, 300), alpha=True))
    assert pixel(target, (20, 20)) == pytest.approx((191, 64, 64), abs=12)


def test_hidden_colours_do_not_bleed_into_the_edge(tmp_path: Path) -> None:
    image = Image.new("RGBA", (1000, 800), (0, 255, 0, 0))  # green that nobody sees
    image.paste((128, 128, 128, 255), (0, 0, 500, 800))
    for ext in ("png", "avif", "heic"):
        if ext == "heic":
            make.make_heic(tmp_path / "ready.heic")
        image.save(tmp_path / f"a.{ext}", {"heic": "HEIF"}.get(ext, ext))
        target, _ = thumbnail(tmp_path / f"a.{ext}")
        row = [pixel(target, (x, 100)) for x in range(150, 170)]
        assert max(max(abs(one[0] - one[1]), abs(one[2] - one[1])) for one in row) < 16, ext


def test_sixteen_bits_become_eight(tmp_path: Path, middle: Look) -> None:
    assert middle(thumbnail(make.make_tiff16(tmp_path / "a.tif", value=0x4000))[0]) == pytest.approx(
        (64, 64, 64), abs=2
    )
    grey = Image.frombytes("I;16", (64, 48), struct.pack("<H", 0xC000) * (64 * 48))
    assert middle(thumbnail(make.make_png(tmp_path / "a.png", image=grey))[0]) == pytest.approx(
        (192, 192, 192), abs=2
    )


def test_cmyk_is_neither_inverted_nor_left_as_it_is(tmp_path: Path, middle: Look) -> None:
    image = Image.new("CMYK", (400, 300), (0, 255, 255, 0))
    image.save(tmp_path / "a.jpg")
    red, green, blue = middle(thumbnail(tmp_path / "a.jpg")[0])
    assert red > 200
    assert max(green, blue) < 70
    image.save(tmp_path / "a.tif")
    red, green, blue = middle(thumbnail(tmp_path / "a.tif")[0])
    assert red > 200
    assert max(green, blue) < 80


@pytest.mark.parametrize("ext", ["png", "gif", "bmp"])
def test_a_palette_is_smoothed_not_thinned(ext: str, tmp_path: Path, middle: Look) -> None:
    image = Image.new("P", (640, 640))
    image.putpalette([0, 0, 0, 255, 255, 255] + [0] * 750)
    image.putdata([(x + y) % 2 for y in range(640) for x in range(640)])
    image.save(tmp_path / f"a.{ext}")
    with Image.open(thumbnail(tmp_path / f"a.{ext}")[0]) as small:
        low, high = small.convert("L").getextrema()
    assert 90 < low <= high < 200  # black or white dots would be left from it otherwise


def test_colours_of_a_wide_profile_are_brought_to_srgb(tmp_path: Path, middle: Look) -> None:
    # Green and blue change places in this profile: whoever ignores it shows the wrong one.
    swapped = _swapped_profile()
    image = Image.new("RGB", (400, 300), (0, 255, 0))
    for name in ("a.jpg", "a.png", "a.avif"):
        image.save(tmp_path / name, icc_profile=swapped)
        _, green, blue = middle(thumbnail(tmp_path / name)[0])
        assert blue > 180, name
        assert green < 120, name


def _swapped_profile() -> bytes:
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    tags = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    green, blue = tags[b"gXYZ"], tags[b"bXYZ"]
    data[green + 4 : green + 12], data[blue + 4 : blue + 12] = (
        data[blue + 4 : blue + 12],
        data[green + 4 : green + 12],
    )
    return bytes(data).replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))


@pytest.mark.parametrize("ext", ["jpg", "png", "avif"])
def test_a_broken_profile_costs_nothing(ext: str, tmp_path: Path, assert_upright: Any) -> None:
    make.quarters((64, 48)).save(tmp_path / f"a.{ext}", icc_profile=b"nonsense" * 30, quality=95)
    assert_upright(thumbnail(tmp_path / f"a.{ext}")[0], 40)


@pytest.mark.parametrize("ext", ["png", "jpg", "gif", "tif", "bmp"])
def test_a_cut_picture_is_damaged(ext: str, tmp_path: Path) -> None:
    noise = Image.effect_noise((800, 600), 60).convert("P" if ext == "gif" else "RGB")
    buffer = BytesIO()
    noise.save(buffer, {"jpg": "JPEG", "tif": "TIFF"}.get(ext, ext))
    path = tmp_path / f"a.{ext}"
    path.write_bytes(buffer.getvalue())
    assert thumbnail(path)[1] == ThumbnailResult(320, 240, damaged=False)
    assert thumbnail(make.truncate(path, 0.6))[1] == ThumbnailResult(320, 240, damaged=True)


@pytest.mark.parametrize("ext", ["avif", "heic", "webp"])
def test_a_cut_picture_that_gives_nothing_is_refused(ext: str, tmp_path: Path) -> None:
    path = STILLS[ext](tmp_path / f"a.{ext}", (800, 600))
    facts = probe(path)
    make.truncate(path, 0.6)
    with pytest.raises(UnreadableMedia, match=r"ends too early|damaged"):
        make_thumbnail(path, tmp_path / "thumb.jpg", facts)
    assert not (tmp_path / "thumb.jpg").exists()


def test_brackets_in_a_name_are_only_a_name(tmp_path: Path, assert_upright: Any) -> None:
    assert_upright(thumbnail(make.make_png(tmp_path / "a[page=2].png"))[0])
    assert_upright(thumbnail(make.make_png(tmp_path / "a.png[page=2]"))[0])


def test_a_thumbnail_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make.make_png(tmp_path / "a.png")
    (tmp_path / "thumb.jpg").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(thumbnails.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        make_thumbnail(path, tmp_path / "thumb.jpg", probe(path))
    assert (tmp_path / "thumb.jpg").read_bytes() == b"old"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.png", "thumb.jpg"]


def test_a_preview_is_the_same_picture_larger(tmp_path: Path, assert_upright: Any) -> None:
    path = make.make_jpeg(tmp_path / "a.jpg", (2400, 1600), orientation=6)
    result = make_preview(path, tmp_path / "p.jpg", probe(path))
    assert (result.width, result.height) == (1024, 683)
    assert_upright(tmp_path / "p.jpg")
    assert make_preview(path, tmp_path / "p.jpg", probe(path), 600).width == 600


@pytest.mark.parametrize("ext", ["gif", "webp", "png"])
def test_the_thumbnail_of_a_moving_picture_is_its_first_frame(
    ext: str, tmp_path: Path, assert_upright: Any
) -> None:
    assert_upright(thumbnail(STILLS[ext](tmp_path / f"a.{ext}", frames=3))[0])


def test_a_poster_is_the_first_key_frame_that_is_not_black(tmp_path: Path, assert_upright: Any) -> None:
    path = make.make_mp4(tmp_path / "a.mp4", size=(640, 480), frames=24, gop=6, black=7)
    assert_upright(thumbnail(path)[0])


def test_a_clip_that_is_black_throughout_has_a_black_poster(tmp_path: Path, middle: Look) -> None:
    assert max(middle(thumbnail(make.make_mp4(tmp_path / "a.mp4", frames=5, black=5))[0])) < 8


@pytest.mark.parametrize(
    ("height", "matrix", "said"),
    [(480, "itu709", 1), (1088, "itu601", 6), (480, "itu601", None), (1088, "itu709", None)],
)
def test_colours_of_a_clip_follow_its_matrix(
    height: int, matrix: str, said: int | None, tmp_path: Path
) -> None:
    path = make.make_mp4(
        tmp_path / "a.mp4", size=(480, height), frames=1, colour_matrix=matrix, said_matrix=said
    )
    target, result = thumbnail(path)
    assert pixel(target, (result.width - 20, 20)) == pytest.approx((0, 255, 0), abs=10)


def test_a_strip_has_a_picture_for_every_twelfth_frame(tmp_path: Path) -> None:
    path = make.make_mp4(tmp_path / "a.mp4", size=(320, 240), frames=50, gop=20, bframes=2)
    result = make_strip(path, tmp_path / "strip.jpg", probe(path))
    assert (result.frames, result.step, result.frame_width, result.frame_height) == (5, 12, 160, 120)
    with Image.open(tmp_path / "strip.jpg") as strip:
        assert strip.size == (800, 120)
        shown = [
            make.frame_number(strip.crop((160 * n, 0, 160 * (n + 1), 120)).convert("RGB")) for n in range(5)
        ]
    assert shown == [0, 12, 24, 36, 48]


def test_a_strip_of_a_long_clip_has_120_pictures_at_most(tmp_path: Path) -> None:
    path = make.make_mp4(tmp_path / "a.mp4", size=(32, 32), frames=1500, gop=250)
    result = make_strip(path, tmp_path / "strip.jpg", probe(path))
    assert (result.frames, result.step) == (116, 13)


def test_a_strip_of_a_turned_clip_is_upright(tmp_path: Path) -> None:
    path = make.make_mp4(tmp_path / "a.mp4", size=(320, 240), frames=13, rotation=90)
    result = make_strip(path, tmp_path / "strip.jpg", probe(path))
    assert (result.frames, result.frame_width, result.frame_height) == (2, 160, 213)
    assert pixel(tmp_path / "strip.jpg", (140, 20)) == pytest.approx((255, 0, 0), abs=24)


def test_a_picture_has_no_strip(tmp_path: Path) -> None:
    path = make.make_png(tmp_path / "a.png")
    with pytest.raises(UnreadableMedia):
        make_strip(path, tmp_path / "strip.jpg", probe(path))
