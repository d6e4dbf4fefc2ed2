from __future__ import annotations

import contextlib
import os
import random
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.media.limits import UnreadableMedia, UnsafeMedia
from app.media.probe import probe
from tests import media_factory as make

Maker = Callable[..., Path]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("maker", "ext"), [(make.make_jpeg, "jpg"), (make.make_webp, "webp"), (make.make_avif, "avif"),
                       (make.make_heic, "heic")],
)  # fmt: skip
def test_sizes_are_those_of_the_upright_picture(
    maker: Maker, ext: str, orientation: int, tmp_path: Path
) -> None:
    facts = probe(maker(tmp_path / f"a.{ext}", (64, 48), orientation=orientation))
    assert (facts.width, facts.height) == (64, 48)
    assert facts.kind == "image"


def test_a_png_can_carry_an_orientation(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    facts = probe(make.make_png(tmp_path / "a.png", (64, 48), exif=exif))
    assert (facts.orientation, facts.width, facts.height) == (6, 48, 64)


@pytest.mark.parametrize(
    ("mode", "alpha", "bits"), [("RGB", False, 8), ("RGBA", True, 8), ("LA", True, 8), ("L", False, 8),
                                ("I;16", False, 16), ("1", False, 1), ("P", False, 8)],
)  # fmt: skip
def test_alpha_and_depth_of_a_png(mode: str, alpha: bool, bits: int, tmp_path: Path) -> None:
    image = Image.new("I;16", (8, 8)) if mode == "I;16" else make.quarters((8, 8)).convert(mode)
    facts = probe(make.make_png(tmp_path / "a.png", image=image))
    assert (facts.has_alpha, facts.bit_depth) == (alpha, bits)


def test_a_transparent_colour_in_a_palette_is_alpha(tmp_path: Path) -> None:
    image = make.quarters((8, 8)).convert("P")
    assert probe(make.make_png(tmp_path / "a.png", image=image, transparency=0)).has_alpha
    image.save(tmp_path / "a.gif", transparency=image.getpixel((0, 0)))
    assert probe(tmp_path / "a.gif").has_alpha


def test_the_depth_of_a_tiff_is_its_own(tmp_path: Path) -> None:
    assert probe(make.make_tiff16(tmp_path / "a.tif")).bit_depth == 16


@pytest.mark.parametrize(
    ("maker", "ext"), [(make.make_webp, "webp"), (make.make_avif, "avif"), (make.make_heic, "heic")]
)
def test_alpha_of_modern_formats(maker: Maker, ext: str, tmp_path: Path) -> None:
    assert probe(maker(tmp_path / f"a.{ext}", alpha=True)).has_alpha
    assert not probe(maker(tmp_path / f"b.{ext}", alpha=False)).has_alpha


def test_the_colour_profile_is_named(tmp_path: Path) -> None:
    profile = make.srgb_profile()
    assert "sRGB" in str(probe(make.make_png(tmp_path / "a.png", icc_profile=profile)).colour_profile)
    assert "sRGB" in str(probe(make.make_jpeg(tmp_path / "a.jpg", icc_profile=profile)).colour_profile)
    assert probe(make.make_jpeg(tmp_path / "b.jpg")).colour_profile is None


@pytest.mark.parametrize(
    ("maker", "ext", "duration_us"), [(make.make_gif, "gif", 300_000), (make.make_webp, "webp", 120_000),
                                      (make.make_png, "png", 150_000), (make.make_avif, "avif", 300_000)],
)  # fmt: skip
def test_moving_pictures_are_images_with_frames(
    maker: Maker, ext: str, duration_us: int, tmp_path: Path
) -> None:
    facts = probe(maker(tmp_path / f"a.{ext}", frames=3))
    assert (facts.kind, facts.frames, facts.duration_us) == ("image", 3, duration_us)
    still = probe(maker(tmp_path / f"b.{ext}"))
    assert (still.frames, still.duration_us) == (1, None)


def test_gif_frames_without_a_time_last_as_long_as_in_browsers(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(make.gif_bytes([0, 10, 50]))
    assert probe(tmp_path / "a.gif").duration_us == 250_000


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    with pytest.raises(UnsafeMedia, match="1,024 megapixels"):
        probe(make.make_bomb_png(tmp_path / "a.png"))


def test_a_bomb_gif_is_refused_by_its_header(tmp_path: Path) -> None:
    data = bytearray(make.gif_bytes([0]))
    data[6:10] = b"\xff\xff\xff\xff"
    (tmp_path / "a.gif").write_bytes(bytes(data))
    with pytest.raises(UnsafeMedia):
        probe(tmp_path / "a.gif")


def test_a_large_picture_below_the_limit_warns_nobody(tmp_path: Path) -> None:
    Image.new("1", (15_000, 13_000)).save(tmp_path / "a.tif", compression="group4")
    assert probe(tmp_path / "a.tif").width == 15_000


def test_the_time_of_exif_with_its_offset_is_in_utc(tmp_path: Path) -> None:
    facts = probe(make.make_jpeg(tmp_path / "a.jpg", taken="2024:05:06 07:08:09", offset="+02:00"))
    assert facts.captured_at == "2024-05-06T05:08:09.000000Z"
    assert facts.captured_from == "EXIF DateTimeOriginal"


def test_the_time_of_exif_without_an_offset_says_so(tmp_path: Path) -> None:
    facts = probe(make.make_jpeg(tmp_path / "a.jpg", taken="2024:05:06 07:08:09"))
    assert facts.captured_from == "EXIF DateTimeOriginal, read as local time"


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "2024:13:45 99:00:00", "yesterday", "1970:01:01 00:00:00"]
)
def test_a_clock_that_was_never_set_falls_back_to_the_file(taken: str, tmp_path: Path) -> None:
    path = make.make_jpeg(tmp_path / "a.jpg", taken=taken, offset="+00:00")
    os.utime(path, (1_700_000_000.5, 1_700_000_000.5))
    facts = probe(path)
    assert (facts.captured_at, facts.captured_from) == ("2023-11-14T22:13:20.500000Z", "file time")


def test_the_time_of_xmp_is_read(tmp_path: Path) -> None:
    xmp = b'<x:xmpmeta><rdf:Description xmp:CreateDate="2023-02-03T04:05:06+01:00"/></x:xmpmeta>'
    facts = probe(make.make_jpeg(tmp_path / "a.jpg", xmp=xmp))
    assert (facts.captured_at, facts.captured_from) == ("2023-02-03T03:05:06.000000Z", "XMP xmp:CreateDate")


def test_a_damaged_exif_block_costs_nothing_else(tmp_path: Path) -> None:
    facts = probe(make.make_png(tmp_path / "a.png", chunks=[(b"eXIf", b"MM\0*\xff\xff\xff\xff broken")]))
    assert (facts.width, facts.orientation) == (64, 1)


def test_a_huge_packed_text_leaves_the_picture_readable(tmp_path: Path) -> None:
    text = zlib.compress(bytes(40 * 1024 * 1024), 9)
    assert probe(make.make_png(tmp_path / "a.png", chunks=[(b"zTXt", b"Comment\0\0" + text)])).width == 64


# Clips


@pytest.mark.parametrize(
    ("maker", "ext", "codec"), [(make.make_mp4, "mp4", "h264"), (make.make_mov, "mov", "h264"),
                                (make.make_mkv, "mkv", "h264"),
                                (make.make_webm, "webm", "vp9"), (make.make_avi, "avi", "mpeg4"),
                                (make.make_ts, "ts", "h264"), (make.make_mpg, "mpg", "mpeg2video"),
                                (make.make_flv, "flv", "flv1"), (make.make_wmv, "wmv", "wmv2")],
)  # fmt: skip
def test_facts_of_a_clip(maker: Maker, ext: str, codec: str, tmp_path: Path) -> None:
    facts = probe(maker(tmp_path / f"a.{ext}", size=(128, 96), fps=24, frames=24))
    assert (facts.kind, facts.width, facts.height, facts.codec) == ("video", 128, 96, codec)
    assert (facts.frames, facts.duration_us, facts.fps_num, facts.fps_den) == (24, 1_000_000, 24, 1)
    assert (facts.has_audio, facts.has_alpha, facts.bit_depth) == (False, False, 8)


def test_the_rate_is_an_exact_fraction(tmp_path: Path) -> None:
    facts = probe(make.make_mp4(tmp_path / "a.mp4", fps=Fraction(30000, 1001), frames=30))
    assert (facts.fps_num, facts.fps_den, facts.frames) == (30000, 1001, 30)


@pytest.mark.parametrize(("maker", "ext"), [(make.make_mp4, "mp4"), (make.make_mkv, "mkv")])
def test_a_clip_of_varying_pace_has_its_average_rate(maker: Maker, ext: str, tmp_path: Path) -> None:
    times = [0, 1, 2, 6, 12, 13, 14, 20, 30, 47]
    facts = probe(maker(tmp_path / f"a.{ext}", fps=24, frames=10, times=times))
    assert facts.frames == 10
    assert facts.fps_num is not None
    assert facts.fps_den is not None
    assert facts.fps_num / facts.fps_den == pytest.approx(5, rel=0.1)  # ten frames in two seconds, not 24 fps
    assert facts.duration_us == pytest.approx(2_000_000, rel=0.1)


@pytest.mark.parametrize(
    ("maker", "ext"), [(make.make_mp4, "mp4"), (make.make_webm, "webm"), (make.make_mkv, "mkv")]
)
def test_sound_is_noticed(maker: Maker, ext: str, tmp_path: Path) -> None:
    assert probe(maker(tmp_path / f"a.{ext}", audio=True)).has_audio


@pytest.mark.parametrize(("rotation", "orientation"), [(90, 6), (180, 3), (270, 8)])
def test_a_turned_clip_has_its_upright_size(rotation: int, orientation: int, tmp_path: Path) -> None:
    facts = probe(make.make_mp4(tmp_path / "a.mp4", size=(128, 96), rotation=rotation))
    assert facts.orientation == orientation
    assert (facts.width, facts.height) == ((128, 96) if rotation == 180 else (96, 128))


def test_pixels_that_are_not_square_are_made_so(tmp_path: Path) -> None:
    facts = probe(make.make_mp4(tmp_path / "a.mp4", size=(96, 96), aspect=Fraction(4, 3)))
    assert (facts.width, facts.height) == (128, 96)


def test_the_creation_time_of_a_clip_is_read(tmp_path: Path) -> None:
    facts = probe(make.make_mp4(tmp_path / "a.mp4", tags={"creation_time": "2024-01-02T03:04:05.000000Z"}))
    assert (facts.captured_at, facts.captured_from) == (
        "2024-01-02T03:04:05.000000Z",
        "container tag creation_time",
    )


def test_ten_bits_are_noticed(tmp_path: Path) -> None:
    facts = probe(make.make_mp4(tmp_path / "a.mp4", codec="libx264", pixel_format="yuv420p10le"))
    assert facts.bit_depth == 10


@pytest.mark.parametrize(
    ("maker", "ext"),
    [(make.make_mp4, "mp4"), (make.make_mov, "mov"), (make.make_mkv, "mkv"), (make.make_webm, "webm")],
)
@pytest.mark.parametrize("share", [0.9, 0.5, 0.05])
def test_a_cut_clip_is_refused(maker: Maker, ext: str, share: float, tmp_path: Path) -> None:
    with pytest.raises(UnreadableMedia, match="ends too early"):
        probe(make.truncate(maker(tmp_path / f"a.{ext}"), share))


def test_a_cut_clip_with_its_index_in_front_is_refused(tmp_path: Path) -> None:
    path = make.make_mp4(tmp_path / "a.mp4", container_options={"movflags": "faststart"})
    with pytest.raises(UnreadableMedia, match="ends too early"):
        probe(make.truncate(path, 0.7))


def test_an_interrupted_recording_in_fragments_is_kept(tmp_path: Path) -> None:
    flags = {"movflags": "frag_keyframe+empty_moov"}
    path = make.make_mp4(tmp_path / "a.mp4", frames=36, gop=12, container_options=flags)
    facts = probe(make.truncate(path, 0.8))
    assert 12 <= facts.frames < 36


def test_a_clip_without_a_readable_frame_is_refused(tmp_path: Path) -> None:
    path = make.make_mp4(tmp_path / "a.mp4")
    data = bytearray(path.read_bytes())
    start = data.index(b"mdat") + 4
    end = data.index(b"moov") - 4
    data[start:end] = b"\xa5" * (end - start)
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableMedia):
        probe(path)


def test_a_playlist_is_not_followed(tmp_path: Path) -> None:
    make.make_mp4(tmp_path / "b.mp4")
    (tmp_path / "a.mp4").write_text(f"ffconcat version 1.0\nfile '{tmp_path}/b.mp4'\n")
    with pytest.raises(UnreadableMedia, match="text file"):
        probe(tmp_path / "a.mp4")


@pytest.mark.parametrize(
    ("maker", "ext"),
    [(make.make_jpeg, "jpg"), (make.make_webp, "webp"), (make.make_avif, "avif"), (make.make_heic, "heic"),
     (make.make_png, "png"), (make.make_gif, "gif")],
)  # fmt: skip
def test_a_picture_cut_in_its_header_is_refused(maker: Maker, ext: str, tmp_path: Path) -> None:
    path = maker(tmp_path / f"a.{ext}")
    path.write_bytes(path.read_bytes()[:16])
    with pytest.raises(UnreadableMedia) as caught:
        probe(path)
    assert caught.value.reason


def test_a_missing_file_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        probe(tmp_path / "none.png")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "ext", ["png", "jpg", "webp", "gif", "tif", "avif", "heic", "bmp", "mp4", "mkv", "avi"]
)
def test_random_damage_gives_facts_or_a_reason(ext: str, seed: int, tmp_path: Path) -> None:
    makers: dict[str, Any] = {
        "png": make.make_png, "jpg": make.make_jpeg, "webp": make.make_webp, "gif": make.make_gif,
        "tif": make.make_tiff16, "avif": make.make_avif, "heic": make.make_heic, "bmp": make.make_bmp,
        "mp4": make.make_mp4, "mkv": make.make_mkv, "avi": make.make_avi,
    }  # fmt: skip
    data = makers[ext](tmp_path / f"a.{ext}").read_bytes()
    chance = random.Random(seed)
    for _ in range(20):
        spoiled = bytearray(data)
        for _ in range(8):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        (tmp_path / "b").write_bytes(bytes(spoiled))
        with contextlib.suppress(UnreadableMedia):  # any other error fails the test
            assert probe(tmp_path / "b").width > 0
