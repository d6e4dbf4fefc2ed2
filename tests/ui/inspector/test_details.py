"""Facts put into words: seeds, sources, sizes, lengths, places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.library.recipe_values import prompt_of
from app.ui.inspector import details
from db import Variant

PLAIN = Variant(
    id="v", generation_id="g", is_primary=True, variant_type="original", location="me/uploads/1-a.png", thumbnail_url=None,
    name=None, params=None, created_at="2026-11-12T20:40:00.000000Z", starred=False, viewed_at=None, kind="image",
    mime="image/png", width=None, height=None, orientation=None, has_alpha=None, bit_depth=None, colour_profile=None,
    frames=None, duration_us=None, fps_num=None, fps_den=None, has_audio=None, codec=None, size_bytes=None, sha256=None,
    captured_at=None, captured_from=None, source_name=None, source_path=None, damaged=False)


@pytest.mark.parametrize(("seed", "shown"), [
    ("884201337", "884 201 337"), ("1234567890123456789", "1 234 567 890 123 456 789"), ("1234", "1234"),
    ("-12345", "-12 345"), ("random", "random"), ("", ""),
])
def test_long_seeds_are_grouped(seed: str, shown: str) -> None:
    assert details.grouped(seed).replace("\u2009", " ") == shown


@pytest.mark.parametrize("params", [
    None, {}, {"model": None}, {"loras": "nonsense"}, {"loras": [None, 3, {"weight": 1}]}, {"sources": "x"},
    {"prompt": ["a", "list"]}, {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"prompt": "too deep"}}}}}}}},
])
def test_a_recipe_that_says_nothing_gives_no_lines(params: dict[str, Any] | None) -> None:
    assert details.recipe_facts(params) == []
    assert prompt_of(params) == ""
    assert details.negative_of(params) == ""


def test_the_hosted_systems_nested_recipe_is_read() -> None:
    params = {"originalParams": {"orchestrator_details": {"base_prompt": "a dune", "negative_prompt": "blur", "seed": 42}}}
    assert prompt_of(params) == "a dune"
    assert details.negative_of(params) == "blur"
    assert [(fact.key, fact.value) for fact in details.recipe_facts(params)] == [("Seed", "42")]


def test_each_lora_has_a_line_and_the_first_the_word() -> None:
    params = {"loras": [{"name": "grain", "strength": 0.7}, {"name": "film", "strength": None}, "plain"],
              "sources": {"loras": "prompt: LoraLoader"}}
    facts = details.recipe_facts(params)
    assert [(fact.key, fact.value) for fact in facts] == [("LoRAs", "grain, 0.7"), ("", "film"), ("", "plain")]
    assert facts[0].source == "Read from prompt: LoraLoader"


def test_half_a_pair_is_shown_alone() -> None:
    assert [fact.value for fact in details.recipe_facts({"cfg": 7.0, "sampler": "euler"})] == ["7", "euler"]


def test_a_file_of_which_little_is_known_still_has_its_lines() -> None:
    facts = {fact.key: fact.value for fact in details.file_facts(PLAIN, "/library/1-a.png")}
    assert facts["Name"] == "1-a.png"
    assert facts["Size"] == "PNG"
    assert set(facts) == {"Name", "Size", "Added", "In library"}


def test_depth_size_and_damage_are_told() -> None:
    variant = replace(PLAIN, width=2048, height=1152, bit_depth=16, size_bytes=4_100_000, damaged=True, mime="image/tiff")
    facts = {fact.key: fact for fact in details.file_facts(variant, "")}
    assert facts["Size"].value == "2048 × 1152, TIFF, 16 bit, 4.1 MB"
    assert facts["State"].value == "The file is damaged"


@pytest.mark.parametrize(("duration_us", "shown"), [
    (0, "0:00.0"), (40_000, "0:00.0"), (5_200_000, "0:05.2"), (9_960_000, "0:10.0"), (61_000_000, "1:01"),
    (3_661_000_000, "1:01:01"),
])
def test_lengths_have_tenths_while_they_are_short(duration_us: int, shown: str) -> None:
    assert details.length_word(duration_us) == shown


@pytest.mark.parametrize(("frames", "shown"), [
    ([256], "frame 256"), ([None], "unpositioned"), ([96, None, 24], "frames 24, 96"), ([1, 2, 3, 4], "frames 1, 2, 3 …"),
])
def test_places_in_a_shot(frames: list[int | None], shown: str) -> None:
    assert details.frames_word(frames) == shown


def test_variants_are_numbered_by_age() -> None:
    young = replace(PLAIN, id="young", created_at="2026-11-13T00:00:00.000000Z")
    assert details.names([young, PLAIN]) == {"v": "v1", "young": "v2"}


def test_what_the_strip_says_of_a_variant() -> None:
    assert details.variant_words("v1", PLAIN) == "v1, original, primary, not seen yet"


@pytest.mark.parametrize(("mime", "word"), [
    ("audio/mpeg", "MP3"), ("audio/mp4", "M4A"), ("audio/wav", "WAV"), ("image/x-canon-cr2", "CR2"), ("image/jxl", "JPEG XL"),
    ("image/vnd.adobe.photoshop", "PSD"), ("video/x-ms-wmv", "WMV"), ("video/x-msvideo", "AVI"),
])
def test_formats_are_called_as_people_call_them(mime: str, word: str) -> None:
    assert details.format_word(replace(PLAIN, mime=mime)) == word


def test_a_sound_tells_its_length_and_codec_but_no_size_of_a_picture() -> None:
    sound = replace(PLAIN, kind="audio", mime="audio/wav", width=0, height=0, frames=0, duration_us=83_000_000, has_audio=True,
                    codec="pcm_s16le", bit_depth=16, size_bytes=7_968_044)
    said = {fact.key: fact.value for fact in details.file_facts(sound, "")}
    assert said["Size"] == "WAV, 16 bit, 8.0 MB"
    assert (said["Length"], said["Codec"]) == ("1:23", "PCM, uncompressed")
    assert "Frame rate" not in said
