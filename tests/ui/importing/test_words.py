from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.importing import words
from db import Task


def over(status: str = "Complete", origin: str | None = None, **result: int) -> Task:
    target = {"origin": origin} if origin else {}
    return Task("id", "import", {"sources": [], "target": target}, status, "project", "2026-01-01", 1, 0, 1000, None,
                dict(result))


@pytest.mark.parametrize(("task", "said"), [
    (over(imported=1), ("Imported 1 file", True)),
    (over(imported=3, placed=2), ("Imported 3 files", True)),
    (over(imported=3, origin="renders"), ("Imported 3 files from renders", True)),
    (over(duplicates=1, placed=1), ("It was in the library already, and is in the shot now.", True)),
    (over(duplicates=2, placed=2), ("2 items were in the library already, and are in the shot now.", True)),
    (over(duplicates=2), ("Everything is in the library already. Nothing was copied.", False)),
    (over(duplicates=2, origin="renders"), None),
    (over(), ("No files were found there. Nothing was copied.", False)),
    (over(failed=1), None),
    (over("Cancelled"), ("Import cancelled. Nothing was copied.", False)),
    (over("Cancelled", imported=2), ("Import cancelled. 2 files are in.", True)),
])
def test_the_end_of_an_import_is_told(qapp: QApplication, task: Task, said: tuple[str, bool] | None) -> None:
    assert words.ended(task) == said


def test_what_did_not_come_in_is_counted(qapp: QApplication) -> None:
    assert words.refused(over(failed=2, skipped=3, duplicates=9)) == 5
