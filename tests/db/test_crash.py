"""The program is killed in the middle of a write: the file then holds the old state or the new one, and all its rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.db.template import LARGE

ROOT = Path(__file__).resolve().parents[2]
KILLS = 0 if LARGE else 14  # 0: at every statement


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.timeout(1200 if LARGE else 120)
@pytest.mark.parametrize(("action", "both"), [
    ("write", False), ("step", False), ("undo", False), ("redo", False), ("undo_parts", True), ("redo_parts", True)])
def test_a_killed_program_leaves_the_old_state_or_the_new_one(action: str, both: bool) -> None:
    done = subprocess.run([sys.executable, "-m", "tests.db.crashes", action, str(KILLS)], cwd=ROOT, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stderr
    kills = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(kills) >= 14
    assert [kill for kill in kills if kill["wrong"] or kill["found"] == "between"] == []
    assert sum(kill["killed"] for kill in kills) > 0.9 * len(kills)
    found = Counter(kill["found"] for kill in kills)
    assert found["old"] > 0
    assert not both or found["new"] > 0  # an undo of several parts that was begun is finished at the next opening
