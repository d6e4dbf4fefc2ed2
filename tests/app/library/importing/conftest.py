"""A folder to import from, and the import of it in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.library.importing import Import, Report, Target
from app.library.library import Library
from tests.factories import png_bytes
from tests.import_driver import examine_here


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder to import from."""
    folder = tmp_path / "coming"
    folder.mkdir()
    return folder


def run(library: Library, *sources: Path, target: Target | None = None, **more: Any) -> Report:
    return Import(library, sources, target or Target(), examine_here, **more).run()


def small(folder: Path, *numbers: int) -> list[Path]:
    """Small PNGs that all differ."""
    made = []
    for number in numbers:
        path = folder / f"take_{number:03}.png"
        path.write_bytes(png_bytes(number=number))
        made.append(path)
    return made


def found(items: list[Any]) -> list[str]:
    return sorted(Path(item.source).name for item in items)
