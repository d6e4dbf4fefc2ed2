"""Items on their way to other programs: copied, opened, shown in the file manager."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QProcess, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from app.library import gallery, originals, outgoing
from app.settings import save
from app.ui.kit.outgoing_data import OutgoingData
from app.ui.kit.text import counted, tr

if TYPE_CHECKING:
    from app.ui.shell.main_window import MainWindow

COPY_AT_MOST = 500  # files put on the clipboard
OPEN_AT_MOST = 20  # windows of another program


class Outgoing(QObject):
    """What the window hands to other programs. Originals are never moved; what another program opens is the original."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._copied: OutgoingData | None = None
        library = self._session.library
        self._session.background.run(lambda: outgoing.clean(library))

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions of the table do here."""
        return {"copy_file": self.copy_files, "open_file": self.open_files, "open_with": self.open_with,
                "open_with_other": self.open_with_other, "show_in_folder": self.show_in_folder}

    def name_actions(self) -> None:
        """The action says which program was chosen."""
        program = Path(self._window.settings.open_with)
        action = self._window.actions_.by_id["open_with"]
        action.setText(tr("Open with {program}", program=program.stem) if program.name else tr("Open with…"))
        self._window.actions_.by_id["open_with_other"].setVisible(bool(program.name))

    # -- copying -----------------------------------------------------------------------------------------------------

    def copy_files(self) -> None:
        """The clipboard has the files of the selection under readable names; they are made when they are pasted."""
        library = self._session.library
        seqs = [int(seq) for seq in self._session.selection.seqs()[:COPY_AT_MOST]]
        cards = gallery.cards(library, seqs)
        files = self._files(seqs)
        lost = len(seqs) - len(files)
        if lost:
            self._session.failed.emit(counted(lost, "1 file is not where it was. Its item is kept.",
                                              "{n} files are not where they were. Their items are kept."), "")
        if not files:
            return
        ids = [card.id for seq in seqs if (card := cards.get(seq)) is not None]  # for Paste into a shot
        data = OutgoingData(ids, outgoing.offered(library, list(files)), text=True)
        QGuiApplication.clipboard().setMimeData(data)
        self._copied = data
        self._session.said.emit(counted(len(files), "Copied 1 file", "Copied {n} files"), False)

    def stop(self) -> None:
        """What was copied stays on the clipboard as plain files, which need nothing of this window any more."""
        copied, self._copied = self._copied, None
        clipboard = QGuiApplication.clipboard()
        if copied is not None and (clipboard.ownsClipboard() or clipboard.mimeData() is copied):
            files = copied.files()
            plain = QMimeData()
            plain.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
            plain.setText("\n".join(str(path) for path in files))
            clipboard.setMimeData(plain)

    def _files(self, seqs: list[int]) -> dict[int, Path]:
        """The originals of these items that are there."""
        library = self._session.library
        found: dict[int, Path] = {}
        known = originals.of(library, seqs)
        for seq in seqs:
            if seq in known:
                try:
                    path = library.paths.file(known[seq].location)
                except UserError:
                    continue  # a row that names a file outside of the library: as good as gone
                if path.exists():
                    found[seq] = path
        return found

    # -- opening -----------------------------------------------------------------------------------------------------

    def open_files(self) -> None:
        """The selection is open in the programs that the desktop has for it."""
        for path in self._wanted():
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._session.failed.emit(tr("No program opens this file."), tr("Choose one by Open with."))
                return

    def open_with(self) -> None:
        """The selection is open in the chosen program; asked for the first time."""
        if self._window.settings.open_with:
            self._start(self._window.settings.open_with)
        else:
            self.open_with_other()

    def open_with_other(self) -> None:
        """Another program is chosen, kept, and has the selection open."""
        chosen, _kind = QFileDialog.getOpenFileName(self._window, tr("Open with: choose a program"), _programs())
        if chosen:
            self._window.settings.open_with = chosen
            save(self._window.settings)
            self.name_actions()
            self._start(chosen)

    def _start(self, program: str) -> None:
        files = [str(path) for path in self._wanted()]
        if not files:
            return
        bundle = sys.platform == "darwin" and program.endswith(".app")
        command, given = ("open", ["-a", program, *files]) if bundle else (program, files)
        if not QProcess.startDetached(command, given)[0]:
            self._session.failed.emit(tr("{program} did not start.", program=Path(program).stem),
                                      tr("Choose another by Open with another program."))

    def _wanted(self) -> list[Path]:
        """The files of the selection; why there are none is said."""
        seqs = [int(seq) for seq in self._session.selection.seqs()[:OPEN_AT_MOST]]
        files = list(self._files(seqs).values())
        if len(self._session.selection.seqs()) > OPEN_AT_MOST:
            self._session.failed.emit(tr("More than {n} items are not opened at once.", n=OPEN_AT_MOST), tr("Select fewer."))
            return []
        if seqs and not files:
            self._session.failed.emit(tr("The file is not where it was."), tr("Its item and thumbnail are kept."))
        return files

    # -- file manager ------------------------------------------------------------------------------------------------

    def show_in_folder(self) -> None:
        """The file manager shows the current item's file, selected where it can."""
        for path in self._wanted()[:1]:
            if sys.platform in ("darwin", "win32"):
                self._say_unshown(path, shown_by_system(path))
            else:  # a file manager that starts takes a while to answer
                self._session.background.run(partial(asked_by_bus, path), partial(self._or_its_folder, path))

    def _or_its_folder(self, path: Path, shown: bool) -> None:
        self._say_unshown(path, shown or QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))

    def _say_unshown(self, path: Path, shown: bool) -> None:
        if not shown:
            folder = str(path.parent)
            self._session.failed.emit(tr("No file manager answered."), tr("The file is in {folder}.", folder=folder))


def shown_by_system(path: Path) -> bool:
    """Finder or Explorer shows this file; False when none started."""
    if sys.platform == "darwin":
        return bool(QProcess.startDetached("open", ["-R", str(path)])[0])
    explorer = QProcess()  # it reads its command line in its own way: one text, the path in quotes
    explorer.setProgram("explorer")
    explorer.setNativeArguments(f'/select,"{path}"')  # type: ignore[attr-defined]
    return bool(explorer.startDetached()[0])


def asked_by_bus(path: Path) -> bool:
    """Whether a file manager took the question over D-Bus: it selects the file. Any thread."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    message = QDBusMessage.createMethodCall(
        "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1", "ShowItems")
    message.setArguments([[QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)], ""])
    answer = bus.call(message, timeout=2_000)
    return bool(answer.type() == QDBusMessage.MessageType.ReplyMessage)


def _programs() -> str:
    """Where programs are found."""
    if sys.platform == "win32":
        return str(Path("C:/Program Files"))
    found = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.ApplicationsLocation)
    return found[-1] if sys.platform == "darwin" and found else "/usr/bin"
