"""The rules of the house that a program can check: layers, sizes, names, style, types, what is shipped."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FILE = 400
SHIPPED = ("app", "db", "resources")
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "base", "stuff", "core"}
PLACES = ("app", "db", "resources", "tests", "packaging")
DATA = (".sql", ".svg", ".ttf", ".in")
DOCUMENTS = (".py", ".md", ".toml", ".sql", ".in", ".spec", ".txt", ".yml", ".sh", "")


def sources(*places: str) -> Iterator[Path]:
    """Our Python files; what tools generate is no source."""
    for place in places or PLACES:
        yield from (f for f in (ROOT / place).rglob("*.py") if "__pycache__" not in f.parts)
    if not places:
        yield ROOT / "run.py"


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stdout[-6000:] + done.stderr[-3000:], pytrace=False)


def need(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed: this rule was not checked")


def test_layers_are_kept() -> None:
    need("importlinter")
    tool = Path(sys.executable).with_name("lint-imports")
    found = str(tool) if tool.exists() else shutil.which("lint-imports")
    assert found, "import-linter is installed without its command"
    run(found, "--no-cache")


def test_style_is_kept() -> None:
    need("ruff")
    run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")


@pytest.mark.slow
def test_types_fit() -> None:
    need("mypy")
    run(sys.executable, "-m", "mypy")


def test_no_file_is_too_long() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in sources()}
    assert {str(f.relative_to(ROOT)): n for f, n in lengths.items() if n > LONGEST_FILE} == {}


def test_modules_are_named_after_something() -> None:
    assert [f for f in sources(*SHIPPED) if f.stem in VAGUE_NAMES or f.parent.name in VAGUE_NAMES] == []


def test_packages_have_an_init_and_packaging_has_none() -> None:
    for place in SHIPPED:
        folders = {file.parent for file in sources(place)}
        assert [f for f in folders if not (f / "__init__.py").exists()] == []
    # With one, the folder would shadow the `packaging` of the package index for everything run from here.
    assert not (ROOT / "packaging" / "__init__.py").exists()
    found = importlib.util.find_spec("packaging.version")
    assert found is not None
    assert found.origin is not None
    assert "site-packages" in found.origin


def test_only_the_command_line_prints() -> None:
    printing = re.compile(r"^\s*(print|pprint)\(|sys\.std(out|err)\.write", re.MULTILINE)
    offenders = [f for f in sources("app", "db") if printing.search(f.read_text(encoding="utf-8"))]
    allowed = {ROOT / "app" / "cli", ROOT / "app" / "__main__.py", ROOT / "app" / "log.py"}
    assert [f for f in offenders if not allowed & {f, *f.parents}] == []


def test_errors_are_never_swallowed() -> None:
    any_error = r"except(\s+(Base)?Exception)?(\s+as\s+\w+)?:"
    swallowed = re.compile(any_error + r"\s*(pass|\.\.\.)\s*$", re.MULTILINE)
    assert [f for f in sources() if swallowed.search(f.read_text(encoding="utf-8"))] == []


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    assert [f for f in sources() if marks.search(f.read_text(encoding="utf-8"))] == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    foreign = re.compile(r"\.\./" r"shared|/wo" r"rk/|/opt/py" r"pi|/ro" r"ot/|/ho" r"me/\w")
    texts = [f for place in PLACES for f in (ROOT / place).rglob("*") if f.is_file()]
    texts += [f for f in ROOT.iterdir() if f.is_file()] + list((ROOT / ".ci").iterdir())
    readable = [f for f in texts if f.suffix in DOCUMENTS and "__pycache__" not in f.parts]
    assert [f for f in readable if foreign.search(f.read_text(encoding="utf-8", errors="replace"))] == []


@pytest.mark.slow
def test_the_wheel_holds_our_three_packages_with_their_data_and_nothing_else(tmp_path: Path) -> None:
    need("hatchling")
    run(
        sys.executable, "-c",
        "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])", str(tmp_path),
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(SHIPPED)
    data = [f for place in ("db", "resources") for f in (ROOT / place).rglob("*") if f.suffix in DATA]
    assert data
    for file in data:
        assert file.relative_to(ROOT).as_posix() in names
