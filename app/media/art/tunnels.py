"""A drive through a tunnel."""

from __future__ import annotations

from math import pi, sin

import numpy as np

from app.media.art.brush import glow
from app.media.art.roads import tail_lights
from app.media.art.stage import (
    Frame,
    Picture,
    Stage,
    between,
    fitted,
    ink,
    pick,
    sample,
    texture,
    times,
)


def tunnel_drive(stage: Stage) -> Frame:
    dice = stage.dice
    wall, lamp, far = pick(
        dice,
        (
            (ink(110, 70, 40), ink(255, 170, 70), ink(255, 214, 150)),
            (ink(56, 84, 92), ink(140, 240, 230), ink(220, 250, 255)),
            (ink(90, 60, 96), ink(255, 110, 180), ink(255, 210, 230)),
            (ink(80, 90, 74), ink(230, 250, 160), ink(240, 255, 230)),
        ),
    )
    vx, vy = between(dice, -0.1, 0.1), between(dice, 0.46, 0.54)
    half = stage.scaled(0.66)
    pace = between(dice, 2.4, 3.8)
    bend = between(dice, -0.05, 0.05)
    car = dice.uniform() < 0.6

    def frame(time: float) -> Picture:
        dx0, dy = half.x - vx, half.y - vy
        radius0 = np.sqrt((dx0 * 0.82) ** 2 + dy**2)
        dx = dx0 - bend * np.exp(-radius0 * 9)
        angle = np.arctan2(dy, dx * 0.82)
        arch = np.sqrt((dx * 0.82) ** 2 + dy**2)
        floor_y = 0.16
        wall_depth = 0.34 / np.maximum(arch, 1e-3)
        floor_depth = floor_y / np.maximum(dy, 1e-3)
        is_floor = (dy > 0) & (floor_depth < wall_depth)
        depth = np.minimum(np.where(is_floor, floor_depth, wall_depth), 60.0)
        along = depth + time * pace
        ring = np.exp(-((((along * 0.8) % 1.0 - 0.5) / 0.03) ** 2))
        grain = sample(texture(1.1, 22), angle * 80 + 300, along * 22)
        lamps = np.exp(-(((np.abs(angle + pi / 2) - 0.62) / 0.07) ** 2)) * ((along * 1.4) % 1.0 < 0.55) * (~is_floor)
        pool = 0.5 + 0.5 * np.cos((along * 1.4 - 0.27) * 2 * pi)
        fade = np.exp(-depth * 0.05)
        lateral = dx * depth / 0.34
        lines = is_floor & (
            (np.abs(lateral) < 0.03) & ((along * 0.9) % 1.0 < 0.5) | (np.abs(np.abs(lateral) - 0.72) < 0.02)
        )
        out = np.empty((3, half.height, half.width), dtype=np.float32)
        overhead = np.clip(-np.sin(angle), 0, 1)
        for channel in range(3):
            lit = wall[channel] * (0.25 + 0.75 * grain) * (0.22 + 0.5 * pool * (0.4 + overhead)) * (1 - 0.6 * ring)
            road = wall[channel] * 0.3 * (0.5 + 0.8 * grain) * (0.3 + 0.6 * pool) + lamp[channel] * 0.10 * pool
            tone = np.where(is_floor, road, lit * (0.6 + lamp[channel] * 0.6))
            tone = tone + lines * (lamp[channel] * 0.55)
            tone = tone * fade + far[channel] * (1 - fade) * 1.2
            out[channel] = tone + lamps * lamp[channel] * 2.2 * fade
        shine_end = glow(half, vx + bend, vy, 0.06, 1.3)
        for channel in range(3):
            out[channel] += shine_end * np.float32(far[channel] * 1.1)
        final = fitted(out, stage)
        if car:
            tail_lights(final, stage, vx + bend * 0.6, vy + 0.012, 3.4 + 0.35 * sin(time * 0.8), times(wall, 0.06))
        return final

    return frame


PAINTERS = {"tunnel_drive": tunnel_drive}
