"""One watched folder in the list: where it is, where its files go, how it stands, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.library.watching import State, Watched
from app.ui.kit import icons
from app.ui.kit.buttons import icon_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import IconLabel
from app.ui.kit.text import counted, moment, tr

ICONS = {"watching": ("folder", "text-2"), "starting": ("folder", "text-2"), "paused": ("pause", "text-3"),
         "gone": ("triangle-alert", "warn"), "refused": ("triangle-alert", "warn"), "stopped": ("octagon-alert", "danger")}


class FolderRow(QWidget):
    """Name and path, target and state, what it brought; buttons to look now, pause and remove."""

    def __init__(self, look: Callable[[], object], pause: Callable[[], object], remove: Callable[[], object],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("watched_folder")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel("folder", "text-2", parent=self)
        self._name = ElidedLabel(mode="middle", role="body-medium", parent=self)
        self._state = ElidedLabel(mode="end", role="small", ink="text-2", parent=self)
        self._path = ElidedLabel(mode="middle", role="small", ink="text-3", parent=self)
        self.look = icon_button("refresh-cw", tr("Look now"), "watched_look", small=True, on_click=look, parent=self)
        self.pause = icon_button("pause", tr("Pause"), "watched_pause", small=True, on_click=pause, parent=self)
        self.remove = icon_button("x", tr("Watch no more"), "watched_remove", small=True, on_click=remove, parent=self)
        words = QVBoxLayout()
        words.setSpacing(0)
        for line in (self._name, self._state, self._path):
            words.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        for button in (self.look, self.pause, self.remove):
            row.addWidget(button)

    def show_folder(self, found: Watched, state: State) -> None:
        """The row says how it stands with this folder."""
        folder = found.folder
        name = Path(folder.path).name or folder.path
        into = folder.project_name if folder.shot_name is None else tr(
            "{project}, shot “{shot}”", project=folder.project_name, shot=folder.shot_name)
        paused = folder.paused
        said = tr("Paused") if paused else state_words(state)
        self._icon.set_icon(*ICONS["paused" if paused else state.kind])
        self._name.setText(tr("{name} into {place}", name=name, place=into))
        self._state.setText(", ".join(part for part in (said, brought_words(found)) if part))
        self._path.setText(folder.path)
        self.setAccessibleName(f"{self._name.text()}, {self._state.text()}")
        icons.set_icon(self.pause, "play" if paused else "pause")
        word = tr("Go on") if paused else tr("Pause")
        for button, verb in ((self.pause, word), (self.look, tr("Look now")), (self.remove, tr("Watch no more"))):
            button.setToolTip(verb)
            button.setAccessibleName(f"{verb}: {name}")
        self.look.setEnabled(not paused)

    def words(self) -> tuple[str, str]:
        """What the first two lines say."""
        return self._name.text(), self._state.text()


def state_words(state: State) -> str:
    """How it stands, for people."""
    if state.kind == "watching" and state.settling:
        return counted(state.settling, "Waiting for 1 file to be finished", "Waiting for {n} files to be finished")
    return {"watching": tr("Watching"), "starting": tr("Looking"),
            "gone": tr("Is not there at the moment"), "refused": tr("Cannot be read"),
            "stopped": tr("Stopped, look again")}[state.kind]


def brought_words(found: Watched) -> str:
    """What came in from the folder, and when last."""
    if not found.brought or found.last is None:
        return tr("nothing came in yet")
    return counted(found.brought, "1 file came in, {when}", "{n} files came in, the last {when}",
                   when=moment(found.last, "d MMM, HH:mm"))
