"""The sentences that say why something is proposed."""

from __future__ import annotations

from db import Look

_TIMES = {2: "twice as large", 3: "three times as large", 4: "four times as large", 6: "six times as large",
          8: "eight times as large"}
_SHARES = {2: "half its size", 3: "a third of its size", 4: "a quarter of its size", 6: "a sixth of its size",
           8: "an eighth of its size"}


def named(look: Look) -> str:
    """The file's name in quotes."""
    return f"“{look.name or 'Untitled'}”"


def compared(look: Look, other: Look) -> str:
    """How a picture that looks the same differs: “four times as large”, “saved as JPEG”, “cropped”; '' if it does not."""
    if not (look.width and look.height and other.width and other.height):
        return ""
    if (look.width, look.height) == (other.width, other.height):
        return f"saved as {_format(look)}" if look.mime != other.mime and look.mime else ""
    across, down = look.width / other.width, look.height / other.height
    if abs(across / down - 1) <= 0.006:
        for number, words in (_TIMES if across > 1 else _SHARES).items():
            if abs((across if across > 1 else 1 / across) / number - 1) <= 0.02:
                return words
        if abs(across - 1) > 0.06:
            return f"{look.width} × {look.height} instead of {other.width} × {other.height}"
    if 0.93 <= across <= 1 and 0.93 <= down <= 1:
        return "slightly cropped"
    return f"{look.width} × {look.height} instead of {other.width} × {other.height}"


def _format(look: Look) -> str:
    kind = (look.mime or "").rpartition("/")[2]
    return {"jpeg": "JPEG", "webp": "WebP", "quicktime": "MOV", "x-matroska": "MKV"}.get(kind, kind.upper())


def looks_like(look: Look, other: Look) -> str:
    """“dune_4x.png” looks like “dune.png”, four times as large."""
    how = compared(look, other)
    return f"{named(look)} looks like {named(other)}{f', {how}' if how else ''}."


def named_like(look: Look, other: Look, *, recipe: bool) -> str:
    """“dune_v2.png” is named as a version of “dune.png” and looks much like it."""
    return (f"{named(look)} is named as a version of {named(other)} and "
            f"{'has the same prompt and seed' if recipe else 'looks much like it'}.")
