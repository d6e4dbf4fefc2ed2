"""The `parameters` text of Stable Diffusion web UI (A1111) and those who write like it (Forge, SD.Next)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.media.metadata.recipe import SEED_LENGTH, Finding, load_json

_HASH = re.compile(r"[0-9A-Fa-f]{8,64}")
_NEGATIVE = "Negative prompt:"
_SETTINGS = re.compile(r"(?:^|\n)[ \t]*Steps: *\d")
_SETTINGS_INLINE = re.compile(r"(?<=[.,;])[ \t]*Steps: *\d")  # converters put all on one line
_NEGATIVE_INLINE = re.compile(r"(?:^|\n|(?<=[.,;]))[ \t]*Negative prompt:")
_KEY = re.compile(r"\s*([A-Za-z][\w \-/()+]{0,60}?):\s*")
_LORA = re.compile(r"<(?:lora|lyco):([^:<>\n]{1,200})(?::(-?\d{0,4}(?:\.\d{1,6})?))?[^<>\n]{0,100}>")
_MOST_PAIRS = 500


def read(text: str | None, block: str = "parameters") -> Finding | None:
    """What the text says; None where it is something else (JSON of SwarmUI, Fooocus, RuinedFooocus)."""
    if text is None or not text.strip() or text.lstrip().startswith("{"):
        return None
    prompt, negative, settings = _split(text.replace("\r\n", "\n"))
    pairs = dict(_pairs(settings))
    found = Finding(block)
    if not settings:  # a text of its own: nothing says which tool
        found.put("prompt", prompt, "text without settings")
        found.put("negative", negative, _NEGATIVE)
        return found
    tool, rule = _tool(pairs)
    found.put("tool", tool, rule)
    found.put("prompt", prompt, "text before the settings")
    found.put("negative", negative, _NEGATIVE)
    seed = pairs.get("Seed", "")
    if re.fullmatch(r"-?\d+", seed) and len(seed) <= SEED_LENGTH:
        found.put("seed", seed, "Seed")
    found.put("steps", _whole(pairs.get("Steps")), "Steps")
    found.put("cfg", _number(pairs.get("CFG scale")), "CFG scale")
    found.put("sampler", pairs.get("Sampler"), "Sampler")
    found.put("scheduler", pairs.get("Schedule type"), "Schedule type")
    found.put("model", pairs.get("Model"), "Model")
    found.put("model", _base_of(pairs), "Civitai resources")
    found.put("model", pairs.get("Model hash"), "Model hash")
    found.put("model_hash", pairs.get("Model hash"), "Model hash")
    if re.fullmatch(r"\d{1,6}x\d{1,6}", pairs.get("Size", "")):
        found.put("size", pairs["Size"], "Size")
    _put_loras(found, prompt, pairs)
    return found


def _split(text: str) -> tuple[str, str, str]:
    """Prompt, negative prompt, settings. The settings start at the last line that begins with Steps."""
    starts = list(_SETTINGS.finditer(text)) or list(_SETTINGS_INLINE.finditer(text))
    place = starts[-1].start() if starts else len(text)
    settings = text[place:].strip()
    # One comma at least: a prompt's own line "Steps: 3 of marble" has none with a key behind it.
    if settings and len(dict(_pairs(settings))) < 2:
        place, settings = len(text), ""
    before = text[:place]
    negative = _NEGATIVE_INLINE.search(before)
    if negative is None:
        return before.strip(), "", settings
    return before[: negative.start()].strip(), before[negative.end() :].strip(), settings


def _pairs(settings: str) -> Iterator[tuple[str, str]]:
    """`Key: value, Key: "quoted, value"`; quotes as JSON writes them, braces for JSON values."""
    at = 0
    for _ in range(_MOST_PAIRS):
        key = _KEY.match(settings, at)
        if key is None:
            return
        value, at = _value(settings, key.end())
        yield key.group(1), value


def _value(settings: str, at: int) -> tuple[str, int]:
    if settings[at : at + 1] == '"':
        quoted = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL).match(settings, at)
        if quoted is not None:
            value = load_json(quoted.group().replace("\n", "\\n"))
            return (value if isinstance(value, str) else quoted.group()[1:-1]), _behind(
                settings, quoted.end()
            )
    if settings[at : at + 1] in {"{", "["}:
        end = _closing(settings, at)
        return settings[at:end], _behind(settings, end)
    after = re.compile(r",\s|\n|$").search(settings, at)
    stop = after.start() if after else len(settings)
    return settings[at:stop].strip().rstrip(","), _behind(settings, stop)


def _behind(settings: str, at: int) -> int:
    while at < len(settings) and settings[at] in ", \n\t":
        at += 1
    return at


def _closing(settings: str, at: int) -> int:
    depth = 0
    for token in re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]').finditer(settings, at):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token.group(), 0)
        if depth == 0:
            return token.end()
    return len(settings)


def _tool(pairs: dict[str, str]) -> tuple[str, str]:
    version, program = pairs.get("Version", ""), pairs.get("App", "")
    if program:
        return program[:40], "App"
    if version.lower().startswith("fooocus"):
        return "Fooocus", "Version"
    if "Civitai resources" in pairs:
        return "Civitai", "Civitai resources"
    if version == "ComfyUI":
        return "ComfyUI", "Version"
    if re.match(r"f\d|forge|neo", version, re.IGNORECASE):
        return "Forge", "Version"
    if re.match(r"v?\d", version):
        return "A1111", "Version"
    return "A1111", "guessed from the text's form, no tool is named"


def _put_loras(found: Finding, prompt: str, pairs: dict[str, str]) -> None:
    hashes = _hashes(pairs)
    named: dict[str, float | None] = {}
    for match in _LORA.finditer(prompt):
        named.setdefault(match.group(1), _number(match.group(2)))
    rule = "<lora:…> in the prompt"
    if not named:
        rule = "Lora hashes"
        named = dict.fromkeys(hashes)
    if not named:
        rule = "Civitai resources"
        named = {name: weight for kind, name, weight in _resources(pairs) if kind in {"lora", "lycoris", "dora"}}
    loras: list[dict[str, object]] = []
    for name, strength in named.items():
        known = hashes.get(name, "")
        entry: dict[str, object] = {"name": name, "strength": strength}
        if _HASH.fullmatch(known):
            entry["hash"] = known.lower()
        loras.append(entry)
    found.put("loras", loras, rule)


def _hashes(pairs: dict[str, str]) -> dict[str, str]:
    """Name and hash of LoRAs: `Lora hashes: "a: 12…, b: 34…"`, or `Hashes: {"lora:a": "12…"}`."""
    found: dict[str, str] = {}
    for part in pairs.get("Lora hashes", "").split(","):
        name, _, value = part.rpartition(":")
        if name.strip():
            found.setdefault(name.strip(), value.strip())
    listed = load_json(pairs.get("Hashes"))
    for key, value in listed.items() if isinstance(listed, dict) else ():
        kind, _, name = key.partition(":")
        if kind.lower() == "lora" and name and isinstance(value, str):
            found.setdefault(name, value)
    return found


def _resources(pairs: dict[str, str]) -> list[tuple[str, str, float | None]]:
    """(kind, name, weight) of Civitai's list of what was used."""
    listed = load_json(pairs.get("Civitai resources"))
    found: list[tuple[str, str, float | None]] = []
    for each in listed[:100] if isinstance(listed, list) else []:
        name = each.get("modelName") if isinstance(each, dict) else None
        if isinstance(name, str) and name.strip():
            weight = each.get("weight")
            found.append((str(each.get("type")).lower(), name.strip(),
                          float(weight) if isinstance(weight, int | float) and abs(weight) < 1e6 else None))
    return found


def _base_of(pairs: dict[str, str]) -> str | None:
    return next((name for kind, name, _ in _resources(pairs) if kind in {"checkpoint", "model"}), None)


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else None


def _number(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(r"-?(?:\d{1,6}(?:\.\d{0,12})?|\.\d{1,12})", text) else None
