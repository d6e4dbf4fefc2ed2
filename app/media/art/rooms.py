"""Rooms: somebody at a window, a door that opens at the end of a corridor."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import Cutout, Point, cut, dim, glow, lay, limb, quad, rim, shine, softened
from app.media.art.figures import standing
from app.media.art.heads import bust, profile
from app.media.art.skies import fog, graded
from app.media.art.stage import (
    Frame,
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
        stage,
        [quad(window - wide * 1.2, top + high * 2 + 0.012, window + wide * 1.2, top + high * 2 + 0.034)],
        0.003,
    )
    lay(
        base,
        cut(
            stage,
            [quad(window - wide * 1.1, top - 0.018, window + wide * 1.1, top + high * 2 + 0.012)],
            0.003,
        ),
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
    rail = cut(
        stage,
        [limb((window - wide * 1.9, top - 0.06), (window + wide * 1.9, top - 0.06), 0.006, 0.006)],
        0.002,
    )
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
                stage,
                person,
                0.3 + breath,
                head,
                facing=side,
                hair=hair,
                nod=0.3 * sin(time * 0.4),
                blur=0.0014,
            )
        else:
            body = bust(
                stage,
                person,
                0.3 + breath,
                head,
                turn=side * (0.5 + 0.2 * sin(time * 0.4)),
                hair=0.3,
                blur=0.0014,
            )
        lay(out, body, times(dark, 0.22))
        unit = head * stage.height
        shine(out, rim(body, -side * unit * 0.2, unit * 0.06, unit * 0.1), mix(wall, light, 0.5), 0.07)
        shine(out, rim(body, -side * unit * 0.026, unit * 0.008, unit * 0.014), light, 0.62)
        return out

    return frame


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
    reach = 9.0
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
                (wide * spread * opened - np.abs(stage.x - (x0 + x1) / 2 - (vx - (x0 + x1) / 2) * -0.2)) * 14,
                0,
                1,
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


PAINTERS = {"keeper_window": keeper_window, "door_opens": door_opens}
