"""The sound of a scene: wind, waves, rain, a room's hum, an engine, a soft chord; made of noise and sines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Signal = NDArray[np.floating[Any]]
Maker = Callable[[np.random.Generator, int], Signal]

_KINDS = {
    "dune_walk": "wind", "salt_mirror": "chord", "moonrise": "chord", "field_golden": "wind", "ridge_haze": "wind",
    "lake_crossing": "lapping", "lone_tree": "wind", "pines_fog": "wind", "star_camp": "crickets", "aurora_cabin": "chord",
    "lighthouse_pan": "waves", "ferry_arrives": "engine", "sail_glint": "waves", "coast_above": "waves",
    "diver_shafts": "deep", "clouds_above": "engine", "rain_glass": "rain", "harbour_night": "lapping",
    "tower_windows": "rain", "alley_rain": "rain", "market_lanterns": "crowd", "keeper_window": "room",
    "letter_table": "room", "door_opens": "deep", "office_blinds": "room", "stairs_light": "room", "mira_neon": "chord",
    "mira_dusk": "wind", "train_window": "train", "road_dusk": "engine", "road_night": "engine", "tunnel_drive": "engine",
}  # fmt: skip


def _noise(dice: np.random.Generator, count: int, low_hz: float, high_hz: float, slope: float = 0.5) -> Signal:
    """Noise of a band; `slope` 0.5 is pink."""
    spectrum = np.fft.rfft(dice.standard_normal(count))
    pitch = np.fft.rfftfreq(count, 1 / RATE) + 1e-3
    weight = (1 / (1 + (low_hz / pitch) ** 4)) * (1 / (1 + (pitch / high_hz) ** 4)) / pitch**slope
    sound = np.fft.irfft(spectrum * weight, n=count)
    return (sound / (np.std(sound) + 1e-9)).astype(np.float32)


def _swell(dice: np.random.Generator, count: int, period_s: float, floor: float) -> Signal:
    """A slow rise and fall between `floor` and 1."""
    knots = max(4, int(count / RATE / period_s * 2) + 3)
    values = dice.uniform(floor, 1.0, knots)
    place = np.linspace(0, knots - 1.001, count)
    index = place.astype(int)
    share = place - index
    share = share * share * (3 - 2 * share)
    line: Signal = (values[index] * (1 - share) + values[index + 1] * share).astype(np.float32)
    return line


def _tone(count: int, pitch_hz: float, phase: float = 0.0) -> Signal:
    wave: Signal = np.sin(2 * np.pi * pitch_hz * np.arange(count) / RATE + phase).astype(np.float32)
    return wave


def _wind(dice: np.random.Generator, count: int) -> Signal:
    low = _noise(dice, count, 60, 420) * _swell(dice, count, 2.4, 0.25)
    return low + 0.4 * _noise(dice, count, 500, 1400, 0.2) * _swell(dice, count, 1.3, 0.0) ** 2


def _waves(dice: np.random.Generator, count: int) -> Signal:
    wash = _noise(dice, count, 180, 5200, 0.55) * _swell(dice, count, 3.2, 0.08) ** 1.6
    return wash + 0.5 * _noise(dice, count, 40, 220) * _swell(dice, count, 4.0, 0.3)


def _lapping(dice: np.random.Generator, count: int) -> Signal:
    lap = 0.6 * _noise(dice, count, 220, 1500) * _swell(dice, count, 0.7, 0.0) ** 3
    return lap + 0.35 * _noise(dice, count, 50, 260)


def _rain(dice: np.random.Generator, count: int) -> Signal:
    patter = np.zeros(count, dtype=np.float32)
    spots = dice.integers(0, count, max(1, count * 190 // RATE))
    patter[spots] = dice.uniform(0.3, 1.0, len(spots))
    drop = (np.exp(-np.arange(700) / 90) * np.sin(np.arange(700) * 0.34)).astype(np.float32)
    size = count + 700
    fallen = np.fft.irfft(np.fft.rfft(patter, size) * np.fft.rfft(drop, size), size)[:count].astype(np.float32)
    steady: Signal = 0.55 * _noise(dice, count, 900, 9000, 0.25)
    steady += 1.7 * fallen + 0.3 * _noise(dice, count, 60, 300)
    return steady


def _room(dice: np.random.Generator, count: int) -> Signal:
    air: Signal = 0.5 * _noise(dice, count, 60, 500, 0.8)
    air += 0.12 * _tone(count, 50) + 0.06 * _tone(count, 100, 1.0)
    return air


def _deep(dice: np.random.Generator, count: int) -> Signal:
    rumble = _noise(dice, count, 25, 170, 0.7) * _swell(dice, count, 2.8, 0.4)
    return rumble + 0.3 * _tone(count, 55) * _swell(dice, count, 3.5, 0.1)


def _engine(dice: np.random.Generator, count: int) -> Signal:
    base = float(dice.uniform(44, 62))
    hum = sum(_tone(count, base * k, k * 0.7) / k for k in (1, 2, 3, 5))
    return np.asarray(0.5 * hum * _swell(dice, count, 1.8, 0.8) + 0.55 * _noise(dice, count, 90, 900), dtype=np.float32)


def _train(dice: np.random.Generator, count: int) -> Signal:
    clack = np.zeros(count, dtype=np.float32)
    step = int(RATE * 0.62)
    for start in range(0, count, step):
        for shift in (0, int(RATE * 0.13)):
            stop = min(count, start + shift + 3000)
            if stop > start + shift:
                length = stop - start - shift
                knock = np.exp(-np.arange(length) / 500) * dice.standard_normal(length)
                clack[start + shift : stop] += knock.astype(np.float32)
    roll: Signal = 0.6 * _noise(dice, count, 60, 700)
    roll += 0.5 * clack + 0.15 * _tone(count, 84)
    return roll


def _crickets(dice: np.random.Generator, count: int) -> Signal:
    seconds = np.arange(count) / RATE
    out = 0.3 * _noise(dice, count, 80, 600)
    for pitch in (3900.0, 4350.0):
        rate, start = float(dice.uniform(2.0, 3.2)), float(dice.uniform(0, 6))
        chirp = np.clip(np.sin(2 * np.pi * rate * seconds + start), 0, 1) * (np.sin(2 * np.pi * 31 * seconds) > 0)
        out += 0.16 * _tone(count, pitch) * chirp.astype(np.float32)
    return out


def _crowd(dice: np.random.Generator, count: int) -> Signal:
    out = 0.35 * _noise(dice, count, 90, 600)
    for pitch in (260.0, 420.0, 700.0, 1100.0):
        out += 0.3 * _noise(dice, count, pitch * 0.8, pitch * 1.25, 0.1) * _swell(dice, count, 0.22, 0.0) ** 2
    return out


def _chord(dice: np.random.Generator, count: int) -> Signal:
    root = float(dice.choice((110.0, 123.47, 130.81, 146.83)))
    out = 0.12 * _noise(dice, count, 200, 1800)
    for ratio, weight in ((0.5, 0.5), (1.0, 1.0), (1.5, 0.7), (2.0, 0.5), (2.4, 0.35), (3.0, 0.25)):
        detune = 1 + float(dice.normal(0, 0.0012))
        pair = _tone(count, root * ratio) + _tone(count, root * ratio * detune, 1.3)
        out += np.float32(0.3 * weight) * pair * _swell(dice, count, 2.6, 0.35)
    return out


_MAKERS: dict[str, Maker] = {
    "wind": _wind, "waves": _waves, "lapping": _lapping, "rain": _rain, "room": _room, "deep": _deep, "engine": _engine,
    "train": _train, "crickets": _crickets, "crowd": _crowd, "chord": _chord,
}  # fmt: skip


def ambience(name: str, *, seed: int, samples: int) -> Signal:
    """Two channels of the scene's sound, faded in and out, shape (2, samples)."""
    maker = _MAKERS[_KINDS.get(name, "room")]
    dice = np.random.default_rng([seed & 0xFFFFFFFF, crc32(name.encode()), 0x50D])
    length = max(samples, 4096)
    middle = maker(dice, length)
    side = _noise(dice, length, 150, 4000)
    sound = np.stack([middle + 0.12 * side, middle - 0.12 * side])[:, :samples]
    sound *= np.float32(0.16) / (np.sqrt(np.mean(sound**2)) + np.float32(1e-6))
    fade = min(samples // 2, RATE // 12)
    if fade:
        ramp = np.linspace(0, 1, fade, dtype=np.float32)
        sound[:, :fade] *= ramp
        sound[:, -fade:] *= ramp[::-1]
    return np.tanh(sound * 1.2).astype(np.float32)
