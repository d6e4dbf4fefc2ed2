"""What a file tells of itself, put into words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.ui.inspector import about, details
from app.ui.inspector.prompt import Prompt
from db import Variant
from tests.ui.inspector.test_details import PLAIN

SIGNED = {"by": "OpenAI", "tool": "ChatGPT", "when": "2025-11-03T10:11:12+00:00", "valid": None}


def variant(params: dict[str, Any] | None, told: dict[str, Any] | None = None) -> Variant:
    return replace(PLAIN, params=params, about=told)


@pytest.mark.parametrize(("params", "told", "sentence"), [
    ({"tool": "ChatGPT"}, {"signed": SIGNED}, "Made with ChatGPT (signed), no prompt inside"),
    ({"tool": "Kling"}, None, "Made with Kling, no prompt inside"),
    ({"tool": "Luma", "sources": {"tool": "tag title: guessed from a name in the tags"}}, None,
     "Perhaps made with Luma, no prompt inside"),
    ({"tool": "ComfyUI", "prompt": "a dune"}, {"signed": SIGNED}, ""),
    (None, {"signed": SIGNED}, ""), (None, None, ""), ({"tool": 5}, None, ""),
])
def test_without_a_prompt_a_sentence_says_what_is_known(params: Any, told: Any, sentence: str) -> None:
    assert about.no_prompt_sentence(variant(params, told)) == sentence


def test_the_sentence_stands_where_the_prompt_would(qtbot: QtBot, themed: object) -> None:
    del themed
    shown = Prompt()
    qtbot.addWidget(shown)
    shown.set_variant(variant({"tool": "ChatGPT"}, {"signed": SIGNED}))
    place = shown.findChild(object, "inspector_no_prompt")
    assert place is not None
    assert place.text() == "Made with ChatGPT (signed), no prompt inside"  # type: ignore[attr-defined]
    assert place.isVisibleTo(shown)  # type: ignore[attr-defined]
    shown.set_variant(variant({"tool": "ChatGPT", "prompt": "a dune"}))
    assert not place.isVisibleTo(shown)  # type: ignore[attr-defined]


def test_a_camera_its_place_and_its_signer_have_lines() -> None:
    facts = {fact.key: fact for fact in about.about_facts({
        "title": "The harbour", "camera": "Leica M11", "lens": "Summilux", "exposure": 0.004, "aperture": 2.8, "iso": 400,
        "focal_length": 50.0, "gps": [51.5083, -0.125], "artist": "Ada", "signed": {**SIGNED, "by": "Leica Camera AG"},
        "cost": 0.35, "source_type": "digitalCapture", "sources": {"gps": "EXIF: GPS", "aperture": "EXIF: FNumber"}})}
    assert facts["Exposure"].value == "1/250 s, f/2.8, ISO 400, 50 mm"
    assert facts["Exposure"].source == "Read from EXIF: FNumber"
    assert (facts["Place"].value, facts["Place"].copied) == ("51.5083, −0.125", "51.5083, -0.125")
    assert facts["Signed by"].value.startswith("Leica Camera AG, ")
    assert "not checked" in facts["Signed by"].source
    assert facts["Cost"].value == "0.35"
    assert "Label" not in facts
    assert [fact.key for fact in about.about_facts({"source_type": "trainedAlgorithmicMedia"})] == ["Label"]
    assert [fact.key for fact in about.about_facts({"ai_label": {"Label": "1"}})] == ["Label"]


@pytest.mark.parametrize("told", [
    None, {}, {"gps": "x"}, {"gps": [1]}, {"exposure": "x", "iso": -1, "signed": "y"}, {"title": ["a"]},
])
def test_odd_values_have_no_line(told: Any) -> None:
    assert about.about_facts(told) == []


def test_long_exposures_are_in_seconds() -> None:
    (fact,) = about.about_facts({"exposure": 2.5})
    assert fact.value == "2.5 s"


def test_styles_inputs_and_switches_have_lines() -> None:
    params = {"styles": ["Sharp", "Night"], "inputs": ["pose.png"], "parameters": "--ar 16:9", "guidance": 3.5}
    facts = details.recipe_facts({**params, "sources": {"styles": "parameters: styles"}})
    assert [(fact.key, fact.value) for fact in facts] == [
        ("Guidance", "3.5"), ("Styles", "Sharp, Night"), ("Made from", "pose.png"), ("Switches", "--ar 16:9")]
    assert facts[1].source == "Read from parameters: styles"
