"""The stage a scene is painted on: its size, its dice, its coordinates, and the noise all scenes share.

Pictures are planar: three planes of linear light, shape (3, height, width), float32. Scenes are laid out in
heights: y runs from 0 (top) to 1 (bottom), x from -aspect/2 to aspect/2, so a composition fits every format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Plane = NDArray[np.floating[Any]]
Picture = NDArray[np.floating[Any]]
Ink = tuple[float, float, float]
Frame = Callable[[float], Picture]

TEXTURE_PX = 1024


@dataclass(frozen=True)
class Stage:
    """One picture to be: size in pixels, the seed of its composition, the name of its look and of its scene."""

    seed: int
    width: int
    height: int
    look: str = ""
    scene: str = ""

    @property
    def aspect(self) -> float:
        return self.width / self.height

    @property
    def dice(self) -> np.random.Generator:
        """A fresh generator: the same composition for every size and look of one seed."""
        return np.random.default_rng([self.seed & 0xFFFFFFFF, crc32(self.scene.encode())])

    @cached_property
    def x(self) -> Plane:
        return (((np.arange(self.width, dtype=np.float32) + 0.5) - self.width / 2) / self.height)[None, :]

    @cached_property
    def y(self) -> Plane:
        return ((np.arange(self.height, dtype=np.float32) + 0.5) / self.height)[:, None]

    def scaled(self, factor: float) -> Stage:
        """The same composition in fewer pixels."""
        width, height = max(16, round(self.width * factor)), max(16, round(self.height * factor))
        return Stage(self.seed, width, height, self.look, self.scene)

    def column(self, x: float) -> float:
        return x * self.height + self.width / 2

    def row(self, y: float) -> float:
        return y * self.height

    @property
    def frame_width(self) -> float:
        """How far a composition may spread sideways: wide formats do not pull everything apart."""
        return min(self.aspect, 1.9)


def ink(red: int, green: int, blue: int) -> Ink:
    """Linear light of a colour as one knows it from a screen."""
    return ((red / 255) ** 2.2, (green / 255) ** 2.2, (blue / 255) ** 2.2)


def mix(first: Ink, second: Ink, share: float) -> Ink:
    return (
        first[0] + (second[0] - first[0]) * share,
        first[1] + (second[1] - first[1]) * share,
        first[2] + (second[2] - first[2]) * share,
    )


def times(colour: Ink, factor: float) -> Ink:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)


def pick(dice: np.random.Generator, choices: tuple[Any, ...]) -> Any:
    return choices[int(dice.integers(len(choices)))]


def between(dice: np.random.Generator, low: float, high: float) -> float:
    return float(dice.uniform(low, high))


def resized(plane: Plane, width: int, height: int, *, smooth: bool = False) -> Plane:
    """A plane or picture in another size; `smooth` costs double and hides the coarse grid."""
    if plane.ndim == 3:
        return np.stack([resized(part, width, height, smooth=smooth) for part in plane])
    if plane.shape == (height, width):
        return plane
    method = Image.Resampling.BICUBIC if smooth else Image.Resampling.BILINEAR
    image = Image.fromarray(np.ascontiguousarray(plane, dtype=np.float32))
    return np.asarray(image.resize((width, height), method), dtype=np.float32)


def fitted(picture: Picture, stage: Stage) -> Picture:
    return resized(picture, stage.width, stage.height, smooth=True)


@lru_cache(maxsize=24)
def texture(roughness: float, number: int = 0) -> Plane:
    """Endless noise from 0 to 1 that repeats every 1024 pixels; a low `roughness` is smooth, 1.0 is cloud, 1.5 rock."""
    dice = np.random.default_rng([number, 0x7E7])
    white = np.fft.rfft2(dice.standard_normal((TEXTURE_PX, TEXTURE_PX)).astype(np.float32))
    down = np.fft.fftfreq(TEXTURE_PX)[:, None]
    along = np.fft.rfftfreq(TEXTURE_PX)[None, :]
    radius = np.hypot(down, along)
    radius[0, 0] = 1.0
    weight = radius ** -(2.6 - roughness)
    weight[radius < 2.5 / TEXTURE_PX] = 0.0
    noise = np.fft.irfft2(white * weight, s=(TEXTURE_PX, TEXTURE_PX))
    noise /= noise.std() * 5.0
    return np.clip(noise + 0.5, 0.0, 1.0).astype(np.float32)


def sample(noise: Plane, x: Plane | NDArray[Any], y: Plane | NDArray[Any]) -> Plane:
    """The noise at any place, repeating, smooth between its pixels."""
    side = noise.shape[0]
    left, top = np.floor(x), np.floor(y)
    right_share = (x - left).astype(np.float32)
    low_share = (y - top).astype(np.float32)
    column, row = left.astype(np.int32) & (side - 1), top.astype(np.int32) & (side - 1)
    next_column, next_row = (column + 1) & (side - 1), ((row + 1) & (side - 1)) * side
    row = row * side
    flat = noise.ravel()
    upper: Plane = flat.take(row + column)
    lower = flat.take(next_row + column)
    upper += (flat.take(row + next_column) - upper) * right_share
    lower += (flat.take(next_row + next_column) - lower) * right_share
    upper += (lower - upper) * low_share
    return upper


def line_noise(dice: np.random.Generator, points: int, bumps: float, octaves: int = 6, falloff: float = 0.5) -> Plane:
    """A rough line of values around 0, `points` long: `bumps` big waves, finer ones over them."""
    total = np.zeros(points, dtype=np.float32)
    share = np.linspace(0.0, 1.0, points, dtype=np.float32)
    for octave in range(octaves):
        knots = max(2, int(bumps * 2**octave) + 2)
        values = dice.uniform(-1.0, 1.0, knots + 3)
        place = share * knots
        index = place.astype(np.int32)
        part = place - index
        part = part * part * (3 - 2 * part)
        total += ((values[index] * (1 - part) + values[index + 1] * part) * falloff**octave).astype(np.float32)
    return total


def smoothstep(low: float, high: float, value: Any) -> Any:
    share = np.clip((value - low) / (high - low), 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)
