"""Helpers for looking at small pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.media_factory import QUARTERS

Corners = dict[str, tuple[int, int, int]]


def corners(path: Path) -> Corners:
    """The colours near the four corners."""
    with Image.open(path) as image:
        rgb = image.convert("RGB")
        width, height = rgb.size
        places = {
            "top left": (width // 8, height // 8), "top right": (width - 1 - width // 8, height // 8),
            "bottom left": (width // 8, height - 1 - height // 8),
            "bottom right": (width - 1 - width // 8, height - 1 - height // 8),
        }  # fmt: skip
        found: Corners = {}
        for name, place in places.items():
            value = rgb.getpixel(place)
            assert isinstance(value, tuple)
            found[name] = (value[0], value[1], value[2])
        return found


@pytest.fixture
def assert_upright() -> Callable[..., None]:
    """Red, green, blue, white stand where `media_factory` painted them."""

    def check(path: Path, tolerance: int = 24) -> None:
        for name, colour in corners(path).items():
            difference = max(abs(a - b) for a, b in zip(colour, QUARTERS[name], strict=True))
            assert difference <= tolerance, f"{name} is {colour}, not {QUARTERS[name]}"

    return check


@pytest.fixture
def middle() -> Callable[[Path], tuple[int, int, int]]:
    """The colour in the middle of a picture."""

    def look(path: Path) -> tuple[int, int, int]:
        with Image.open(path) as image:
            assert image.mode == "RGB"
            value = image.getpixel((image.width // 2, image.height // 2))
        assert isinstance(value, tuple)
        return (value[0], value[1], value[2])

    return look
