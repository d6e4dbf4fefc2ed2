"""The import itself: one thread that copies and commits, other processes that look into the files."""

from __future__ import annotations

import errno
import logging
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import WorldError
from app.library.importing.commit import BATCH, Ready, commit
from app.library.importing.scan import Target, files_in
from app.library.library import Library
from app.media.hashing import SourceChanged, copy_hashed
from app.media.kinds import NOT_MEDIA, recognise
from app.media.limits import UnreadableMedia
from db import DbError, ImportItem, OpenStep, imports, new_id, variants

if TYPE_CHECKING:
    from app.media.work import Examined

log = logging.getLogger(__name__)

Examine = Callable[[str, str], "Future[Examined]"]
"""Starts looking into a copied file (path, where the thumbnail goes) in another process, or at once in tests."""

AHEAD = 8  # files that are copied but not yet looked into


@dataclass
class Report:
    """What became of the files so far. `total` is how many there were at the start."""

    import_id: str = ""
    total: int = 0
    bytes_done: int = 0
    current: str = ""
    imported: list[ImportItem] = field(default_factory=list)
    duplicates: list[ImportItem] = field(default_factory=list)
    skipped: list[ImportItem] = field(default_factory=list)
    failed: list[ImportItem] = field(default_factory=list)
    cancelled: bool = False

    @property
    def done(self) -> int:
        """How many files are in one of the four lists."""
        return len(self.imported) + len(self.duplicates) + len(self.skipped) + len(self.failed)

    def add(self, item: ImportItem) -> None:
        """The file is in the list of its state."""
        {"imported": self.imported, "duplicate": self.duplicates, "skipped": self.skipped}.get(
            item.state, self.failed).append(item)


Tick = Callable[[Report], bool]
"""Called after every file; False cancels: what is in stays in."""


class Import:
    """One import of files and folders into a library."""

    def __init__(self, library: Library, sources: Iterable[Path], target: Target, examine: Examine, *,
                 recursive: bool = True, tick: Tick | None = None, import_id: str | None = None,
                 project_id: str | None = None) -> None:
        """`examine` starts the work of another process. An import whose `import_id` (its task's) was interrupted goes on."""
        self._library = library
        self._sources = [source.absolute() for source in sources]
        self._target = target
        self._project_id = project_id or library.project_id
        self._examine = examine
        self._recursive = recursive
        self._tick = tick or (lambda report: True)
        self._import_id = import_id
        self._hashes: dict[str, str] = {}  # of this import: sha256 → source
        self._waiting: deque[tuple[Ready, Future[Examined]]] = deque()
        self._ready: list[Ready] = []
        self.report = Report()

    def run(self) -> Report:
        """Every file is in one of the four lists, committed in batches; also after a cancel.

        Undo: one step “Import 312 items” (none when nothing came in). Raises: WorldError when the disk is full or gone
        (what was committed stays, the import can be resumed), db.ReadOnly.
        """
        step = self._begin()
        cancelled = True
        try:
            settled = self._settled()
            self.report.total = sum(1 for _ in self._files())  # names only: quick
            for source in self._files():
                if str(source) in settled:
                    continue
                if not self._take(source, step):
                    break
            else:
                cancelled = False
            self._drain(step, keep=0)
            self._flush(step)
        except OSError as error:
            self._keep_what_is_ready(step)
            raise WorldError(self._stopped(error), "Free some space or plug the disk in, then import the folder again: "
                             "only what is missing will be copied.") from error
        except BaseException:
            self._forget_staged()
            raise
        self.report.cancelled = cancelled
        self._end(step, cancelled)
        return self.report

    # -- begin and end -----------------------------------------------------------------------------------------------

    def _begin(self) -> OpenStep:
        store = self._library.store
        with store.read() as read:
            running = dict(imports.unfinished(read)) if self._import_id is not None else {}
        if self._import_id in running:
            self.report.import_id = self._import_id or ""
            step_id = running[self._import_id or ""]
            if step_id is not None:
                return store.open_step(step_id)
        step = store.begin_step("Import", "import")
        with store.write(None) as tx:
            if not self.report.import_id:
                self.report.import_id = imports.start(tx, self._project_id, self._library.user_id,
                                                      [str(s) for s in self._sources], self._target.as_json(), self._import_id)
            imports.set_step(tx, self.report.import_id, step.id)
        return step

    def _files(self) -> Iterator[Path]:
        return files_in(self._sources, recursive=self._recursive, without=self._library.folder)

    def _settled(self) -> set[str]:
        with self._library.store.read() as read:
            for item in imports.report(read, self.report.import_id):
                self.report.add(item)
            return imports.settled(read, self.report.import_id)

    def _end(self, step: OpenStep, cancelled: bool) -> None:
        number = len(self.report.imported)
        what = "variant" if self._target.variant_of else "part" if self._target.part_of else "item"
        origin = f" from {self._target.origin}" if self._target.origin else ""
        self._library.store.end_step(step.id, f"Import {number:,} {what}{'' if number == 1 else 's'}{origin}")
        with self._library.store.write(None) as tx:
            imports.finish(tx, self.report.import_id, cancelled=cancelled)

    # -- one file ----------------------------------------------------------------------------------------------------

    def _take(self, source: Path, step: OpenStep) -> bool:
        """The file is copied and being looked into, or in a list; False: the person cancelled."""
        self.report.current = source.name
        staged = self._library.paths.staging / f"{new_id()}.part"
        try:
            if not stat.S_ISREG(source.stat().st_mode):
                raise UnreadableMedia(f"is no file, {NOT_MEDIA}")
            kind = recognise(source)
            copied = copy_hashed(source, staged)
        except UnreadableMedia as error:
            self._refuse(source, error)
        except SourceChanged as error:
            self._settle(ImportItem(str(source), "failed", error.message, None, None, None))
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
                raise
            self._settle(ImportItem(str(source), "failed", f"{source.name} cannot be read: {error.strerror or error}.",
                                    None, None, None))
        else:
            self.report.bytes_done += copied.size_bytes
            ready = Ready(source, staged, kind.ext, copied.sha256, copied.size_bytes)
            if not self._is_duplicate(ready, step):
                self._hashes[copied.sha256] = str(source)
                self._waiting.append((ready, self._examine(str(staged), str(ready.staged_thumbnail))))
        self._drain(step, keep=AHEAD)
        return self._tick(self.report)

    def _is_duplicate(self, ready: Ready, step: OpenStep) -> bool:
        there = self._having(ready.sha256)
        if there is None and ready.sha256 in self._hashes:  # its twin is on its way in: see what becomes of it
            self._drain(step, keep=0)
            self._flush(step)
            there = self._having(ready.sha256)
        if there is None:
            return False
        ready.staged.unlink()
        twin = self._hashes.get(ready.sha256)
        reason = ("Already in the library. Nothing was copied." if twin is None else
                  f"The same file as {Path(twin).name}. It was imported once.")
        self._settle(ImportItem(str(ready.source), "duplicate", reason, there[0], there[1], None))
        return True

    def _having(self, sha256: str) -> tuple[str, str] | None:
        with self._library.store.read() as read:
            return variants.having_bytes(read, sha256, self._library.user_id)

    def _refuse(self, source: Path, error: UnreadableMedia) -> None:
        state = "skipped" if NOT_MEDIA in error.reason else "failed"
        self._settle(ImportItem(str(source), state, f"{source.name} {error.reason}. The original is untouched.",
                                None, None, None))

    def _settle(self, item: ImportItem) -> None:
        self.report.add(item)
        with self._library.store.write(None) as tx:
            imports.record(tx, self.report.import_id, item)

    # -- what comes back from the other process ----------------------------------------------------------------------

    def _drain(self, step: OpenStep, keep: int) -> None:
        while len(self._waiting) > keep or (self._waiting and self._waiting[0][1].done()):
            ready, future = self._waiting.popleft()
            try:
                ready.examined = future.result()
            except UnreadableMedia as error:
                ready.forget()
                self._hashes.pop(ready.sha256, None)
                self._refuse(ready.source, error)
            except TimeoutError:
                ready.forget()
                self._hashes.pop(ready.sha256, None)
                self._settle(ImportItem(str(ready.source), "failed", f"{ready.source.name} took too long to read. "
                                        "It was not imported, the original is untouched.", None, None, None))
            else:
                self._ready.append(ready)
            if len(self._ready) >= BATCH:
                self._flush(step)
            self._tick(self.report)

    def _flush(self, step: OpenStep) -> None:
        if self._ready:
            batch, self._ready = self._ready, []
            for item in commit(self._library, self.report.import_id, step, self._target, batch, self._project_id):
                self.report.add(item)
            self._tick(self.report)

    # -- when it stops -----------------------------------------------------------------------------------------------

    def _keep_what_is_ready(self, step: OpenStep) -> None:
        """What was copied before the disk refused comes in, if it lets us; nothing is left of the rest."""
        try:
            self._drain(step, keep=0)
            self._flush(step)
        except (OSError, DbError) as error:
            log.info("what was copied already could not be kept: %s", error)
        self._forget_staged()

    def _forget_staged(self) -> None:
        for ready, future in self._waiting:
            future.cancel()
            ready.forget()
        for ready in self._ready:
            ready.forget()

    def _stopped(self, error: OSError) -> str:
        counts = f"{len(self.report.imported):,} files are in."
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return f"The disk is full. {counts}"
        return f"The import stopped: {error.strerror or error}. {counts}"
