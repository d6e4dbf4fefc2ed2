"""Names that say what they are a version of."""

from __future__ import annotations

import pytest

from app.library.proposals.names import root_of, version_of

VERSIONS = ("dune_v2.png", "dune-v03.png", "dune_upscaled.png", "Dune-1.png", "dune (2).jpg", "dune_4x.png", "dune-x2.webp",
            "dune copy.png", "dune copy 3.png", "dune_edit.png", "dune_final.png", "dune_v2_4x.png", "dune_cropped.jpg",
            "dune - Copy.png", "dune (copy).png", "dune-audio.mp4", "dune_hires", "dune.v2.png", "dune_web.jpg", "dune 2x.png")
PLAIN = ("dune.png", "dune_walk.png", "dune_0412.png", "ComfyUI_00001_.png", "IMG_2041.jpg", "v2.png", "-1.png", "upscaled.png",
         "2026-03-14.png", "shot-120.png", "reinvent.png", "dune.walk", "photo1.png", "4x.png", "", ".png")


@pytest.mark.parametrize("name", VERSIONS)
def test_a_version_names_its_root(name: str) -> None:
    assert version_of(name) == "dune"
    assert root_of(name) == "dune"


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_name_is_no_version(name: str) -> None:
    expected = "2026-03" if name.startswith("2026") else None  # a date ends like a number: the pictures must be alike too
    assert version_of(name) == expected


def test_a_very_long_name_is_read_at_once() -> None:
    assert version_of("_v" * 50_000 + ".png") is None
    assert version_of(" " * 100_000 + "x.png") is None
