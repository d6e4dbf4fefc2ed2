"""Clips of every codec and container that comes in: facts, poster, filmstrip, exact frames."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from app.media.frames import Clip
from app.media.probe import probe
from app.media.thumbnails import StripResult, ThumbnailResult, make_strip, make_thumbnail
from app.media.work import examine
from tests import media_factory as make
from tests.clip_factory import make_clip

CASES: dict[str, dict[str, Any]] = {
    "hevc mp4": {"container": "mp4", "codec": "libx265", "options": {"x265-params": "log-level=none"}},
    "hevc mkv, 10 bits": {"container": "matroska", "codec": "libx265", "pixel_format": "yuv420p10le",
                          "options": {"x265-params": "log-level=none"}},
    "av1 mp4": {"container": "mp4", "codec": "libsvtav1", "options": {"preset": "12", "svtav1-params": "lp=1"}},
    "av1 webm": {"container": "webm", "codec": "libsvtav1", "options": {"preset": "12", "svtav1-params": "lp=1"}},
    "vp9 webm": {"container": "webm", "codec": "libvpx-vp9", "options": {"deadline": "realtime", "cpu-used": "8"}},
    "vp9 mkv": {"container": "matroska", "codec": "libvpx-vp9", "options": {"deadline": "realtime", "cpu-used": "8"}},
    "prores mov": {"container": "mov", "codec": "prores_ks", "pixel_format": "yuv422p10le"},
    "mjpeg mov": {"container": "mov", "codec": "mjpeg", "pixel_format": "yuvj420p"},
    "mjpeg avi": {"container": "avi", "codec": "mjpeg", "pixel_format": "yuvj420p"},
    "h264 mp4, frames out of order": {"container": "mp4", "codec": "libx264", "bframes": 2},
    "h264 ts": {"container": "mpegts", "codec": "libx264", "options": {"preset": "ultrafast"}},
    "mpeg-2 mpg": {"container": "mpeg", "codec": "mpeg2video"},
    "flv": {"container": "flv", "codec": "flv"},
    "wmv": {"container": "asf", "codec": "wmv2"},
    "h264 flv": {"container": "flv", "codec": "libx264", "options": {"preset": "ultrafast"}},
}  # fmt: skip
FADING = {"vp9": ("webm", "libvpx-vp9", "yuva420p"), "vp8": ("webm", "libvpx", "yuva420p"),
          "prores": ("mov", "prores_ks", "yuva444p10le")}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_clip_of_any_codec_comes_in(name: str, tmp_path: Path, assert_upright: Callable[..., None]) -> None:
    path = make_clip(tmp_path / "a", size=(160, 128), frames=24, **CASES[name])
    found = examine(str(path), str(tmp_path / "t.jpg"))
    facts = found.facts
    assert (facts.kind, facts.width, facts.height, facts.frames) == ("video", 160, 128, 24)
    assert facts.duration_us == pytest.approx(1_000_000, abs=45_000)
    assert facts.fps_num is not None
    assert facts.fps_den is not None
    assert facts.fps_num / facts.fps_den == pytest.approx(24, rel=0.02)
    assert facts.bit_depth == (10 if "10" in name or "prores" in name else 8)
    assert found.thumbnail == ThumbnailResult(160, 128, damaged=False)
    assert_upright(tmp_path / "t.jpg", 40)


@pytest.mark.parametrize("name", CASES)
def test_every_frame_of_it_can_be_had_by_number(name: str, tmp_path: Path) -> None:
    path = make_clip(tmp_path / "a", size=(160, 128), frames=24, **CASES[name])
    with Clip(path) as clip:
        assert clip.frame_count == 24
        for wanted in (0, 5, 23, 11, 2, 12):
            width, height, data = clip.frame_at(wanted, 200)
            assert make.frame_number(Image.frombytes("RGBA", (width, height), data)) == wanted
    assert make_strip(path, tmp_path / "s.jpg", probe(path)) == StripResult(2, 12, 160, 128)


@pytest.mark.parametrize("codec", FADING)
def test_transparent_clips_stand_on_grey(codec: str, tmp_path: Path) -> None:
    container, encoder, pixel_format = FADING[codec]
    with av.open(str(tmp_path / "a"), "w", format=container) as output:
        stream: Any = output.add_stream(encoder, rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 48, pixel_format
        if container == "webm":
            stream.codec_context.options = {"auto-alt-ref": "0"}
        for number in range(3):
            pixels = np.full((48, 64, 4), (255, 0, 0, 128), np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgba").reformat(format=pixel_format)
            frame.pts, frame.time_base = number, Fraction(1, 24)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    found = examine(str(tmp_path / "a"), str(tmp_path / "t.jpg"))
    assert found.facts.has_alpha
    with Image.open(tmp_path / "t.jpg") as image:
        assert image.getpixel((32, 24)) == pytest.approx((192, 64, 64), abs=8)
    with Clip(tmp_path / "a") as clip:
        assert clip.frame_at(2, 64)[2][24 * 64 * 4 + 3] == pytest.approx(128, abs=3)


def test_two_tracks_of_sound_are_sound(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "a"), "w", format="matroska") as output:
        picture: Any = output.add_stream("libx264", rate=24)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        tracks = [output.add_stream("pcm_s16le", rate=8000, layout="mono") for _ in range(2)]
        for number in range(4):
            frame = av.VideoFrame(64, 48, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 24)
            output.mux(picture.encode(frame))
        output.mux(picture.encode(None))
        for track in tracks:
            silence = av.AudioFrame("s16", "mono", 800)
            silence.sample_rate, silence.pts, silence.time_base = 8000, 0, Fraction(1, 8000)
            silence.planes[0].update(bytes(silence.planes[0].buffer_size))
            output.mux(track.encode(silence))
            output.mux(track.encode(None))
    facts = probe(tmp_path / "a")
    assert (facts.kind, facts.has_audio, facts.frames) == ("video", True, 4)


def test_facts_and_poster_come_from_one_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.media import clips

    path, opened = make.make_mp4(tmp_path / "a.mp4"), []
    real = clips.open_clip

    def counted(*given: Any) -> Any:
        opened.append(given)
        return real(*given)

    monkeypatch.setattr(clips, "open_clip", counted)
    assert examine(str(path), str(tmp_path / "t.jpg")).thumbnail is not None
    assert len(opened) == 1


@pytest.mark.parametrize("black", [0, 13, 24])
def test_together_they_are_what_they_are_alone(black: int, tmp_path: Path) -> None:
    path = make.make_mp4(tmp_path / "a.mp4", frames=36, gop=12, black=black)
    found = examine(str(path), str(tmp_path / "together.jpg"))
    assert found.facts == probe(path)
    assert found.thumbnail == make_thumbnail(path, tmp_path / "alone.jpg", probe(path))
    assert (tmp_path / "together.jpg").read_bytes() == (tmp_path / "alone.jpg").read_bytes()
