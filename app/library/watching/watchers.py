"""The watched folders of an open library at work: a thread for each, so that one that hangs holds up no other."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from app.library.library import Library
from app.library.watching.hearing import Ear, hear
from app.library.watching.intake import QueueIntake
from app.library.watching.looking import AGAIN_S, FolderWatch, State
from app.library.watching.scanning import Identity, identity
from db import Changes, DbError, NotFound, WatchedFolder, watched

log = logging.getLogger(__name__)

RESCAN_S = 30.0  # changes that the system does not tell of, as on network drives
REST = 10  # a look is followed by a pause of so many times its length
GATHER_S = 0.3  # after a hint, for those that follow it
JOIN_S = 5.0  # a thread that waits for a dead network drive is left behind

Hear = Callable[[Path, Path, Callable[[], None]], Ear | None]


class Watchers:
    """Follows the list of watched folders from `start` to `stop`. Nothing of it runs in the thread of the window."""

    def __init__(self, library: Library, hear: Hear = hear) -> None:
        self._library, self._hear = library, hear
        self._work = threading.Condition()
        self._stopping = False
        self._changed = True
        self._running: dict[str, _Watcher] = {}
        self._listeners: list[Callable[[], None]] = []
        self._thread = threading.Thread(target=self._tend, name="watching", daemon=True)
        self._unlisten = library.store.listen(self._heard)

    def start(self) -> None:
        """Folders are looked at, first for what came while the program was closed."""
        self._thread.start()

    def stop(self) -> None:
        """No folder is looked at any more."""
        self._unlisten()
        with self._work:
            self._stopping = True
            self._work.notify_all()
        if self._thread.is_alive():
            self._thread.join()
        for watcher in self._running.values():
            watcher.end()
        until = time.monotonic() + JOIN_S
        for watcher in self._running.values():
            watcher.join(until - time.monotonic())
        self._running.clear()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """`listener` is called when a folder's state changes, on the folder's thread; returns how to stop."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def state(self, folder_id: str) -> State:
        """How it stands with this folder; of one that is paused or not begun with nothing is known."""
        watcher = self._running.get(folder_id)
        return State("starting") if watcher is None else watcher.state

    def look_now(self, folder_id: str) -> None:
        """The folder is looked at without waiting for a change."""
        watcher = self._running.get(folder_id)
        if watcher is not None and watcher.alive:
            watcher.hint()
        else:
            self._follow_anew()

    def _follow_anew(self) -> None:
        with self._work:
            self._changed = True
            self._work.notify_all()

    def _heard(self, changes: Changes) -> None:
        if changes.touches("watched_folders", "projects", "shots"):
            self._follow_anew()

    def _tend(self) -> None:
        while True:
            with self._work:
                self._work.wait_for(lambda: self._changed or self._stopping)
                if self._stopping:
                    return
                self._changed = False
            try:
                with self._library.store.read() as read:
                    folders = {f.id: f for f in watched.folders(read, self._library.user_id) if not f.paused}
            except DbError as error:
                log.info("the list of watched folders cannot be read: %s", error)
                continue
            self._follow(folders)

    def _follow(self, wanted: dict[str, WatchedFolder]) -> None:
        for folder_id, watcher in list(self._running.items()):
            if wanted.get(folder_id) != watcher.folder or not watcher.alive:
                watcher.end()
                watcher.join(JOIN_S)
                del self._running[folder_id]
        for folder_id, folder in wanted.items():
            if folder_id not in self._running:
                self._running[folder_id] = _Watcher(self._library, folder, self._hear, self._tell)
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


class _Watcher:
    """The thread of one folder."""

    def __init__(self, library: Library, folder: WatchedFolder, hear: Hear, tell: Callable[[], None]) -> None:
        self.folder = folder
        self._path, self._library_folder = Path(folder.path), library.folder
        self._hear, self._tell = hear, tell
        self._watch = FolderWatch(self._path, library.folder, QueueIntake(library, folder), time.monotonic)
        self._news, self._ended = threading.Event(), threading.Event()
        self._ear: Ear | None = None
        self._identity: Identity | None = None
        self.state = self._watch.state
        self._thread = threading.Thread(target=self._run, name=f"watching-{self._path.name}", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def hint(self) -> None:
        self._news.set()

    def end(self) -> None:
        self._ended.set()
        self._news.set()

    def join(self, timeout_s: float) -> None:
        self._thread.join(timeout=max(0.0, timeout_s))

    def _run(self) -> None:
        try:
            while not self._ended.is_set():
                self._listen_anew()
                self._news.clear()
                began = time.monotonic()
                soon = self._look()
                took = time.monotonic() - began
                if self._ended.wait(min(took * REST, RESCAN_S)):
                    return
                self._wait(RESCAN_S if soon is None else soon)
        except NotFound:  # removed from the list meanwhile
            log.info("the folder %s is watched no more", self._path.name)
        except Exception:
            log.exception("watching the folder %s stopped", self._path.name)
            self._set_state(State("stopped"))
        finally:
            if self._ear is not None:
                self._ear.stop()

    def _look(self) -> float | None:
        try:
            soon = self._watch.look()
        except NotFound:
            raise
        except DbError as error:  # the disk is full or gone: nothing counts as seen, the next look brings it
            log.info("nothing came in from %s: %s", self._path.name, error)
            soon = AGAIN_S
        self._set_state(self._watch.state)
        return soon

    def _set_state(self, state: State) -> None:
        if state != self.state:
            self.state = state
            if not self._ended.is_set():
                self._tell()

    def _wait(self, most_s: float) -> None:
        """Until something is heard, `most_s` have passed, or the folder went away or came back."""
        until = time.monotonic() + most_s
        while (left := until - time.monotonic()) > 0 and not self._ended.is_set():
            if self._news.wait(min(left, AGAIN_S)):
                self._ended.wait(GATHER_S)
                return
            if self._here() != self._identity:
                return

    def _here(self) -> Identity | None:
        try:
            return identity(self._path)
        except OSError:
            return None

    def _listen_anew(self) -> None:
        """What is heard is of the folder that stands there now."""
        here = self._here()
        if here == self._identity:
            return
        if self._ear is not None:
            self._ear.stop()
            self._ear = None
        self._identity = here
        if here is not None:
            self._ear = self._hear(self._path, self._library_folder, self._news.set)
