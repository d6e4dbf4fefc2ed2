"""What a file tells of itself, put into words: title, camera, place, who signed it. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.library.recipe_values import prompt_of, value_of
from app.ui.inspector.details import Fact, Told, plain_number
from app.ui.kit.text import moment, tr
from db import Variant

AI_TYPES = {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia"}
MINUS = "−"


def no_prompt_sentence(variant: Variant | None) -> str:
    """"Made with ChatGPT (signed), no prompt inside"; empty where there is a prompt or nothing says which tool."""
    if variant is None or prompt_of(variant.params):
        return ""
    tool = value_of(variant.params, "tool")
    if not isinstance(tool, str):
        return ""
    if isinstance((variant.about or {}).get("signed"), Mapping):
        return tr("Made with {tool} (signed), no prompt inside", tool=tool)
    if "guessed" in Told(variant.params).source("tool"):
        return tr("Perhaps made with {tool}, no prompt inside", tool=tool)
    return tr("Made with {tool}, no prompt inside", tool=tool)


def about_facts(about: Mapping[str, Any] | None) -> list[Fact]:
    """A line for each thing that the file tells, each with the block and rule that gave it."""
    told = Told(about)
    facts = [
        told.fact(tr("Title"), ("title",)),
        told.fact(tr("Caption"), ("caption",)),
        told.fact(tr("Camera"), ("camera",)),
        told.fact(tr("Lens"), ("lens",)),
        _exposure(about or {}, told),
        _place(about or {}, told),
        told.fact(tr("By"), ("artist",)),
        told.fact(tr("Copyright"), ("copyright",)),
        told.fact(tr("Software"), ("software",)),
        _signed(about or {}, told),
        _made_by(about or {}, told),
        told.fact(tr("Cost"), ("cost",)),
    ]
    return [fact for fact in facts if fact is not None]


def _number(about: Mapping[str, Any], key: str) -> float | None:
    value = about.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 else None


def _exposure(about: Mapping[str, Any], told: Told) -> Fact | None:
    """1/250 s, f/2.8, ISO 400, 50 mm."""
    seconds, aperture, iso, focal = (_number(about, key) for key in ("exposure", "aperture", "iso", "focal_length"))
    words = []
    if seconds is not None:
        shown = f"1/{round(1 / seconds)}" if seconds <= 0.5 else plain_number(round(seconds, 1))
        words.append(tr("{seconds} s", seconds=shown))
    if aperture is not None:
        words.append(f"f/{plain_number(round(aperture, 1))}")
    if iso is not None:
        words.append(f"ISO {plain_number(iso)}")
    if focal is not None:
        words.append(tr("{length} mm", length=plain_number(round(focal, 1))))
    line = ", ".join(words)
    return Fact(tr("Exposure"), line, told.source("exposure", "aperture", "iso", "focal_length"), line) if line else None


def _place(about: Mapping[str, Any], told: Told) -> Fact | None:
    place = about.get("gps")
    if not isinstance(place, list) or len(place) != 2 or not all(isinstance(side, int | float) for side in place):
        return None
    line = ", ".join(f"{side:.5f}".rstrip("0").rstrip(".") for side in place)
    return Fact(tr("Place"), line.replace("-", MINUS), told.source("gps"), line)


def _signed(about: Mapping[str, Any], told: Told) -> Fact | None:
    """OpenAI, 3 Nov 2025, 10:11. The signature was not checked, and the tooltip says so."""
    signed = about.get("signed")
    if not isinstance(signed, Mapping):
        return None
    words = [str(signed.get("by") or signed.get("tool") or tr("somebody"))]
    if isinstance(signed.get("when"), str):
        words.append(moment(signed["when"]))
    line = ", ".join(words)
    hint = told.source("signed") if signed.get("valid") is not None else "\n".join(
        part for part in (told.source("signed"), tr("What the file says: its signature was not checked.")) if part)
    return Fact(tr("Signed by"), line, hint, line)


def _made_by(about: Mapping[str, Any], told: Told) -> Fact | None:
    if isinstance(about.get("ai_label"), Mapping):
        return Fact(tr("Label"), tr("Made by AI"), told.source("ai_label"))
    if about.get("source_type") in AI_TYPES:
        return Fact(tr("Label"), tr("Made by AI"), told.source("source_type"))
    return None
