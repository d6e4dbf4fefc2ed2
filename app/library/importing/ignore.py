"""What `.dailiesignore` files leave out of a folder: the patterns of gitignore, in the folder itself or deeper down."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

log = logging.getLogger(__name__)

IGNORE_FILE = ".dailiesignore"
MOST_BYTES = 64 * 1024  # of one file; what is longer is no list of patterns


@dataclass(frozen=True)
class Ignore:
    """What is left out of one folder. A walk begins with `at(folder)` and goes on with `inside(folder)`."""

    _rules: tuple[tuple[str, GitIgnoreSpec], ...] = ()  # (where the folder is seen from the file's own folder, its patterns)

    @staticmethod
    def at(folder: Path) -> Ignore:
        """What the file of this folder says; nothing is left out where there is none."""
        return Ignore(tuple(("", spec) for spec in _read(folder)))

    def inside(self, folder: Path) -> Ignore:
        """The same for a folder in it, whose own file adds to that: the deeper one decides."""
        above = tuple((f"{seen_from}{folder.name}/", spec) for seen_from, spec in self._rules)
        return Ignore((*above, *(("", spec) for spec in _read(folder))))

    def leaves_out(self, name: str, *, is_folder: bool) -> bool:
        """Whether a file or folder of the folder is left out; of a folder that is, nothing inside needs to be asked."""
        for seen_from, spec in reversed(self._rules):
            told = spec.check_file(f"{seen_from}{name}{'/' if is_folder else ''}").include
            if told is not None:
                return bool(told)
        return False


def _read(folder: Path) -> Iterator[GitIgnoreSpec]:
    """The patterns of the folder's own file; a line that is no pattern is passed over."""
    try:
        with (folder / IGNORE_FILE).open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return
    except OSError as error:
        log.info("%s in %s cannot be read, nothing is left out: %s", IGNORE_FILE, folder.name, error.strerror)
        return
    if len(text) > MOST_BYTES:
        log.info("%s in %s is too long to be a list of patterns, nothing is left out", IGNORE_FILE, folder.name)
        return
    from pathspec import GitIgnoreSpec  # when a folder has such a file, not at program start

    lines = []
    for line in text.decode("utf-8-sig", "replace").splitlines():
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:  # GitIgnorePatternError is one
            log.info("%s in %s: this is no pattern: %s", IGNORE_FILE, folder.name, line)
        else:
            lines.append(line)
    yield GitIgnoreSpec.from_lines(lines)
