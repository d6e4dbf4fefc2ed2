from __future__ import annotations

from typing import Any

import pytest

from app.media.metadata import a1111
from tests.media_factory import A1111_TEXT


def fields(text: str) -> dict[str, Any]:
    found = a1111.read(text)
    return found.fields if found else {}


def test_all_fields_of_an_ordinary_text() -> None:
    assert fields(A1111_TEXT) == {
        "tool": "A1111", "prompt": "a lighthouse at dusk, film grain <lora:filmlook:0.8>",
        "negative": "blurry, low quality", "seed": "1234567890123456789", "steps": 28, "cfg": 6.5,
        "sampler": "DPM++ 2M", "scheduler": "Karras", "model": "dreamscape_v2",
        "model_hash": "abcdef0123", "size": "512x768",
        "loras": [{"name": "filmlook", "strength": 0.8, "hash": "0123abcd"}],
    }  # fmt: skip


def test_prompts_of_several_lines_stay_whole() -> None:
    text = "first line\n\nsecond line\nNegative prompt: bad\nworse\nSteps: 20, Sampler: Euler"
    assert fields(text)["prompt"] == "first line\n\nsecond line"
    assert fields(text)["negative"] == "bad\nworse"


def test_a_text_without_a_negative_prompt_has_none() -> None:
    assert "negative" not in fields("a cat\nSteps: 20, Sampler: Euler")


def test_a_text_on_one_line_is_taken_apart() -> None:
    found = fields(
        "a cat, on a mat.Negative prompt: dog, mud.Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5"
    )
    assert (found["prompt"], found["negative"]) == ("a cat, on a mat.", "dog, mud.")
    assert (found["sampler"], found["seed"]) == ("Euler a", "5")


def test_commas_colons_and_line_ends_inside_quotes_belong_to_the_value() -> None:
    text = 'a cat\nSteps: 20, Template: "one, Seed: 9,\ntwo \\"three\\"", Seed: 5, Model: x'
    assert fields(text)["seed"] == "5"
    assert fields(text)["model"] == "x"


def test_json_among_the_settings_is_stepped_over() -> None:
    text = 'a cat\nSteps: 20, Seed: 5, Civitai resources: [{"type":"lora","Seed: 1, Model: y":"}"}], Model: x'
    assert (fields(text)["seed"], fields(text)["model"]) == ("5", "x")


def test_a_prompt_that_speaks_of_steps_is_not_the_settings() -> None:
    found = fields(
        "a staircase\nSteps: 3 of marble\nNegative prompt: mud\nSteps: 20, Sampler: Euler, Seed: 5"
    )
    assert found["prompt"] == "a staircase\nSteps: 3 of marble"
    assert found["steps"] == 20


def test_a_text_without_settings_is_a_prompt_of_no_named_tool() -> None:
    assert fields("only a prompt") == {"prompt": "only a prompt"}
    assert fields("a staircase\nSteps: 3 of marble") == {"prompt": "a staircase\nSteps: 3 of marble"}


@pytest.mark.parametrize(
    ("ending", "tool"),
    [("Version: v1.10.1", "A1111"), ("Version: f2.0.1v1.10.1-previous-669", "Forge"),
     ("App: SD.Next", "SD.Next"),
     ("Version: ComfyUI", "ComfyUI")],
)  # fmt: skip
def test_the_tool_is_the_one_that_is_named(ending: str, tool: str) -> None:
    found = a1111.read(f"a cat\nSteps: 20, Sampler: Euler, {ending}")
    assert found is not None
    assert found.fields["tool"] == tool
    assert "guessed" not in found.rules["tool"]


def test_a_tool_that_is_not_named_is_said_to_be_guessed() -> None:
    found = a1111.read("a cat\nSteps: 20, Sampler: Euler")
    assert found is not None
    assert "guessed" in found.rules["tool"]


def test_loras_are_read_with_their_strength() -> None:
    found = fields("a cat <lora:one:0.5> and <lora:two:-1:0.3> <lora:three>\nSteps: 20, Sampler: Euler")
    assert found["loras"] == [
        {"name": "one", "strength": 0.5}, {"name": "two", "strength": -1.0},
        {"name": "three", "strength": None},
    ]  # fmt: skip


def test_loras_are_read_from_their_hashes_where_the_prompt_has_none() -> None:
    found = fields('a cat\nSteps: 20, Lora hashes: "one: ab12, two: cd34", Seed: 1')
    assert [lora["name"] for lora in found["loras"]] == ["one", "two"]


@pytest.mark.parametrize("text", ["", "  ", '{"sui_image_params": {"prompt": "a cat"}}', None])
def test_what_other_tools_write_is_left_to_them(text: str | None) -> None:
    assert a1111.read(text) is None


@pytest.mark.parametrize(
    "settings",
    ["Steps: 99999999999, Seed: 1", "Steps: 20, Seed: " + "9" * 5000, "Steps: 20, CFG scale: nan, Seed: x",
     "Steps: 20, CFG scale: 1e999, Size: 9999999x1", 'Steps: 20, A: "' + "x" * 100_000,
     "Steps: 20, A: " + "[" * 50_000,
     "Steps: 20, " + "a: b, " * 50_000, "Steps: 20, " + "a" * 100_000, "Steps: 20, A: {" + '"' * 49_999],
)  # fmt: skip
def test_hostile_settings_are_over_quickly_and_give_nothing_wild(settings: str) -> None:
    found = fields("a cat\n" + settings)
    assert found["prompt"].startswith("a cat")
    assert len(found.get("seed", "")) <= 40
    assert found.get("steps", 20) == 20
    assert "size" not in found
    assert "cfg" not in found


def test_half_letters_and_nul_do_not_reach_the_library() -> None:
    found = fields("a\0 cat \ud800\nSteps: 20, Sampler: Euler")
    assert found["prompt"].encode() == b"a cat ?"


def test_a_prompt_is_cut_at_its_longest_length() -> None:
    assert len(fields("a" * 300_000 + "\nSteps: 20, Sampler: Euler")["prompt"]) == 200_000
