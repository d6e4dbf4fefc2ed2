"""Between the timeline page, which knows no library, and the open shot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.library import gallery, shots
from app.library.importing import Target
from app.library.timeline import Item
from app.ui.kit.text import tr
from app.ui.session import Session
from app.ui.shell.commands import Commands
from app.ui.shell.filmstrips import Filmstrips
from app.ui.timeline.page import TimelinePage
from db import Changes, DbError, Shot, ShotItem

_TABLES = ("shots", "shot_generations", "generations", "generation_variants", "projects")


class TimelineBridge(QObject):
    """Gives the page the open shot, follows the news, and carries out what the page asks for."""

    def __init__(self, session: Session, commands: Commands) -> None:
        super().__init__(session)
        self._session, self._commands = session, commands
        self.filmstrips = Filmstrips(session)
        self.page = TimelinePage(self._picture_of, self.filmstrips.at)
        self._items: list[ShotItem] = []
        page = self.page
        page.set_describe(self._describe)
        page.planned.connect(commands.apply_plan)
        page.items_dropped.connect(self._on_items_dropped)
        page.files_dropped.connect(self._on_files_dropped)
        page.remove_requested.connect(commands.remove_items)
        page.duplicate_requested.connect(commands.duplicate_items)
        page.new_shot_requested.connect(self._on_new_shot)
        page.add_selected_requested.connect(self._on_add_selected)
        page.current_changed.connect(self._on_current)
        page.drag_cancelled.connect(self._on_drag_cancelled)
        session.shot_changed.connect(self.refresh)
        session.selection.changed.connect(self._on_selection)
        session.events.changed.connect(self._on_changed)
        session.thumbnails.ready.connect(self._on_pictures)
        self.filmstrips.ready.connect(self._on_pictures)

    def refresh(self) -> None:
        """The page shows the open shot as it is now; another one when it is gone."""
        library = self._session.library
        every = shots.all_shots(library)
        ids = [shot.id for shot in every]
        if self._session.shot_id not in ids:
            self._session.shot_id = None
            if ids:
                self._session.open_shot(ids[0])  # comes back here
                return
        shot: Shot | None = None
        number = ""
        self._items = []
        if self._session.shot_id is not None:
            at = ids.index(self._session.shot_id)
            shot, number = every[at], f"{at + 1:02}"
            self._items = shots.items(library, shot.id)
        self.page.set_shot(shot, self._items, number)

    def _picture_of(self, row: ShotItem) -> QImage | None:
        return self._session.thumbnails.get(row.thumbnail_url) if row.thumbnail_url else None

    def _describe(self, generation_ids: Sequence[str]) -> Sequence[Item]:
        shot_id = self._session.shot_id
        if shot_id is None:
            return []
        try:
            return shots.as_items(self._session.library, shot_id, generation_ids)
        except DbError:
            return []

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TABLES):
            touched = changes.ids("generations")
            ours = any(item.generation_id in touched for item in self._items)
            if ours or changes.touches("shots", "shot_generations", "projects"):
                self.refresh()

    def _on_pictures(self, _locations: object = None) -> None:
        self.page.refresh_pictures()

    def _on_selection(self) -> None:
        self.page.set_gallery_selection(self._session.selection.count)

    def _on_current(self, row: ShotItem | None) -> None:
        if row is not None:
            self._session.selection.set(row.generation_id, 1, gallery.seqs_of(self._session.library, [row.generation_id]))

    def _on_items_dropped(self, generation_ids: list[str], frame: int | None, insert: bool) -> None:
        self._commands.add_to_shot(generation_ids, frame, insert=insert)

    def _on_files_dropped(self, paths: list[Path], frame: int | None) -> None:
        if self._session.shot_id is not None:
            self._commands.import_paths(paths, Target(shot_id=self._session.shot_id, frame=frame))

    def _on_new_shot(self) -> None:
        self._commands.new_shot()

    def _on_add_selected(self) -> None:
        self._commands.add_to_shot(append=True)

    def _on_drag_cancelled(self) -> None:
        self._session.said.emit(tr("The shot changed meanwhile. Nothing was moved."), False)
