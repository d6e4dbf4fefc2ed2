"""Names of files that say they are versions of another: `dune_v2`, `dune_4x`, `dune-1`, `dune (2)`, `dune copy`."""

from __future__ import annotations

import re

_WORDS = ("upscaled?", "upscayl(ed)?", "hires", "highres", "hd", "uhd", "[248]k", "[2-8]x", "x[2-8]", "enhanced?", "edit(ed)?",
          "final", "fixed", "crop(ped)?", "copy", "small", "large", "web", "resized?", "retouched", "graded", "denoised",
          "sharpened", "inpaint(ed)?", "outpaint(ed)?", "faceswap", "interpolated", "audio")
_VERSION = re.compile(
    rf"(?:[-_. ]+(?:(?:v|ver|version)[-_. ]?\d{{1,3}}|(?:{'|'.join(_WORDS)})(?:[-_ ]?\d{{1,2}})?)|-[1-9]\d?|\s*\(\d{{1,3}}\)"
    r"|\s*\((?:copy|edited)\))$", re.IGNORECASE)
_MOST = 4  # words taken off one name
_LONGEST = 40  # letters of such a word: no more of a name is looked at


def stem(name: str) -> str:
    """The name without its ending, `dune_v2` of `dune_v2.png`; what follows a point is no ending if it is long."""
    front, point, ending = name.rpartition(".")
    return front if point and front and len(ending) <= 5 and " " not in ending else name


def version_of(name: str) -> str | None:
    """What the name is a version of, `dune` for `dune_v2_4x.png`, in lower case; None for a plain name."""
    whole = stem(name).strip()
    left = whole
    for _ in range(_MOST):
        found = _VERSION.search(left, max(0, len(left) - _LONGEST))
        shorter = left[:found.start()].rstrip("-_. ") if found else ""
        if not shorter:
            break
        left = shorter
    return left.casefold() if left != whole else None


def root_of(name: str) -> str:
    """The name that all versions share: `dune` for `dune.png` and `dune_v2.png`, in lower case."""
    return version_of(name) or stem(name).strip().casefold()
