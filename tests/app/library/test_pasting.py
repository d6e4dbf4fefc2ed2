"""Pictures without a file: kept under a name of their own until they are imported."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from app.errors import WorldError
from app.library import pasting
from app.library.importing import Import, Target
from app.library.library import Library
from tests.factories import png_bytes
from tests.import_driver import examine_here

MOMENT = datetime(2026, 11, 24, 14, 3, 5)


def _write(path: Path) -> None:
    path.write_bytes(png_bytes())


def test_the_name_says_when(library: Library) -> None:
    kept = [pasting.keep(library, _write, "png", MOMENT) for _ in range(3)]
    assert [path.name for path in kept] == ["Pasted 2026-11-24 14.03.05.png", "Pasted 2026-11-24 14.03.05 2.png",
                                            "Pasted 2026-11-24 14.03.05 3.png"]


def test_it_is_imported_as_any_file_and_then_forgotten(library: Library, tmp_path: Path) -> None:
    kept = pasting.keep(library, _write, "png", MOMENT)
    report = Import(library, [kept], Target(), examine_here).run()
    assert len(report.imported) == 1
    mine = tmp_path / "mine.png"
    _write(mine)
    pasting.forget(library, [str(kept), str(mine)])
    assert not kept.exists()
    assert mine.exists()


def test_it_outlives_a_crash_before_its_import(library: Library) -> None:
    from app.library.importing import recover

    kept = pasting.keep(library, _write, "png", MOMENT)
    recover(library)
    assert kept.exists()


def test_nothing_is_left_of_one_that_could_not_be_written(library: Library) -> None:
    def full(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(WorldError, match="No space left"):
        pasting.keep(library, full, "png", MOMENT)
    assert list((library.paths.cache / pasting.FOLDER).iterdir()) == []
