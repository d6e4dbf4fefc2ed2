"""`python -m tests.screens OUT [--library DIR]`: every page of the window as PNGs, in both themes and three sizes."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--library", type=Path, help="a library to show; without it the demo library is made")
    options = parser.parse_args()
    from tests.screens.pages import render_all

    sys.exit(render_all(options.out, options.library))
