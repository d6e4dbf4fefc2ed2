"""Wheat in low sun."""

from __future__ import annotations

from math import sin

import numpy as np
from PIL import Image, ImageDraw

from app.media.art.brush import as_mask, below, glow, halo, lay, shine, veil
from app.media.art.deserts import DUSTY
from app.media.art.figures import walker
from app.media.art.skies import Sun, cloud_deck, clouded, graded, lit_by
from app.media.art.stage import (
    Frame,
    Ink,
    Picture,
    Plane,
    Stage,
    between,
    fitted,
    ink,
    line_noise,
    mix,
    pick,
    times,
)


def _wheat(stage: Stage, dice: np.random.Generator, line: float, count: int, tall: float, width: int) -> Plane:
    """Stalks with ears, as a mask over the whole stage."""
    image = Image.new("L", (stage.width, stage.height))
    draw = ImageDraw.Draw(image)
    unit = stage.height
    for x, high, lean, tone in zip(
        dice.uniform(-0.02, 1.02, count) * stage.width,
        dice.uniform(0.6, 1.1, count) * tall,
        dice.normal(0.16, 0.16, count),
        dice.integers(90, 255, count),
        strict=True,
    ):
        top = (line - high + 0.3 * tall) * unit
        tip = x + lean * high * unit
        draw.line(
            [(x, unit * (line + tall * 0.9)), (x + (tip - x) * 0.3, (top + unit * line) / 2), (tip, top)],
            fill=int(tone),
            width=width,
        )
        ear = max(1.0, width * 1.1)
        bend = (tip - x) * 0.28
        draw.polygon([(tip - ear, top), (tip + bend * 0.5, top - ear * 6), (tip + ear, top + ear)], fill=int(tone))
    return as_mask(image)


def field_golden(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, middle, low, glint = pick(dice, (DUSTY[0], DUSTY[1], DUSTY[4], DUSTY[3]))
    horizon = between(dice, 0.52, 0.62)
    side = pick(dice, (-1.0, 1.0))
    sun = Sun(
        side * between(dice, 0.1, 0.3) * stage.frame_width,
        horizon - between(dice, 0.06, 0.16),
        glint,
        0.95,
        0.042,
    )
    half = stage.scaled(0.5)
    sky = graded(half, [(0.0, zenith), (horizon * 0.6, middle), (horizon, low), (1.0, low)])
    clouded(
        sky,
        half,
        cloud_deck(half, horizon=horizon, cover=between(dice, 0.2, 0.5), seed=stage.seed, sun_x=sun.x, streak=0.55),
        mix(zenith, middle, 0.55),
        low,
        opacity=0.7,
        sun=sun,
    )
    lit_by(sky, half, sun)
    trees = horizon - 0.012 - 0.016 * np.abs(line_noise(dice, half.width, 9, 7, 0.6))
    below(sky, half, trees.astype(np.float32), mix(ink(70, 62, 50), low, 0.55))
    base = fitted(sky, stage)
    straw, shadow = pick(
        dice,
        (
            (ink(236, 180, 92), ink(96, 58, 24)),
            (ink(226, 196, 120), ink(92, 74, 38)),
            (ink(220, 150, 90), ink(80, 44, 28)),
        ),
    )
    rows = np.clip((stage.y - horizon) / (1 - horizon), 0, 1)
    field = np.repeat(np.clip((stage.y - horizon) * stage.height, 0, 1), stage.width, axis=1)
    ground = [straw[c] * (0.95 - 0.55 * rows) + shadow[c] * rows * 0.7 for c in range(3)]
    veil(base, field, np.stack([np.repeat(part, stage.width, axis=1).astype(np.float32) for part in ground]))
    layers: list[tuple[Plane, Ink, float]] = []
    for share in (0.02, 0.1, 0.26, 0.5, 0.82):
        line = horizon + share * (1 - horizon)
        mask = _wheat(
            stage,
            dice,
            line + 0.03,
            int(900 * (1.15 - share)),
            0.05 + 0.24 * share,
            max(1, round(stage.height * (0.0012 + 0.0035 * share))),
        )
        layers.append((mask, mix(straw, shadow, min(1.0, 0.05 + share * 1.05)), share))
    place = -sun.x * between(dice, 0.4, 1.0)
    tall = between(dice, 0.34, 0.46)
    foot = horizon + 0.02 + tall * 0.62
    spill = glow(stage, sun.x, sun.y, 0.2, 1.5, stretch=1.6) * np.float32(0.5)

    def frame(time: float) -> Picture:
        out = base.copy()
        body = walker(stage, place + time * 0.006 * side, foot, tall, stride=0.8 + time * 2.6, facing=side, coat=0.9)
        for number, (mask, colour, share) in enumerate(layers):
            if number == 2:
                lay(out, body, mix(ink(40, 28, 22), straw, 0.08))
            shift = round(sin(time * 1.3 + number * 0.9) * stage.height * (0.001 + 0.006 * share))
            swayed = np.roll(mask, shift, axis=1) if shift else mask
            top = max(0, int((horizon + share * (1 - horizon) - 0.05 - 0.28 * share) * stage.height))
            veil(out[:, top:], swayed[top:], times(colour, 1.15))
        for channel in range(3):
            out[channel] += spill * np.float32(sun.colour[channel] * sun.strength)
        shine(out, halo(stage, sun.x, sun.y, 0.5, 3.0), sun.colour, 0.25)
        return out

    return frame


PAINTERS = {"field_golden": field_golden}
