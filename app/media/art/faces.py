"""Faces as shapes: a profile between neon lights, one before the evening sky, one at a train window."""

from __future__ import annotations

from math import sin

import numpy as np

from app.media.art.brush import cut, glow, lay, limb, quad, rim, shine, veil
from app.media.art.heads import bust, profile
from app.media.art.lights import LAMPS, bokeh
from app.media.art.skies import Sun, cloud_deck, clouded, graded, lit_by
from app.media.art.stage import (
    Frame,
    Picture,
    Stage,
    between,
    fitted,
    ink,
    line_noise,
    mix,
    pick,
    resized,
    sample,
    texture,
    times,
)


def mira_neon(stage: Stage) -> Frame:
    dice = stage.dice
    first, second, night = pick(
        dice,
        (
            (ink(255, 50, 140), ink(40, 220, 240), ink(18, 18, 40)),
            (ink(255, 120, 50), ink(80, 90, 255), ink(20, 16, 30)),
            (ink(150, 80, 255), ink(255, 190, 80), ink(22, 14, 36)),
            (ink(60, 255, 170), ink(255, 60, 90), ink(10, 24, 28)),
        ),
    )
    facing = pick(dice, (-1.0, 1.0))
    place = between(dice, -0.1, 0.1) * stage.frame_width + facing * -0.05
    head = between(dice, 0.5, 0.62) * min(1.0, 0.45 + stage.aspect * 0.5)
    top = between(dice, 0.14, 0.24)
    lamps = (first, second, mix(first, second, 0.5), *pick(dice, LAMPS)[:2])
    hair = pick(dice, ("bun", "bob", "short", "long"))
    half = stage.scaled(0.5)
    lights = bokeh(
        half, dice, lamps, count=int(58 * half.aspect / 1.78), middle=0.48, spread=0.24, small=0.025, big=0.11
    )
    base = graded(half, [(0.0, times(night, 0.7)), (1.0, times(night, 0.3))])
    for channel in range(3):
        base[channel] += glow(half, facing * -0.4, 0.4, 0.35, 1.4) * np.float32(first[channel] * 0.14)
        base[channel] += glow(half, facing * 0.5, 0.5, 0.35, 1.4) * np.float32(second[channel] * 0.14)

    def frame(time: float) -> Picture:
        small = base.copy()
        for light in lights:
            shine(small, light.spot, light.colour, light.strength(time))
        out = fitted(small, stage)
        nod = 0.5 * sin(time * 0.5)
        face = profile(stage, place, top, head, facing=facing, hair=hair, nod=nod, blur=0.0012)
        lay(out, face, times(night, 0.16))
        unit = stage.height * head
        pulse = 0.85 + 0.15 * sin(time * 2.1)
        other = 0.85 + 0.15 * sin(time * 1.6 + 2)
        shine(out, rim(face, -facing * unit * 0.15, unit * 0.03, unit * 0.07), second, 0.27 * pulse)
        shine(
            out,
            rim(face, -facing * unit * 0.03, unit * 0.012, unit * 0.012),
            mix(second, (1.0, 1.0, 1.0), 0.3),
            1.15 * pulse,
        )
        shine(out, rim(face, facing * unit * 0.16, unit * 0.05, unit * 0.08), first, 0.26 * other)
        shine(
            out,
            rim(face, facing * unit * 0.028, unit * 0.012, unit * 0.012),
            mix(first, (1.0, 1.0, 1.0), 0.2),
            1.1 * other,
        )
        return out

    return frame


def mira_dusk(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, middle, low, glint = pick(
        dice,
        (
            (ink(60, 62, 106), ink(206, 120, 106), ink(255, 186, 110), ink(255, 160, 76)),
            (ink(92, 110, 140), ink(216, 170, 140), ink(255, 216, 160), ink(255, 196, 120)),
            (ink(60, 40, 84), ink(196, 84, 110), ink(255, 150, 110), ink(255, 120, 80)),
            (ink(40, 76, 104), ink(140, 160, 160), ink(250, 210, 160), ink(255, 200, 140)),
        ),
    )
    horizon = between(dice, 0.72, 0.84)
    facing = pick(dice, (-1.0, 1.0))
    from_behind = dice.uniform() < 0.35
    place = -facing * between(dice, 0.08, 0.24) * stage.frame_width
    head = between(dice, 0.42, 0.54) * min(1.0, 0.5 + stage.aspect * 0.4)
    top = between(dice, 0.24, 0.32)
    sun = Sun(place + facing * between(dice, 0.25, 0.42), horizon - between(dice, 0.1, 0.28), glint, 1.0, 0.05)
    half = stage.scaled(0.5)
    cover, hair = between(dice, 0.35, 0.6), pick(dice, ("bun", "bob", "short", "long"))
    flare = glow(stage, sun.x, sun.y, 0.2, 1.7) * np.float32(0.12)
    hills = (horizon - 0.035 - 0.03 * line_noise(dice, half.width, 3, 5, 0.45)).astype(np.float32)

    def frame(time: float) -> Picture:
        sky = graded(half, [(0.0, zenith), (horizon * 0.55, middle), (horizon, low), (1.0, low)])
        deck = cloud_deck(half, horizon=horizon, cover=cover, seed=stage.seed, time=time, sun_x=sun.x, streak=0.5)
        clouded(sky, half, deck, mix(zenith, middle, 0.35), mix(middle, low, 0.75), opacity=0.85, sun=sun)
        lit_by(sky, half, sun)
        tall = np.clip((half.y - hills[None, :]) * half.height * 0.12, 0, 1)
        veil(sky, tall.astype(np.float32), mix(times(zenith, 0.3), low, 0.16))
        out = fitted(sky, stage)
        dark = times(mix(zenith, glint, 0.12), 0.11)
        nod = 0.4 * sin(time * 0.45)
        if from_behind:
            face = bust(stage, place, top, head, turn=facing * (0.6 + 0.3 * nod), hair=0.6, blur=0.0014)
        else:
            face = profile(stage, place, top, head, facing=facing, hair=hair, nod=nod, blur=0.0012)
        lay(out, face, dark)
        unit = stage.height * head
        shine(
            out,
            rim(face, -facing * unit * 0.022, unit * 0.01, unit * 0.01),
            mix(glint, (1.0, 1.0, 1.0), 0.25),
            0.8,
        )
        for channel in range(3):
            out[channel] += flare * np.float32(glint[channel])
        return out

    return frame


def train_window(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, low, land, cabin, glint = pick(
        dice,
        (
            (ink(126, 150, 176), ink(236, 210, 180), ink(70, 84, 66), ink(30, 30, 36), ink(255, 220, 170)),
            (ink(66, 70, 110), ink(240, 160, 120), ink(56, 46, 60), ink(24, 20, 30), ink(255, 160, 96)),
            (ink(150, 164, 170), ink(214, 220, 216), ink(84, 100, 96), ink(34, 40, 42), ink(236, 240, 236)),
            (ink(24, 40, 66), ink(96, 120, 150), ink(20, 32, 42), ink(14, 18, 26), ink(170, 196, 226)),
        ),
    )
    facing = pick(dice, (-1.0, 1.0))
    place = -facing * between(dice, 0.24, 0.34) * stage.frame_width
    head = between(dice, 0.4, 0.5) * min(1.0, 0.5 + stage.aspect * 0.4)
    top = between(dice, 0.3, 0.38)
    horizon = between(dice, 0.5, 0.58)
    half = stage.scaled(0.5)
    sun = Sun(
        facing * between(dice, 0.1, 0.35) * stage.frame_width,
        horizon - between(dice, 0.08, 0.2),
        glint,
        0.9,
        0.032,
    )
    flare = glow(stage, sun.x, sun.y, 0.22, 1.6) * np.float32(0.14)
    far = line_noise(dice, 4096, 26, 7, 0.5)
    near = line_noise(dice, 4096, 60, 7, 0.6)
    drops = dice.uniform(0, 1, (60, 3))
    hair = pick(dice, ("bun", "bob", "short", "long"))
    left, right = -stage.aspect / 2 + 0.1, stage.aspect / 2 - 0.1

    def frame(time: float) -> Picture:
        sky = graded(half, [(0.0, zenith), (horizon, low), (1.0, low)])
        deck = cloud_deck(half, horizon=horizon, cover=0.45, seed=stage.seed, time=time, sun_x=sun.x, streak=0.45)
        clouded(sky, half, deck, mix(zenith, low, 0.4), mix(low, (1.0, 1.0, 1.0), 0.2), opacity=0.7, sun=sun)
        lit_by(sky, half, sun)
        for line, base_y, tall, speed, air in (
            (far, horizon, 0.05, 40, 0.6),
            (near, horizon + 0.06, 0.045, 240, 0.3),
        ):
            start = int(1000 + time * speed * -facing * half.height / 270) % 2000
            edge = base_y - tall * line[start : start + half.width]
            blur = 0.3 if speed > 100 else 1.0
            mask = np.clip((half.y - edge[None, :]) * half.height * blur, 0, 1).astype(np.float32)
            veil(sky, mask, mix(land, low, air))
        rush = sample(texture(0.9, 12), half.x * 16 - facing * time * 140, (half.y - horizon) * 500)
        field = np.clip((half.y - horizon - 0.13) * 16, 0, 1) * np.ones((1, half.width), dtype=np.float32)
        veil(
            sky,
            field.astype(np.float32),
            np.stack([(times(land, 0.8)[c] * (0.5 + rush)).astype(np.float32) for c in range(3)]),
        )
        out = resized(sky, stage.width, stage.height)
        for x, y, size in drops:
            spot = cut(
                stage,
                [
                    limb(
                        ((x - 0.5) * stage.aspect, y * 0.9),
                        ((x - 0.5) * stage.aspect - facing * (0.006 + 0.03 * size), y * 0.9 + 0.004),
                        0.0011,
                        0.0019,
                        3,
                    )
                ],
            )
            shine(out, spot, low, 0.22)
        dark = times(cabin, 0.25)
        walls = [quad(-3, -1, left, 2), quad(right, -1, 3, 2), quad(-3, -1, 3, 0.07), quad(-3, 0.86, 3, 2)]
        shake = 0.0016 * sin(time * 9.0)
        for wall in walls:
            lay(out, cut(stage, [[(x, y + shake) for x, y in wall]], 0.004), dark)
        lay(
            out,
            cut(stage, [quad(left - 0.02, 0.855 + shake, right + 0.02, 0.875 + shake)], 0.002),
            times(mix(cabin, low, 0.5), 0.5),
        )
        face = profile(
            stage,
            place,
            top + shake,
            head,
            facing=facing,
            hair=hair,
            nod=-0.5 + 0.25 * sin(time * 0.6),
            blur=0.0014,
        )
        lay(out, face, times(cabin, 0.16))
        unit = stage.height * head
        shine(out, rim(face, -facing * unit * 0.022, unit * 0.008, unit * 0.01), low, 0.6)
        for channel in range(3):
            out[channel] += flare * np.float32(glint[channel])
        return out

    return frame


PAINTERS = {"mira_neon": mira_neon, "mira_dusk": mira_dusk, "train_window": train_window}
