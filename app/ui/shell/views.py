"""What the gallery's head says of a view: when the last import was, and when it was looked for missing files."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.library import missing
from app.library.importing import report
from app.ui.gallery.head import GalleryHead
from app.ui.gallery.source import view_of
from app.ui.kit.text import moment, tr
from app.ui.session import Session
from db import Changes, DbError


class ViewNotes(QObject):
    """Follows the session. Missing files are looked for when their view is opened, and again when that is asked for."""

    _progressed = Signal(int, int)

    def __init__(self, session: Session, head: GalleryHead, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._head = session, head
        self._view = ""
        self._looking = self._stopped = False
        self._looked_at: datetime | None = None
        self._progressed.connect(self._on_progress)
        session.filter_changed.connect(self._follow)
        session.page_changed.connect(self._follow)
        session.events.changed.connect(self._on_news)
        self._follow()

    def _follow(self, _what: object = None) -> None:
        view = view_of(self._session.filter) if self._session.page == "gallery" else ""
        entered, self._view = view != self._view, view
        if view == "missing":
            if entered and not self._looking:
                self.look()
            self._say_looked()
        elif view == "recent":
            self._read_import()
        else:
            self._head.set_note("")

    def _on_news(self, changes: Changes) -> None:
        if self._view == "recent" and changes.touches("imports"):
            self._read_import()

    # -- the last import ---------------------------------------------------------------------------------------------

    def _read_import(self) -> None:
        library = self._session.library
        self._session.background.run(lambda: report.last_import_at(library), self._say_import)

    def _say_import(self, at: str | None) -> None:
        if self._view == "recent":
            self._head.set_note(tr("Imported {when}", when=moment(at)) if at is not None else "")

    # -- missing files -----------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Whether every file is there is looked for in the background; the view follows by the news."""
        if self._looking:
            return
        self._looking = True
        library = self._session.library
        self._say_looked()
        self._session.background.run(lambda: missing.look(library, self._tell), self._on_looked, self._on_failed)

    def stop(self) -> None:
        """Looking ends at its next part: the window closes."""
        self._stopped = True

    def _tell(self, done: int, total: int) -> bool:  # on the thread that looks
        self._progressed.emit(done, total)
        return not self._stopped

    def _on_progress(self, done: int, total: int) -> None:
        if self._looking and self._view == "missing":
            self._head.set_note(tr("Looking for files: {done} of {total}", done=done, total=total))

    def _on_looked(self, _found: object) -> None:
        self._looking, self._looked_at = False, datetime.now()
        self._say_looked()

    def _on_failed(self, error: Exception) -> None:
        self._looking = False
        self._say_looked()
        if not isinstance(error, UserError | DbError):
            raise error
        self._session.failed.emit(error.message, error.hint)

    def _say_looked(self) -> None:
        if self._view != "missing":
            return
        if self._looking:
            self._head.set_note(tr("Looking for files…"))
        elif self._looked_at is None:
            self._head.set_note(tr("Not looked for yet"), tr("Look now"), self.look)
        else:
            when = moment(self._looked_at.isoformat(), "HH:mm")
            self._head.set_note(tr("Looked at {time}", time=when), tr("Look again"), self.look)
