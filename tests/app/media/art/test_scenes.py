from __future__ import annotations

import numpy as np
import pytest

from app.errors import BugError
from app.media.art.film import LOOKS
from app.media.art.scenes import SCENES, Pixels, paint, reel, size_px

NAMES = [scene.name for scene in SCENES]


def difference(first: Pixels, second: Pixels) -> float:
    return float(np.abs(first.astype(int) - second.astype(int)).mean())


def without_grain(name: str, seed: int, time: float) -> Pixels:
    return reel(name, seed=seed, width=192, height=108, grain=0.0)(time)


def test_there_are_enough_scenes_and_no_two_share_a_name_or_a_prompt() -> None:
    assert len(SCENES) >= 22
    assert len(set(NAMES)) == len({scene.prompt for scene in SCENES}) == len(SCENES)
    assert {(16, 9), (239, 100), (1, 1), (9, 16), (4, 3)} == {scene.aspect for scene in SCENES}


@pytest.mark.parametrize("name", NAMES)
def test_the_same_arguments_paint_the_same_picture_and_another_seed_another(name: str) -> None:
    first = paint(name, seed=7, width=160, height=90, time=0.5)
    assert first.shape == (90, 160, 3)
    assert first.dtype == np.uint8
    assert np.array_equal(first, paint(name, seed=7, width=160, height=90, time=0.5))
    assert difference(first, paint(name, seed=8, width=160, height=90, time=0.5)) > 1.5


@pytest.mark.parametrize("name", NAMES)
def test_a_scene_is_a_picture_and_moves_smoothly_with_the_time(name: str) -> None:
    still = without_grain(name, 3, 1.0)
    assert still.std() > 8  # neither a blank nor noise
    near, far = difference(still, without_grain(name, 3, 1.0 + 1 / 24)), difference(still, without_grain(name, 3, 2.5))
    assert near > 0  # one frame later something has moved, but not everything
    assert near < 14
    assert far > 0.05


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [(239, 100), (91, 91), (90, 160), (121, 90)])
def test_sizes_are_exact_in_every_format(name: str, size: tuple[int, int]) -> None:
    width, height = size
    assert paint(name, seed=11, width=width, height=height).shape == (height, width, 3)


@pytest.mark.parametrize("look", [look for look in LOOKS if look])
def test_a_look_changes_the_colours_and_keeps_the_composition(look: str) -> None:
    plain = paint("lighthouse_pan", seed=5, width=192, height=108)
    graded = paint("lighthouse_pan", seed=5, width=192, height=108, look=look)
    assert difference(plain, graded) > 2
    likeness = np.corrcoef(plain.mean(axis=2).ravel(), graded.mean(axis=2).ravel())[0, 1]
    assert likeness > 0.8


def test_mono_has_hardly_any_colour() -> None:
    picture = paint("alley_rain", seed=5, width=192, height=108, look="mono").astype(int)
    assert np.abs(picture[:, :, 0] - picture[:, :, 2]).mean() < 6


def test_frames_of_a_reel_are_those_of_single_paintings_in_any_order() -> None:
    roll = reel("road_night", seed=4, width=160, height=90)
    later, sooner = roll(2.0), roll(0.25)
    assert np.array_equal(later, paint("road_night", seed=4, width=160, height=90, time=2.0))
    assert np.array_equal(sooner, paint("road_night", seed=4, width=160, height=90, time=0.25))


@pytest.mark.parametrize("seed", [0, 2**31 - 1, 2**40 + 3])
def test_any_whole_number_is_a_seed(seed: int) -> None:
    assert paint("dune_walk", seed=seed, width=96, height=54).any()


def test_sizes_for_a_format_are_even() -> None:
    assert size_px((239, 100), 540) == (1290, 540)
    assert size_px((9, 16), 1281) == (720, 1280)


def test_unknown_names_and_looks_are_our_fault() -> None:
    with pytest.raises(BugError, match="no scene"):
        paint("nothing", seed=1, width=64, height=64)
    with pytest.raises(BugError, match="no look"):
        paint("dune_walk", seed=1, width=64, height=64, look="sepia")
