"""What is known of an item, put into words: facts of its file, its recipe, its second line. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from app.library.details import Detail
from app.library.recipe_values import value_of
from app.library.timeline.timecode import clock
from app.ui.kit.text import bytes_word, moment, number, tr
from db import Variant

THIN = "\u2009"
SPOKEN_KINDS = {"image": "Image", "video": "Clip", "audio": "Sound"}
FORMATS = {"jpeg": "JPEG", "quicktime": "MOV", "x-matroska": "MKV", "webp": "WebP", "webm": "WebM", "svg+xml": "SVG",
           "jxl": "JPEG XL", "vnd.adobe.photoshop": "PSD", "x-exr": "OpenEXR", "mp2t": "MPEG-TS", "x-msvideo": "AVI",
           "ogg": "Ogg", "audio/mpeg": "MP3", "audio/mp4": "M4A"}
CODECS = {"h264": "H.264", "hevc": "H.265", "vp9": "VP9", "vp8": "VP8", "av1": "AV1", "prores": "ProRes", "mjpeg": "MJPEG",
          "opus": "Opus", "vorbis": "Vorbis", "flac": "FLAC", "aac": "AAC", "alac": "ALAC", "mpeg2video": "MPEG-2"}


@dataclass(frozen=True)
class Fact:
    """One line: `key` and `value` are shown, `copied` goes to the clipboard, `source` says where it was read."""

    key: str
    value: str
    source: str = ""
    copied: str = ""
    cut: str = "end"  # or "middle": names and paths
    role: str = "text"


def kind_word(kind: str | None) -> str:
    """Image, Clip, Sound, for the first letters of a sentence."""
    return tr(SPOKEN_KINDS.get(kind or "", "Item"))


def second_line(found: Detail) -> str:
    """"Image, from ComfyUI, rejected"."""
    parts = [kind_word(found.generation.card.type)]
    if found.generation.tool:
        parts.append(tr("from {tool}", tool=found.generation.tool))
    if found.generation.card.rejected:
        parts.append(tr("rejected"))
    if found.generation.card.trashed_at is not None:
        parts.append(tr("in Trash"))
    return ", ".join(parts)


def names(variants: list[Variant]) -> dict[str, str]:
    """v1 for the oldest variant, v2 for the next: the number stays when another one becomes primary."""
    by_age = sorted(variants, key=lambda variant: (variant.created_at, variant.id))
    return {variant.id: f"v{place}" for place, variant in enumerate(by_age, 1)}


# --- the recipe ----------------------------------------------------------------------------------


def negative_of(params: Mapping[str, Any] | None) -> str:
    """The words that the picture was to avoid."""
    found = value_of(params, "negative", "negative_prompt")
    return found if isinstance(found, str) else ""


def recipe_facts(params: Mapping[str, Any] | None) -> list[Fact]:
    """Model, seed and the rest, each with the block and rule that gave it."""
    told = Told(params)
    facts = [
        told.fact(tr("Model"), ("model", "model_name"), cut="middle"),
        told.fact(tr("Seed"), ("seed",), shown=grouped),
        told.pair(tr("Steps, CFG"), ("steps", "num_inference_steps"), ("cfg", "guidance_scale"), ", "),
        told.pair(tr("Sampler"), ("sampler",), ("scheduler",), " "),
        told.fact(tr("Guidance"), ("guidance",)),
        told.fact(tr("Made at"), ("size", "resolution"), shown=_sides),
        *_loras(told),
        told.listed(tr("Styles"), "styles"),
        told.listed(tr("Made from"), "inputs"),
        told.fact(tr("Switches"), ("parameters",)),
        told.fact(tr("Tool"), ("tool",)),
    ]
    return [fact for fact in facts if fact is not None]


class Told:
    """Reads fields of a recipe together with their sources."""

    def __init__(self, params: Mapping[str, Any] | None) -> None:
        self.params = params
        sources = (params or {}).get("sources")
        self._sources: Mapping[str, Any] = sources if isinstance(sources, Mapping) else {}

    def source(self, *keys: str) -> str:
        """"Read from PNG text parameters: Seed"; empty where nothing says."""
        found = [str(self._sources[key]) for key in keys if key in self._sources]
        return tr("Read from {source}", source=", ".join(dict.fromkeys(found))) if found else ""

    def fact(self, key: str, fields: tuple[str, ...], shown: Any = str, cut: str = "end") -> Fact | None:
        """The line of one field, or None."""
        value = value_of(self.params, *fields)
        if value is None or isinstance(value, Mapping | list):
            return None
        return Fact(key, shown(plain_number(value)), self.source(*fields), str(value), cut)

    def listed(self, key: str, field: str) -> Fact | None:
        """The line of a list of words, or None."""
        value = value_of(self.params, field)
        words = [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
        return Fact(key, ", ".join(words), self.source(field), "\n".join(words)) if words else None

    def pair(self, key: str, first: tuple[str, ...], second: tuple[str, ...], between: str) -> Fact | None:
        """The line of two fields, or of the one that is there."""
        values = [value_of(self.params, *fields) for fields in (first, second)]
        there = [plain_number(value) for value in values if value is not None and not isinstance(value, Mapping | list)]
        if not there:
            return None
        return Fact(key, between.join(there), self.source(*first, *second), between.join(there))


def _loras(told: Told) -> list[Fact]:
    """One line for each LoRA; the first has the word."""
    listed = value_of(told.params, "loras")
    facts: list[Fact] = []
    for lora in listed if isinstance(listed, list) else []:
        name = lora.get("name") if isinstance(lora, Mapping) else lora
        if not isinstance(name, str) or not name:
            continue
        strength = lora.get("strength") if isinstance(lora, Mapping) else None
        text = name if strength is None else f"{name}, {plain_number(strength)}"
        facts.append(Fact(tr("LoRAs") if not facts else "", text, told.source("loras"), text, "middle"))
    return facts


def plain_number(value: Any) -> str:
    """A number without a fraction that says nothing: 6.5, 7, as it stands for anything else."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def grouped(seed: str) -> str:
    """The digits in groups of three, so that they can be compared by eye."""
    sign, digits = ("-", seed[1:]) if seed.startswith("-") else ("", seed)
    if not digits.isdigit() or len(digits) < 5:
        return seed
    first = len(digits) % 3
    groups = ([digits[:first]] if first else []) + [digits[at:at + 3] for at in range(first, len(digits), 3)]
    return sign + THIN.join(groups)


def _sides(text: str) -> str:
    return " × ".join(text.lower().replace("×", "x").split("x"))


# --- the file ------------------------------------------------------------------------------------


def file_facts(variant: Variant, full_path: str, missing: bool = False) -> list[Fact]:
    """What the file of a variant is; `full_path` is its place on the disk."""
    facts = [Fact(tr("Name"), file_name(variant), variant.source_path or "", file_name(variant), "middle")]
    if missing:
        facts.append(Fact(tr("State"), tr("The file is missing"), role="warn"))
    elif variant.damaged:
        facts.append(Fact(tr("State"), tr("The file is damaged"), role="danger"))
    size = _size_line(variant)
    if size:
        facts.append(Fact(tr("Size"), size, copied=size))
    for key, value in _motion(variant):
        facts.append(Fact(key, value, copied=value))
    if variant.has_alpha:
        facts.append(Fact(tr("Alpha"), tr("with transparency")))
    if variant.colour_profile:
        facts.append(Fact(tr("Profile"), variant.colour_profile, copied=variant.colour_profile))
    if variant.captured_at:
        source = tr("Read from {source}", source=variant.captured_from) if variant.captured_from else ""
        facts.append(Fact(tr("Captured"), moment(variant.captured_at), source, variant.captured_at))
    facts.append(Fact(tr("Added"), moment(variant.created_at), copied=variant.created_at))
    facts.append(Fact(tr("In library"), variant.location, full_path, full_path, "middle"))
    if variant.source_path:
        facts.append(Fact(tr("Came from"), variant.source_path, "", variant.source_path, "middle"))
    if variant.sha256:
        facts.append(Fact("SHA-256", variant.sha256, "", variant.sha256, "middle"))
    return facts


def file_name(variant: Variant) -> str:
    """The name of the file as it was brought in."""
    return variant.source_name or PurePosixPath(variant.location).name


def format_word(variant: Variant) -> str:
    """PNG, JPEG, MP4: by content where that is known, else by the name's ending."""
    kind = (variant.mime or "").partition("/")[2] or PurePosixPath(variant.location).suffix.lstrip(".")
    whole = FORMATS.get((variant.mime or "").lower())  # sounds share their second word with clips
    return whole or FORMATS.get(kind.lower(), kind.rpartition("-")[2].upper())  # x-canon-cr2: CR2


def _size_line(variant: Variant) -> str:
    parts = []
    if variant.width and variant.height:
        parts.append(f"{variant.width} × {variant.height}")
    parts.append(format_word(variant))
    if variant.bit_depth and variant.bit_depth > 8:
        parts.append(tr("{bits} bit", bits=variant.bit_depth))
    if variant.size_bytes is not None:
        parts.append(bytes_word(variant.size_bytes))
    return ", ".join(part for part in parts if part)


def _motion(variant: Variant) -> list[tuple[str, str]]:
    """The lines of a clip or a sound; none for a still picture."""
    if variant.kind == "image" or variant.duration_us is None:
        return []
    length = length_word(variant.duration_us)
    if variant.frames:
        length = tr("{length}, {n} frames", length=length, n=variant.frames)
    lines = [(tr("Length"), length)]
    if variant.fps_num and variant.fps_den:
        rate = f"{variant.fps_num / variant.fps_den:.3f}".rstrip("0").rstrip(".")
        lines.append((tr("Frame rate"), tr("{rate} fps", rate=rate)))
    codec = CODECS.get((variant.codec or "").lower(), (variant.codec or "").upper())
    if codec.startswith("PCM_"):
        codec = tr("PCM, uncompressed")
    elif variant.has_audio and codec and variant.kind == "video":
        codec = tr("{codec}, with sound", codec=codec)
    return [*lines, (tr("Codec"), codec)] if codec else lines


def length_word(duration_us: int) -> str:
    """0:05 from ten seconds on, 0:02.4 below: there a tenth matters."""
    if duration_us >= 10_000_000:
        return clock(round(duration_us / 1_000_000))
    tenths = round(duration_us / 100_000)
    return f"{clock(tenths // 10)}.{tenths % 10}"


def variant_words(name: str, variant: Variant) -> str:
    """All that the strip's tooltip says of a variant."""
    parts = [name]
    if variant.name:
        parts.append(variant.name)
    if variant.variant_type:
        parts.append(variant.variant_type.replace("_", " "))
    if variant.width and variant.height:
        parts.append(f"{variant.width} × {variant.height}")
    if variant.duration_us and variant.kind == "video":
        parts.append(length_word(variant.duration_us))
    if variant.is_primary:
        parts.append(tr("primary"))
    if variant.viewed_at is None:
        parts.append(tr("not seen yet"))
    return ", ".join(parts)


def frames_word(frames: list[int | None]) -> str:
    """Where an item stands in a shot: frame 256; frames 24, 96; unpositioned."""
    placed = sorted(frame for frame in frames if frame is not None)
    if not placed:
        return tr("unpositioned")
    if len(placed) == 1:
        return tr("frame {frame}", frame=placed[0])
    shown = ", ".join(number(frame) for frame in placed[:3]) + (" …" if len(placed) > 3 else "")
    return tr("frames {frames}", frames=shown)
