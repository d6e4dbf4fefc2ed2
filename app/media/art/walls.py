"""Light on walls: the stripes of blinds with a profile, stairs in one hard wedge of sun."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from app.media.art.brush import Point, cut, dim, glow, lay, limb, oval, quad, softened, spline
from app.media.art.figures import walker
from app.media.art.heads import profile
from app.media.art.rooms import plaster
from app.media.art.skies import graded
from app.media.art.stage import (
    Frame,
    Picture,
    Stage,
    between,
    ink,
    mix,
    pick,
    smoothstep,
    times,
)


def office_blinds(stage: Stage) -> Frame:
    dice = stage.dice
    wall, light = pick(
        dice,
        (
            (ink(104, 92, 72), ink(255, 214, 150)),
            (ink(74, 84, 100), ink(200, 222, 255)),
            (ink(120, 78, 60), ink(255, 170, 100)),
            (ink(72, 90, 84), ink(220, 255, 226)),
        ),
    )
    facing = pick(dice, (-1.0, 1.0))
    place = facing * -between(dice, 0.1, 0.24) * stage.frame_width
    head = between(dice, 0.42, 0.5) * min(1.0, 0.5 + stage.aspect * 0.4)
    tilt = between(dice, 0.1, 0.28) * facing
    slats = int(dice.integers(9, 13))
    hair = pick(dice, ("short", "bob", "bun"))
    shade = plaster(stage, stage.seed, 0.14)
    base = graded(stage, [(0.0, times(wall, 0.12)), (1.0, times(wall, 0.07))])
    plant = dice.uniform() < 0.5
    leaf_x = -place * 1.3
    hat = dice.uniform() < 0.3

    def frame(time: float) -> Picture:
        shift = 0.004 * sin(time * 0.9)
        v = stage.y + stage.x * tilt + shift
        period = 0.86 / slats
        wave = np.abs(((v - 0.06) / period) % 1.0 - 0.5)
        bars = smoothstep(0.17, 0.24, 0.5 - wave) * ((v > 0.07) & (v < 0.93))
        inside = np.clip(
            (0.40 * stage.frame_width - np.abs(stage.x + 0.03 * facing + (stage.y - 0.5) * 0.16 * facing)) * 60,
            0,
            1,
        )
        cords = 1.0 - 0.8 * np.exp(
            -(((((stage.x + (stage.y - 0.5) * 0.16 * facing) % (0.36 * stage.frame_width / 1.7)) - 0.18) / 0.004) ** 2)
        )
        beam = (bars * inside * cords).astype(np.float32)
        fade = glow(stage, -place * 0.5, 0.45, 0.6, 1.1)
        face = profile(stage, place, 0.26, head, facing=facing, hair=hair, nod=0.35 * sin(time * 0.5), blur=0.006)
        shadow = np.zeros((3, stage.height, stage.width), dtype=np.float32)
        lay(shadow, face, (1.0, 1.0, 1.0))
        if hat:
            unit = head
            lay(
                shadow,
                cut(
                    stage,
                    [
                        oval(place + 0.02, 0.26 + unit * 0.14, unit * 0.72, unit * 0.05),
                        spline(
                            [
                                (place - unit * 0.38, 0.26 + unit * 0.13),
                                (place - unit * 0.33, 0.26 - unit * 0.2),
                                (place + unit * 0.05, 0.26 - unit * 0.16),
                                (place + unit * 0.4, 0.26 - unit * 0.2),
                                (place + unit * 0.46, 0.26 + unit * 0.13),
                            ],
                            6,
                        ),
                    ],
                    0.006,
                ),
                (1.0, 1.0, 1.0),
            )
        if plant:
            leaves = []
            for k in range(7):
                a = -1.57 + (k - 3) * 0.36 + 0.03 * sin(time * 1.1 + k)
                tip = (leaf_x + 0.34 * cos(a), 0.98 + 0.42 * sin(a))
                mid = (leaf_x + 0.18 * cos(a), 0.98 + 0.24 * sin(a))
                leaves.append(
                    spline(
                        [
                            (leaf_x, 1.0),
                            (mid[0] - 0.03 * sin(a), mid[1] + 0.03 * cos(a)),
                            tip,
                            (mid[0] + 0.03 * sin(a), mid[1] - 0.03 * cos(a)),
                        ],
                        6,
                    )
                )
            lay(shadow, cut(stage, leaves, 0.006), (1.0, 1.0, 1.0), 0.92)
        lit = beam * (1.0 - shadow[0] * np.float32(0.97)) * fade
        out = base * (1.0 - shadow[:1] * np.float32(0.55))
        for channel in range(3):
            out[channel] += lit * np.float32(light[channel] * (0.25 + wall[channel]) * 1.7)
            out[channel] *= shade
        return out

    return frame


def stairs_light(stage: Stage) -> Frame:
    dice = stage.dice
    wall, sunny, shade = pick(
        dice,
        (
            (ink(206, 196, 178), ink(246, 230, 198), ink(110, 106, 108)),
            (ink(222, 150, 110), ink(255, 206, 150), ink(120, 66, 70)),
            (ink(150, 176, 190), ink(230, 238, 232), ink(70, 92, 116)),
            (ink(196, 176, 110), ink(255, 232, 150), ink(110, 92, 66)),
        ),
    )
    way = pick(dice, (-1.0, 1.0))
    step_w, step_h = between(dice, 0.085, 0.1), between(dice, 0.055, 0.068)
    start = between(dice, 0.72, 0.82)
    slope = step_h / step_w
    span = stage.aspect / 2 + 0.3
    count = int(2 * span / step_w) + 2
    first_x = -way * (stage.aspect / 2) * 0.75

    outline: list[Point] = []
    lit_tops: list[list[Point]] = []
    for index in range(-3, count):
        x0 = first_x + way * index * step_w
        y0 = start - index * step_h
        outline += [(x0, y0 + step_h), (x0, y0)]
        lit_tops.append([(x0, y0), (x0 + way * step_w, y0), (x0 + way * step_w, y0 + 0.008), (x0, y0 + 0.008)])
    last = first_x + way * count * step_w
    stairs = [*outline, (last, 2.0), (first_x - way * 3 * step_w, 2.0)]
    lean = between(dice, 0.5, 0.9)
    base = graded(stage, [(0.0, times(wall, 0.8)), (1.0, times(wall, 0.62))])
    diagonal = stage.y - stage.x * way * lean
    band = between(dice, 0.02, 0.2)
    broad = between(dice, 0.4, 0.55)
    texture_wall = plaster(stage, stage.seed, 0.09)
    walk_from = (start - 0.12 - way * first_x * lean - band - broad * between(dice, 0.3, 0.5)) / (
        step_h + step_w * lean
    )
    tall = between(dice, 0.22, 0.29)
    rail = cut(
        stage,
        [
            limb(
                (first_x - way * 0.3, start - 0.15 + 0.3 * slope),
                (last, start - 0.15 - (last - first_x) * way * slope),
                0.0042,
                0.0042,
            )
        ]
        + [
            limb(
                (first_x + way * (k + 0.5) * step_w, start - 0.13 - k * step_h),
                (first_x + way * (k + 0.5) * step_w, start - k * step_h),
                0.0022,
                0.0022,
                3,
            )
            for k in range(0, count, 2)
        ],
    )
    with_rail = dice.uniform() < 0.4

    def frame(time: float) -> Picture:
        cut_at = band + time * 0.004
        sunlight = np.clip((diagonal - cut_at) * stage.height * 0.45, 0, 1)
        sunlight = (sunlight * np.clip((cut_at + broad - diagonal) * stage.height * 0.3, 0, 1)).astype(np.float32)
        out = base.copy()
        for channel in range(3):
            out[channel] = shade[channel] * 0.55 + (sunny[channel] - shade[channel] * 0.55) * sunlight
        out *= texture_wall
        place = walk_from + time * 0.85
        x = first_x + way * place * step_w * 1.0
        foot = start - int(place) * step_h - step_h * float(smoothstep(0.55, 1.0, place % 1.0))
        body = walker(stage, x, foot + 0.004, tall, stride=time * 5.3 + 0.7, facing=way, coat=0.7)
        ghost = softened(body.moved(way * 0.09 * stage.height, 0.07 * stage.height), stage.height * 0.003)
        dim(out, ghost, (0.42, 0.42, 0.48))
        block = cut(stage, [stairs])
        flank = np.zeros((1, stage.height, stage.width), dtype=np.float32)
        lay(flank, block, (1.0, 0.0, 0.0))
        for channel in range(3):
            side_tone = shade[channel] * 0.24 + sunlight * (
                mix(wall, sunny, 0.4)[channel] * 0.6 - shade[channel] * 0.24
            )
            out[channel] += (side_tone * texture_wall - out[channel]) * flank[0]
        lay(out, cut(stage, lit_tops), times(sunny, 0.75), 0.55)
        risers = [
            quad(
                first_x + way * k * step_w - 0.0012,
                start - k * step_h,
                first_x + way * k * step_w + 0.0012,
                start - k * step_h + step_h,
            )
            for k in range(-3, count)
        ]
        lay(out, cut(stage, risers), times(shade, 0.35), 0.7)
        if with_rail:
            dim(out, rail.moved(way * 0.05 * stage.height, 0.05 * stage.height), (0.7, 0.7, 0.72))
        lay(out, body, times(shade, 0.08))
        if with_rail:
            lay(out, rail, times(shade, 0.16))
        return out

    return frame


PAINTERS = {"office_blinds": office_blinds, "stairs_light": stairs_light}
