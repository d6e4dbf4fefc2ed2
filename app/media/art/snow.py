"""A lone tree on a white plain."""

from __future__ import annotations

from math import pi

import numpy as np

from app.media.art.brush import (
    below,
    cut,
    lay,
    spline,
    veil,
)
from app.media.art.figures import standing
from app.media.art.skies import fog, graded
from app.media.art.stage import (
    Frame,
    Picture,
    Stage,
    between,
    ink,
    line_noise,
    mix,
    pick,
    resized,
    sample,
    texture,
    times,
)
from app.media.art.trees import branches
from app.media.art.weather import snowed


def lone_tree(stage: Stage) -> Frame:
    dice = stage.dice
    top, ground, dark = pick(
        dice,
        (
            (ink(206, 210, 216), ink(232, 234, 236), ink(44, 46, 52)),
            (ink(168, 184, 204), ink(222, 228, 236), ink(34, 42, 58)),
            (ink(226, 206, 196), ink(240, 230, 224), ink(62, 48, 50)),
            (ink(120, 136, 160), ink(190, 202, 218), ink(22, 30, 44)),
        ),
    )
    horizon = between(dice, 0.66, 0.76)
    place = between(dice, -0.2, 0.2) * stage.frame_width
    scale = between(dice, 0.8, 1.1) * min(1.0, 0.55 + stage.aspect * 0.3)
    base = graded(stage, [(0.0, top), (horizon - 0.05, ground), (1.0, times(ground, 0.92))])
    hills = horizon - 0.01 - 0.02 * line_noise(dice, stage.width, 2, 6, 0.5)
    below(base, stage, hills.astype(np.float32), mix(top, ground, 0.62), 0.6)
    drift = sample(texture(0.3, 14), stage.x * 160, stage.y * 760)
    snow = np.clip((stage.y - horizon) * 9, 0, 1) * (drift - 0.5) * 0.22
    base *= 1.0 + snow[None]
    foot = horizon + 0.07
    trunk = branches(
        dice,
        (place, foot),
        -pi / 2 + float(dice.normal(0, 0.06)),
        0.15 * scale,
        0.0145 * scale,
        7,
        float(dice.normal(0, 0.06)),
    )
    lay(
        base,
        cut(
            stage,
            [
                spline(
                    [
                        (place - 0.14, foot + 0.006),
                        (place, foot - 0.004),
                        (place + 0.14, foot + 0.006),
                        (place, foot + 0.018),
                    ],
                    8,
                )
            ],
            0.008,
        ),
        times(top, 0.5),
        0.5,
    )
    lay(base, cut(stage, trunk), dark, 0.96)
    who = place + pick(dice, (-1.0, 1.0)) * between(dice, 0.22, 0.42) * min(1.0, stage.aspect / 1.4)
    tall = between(dice, 0.075, 0.11)
    coat = pick(dice, (dark, dark, ink(150, 34, 34), ink(178, 130, 40)))
    flakes = int(420 * stage.aspect / 1.78)
    fall = dice.uniform(0, 1, (flakes, 4))

    def frame(time: float) -> Picture:
        out = base.copy()
        lay(out, standing(stage, who, foot + 0.04, tall, coat=0.9), coat)
        veil(
            out,
            resized(
                fog(stage.scaled(0.125), seed=stage.seed, time=time * 1.5, scale=1.6) * np.float32(0.24),
                stage.width,
                stage.height,
            ),
            mix(top, ground, 0.7),
        )
        snowed(out, stage, fall, time)
        return out

    return frame


PAINTERS = {"lone_tree": lone_tree}
