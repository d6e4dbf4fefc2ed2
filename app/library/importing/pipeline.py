"""The import itself: threads that copy, other processes that look into the files, and one thread that commits."""

from __future__ import annotations

import errno
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import WorldError
from app.library.importing import others, stops, twins
from app.library.importing.commit import BATCH, Destination, commit, place_duplicates
from app.library.importing.copying import Copied, Copier, Ready, Restless, refused, unreadable
from app.library.importing.counting import Count, size_of
from app.library.importing.names import as_path, as_text, shown
from app.library.importing.report import Report
from app.library.importing.scan import Found, Target, found_in
from app.library.importing.settling import Settling
from app.library.library import Library
from app.media.limits import UnreadableMedia
from db import DbError, DiskFull, ImportItem, OpenStep, imports, variants

if TYPE_CHECKING:
    from app.media.work import Examined

log = logging.getLogger(__name__)

Examine = Callable[..., "Future[Examined]"]
"""Starts looking into a copied file (path, where the thumbnail goes, and its sidecars where there are some) in another
process, or at once in tests."""

Tick = Callable[[Report], bool]
"""Called after every file and while one takes long; False cancels: what is in stays in. It may raise `Suspended`."""

COPIES = 8   # files that are being copied ahead of the others
AHEAD = 16   # files that are copied but not yet looked into: more than a commit keeps the processes waiting
LOOK_S = 0.25


class _Cancelled(Exception):
    """A person does not want the rest."""


class Import:
    """One import of files and folders into a library."""

    def __init__(self, library: Library, sources: Iterable[Path], target: Target, examine: Examine, *, recursive: bool = True,
                 tick: Tick | None = None, import_id: str | None = None, project_id: str | None = None,
                 again: str | None = None) -> None:
        """`examine` starts the work of another process. An import whose `import_id` (its task's) was interrupted goes on.

        `again` is the id of an earlier import: what failed there is tried once more, `sources` are none then.
        """
        self._library = library
        self._sources = [source.absolute() for source in sources]
        self._destination = Destination(project_id or library.project_id, target)
        self._examine = examine
        self._recursive = recursive
        self._again = again
        self._tick = tick or (lambda report: True)
        self._import_id = import_id
        self._on_their_way: set[str] = set()  # sources that are in no list yet
        self._hashes: dict[str, str] = {}  # of what was copied and is in no list yet: sha256 → name
        self._copying: deque[tuple[Path, Future[Copied]]] = deque()
        self._waiting: deque[tuple[Ready, Future[Examined]]] = deque()
        self._ready: list[Ready] = []
        self._settled: list[ImportItem] = []  # in a list, but not written down yet
        self._settling = Settling()
        self._roots = stops.Roots([])
        self._copier = Copier(library.paths.staging)
        self._source_bytes_done = 0
        self._before = 0  # files that came in by an earlier step of this import
        self.report = Report(library=library)

    def run(self) -> Report:
        """Every file is in one of the four lists, committed in batches; also after a cancel.

        Undo: one step “Import 312 items” (none when nothing came in). Raises: DiskIsFull, SourceIsGone and other
        WorldErrors (what was committed stays, the import can be resumed), Suspended from the tick, db.ReadOnly.
        """
        step = self._begin()
        count = Count(self.report, self._found)
        cancelled = False
        try:
            count.start()
            try:
                self._bring(step)
            except _Cancelled:
                cancelled = True
            self._flush(step)
            self._say(None)
        except _Cancelled:  # there is nothing left to cancel
            pass
        except (OSError, DiskFull) as error:
            self._rescue(step, drain=True)
            raise self._stopped(error) from error
        except (stops.NotNow, stops.Suspended):
            self._rescue(step, drain=False)
            raise
        finally:
            count.stop()
            self._forget_staged()
        self.report.cancelled = cancelled
        self.report.total = max(self.report.done, self.report.total if cancelled else 0)
        self._end(step, self.report.counts["imported"] - self._before, cancelled)
        return self.report

    # -- begin and end -----------------------------------------------------------------------------------------------

    def _begin(self) -> OpenStep:
        store = self._library.store
        with store.read() as read:
            there = imports.one(read, self._import_id) if self._import_id is not None else None
            if there is not None:
                self.report.import_id = there.id
                self.report.counts = imports.counts(read, there.id)
                self._roots = stops.Roots([as_path(root) for root in there.target.get("roots", [])])
                gone = self._roots.missing()
                if gone is not None:
                    raise stops.SourceIsGone(str(gone), self.report.counts["imported"])
        if there is not None and there.status == "running" and there.step_id is not None:
            return store.open_step(there.step_id)
        if there is None:
            self._roots = stops.Roots.of(self._sources)
        step = store.begin_step("Import", "import")
        with store.write(None) as tx:
            if there is None:
                self.report.import_id = imports.start(tx, self._destination.project_id, self._library.user_id,
                                                      [as_text(s) for s in self._sources], self._told_target(), self._import_id)
            else:
                imports.reopen(tx, there.id)
                self._before = self.report.counts["imported"]
            imports.set_step(tx, self.report.import_id, step.id)
        return step

    def _told_target(self) -> dict[str, Any]:
        told = {**self._destination.target.as_json(), "roots": [as_text(root) for root in self._roots.paths]}
        return told if self._again is None else {**told, "again": self._again}

    def _found(self) -> Iterator[Found]:
        if self._again is not None:
            earlier = Report(self._again, library=self._library)
            with self._library.store.read() as read:
                earlier.counts = imports.counts(read, self._again)
            return (Found(as_path(item.source)) for item in earlier.failed)
        return found_in(self._sources, recursive=self._recursive, without=self._library.folder)

    def _end(self, step: OpenStep, number: int, cancelled: bool) -> None:
        self.report.placed = place_duplicates(self._library, self.report.import_id, step, self._destination)
        self._library.store.end_step(step.id, self._destination.target.label(number, self.report.placed))
        with self._library.store.write(None) as tx:
            imports.finish(tx, self.report.import_id, cancelled=cancelled)

    # -- one file ----------------------------------------------------------------------------------------------------

    def _bring(self, step: OpenStep) -> None:
        for found in self._found():
            self._take(found, step)
        self._advance(step, copies=0, exams=0)
        self._look_at_root()
        while self._settling:
            still, restless = self._settling.look()
            for source in still:
                self._start(source, settled=True)
            for source in restless:
                self._settle(source, refused(source, "failed", "is still being written, it changed for a minute"))
            self._advance(step, copies=0, exams=0)
            self._write_settled(most=0)
            if self._settling and not (still or restless):
                threading.Event().wait(LOOK_S)
            self._say(None)

    def _take(self, found: Found, step: OpenStep) -> None:
        """The file is on its way, or in a list already."""
        source = as_text(found.path)
        if source in self._on_their_way:
            return
        if self._is_settled(source):
            self._source_bytes_done += size_of(found.path)
            return
        self._on_their_way.add(source)
        if found.state:
            self._look_at_root()
            self._settle(found.path, refused(found.path, found.state, found.reason))
        else:
            self._start(found.path)
        self._advance(step, copies=COPIES, exams=AHEAD)
        self._write_settled(most=BATCH)
        self._say(found.path)

    def _start(self, source: Path, *, settled: bool = False) -> None:
        self._copying.append((source, self._copier.start(source, settled=settled)))

    def _is_settled(self, source: str) -> bool:
        with self._library.store.read() as read:
            return imports.is_settled(read, self.report.import_id, source)

    def _say(self, current: Path | None) -> None:
        """The listener knows how far the import is. Raises: _Cancelled, Suspended."""
        if current is not None:
            self.report.current = shown(current.name)
        self.report.bytes_done = self._copier.bytes_done
        self.report.total = max(self.report.total, self.report.done)
        if not self._tick(self.report):
            raise _Cancelled

    def _advance(self, step: OpenStep, *, copies: int, exams: int) -> None:
        """At most so many files wait for their copy, and for being looked into."""
        while self._copying and (len(self._copying) > copies or self._copying[0][1].done()):
            source, copy = self._copying[0]
            self._await(copy)
            self._copying.popleft()
            self._on_copied(source, copy, step)
            self._drain(step, keep=exams)
        self._drain(step, keep=exams)

    def _drain(self, step: OpenStep, keep: int) -> None:
        while self._waiting and (len(self._waiting) > keep or self._waiting[0][1].done()):
            ready, exam = self._waiting[0]
            self._await(exam)
            self._waiting.popleft()
            self._on_examined(ready, exam, step)

    def _await(self, future: Future[Any]) -> None:
        while not future.done() and not wait([future], timeout=LOOK_S).done:
            self._say(None)

    def _on_copied(self, source: Path, copy: Future[Copied], step: OpenStep) -> None:
        try:
            copied = copy.result()
        except OSError as error:
            if error.errno in (*stops.FULL, errno.EROFS) or not self._library.paths.staging.is_dir():
                raise
            self._look_at_root()
            what = ("is a link that leads nowhere" if error.errno == errno.ENOENT and source.is_symlink()
                    else f"cannot be read: {error.strerror or error}")
            self._settle(source, refused(source, "failed", what))
            return
        if isinstance(copied, Restless):
            self._settling.add(source)
        elif isinstance(copied, ImportItem):
            self._settle(source, copied)
        elif not self._is_duplicate(copied, step):
            self._hashes[copied.sha256] = shown(source.name)
            if copied.model is not None:
                self._keep(copied, step)
                return
            more = (copied.sidecars,) if copied.sidecars else ()
            try:
                exam = self._examine(str(copied.staged), str(copied.staged_thumbnail), *more)
            except BaseException:
                copied.forget()
                raise
            self._waiting.append((copied, exam))

    def _is_duplicate(self, ready: Ready, step: OpenStep) -> bool:
        twin = self._hashes.get(ready.sha256)
        there = self._having(ready)
        if there is None and twin is not None:  # its twin is on its way in: see what becomes of it
            self._drain(step, keep=0)
            self._flush(step)
            there = self._having(ready)
        if there is None:
            return False
        back = twins.put_back(self._library, ready, there)
        ready.forget()
        if twin is None and there.variant_id is not None:
            twin = self._brought_now(there.variant_id)
        reason = there.reason(put_back=back) if twin is None else f"The same file as {twin}. It was imported once."
        self._settle(ready.source, ImportItem(as_text(ready.source), "duplicate", reason, there.generation_id, there.variant_id,
                                              None))
        return True

    def _having(self, ready: Ready) -> twins.Twin | None:
        with self._library.store.read() as read:
            return twins.twin_of(read, ready, self._destination.target, self._library.user_id)

    def _brought_now(self, variant_id: str) -> str | None:
        """The name that a variant of this import came with; None when it was in the library before."""
        with self._library.store.read() as read:
            there = variants.one(read, variant_id)
            if there.source_path is None or not imports.is_settled(read, self.report.import_id, there.source_path):
                return None
            run = imports.one(read, self.report.import_id)
        return shown(there.source_name or "") if run is not None and there.created_at >= run.created_at else None

    def _settle(self, source: Path, item: ImportItem) -> None:
        self._settled.append(item)
        self._settling.forget(source)
        self._source_bytes_done += size_of(source)

    def _write_settled(self, most: int) -> None:
        """Files that did not come in are written down, if they are more than so many."""
        if len(self._settled) > most:
            with self._library.store.write(None) as tx:
                for item in self._settled:
                    imports.record(tx, self.report.import_id, item)
            self._in_their_lists(self._settled)
            self._settled = []

    def _in_their_lists(self, items: Iterable[ImportItem]) -> None:
        for item in items:
            self.report.counts[item.state] += 1
            self._on_their_way.discard(item.source)

    # -- what comes back from the other process ----------------------------------------------------------------------

    def _on_examined(self, ready: Ready, exam: Future[Examined], step: OpenStep) -> None:
        try:
            ready.examined = exam.result()
        except UnreadableMedia as error:
            self._drop(ready, unreadable(ready.source, error))
        except TimeoutError:
            self._drop(ready, refused(ready.source, "failed", "took too long to read. It was not imported"))
        except BaseException:
            ready.forget()
            raise
        else:
            self._keep(ready, step)
            return
        self._say(ready.source)

    def _keep(self, ready: Ready, step: OpenStep) -> None:
        """The file waits for its rows; enough of them get theirs."""
        self._ready.append(ready)
        if len(self._ready) >= BATCH:
            self._flush(step)
        self._say(ready.source)

    def _drop(self, ready: Ready, item: ImportItem) -> None:
        ready.forget()
        self._hashes.pop(ready.sha256, None)
        self._settle(ready.source, item)

    def _flush(self, step: OpenStep) -> None:
        """What was looked into is in, and every list is written down."""
        self._write_settled(most=0)
        if self._ready:
            batch, self._ready = self._ready, []
            elsewhere = [ready for ready in batch if twins.belongs_elsewhere(ready, self._destination.target)]
            media = [ready for ready in batch if not twins.belongs_elsewhere(ready, self._destination.target)]
            try:
                for put, part in ((commit, media), (others.commit_others, elsewhere)):
                    if part:
                        self._in_their_lists(put(self._library, self.report.import_id, step, self._destination, part,
                                                 self._copier.sync))
            except BaseException:
                for ready in elsewhere:  # models are large: no copy of one stays on a full disk
                    ready.forget()
                raise
            for ready in batch:
                self._hashes.pop(ready.sha256, None)
                self._source_bytes_done += ready.size_bytes

    # -- when it stops -----------------------------------------------------------------------------------------------

    def _look_at_root(self) -> None:
        """The places of the sources are there. Raises: SourceIsGone."""
        gone = self._roots.missing()
        if gone is not None:
            raise stops.SourceIsGone(str(gone), self.report.counts["imported"])

    def _rescue(self, step: OpenStep, *, drain: bool) -> None:
        """What is ready comes in, if the world lets us; with `drain` also what is still being looked into."""
        try:
            while drain and self._waiting:
                ready, exam = self._waiting.popleft()
                try:
                    ready.examined = exam.result()
                    self._ready.append(ready)
                except (OSError, UnreadableMedia):  # it is looked at again when the import goes on
                    ready.forget()
            self._flush(step)
        except (OSError, DbError) as error:
            log.info("what was copied already could not be kept: %s", error)

    def _forget_staged(self) -> None:
        self._copier.close()
        for _source, copy in self._copying:
            if not copy.cancelled() and copy.exception() is None and isinstance(copied := copy.result(), Ready):
                copied.forget()
        for ready, exam in self._waiting:
            exam.cancel()
            ready.forget()
        for ready in self._ready:
            ready.forget()

    def _stopped(self, error: OSError | DiskFull) -> WorldError:
        files = self.report.counts["imported"]
        if isinstance(error, OSError) and error.errno not in stops.FULL:
            return WorldError(f"The import stopped: {error.strerror or error}. {files:,} files are in.",
                              "Look at the disk, then import the folder again: only what is missing will be copied.")
        needed = max(0, self.report.total_bytes - self._source_bytes_done) + stops.RESERVE_BYTES
        return stops.DiskIsFull(needed, stops.free_bytes(self._library.folder), files)
