"""What every test gets: no screen, an own home folder, and failure on warnings in the log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy one is no fault
settings.load_profile("any machine")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class _Heard(logging.Handler):
    """Keeps what was logged at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture
def loglines() -> list[str]:
    """A test that expects warnings asks for this and looks into it: what was logged so far."""
    return []


@pytest.fixture(autouse=True)
def silence(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that logs a warning or worse fails, unless it uses `loglines`."""
    heard = _Heard()
    expected = "loglines" in request.fixturenames
    if expected:
        heard.lines = request.getfixturevalue("loglines")
    logging.getLogger().addHandler(heard)
    yield
    logging.getLogger().removeHandler(heard)
    if heard.lines and not expected:
        pytest.fail("logged without `loglines`:\n" + "\n".join(heard.lines), pytrace=False)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """HOME and the folders of XDG are temporary: no test reads or writes the user's own."""
    folder = tmp_path_factory.mktemp("home")
    for name, inside in {
        "HOME": "",
        "USERPROFILE": "",
        "LOCALAPPDATA": "local",
        "APPDATA": "roaming",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_CACHE_HOME": ".cache",
        "XDG_STATE_HOME": ".local/state",
    }.items():
        monkeypatch.setenv(name, str(folder / inside))
    return folder


@pytest.fixture(autouse=True)
def whole_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that a test wrote just now are whole: an import does not wait whether more comes."""
    from app.library.importing import settling

    monkeypatch.setattr(settling, "FRESH_S", 0.0)
    monkeypatch.setattr(settling, "STILL_S", 0.0)
