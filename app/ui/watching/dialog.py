"""File ▸ Watched folders…: the list, and adding to it by button or by dropping a folder. It follows the news."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.library import watching
from app.library.watching import Place, Watched, Watchers
from app.ui.kit import mime, theme, tokens
from app.ui.kit.buttons import push_button
from app.ui.kit.labels import label
from app.ui.kit.notice import Notice
from app.ui.kit.text import tr
from app.ui.reading import Latest
from app.ui.session import Session
from app.ui.watching.row import FolderRow
from db import Changes, DbError

WIDTH_PX = 480
INSET_PX = 20
LIST_PX = 240
SOON_MS = 100


class WatchedFoldersDialog(QDialog):
    """Watched folders with their state. Not modal: folders can be dragged here from anywhere."""

    _state_told = Signal()  # from a folder's thread

    def __init__(self, session: Session, watchers: Watchers, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("watched_folders")
        self.setWindowTitle(tr("Watched folders"))
        self.setAcceptDrops(True)
        self.setFixedWidth(theme.scaled(WIDTH_PX))
        self._session, self._watchers = session, watchers
        self._found: list[Watched] = []
        self._rows: dict[str, FolderRow] = {}
        self._places: list[Place] = []
        self._over = False
        self._reading = Latest(session.background, self)
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.refresh)
        session.events.changed.connect(self._on_changed)
        self._state_told.connect(self._show_states, Qt.ConnectionType.QueuedConnection)
        self._unlisten = watchers.listen(self._state_told.emit)
        self.destroyed.connect(self._unlisten)

    def _build(self) -> None:
        self._notice = Notice("watched_notice", self)
        self._into = QComboBox(self)
        self._into.setObjectName("watched_into")
        self._into.setAccessibleName(tr("New folders go into"))
        self._into.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._into.setMinimumContentsLength(16)
        theme.set_font(self._into, "body")
        self._existing = QCheckBox(tr("Also bring in what is in the folder now"), self)
        self._existing.setObjectName("watched_existing")
        self._existing.setAccessibleName(self._existing.text())
        self._existing.setChecked(True)
        theme.set_font(self._existing, "body")
        self._empty = label(tr("No folder is watched yet. Drop one here, or add it below."), "body", "text-3", wrap=True,
                            parent=self)
        self._list = QWidget()
        self._list_column = QVBoxLayout(self._list)
        self._list_column.setContentsMargins(0, 0, 12, 0)
        self._list_column.setSpacing(4)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("watched_list")
        self._scroll.setAccessibleName(tr("Watched folders"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._list)
        into = QHBoxLayout()
        into.setSpacing(8)
        into.addWidget(label(tr("New folders go into"), "body", "text-2", parent=self))
        into.addWidget(self._into, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        self._close = push_button(tr("Close"), "watched_close", "secondary", on_click=self.close, parent=self)
        self._add = push_button(tr("Add a folder…"), "watched_add", "primary", on_click=self._choose, parent=self)
        buttons.addWidget(self._close)
        buttons.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET_PX, INSET_PX, INSET_PX, INSET_PX)
        column.setSpacing(12)
        column.addWidget(label(tr("Watched folders"), "title", parent=self))
        column.addWidget(label(tr("New pictures and clips in these folders come into the library by themselves. The folders "
                                  "stay as they are."), "body", "text-2", wrap=True, parent=self))
        column.addWidget(self._notice)
        column.addWidget(self._empty)
        column.addWidget(self._scroll)
        column.addLayout(into)
        column.addWidget(self._existing)
        column.addLayout(buttons)
        self._add.setDefault(True)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def open_list(self) -> None:
        """The list is in front, as things stand."""
        self._notice.dismiss()
        self.refresh()
        self.show()
        self.raise_()
        self.activateWindow()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.adjustSize()

    def refresh(self) -> None:
        """The list is read again."""
        library = self._session.library
        self._reading.ask(lambda: (watching.all_folders(library), watching.places(library)), self._show)

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches("watched_folders", "imports", "projects", "shots"):
            self._soon.start()

    def _show(self, found: tuple[list[Watched], list[Place]]) -> None:
        self._found, places = found
        self._show_places(places)
        wanted = [watched.folder.id for watched in self._found]
        for folder_id in set(self._rows) - set(wanted):
            row = self._rows.pop(folder_id)
            focused: QWidget | None = self.focusWidget()
            if focused is not None and row.isAncestorOf(focused):
                self._add.setFocus(Qt.FocusReason.OtherFocusReason)
            self._list_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, folder_id in enumerate(wanted):
            if folder_id not in self._rows:
                row = FolderRow(partial(self._watchers.look_now, folder_id), partial(self._pause, folder_id),
                                partial(self._remove, folder_id), self._list)
                self._rows[folder_id] = row
                self._list_column.insertWidget(place, row)
                row.show()
        self._show_states()
        self._empty.setVisible(not wanted)
        self._scroll.setVisible(bool(wanted))
        if wanted:
            self._scroll.setFixedHeight(min(theme.scaled(LIST_PX), self._list.sizeHint().height() + 2))
        self.adjustSize()

    def _show_places(self, places: list[Place]) -> None:
        if places == self._places:
            return
        chosen = self._place()
        self._places = places
        self._into.clear()
        for place in places:
            self._into.addItem(place.project_name if place.shot_name is None else
                               tr("{project}, shot “{shot}”", project=place.project_name, shot=place.shot_name))
        if chosen in places:
            self._into.setCurrentIndex(places.index(chosen))

    def _place(self) -> Place | None:
        at = self._into.currentIndex()
        return self._places[at] if 0 <= at < len(self._places) else None

    def _show_states(self) -> None:
        for watched in self._found:
            if watched.folder.id in self._rows:
                self._rows[watched.folder.id].show_folder(watched, self._watchers.state(watched.folder.id))

    def rows(self) -> list[FolderRow]:
        """The rows, from top to bottom."""
        return [self._rows[watched.folder.id] for watched in self._found if watched.folder.id in self._rows]

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.width(), hint.height())

    # -- what can be done --------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Watch a folder"))
        if name:
            self.add([Path(name)])

    def add(self, folders: list[Path]) -> None:
        """These folders are watched, into the place chosen below the list; a refusal is said."""
        self._notice.dismiss()
        place, existing, library = self._place(), self._existing.isChecked(), self._session.library
        project_id, shot_id = (place.project_id, place.shot_id) if place is not None else (None, None)
        for folder in folders:
            self._session.background.run(
                partial(watching.add, library, folder, project_id=project_id, shot_id=shot_id, existing=existing),
                lambda _folder_id: self.refresh(), self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError | DbError):
            raise error
        self._notice.show_notice(f"{error.message} {error.hint}".strip(), "warn")
        self.adjustSize()

    def _pause(self, folder_id: str) -> None:
        paused = next((watched.folder.paused for watched in self._found if watched.folder.id == folder_id), False)
        self._do(partial(watching.set_paused, self._session.library, folder_id, not paused))

    def _remove(self, folder_id: str) -> None:
        self._do(partial(watching.remove, self._session.library, folder_id))

    def _do(self, verb: partial[None]) -> None:
        try:
            verb()
        except (UserError, DbError) as error:
            self._refused(error)
        self.refresh()

    # -- folders dropped here ----------------------------------------------------------------------------------------

    def _folders(self, event: QDropEvent) -> list[Path]:
        return [path for path in mime.files_in(event.mimeData()) if path.is_dir()]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._folders(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._hold(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hold(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hold(False)
        folders = self._folders(event)
        if folders:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.add(folders)

    def _hold(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._over:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.rect().adjusted(4, 4, -5, -5), tokens.RADIUS_CARD, tokens.RADIUS_CARD)
            painter.end()
