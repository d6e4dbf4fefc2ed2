"""Streets and markets: a neon alley in rain, lanterns over a crowd."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import Cutout, Point, cut, disc, glow, halo, lay, limb, oval, quad, shine, softened, veil
from app.media.art.cities import bokeh
from app.media.art.figures import crowd, standing
from app.media.art.skies import fog, graded
from app.media.art.stage import (
    Frame,
    Ink,
    Picture,
    Plane,
    Stage,
    between,
    fitted,
    ink,
    mix,
    pick,
    resized,
    sample,
    smoothstep,
    texture,
    times,
)
from app.media.art.water import mirrored, waves
from app.media.art.weather import rained

NEONS: tuple[tuple[Ink, Ink, tuple[Ink, ...]], ...] = (
    (ink(20, 30, 44), ink(40, 190, 190), (ink(40, 230, 230), ink(255, 60, 130), ink(255, 190, 90), ink(90, 130, 255))),
    (ink(34, 18, 40), ink(200, 60, 150), (ink(255, 70, 170), ink(120, 90, 255), ink(60, 220, 255), ink(255, 150, 110))),
    (ink(36, 26, 20), ink(255, 140, 60), (ink(255, 150, 60), ink(255, 70, 50), ink(255, 220, 140), ink(60, 180, 170))),
    (ink(14, 32, 30), ink(90, 220, 130), (ink(90, 255, 150), ink(240, 240, 160), ink(255, 80, 70), ink(70, 200, 220))),
)


def _glyphs(dice: np.random.Generator, x0: float, y0: float, x1: float, y1: float) -> list[list[Point]]:
    """Signs one cannot read: strokes in a row of cells, upright or lying as the board is."""
    wide, high = x1 - x0, y1 - y0
    cells = max(1, round(max(wide, high) / min(wide, high) * 1.05))
    strokes: list[list[Point]] = []
    for cell in range(cells):
        if wide > high:
            left, right, top, bottom = x0 + wide * cell / cells, x0 + wide * (cell + 1) / cells, y0, y1
        else:
            left, right, top, bottom = x0, x1, y0 + high * cell / cells, y0 + high * (cell + 1) / cells
        w, h = right - left, bottom - top
        thick = min(w, h) * 0.055
        for _ in range(int(dice.integers(3, 6))):
            a, b = float(dice.choice((0.24, 0.5, 0.76))), float(dice.choice((0.24, 0.5, 0.76)))
            if dice.uniform() < 0.55:
                strokes.append(
                    limb((left + w * 0.22, top + h * a), (left + w * (0.5 + 0.28 * b), top + h * a), thick, thick, 3)
                )
            else:
                strokes.append(
                    limb((left + w * a, top + h * 0.2), (left + w * a, top + h * (0.45 + 0.36 * b)), thick, thick, 3)
                )
    return strokes


def _walls(
    picture: Picture,
    stage: Stage,
    dice: np.random.Generator,
    centre: tuple[float, float],
    half_width: float,
    dark: Ink,
    air: Ink,
) -> None:
    """House fronts on both sides, from the haze to the camera, with windows, ledges and pipes."""
    vx, vy = centre
    reach = stage.aspect / 2 + 0.6
    for side in (-1.0, 1.0):
        depth = 7.0
        while half_width / depth < reach:
            near = depth * float(dice.uniform(0.62, 0.8))
            inner, outer = vx + side * half_width / depth, vx + side * half_width / near
            tone = mix(times(dark, float(dice.uniform(0.7, 1.5))), air, float(np.exp(-2.0 / depth)) * 0.72)
            tall = float(dice.uniform(1.3, 2.6))
            slope = abs(outer - vx) / half_width
            top_far, top_near = vy - tall / depth, vy - tall * slope
            foot_far, foot_near = vy + 0.24 / depth, vy + 0.24 * slope
            lay(
                picture,
                cut(stage, [[(inner, top_far), (outer, top_near), (outer, foot_near), (inner, foot_far)]]),
                tone,
            )
            for level in (0.18, 0.55, 0.95):
                lay(
                    picture,
                    cut(
                        stage,
                        [
                            [
                                (inner, vy - level / depth),
                                (outer, vy - level * slope),
                                (outer, vy - (level - 0.025) * slope),
                                (inner, vy - (level - 0.025) / depth),
                            ]
                        ],
                    ),
                    times(tone, 0.55),
                )
                for part in (0.2, 0.6):
                    if dice.uniform() < 0.5:
                        continue
                    a = 1 / (1 / depth + (slope - 1 / depth) * part)
                    b = 1 / (1 / depth + (slope - 1 / depth) * (part + 0.22))
                    xa, xb = vx + side * half_width / a, vx + side * half_width / b
                    warm = mix(air, ink(255, 190, 110), 0.6)
                    pane = [
                        (xa, vy - (level + 0.26) / a),
                        (xb, vy - (level + 0.26) / b),
                        (xb, vy - (level + 0.06) / b),
                        (xa, vy - (level + 0.06) / a),
                    ]
                    lay(picture, cut(stage, [pane]), times(warm, float(dice.choice((0.1, 0.2, 0.75)))))
            depth = near


def _wet(
    out: Picture,
    stage: Stage,
    centre: tuple[float, float],
    half_width: float,
    seed: int,
    time: float,
    ground: Plane,
    deep: Ink,
) -> None:
    """The street as a broken mirror of what stands above it."""
    vx, vy = centre
    slopes = waves(stage, horizon=vy, seed=seed, time=time * 0.35, scale=0.7)
    mirror = out.copy()
    mirrored(mirror, stage, horizon=vy, slopes=slopes, rough=0.9, tint=(0.8, 0.82, 0.86), deep=deep, foot=0.25)
    depth = 1.0 / np.maximum(stage.y - vy, 0.02)
    puddles = sample(texture(0.6, 9), (stage.x - vx) * depth * 60 + seed % 500, depth * 110)
    shine_share = (0.42 + 0.58 * smoothstep(0.38, 0.55, puddles)).astype(np.float32)
    for channel in range(3):
        floor = deep[channel] * 1.4
        value = floor + (mirror[channel] - floor) * shine_share
        out[channel] += (value - out[channel]) * ground
    del half_width


def alley_rain(stage: Stage) -> Frame:
    dice = stage.dice
    dark, air, neons = pick(dice, NEONS)
    vx, vy = between(dice, -0.08, 0.08), between(dice, 0.46, 0.54)
    half_width = between(dice, 0.23, 0.3) * min(1.0, 0.45 + stage.aspect * 0.4)
    work = stage.scaled(0.75)
    base = graded(work, [(0.0, times(air, 0.10)), (vy, times(air, 0.55)), (1.0, times(dark, 0.5))])
    end = glow(work, vx, vy - 0.04, 0.085, 1.6, stretch=0.8)
    for channel in range(3):
        base[channel] += end * np.float32(air[channel] * 0.85 + 0.12)
    _walls(base, work, dice, (vx, vy), half_width, dark, times(air, 0.5))
    signs: list[tuple[Cutout, Cutout, Cutout, Ink, float]] = []
    for number in range(int(dice.integers(10, 14))):
        side = -1.0 if number % 2 else 1.0
        depth = 0.72 + 2.4 * ((number + float(dice.uniform(0, 1))) / 13) ** 1.3
        colour = neons[int(dice.integers(len(neons)))]
        lying = dice.uniform() < 0.3
        w, h = (0.2, 0.07) if lying else (0.075, float(dice.uniform(0.16, 0.34)))
        w, h = w / depth, h / depth
        x = vx + side * half_width * 1.01 / depth
        y = vy - float(dice.uniform(0.02, 0.34)) / depth
        x0, x1 = (x - w, x) if side > 0 else (x, x + w)
        board = cut(work, [quad(x0, y - h, x1, y)])
        text = cut(work, _glyphs(dice, x0, y - h, x1, y))
        signs.append(
            (
                board,
                text,
                halo(work, (x0 + x1) / 2, y - h / 2, max(w, h) * 3.0 + 0.05, 2.4),
                colour,
                float(dice.uniform(0, 6.28)),
            )
        )
    slant = half_width / 0.24
    ground = np.clip(((work.y - vy) * slant - np.abs(work.x - vx)) * work.height * 0.7 + 0.5, 0, 1).astype(np.float32)
    ground *= work.y > vy
    lay(
        base,
        cut(
            work,
            [
                limb((-1.2, vy - 0.32), (vx, vy - 0.2), 0.0014, 0.0014),
                limb((vx, vy - 0.2), (1.2, vy - 0.46), 0.0014, 0.0014),
                limb((-1.2, vy - 0.42), (1.2, vy - 0.25), 0.001, 0.001),
            ],
        ),
        times(dark, 0.2),
        0.8,
    )
    who, tall = vx + between(dice, -0.05, 0.05), between(dice, 0.3, 0.4)
    umbrella = dice.uniform() < 0.75
    coat = times(dark, 0.12)
    rain = dice.uniform(0, 1, (int(420 * stage.aspect / 1.78), 3))

    def frame(time: float) -> Picture:
        out = base.copy()
        for board, text, around, colour, phase in signs:
            buzz = 1.0 if sin(time * 1.7 + phase) > -0.93 else 0.35 + 0.4 * (sin(time * 61) > 0)
            lay(out, board, times(colour, 0.12))
            shine(out, text, mix(colour, (1.0, 1.0, 1.0), 0.25), 1.9 * buzz)
            shine(out, around, colour, 0.3 * buzz)
        mist = resized(fog(stage.scaled(0.125), seed=stage.seed, time=time, scale=1.3), work.width, work.height)
        near_end = np.exp(-(((work.x - vx) / 0.35) ** 2) - ((work.y - vy) / 0.3) ** 2)
        veil(out, (mist * near_end * 0.3).astype(np.float32), times(air, 0.9))
        foot = vy + 0.33 - 0.006 * time
        body = standing(
            work,
            who,
            foot,
            tall * (1.0 - 0.012 * time),
            coat=1.0,
            umbrella=umbrella,
            hat=not umbrella,
            sway=0.1 * sin(time * 2.4),
        )
        _wet(out, work, (vx, vy), half_width, stage.seed, time, ground, times(dark, 0.18))
        turned = Cutout(
            body.mask[::-1] * np.float32(0.75), body.left, 2 * round(work.row(foot)) - body.top - body.mask.shape[0]
        )
        lay(out, softened(turned, work.height * 0.004), coat, 0.8)
        lay(out, body, coat)
        shine(
            out,
            softened(Cutout(body.mask - np.minimum(body.mask, np.roll(body.mask, 3, 0)), body.left, body.top), 0.8),
            air,
            0.9,
        )
        final = fitted(out, stage)
        rained(final, stage, rain, time, mix(air, (1.0, 1.0, 1.0), 0.35), 0.065)
        return final

    return frame


def _string(stage: Stage, dice: np.random.Generator, count: int, sag: float) -> list[tuple[float, float, float]]:
    """Where the lanterns of one sagging string hang, and how near it is."""
    near = float(dice.uniform(0.25, 1.0))
    left, right = -stage.aspect / 2 - 0.1, stage.aspect / 2 + 0.1
    y0, y1 = float(dice.uniform(-0.02, 0.24)), float(dice.uniform(-0.02, 0.24))
    out = []
    for index in range(count):
        share = (index + 0.5) / count
        out.append((left + (right - left) * share, y0 + (y1 - y0) * share + sag * 4 * share * (1 - share), near))
    return out


def market_lanterns(stage: Stage) -> Frame:
    dice = stage.dice
    night, lamp, second = pick(
        dice,
        (
            (ink(30, 18, 20), ink(255, 150, 60), ink(255, 80, 50)),
            (ink(16, 22, 38), ink(255, 180, 90), ink(80, 200, 190)),
            (ink(34, 14, 26), ink(255, 110, 90), ink(255, 190, 90)),
            (ink(20, 26, 22), ink(255, 200, 110), ink(255, 120, 60)),
        ),
    )
    half = stage.scaled(0.6)
    lights = bokeh(
        half,
        dice,
        (lamp, second, ink(255, 220, 170)),
        count=int(60 * half.aspect / 1.78),
        middle=0.46,
        spread=0.09,
        small=0.006,
        big=0.034,
        strength=0.75,
    )
    strings = [
        _string(stage, dice, int(dice.integers(7, 12) * max(0.6, stage.aspect / 1.78)), between(dice, 0.08, 0.22))
        for _ in range(4)
    ]
    strings.sort(key=lambda string: string[0][2])
    base = graded(half, [(0.0, times(night, 0.5)), (0.5, times(mix(night, lamp, 0.08), 0.9)), (1.0, times(night, 0.3))])
    street = glow(half, between(dice, -0.2, 0.2), 0.56, 0.2, 1.4, stretch=2.2)
    for channel in range(3):
        base[channel] += street * np.float32(lamp[channel] * 0.3)
    stalls: list[tuple[float, float, float]] = []
    for side in (-1.0, 1.0):
        for depth in (2.3, 1.5, 1.0):
            stalls.append(
                (side * (0.42 / depth + 0.12) * min(1.0, stage.aspect / 1.5), 0.56 + 0.16 / depth, 0.24 / depth)
            )
    for x, y, size in stalls:
        awning = [
            (x - size, y - size * 0.85),
            (x + size, y - size * 0.85),
            (x + size * 1.15, y - size * 0.5),
            (x - size * 1.15, y - size * 0.5),
        ]
        lay(
            base,
            cut(half, [quad(x - size, y - size * 0.7, x + size, y + size * 0.6)], 0.003),
            times(mix(night, lamp, 0.3), 0.8),
        )
        shine(base, halo(half, x, y - size * 0.3, size * 1.3, 1.8), lamp, 0.85)
        for stripe in range(6):
            share, wide = stripe / 6, 1 / 12
            points = [
                (awning[0][0] + 2 * size * share, awning[0][1]),
                (awning[0][0] + 2 * size * (share + wide), awning[0][1]),
                (awning[3][0] + 2.3 * size * (share + wide), awning[3][1]),
                (awning[3][0] + 2.3 * size * share, awning[3][1]),
            ]
            lay(base, cut(half, [points], 0.002), times(mix(second, lamp, 0.3), 0.42))
        lay(
            base,
            cut(half, [quad(x - size * 1.05, y + size * 0.1, x + size * 1.05, y + size * 0.9)], 0.003),
            times(night, 0.4),
        )
    back = crowd(half, 0.84, 0.3, int(13 * stage.aspect / 1.78), dice, stage.aspect * 1.1, blur=0.003)
    middle = crowd(stage, 1.02, 0.44, int(9 * stage.aspect / 1.78), dice, stage.aspect * 1.15, blur=0.0012)
    front = crowd(stage, 1.42, 0.8, max(2, int(4 * stage.aspect / 1.78)), dice, stage.aspect * 1.2, blur=0.009)

    def frame(time: float) -> Picture:
        small = base.copy()
        for light in lights:
            shine(small, light.spot, light.colour, light.strength(time))
        lay(small, back.moved(sin(time * 0.3) * 6, 0), times(mix(night, lamp, 0.12), 0.6), 0.94)
        out = fitted(small, stage)
        for number, string in enumerate(strings):
            _lanterns(out, stage, string, number, time, lamp, second, night)
        for cutout, tone, drift, glowing in (
            (middle, times(night, 0.22), 9.0, 0.35),
            (front, times(night, 0.09), -16.0, 0.5),
        ):
            shifted = cutout.moved(sin(time * 0.35 + drift) * drift * stage.height / 540, 0)
            lay(out, shifted, tone)
            top = Cutout(
                np.clip(shifted.mask - np.roll(shifted.mask, max(2, stage.height // 220), 0), 0, 1),
                shifted.left,
                shifted.top,
            )
            shine(out, top, lamp, glowing)
        return out

    return frame


def _lanterns(
    picture: Picture,
    stage: Stage,
    string: list[tuple[float, float, float]],
    number: int,
    time: float,
    lamp: Ink,
    second: Ink,
    night: Ink,
) -> None:
    near = string[0][2]
    swing = [0.004 * sin(time * 1.6 + number + index * 0.8) for index in range(len(string))]
    cable = [
        limb((a[0], a[1] - 0.03 * near), (b[0], b[1] - 0.03 * near), 0.0012 * near, 0.0012 * near, 3)
        for a, b in zip(string[:-1], string[1:], strict=True)
    ]
    lay(picture, cut(stage, cable), times(night, 0.2), 0.85)
    for index, (x, y, _) in enumerate(string):
        colour = second if (index + number) % 3 == 0 else lamp
        size = 0.03 * near + 0.006
        blink = 0.92 + 0.08 * sin(time * 4 + index * 2.1 + number)
        x += swing[index]
        shine(picture, halo(stage, x, y, size * 5.5, 2.8), colour, 0.42 * blink)
        body = cut(stage, [oval(x, y, size, size * 1.12)], 0.0016 + 0.003 * abs(near - 0.6))
        lay(picture, body, times(colour, 0.8 * blink))
        shine(
            picture,
            disc(stage, x, y + size * 0.15, size * 0.6, edge=size * 0.9),
            mix(colour, (1.0, 0.95, 0.8), 0.5),
            0.9 * blink,
        )
        lay(
            picture,
            cut(
                stage,
                [
                    quad(x - size * 0.42, y - size * 1.2, x + size * 0.42, y - size * 1.02),
                    quad(x - size * 0.42, y + size * 1.02, x + size * 0.42, y + size * 1.18),
                ],
            ),
            times(night, 0.3),
        )


PAINTERS = {"alley_rain": alley_rain, "market_lanterns": market_lanterns}
