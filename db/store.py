"""The one way to the library file: short reads, labelled writes, undo and redo, and the news after each commit.

One write connection per process, guarded by one RLock; two read-only ones, for short and for slow reads, that wait for
no writer. Writes hold the lock for at most about 50 ms; longer work is cut into parts (`step`).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db import driver, journal, migrate
from db.changes import Changes
from db.connections import Checkpointer, Reader, connected
from db.errors import BugError, Busy, Gone, NotALibrary, ReadOnly, Refused, UndoConflict, mapped, translated
from db.history import History, Kind, State, Step
from db.replay import Replay, conflict
from db.statements import Read, Write

log = logging.getLogger(__name__)

Listener = Callable[[Changes], None]
Progress = Callable[[int, int], bool]
"""Called with (parts done, parts in all) between the parts of a long step; False cancels it."""

LONG_WRITE_S = 0.05
MERGE_WITHIN_S = 1.0


class OpenStep:
    """A step of several parts that is going on (see `Store.step`)."""

    def __init__(self, store: Store, step_id: int) -> None:
        self._store = store
        self.id = step_id

    @contextmanager
    def part(self) -> Iterator[Write]:
        """One transaction of the step, as `Store.write`."""
        with self._store.write_part(self.id) as tx:
            yield tx


class Store:
    """An open library file."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Opens a library file. Raises: NotALibrary, TooNew, Corrupt, Busy.

        A file of an older program is migrated first (a verified backup is made before). `read_only` needs no lock and
        no write permission; what is written then raises ReadOnly.
        """
        if not path.is_file():
            raise NotALibrary("There is no library here.", "Look whether the folder was moved or its disk unplugged.")
        self.path = path
        self.read_only = read_only
        self._lock = threading.RLock()
        self._listeners: list[Listener] = []
        self._writer: int | None = None  # the thread that writes now
        self._busy_with: str | None = None
        self.held_s = 0.0  # how long the last write held the library
        with mapped():
            if not read_only:
                migrate.bring_up_to_date(path)
            else:
                migrate.refuse_newer(path)
            self._connection = connected(path, read_only=read_only)
            self._quick: Reader | None = Reader(path) if driver.WAL_IS_SAFE else None
            self._slow: Reader | None = Reader(path) if driver.WAL_IS_SAFE else None
            self._checkpointer = Checkpointer(path)
            self._history = History(self._connection)
            self._data_version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if not read_only:
                self._journal = journal.Journal(self._connection)
                self._finish_interrupted()

    @staticmethod
    def create(path: Path) -> Store:
        """A new, empty library file. Raises: Refused when a file is there already."""
        migrate.create(path)
        return Store(path)

    def close(self) -> None:
        """All connections are closed; the store is of no use afterwards."""
        for other in (self._quick, self._slow, self._checkpointer):
            if other is not None:
                other.close()
        with self._lock:
            self._listeners.clear()
            self._connection.close()  # the last one: it empties the WAL

    # -- reading -----------------------------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Read]:
        """Short reads (under 5 ms) that belong together. Any thread; sees what was committed, and waits for no write.

        Within `write` of the same thread it sees what that has written so far.
        """
        if self._quick is None or self._writer == threading.get_ident():
            with self._lock:
                yield Read(self._connection)
        else:
            with self._quick.snapshot() as read:
                yield read

    @contextmanager
    def slow_read(self) -> Iterator[Read]:
        """Long reads on a connection of their own, in one snapshot; not for the GUI thread."""
        if self._slow is None:  # rollback journal: a second connection would stand in the writer's way
            with self.read() as read:
                yield read
        else:
            with self._slow.snapshot() as read:
                yield read

    # -- writing -----------------------------------------------------------------------------------------------------

    @contextmanager
    def write(self, label: str | None, *, merge: str | None = None) -> Iterator[Write]:
        """One transaction and one step of the history, or none of it when an exception leaves the block.

        `label` names the step for Undo; None is no step: only for what jobs find out about a row, for having looked,
        and for observed tables. A write that changes nothing is no step. Writes with the same `merge` key within a
        second of each other are one step. Raises: DbError kinds; BugError when nested or when rows come or go unlabelled.
        """
        with self._writing(label, merge=merge) as tx:
            yield tx

    @contextmanager
    def step(self, label: str, kind: Kind = "bulk") -> Iterator[OpenStep]:
        """One step made of several transactions of at most about 50 ms; an exception takes its parts back (unless a gesture
        made meanwhile touched the same items: then what is done stays, as a step).

        A crash takes the parts of a bulk step back at the next open; an import is left open, and resumed.
        """
        step = self.begin_step(label, kind)
        try:
            yield step
        except BaseException:
            self._take_back(step.id)
            raise
        self.end_step(step.id)

    def begin_step(self, label: str, kind: Kind) -> OpenStep:
        """A step that stays open until `end_step` (an import is one, over restarts)."""
        with self._writing(None):
            return OpenStep(self, self._history.begin(label, kind))

    def open_step(self, step_id: int) -> OpenStep:
        """An open step of an earlier run, to go on with."""
        return OpenStep(self, step_id)

    def end_step(self, step_id: int, label: str | None = None) -> None:
        """The step is done (under a new label, if given); one without parts is forgotten."""
        with self._writing(None):
            if label is not None:
                self._history.relabel(step_id, label)
            if self._history.count_parts(step_id):
                self._history.set_state(step_id, "done")
            else:
                self._history.drop(step_id)
        self._tell(Changes(label))

    @contextmanager
    def write_part(self, step_id: int) -> Iterator[Write]:
        """One transaction of an open step."""
        with self._writing(None, step_id=step_id) as tx:
            yield tx
        self._checkpointer.run()

    def _refuse_if_unwritable(self) -> None:
        if self.read_only:
            raise ReadOnly("This library is open for reading only. Nothing was changed.", "Close the other window first.")
        if not self.path.exists():  # what is written to a deleted file is lost, and SQLite does not tell
            raise Gone("The library's folder is no longer there. Nothing was changed.", "Put it back, then open it again.")

    @contextmanager
    def _writing(self, label: str | None, *, merge: str | None = None, step_id: int | None = None) -> Iterator[Write]:
        self._refuse_if_unwritable()
        with self._lock:
            if self._writer is not None:
                raise BugError("Store.write() inside Store.write()")
            if label is not None and self._busy_with is not None:
                raise Busy(f"Dailies is still at work: {self._busy_with}.", "Try again when it is done.")
            started = time.perf_counter()
            connection = self._connection
            with mapped():
                connection.execute("BEGIN IMMEDIATE")
            self._writer = threading.get_ident()
            try:
                self._journal.start()
                tx = Write(connection, label)
                yield tx
                images, changes = self._journal.seal(tx.label)
                if images:
                    self._record(tx.label, images, merge, step_id)
                connection.execute("COMMIT")
            except BaseException as error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if isinstance(error, driver.Error):
                    raise translated(error) from error
                raise
            finally:
                self._writer = None
            self.held_s = _note(label, started)
        self._tell(changes)

    def _record(self, label: str | None, images: journal.Images, merge: str | None, step_id: int | None) -> None:
        if label is None and step_id is None:
            journal.refuse_unlabelled(images)
            return
        if step_id is None:
            assert label is not None
            step_id = self._history.mergeable(merge, MERGE_WITHIN_S) if merge else None
            if step_id is None:
                step_id = self._history.begin(label, "gesture", merge)
                self._history.set_state(step_id, "done")
            else:
                self._history.extend(step_id, label)
        self._history.add_part(step_id, self._journal.packed(images))

    # -- undo and redo -----------------------------------------------------------------------------------------------

    def history(self, limit: int = 100) -> list[Step]:
        """The newest steps, newest first."""
        with self._lock, mapped():
            return self._history.steps(limit)

    def next_undo(self) -> Step | None:
        """The step that `undo` would take back. Waits for no writer."""
        with self.read() as read, mapped():
            return History(read.connection).next_undo()

    def next_redo(self) -> Step | None:
        """The step that `redo` would do again. Waits for no writer."""
        with self.read() as read, mapped():
            return History(read.connection).next_redo()

    def undo(self, progress: Progress | None = None) -> Step | None:
        """The last step is taken back; None when there is none. Raises: UndoConflict (nothing was changed)."""
        return self._turn(undo=True, progress=progress)

    def redo(self, progress: Progress | None = None) -> Step | None:
        """The step that was taken back last is done again; None when there is none. Raises: UndoConflict."""
        return self._turn(undo=False, progress=progress)

    def _turn(self, *, undo: bool, progress: Progress | None) -> Step | None:
        with self._lock:
            step = self.next_undo() if undo else self.next_redo()
            if step is None:
                return None
            if self._busy_with is not None:
                raise Busy(f"Dailies is still at work: {self._busy_with}.", "Try again when it is done.")
            parts = self._history.count_parts(step.id, undone=not undo)
            if parts <= 1:
                self._replay_part(step.id, undo=undo, last=True)
                return step
            self._busy_with = step.label
        try:
            with self._writing(None):
                self._history.set_state(step.id, "undoing" if undo else "redoing")
            self._turn_parts(step.id, parts, undo, progress)
        finally:
            self._busy_with = None
        return step

    def _turn_parts(self, step_id: int, parts: int, undo: bool, progress: Progress | None) -> None:
        done = 0
        try:
            while self._replay_part(step_id, undo=undo, last=done + 1 == parts):
                done += 1
                self._checkpointer.run()
                if progress is not None and not progress(done, parts) and done < parts:
                    self._settle(step_id, undo=not undo)
                    return
        except BaseException:
            self._settle(step_id, undo=not undo)
            raise

    def _settle(self, step_id: int, *, undo: bool) -> None:
        """All parts of the step are undone (or done), whatever state it was in; the other way when something is in the way."""
        for way in (undo, not undo):
            try:
                while self._replay_part(step_id, undo=way, last=False):
                    pass
            except UndoConflict:
                continue
            self._set_state(step_id, "undone" if way else "done")
            return
        log.warning("a step can neither be undone nor done again: its parts stay as they are")
        self._set_state(step_id, "done")

    def _set_state(self, step_id: int, state: State) -> None:
        with self._writing(None):
            self._history.set_state(step_id, state)
        self._tell(Changes(None))

    def _replay_part(self, step_id: int, *, undo: bool, last: bool) -> bool:
        self._refuse_if_unwritable()
        with self._lock, mapped():
            part = self._history.next_part(step_id, undo=undo)
            if part is None:
                return False
            number, data = part
            connection, started = self._connection, time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._journal.start()
                Replay(connection, self._journal, self._journal.unpacked(data)).run()
                images, changes = self._journal.seal(None)
                self._history.turn_part(step_id, number, undo, self._journal.packed(images))
                if last:
                    self._history.set_state(step_id, "undone" if undo else "done")
                connection.execute("COMMIT")
            except BaseException as error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if isinstance(error, driver.Error) and isinstance(translated(error), Refused):
                    raise conflict() from error  # a row that came since refers to one that would go
                raise
            self.held_s = _note("undo" if undo else "redo", started)
        self._tell(changes)
        return True

    def _take_back(self, step_id: int) -> None:
        """The parts of a step are undone and it is forgotten; it stays, as done, if a later gesture is in the way."""
        try:
            while self._replay_part(step_id, undo=True, last=False):
                pass
        except UndoConflict:
            self._settle(step_id, undo=False)
            return
        with self._writing(None):
            self._history.drop(step_id)

    def _finish_interrupted(self) -> None:
        """What a crash left half done is whole: a bulk step is taken back, an undo or redo is finished."""
        for step in self._history.unfinished():
            if step.state == "undoing":
                self._settle(step.id, undo=True)
            elif step.state == "redoing":
                self._settle(step.id, undo=False)
            elif step.kind == "bulk":
                self._take_back(step.id)

    def forget_history(self) -> None:
        """No step can be taken back any more (after Empty trash, which is final). Open imports go on."""
        with self._writing(None):
            newest = self._history.steps(1)
            if newest:
                self._history.drop_until(newest[0].id)
        self._tell(Changes(None))

    # -- news --------------------------------------------------------------------------------------------------------

    def listen(self, listener: Listener) -> Callable[[], None]:
        """`listener` is called after every commit that changed something, on the thread that wrote; returns how to stop."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def poll(self) -> bool:
        """Tells the listeners if another program wrote to the file since the last call; whether it did."""
        with self._lock, mapped():
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if version == self._data_version:
                return False
            self._data_version = version
        self._tell(Changes(everything=True))
        return True

    def tidy(self) -> bool:
        """One short step of merging the search index, for idle moments; whether there is more to do."""
        with self._lock, mapped():
            before = self._connection.total_changes
            self._connection.execute("INSERT INTO generation_search (generation_search, rank) VALUES ('merge', 64)")
            more = bool(self._connection.total_changes - before > 1)
        self._checkpointer.run()
        return more

    def _tell(self, changes: Changes) -> None:
        for listener in list(self._listeners):
            listener(changes)


def _note(label: str | None, started: float) -> float:
    """Seconds that a write held the library; they stand in the log too, where `tests.perf` listens."""
    held = time.perf_counter() - started
    log.log(logging.INFO if held > LONG_WRITE_S else logging.DEBUG, "the write %r held the lock for %.1f ms", label, held * 1000)
    return held
