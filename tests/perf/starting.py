"""Goal 11: the first window, in a fresh process each time, and what must not be loaded by then.

CPU of the whole process (median), against a bare QMainWindow. Ours opens a small library and shows the real window.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.perf.figures import Figure, at_most, medians
from tests.perf.library import make

ROUNDS = 9
ROWS = 300
LAZY = ("numpy", "cv2", "av", "sqlite_utils", "PIL", "pyvips")
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.processEvents()
window.grab()
import os
os._exit(0)
"""
OURS = """
import sys
from pathlib import Path
from app.ui.application import make_application
from app import settings
from app.library.library import Library
from app.ui.kit import theme
from app.ui.session import Session
from app.ui.shell.main_window import MainWindow
app = make_application(sys.argv[:1])
wanted = settings.load()
theme.apply(app, "dark", wanted.text_scale)
window = MainWindow(Session(Library.open(Path(sys.argv[1]))), wanted)
window.show()
window.grab()
sys.stdout.write(" ".join(name for name in sys.argv[2].split() if name in sys.modules))
sys.stdout.flush()
import os
os._exit(0)
"""


def _cpu_ms(environment: dict[str, str], program: str, *arguments: str) -> tuple[float, str]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", program, *arguments], check=False, capture_output=True, text=True,
                          env=environment, cwd=Path(__file__).resolve().parents[2])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"the window did not start:\n{done.stderr[-3000:]}")
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000, done.stdout


def starting(rows: int) -> list[Figure]:
    """Goal 11."""
    del rows
    with tempfile.TemporaryDirectory() as place:
        library = Path(place) / "library"
        make(library, ROWS)
        home = Path(place) / "home"
        home.mkdir()
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home),
                       "XDG_CACHE_HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(home / "bytecode")  # compiled once, as after the first start
        loaded: set[str] = set()

        def ours() -> float:
            spent, names = _cpu_ms(environment, OURS, str(library), " ".join(LAZY))
            loaded.update(names.split())
            return spent

        ours()
        mine, bare = medians(ROUNDS, ours, lambda: _cpu_ms(environment, BARE)[0])
    if loaded:
        sys.stderr.write(f"loaded before the first window: {', '.join(sorted(loaded))}\n")
    return [
        Figure("11", "first window", "ms CPU", mine, bare, "bare QMainWindow", 1.6),
        at_most("11", "libraries loaded too early", "", len(loaded), 0.0),
    ]
