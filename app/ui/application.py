"""The program with a window: one QApplication, one library at a time."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from app import __version__, settings
from app.errors import UserError
from app.library import recent
from app.library.library import Library
from app.ui.kit import theme
from app.ui.session import Session
from app.ui.shell.main_window import MainWindow
from db import DbError, TooNew

if TYPE_CHECKING:
    from app.jobs.runner import Runner


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication, dressed in the chosen theme."""
    QCoreApplication.setApplicationName("Dailies")
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("dailies")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
    return QApplication(arguments)


class Program:
    """Opens libraries and shows the window."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.settings = settings.load()
        name = self.settings.theme
        theme.apply(app, "light" if name == "light" else "system" if name == "system" else "dark", self.settings.text_scale)
        self.session: Session | None = None
        self.window: MainWindow | None = None
        self._runner: Runner | None = None
        app.aboutToQuit.connect(self.close)

    def open(self, folder: Path, *, create: bool = False) -> bool:
        """The window shows this library (made first, if so); False when it cannot, which the person was told."""
        try:
            library = self._library(folder, create)
        except (UserError, DbError) as error:
            self._say(error.message, error.hint)
            return False
        self.close()
        self.session = Session(library)
        try:
            self.window = MainWindow(self.session, self.settings)
            self.window.library_requested.connect(self._on_requested)
            self.window.show()
            if not library.read_only:
                from app.jobs.runner import Runner  # after the first paint: nothing of it is seen

                self._runner = Runner(library)
                self._runner.start()
                self.window.watchers.start()
        except (UserError, DbError) as error:  # the file opened, but is damaged further in
            self.close()
            self._say(error.message, error.hint)
            return False
        recent.remember(library.folder)
        return True

    def _library(self, folder: Path, create: bool) -> Library:
        if create:
            return Library.create(folder)
        try:
            return Library.open(folder)
        except TooNew:
            return Library.open(folder, read_only=True)

    def _say(self, message: str, hint: str) -> None:
        if self.session is not None:
            self.session.failed.emit(message, hint)
            return
        box = QMessageBox(QMessageBox.Icon.Warning, "Dailies", message)
        box.setInformativeText(hint)
        box.exec()

    def _on_requested(self, folder: str, create: bool) -> None:
        here = self.session.library if self.session is not None else None
        if here is None or here.read_only or here.folder != Path(folder).absolute():
            self.open(Path(folder), create=create)

    def close(self) -> None:
        """Window, tasks and library are closed, in this order."""
        if self.window is not None:
            self.window.close()
        if self._runner is not None:
            self._runner.stop()
        if self.session is not None:
            self.session.close()
        if self.window is not None:
            self.window.deleteLater()
        self.window, self._runner, self.session = None, None, None


def default_folder() -> Path:
    """Where the first library is made when a person names none."""
    from platformdirs import user_documents_path

    return user_documents_path() / "Dailies"


def run(library: Path | None) -> int:
    """Runs the program until its window is closed; the exit code."""
    app = make_application(sys.argv[:1])
    program = Program(app)
    # Ended from outside: closed as by hand. Python hears the signal at its next step, at the latest in the idle timer,
    # and closes at its next turn: not under the feet of what was running just then.
    signal.signal(signal.SIGTERM, lambda _number, _frame: QTimer.singleShot(0, app.quit))
    folder = library or next((path for path in recent.recent() if path.exists()), default_folder())
    if not program.open(folder, create=library is None and not folder.exists()):
        return 3
    return app.exec()



