"""High country: ridges in haze, a lake that mirrors peaks."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import (
    Cutout,
    below,
    cut,
    glow,
    lay,
    limb,
    spline,
    veil,
)
from app.media.art.skies import Sun, cloud_deck, clouded, fog, graded, lit_by
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
    resized,
    times,
)
from app.media.art.terrain import View, painted_land, seen_land
from app.media.art.trees import fir_line
from app.media.art.water import mirrored, waves


def ridge_haze(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, low, glint, rock = pick(
        dice,
        (
            (ink(132, 138, 168), ink(244, 200, 170), ink(255, 196, 150), ink(40, 44, 66)),
            (ink(112, 146, 170), ink(226, 222, 206), ink(255, 232, 200), ink(28, 50, 62)),
            (ink(76, 70, 116), ink(246, 160, 120), ink(255, 150, 96), ink(38, 26, 54)),
            (ink(150, 168, 176), ink(232, 226, 210), ink(255, 240, 214), ink(40, 58, 58)),
            (ink(46, 74, 104), ink(190, 176, 176), ink(255, 206, 180), ink(16, 32, 50)),
        ),
    )
    sun = Sun(between(dice, -0.3, 0.3) * stage.frame_width, between(dice, 0.16, 0.34), glint, 0.9, 0.03)
    small = stage.scaled(0.5)
    sky = graded(small, [(0.0, zenith), (0.5, low), (1.0, low)])
    clouded(
        sky,
        small,
        cloud_deck(small, horizon=0.55, cover=between(dice, 0.15, 0.45), seed=stage.seed, sun_x=sun.x, streak=0.4),
        mix(zenith, low, 0.4),
        low,
        opacity=0.5,
        sun=sun,
    )
    lit_by(sky, small, sun)
    base = fitted(sky, stage)
    count = int(dice.integers(5, 8))
    top = between(dice, 0.32, 0.42)
    wide = int(stage.width * 1.25)
    layers: list[tuple[Plane, float]] = []
    for index in range(count):
        share = index / (count - 1)
        rough = 0.105 * (1.0 - 0.45 * share) if index < count - 1 else 0.05
        bumps = 2.2 + 1.8 * (1 - share) * stage.aspect / 1.78
        line = top + (0.94 - top) * share**1.15 - rough * line_noise(dice, wide, bumps, 9, 0.53)
        layers.append((line.astype(np.float32), share))
    trees = fir_line(
        Stage(stage.seed, wide, stage.height, scene=stage.scene),
        dice,
        layers[-1][0],
        0.1,
        int(110 * stage.aspect / 1.78),
    )
    slope_sun = glow(stage.scaled(0.25), sun.x, sun.y + 0.1, 0.4, 1.4, stretch=1.4)
    spill = resized(slope_sun, stage.width, stage.height)

    def frame(time: float) -> Picture:
        out = base.copy()
        haze = fog(stage.scaled(0.125), seed=stage.seed, time=time * 1.4, scale=2.0)
        haze = resized(haze, stage.width, stage.height)
        for index, (line, share) in enumerate(layers):
            offset = int((wide - stage.width) * (0.5 + 0.5 * sin(time * 0.12) * share**1.5))
            part = line[offset : offset + stage.width]
            air = (1.0 - share) ** 1.15 * 0.93
            near = mix(rock, mix(low, zenith, 0.35), air)
            first = max(0, int(float(part.min()) * stage.height) - 1)
            lift = np.clip((stage.y[first:] - part[None, :]) * 5.2, 0.0, 1.0)
            fade = lift * np.float32(0.62 * (1 - share**2)) * (0.55 + 0.45 * haze[first:])
            light = spill[first:] * np.float32(0.42 * air)
            tone = np.stack([near[c] + (low[c] * 0.98 - near[c]) * fade + light * glint[c] for c in range(3)])
            mask = np.clip((stage.y[first:] - part[None, :]) * stage.height + 0.5, 0.0, 1.0)
            veil(out[:, first:], mask, tone.astype(np.float32))
            if index == len(layers) - 1:
                lay(out, Cutout(trees.mask, trees.left - offset, trees.top), times(rock, 0.7))
        return out

    return frame


def lake_crossing(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, low, sunny, shade, glint = pick(
        dice,
        (
            (
                ink(120, 150, 176),
                ink(222, 226, 224),
                ink(236, 236, 232),
                ink(74, 90, 110),
                ink(255, 244, 226),
            ),
            (ink(70, 92, 140), ink(246, 190, 160), ink(255, 196, 156), ink(62, 60, 96), ink(255, 186, 140)),
            (ink(88, 124, 140), ink(206, 214, 200), ink(206, 206, 180), ink(44, 66, 70), ink(246, 240, 206)),
            (ink(38, 56, 96), ink(140, 150, 186), ink(180, 190, 222), ink(26, 34, 66), ink(220, 226, 255)),
        ),
    )
    horizon = between(dice, 0.52, 0.6)
    half = stage.scaled(0.75)
    sky = graded(half, [(0.0, zenith), (horizon, low), (1.0, low)])
    sun = Sun(between(dice, -0.4, 0.4) * stage.frame_width, between(dice, 0.1, 0.3), glint, 0.5, 0.02)
    clouded(
        sky,
        half,
        cloud_deck(half, horizon=horizon, cover=between(dice, 0.3, 0.55), seed=stage.seed, sun_x=sun.x, streak=0.6),
        mix(zenith, low, 0.3),
        mix(low, (1, 1, 1), 0.3),
        opacity=0.75,
        sun=sun,
    )
    lit_by(sky, half, sun, shine=0.6)
    view = View(
        float(dice.uniform(0, 1024)),
        float(dice.uniform(0, 1024)),
        above=10,
        turn=between(dice, 1.1, 2.4),
        horizon=horizon + 0.02,
        focal=between(dice, 1.0, 1.35),
        near=170.0,
        far=620.0,
        shore=190.0,
        level=6.0,
    )
    land = seen_land(
        half,
        "rock",
        int(dice.integers(4)),
        view,
        rise=between(dice, 0.45, 0.8),
        tall=between(dice, 0.5, 0.8),
        detail=0.85,
        ripple=0.55,
    )
    painted_land(sky, land, sunny=sunny, shade=shade, haze=mix(low, zenith, 0.25), thickness=0.8, power=1.2)
    shore = horizon - 0.006 - 0.02 * np.clip(line_noise(dice, half.width, 3, 6, 0.55) + 0.1, 0, 1)
    wood = mix(shade, (0.01, 0.02, 0.02), 0.75)
    below(sky, half, shore.astype(np.float32), wood)
    lay(sky, fir_line(half, dice, shore.astype(np.float32), 0.05, int(150 * stage.aspect / 1.78)), wood)
    start = between(dice, -0.25, 0.25) * stage.frame_width
    way = pick(dice, (-1.0, 1.0))
    deep = times(shade, 0.35)

    def frame(time: float) -> Picture:
        small = sky.copy()
        mist = fog(stage.scaled(0.125), seed=stage.seed, time=time, scale=2.4)
        tiny = stage.scaled(0.125)
        band = np.exp(-(((tiny.y - horizon + 0.02) / 0.035) ** 2)) * mist
        veil(
            small,
            resized((band * 0.8).astype(np.float32), half.width, half.height),
            mix(low, (1, 1, 1), 0.15),
        )
        mirrored(
            small,
            half,
            horizon=horizon,
            slopes=waves(half, horizon=horizon, seed=stage.seed, time=time * 0.35),
            rough=0.1,
            tint=(0.74, 0.8, 0.84),
            deep=deep,
            foot=0.5,
        )
        veil(
            small,
            resized(
                (np.exp(-(((tiny.y - horizon - 0.015) / 0.02) ** 2)) * mist * 0.5).astype(np.float32),
                half.width,
                half.height,
            ),
            low,
        )
        out = fitted(small, stage)
        _rowing(out, stage, start + way * time * 0.012, horizon + 0.16, 0.075, time, way, times(shade, 0.22))
        return out

    return frame


def _rowing(
    picture: Picture, stage: Stage, x: float, y: float, long: float, time: float, way: float, colour: Ink
) -> None:
    pull = sin(time * 2.6)
    hull = spline(
        [
            (x - long, y - 0.012),
            (x - long * 0.6, y - 0.006),
            (x + long * 0.6, y - 0.006),
            (x + long, y - 0.013),
            (x + long * 0.8, y + 0.008),
            (x, y + 0.012),
            (x - long * 0.8, y + 0.008),
        ],
        6,
    )
    lean = way * pull * 0.006
    rower = [
        limb((x, y - 0.004), (x - lean, y - 0.032), 0.009, 0.008),
        limb((x - lean * 1.3, y - 0.043), (x - lean * 1.3, y - 0.046), 0.0065, 0.006),
        limb((x - lean, y - 0.027), (x - way * 0.018 + lean, y - 0.018), 0.0035, 0.003),
    ]
    oars = [
        limb(
            (x - way * 0.014, y - 0.016),
            (x + way * (0.03 + 0.03 * pull) - side * 0.01, y + 0.014 * side + 0.004),
            0.0016,
            0.003,
        )
        for side in (-0.2, 1.0)
    ]
    body = cut(stage, [hull, *rower, *oars])
    mirror = Cutout(
        body.mask[::-1] * np.float32(0.55),
        body.left,
        2 * round(stage.row(y + 0.008)) - body.top - body.mask.shape[0],
    )
    lay(picture, mirror, colour)
    lay(picture, body, colour)


PAINTERS = {"ridge_haze": ridge_haze, "lake_crossing": lake_crossing}
