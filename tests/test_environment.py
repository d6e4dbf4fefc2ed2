"""Facts about the libraries below us that the program relies on; each fails with the reason it matters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# PySide6 6.12.0 on Python 3.11 loses a reference to None per emit until the process aborts, so the count is
# taken in a process of its own.
REFERENCES = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QStringListModel, QTimer, Signal

class Sender(QObject):
    told = Signal(object)

app = QCoreApplication([])
sender, model = Sender(), QStringListModel(["a"])
sender.told.connect(lambda value: None)
before = sys.getrefcount(None)
for turn in range(1000):
    sender.told.emit(None)
    model.beginResetModel(); model.endResetModel()
    QTimer.singleShot(0, lambda: None)
    if turn % 100 == 0:
        app.processEvents()
app.processEvents()
sys.stdout.write(str(before - sys.getrefcount(None)))
"""

LAZY = ("cv2", "numpy", "av", "PIL", "pillow_heif", "pyvips", "sqlite_utils")


def run_python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_qt_does_not_lose_references_to_none() -> None:
    done = run_python(REFERENCES)
    assert done.returncode == 0, f"PySide6 aborted: pin it below this version\n{done.stderr[-2000:]}"
    assert int(done.stdout) < 100, "PySide6 loses references to None: pin it below this version"


def test_sqlite_can_do_what_the_library_file_needs() -> None:
    from db import driver

    with driver.connect(":memory:") as connection:
        version = connection.execute("SELECT sqlite_version()").fetchone()[0]
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
        strict = connection.execute("SELECT json_extract('{\"a\": [1, 2]}', '$.a[1]')").fetchone()[0]
    assert tuple(map(int, version.split("."))) >= (3, 38, 0), version  # STRICT tables, built-in JSON
    assert "ENABLE_FTS5" in options
    assert strict == 2


def test_starting_the_window_does_not_load_decoders() -> None:
    if not (ROOT / "app" / "ui" / "application.py").exists():
        pytest.skip("there is no window yet")
    done = run_python(
        "import sys, app.ui.application\n"
        f"sys.stdout.write(' '.join(name for name in {LAZY!r} if name in sys.modules))"
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout == "", "these belong into worker processes or behind the first paint"
