"""All scenes by name, with the prompt each could have come from, and how one is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.errors import BugError
from app.media.art import (
    boats,
    cities,
    depths,
    deserts,
    facades,
    faces,
    fields,
    glass,
    heights,
    markets,
    mountains,
    nights,
    roads,
    rooms,
    shores,
    snow,
    streets,
    tables,
    tunnels,
    walls,
    woods,
)
from app.media.art.film import LOOKS, printed
from app.media.art.stage import Frame, Stage

Pixels = NDArray[np.uint8]

WIDE = (16, 9)
SCOPE = (239, 100)
SQUARE = (1, 1)
TALL = (9, 16)
CLASSIC = (4, 3)


@dataclass(frozen=True)
class Scene:
    """One motif: a name as files have it, the prompt, and the format that suits it best (width, height)."""

    name: str
    prompt: str
    aspect: tuple[int, int]


SCENES: tuple[Scene, ...] = (
    Scene(
        "dune_walk",
        "A lone figure crosses tall dunes at first light, low sun behind, long shadow, 35 mm, dust in the air, "
        "muted ochre.",
        WIDE,
    ),
    Scene(
        "salt_mirror",
        "Somebody in a long coat stands on a flooded salt flat, the sky mirrored without a ripple, thin line of "
        "hills, pastel dawn.",
        SCOPE,
    ),
    Scene(
        "moonrise",
        "An enormous moon rises behind layered desert ridges, tiny walker on the crest, plum and rust dusk, grain.",
        WIDE,
    ),
    Scene(
        "field_golden",
        "A man walks through waist-high wheat against the setting sun, back light, haze, shallow focus, 85 mm.",
        WIDE,
    ),
    Scene(
        "ridge_haze",
        "Mountain ridges fading into haze, firs in the foreground, morning sun through thin cloud, long lens.",
        WIDE,
    ),
    Scene(
        "lake_crossing",
        "A rowing boat crosses a still mountain lake, peaks mirrored, mist along the shore, anamorphic, cold "
        "morning light.",
        SCOPE,
    ),
    Scene(
        "lone_tree",
        "A bare tree on a white plain in falling snow, one small figure beside it, minimal, almost no horizon.",
        SQUARE,
    ),
    Scene(
        "pines_fog",
        "Pine trunks in dense fog, shafts of light from the canopy, somebody waiting between the trees, slow "
        "dolly to the right.",
        CLASSIC,
    ),
    Scene(
        "star_camp",
        "A glowing tent under the Milky Way, black firs, a figure looking up, long exposure, deep blue night.",
        WIDE,
    ),
    Scene(
        "aurora_cabin",
        "Northern lights above a snowed-in cabin with lit windows, curtains of green and violet, stars.",
        WIDE,
    ),
    Scene(
        "lighthouse_pan",
        "A lighthouse on a dark headland at dusk, its beam sweeps through sea haze, heavy clouds, slow pan.",
        WIDE,
    ),
    Scene(
        "ferry_arrives",
        "A small ferry with all its windows lit glides in over dark water, lights trembling on the waves, blue hour.",
        WIDE,
    ),
    Scene(
        "sail_glint",
        "A single sail crosses the path of the sun, glittering sea, warm haze, telephoto, silhouette.",
        WIDE,
    ),
    Scene(
        "coast_above",
        "A rugged coast from straight above, turquoise shallows, white surf along the rocks, drone shot.",
        WIDE,
    ),
    Scene(
        "diver_shafts",
        "A freediver glides down through shafts of light, bubbles, school of fish, teal water, wide angle.",
        WIDE,
    ),
    Scene(
        "clouds_above",
        "An endless sea of clouds from an aeroplane window, sun low over the horizon, soft light.",
        CLASSIC,
    ),
    Scene(
        "rain_glass",
        "City lights out of focus behind a wet window, round bokeh, drops running down, night, 50 mm wide open.",
        WIDE,
    ),
    Scene(
        "harbour_night",
        "A harbour skyline at night, thousands of lit windows mirrored in the water, a launch passes.",
        SCOPE,
    ),
    Scene(
        "tower_windows",
        "A block of flats at night in the rain, warm windows, in one of them somebody stands and looks out.",
        TALL,
    ),
    Scene(
        "alley_rain",
        "A figure under an umbrella in a narrow alley of neon signs, heavy rain, wet ground full of reflections.",
        TALL,
    ),
    Scene(
        "market_lanterns",
        "A night market under strings of paper lanterns, crowd in silhouette, warm bokeh, steam.",
        CLASSIC,
    ),
    Scene(
        "keeper_window",
        "The keeper sits before a bright window, face turned away, dust in the light, rim light on the "
        "shoulder, painterly.",
        WIDE,
    ),
    Scene(
        "letter_table",
        "A handwritten letter on a wooden table in a pool of lamp light, cup, old photograph, seen from above.",
        CLASSIC,
    ),
    Scene(
        "door_opens",
        "A door at the end of a dark corridor opens into blinding light, a man in the doorway, his shadow on "
        "the floor.",
        WIDE,
    ),
    Scene(
        "office_blinds",
        "The shadow of a profile among the stripes of venetian blinds on a wall, film noir, hard light.",
        CLASSIC,
    ),
    Scene(
        "stairs_light",
        "Somebody climbs concrete stairs through one hard wedge of sunlight, graphic composition, two colours.",
        WIDE,
    ),
    Scene(
        "mira_neon",
        "Mira in profile between two neon lights, rims of magenta and cyan, bokeh behind, black skin of night.",
        SQUARE,
    ),
    Scene(
        "mira_dusk",
        "Mira in silhouette before the evening sky, sun at her chin, wind, warm flare, medium close-up.",
        WIDE,
    ),
    Scene(
        "train_window",
        "A passenger leans towards the train window, hills rushing by, low sun, reflections on the glass.",
        WIDE,
    ),
    Scene(
        "road_dusk",
        "A straight road into the sunset, telegraph poles on one side, burning clouds, camera on the bonnet.",
        SCOPE,
    ),
    Scene(
        "road_night",
        "A forest road by headlight, reflector posts coming out of the dark, an oncoming car, stars.",
        WIDE,
    ),
    Scene(
        "tunnel_drive",
        "Driving through a tunnel, lamps sweep past overhead, daylight far ahead, tail lights of another car.",
        WIDE,
    ),
)

_THEMES = (
    deserts,
    fields,
    mountains,
    snow,
    woods,
    nights,
    shores,
    boats,
    heights,
    depths,
    glass,
    cities,
    facades,
    streets,
    markets,
    rooms,
    tables,
    walls,
    faces,
    roads,
    tunnels,
)
_PAINTERS: dict[str, Callable[[Stage], Frame]] = {
    name: build for theme in _THEMES for name, build in theme.PAINTERS.items()
}
_BY_NAME = {scene.name: scene for scene in SCENES}


def scene_of(name: str) -> Scene:
    try:
        return _BY_NAME[name]
    except KeyError:
        raise BugError(f"no scene is called {name!r}") from None


def size_px(aspect: tuple[int, int], height: int) -> tuple[int, int]:
    """Width and height in even pixels: what a video codec takes."""
    return round(height * aspect[0] / aspect[1] / 2) * 2, round(height / 2) * 2


def reel(
    name: str, *, seed: int, width: int, height: int, look: str = "", grain: float = 1.0
) -> Callable[[float], Pixels]:
    """The scene set up once: call it with a time in seconds, in any order, for its frames."""
    scene_of(name)
    if look not in LOOKS:
        raise BugError(f"no look is called {look!r}")
    stage = Stage(seed, width, height, look, name)
    return partial(_developed, _PAINTERS[name](stage), stage, grain)


def _developed(frame: Frame, stage: Stage, grain: float, time: float) -> Pixels:
    return printed(frame(time), stage, time, grain=grain)


def paint(name: str, *, seed: int, width: int, height: int, time: float = 0.0, look: str = "") -> Pixels:
    """One still, height × width × 3: always the same for the same arguments."""
    result: Any = reel(name, seed=seed, width=width, height=height, look=look)(time)
    picture: Pixels = result
    return picture
