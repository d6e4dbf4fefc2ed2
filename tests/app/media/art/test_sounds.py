from __future__ import annotations

import numpy as np
import pytest

from app.media.art.scenes import SCENES
from app.media.art.sounds import RATE, ambience


@pytest.mark.parametrize("name", [scene.name for scene in SCENES])
def test_every_scene_sounds_on_both_sides_without_clipping(name: str) -> None:
    sound = ambience(name, seed=3, samples=RATE)
    assert sound.shape == (2, RATE)
    assert sound.dtype == np.float32
    assert float(np.abs(sound).max()) < 1.0
    assert (np.sqrt(np.mean(sound**2, axis=1)) > 0.02).all()
    assert abs(float(sound[0, 0])) + abs(float(sound[0, -1])) < 0.01  # faded in and out
    assert np.array_equal(sound, ambience(name, seed=3, samples=RATE))


def test_a_sound_may_be_as_short_as_one_frame() -> None:
    assert ambience("train_window", seed=1, samples=800).shape == (2, 800)


def test_rain_is_brighter_than_a_room() -> None:
    def middle_hz(name: str) -> float:
        power = np.abs(np.fft.rfft(ambience(name, seed=1, samples=RATE)[0])) ** 2
        return float((power * np.fft.rfftfreq(RATE, 1 / RATE)).sum() / power.sum())

    assert middle_hz("alley_rain") > 4 * middle_hz("keeper_window")
