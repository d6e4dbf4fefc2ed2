"""Originals on their way to other programs: under the names that people know, and never moved.

What is handed out is a hard link in `cache/outgoing` (or a copy, where the disk has no links), so a program that takes the
file away takes only that. The folder is emptied at the next start.
"""

from __future__ import annotations

import logging
import os
import shutil
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from app.errors import UserError
from app.library import originals
from app.library.library import Library
from app.paths import clean_extension

log = logging.getLogger(__name__)

MOST_COPIED = 64 * 1024 * 1024  # bytes of one request: larger files go out under the name they have in the library
MOST_NAME = 120
_REFUSED = frozenset('<>:"/\\|?*')
_DEVICES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


def readable_name(name: str | None, location: str, taken: set[str]) -> str:
    """What a file is called outside: the item's name and the ending of its content, one that is not `taken` (by case)."""
    ending = clean_extension(location, "bin")
    stem = "".join(" " if letter in _REFUSED or ord(letter) < 32 else letter for letter in name or "")
    if stem.lower().endswith(f".{ending}"):
        stem = stem[: -len(ending) - 1]
    stem = stem.strip(" .")[:MOST_NAME].rstrip(" .") or Path(location).stem
    if stem.lower() in _DEVICES:
        stem = f"{stem}_"
    found, number = f"{stem}.{ending}", 2
    while found.lower() in taken:
        found, number = f"{stem} {number}.{ending}", number + 1
    taken.add(found.lower())
    return found


def prepare(library: Library, seqs: Sequence[int]) -> list[Path]:
    """Files of these items for another program, in this order; what has no file that is there is left out.

    A hundred links take 10 ms; where they must be copies, 64 MB at most are.
    """
    return offered(library, seqs)()


def offered(library: Library, seqs: Sequence[int]) -> Callable[[], list[Path]]:
    """The same, made when what is given back is called: also after the library was closed, and without ever raising."""
    known = originals.of(library, seqs)
    wanted = [known[int(seq)] for seq in seqs if int(seq) in known]
    paths, read_only = library.paths, library.read_only

    def make() -> list[Path]:
        folder = paths.cache / "outgoing" / uuid.uuid4().hex[:12]
        taken: set[str] = set()
        left, found = MOST_COPIED, []
        for original in wanted:
            try:
                source = paths.file(original.location)
                size = source.stat().st_size
            except (UserError, OSError):
                continue  # a row that names a file outside of the library, or one that is not there
            if read_only:
                found.append(source)
                continue
            target = folder / readable_name(original.name, original.location, taken)
            left -= _handed_out(source, target, size <= left)
            found.append(target if target.exists() else source)
        return found

    return make


def _handed_out(source: Path, target: Path, may_copy: bool) -> int:
    """The bytes that were copied: none where a link is enough, or where neither was possible."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:
            if may_copy:
                shutil.copyfile(source, target)
                return target.stat().st_size
    except OSError as error:
        log.info("a file goes out under its own name: %s", error)
    return 0


def clean(library: Library) -> None:
    """What was handed out in an earlier session is gone; the originals stay."""
    if not library.read_only:
        shutil.rmtree(library.paths.cache / "outgoing", ignore_errors=True)
