"""`python -m app [--library DIR]`: the program with its window."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Starts the window; the exit code."""
    multiprocessing.freeze_support()  # the frozen program starts its workers by starting itself
    parser = argparse.ArgumentParser(prog="dailies", description="A media manager for people who make films.")
    parser.add_argument("--library", type=Path, help="the library folder; without it the one opened last")
    options = parser.parse_args(arguments)
    from app.log import logging_to_file
    from app.ui.application import run

    with logging_to_file("dailies"):
        return run(options.library)


if __name__ == "__main__":
    sys.exit(main())
