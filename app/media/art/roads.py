"""On the road: a straight road at dusk, the same by headlight."""

from __future__ import annotations

from itertools import pairwise
from math import sin

import numpy as np

from app.media.art.brush import below, cut, glow, halo, lay, limb, quad, shine
from app.media.art.skies import Sun, cloud_deck, clouded, graded, lit_by, starry
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
    sample,
    texture,
    times,
)

ROAD_HALF = 0.62  # half the road's width at the lower edge, in heights


def _road(stage: Stage, vx: float, horizon: float, time: float, pace: float) -> tuple[Plane, Plane, Plane, Plane]:
    """Masks of asphalt, of the white lines, of the roadside's grain and the depth under every pixel."""
    under = np.maximum(stage.y - horizon, 1e-4) / (1.0 - horizon)
    depth = (1.0 / under).astype(np.float32)
    lateral = (stage.x - vx) / (under * ROAD_HALF)
    ground = (stage.y > horizon).astype(np.float32)
    asphalt = np.clip((1.0 - np.abs(lateral)) * under * stage.height * 0.6 + 0.5, 0, 1) * ground
    along = depth + time * pace
    dash = ((along * 0.42) % 1.0 < 0.5) & (np.abs(lateral) < 0.022)
    edges = np.abs(np.abs(lateral) - 0.9) < 0.016
    lines = ((dash | edges) * ground * np.clip(under * 9, 0, 1)).astype(np.float32)
    grain = sample(texture(1.2, 22), lateral * 60 + 30, np.minimum(along, 3000) * 34)
    return asphalt.astype(np.float32), lines, grain, under.astype(np.float32)


def _poles(
    picture: Picture,
    stage: Stage,
    vx: float,
    horizon: float,
    time: float,
    pace: float,
    side: float,
    colour: Ink,
    haze: Ink,
) -> None:
    """Telegraph poles that come by, with their wires."""
    spacing = 1.6
    offset = (time * pace) % spacing
    tops: list[tuple[float, float, float]] = []
    for number in range(14, -1, -1):
        depth = 0.42 + number * spacing - offset
        if depth < 0.3:
            continue
        near = 1.0 / depth
        x, foot = (
            vx + side * ROAD_HALF * 1.45 * near * (1 - horizon) * 2.0 / 1.2,
            horizon + near * (1.0 - horizon) * 0.92,
        )
        tall = 0.52 * near
        tone = mix(colour, haze, float(np.clip(depth / 16, 0, 0.85)))
        bar = 0.055 * near
        lay(
            picture,
            cut(
                stage,
                [
                    limb((x, foot), (x, foot - tall), 0.006 * near, 0.0042 * near, 3),
                    limb(
                        (x - bar, foot - tall * 0.93),
                        (x + bar, foot - tall * 0.93),
                        0.003 * near,
                        0.003 * near,
                        3,
                    ),
                ],
            ),
            tone,
        )
        tops.append((x, foot - tall * 0.93, near))
    wires = []
    for (x0, y0, n0), (x1, y1, n1) in pairwise(tops):
        for shift in (-0.05, 0.05):
            points = []
            for k in range(9):
                s = k / 8
                points.append(
                    (
                        x0 + shift * n0 + (x1 + shift * n1 - x0 - shift * n0) * s,
                        y0 + (y1 - y0) * s + 0.035 * n1 * 4 * s * (1 - s) * 0.5,
                    )
                )
            wires += [limb(a, b, 0.0007 + 0.0008 * n0, 0.0007 + 0.0008 * n1, 3) for a, b in pairwise(points)]
    if wires:
        lay(picture, cut(stage, wires), colour, 0.8)


def road_dusk(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, middle, low, glint, earth = pick(
        dice,
        (
            (ink(40, 62, 92), ink(150, 120, 120), ink(250, 160, 96), ink(255, 150, 76), ink(64, 52, 44)),
            (ink(60, 50, 96), ink(190, 110, 120), ink(255, 170, 110), ink(255, 140, 90), ink(60, 42, 50)),
            (
                ink(96, 130, 156),
                ink(196, 190, 176),
                ink(246, 220, 170),
                ink(255, 226, 170),
                ink(122, 106, 74),
            ),
            (ink(30, 44, 60), ink(90, 110, 116), ink(206, 190, 140), ink(240, 220, 160), ink(44, 52, 44)),
        ),
    )
    horizon = between(dice, 0.5, 0.58)
    vx = between(dice, -0.12, 0.12)
    side = pick(dice, (-1.0, 1.0))
    half = stage.scaled(0.6)
    sun = Sun(vx + between(dice, -0.12, 0.12), horizon - between(dice, 0.0, 0.07), glint, 0.95, 0.034)
    hills = (horizon - 0.012 - 0.04 * np.clip(line_noise(dice, half.width, 4, 7, 0.5) + 0.2, 0, 1)).astype(np.float32)
    cover = between(dice, 0.4, 0.68)
    pace = between(dice, 1.4, 2.4)
    car = dice.uniform() < 0.6
    flare = glow(stage, sun.x, sun.y, 0.18, 1.6, stretch=1.6) * np.float32(0.3)

    def frame(time: float) -> Picture:
        sky = graded(half, [(0.0, zenith), (horizon * 0.6, middle), (horizon, low), (1.0, low)])
        deck = cloud_deck(half, horizon=horizon, cover=cover, seed=stage.seed, time=time, sun_x=sun.x, streak=0.5)
        clouded(sky, half, deck, mix(zenith, middle, 0.3), mix(middle, low, 0.8), opacity=0.9, sun=sun)
        lit_by(sky, half, sun)
        below(sky, half, hills, mix(times(earth, 0.6), low, 0.35))
        out = fitted(sky, stage)
        asphalt, lines, grain, under = _road(stage, vx, horizon, time, pace)
        first = int(horizon * stage.height)
        air = np.exp(-under[first:] * 5.0)
        sheen = np.exp(-(((stage.x - sun.x) / (0.12 + 0.5 * under[first:])) ** 2)) * np.float32(0.5)
        for channel in range(3):
            dirt = times(earth, 0.75)[channel] * (0.4 + 1.2 * grain[first:])
            tar = times(mix(earth, zenith, 0.5), 0.55)[channel] * (0.75 + 0.5 * grain[first:]) + sheen * low[
                channel
            ] * (0.25 + 0.4 * air)
            tone = dirt + (tar - dirt) * asphalt[first:]
            tone = tone + (mix(low, (1.0, 1.0, 1.0), 0.1)[channel] * 0.75 - tone) * lines[first:] * 0.75
            tone = tone + (low[channel] * 0.85 - tone) * air * 0.85
            mask = np.clip((stage.y[first:] - horizon) * stage.height, 0, 1)
            out[channel, first:] += (tone - out[channel, first:]) * mask
        _poles(out, stage, vx, horizon, time, pace, side, times(earth, 0.12), low)
        if car:
            tail_lights(out, stage, vx, horizon, 4.6 + 0.5 * sin(time * 0.7), times(earth, 0.16))
        for channel in range(3):
            out[channel] += flare * np.float32(glint[channel])
        return out

    return frame


def tail_lights(picture: Picture, stage: Stage, vx: float, horizon: float, depth: float, dark: Ink) -> None:
    near = 1.0 / depth
    x, foot = vx + 0.42 * near * ROAD_HALF, horizon + near * (1 - horizon)
    w, h = 0.17 * near, 0.24 * near
    lay(
        picture,
        cut(
            stage,
            [
                quad(x - w, foot - h * 0.62, x + w, foot - h * 0.08),
                [
                    (x - w * 0.78, foot - h * 0.6),
                    (x - w * 0.6, foot - h),
                    (x + w * 0.6, foot - h),
                    (x + w * 0.78, foot - h * 0.6),
                ],
                quad(x - w * 0.9, foot - h * 0.2, x - w * 0.6, foot),
                quad(x + w * 0.6, foot - h * 0.2, x + w * 0.9, foot),
            ],
        ),
        dark,
    )
    for side in (-1, 1):
        shine(
            picture,
            halo(stage, x + side * w * 0.82, foot - h * 0.45, 0.10 * near + 0.008, 3.2),
            ink(255, 40, 24),
            1.7,
        )


def road_night(stage: Stage) -> Frame:
    dice = stage.dice
    night, lamp, wood = pick(
        dice,
        (
            (ink(18, 28, 52), ink(255, 236, 190), ink(20, 28, 30)),
            (ink(14, 36, 44), ink(240, 246, 255), ink(12, 28, 26)),
            (ink(32, 24, 52), ink(255, 214, 160), ink(26, 18, 30)),
        ),
    )
    horizon = between(dice, 0.48, 0.56)
    vx = between(dice, -0.12, 0.12)
    pace = between(dice, 1.8, 2.8)
    sky = graded(stage, [(0.0, times(night, 0.6)), (horizon, times(night, 2.0)), (1.0, times(night, 1.4))])
    starry(sky, stage, horizon=horizon, seed=stage.seed, amount=0.8)
    hills = (horizon - 0.02 - 0.07 * np.clip(line_noise(dice, stage.width, 3, 8, 0.5) + 0.3, 0, 1)).astype(np.float32)
    trees = (
        horizon - 0.03 - 0.1 * np.abs(stage.x[0] - vx) - 0.035 * np.abs(line_noise(dice, stage.width, 40, 5, 0.7))
    ).astype(np.float32)
    phase = between(dice, 0, 1)
    oncoming = dice.uniform() < 0.7

    def frame(time: float) -> Picture:
        out = sky.copy()
        below(out, stage, hills, times(night, 0.9))
        below(out, stage, trees, times(wood, 0.35))
        asphalt, lines, grain, under = _road(stage, vx, horizon, time, pace)
        first = int(horizon * stage.height)
        u = under[first:]
        beam = (
            np.exp(-(((stage.x - vx) / (0.05 + 0.75 * u)) ** 2)) * np.exp(-(((u - 0.42) / 0.36) ** 2)) * np.float32(1.0)
        )
        wide = np.exp(-(((stage.x - vx) / (0.14 + 1.0 * u)) ** 2)) * u * np.float32(0.2)
        light = (beam + wide) * (0.45 + 0.9 * grain[first:])
        for channel in range(3):
            dirt = wood[channel] * 0.25 + light * lamp[channel] * times(wood, 9.0)[channel] * 0.7
            tar = night[channel] * 0.22 + light * lamp[channel] * 0.17
            tone = dirt + (tar - dirt) * asphalt[first:]
            tone = tone + lines[first:] * (light * lamp[channel] * 1.25 + night[channel] * 0.3)
            mask = np.clip((stage.y[first:] - horizon) * stage.height, 0, 1)
            out[channel, first:] += (tone - out[channel, first:]) * mask
        for number in range(9, -1, -1):
            depth = 0.5 + ((number * 1.3 - time * pace) % 13.0)
            near = 1.0 / depth
            for side in (-1.0, 1.0):
                x, foot = vx + side * ROAD_HALF * 1.12 * near, horizon + (1 - horizon) * near
                lay(
                    out,
                    cut(stage, [quad(x - 0.011 * near, foot - 0.17 * near, x + 0.011 * near, foot)]),
                    mix(times(night, 0.5), lamp, min(0.5, 0.12 * near + 0.06)),
                )
                shine(
                    out,
                    halo(stage, x, foot - 0.13 * near, 0.028 * near + 0.006, 2.4),
                    lamp if side < 0 else ink(255, 120, 60),
                    min(1.2, 0.5 + 1.2 * near * 0.5),
                )
        if oncoming:
            depth = 9.0 - ((time * 1.1 + phase * 6) % 7.5)
            near = 1.0 / depth
            x, y = vx - 0.42 * near * ROAD_HALF, horizon + (1 - horizon) * near - 0.07 * near
            for side in (-1, 1):
                shine(out, halo(stage, x + side * 0.12 * near, y, 0.05 + 0.55 * near, 3.4), lamp, 1.6)
                shine(
                    out,
                    halo(stage, x + side * 0.12 * near, y, 0.012 + 0.06 * near, 1.6),
                    (1.0, 1.0, 1.0),
                    2.0,
                )
            streak = glow(stage, x, y, 0.05, 1.4, stretch=7.0) * np.float32(0.22)
            for channel in range(3):
                out[channel] += streak * np.float32(lamp[channel])
        else:
            tail_lights(out, stage, vx, horizon, 3.6, times(night, 0.2))
        return out

    return frame


PAINTERS = {"road_dusk": road_dusk, "road_night": road_night}
