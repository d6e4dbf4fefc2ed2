from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from app.media.metadata import read_recipe
from tests.media_factory import A1111_TEXT, comfy_prompt, make_png, truncate

PROMPT = "ein Café am Straßenrand, 夜の街"


def settings(prompt: str) -> str:
    return f"{prompt}\nSteps: 20, Sampler: Euler, Seed: 1, Version: v1.9.0"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (b"tEXt", b"parameters\0" + settings(PROMPT).encode()),
        (b"iTXt", b"parameters\0\0\0\0\0" + settings(PROMPT).encode()),
        (b"iTXt", b"parameters\0\1\0de\0Angaben\0" + zlib.compress(settings(PROMPT).encode())),
        (b"zTXt", b"parameters\0\0" + zlib.compress(settings(PROMPT).encode())),
    ],
)
def test_utf8_is_read_from_every_kind_of_text(name: bytes, data: bytes, tmp_path: Path) -> None:
    recipe = read_recipe(make_png(tmp_path / "a.png", chunks=[(name, data)]), "image/png")
    assert recipe.fields["prompt"] == PROMPT
    assert recipe.blocks[0].data == settings(PROMPT).encode()


def test_latin_1_is_read_where_it_is_not_utf8(tmp_path: Path) -> None:
    data = b"parameters\0" + settings("ein Café").encode("latin-1")
    recipe = read_recipe(make_png(tmp_path / "a.png", chunks=[(b"tEXt", data)]), "image/png")
    assert recipe.fields["prompt"] == "ein Café"


def test_text_behind_the_pixels_is_read(tmp_path: Path) -> None:
    chunk = (b"tEXt", b"parameters\0" + A1111_TEXT.encode())
    recipe = read_recipe(make_png(tmp_path / "a.png", late_chunks=[chunk]), "image/png")
    assert recipe.fields["seed"] == "1234567890123456789"


def test_the_block_of_a_moving_comfyui_png_is_read(tmp_path: Path) -> None:
    chunk = (b"comf", b"prompt\0" + comfy_prompt().encode())
    recipe = read_recipe(make_png(tmp_path / "a.png", frames=2, late_chunks=[chunk]), "image/png")
    assert recipe.fields["prompt"] == "a dune under two moons"


def test_text_that_unpacks_to_too_much_is_kept_packed_and_gives_no_field(tmp_path: Path) -> None:
    packed = zlib.compress(settings("a" * (33 * 1024 * 1024)).encode(), 9)
    recipe = read_recipe(
        make_png(tmp_path / "a.png", chunks=[(b"zTXt", b"parameters\0\0" + packed)]), "image/png"
    )
    assert recipe.blocks[0].data == b"\0" + packed
    assert recipe.fields == {}


def test_many_bombs_stop_at_the_sum(tmp_path: Path) -> None:
    packed = (b"zTXt", b"x\0\0" + zlib.compress(bytes(20 * 1024 * 1024), 9))
    recipe = read_recipe(make_png(tmp_path / "a.png", chunks=[packed] * 5), "image/png")
    assert sum(len(block.data) for block in recipe.blocks) <= 32 * 1024 * 1024


def test_damaged_packed_text_is_kept_as_it_is(tmp_path: Path) -> None:
    recipe = read_recipe(
        make_png(tmp_path / "a.png", chunks=[(b"zTXt", b"parameters\0\0nonsense")]), "image/png"
    )
    assert recipe.blocks[0].data == b"\0nonsense"
    assert recipe.fields == {}


def test_a_cut_file_gives_the_blocks_before_the_cut(tmp_path: Path) -> None:
    path = make_png(tmp_path / "a.png", (640, 480), "a1111")
    recipe = read_recipe(truncate(path, 0.9), "image/png")
    assert recipe.fields["steps"] == 28


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"parameters", b"parameters\0", b"\0\0\0\0", b"parameters\0\1\0\0"]
)
@pytest.mark.parametrize("name", [b"tEXt", b"zTXt", b"iTXt", b"comf"])
def test_half_a_chunk_costs_nothing(name: bytes, data: bytes, tmp_path: Path) -> None:
    assert read_recipe(make_png(tmp_path / "a.png", chunks=[(name, data)]), "image/png").fields == {}
