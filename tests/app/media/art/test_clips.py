from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from app.errors import BugError
from app.media.art.clips import write_clip


def decoded(path: Path) -> tuple[list[np.ndarray], np.ndarray | None, Fraction]:
    with av.open(str(path)) as container:
        rate = container.streams.video[0].average_rate
        pictures = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return pictures, None, Fraction(rate or 0)
        sound = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    return pictures, sound, Fraction(rate or 0)


@pytest.mark.parametrize("fps", [(24, 1), (30000, 1001)])
@pytest.mark.parametrize(("ending", "codecs"), [("mp4", ("h264", "aac")), ("webm", ("vp9", "opus"))])
def test_a_clip_has_its_frames_its_rate_and_its_sound(
    ending: str, codecs: tuple[str, str], fps: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / f"a.{ending}"
    write_clip(path, "ferry_arrives", seed=2, width=160, height=90, fps=fps, frames=13)
    with av.open(str(path)) as container:
        assert (container.streams.video[0].codec.name, container.streams.audio[0].codec.name) == codecs
        assert container.streams.video[0].pix_fmt == "yuv420p"
    pictures, sound, rate = decoded(path)
    assert [picture.shape for picture in pictures] == [(90, 160, 3)] * 13
    assert abs(rate - Fraction(*fps)) < Fraction(1, 50)
    assert np.abs(pictures[0].astype(int) - pictures[-1].astype(int)).mean() > 0.5
    assert sound is not None
    assert abs(sound.shape[1] / 48_000 - 13 * fps[1] / fps[0]) < 0.09
    assert 0.01 < float(np.sqrt(np.mean(sound.astype(float) ** 2))) < 0.5


def test_a_silent_clip_has_no_sound_track(tmp_path: Path) -> None:
    write_clip(tmp_path / "a.mp4", "lone_tree", seed=2, width=96, height=96, frames=3, sound=False)
    pictures, sound, _ = decoded(tmp_path / "a.mp4")
    assert len(pictures) == 3
    assert sound is None


@pytest.mark.parametrize("ending", ["mp4", "webm"])
def test_the_same_arguments_write_the_same_bytes(ending: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_clip(tmp_path / f"{name}.{ending}", "diver_shafts", seed=9, width=128, height=72, frames=6)
    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_decoded_colours_are_those_that_were_painted(tmp_path: Path) -> None:
    from app.media.art.scenes import reel

    write_clip(tmp_path / "a.mp4", "road_dusk", seed=3, width=256, height=144, frames=2, look="warm")
    picture = decoded(tmp_path / "a.mp4")[0][0]
    painted = reel("road_dusk", seed=3, width=256, height=144, look="warm")(0.0)
    assert np.abs(picture.mean(axis=(0, 1)) - painted.mean(axis=(0, 1))).max() < 5


@pytest.mark.parametrize(("width", "height", "frames"), [(101, 90, 3), (100, 91, 3), (100, 90, 0)])
def test_clips_that_cannot_be_are_refused_and_leave_no_file(
    width: int, height: int, frames: int, tmp_path: Path
) -> None:
    with pytest.raises(BugError):
        write_clip(tmp_path / "a.mp4", "dune_walk", seed=1, width=width, height=height, frames=frames)
    assert not list(tmp_path.iterdir())
