"""`python -m tests.perf [NAME…] [--json] [--rows N…]`: the goals that are measured, ours beside the peer's of this run.

Each measurement runs in a process of its own, so that none finds libraries or memory of another. Exit code 1 where a
goal does not hold, 2 where a measurement failed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.perf.library import ROWS

MODULES = {
    "thumbnails": "thumbnails", "import": "importing", "hostile": "hostile", "gallery": "gallery", "search": "searching",
    "scroll": "scrolling", "tiles": "tiles", "write": "writing", "bulk": "bulk", "start": "starting",
    "playback": "playback", "view": "viewing", "heartbeat": "heartbeat",
}  # fmt: skip
COLUMNS = (("goal", 5), ("name", 34), ("ours", 12), ("peer", 12), ("ratio", 7), ("wanted", 8), ("holds", 6), ("against", 0))


def measured_here(name: str, rows: int) -> list[dict[str, Any]]:
    """The figures of one measurement, taken in this process."""
    module = importlib.import_module(f"tests.perf.{MODULES[name]}")
    return [figure.as_json() for figure in getattr(module, MODULES[name])(rows)]


def measured_apart(name: str, rows: int) -> list[dict[str, Any]] | None:
    """The same in a process of its own; None when that failed."""
    done = subprocess.run([sys.executable, "-m", "tests.perf", name, "--here", "--rows", str(rows)], check=False,
                          stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[2],
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    lines = done.stdout.splitlines()
    found: list[dict[str, Any]] | None = json.loads(lines[-1]) if done.returncode == 0 and lines else None
    return found


def line(values: dict[str, Any]) -> str:
    """One goal in columns."""
    cells = {
        **values, "ours": f"{values['ours']:.4g} {values['unit']}".strip(), "peer": f"{values['peer']:.4g}",
        "ratio": f"{values['ratio']:.2f}", "holds": "yes" if values["holds"] else "NO", "against": values["peer_name"],
    }  # fmt: skip
    return " ".join(str(cells[name]).ljust(width) for name, width in COLUMNS).rstrip()


def growth(before: dict[str, Any], values: dict[str, Any]) -> str:
    """How many times more a figure is than at the size before."""
    return f"   × {values['ours'] / before['ours']:.2f}  {values['name']}\n" if before["ours"] else ""


def main(arguments: list[str] | None = None) -> int:
    """Runs the measurements; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.perf")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(MODULES)}; without any, all")
    parser.add_argument("--json", action="store_true", help="a list of objects instead of a table")
    parser.add_argument("--rows", type=int, nargs="+", default=[ROWS], help="sizes of the library (1,000,000)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in MODULES]
    if unknown:
        parser.error(f"there is no measurement {', '.join(unknown)}")
    if options.here:
        sys.stdout.write(json.dumps(measured_here(options.names[0], options.rows[0])) + "\n")
        return 0
    figures: list[dict[str, Any]] = []
    failed = []
    if not options.json:
        sys.stdout.write(" ".join(name.ljust(width) for name, width in COLUMNS).rstrip() + "\n")
    for name in options.names or MODULES:
        before: dict[str, dict[str, Any]] = {}
        for rows in options.rows:
            found = measured_apart(name, rows)
            if found is None:
                failed.append(name)
                continue
            figures += found if len(options.rows) == 1 else [{**values, "rows": rows} for values in found]
            if not options.json:
                sys.stdout.write(f"-- {rows:,} items\n" if len(options.rows) > 1 else "")
                sys.stdout.write("".join(line(values) + "\n" for values in found))
                sys.stdout.write("".join(growth(before[values["name"]], values) for values in found if values["name"] in before))
                sys.stdout.flush()
            before = {values["name"]: values for values in found}
    if options.json:
        sys.stdout.write(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")
    if failed:
        sys.stderr.write(f"not measured, the measurement failed: {', '.join(failed)}\n")
        return 2
    return 0 if all(values["holds"] for values in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
