"""Indoors: somebody at a window, a letter under a lamp, a door that opens, blinds on a wall, stairs in hard light."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from app.media.art.brush import Cutout, Point, cut, dim, glow, lay, limb, oval, quad, rim, shine, softened, spline
from app.media.art.figures import bust, profile, standing, walker
from app.media.art.skies import fog, graded
from app.media.art.stage import (
    Frame,
    Ink,
    Picture,
    Plane,
    Stage,
    between,
    ink,
    mix,
    pick,
    resized,
    sample,
    smoothstep,
    texture,
    times,
)


def plaster(stage: Stage, seed: int, strength: float = 0.12) -> Plane:
    """An uneven wall, to multiply a picture with."""
    small = stage.scaled(0.5)
    big = sample(texture(0.6, 21), small.x * 190 + seed % 500, small.y * 190)
    fine = sample(texture(1.4, 22), small.x * 420 + seed % 300, small.y * 420)
    wall = 1.0 + (big - 0.5) * strength * 2.2 + (fine - 0.5) * strength
    return resized(wall.astype(np.float32), stage.width, stage.height)


def keeper_window(stage: Stage) -> Frame:
    dice = stage.dice
    wall, light, dark = pick(
        dice,
        (
            (ink(96, 84, 62), ink(255, 240, 200), ink(34, 28, 22)),
            (ink(70, 80, 92), ink(226, 240, 255), ink(20, 24, 32)),
            (ink(110, 74, 50), ink(255, 206, 140), ink(36, 20, 16)),
            (ink(72, 84, 70), ink(240, 250, 214), ink(20, 28, 22)),
        ),
    )
    side = pick(dice, (-1.0, 1.0))
    window = side * between(dice, 0.2, 0.34) * stage.frame_width
    person = -side * between(dice, 0.06, 0.2) * stage.frame_width
    wide, high, top = between(dice, 0.15, 0.2), between(dice, 0.24, 0.3), between(dice, 0.12, 0.2)
    head = between(dice, 0.34, 0.42) * min(1.0, 0.5 + stage.aspect * 0.4)
    in_profile = dice.uniform() < 0.5
    hair = pick(dice, ("short", "bun", "bob"))
    base = graded(stage, [(0.0, times(wall, 0.4)), (0.45, times(wall, 0.6)), (1.0, times(dark, 0.7))])
    fall = glow(stage, window, top + high, 0.34, 1.2, stretch=1.3)
    for channel in range(3):
        base[channel] += fall * np.float32(light[channel] * wall[channel] * 1.35)
    base *= plaster(stage, stage.seed, 0.16)
    panes: list[list[Point]] = []
    for column in range(2):
        for row in range(3):
            x0, y0 = window - wide + column * wide * 1.02 + 0.008, top + row * high * 2 / 3 + 0.008
            panes.append(quad(x0, y0, x0 + wide - 0.018, y0 + high * 2 / 3 - 0.016))
    glass = cut(stage, panes, 0.004)
    sill = cut(
        stage, [quad(window - wide * 1.2, top + high * 2 + 0.012, window + wide * 1.2, top + high * 2 + 0.034)], 0.003
    )
    lay(
        base,
        cut(stage, [quad(window - wide * 1.1, top - 0.018, window + wide * 1.1, top + high * 2 + 0.012)], 0.003),
        times(wall, 0.2),
    )
    lay(base, sill, times(mix(wall, light, 0.4), 0.9))
    folds: list[list[Point]] = []
    for edge in (-1.0, 1.0):
        for fold in range(4):
            x0 = window + edge * wide * (0.98 + 0.15 * fold)
            x1 = x0 + edge * wide * 0.12
            folds.append([(x0, top - 0.06), (x1, top - 0.06), (x1 + edge * 0.012, 1.2), (x0 + edge * 0.012, 1.2)])
    curtain = cut(stage, folds, 0.004)
    rail = cut(stage, [limb((window - wide * 1.9, top - 0.06), (window + wide * 1.9, top - 0.06), 0.006, 0.006)], 0.002)
    shaft_angle = (stage.x - window) * -side - (stage.y - top) * 0.62
    shaft = (
        np.exp(-((shaft_angle / 0.22) ** 2))
        * smoothstep(0.0, 0.25, (stage.x - window) * -side)
        * np.clip(1.2 - stage.y, 0, 1)
    )
    shaft = shaft.astype(np.float32)

    def frame(time: float) -> Picture:
        out = base.copy()
        flicker = 1.0 + 0.05 * sin(time * 0.8)
        lay(out, glass, times(light, 1.35 * flicker))
        lay(out, curtain, times(mix(wall, light, 0.2), 0.34), 0.8)
        lay(out, rail, times(wall, 0.14))
        dust = resized(fog(stage.scaled(0.125), seed=stage.seed, time=time * 0.8, scale=0.9), stage.width, stage.height)
        haze = shaft * (0.5 + 0.8 * dust)
        for channel in range(3):
            out[channel] += haze * np.float32(light[channel] * 0.14)
        breath = 0.0018 * sin(time * 1.3)
        if in_profile:
            body = profile(
                stage, person, 0.3 + breath, head, facing=side, hair=hair, nod=0.3 * sin(time * 0.4), blur=0.0014
            )
        else:
            body = bust(
                stage,
                person,
                0.3 + breath,
                head,
                turn=side * (0.5 + 0.2 * sin(time * 0.4)),
                hair={"short": 0.3, "bun": 0.6, "bob": 0.9}[hair],
                blur=0.0014,
            )
        lay(out, body, times(dark, 0.22))
        unit = head * stage.height
        shine(out, rim(body, -side * unit * 0.2, unit * 0.06, unit * 0.1), mix(wall, light, 0.5), 0.07)
        shine(out, rim(body, -side * unit * 0.026, unit * 0.008, unit * 0.014), light, 0.62)
        return out

    return frame


def letter_table(stage: Stage) -> Frame:
    dice = stage.dice
    wood, lamp, paper = pick(
        dice,
        (
            (ink(120, 70, 38), ink(255, 176, 96), ink(240, 226, 200)),
            (ink(84, 60, 44), ink(255, 206, 140), ink(236, 232, 220)),
            (ink(62, 66, 70), ink(226, 232, 255), ink(236, 240, 244)),
            (ink(106, 72, 48), ink(255, 170, 92), ink(244, 224, 190)),
        ),
    )
    lamp_x, lamp_y = between(dice, -0.25, 0.25) * stage.frame_width, between(dice, 0.12, 0.3)
    small = stage.scaled(0.75)
    grain = sample(
        texture(0.9, 23),
        small.x * 46 + stage.seed % 700,
        small.y * 760 + sample(texture(0.2, 3), small.x * 120, small.y * 120) * 70,
    )
    plank = np.abs(((small.y * 4.2 + 0.13) % 1.0) - 0.5)
    boards = 1.0 - 0.75 * np.exp(-(((plank - 0.5) / 0.014) ** 2))
    tone = (0.42 + 0.95 * grain) * boards
    top = np.stack([resized((tone * np.float32(part)).astype(np.float32), stage.width, stage.height) for part in wood])
    turn = between(dice, -0.4, 0.4)
    x, y = between(dice, -0.1, 0.1) * stage.frame_width, between(dice, 0.54, 0.64)
    long, wide = 0.2, 0.27

    def at(u: float, v: float) -> Point:
        u2, v2 = u * cos(turn) - v * sin(turn), u * sin(turn) + v * cos(turn)
        return (x + u2, y + v2 * 0.72)

    sheet = [at(-long, -wide), at(long, -wide * 0.98), at(long * 1.02, wide), at(-long * 0.98, wide * 1.01)]
    lines: list[list[Point]] = []
    for row in range(11):
        v = -wide * 0.72 + row * wide * 0.135
        u = -long * 0.8
        end = long * (0.8 if row not in (0, 6, 10) else float(dice.uniform(-0.2, 0.4)))
        while u < end:
            word = float(dice.uniform(0.018, 0.06))
            steps = max(2, int(word / 0.006))
            points = [at(u + word * k / steps, v + float(dice.uniform(-0.0055, 0.0045))) for k in range(steps + 1)]
            lines += [limb(a, b, 0.0013, 0.0011, 3) for a, b in zip(points[:-1], points[1:], strict=True)]
            u += word + 0.012
    page, words = cut(stage, [sheet]), cut(stage, lines)
    fold = cut(stage, [[at(-long, -0.004), at(long, 0.004), at(long, 0.02), at(-long, 0.012)]], 0.006)
    things = _table_things(stage, dice, x, y)
    pen = limb(at(long * 0.5, wide * 0.3), at(long * 1.5, -wide * 0.5), 0.003, 0.0065)
    photo = [
        (x - 0.5 * stage.frame_width / 1.78, 0.3),
        (x - 0.28 * stage.frame_width / 1.78, 0.24),
        (x - 0.22 * stage.frame_width / 1.78, 0.42),
        (x - 0.44 * stage.frame_width / 1.78, 0.49),
    ]

    def frame(time: float) -> Picture:
        waver = 1.0 + 0.05 * sin(time * 6.3) + 0.03 * sin(time * 13.1 + 1)
        lx, ly = lamp_x + 0.004 * sin(time * 5), lamp_y
        out = top.copy()
        shadow_x, shadow_y = (x - lx) * 0.045 * stage.height, (y - ly) * 0.05 * stage.height
        for cutout in (
            softened(page, stage.height * 0.008),
            softened(cut(stage, [photo]), stage.height * 0.006),
            *(softened(t, stage.height * 0.02) for t, _, _ in things),
        ):
            dim(out, cutout.moved(shadow_x, shadow_y + 2), (0.25, 0.22, 0.2))
        lay(out, cut(stage, [photo]), times(paper, 0.42))
        inner = [
            (px + ((photo[0][0] + photo[2][0]) / 2 - px) * 0.16, py + ((photo[0][1] + photo[2][1]) / 2 - py) * 0.16)
            for px, py in photo
        ]
        lay(out, cut(stage, [inner]), times(wood, 0.35))
        lay(out, page, times(paper, 0.86))
        dim(out, fold, (0.86, 0.84, 0.8))
        lay(out, words, times(ink(40, 44, 66), 0.9), 0.85)
        dim(
            out,
            softened(cut(stage, [pen]), stage.height * 0.005).moved(shadow_x * 0.5, shadow_y * 0.5),
            (0.4, 0.38, 0.36),
        )
        lay(out, cut(stage, [pen]), times(ink(26, 24, 28), 0.7))
        for cutout, colour, _ in things:
            lay(out, cutout, colour)
        pool = glow(stage, lx, ly + 0.12, 0.30, 1.55, stretch=1.25) * np.float32(1.75 * waver) + np.float32(0.03)
        for channel in range(3):
            out[channel] *= pool * np.float32(0.35 + 0.9 * lamp[channel])
        for _, _, (hx, hy, hr) in things:
            shine(out, rim(cut(stage, [oval(hx, hy, hr, hr * 0.8)]), (hx - lx) * 14, (hy - ly) * 14, 2.0), lamp, 0.25)
        return out

    return frame


def _table_things(
    stage: Stage, dice: np.random.Generator, x: float, y: float
) -> list[tuple[Cutout, Ink, tuple[float, float, float]]]:
    """A cup on its saucer, and sometimes a second thing, at the edge of the light."""
    side = pick(dice, (-1.0, 1.0))
    cx, cy, r = x + side * between(dice, 0.36, 0.46) * stage.frame_width / 1.78, y - between(dice, 0.02, 0.2), 0.066
    cup = pick(dice, (ink(210, 200, 184), ink(70, 96, 110), ink(150, 70, 50)))
    out = [
        (cut(stage, [oval(cx, cy + 0.012, r * 1.75, r * 1.3)]), times(cup, 0.62), (cx, cy + 0.012, r * 1.75)),
        (
            cut(
                stage,
                [oval(cx, cy, r, r * 0.8), limb((cx + r * 0.8, cy), (cx + r * 1.5, cy + r * 0.3), r * 0.16, r * 0.14)],
            ),
            times(cup, 0.9),
            (cx, cy, r),
        ),
        (cut(stage, [oval(cx, cy, r * 0.86, r * 0.68)]), ink(46, 26, 16), (cx, cy, r * 0.86)),
    ]
    return out


def door_opens(stage: Stage) -> Frame:
    dice = stage.dice
    wall, light = pick(
        dice,
        (
            (ink(120, 108, 88), ink(255, 226, 160)),
            (ink(84, 104, 122), ink(214, 236, 255)),
            (ink(112, 76, 70), ink(255, 186, 130)),
            (ink(82, 100, 88), ink(226, 255, 206)),
        ),
    )
    vx, vy = between(dice, -0.1, 0.1), between(dice, 0.46, 0.52)
    wide, tall = between(dice, 0.10, 0.13), between(dice, 0.3, 0.36)
    foot = vy + tall * 0.46
    head = foot - tall
    far_w, far_top, far_foot = wide * 1.75, head - 0.07, foot
    reach = 5.5
    corners = {"l": vx - far_w, "r": vx + far_w, "t": far_top, "b": far_foot}

    def out_to(px: float, py: float) -> Point:
        return (vx + (px - vx) * reach, vy + (py - vy) * reach)

    lt, rt, lb, rb = (
        (corners["l"], far_top),
        (corners["r"], far_top),
        (corners["l"], far_foot),
        (corners["r"], far_foot),
    )
    base = np.zeros((3, stage.height, stage.width), dtype=np.float32)
    for shape, share in (
        ([lt, rt, out_to(*rt), out_to(*lt)], 0.28),
        ([lb, rb, out_to(*rb), out_to(*lb)], 0.4),
        ([lt, lb, out_to(*lb), out_to(*lt)], 0.62),
        ([rt, rb, out_to(*rb), out_to(*rt)], 0.52),
        ([lt, rt, rb, lb], 0.42),
    ):
        lay(base, cut(stage, [shape]), times(wall, share))
    seams = []
    for step in (1.28, 1.7, 2.4, 3.6):
        for a, b in ((lt, lb), (rt, rb)):
            p, q = ((vx + (px - vx) * step, vy + (py - vy) * step) for px, py in (a, b))
            seams.append(limb(p, q, 0.0011 * step, 0.0011 * step, 3))
    panel = [
        (vx + (px - vx) * s, vy + 0.02 * s + (far_foot - vy) * 0.0) for px in (corners["l"],) for s in (1.0, reach)
    ]
    seams.append(limb(panel[0], panel[1], 0.001, 0.004, 3))
    seams.append(limb((2 * vx - panel[0][0], panel[0][1]), (2 * vx - panel[1][0], panel[1][1]), 0.001, 0.004, 3))
    dim(base, cut(stage, seams), (0.5, 0.5, 0.5))
    base *= plaster(stage, stage.seed, 0.2)
    away = np.hypot(stage.x - vx, (stage.y - vy) * 1.1)
    base *= (0.07 + 1.0 / (1.0 + (away / 0.24) ** 2)).astype(np.float32)
    person = dice.uniform() < 0.85
    hinge = pick(dice, (-1.0, 1.0))
    floor = (stage.y - foot) / max(0.05, 1 - foot)
    start = between(dice, 0.5, 1.0)

    def frame(time: float) -> Picture:
        opened = min(1.0, start + 0.5 * float(smoothstep(0.0, 3.0, time)))
        lamp = light
        out = base * np.float32(0.55 + 0.55 * opened)
        edge = vx + hinge * wide - hinge * 2 * wide * opened
        x0, x1 = min(vx + hinge * wide, edge), max(vx + hinge * wide, edge)
        spread = 1.0 + np.clip(floor, 0, 1) * 1.5
        spill = (
            (floor > 0)
            * np.clip(
                (wide * spread * opened - np.abs(stage.x - (x0 + x1) / 2 - (vx - (x0 + x1) / 2) * -0.2)) * 14, 0, 1
            )
            / (1.0 + np.clip(floor, 0, 1) * 3.2)
        )
        rough = 0.7 + 0.6 * sample(texture(1.0, 22), stage.x * 90, np.clip(floor, 0, 1) * 260)
        for channel in range(3):
            out[channel] += (spill * rough * lamp[channel] * 0.55).astype(np.float32)
        lay(out, cut(stage, [quad(vx - wide * 1.1, head - 0.012, vx + wide * 1.1, foot)]), times(wall, 0.12))
        lay(out, cut(stage, [quad(vx - wide, head, vx + wide, foot)]), times(wall, 0.10))
        lay(out, cut(stage, [quad(x0, head, x1, foot)], 0.0012), times(lamp, 1.9))
        leaf = [
            (edge, head),
            (edge, foot),
            (edge - hinge * wide * 0.5 * opened, foot + 0.05 * opened),
            (edge - hinge * wide * 0.5 * opened, head - 0.03 * opened),
        ]
        lay(out, cut(stage, [leaf]), times(mix(wall, lamp, 0.2), 0.3))
        mist = resized(fog(stage.scaled(0.125), seed=stage.seed, time=time, scale=0.8), stage.width, stage.height)
        halo = glow(stage, vx, vy, 0.16, 1.5) * (0.7 + 0.5 * mist) * np.float32(0.42 * opened)
        for channel in range(3):
            out[channel] += halo * np.float32(lamp[channel])
        if person:
            high = tall * (0.8 + 0.02 * time)
            base_y = foot + 0.035 + 0.008 * time
            body = standing(stage, (x0 + x1) / 2, base_y, high, coat=0.9, blur=0.001)
            shadow = standing(stage, (x0 + x1) / 2, base_y, high, coat=0.9)
            long = resized(shadow.mask[::-1], shadow.mask.shape[1], int(shadow.mask.shape[0] * 1.2))
            fade = np.linspace(0.9, 0.2, long.shape[0], dtype=np.float32)[:, None]
            dim(
                out,
                softened(Cutout(long * fade, shadow.left, round(stage.row(base_y)) - 2), stage.height * 0.004),
                (0.12, 0.12, 0.12),
            )
            lay(out, body, times(wall, 0.03))
        return out

    return frame


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
            (0.40 * stage.frame_width - np.abs(stage.x + 0.03 * facing + (stage.y - 0.5) * 0.16 * facing)) * 60, 0, 1
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

    def level(x: float) -> float:
        return start - max(-3, np.floor((x - first_x) * way / step_w)) * step_h

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


PAINTERS = {
    "keeper_window": keeper_window,
    "letter_table": letter_table,
    "door_opens": door_opens,
    "office_blinds": office_blinds,
    "stairs_light": stairs_light,
}
