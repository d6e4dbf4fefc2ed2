"""The city at night: rain on glass, a harbour skyline, a facade of windows."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

import numpy as np

from app.media.art.brush import Cutout, cut, disc, glow, halo, lay, limb, quad, shine, spline, veil
from app.media.art.figures import standing
from app.media.art.skies import cloud_deck, clouded, graded, starry
from app.media.art.stage import Frame, Ink, Picture, Stage, between, fitted, ink, mix, pick, resized, times
from app.media.art.weather import rained
from app.media.art.water import mirrored, waves

LAMPS: tuple[tuple[Ink, ...], ...] = (
    (ink(255, 150, 60), ink(255, 190, 110), ink(60, 160, 170), ink(220, 60, 50), ink(90, 120, 200)),
    (ink(255, 90, 120), ink(120, 110, 255), ink(60, 200, 230), ink(255, 180, 120)),
    (ink(255, 170, 80), ink(255, 120, 50), ink(255, 210, 150), ink(190, 60, 40)),
    (ink(90, 220, 200), ink(255, 160, 90), ink(60, 110, 190), ink(240, 230, 200)),
)


@dataclass(frozen=True)
class Bokeh:
    """One light out of focus; it blinks slowly."""

    spot: Cutout
    colour: Ink
    power: float
    pace: float
    phase: float

    def strength(self, time: float) -> float:
        return self.power * (0.8 + 0.2 * sin(time * self.pace + self.phase))


def bokeh(
    stage: Stage,
    dice: np.random.Generator,
    lamps: tuple[Ink, ...],
    *,
    count: int,
    middle: float,
    spread: float,
    small: float,
    big: float,
    strength: float = 0.5,
) -> list[Bokeh]:
    """Lights out of focus around a line: discs with bright rims."""
    lights = []
    for _ in range(count):
        x, y = float(dice.uniform(-0.55, 0.55)) * stage.aspect, middle + float(dice.normal(0, spread))
        radius = small + (big - small) * float(dice.uniform(0, 1)) ** 2.2
        colour = lamps[int(dice.integers(len(lamps)))]
        spot = disc(stage, x, y, radius, edge=0.005 + radius * 0.22, rim=0.4)
        lights.append(
            Bokeh(
                spot,
                colour,
                strength * float(dice.uniform(0.35, 1.0)),
                float(dice.uniform(0.6, 3.4)),
                float(dice.uniform(0, 6.3)),
            )
        )
    return lights


def rain_glass(stage: Stage) -> Frame:
    dice = stage.dice
    lamps = pick(dice, LAMPS)
    night = pick(dice, (ink(16, 26, 44), ink(26, 20, 40), ink(12, 30, 36), ink(30, 24, 28)))
    middle = between(dice, 0.42, 0.6)
    half = stage.scaled(0.5)
    drops = dice.uniform(0, 1, (int(240 * stage.aspect / 1.78), 4))
    runners = dice.uniform(0, 1, (7, 4))
    lights = bokeh(
        half,
        dice,
        lamps,
        count=int(95 * half.aspect / 1.78),
        middle=middle,
        spread=0.15,
        small=0.016,
        big=0.075,
        strength=0.75,
    )
    base = graded(half, [(0.0, times(night, 0.5)), (middle, times(night, 1.5)), (1.0, times(night, 0.35))])
    shade = glow(half, 0.0, middle, 0.22, 1.2, stretch=4.0)
    for channel in range(3):
        base[channel] += shade * np.float32(0.03 * lamps[0][channel] + 0.03 * lamps[2][channel])

    def city(time: float) -> Picture:
        small = base.copy()
        for light in lights:
            shine(small, light.spot, light.colour, light.strength(time))
        return small

    behind = city(0.0)
    beads = np.zeros((4, stage.height, stage.width), dtype=np.float32)  # what the resting drops show, and where
    for across, down, size, pace in drops:
        place = ((across - 0.5) * stage.aspect, down)
        _drop(beads, behind, stage, half, place, middle, 0.003 + 0.017 * size**2.6, 1.05 + 0.3 * pace)
    beads[:3] /= np.maximum(beads[3], 1e-3)

    def frame(time: float) -> Picture:
        small = city(time)
        out = fitted(small, stage)
        veil(out, beads[3], beads[:3])
        for across, start, size, pace in runners:
            y = (start + time * (0.05 + 0.14 * pace)) % 1.25 - 0.1
            x = (across - 0.5) * stage.aspect + 0.006 * sin(y * 22 + pace * 9)
            trail = [(x + 0.005 * sin((y - step * 0.02) * 22 + pace * 9), y - step * 0.03) for step in range(9)]
            track = cut(
                stage, [[(tx - 0.0032, ty) for tx, ty in trail] + [(tx + 0.0032, ty) for tx, ty in trail[::-1]]], 0.001
            )
            lay(out, track, times(night, 1.3), 0.28)
            _drop(out, small, stage, half, (x, y), middle, 0.011 + 0.007 * size, 1.45)
        return out

    return frame


def _drop(
    picture: Picture,
    small: Picture,
    stage: Stage,
    half: Stage,
    place: tuple[float, float],
    middle: float,
    radius: float,
    tall: float,
) -> None:
    """One drop: a tiny lens that shows the lights behind it upside down, dark above and bright below."""
    x, y = place
    body = disc(stage, x, y, radius, edge=0.0016)
    rows, columns = body.mask.shape
    wide = max(3, int(half.height * (0.05 + radius * 7)))
    row = int(np.clip(half.row(middle - (y - 0.5) * 0.25), wide, max(wide + 1, half.height - wide - 1)))
    column = int(np.clip(half.column(x), wide, max(wide + 1, half.width - wide - 1)))
    lens = small[:, max(0, row - wide) : row + wide, max(0, column - wide) : column + wide][:, ::-1, ::-1]
    high = max(3, int(rows * tall))
    inside = resized(np.ascontiguousarray(lens), columns, high)
    mask = resized(body.mask, columns, high)
    slope = np.linspace(0.2, 1.7, high, dtype=np.float32)[:, None]
    dome = np.linspace(-1.0, 1.0, columns, dtype=np.float32)[None, :] ** 2
    top, left = max(0, body.top), max(0, body.left)
    bottom, right = min(stage.height, body.top + high), min(stage.width, body.left + columns)
    if bottom <= top or right <= left:
        return
    part = (slice(top - body.top, bottom - body.top), slice(left - body.left, right - body.left))
    seen = (inside * slope * (1.0 - 0.55 * dome) + 0.012)[:, part[0], part[1]]
    spark = halo(stage, x - radius * 0.3, y - radius * 0.3, radius * 0.3, 2.0)
    area = picture[:3, top:bottom, left:right]
    veil(area, mask[part] * np.float32(0.95), seen)
    if len(picture) > 3:
        picture[3, top:bottom, left:right] += (1.0 - picture[3, top:bottom, left:right]) * mask[part] * np.float32(0.95)
    shine(picture[:3], spark, (0.5, 0.55, 0.6), 0.9)


def _skyline(
    dice: np.random.Generator, stage: Stage, foot: float, low: float, high: float, wide: float
) -> list[tuple[float, float, float]]:
    """Buildings side by side: left edge, right edge, top."""
    out = []
    x = -stage.aspect / 2 - 0.05
    while x < stage.aspect / 2 + 0.05:
        broad = wide * float(dice.uniform(0.55, 1.5))
        hump = 0.55 + 0.45 * np.cos(x / stage.aspect * 3.0 + float(dice.normal(0, 0.3)))
        out.append((x, x + broad, foot - low - (high - low) * float(dice.uniform(0.1, 1.0)) ** 1.5 * float(hump)))
        x += broad * float(dice.uniform(0.9, 1.05))
    return out


def harbour_night(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, low, wall = pick(
        dice,
        (
            (ink(10, 26, 44), ink(44, 116, 124), ink(12, 26, 36)),
            (ink(24, 20, 50), ink(196, 96, 92), ink(26, 20, 36)),
            (ink(12, 22, 54), ink(72, 98, 160), ink(12, 18, 38)),
            (ink(38, 26, 44), ink(232, 130, 84), ink(30, 18, 26)),
        ),
    )
    lamps = pick(dice, LAMPS)
    shore = between(dice, 0.6, 0.68)
    sky = graded(stage, [(0.0, zenith), (shore, low), (1.0, low)])
    starry(sky, stage, horizon=shore * 0.7, seed=stage.seed, amount=0.18)
    half = stage.scaled(0.5)
    deck = cloud_deck(half, horizon=shore, cover=between(dice, 0.3, 0.55), seed=stage.seed, streak=0.4)
    clouded(
        sky,
        stage,
        (resized(deck[0], stage.width, stage.height), resized(deck[1], stage.width, stage.height)),
        mix(zenith, low, 0.2),
        mix(zenith, low, 0.8),
        opacity=0.6,
    )
    lit: list[tuple[Cutout, Ink]] = []
    blinking: list[tuple[float, float, float]] = []
    for depth, (small, tall, wide) in enumerate(((0.1, 0.42, 0.055), (0.05, 0.32, 0.075), (0.02, 0.17, 0.1))):
        towers = _skyline(dice, stage, shore, small, tall, wide)
        tone = mix(wall, mix(zenith, low, 0.7), 0.42 - 0.2 * depth)
        lay(sky, cut(stage, [[(a, top), (b, top), (b, shore), (a, shore)] for a, b, top in towers]), tone)
        panes: dict[int, list[list[tuple[float, float]]]] = {}
        for a, b, top in towers:
            if dice.uniform() < 0.25 and b - a > 0.03:
                lay(sky, cut(stage, [limb(((a + b) / 2, top), ((a + b) / 2, top - 0.05), 0.0022, 0.0008)]), tone)
                blinking.append(((a + b) / 2, top - 0.05, float(dice.uniform(0, 6.28))))
            _panes(dice, a, b, top, shore, panes, len(lamps))
        for number, shapes in panes.items():
            lit.append((cut(stage, shapes), lamps[number]))
    for mask, colour in lit:
        lay(sky, mask, mix(colour, ink(255, 220, 160), 0.55), 0.85)
        shine(sky, mask, colour, 0.3)
    haze = glow(stage, 0.0, shore, 0.13, 1.3, stretch=5.0)
    for channel in range(3):
        sky[channel] += haze * np.float32(mix(low, lamps[0], 0.5)[channel] * 0.3)
    quay = [((k + 0.5) / 26 - 0.5) * stage.aspect * 1.02 for k in range(26)]

    def frame(time: float) -> Picture:
        out = sky.copy()
        for x in quay:
            shine(out, halo(stage, x, shore - 0.008, 0.03, 2.6), lamps[0], 1.4)
        for x, y, phase in blinking:
            shine(out, halo(stage, x, y, 0.02, 2.2), ink(255, 50, 40), max(0.0, sin(time * 2.6 + phase)) * 1.6)
        slopes = waves(stage.scaled(0.5), horizon=shore, seed=stage.seed, time=time * 0.7)
        small = resized(out, half.width, half.height)
        mirrored(
            small,
            half,
            horizon=shore,
            slopes=slopes,
            rough=0.75,
            tint=(0.8, 0.82, 0.84),
            deep=times(zenith, 0.3),
            foot=0.6,
        )
        water = resized(small, stage.width, stage.height, smooth=True)
        row = int(shore * stage.height) + 1
        out[:, row:] = water[:, row:]
        boat = -0.2 * stage.aspect + time * 0.03
        _launch(out, stage, boat, shore + 0.12, times(wall, 0.6), lamps[0])
        return out

    return frame


def _panes(
    dice: np.random.Generator,
    a: float,
    b: float,
    top: float,
    shore: float,
    panes: dict[int, list[list[tuple[float, float]]]],
    tints: int,
) -> None:
    pitch_x, pitch_y = 0.0105, 0.0135
    share = float(dice.uniform(0.12, 0.5))
    tint = int(dice.integers(tints)) if dice.uniform() < 0.3 else 0
    for y in np.arange(top + 0.012, shore - 0.01, pitch_y):
        whole = dice.uniform() < 0.05
        for x in np.arange(a + 0.006, b - 0.01, pitch_x):
            if whole or dice.uniform() < share * 0.6:
                panes.setdefault(tint, []).append([(x, y), (x + 0.0058, y), (x + 0.0058, y + 0.0066), (x, y + 0.0066)])


def _launch(picture: Picture, stage: Stage, x: float, y: float, dark: Ink, lamp: Ink) -> None:
    lay(
        picture,
        cut(
            stage,
            [
                [(x - 0.05, y - 0.012), (x + 0.06, y - 0.016), (x + 0.045, y + 0.004), (x - 0.042, y + 0.004)],
                [(x - 0.02, y - 0.034), (x + 0.014, y - 0.034), (x + 0.02, y - 0.012), (x - 0.024, y - 0.012)],
            ],
        ),
        dark,
    )
    shine(picture, halo(stage, x + 0.016, y - 0.04, 0.05, 3.0), lamp, 1.3)
    streak = cut(stage, [limb((x + 0.016, y + 0.008), (x + 0.016, y + 0.1), 0.004, 0.009)], 0.006)
    shine(picture, streak, lamp, 0.22)


def tower_windows(stage: Stage) -> Frame:
    dice = stage.dice
    wall, lamp, cold = pick(
        dice,
        (
            (ink(34, 40, 54), ink(255, 178, 90), ink(120, 170, 220)),
            (ink(52, 36, 36), ink(255, 200, 120), ink(90, 180, 170)),
            (ink(26, 42, 46), ink(255, 160, 80), ink(220, 120, 160)),
            (ink(44, 44, 44), ink(255, 214, 150), ink(100, 130, 220)),
        ),
    )
    rows = int(dice.integers(4, 7))
    pitch = 1.12 / rows
    wide = pitch * between(dice, 0.9, 1.2)
    columns = int(np.ceil(stage.aspect / wide)) + 1
    base = graded(stage, [(0.0, times(wall, 0.8)), (1.0, times(wall, 0.32))])
    brick = (np.sin(stage.y * 900) * 0.03 + np.sin(stage.x * 400) * 0.015).astype(np.float32)
    base *= 1.0 + brick[None]
    bands = [quad(-stage.aspect, row * pitch - 0.075, stage.aspect, row * pitch - 0.06) for row in range(rows + 2)]
    lay(base, cut(stage, bands), times(wall, 1.0), 0.6)
    lay(
        base,
        cut(
            stage,
            [quad(-stage.aspect, row * pitch - 0.06, stage.aspect, row * pitch - 0.052) for row in range(rows + 2)],
        ),
        times(wall, 0.2),
        0.7,
    )
    rooms: list[tuple[float, float, Ink, float, float]] = []
    hero = (int(dice.integers(1, max(2, columns - 1))), int(dice.integers(1, rows - 1)))
    for column in range(columns):
        for row in range(rows):
            x, y = (column - (columns - 1) / 2) * wide, (row + 0.5) * pitch - 0.06
            chance = float(dice.uniform())
            colour = lamp if chance < 0.36 or (column, row) == hero else (cold if chance < 0.46 else times(wall, 0.25))
            on = 1.0 if colour in (lamp, cold) else 0.0
            rooms.append((x, y, colour, on * float(dice.uniform(0.35, 1.0)), float(dice.uniform(0, 6.28))))
            if (column, row) == hero:
                rooms[-1] = (x, y, lamp, 1.15, 0.0)
    half_w, half_h = wide * 0.27, pitch * 0.31
    pose = pick(dice, (0.0, 0.0, 0.35))
    who = rooms[hero[0] * rows + hero[1]]
    rain = dice.uniform(0, 1, (int(220 * stage.aspect / 1.78), 3))

    def frame(time: float) -> Picture:
        out = base.copy()
        for x, y, colour, on, phase in rooms:
            frame_px = [
                (x - half_w * 1.16, y - half_h * 1.1),
                (x + half_w * 1.16, y - half_h * 1.1),
                (x + half_w * 1.16, y + half_h * 1.14),
                (x - half_w * 1.16, y + half_h * 1.14),
            ]
            lay(out, cut(stage, [frame_px]), times(wall, 0.42))
            glass = cut(
                stage,
                [
                    [
                        (x - half_w, y - half_h),
                        (x + half_w, y - half_h),
                        (x + half_w, y + half_h),
                        (x - half_w, y + half_h),
                    ]
                ],
            )
            flicker = 1.0 if colour is lamp else 0.8 + 0.2 * sin(time * 6 + phase) * sin(time * 2.3 + phase)
            fall = np.linspace(1.25, 0.55, glass.mask.shape[0], dtype=np.float32)[:, None]
            lay(out, glass, times(wall, 0.22))
            if on:
                shine(out, halo(stage, x, y, half_h * 2.6, 2.6), colour, 0.16 * on * flicker)
                shine(out, Cutout(glass.mask * fall, glass.left, glass.top), colour, 0.75 * on * flicker)
                _room(out, stage, x, y, half_w, half_h, colour, phase)
        x, y = who[0], who[1]
        body = standing(stage, x + half_w * (0.1 + pose * sin(time * 0.5)), y + half_h * 2.05, half_h * 3.25, coat=0.3)
        clip = cut(
            stage,
            [[(x - half_w, y - half_h), (x + half_w, y - half_h), (x + half_w, y + half_h), (x - half_w, y + half_h)]],
        )
        lay(out, _inside(body, clip), times(wall, 0.18))
        rained(out, stage, rain, time, mix(wall, lamp, 0.35), 0.16)
        return out

    return frame


def _inside(body: Cutout, clip: Cutout) -> Cutout:
    """The part of a mask that lies within another."""
    rows, columns = body.mask.shape
    frame = np.zeros((rows, columns), dtype=np.float32)
    top, left = max(body.top, clip.top), max(body.left, clip.left)
    bottom = min(body.top + rows, clip.top + clip.mask.shape[0])
    right = min(body.left + columns, clip.left + clip.mask.shape[1])
    if bottom > top and right > left:
        frame[top - body.top : bottom - body.top, left - body.left : right - body.left] = clip.mask[
            top - clip.top : bottom - clip.top, left - clip.left : right - clip.left
        ]
    return Cutout(body.mask * frame, body.left, body.top)


def _room(
    picture: Picture, stage: Stage, x: float, y: float, half_w: float, half_h: float, colour: Ink, phase: float
) -> None:
    kind = int(phase * 10) % 4
    dark = times(colour, 0.1)
    if kind == 0:
        folds = [
            [
                (x + side * half_w, y - half_h),
                (x + side * half_w * 0.42, y - half_h),
                (x + side * half_w * 0.52, y),
                (x + side * half_w * 0.6, y + half_h),
                (x + side * half_w, y + half_h),
            ]
            for side in (-1, 1)
        ]
        lay(picture, cut(stage, folds), times(colour, 0.3), 0.8)
    elif kind == 1:
        lay(
            picture,
            cut(
                stage,
                [
                    [
                        (x - half_w, y - half_h),
                        (x + half_w, y - half_h),
                        (x + half_w, y - half_h * 0.2),
                        (x - half_w, y - half_h * 0.2),
                    ]
                ],
            ),
            times(colour, 0.42),
            0.75,
        )
    elif kind == 2:
        lay(
            picture,
            cut(
                stage,
                [
                    limb((x + half_w * 0.3, y - half_h), (x + half_w * 0.3, y - half_h * 0.5), 0.0012, 0.0012),
                    [
                        (x + half_w * 0.05, y - half_h * 0.25),
                        (x + half_w * 0.55, y - half_h * 0.25),
                        (x + half_w * 0.4, y - half_h * 0.5),
                        (x + half_w * 0.2, y - half_h * 0.5),
                    ],
                ],
            ),
            dark,
        )
        shine(picture, halo(stage, x + half_w * 0.3, y - half_h * 0.15, half_h * 0.7, 2.0), colour, 0.5)
    else:
        lay(
            picture,
            cut(
                stage,
                [
                    spline(
                        [
                            (x - half_w * 0.7, y + half_h),
                            (x - half_w * 0.8, y + half_h * 0.3),
                            (x - half_w * 0.5, y),
                            (x - half_w * 0.25, y + half_h * 0.3),
                            (x - half_w * 0.3, y + half_h),
                        ],
                        5,
                    )
                ],
            ),
            dark,
            0.8,
        )
    lay(
        picture,
        cut(
            stage,
            [[(x - 0.0016, y - half_h), (x + 0.0016, y - half_h), (x + 0.0016, y + half_h), (x - 0.0016, y + half_h)]],
        ),
        dark,
    )


PAINTERS = {"rain_glass": rain_glass, "harbour_night": harbour_night, "tower_windows": tower_windows}
