"""Film: what turns painted light into a still. Bloom, exposure, print curve, tint, vignette and grain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.media.art.stage import Picture, Plane, Stage, resized

CURVE_STEPS = 4095
BRIGHTEST = 12.0  # linear light that lands on the last step of the curve
GRAIN_PX = 1024


@dataclass(frozen=True)
class Grade:
    """How a print is made: gains in linear light, the rest on the printed picture."""

    exposure: float = 1.0
    gains: tuple[float, float, float] = (1.0, 1.0, 1.0)
    saturation: float = 1.0
    contrast: float = 1.12
    lift: tuple[float, float, float] = (0.012, 0.016, 0.024)
    top: tuple[float, float, float] = (1.0, 0.985, 0.955)
    grain: float = 1.0


LOOKS: dict[str, Grade] = {
    "": Grade(),
    "warm": Grade(exposure=1.04, gains=(1.22, 1.0, 0.72), lift=(0.03, 0.018, 0.012), top=(1.0, 0.97, 0.9)),
    "cold": Grade(exposure=0.94, gains=(0.74, 0.98, 1.32), saturation=0.86, lift=(0.008, 0.02, 0.04)),
    "night": Grade(
        exposure=0.28,
        gains=(0.5, 0.86, 1.8),
        saturation=0.42,
        contrast=1.1,
        lift=(0.012, 0.018, 0.045),
        top=(0.96, 0.99, 1.0),
        grain=1.3,
    ),
    "pale": Grade(exposure=1.2, saturation=0.46, contrast=0.86, lift=(0.085, 0.085, 0.09), top=(0.985, 0.975, 0.955)),
    "contrast": Grade(exposure=0.96, saturation=1.16, contrast=1.42, lift=(0.0, 0.004, 0.01)),
    "mono": Grade(saturation=0.0, contrast=1.25, lift=(0.016, 0.016, 0.018), top=(1.0, 0.99, 0.975), grain=1.5),
    "teal": Grade(
        gains=(0.98, 1.0, 0.98), saturation=0.95, contrast=1.18, lift=(0.0, 0.03, 0.05), top=(1.0, 0.95, 0.86)
    ),
}


@lru_cache(maxsize=16)
def _curves(look: str) -> tuple[NDArray[np.float32], ...]:
    """One table a channel: linear light (square-root steps) to the printed value, 0 to 255."""
    grade = LOOKS[look]
    light = (np.linspace(0.0, 1.0, CURVE_STEPS + 1) ** 2) * BRIGHTEST * grade.exposure
    tables = []
    for gain, lift, top in zip(grade.gains, grade.lift, grade.top, strict=True):
        value = light * gain
        knee = 0.5
        over = np.maximum(value - knee, 0.0)
        value = np.where(value < knee, value, knee + over / (1.0 + over / 0.52))  # rolls off below 1.02
        value = np.clip(value, 0.0, 1.0) ** (1 / 2.2)
        bent = 0.5 + np.tanh((value - 0.46) * grade.contrast * 1.55) / np.tanh(1.55 * 0.54 * grade.contrast) / 2
        value = np.clip(value + (bent - value) * 0.5, 0.0, 1.0)
        tables.append(((lift + (top - lift) * value) * 255).astype(np.float32))
    return tuple(tables)


@lru_cache(maxsize=1)
def _grain() -> Plane:
    dice = np.random.default_rng(0x6A1)
    fine = dice.standard_normal((GRAIN_PX, GRAIN_PX)).astype(np.float32)
    soft = fine + 0.6 * (np.roll(fine, 1, 0) + np.roll(fine, 1, 1)) + 0.36 * np.roll(fine, (1, 1), (0, 1))
    coarse = resized(dice.standard_normal((GRAIN_PX // 2, GRAIN_PX // 2)).astype(np.float32), GRAIN_PX, GRAIN_PX)
    grain = soft / soft.std() + 0.7 * coarse / coarse.std()
    wide = np.tile(grain / grain.std(), (3, 4))
    return wide.astype(np.float32)


@lru_cache(maxsize=8)
def _vignette(width: int, height: int) -> Plane:
    x = np.linspace(-1.0, 1.0, width, dtype=np.float32)[None, :]
    y = np.linspace(-1.0, 1.0, height, dtype=np.float32)[:, None]
    away = np.clip(x * x * 0.55 + y * y * 0.45, 0.0, 1.0)
    return (1.0 - 0.46 * away**1.5).astype(np.float32)


def _bloom(picture: Picture) -> Picture:
    """What bright light spills over its surroundings, at an eighth of the size."""
    _, height, width = picture.shape
    small_size = (max(2, width // 8), max(2, height // 8))
    planes = []
    for number, plane in enumerate(picture):
        image = Image.fromarray(plane[::2, ::2]).resize(small_size, Image.Resampling.BOX)
        small = np.asarray(image)
        bright = np.maximum(small - 0.62, 0.0)
        total = np.zeros_like(small)
        for step, weight in ((2, 0.34), (5, 0.22), (12, 0.14)):
            size = (max(2, small_size[0] // step), max(2, small_size[1] // step))
            blurred = Image.fromarray(bright).resize(size, Image.Resampling.BOX)
            wide = blurred.resize(small_size, Image.Resampling.BICUBIC)
            total += np.maximum(np.asarray(wide), 0.0) * (weight * (1.25 if number == 0 else 1.0))
        planes.append(total)
    return np.stack(planes)


def _desaturated(picture: Picture, saturation: float) -> Picture:
    luma = picture[0] * 0.28 + picture[1] * 0.6 + picture[2] * 0.12
    mixed: Picture = luma[None] + (picture - luma[None]) * np.float32(saturation)
    return mixed


def _grain_window(stage: Stage, time: float) -> Plane:
    grain = _grain()
    dice = np.random.default_rng([stage.seed & 0xFFFFFFFF, round(time * 1000) & 0xFFFFFFFF, 0x6A1])
    rows, columns = grain.shape
    height, width = min(stage.height, rows), min(stage.width, columns)
    top, left = int(dice.integers(rows - height + 1)), int(dice.integers(columns - width + 1))
    window = grain[top : top + height, left : left + width]
    if window.shape != (stage.height, stage.width):
        down, along = -(-stage.height // height), -(-stage.width // width)
        window = np.tile(window, (down, along))[: stage.height, : stage.width]
    return window


def printed(picture: Picture, stage: Stage, time: float = 0.0, *, grain: float = 1.0) -> NDArray[np.uint8]:
    """The finished still, height × width × 3 bytes."""
    grade = LOOKS[stage.look]
    if grade.saturation != 1.0:
        picture = _desaturated(picture, grade.saturation)
    bloom = resized(_bloom(picture), stage.width, stage.height)
    vignette = _vignette(stage.width, stage.height)
    strength = 4.4 * grain * grade.grain * min(1.25, max(0.5, stage.height / 720))
    noise = _grain_window(stage, time) * np.float32(strength)
    out = np.empty((stage.height, stage.width, 3), dtype=np.uint8)
    scale = np.float32(1.0 / BRIGHTEST)
    for channel, table in enumerate(_curves(stage.look)):
        plane = bloom[channel]
        plane += picture[channel]
        plane *= vignette
        plane *= scale
        np.clip(plane, 0.0, 1.0, out=plane)
        np.sqrt(plane, out=plane)
        plane *= CURVE_STEPS
        value: NDArray[Any] = table.take(plane.astype(np.int16))
        value += noise * (np.float32(1.12) - value * np.float32(0.8 / 255))
        np.clip(value, 0.0, 255.0, out=value)
        out[:, :, channel] = value
    return out
