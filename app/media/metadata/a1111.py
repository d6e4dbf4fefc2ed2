"""The `parameters` text of Stable Diffusion web UI (A1111) and those who write like it (Forge, SD.Next)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.media.metadata.recipe import SEED_LENGTH, Finding, load_json

_BLOCK = "parameters"
_NEGATIVE = "Negative prompt:"
_SETTINGS = re.compile(r"(?:^|\n)[ \t]*Steps: *\d")
_SETTINGS_INLINE = re.compile(r"(?<=[.,;])[ \t]*Steps: *\d")  # converters put all on one line
_NEGATIVE_INLINE = re.compile(r"(?:^|\n|(?<=[.,;]))[ \t]*Negative prompt:")
_KEY = re.compile(r"\s*([A-Za-z][\w \-/()+]{0,60}?):\s*")
_LORA = re.compile(r"<(?:lora|lyco):([^:<>\n]{1,200})(?::(-?\d{0,4}(?:\.\d{1,6})?))?[^<>\n]{0,100}>")
_MOST_PAIRS = 500


def read(text: str | None) -> Finding | None:
    """What the text says; None where it is something else (JSON of SwarmUI, Fooocus, RuinedFooocus)."""
    if text is None or not text.strip() or text.lstrip().startswith("{"):
        return None
    prompt, negative, settings = _split(text.replace("\r\n", "\n"))
    pairs = dict(_pairs(settings))
    found = Finding(_BLOCK)
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
    found.put("model", pairs.get("Model hash"), "Model hash")
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
    if version == "ComfyUI":
        return "ComfyUI", "Version"
    if re.match(r"f\d|forge|neo", version, re.IGNORECASE):
        return "Forge", "Version"
    if re.match(r"v?\d", version):
        return "A1111", "Version"
    return "A1111", "guessed from the text's form, no tool is named"


def _put_loras(found: Finding, prompt: str, pairs: dict[str, str]) -> None:
    named: dict[str, float | None] = {}
    for match in _LORA.finditer(prompt):
        named.setdefault(match.group(1), _number(match.group(2)))
    rule = "<lora:…> in the prompt"
    if not named:
        rule = "Lora hashes"
        for part in pairs.get("Lora hashes", "").split(","):
            name = part.rpartition(":")[0].strip()
            if name:
                named.setdefault(name, None)
    found.put("loras", [{"name": name, "strength": strength} for name, strength in named.items()], rule)


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else None


def _number(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(r"-?(?:\d{1,6}(?:\.\d{0,12})?|\.\d{1,12})", text) else None
