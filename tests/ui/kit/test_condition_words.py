"""Conditions in words."""

from __future__ import annotations

import pytest

from app.ui.kit.condition_words import words_of, words_of_choice
from db import parsed


@pytest.mark.parametrize(("query", "words"), [
    ("star", "Starred"), ("-star", "Not starred"), ("-unplaced", "In a shot"), ("unseen", "Unseen"),
    ("missing", "File is missing"),
    ("rejected", "Rejected"), ("rejected:too", "With rejected"), ("type:video", "Clips"), ("-type:audio", "Not: Sounds"),
    ("rating:5", "Rating 5"), ("rating:>=3", "Rating 3 or more"), ("rating:none", "Not rated"), ("rating:any", "Rated"),
    ("label:red", "Label red"), ("-tag:draft", "Not: Tag draft"), ("tag:none", "No tag"), ("variants:>1", "Has variants"),
    ("variants:>2", "Variants over 2"), ("size:>1mb", "Size over 1 MB"), ("duration:<5s", "Length under 5s"),
    ("date:2026-11", "Made 2026-11"), ("date:>=2026-11-01", "Made since 2026-11-01"), ("date:today", "Made today"),
    ("model:~wan", "Model contains “wan”"), ("model:=wan", "Model just “wan”"), ("aspect:16:9", "Shape 16:9"),
    ("lora:none", "No LoRA"), ("camera:any", "Any Camera"),
])
def test_a_condition_is_said_as_a_person_would(query: str, words: str) -> None:
    [asked] = parsed(query).conditions
    assert words_of(asked) == words


def test_a_menu_says_only_the_value() -> None:
    assert [words_of_choice(asked) for asked in parsed("-tag:draft rating:>=3 type:image,video label:none").conditions] == [
        "not draft", "3 or more", "Images, Clips", "No label"]
