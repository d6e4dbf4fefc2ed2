"""Small files beside a picture or clip that tell of it: `dune.png.xmp`, `dune.txt`, `dune.swarm.json`."""

from __future__ import annotations

from pathlib import Path

from app.media.kinds import EXTENSIONS

_ENDINGS = (".xmp", ".txt", ".json")
_BESIDE = (*_ENDINGS, ".swarm.json")  # in place of the file's own ending
_OTHER_ENDINGS = ("jpeg", "jfif", "tiff", "heif", "apng", "m4v", "mpeg", "m2ts", "mts", "opus", "oga", "aif", "wma",
                  "safetensors")
_MEDIA = (*EXTENSIONS, *_OTHER_ENDINGS)


def of(source: Path) -> tuple[str, ...]:
    """The sidecars of a file that are there, the most particular name first."""
    stem = source.with_suffix("")
    names = [*(f"{source}{ending}" for ending in _ENDINGS), *(f"{stem}{ending}" for ending in _BESIDE)]
    return tuple(name for name in names if name != str(source) and _is_file(name))


def owner(sidecar: Path) -> Path | None:
    """The file beside it that this one tells of, if its name is that of a sidecar and there is one."""
    text = str(sidecar)
    ending = next((one for one in sorted(_BESIDE, key=len, reverse=True) if text.lower().endswith(one)), None)
    if ending is None:
        return None
    stem = text[: -len(ending)]
    if Path(stem).suffix and _is_file(stem):
        return Path(stem)
    for known in _MEDIA:
        for name in (f"{stem}.{known}", f"{stem}.{known.upper()}"):
            if _is_file(name):
                return Path(name)
    return None


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # the longer name is too long
        return False
