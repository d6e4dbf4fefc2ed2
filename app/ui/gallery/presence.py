"""Whether the files of the tiles on the screen are where the library says: looked at beside the window."""

from __future__ import annotations

import time
from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.paths import LibraryPaths
from app.ui.session import Session

AGAIN_S = 30.0
MOST = 20_000


class Presence(QObject):
    """Answers at once with what was last seen; looks again, in the background, at what was asked about."""

    changed = Signal(object)  # set of locations that went or came back

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = session.library.paths
        self._background = session.background
        self._seen: OrderedDict[str, tuple[bool, float]] = OrderedDict()
        self._asked: set[str] = set()
        self._looking = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)

    def missing(self, location: str | None) -> bool:
        """Whether the file was not there when it was last looked for."""
        if not location:
            return False
        missing, at = self._seen.get(location, (False, 0.0))
        if time.monotonic() - at > AGAIN_S or location not in self._seen:
            self._asked.add(location)
            if not self._looking and not self._soon.isActive():
                self._soon.start()
        return missing

    def forget(self) -> None:
        """All files are looked for again, when they are asked about."""
        self._seen.clear()

    def _look(self) -> None:
        asked, self._asked = list(self._asked), set()
        if not asked:
            return
        self._looking = True
        paths = self._paths

        def look() -> dict[str, bool]:
            return {location: _is_missing(paths, location) for location in asked}

        self._background.run(look, self._looked, self._gave_up)

    def _looked(self, found: dict[str, bool]) -> None:
        self._looking = False
        at = time.monotonic()
        changed = {loc for loc, missing in found.items() if self._seen.get(loc, (False, 0.0))[0] != missing}
        for location, missing in found.items():
            self._seen[location] = (missing, at)
            self._seen.move_to_end(location)
        while len(self._seen) > MOST:
            self._seen.popitem(last=False)
        if changed:
            self.changed.emit(changed)
        if self._asked:
            self._soon.start()

    def _gave_up(self, _error: Exception) -> None:
        self._looking = False  # a disk that is gone: asked again with the next paint


def _is_missing(paths: LibraryPaths, location: str) -> bool:
    try:
        return not paths.file(location).is_file()
    except (UserError, OSError):  # a name that leaves the library, or that the disk cannot have
        return True
