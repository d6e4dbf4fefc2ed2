"""The takes and shots of Salt Road that are written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Take:
    """One gallery item: a scene painted with a seed, and the same again in other looks as variants."""

    name: str
    scene: str
    seed: int
    shape: str = "wide"
    frames: int = 0  # 0: a still
    block: Literal["a1111", "comfyui"] | None = None  # where its prompt stands: "a1111", "comfyui"
    look: str = ""
    looks: tuple[str, ...] = ()  # of the variants after the first
    unseen: int = 0  # how many of the last variants nobody has looked at
    starred: bool = False
    rating: int = 0
    note: str = ""
    tags: tuple[str, ...] = ()
    based_on: str | None = None  # a name further down: an older take
    parts: int = 0


@dataclass(frozen=True)
class ShotPlan:
    """A shot: names of takes with their frames (None: unpositioned) and holds (None: as long as they are)."""

    name: str
    places: tuple[tuple[str, int | None, int | None], ...] = ()


# The newest first, as the gallery shows them.
TAKES: tuple[Take, ...] = (
    Take("lighthouse_pan_a", "lighthouse_pan", 11, frames=48, looks=("night",), tags=("coast", "night")),
    Take("dune_walk_0412", "dune_walk", 412, block="comfyui", looks=("pale", "warm", "night"), unseen=1, starred=True,
         rating=5, note="The one for the opening. Keep the dust.", tags=("desert", "hero/walk"),
         based_on="dune_pale_0410"),
    Take("keeper_window_07", "keeper_window", 7, block="a1111", looks=("mono", "warm"), tags=("interior",)),
    Take("alley_rain_v", "alley_rain", 31, shape="tall", frames=36),
    Take("door_opens_take3", "door_opens", 3, frames=60, starred=True, rating=4, parts=4,
         note="Cut where the light hits the floor."),
    Take("market_wide_0098", "market_lanterns", 98, block="comfyui",
         looks=("warm", "contrast", "night", "teal", "pale"), unseen=2, rating=3, tags=("market",)),
    Take("coast_top_down", "coast_above", 61, frames=48, tags=("coast", "air")),
    Take("lake_crossing_scope", "lake_crossing", 14, shape="scope", block="a1111", starred=True, rating=4),
    Take("mira_neon_0031", "mira_neon", 31, shape="portrait", block="comfyui", looks=("cold",), tags=("cast/mira",)),
    Take("road_dusk_0007", "road_dusk", 7, frames=36),
    Take("ferry_arrives", "ferry_arrives", 22, frames=44, looks=("night",), starred=True, tags=("coast",)),
    Take("lone_tree_sq", "lone_tree", 5, shape="square", look="pale", block="a1111"),
    Take("diver_0219", "diver_shafts", 219, frames=36, parts=3, rating=4),
    Take("office_blinds_12", "office_blinds", 12, block="a1111", looks=("mono",), unseen=1, tags=("interior",)),
    Take("field_golden_0003", "field_golden", 3, block="comfyui", starred=True, rating=5),
    Take("tower_phone_ref", "tower_windows", 17, shape="tall"),
    Take("moonrise_0440", "moonrise", 440, block="comfyui", looks=("cold", "warm", "pale", "contrast"), rating=3),
    Take("stairs_hard_light", "stairs_light", 9, block="a1111", tags=("architecture",)),
    Take("letter_table_02", "letter_table", 2, block="a1111", looks=("warm",), rating=4, tags=("interior", "props")),
    Take("ridge_sunset_0051", "ridge_haze", 51, frames=30),
    Take("mira_dusk_0088", "mira_dusk", 88, block="comfyui", starred=True, rating=4, tags=("cast/mira",),
         based_on="mira_neon_0012"),
    Take("rain_glass_0014", "rain_glass", 14, block="a1111"),
    Take("clouds_from_wing", "clouds_above", 33, looks=("warm",)),
    Take("pines_fog_0102", "pines_fog", 102, block="comfyui", looks=("cold", "mono"), unseen=1),
    Take("alley_rain_0033", "alley_rain", 33, block="comfyui", looks=("teal",), tags=("city", "night")),
    Take("harbour_night_0006", "harbour_night", 6, block="a1111", rating=3, tags=("city", "coast")),
    Take("salt_mirror_0200", "salt_mirror", 200, shape="scope", block="comfyui", looks=("pale", "warm"), starred=True,
         rating=5, note="Title card goes over this one.", tags=("desert",), based_on="salt_mirror_0181"),
    Take("train_window_0017", "train_window", 17, block="a1111", tags=("cast/mira", "interior")),
    Take("star_camp_0009", "star_camp", 9, block="comfyui", rating=4),
    Take("aurora_cabin_0064", "aurora_cabin", 64, block="comfyui", looks=("contrast",)),
    Take("sail_glint_0001", "sail_glint", 1, frames=30),
    Take("dune_walk_pale_b", "dune_walk", 413, look="pale", based_on="dune_pale_0410"),
    Take("lighthouse_far_0003", "lighthouse_pan", 3, block="a1111", look="cold", tags=("coast",)),
    Take("market_close_0101", "market_lanterns", 101, shape="portrait", block="comfyui", based_on="market_ref_0090"),
    Take("road_dusk_0009", "road_dusk", 9, shape="scope", block="a1111", rating=2),
    Take("ferry_deck_0030", "ferry_arrives", 30, block="a1111"),
    Take("salt_mirror_0181", "salt_mirror", 181, block="comfyui"),
    Take("mira_neon_0012", "mira_neon", 12, shape="portrait", block="comfyui", looks=("warm", "mono"), rating=3,
         tags=("cast/mira",)),
    Take("field_golden_0001", "field_golden", 1, block="comfyui", look="warm"),
    Take("harbour_blue_0011", "harbour_night", 11, look="teal", block="a1111"),
    Take("dune_pale_0410", "dune_walk", 410, look="pale", block="comfyui", looks=("",), based_on="dune_first_0398"),
    Take("pines_first_snow", "pines_fog", 77, shape="tall", look="cold"),
    Take("tower_windows_0021", "tower_windows", 21, block="a1111"),
    Take("letter_close_0001", "letter_table", 1, shape="square", block="a1111", tags=("props",)),
    Take("market_ref_0090", "market_lanterns", 90, block="comfyui"),
    Take("moonrise_phone_ref", "moonrise", 431, shape="tall"),
    Take("ridge_morning_0040", "ridge_haze", 40, shape="scope", block="a1111"),
    Take("dune_first_0398", "dune_walk", 398, block="comfyui", rating=2, note="First try, before the dust."),
)  # fmt: skip

SHOTS: tuple[ShotPlan, ...] = (
    ShotPlan("Opening", (
        ("lighthouse_pan_a", 0, None), ("alley_rain_v", 48, 36), ("door_opens_take3", 96, 48), ("keeper_window_07", 144, 24),
        ("ferry_arrives", 168, 44), ("dune_walk_0412", 212, 34), ("moonrise_0440", 290, 30),
        ("mira_dusk_0088", None, None), ("clouds_from_wing", None, None), ("ridge_sunset_0051", None, None),
    )),
    ShotPlan("The door", (
        ("door_opens_take3", 0, None), ("stairs_hard_light", 72, 40), ("office_blinds_12", 112, 36),
        ("keeper_window_07", 160, 32), ("letter_table_02", 192, 24),
    )),
    ShotPlan("Crossing", (
        ("lake_crossing_scope", 0, 60), ("dune_walk_0412", 60, 48), ("coast_top_down", 108, None), ("sail_glint_0001", 180, None),
        ("salt_mirror_0200", 216, 60), ("diver_0219", 276, None), ("road_dusk_0007", 340, None),
        ("clouds_from_wing", 400, 48),
    )),
    ShotPlan("Night market", (
        ("market_wide_0098", 0, 72), ("market_close_0101", 72, 40), ("alley_rain_v", 112, None), ("mira_neon_0031", 160, 40),
        ("rain_glass_0014", 200, 36), ("harbour_night_0006", 248, 48), ("alley_rain_0033", None, None),
        ("market_ref_0090", None, None), ("tower_phone_ref", None, None), ("mira_neon_0012", None, None),
        ("tower_windows_0021", None, None), ("harbour_blue_0011", None, None),
    )),
    ShotPlan("The letter", (
        ("letter_table_02", 0, 48), ("letter_close_0001", 48, 36), ("train_window_0017", 96, 60), ("office_blinds_12", 156, 30),
    )),
    ShotPlan("Lighthouse", (
        ("lighthouse_far_0003", 0, 48), ("lighthouse_pan_a", 48, None), ("ferry_deck_0030", 100, 40), ("star_camp_0009", 140, 48),
        ("aurora_cabin_0064", 188, 72), ("pines_fog_0102", 290, 48), ("pines_first_snow", None, None),
    )),
    ShotPlan("Return", (
        ("field_golden_0003", 0, 72), ("lone_tree_sq", 72, 40), ("ridge_morning_0040", 112, 48), ("road_dusk_0009", 168, 48),
        ("field_golden_0001", 216, 60),
    )),
    ShotPlan("End titles"),
)  # fmt: skip
