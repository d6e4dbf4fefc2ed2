"""One file for each row of the table of tools: made here, with what must be read from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.app.media.metadata import writers as w

WORDS = "ein Café am Straßenrand, 夜の街"
A1111_WORDS = (
    f"{WORDS}\nNegative prompt: blurry\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 5, Size: 512x768, Version: v1.10"
)
WORKFLOW = json.dumps({"nodes": [], "links": [], "version": 0.4})
COMFY = {"tool": "ComfyUI", "prompt": "a dune under two moons", "seed": "9007199254740993", "size": "1024x576"}
BASIC = {"prompt": WORDS, "negative": "blurry", "seed": "5", "steps": 20, "cfg": 7, "size": "512x768"}
A1111 = {"tool": "A1111", **BASIC, "sampler": "Euler"}


@dataclass
class Row:
    name: str
    make: Callable[[Path], Path]
    fields: dict[str, Any]
    source: str  # where the prompt (or, without one, the tool) was read
    about: dict[str, Any] = field(default_factory=dict)
    mime: str = "image/png"
    beside: dict[str, str] = field(default_factory=dict)  # endings and texts of sidecars

    def made(self, folder: Path) -> tuple[Path, str, tuple[Path, ...]]:
        """The file and its sidecars."""
        path = self.make(folder / "made")
        sidecars = []
        for ending, text in self.beside.items():
            (folder / f"made{ending}").write_text(text, encoding="utf-8")
            sidecars.append(folder / f"made{ending}")
        return path, self.mime, tuple(sidecars)


def png(*chunks: tuple[bytes, bytes], behind: Any = ()) -> Callable[[Path], Path]:
    return lambda path: w.png(path, *chunks, behind=behind)


def comment(raw: bytes, order: str = "<") -> Callable[[Path], Path]:
    block = w.tiff_block([], [(0x9286, w.UNDEFINED, raw)], order=order)
    return lambda path: w.jpeg(path, w.app1_exif(block))


def webp(*main: Any, detail: Any = ()) -> Callable[[Path], Path]:
    return lambda path: w.webp(path, (b"EXIF", b"Exif\0\0" + w.tiff_block(main, detail)))
