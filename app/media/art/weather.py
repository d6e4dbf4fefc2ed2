"""What falls: rain in streaks, snow in flakes, both on their way with the time."""

from __future__ import annotations

from math import sin
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from app.media.art.brush import as_mask, veil
from app.media.art.stage import Ink, Picture, Stage, times


def rained(
    picture: Picture,
    stage: Stage,
    fall: NDArray[Any],
    time: float,
    colour: Ink,
    opacity: float,
    *,
    slant: float = 0.06,
) -> None:
    """Streaks of rain over the picture; `fall` holds place, start and nearness of each drop."""
    image = Image.new("L", (stage.width, stage.height))
    draw = ImageDraw.Draw(image)
    for across, start, near in fall:
        y = (start + time * (1.1 + 1.3 * near)) % 1.2 - 0.1
        x = (across * 1.1 - 0.05) * stage.width - slant * y * stage.height
        long = (0.025 + 0.06 * near) * stage.height
        draw.line(
            (x, y * stage.height, x - slant * long, y * stage.height + long),
            fill=int(70 + 185 * near),
            width=max(1, round(stage.height * 0.0018 * (0.5 + near))),
        )
    mask = as_mask(image.filter(ImageFilter.GaussianBlur(stage.height / 1100))) * np.float32(opacity)
    veil(picture, mask, times(colour, 2.4))


def snowed(picture: Picture, stage: Stage, fall: NDArray[Any], time: float) -> None:
    """Flakes over the picture, near ones big and pale; `fall` holds place, start, nearness and swing of each."""
    image = Image.new("L", (stage.width, stage.height))
    draw = ImageDraw.Draw(image)
    for across, start, near, phase in fall:
        y = (start + time * (0.05 + 0.16 * near)) % 1.06 - 0.03
        x = (across + 0.02 * sin(time * 0.9 + phase * 6.3) - time * 0.012 * (0.5 + near)) % 1.0
        radius = stage.height * (0.0009 + 0.0034 * near**4)
        column, row = x * stage.width, y * stage.height
        draw.ellipse(
            (column - radius, row - radius * 1.25, column + radius, row + radius * 1.25),
            fill=int(255 * (0.75 - 0.35 * near)),
        )
    veil(picture, as_mask(image.filter(ImageFilter.GaussianBlur(stage.height / 900))), (1.0, 1.0, 1.0))
