"""One watched folder: what is new in it, stands still, and is media comes in, in bursts. No thread and no clock of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from app.library.watching.scanning import inside, key_of, scan
from app.media.kinds import NOT_MEDIA, recognise
from app.media.limits import UnreadableMedia
from db import WatchedFile

log = logging.getLogger(__name__)

SETTLE_S = 2.0  # size and time of a file stand still for so long before it comes in
GATHER_MOST_S = 20.0  # what has settled waits so long for the rest of its burst
AGAIN_S = 5.0  # a folder that is not there is asked for again
AT_ONCE = 2000  # files of one import

Kind = Literal["starting", "watching", "gone", "refused", "stopped"]
Seen = tuple[str, WatchedFile]


@dataclass(frozen=True)
class State:
    """How it stands with a folder: `settling` files are still being written; `reason` says why it cannot be looked at."""

    kind: Kind
    settling: int = 0
    reason: str = ""


class Intake(Protocol):
    """Where new files go, and what was seen before."""

    def known(self) -> dict[str, WatchedFile]:
        """Every file that was looked at, by its path inside the folder."""

    def note(self, seen: Sequence[Seen], moved_from: Sequence[str] = ()) -> None:
        """These files were looked at, and nothing more comes of them."""

    def bring(self, files: Sequence[Seen]) -> None:
        """These files come in, and count as looked at: both or neither."""


class FolderWatch:
    """Compares a folder with what is known of it, each time `look` is called."""

    def __init__(self, folder: Path, without: Path, intake: Intake, clock: Callable[[], float]) -> None:
        """`without`: the library's folder, which is left out wherever it lies. `clock` gives seconds."""
        self._folder, self._without = folder, without
        self._intake, self._clock = intake, clock
        self._settling: dict[str, tuple[WatchedFile, float]] = {}  # as last seen, and since when it is so
        self.state = State("starting")

    def look(self) -> float | None:
        """What is new and has settled is on its way in. Gives how soon to look again, None: when something happens.

        A folder that is not there is a state. Raises: DbError (nothing of this look counts then).
        """
        moment = self._clock()
        try:
            fresh = self._compared()
        except FileNotFoundError:
            return self._cannot("gone", "")
        except OSError as error:  # permission; a network drive that went away says many things
            kind: Kind = "refused" if isinstance(error, PermissionError) else "gone"
            return self._cannot(kind, error.strerror or str(error))
        waiting = {path: (file, self._standing_since(path, file, moment)) for path, file in fresh}
        ready = [(path, file) for path, (file, since) in waiting.items() if moment - since >= SETTLE_S and file.size_bytes]
        writing = {path for path, (file, since) in waiting.items() if moment - since < SETTLE_S}
        held = min((waiting[path][1] for path, _file in ready), default=moment)
        if ready and (not writing or moment - held >= SETTLE_S + GATHER_MOST_S):
            self._bring(ready)
            for path, _file in ready:
                del waiting[path]
        self._settling = waiting
        self.state = State("watching", sum(1 for file, _since in waiting.values() if file.size_bytes))
        if not writing:
            return None
        return max(0.05, min(waiting[path][1] for path in writing) + SETTLE_S - moment)

    def _cannot(self, kind: Kind, reason: str) -> float:
        if self.state.kind != kind:
            log.info("the watched folder %s is %s %s", self._folder.name, kind, reason)
        self._settling = {}
        self.state = State(kind, 0, reason)
        return AGAIN_S

    def _standing_since(self, path: str, file: WatchedFile, moment: float) -> float:
        before, since = self._settling.get(path, (None, moment))
        return since if before == file else moment

    def _compared(self) -> list[Seen]:
        """The files that were not looked at yet. A file under another name is the one it was."""
        known = self._intake.known()
        names = {file.key: path for path, file in known.items() if file.key is not None}
        fresh, moved, moved_from = [], [], []
        for path, file in scan(self._folder, self._without):
            before = known.get(path)
            if before is not None and _same(before, file):
                if before.key != file.key:  # mounted anew
                    moved.append((path, file))
                continue
            former = names.get(file.key or "", "")
            if former and _same(known[former], file) and key_of(inside(self._folder, former)) != file.key:
                moved.append((path, file))
                moved_from.append(former)
            else:
                fresh.append((path, file))
        if moved:
            self._intake.note(moved, moved_from)
        return fresh

    def _bring(self, ready: Sequence[Seen]) -> None:
        media: list[Seen] = []
        other: list[Seen] = []
        for path, file in ready:
            try:
                recognise(inside(self._folder, path))
            except UnreadableMedia as error:
                (other if NOT_MEDIA in error.reason else media).append((path, file))
            except FileNotFoundError:
                continue
            except OSError:
                media.append((path, file))  # the import says why it cannot be read
            else:
                media.append((path, file))
        if other:
            self._intake.note(other)
        for start in range(0, len(media), AT_ONCE):
            self._intake.bring(media[start:start + AT_ONCE])


def _same(before: WatchedFile, now: WatchedFile) -> bool:
    return before.size_bytes == now.size_bytes and before.modified_ns == now.modified_ns
