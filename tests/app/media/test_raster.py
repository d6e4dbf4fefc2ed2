from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.media import raster
from app.media.limits import UnreadableMedia
from app.media.raster import Raster, write_raster
from tests import media_factory, rare_factory
from tests.media_factory import quarters

SIZE = (64, 48)

MADE: dict[str, Callable[[Path], Path]] = {
    "jpg": lambda path: media_factory.make_jpeg(path, SIZE),
    "png": lambda path: media_factory.make_png(path, SIZE),
    "webp": lambda path: media_factory.make_webp(path, SIZE),
    "gif": lambda path: media_factory.make_gif(path, SIZE),
    "bmp": lambda path: media_factory.make_bmp(path, SIZE),
    "avif": lambda path: media_factory.make_avif(path, SIZE),
    "heic": lambda path: media_factory.make_heic(path, SIZE),
    "jxl": lambda path: rare_factory.make_jxl(path, SIZE),
    "psd": rare_factory.make_psd,
}


def pixels(target: Path, found: Raster) -> np.ndarray:
    """Rows of red, green, blue, alpha."""
    whole = np.fromfile(target, np.uint8).reshape(found.height, found.width, 4)
    return whole[..., [2, 1, 0, 3]]


@pytest.mark.parametrize("ending", MADE)
def test_a_picture_of_each_kind_has_its_colours_in_their_places(ending: str, tmp_path: Path) -> None:
    source, target = MADE[ending](tmp_path / f"a.{ending}"), tmp_path / "out"
    found = write_raster(str(source), str(target))
    assert (found.width, found.height) == SIZE
    shown = pixels(target, found)
    expected = np.asarray(quarters(SIZE).convert("RGB"))
    for y in (8, 40):
        for x in (8, 56):
            assert np.abs(shown[y, x, :3].astype(int) - expected[y, x].astype(int)).max() < 40, (x, y)
    assert (shown[..., 3] == 255).all()


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_turned_picture_is_upright(orientation: int, tmp_path: Path) -> None:
    source, target = media_factory.make_jpeg(tmp_path / "a.jpg", SIZE, orientation=orientation), tmp_path / "out"
    found = write_raster(str(source), str(target))
    expected = np.asarray(quarters((found.width, found.height)).convert("RGB"))
    shown = pixels(target, found)
    assert np.abs(shown[4, 4, :3].astype(int) - expected[4, 4].astype(int)).max() < 60
    assert (found.width, found.height) == SIZE


@pytest.mark.parametrize("ending", ["png", "webp", "jxl"])
def test_what_is_transparent_stays_so_and_is_premultiplied(ending: str, tmp_path: Path) -> None:
    image = Image.new("RGBA", SIZE, (200, 100, 50, 128))
    source, target = tmp_path / f"a.{ending}", tmp_path / "out"
    if ending == "jxl":
        rare_factory.make_jxl(source, image=image)
    elif ending == "webp":
        image.save(source, lossless=True)
    else:
        image.save(source)
    found = write_raster(str(source), str(target))
    assert found.alpha
    assert pixels(target, found)[10, 10].tolist() == pytest.approx([100, 50, 25, 128], abs=2)


def test_a_picture_with_more_pixels_than_wanted_is_reduced(tmp_path: Path) -> None:
    for ending in ("jpg", "png", "jxl"):
        size = (400, 200)
        source = tmp_path / f"a.{ending}"
        {"jpg": media_factory.make_jpeg, "png": media_factory.make_png, "jxl": rare_factory.make_jxl}[ending](source, size)
        found = write_raster(str(source), str(tmp_path / "out"), most_pixels=20_000)
        assert (found.width, found.height) == (200, 100)


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    source, target = media_factory.make_tiff16(tmp_path / "a.tiff", SIZE, value=0x8000), tmp_path / "out"
    found = write_raster(str(source), str(target))
    assert pixels(target, found)[5, 5, 0] == pytest.approx(128, abs=2)


def test_linear_light_is_brought_to_srgb(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for source in (rare_factory.make_float_tiff(tmp_path / "a.tiff", 0.25), rare_factory.make_packed_exr(tmp_path / "a.exr")):
        found = write_raster(str(source), str(target))
        assert pixels(target, found)[5, 5, 0] == pytest.approx(137, abs=3)


def test_an_openexr_of_many_rows_is_toned_whole(tmp_path: Path) -> None:
    planes = [np.full((600, 8), value, np.float32) for value in (0.25, 0.5, 1.0)]
    source, target = rare_factory.make_exr(tmp_path / "a.exr", planes), tmp_path / "out"
    found = write_raster(str(source), str(target))
    shown = pixels(target, found)
    assert (shown == shown[0, 0]).all()


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    source, target = tmp_path / "a.jpg", tmp_path / "out"
    Image.new("CMYK", SIZE, (255, 0, 0, 0)).save(source, quality=95)
    found = write_raster(str(source), str(target))
    red, _green, blue, _alpha = pixels(target, found)[5, 5].tolist()
    assert red < 60
    assert blue > 180


def test_a_camera_raw_shows_its_preview_upright(tmp_path: Path) -> None:
    source, target = rare_factory.make_raw(tmp_path / "a.nef", "nef", (600, 400), orientation=6), tmp_path / "out"
    found = write_raster(str(source), str(target))
    assert found.height > found.width


def test_a_cut_picture_is_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    source = media_factory.truncate(media_factory.make_png(tmp_path / "a.png", (640, 480)), 0.6)
    assert write_raster(str(source), str(tmp_path / "out")).damaged


def test_what_is_no_picture_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    source, target = media_factory.make_text(tmp_path / "a.png"), tmp_path / "out"
    with pytest.raises(UnreadableMedia):
        write_raster(str(source), str(target))
    with pytest.raises(FileNotFoundError):
        write_raster(str(tmp_path / "nothing.png"), str(target))
    assert not target.exists()


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    with pytest.raises(UnreadableMedia, match="megapixels"):
        write_raster(str(media_factory.make_bomb_png(tmp_path / "a.png")), str(tmp_path / "out"))


def test_what_needs_too_much_memory_is_tried_smaller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def written(_source: Path, place: Path, _facts: object, most: int) -> Raster:
        asked.append(most)
        if len(asked) < 3:
            raise MemoryError
        place.write_bytes(b"")
        return Raster(1, 1, False, False)

    monkeypatch.setattr(raster, "_written", written)
    monkeypatch.setattr(raster, "_LEAST_PIXELS", 100)
    write_raster(str(media_factory.make_png(tmp_path / "a.png", SIZE)), str(tmp_path / "out"))
    assert asked == [raster.MOST_PIXELS, 64 * 48 // 2, 64 * 48 // 4]
