"""Sand and salt: dunes with a walker, a mirror flat, a moonrise."""

from __future__ import annotations

import numpy as np
from PIL import Image

from app.media.art.brush import Cutout, as_mask, below, dim, glow, lay, veil
from app.media.art.figures import standing, walker
from app.media.art.skies import Sun, cloud_deck, clouded, fog, graded, lit_by, moon, starry
from app.media.art.stage import (
    Frame,
    Ink,
    Picture,
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
from app.media.art.water import mirrored, waves

Palette = tuple[Ink, Ink, Ink, Ink]


# zenith, middle, low sky, sun
DUSTY: tuple[Palette, ...] = (
    (ink(126, 134, 150), ink(216, 184, 150), ink(250, 214, 158), ink(255, 214, 150)),
    (ink(98, 108, 142), ink(206, 160, 148), ink(248, 190, 150), ink(255, 190, 132)),
    (ink(140, 168, 190), ink(206, 206, 196), ink(240, 224, 190), ink(255, 236, 204)),
    (ink(92, 80, 112), ink(190, 116, 104), ink(246, 164, 96), ink(255, 160, 84)),
    (ink(108, 150, 172), ink(188, 196, 180), ink(244, 214, 160), ink(255, 224, 166)),
)


SANDS: tuple[tuple[Ink, Ink], ...] = (
    (ink(238, 178, 110), ink(122, 70, 48)),
    (ink(240, 168, 118), ink(112, 62, 62)),
    (ink(232, 204, 160), ink(132, 104, 88)),
    (ink(232, 136, 72), ink(92, 44, 44)),
    (ink(236, 190, 128), ink(108, 80, 66)),
)


def _dusty_sky(stage: Stage, palette: Palette, sun: Sun, horizon: float) -> Picture:
    zenith, middle, low, _ = palette
    small = stage.scaled(0.25)
    sky = graded(small, [(0.0, zenith), (horizon * 0.55, middle), (horizon, low), (1.0, low)])
    dust = fog(small, seed=stage.seed, scale=1.6)
    sky *= 0.9 + 0.2 * dust
    lit_by(sky, small, Sun(sun.x, sun.y, sun.colour, sun.strength, 0.001), shine=0.8)
    return fitted(sky, stage)


def dune_walk(stage: Stage) -> Frame:
    dice = stage.dice
    number = int(dice.integers(len(DUSTY)))
    palette, (lit, dark) = DUSTY[number], SANDS[number]
    horizon = between(dice, 0.40, 0.52)
    side = pick(dice, (-1.0, 1.0))
    sun = Sun(
        side * between(dice, 0.08, 0.30) * stage.frame_width,
        horizon - between(dice, 0.05, 0.17),
        palette[3],
        between(dice, 0.7, 1.0),
        between(dice, 0.032, 0.05),
    )
    view = View(
        float(dice.uniform(0, 1024)),
        float(dice.uniform(0, 1024)),
        above=between(dice, 15, 24),
        turn=-side * between(dice, 0.75, 1.15),
        horizon=horizon - 0.015,
        focal=between(dice, 1.0, 1.5),
    )
    picture = _dusty_sky(stage, palette, sun, horizon)
    if stage.look == "night":
        starry(picture, stage, horizon=horizon, seed=stage.seed, amount=0.7)
        picture *= 1.25
    if dice.uniform() < 0.45:
        half = stage.scaled(0.5)
        deck = cloud_deck(half, horizon=horizon, cover=0.3, seed=stage.seed, sun_x=sun.x, streak=0.5)
        sized = (resized(deck[0], stage.width, stage.height), resized(deck[1], stage.width, stage.height))
        clouded(picture, stage, sized, mix(palette[1], palette[0], 0.5), palette[2], opacity=0.55)
    away = np.hypot(stage.x - sun.x, stage.y - sun.y)
    picture += np.clip((sun.size - away) * stage.height * 0.6, 0, 1)[None] * np.float32(3.0)
    land = seen_land(stage, "dune", int(dice.integers(4)), view, rise=between(dice, 0.2, 0.42), ripple=0.5)
    row = _dusty_sky(stage.scaled(0.05), palette, sun, horizon)[:, -3][:, None, :]
    haze = resized(row, stage.width, 1, smooth=True)
    painted_land(picture, land, sunny=times(lit, 1.12), shade=dark, haze=haze, thickness=0.8, power=3.4)
    start = -sun.x * between(dice, 0.35, 0.9) + between(dice, -0.1, 0.1)
    far = between(dice, 60, 120)
    tall = between(dice, 8.5, 11.0)
    dust_colour = mix(palette[2], sun.colour, 0.5)
    spill = glow(stage, sun.x, sun.y + 0.03, 0.24, 1.8, stretch=1.8) * np.float32(0.34 * sun.strength)

    def frame(time: float) -> Picture:
        out = picture.copy()
        x = start + time * 0.012 * side
        foot, distance = land.spot(stage, x, far)
        high = tall * view.focal / distance
        body = walker(stage, x, foot + 0.004, high, stride=1.1 + time * 5.2, facing=side, coat=0.8, blur=0.0006)
        _cast(out, stage, body, x, foot, sun.x)
        lay(out, body, mix(ink(36, 24, 24), dust_colour, 0.06), 0.97)
        drift = fog(stage.scaled(0.125), seed=stage.seed + 5, time=time * 1.6, scale=1.8)
        veil(
            out,
            resized(drift, stage.width, stage.height) * land.depth**2 * land.cover * np.float32(0.3),
            dust_colour,
        )
        for channel in range(3):
            out[channel] += spill * np.float32(sun.colour[channel])
        return out

    return frame


def _cast(picture: Picture, stage: Stage, body: Cutout, x: float, foot: float, sun_x: float) -> None:
    """A long shadow that falls towards the camera, away from the sun."""
    rows, columns = body.mask.shape
    stretch = 1.25
    lean = float(np.clip((x - sun_x) * 1.5, -1.6, 1.6))
    tall = int(rows * stretch)
    image = Image.fromarray((np.clip(body.mask, 0, 1) * 255).astype(np.uint8)).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    shift = int(abs(lean) * tall)
    wide = columns + shift
    offset = shift if lean < 0 else 0
    fallen = image.transform(
        (wide, tall),
        Image.Transform.AFFINE,
        (1, -lean, -float(offset), 0, 1 / stretch, 0),
        Image.Resampling.BILINEAR,
    )
    fading = np.linspace(0.62, 0.2, tall, dtype=np.float32)[:, None]
    dim(
        picture,
        Cutout(as_mask(fallen) * fading, body.left - offset, round(stage.row(foot)) - 2),
        ink(110, 90, 104),
    )


def salt_mirror(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, middle, low, glint = pick(
        dice,
        (
            (ink(84, 118, 168), ink(190, 178, 190), ink(252, 206, 172), ink(255, 190, 150)),
            (ink(70, 76, 132), ink(182, 128, 160), ink(250, 176, 150), ink(255, 160, 130)),
            (ink(112, 160, 190), ink(196, 214, 214), ink(246, 232, 206), ink(255, 236, 210)),
            (ink(40, 58, 104), ink(108, 112, 160), ink(226, 160, 150), ink(255, 150, 110)),
        ),
    )
    horizon = between(dice, 0.5, 0.6)
    sun = Sun(between(dice, -0.35, 0.35) * stage.frame_width, horizon - between(dice, 0.0, 0.1), glint, 0.8, 0.024)
    cover = between(dice, 0.42, 0.66)
    place = between(dice, -0.22, 0.22) * stage.frame_width
    tall = between(dice, 0.1, 0.19)
    coat = pick(dice, (ink(176, 40, 36), ink(206, 150, 46), ink(28, 34, 48), ink(28, 34, 48), ink(60, 66, 72)))
    half = stage.scaled(0.6)
    ridge = horizon - 0.012 - 0.014 * np.abs(line_noise(dice, half.width, 5))

    def frame(time: float) -> Picture:
        sky = graded(half, [(0.0, zenith), (horizon * 0.6, middle), (horizon, low), (1.0, low)])
        deck = cloud_deck(half, horizon=horizon, cover=cover, seed=stage.seed, time=time, sun_x=sun.x, streak=0.6)
        clouded(sky, half, deck, mix(zenith, middle, 0.45), mix(low, (1.0, 1.0, 1.0), 0.15), opacity=0.8, sun=sun)
        lit_by(sky, half, sun, shine=0.8)
        below(sky, half, ridge.astype(np.float32), mix(zenith, low, 0.55))
        mirrored(
            sky,
            half,
            horizon=horizon,
            slopes=waves(half, horizon=horizon, seed=stage.seed, time=time * 0.3),
            rough=0.055,
            tint=(0.84, 0.87, 0.9),
            deep=times(low, 0.3),
            foot=0.3,
        )
        out = fitted(sky, stage)
        body = standing(stage, place, horizon + tall * 0.36, tall, coat=1.0)
        turned = Cutout(
            body.mask[::-1] * np.float32(0.72),
            body.left,
            2 * round(stage.row(horizon + tall * 0.355)) - body.top - body.mask.shape[0],
        )
        lay(out, turned, times(coat, 0.5))
        lay(out, body, times(coat, 0.55))
        return out

    return frame


def moonrise(stage: Stage) -> Frame:
    dice = stage.dice
    zenith, low, moon_ink, rock = pick(
        dice,
        (
            (ink(52, 28, 58), ink(190, 96, 96), ink(255, 224, 190), ink(58, 22, 36)),
            (ink(16, 24, 58), ink(96, 110, 160), ink(236, 240, 255), ink(14, 18, 38)),
            (ink(34, 40, 66), ink(220, 140, 104), ink(255, 206, 150), ink(40, 24, 32)),
            (ink(20, 42, 54), ink(128, 160, 150), ink(246, 246, 220), ink(10, 28, 34)),
        ),
    )
    horizon = between(dice, 0.68, 0.78)
    radius = between(dice, 0.17, 0.27)
    place = between(dice, -0.24, 0.24) * stage.frame_width
    height = horizon - radius * between(dice, 0.7, 1.5)
    sky = graded(stage, [(0.0, zenith), (horizon, low), (1.0, low)])
    starry(sky, stage, horizon=horizon, seed=stage.seed, amount=0.35)
    far = horizon - 0.02 - 0.05 * line_noise(dice, stage.width, 3, 8, 0.52)
    mid = horizon + 0.06 - 0.05 * line_noise(dice, stage.width, 4, 8, 0.5)
    close = horizon + 0.15 - 0.05 * line_noise(dice, stage.width, 2, 8, 0.42)
    walker_x = -place * between(dice, 0.5, 1.1)
    facing = 1.0 if walker_x < place else -1.0
    tall = between(dice, 0.07, 0.1)
    small = stage.scaled(0.25)

    def frame(time: float) -> Picture:
        out = sky.copy()
        y = height - time * 0.006
        shine_small = np.stack(
            [glow(small, place, y, radius * 1.15, 2.2) * np.float32(part * 0.5) for part in moon_ink]
        )
        out += resized(shine_small, stage.width, stage.height)
        moon(out, stage, place, y, radius, times(moon_ink, 1.05), seed=stage.seed)
        haze = fog(small, seed=stage.seed, time=time, scale=2.2)
        band = np.exp(-(((small.y - horizon) / 0.09) ** 2))
        veil(out, resized(haze * band * np.float32(0.5), stage.width, stage.height), low)
        below(out, stage, far.astype(np.float32), mix(rock, low, 0.42))
        veil(
            out,
            resized(
                (haze * 0.6 + 0.2) * np.exp(-(((small.y - horizon - 0.06) / 0.06) ** 2)) * np.float32(0.45),
                stage.width,
                stage.height,
            ),
            mix(low, moon_ink, 0.2),
        )
        below(out, stage, mid.astype(np.float32), mix(rock, low, 0.15))
        below(out, stage, close.astype(np.float32), times(rock, 0.55))
        x = walker_x + facing * time * 0.008
        column = int(np.clip(stage.column(x), 0, stage.width - 1))
        lay(
            out,
            walker(stage, x, float(close[column]) + 0.004, tall, stride=0.8 + time * 4.4, facing=facing),
            times(rock, 0.45),
        )
        return out

    return frame


PAINTERS = {"dune_walk": dune_walk, "salt_mirror": salt_mirror, "moonrise": moonrise}
