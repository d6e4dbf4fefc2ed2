"""From above: a coast, a sea of clouds."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from app.media.art.brush import cut, glow, lay, limb, veil
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
    mix,
    pick,
    sample,
    smoothstep,
    texture,
    times,
)


def coast_above(stage: Stage) -> Frame:
    dice = stage.dice
    deep, shallow, sand, green, rock = pick(
        dice,
        (
            (ink(6, 52, 84), ink(70, 190, 190), ink(226, 204, 160), ink(70, 92, 44), ink(128, 108, 84)),
            (ink(10, 40, 62), ink(60, 140, 146), ink(190, 176, 150), ink(54, 74, 54), ink(96, 92, 88)),
            (ink(8, 70, 92), ink(110, 214, 200), ink(240, 216, 180), ink(110, 104, 52), ink(170, 120, 84)),
            (ink(18, 34, 46), ink(70, 104, 112), ink(60, 58, 60), ink(58, 72, 50), ink(40, 40, 44)),
        ),
    )
    spin = between(dice, 0, 6.28)
    zoom = between(dice, 150, 230)
    x0, y0 = float(dice.uniform(0, 1024)), float(dice.uniform(0, 1024))
    offset = between(dice, -0.05, 0.06)
    half = stage.scaled(0.7)
    relief, fine = texture(0.55, 18), texture(1.35, 19)

    def placed(time: float, scale: float) -> tuple[Plane, Plane]:
        u = half.x + time * 0.008
        v = half.y - 0.5 - time * 0.014
        return (
            (u * cos(spin) - v * sin(spin)) * zoom * scale + x0,
            (u * sin(spin) + v * cos(spin)) * zoom * scale + y0,
        )

    def frame(time: float) -> Picture:
        x, y = placed(time, 1.0)
        bed, grain = sample(relief, x, y), sample(fine, x * 3.0, y * 3.0)
        height = bed + (half.x * cos(spin * 2) + (half.y - 0.5) * sin(spin * 2)) * 0.2 + offset
        detail = grain - 0.5
        land = height + detail * 0.13 - 0.5
        lit = sample(relief, x + 2.2, y + 2.2) + sample(fine, x * 3.0 + 2.6, y * 3.0 + 2.6) * 0.42
        light = np.clip(0.82 + (bed + grain * 0.42 - lit) * 4.6, 0.25, 1.7)
        ripple = sample(texture(1.2, 13), x * 4.0 + time * 5.0, y * 4.0 + time * 3.0) - 0.5
        depth = np.clip(-land / 0.16, 0.0, 1.0) ** 0.62
        wash = np.sin((-land * 95.0) + ripple * 5.0 + time * 1.5) * np.exp(land * 42.0)
        foam = smoothstep(0.22, 0.6, wash * (0.75 + ripple * 2.4)) * (land < 0.004)
        foam = np.clip(foam + np.exp(-(((land + 0.004) / 0.0065) ** 2)) * (0.55 + ripple * 1.4), 0, 1)
        beach = smoothstep(0.05, 0.022, land)
        woods = smoothstep(0.5, 0.64, sample(fine, x * 1.3 + 400, y * 1.3) + np.clip(land, 0, 0.2) * 0.55)
        out = np.empty((3, half.height, half.width), dtype=np.float32)
        wet = (land < 0.0).astype(np.float32)
        reef = smoothstep(0.55, 0.7, sample(fine, x * 1.7, y * 1.7)) * (1 - depth)
        sparkle = np.clip(ripple - 0.3, 0, 1)
        for channel in range(3):
            sea = shallow[channel] + (deep[channel] - shallow[channel]) * depth
            sea = sea * (1.0 - 0.35 * reef) * (1.0 + ripple * 0.35) + sparkle * 0.2
            ground = rock[channel] + (green[channel] - rock[channel]) * woods
            ground = (ground + (sand[channel] - ground) * beach) * light
            out[channel] = ground + (sea - ground) * wet
            out[channel] += (0.92 - out[channel]) * foam * 0.85
        return fitted(out, stage)

    return frame


def clouds_above(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, low, dark, bright, glint = pick(
        dice,
        (
            (
                ink(72, 116, 172),
                ink(236, 196, 166),
                ink(104, 108, 152),
                ink(244, 204, 176),
                ink(255, 206, 150),
            ),
            (ink(60, 60, 120), ink(244, 150, 120), ink(86, 62, 112), ink(246, 168, 132), ink(255, 150, 96)),
            (ink(20, 34, 74), ink(120, 140, 190), ink(50, 64, 110), ink(150, 170, 214), ink(206, 216, 255)),
            (
                ink(110, 160, 200),
                ink(206, 214, 214),
                ink(112, 136, 168),
                ink(236, 232, 222),
                ink(255, 246, 224),
            ),
        ),
    )
    horizon = between(dice, 0.26, 0.4)
    half = stage.scaled(0.6)
    sun = Sun(between(dice, -0.4, 0.4) * stage.frame_width, horizon - between(dice, 0.03, 0.12), glint, 0.9, 0.03)
    cover = between(dice, 0.88, 1.12)
    wing = dice.uniform() < 0.5
    side = pick(dice, (-1.0, 1.0))

    def frame(time: float) -> Picture:
        sky = graded(half, [(0.0, zenith), (horizon, low), (1.0, low)])
        lit_by(sky, half, sun, shine=0.7)
        under = graded(half, [(horizon, low), (horizon + 0.1, mix(dark, zenith, 0.4)), (1.0, mix(dark, zenith, 0.8))])
        veil(
            sky,
            np.clip((half.y - horizon) * half.height, 0, 1) * np.ones((1, half.width), dtype=np.float32),
            under,
        )
        deck = cloud_deck(
            half,
            horizon=horizon - 0.01,
            cover=cover,
            seed=stage.seed,
            time=time * 1.6,
            sun_x=sun.x,
            flip=True,
            scale=2.6,
            streak=0.7,
        )
        clouded(sky, half, deck, dark, bright, opacity=0.95, sun=sun)
        haze = np.exp(-(((half.y - horizon) / 0.035) ** 2)) * np.float32(0.6)
        veil(sky, haze * np.ones((1, half.width), dtype=np.float32), low)
        for channel in range(3):
            sky[channel] += glow(half, sun.x, sun.y, 0.2, 1.6, stretch=2.2) * np.float32(glint[channel] * 0.3)
        out = fitted(sky, stage)
        if wing:
            _wing(out, stage, side, dark, bright, 0.004 * sin(time * 1.6))
        return out

    return frame


def _wing(picture: Picture, stage: Stage, side: float, dark: Ink, bright: Ink, sway: float) -> None:
    edge = side * stage.aspect / 2
    tip = (edge - side * 0.62 * min(1.0, stage.aspect / 1.5), 0.60 + sway)
    body = [
        (edge + side * 0.05, 0.83),
        tip,
        (tip[0] - side * 0.012, tip[1] + 0.012),
        (tip[0] + side * 0.09, tip[1] + 0.045),
        (edge + side * 0.05, 1.05),
    ]
    lay(picture, cut(stage, [body]), mix(dark, bright, 0.35))
    lay(
        picture,
        cut(
            stage,
            [
                [
                    (edge + side * 0.05, 0.83),
                    tip,
                    (tip[0] + side * 0.02, tip[1] + 0.012),
                    (edge + side * 0.05, 0.88),
                ]
            ],
        ),
        mix(dark, bright, 0.8),
    )
    lay(
        picture,
        cut(
            stage,
            [
                [
                    tip,
                    (tip[0] - side * 0.05, tip[1] - 0.085),
                    (tip[0] - side * 0.03, tip[1] - 0.085),
                    (tip[0] + side * 0.035, tip[1] + 0.005),
                ]
            ],
        ),
        mix(dark, bright, 0.2),
    )
    flap = [limb((edge, 0.965), (tip[0] + side * 0.1, tip[1] + 0.036), 0.0015, 0.001)]
    lay(picture, cut(stage, flap), times(dark, 0.5))


PAINTERS = {"coast_above": coast_above, "clouds_above": clouds_above}
