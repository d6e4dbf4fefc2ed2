"""Sound comes in as sound: length, codec, and a picture of its loudness."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.media import sounds
from app.media.frames import Clip
from app.media.limits import UnreadableMedia
from app.media.probe import probe
from app.media.thumbnails import ThumbnailResult, make_preview, make_strip, make_thumbnail
from app.media.work import examine
from tests.media_factory import make_sound_mp4
from tests.sound_factory import FORMATS, make_sound

CODECS = {"wav": "pcm_s16le", "mp3": "mp3", "flac": "flac", "m4a": "aac", "ogg": "opus", "aac": "aac", "aiff": "pcm_s16be",
          "mka": "opus", "wma": "wmav2"}  # fmt: skip


def bars(path: Path) -> list[int]:
    """How high the light bars are, from left to right."""
    with Image.open(path) as image:
        light = np.asarray(image.convert("L")) > 180
    return [int(column.sum()) for column in light.T]


@pytest.mark.parametrize("ext", FORMATS)
def test_facts_of_a_sound(ext: str, tmp_path: Path) -> None:
    facts = probe(make_sound(tmp_path / "a", ext))
    assert (facts.kind, facts.codec, facts.has_audio) == ("audio", CODECS[ext], True)
    assert facts.mime.startswith("audio/")
    assert (facts.width, facts.height, facts.frames, facts.fps_num) == (0, 0, 0, None)
    assert facts.duration_us == pytest.approx(2_000_000, abs=50_000)
    assert facts.bit_depth == (16 if ext in {"wav", "flac", "aiff"} else 0)


@pytest.mark.parametrize("ext", FORMATS)
def test_its_thumbnail_shows_how_loud_it_is(ext: str, tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a", ext)
    assert make_thumbnail(path, tmp_path / "t.jpg", probe(path)) == ThumbnailResult(320, 180, damaged=False)
    heights = bars(tmp_path / "t.jpg")
    assert max(heights[:100]) < max(heights[100:200]) < max(heights[200:])  # it grows louder
    assert 120 < max(heights) < 180
    with Image.open(tmp_path / "t.jpg") as image:
        assert image.getpixel((160, 3)) == pytest.approx((128, 128, 128), abs=3)


def test_silence_is_a_thin_line(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.wav", "wav", loudness=0)
    make_thumbnail(path, tmp_path / "t.jpg", probe(path))
    assert 0 < max(bars(tmp_path / "t.jpg")) < 8


def test_a_long_sound_is_heard_in_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounds, "_WHOLE_US", 1_000_000)
    for ext in ("wav", "mp3", "flac", "ogg", "m4a"):
        path = make_sound(tmp_path / f"a.{ext}", ext, 20)
        make_thumbnail(path, tmp_path / "t.jpg", probe(path))
        heights = bars(tmp_path / "t.jpg")
        assert max(heights[:100]) < max(heights[100:200]) < max(heights[200:]), ext


def test_an_mp4_without_pictures_is_a_sound(tmp_path: Path) -> None:
    found = examine(str(make_sound_mp4(tmp_path / "a.mp4")), str(tmp_path / "t.jpg"))
    assert (found.facts.kind, found.facts.mime, found.facts.ext) == ("audio", "audio/mp4", "mp4")
    assert found.thumbnail == ThumbnailResult(320, 180, damaged=False)


def test_a_larger_picture_has_the_same_shape(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.wav", "wav")
    assert make_preview(path, tmp_path / "p.jpg", probe(path)) == ThumbnailResult(1024, 576, damaged=False)


def test_a_sound_has_neither_filmstrip_nor_frames(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.wav", "wav")
    with pytest.raises(UnreadableMedia, match="is a sound, it has no filmstrip"):
        make_strip(path, tmp_path / "s.jpg", probe(path))
    with pytest.raises(UnreadableMedia, match="is a sound, not a clip"):
        Clip(path)


def test_when_it_was_recorded_is_read(tmp_path: Path) -> None:
    facts = probe(make_sound(tmp_path / "a.m4a", "m4a", tags={"creation_time": "2024-01-02T03:04:05.000000Z"}))
    assert facts.captured_at == "2024-01-02T03:04:05.000000Z"


def test_a_header_that_lies_about_the_length_is_not_believed(tmp_path: Path) -> None:
    data = bytearray(make_sound(tmp_path / "a.wav", "wav").read_bytes())
    data[4:8] = b"\xff\xff\xff\xff"  # as programs write it that cannot go back
    at = data.index(b"data") + 4
    data[at : at + 4] = b"\xff\xff\xff\xff"
    (tmp_path / "a.wav").write_bytes(bytes(data))
    assert probe(tmp_path / "a.wav").duration_us == pytest.approx(2_000_000, abs=50_000)


def test_damage_in_the_middle_is_told(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.m4a", "m4a")
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 900] = b"\x55" * 900
    path.write_bytes(bytes(data))
    assert make_thumbnail(path, tmp_path / "t.jpg", probe(path)).damaged


def test_a_sound_of_which_nothing_can_be_heard_is_refused(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.flac", "flac")
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(UnreadableMedia):
        probe(path)
