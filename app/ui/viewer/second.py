"""A second window, for another screen: it shows what is current in the first one."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.library import comparison
from app.library.comparison import Compared
from app.ui.kit import theme
from app.ui.kit.labels import label
from app.ui.kit.text import tr
from app.ui.reading import Latest
from app.ui.session import Session
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.compare_pictures import Pictures
from db import Changes

FIRST_SIZE = (960, 600)
LEAST_SIZE = (320, 200)


class SecondWindow(QWidget):
    """F11 and a double click on its frame make it fill the screen; zoom and place stay from one picture to the next."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("second_window")
        self.setAccessibleName(tr("Second window"))
        self.setWindowTitle(tr("Dailies"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the keyboard stays where things are chosen
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*FIRST_SIZE)
        self._session = session
        self._shown: Compared | None = None
        self._asked: str | None = None
        self._reading = Latest(session.background, self)
        self.pictures = Pictures(session, self)
        self.canvas = Canvas(None, self)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = label(tr("Nothing is selected"), "body", "on-scrim", parent=self)
        self._nothing.setObjectName("second_nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.pictures.arrived.connect(self._on_picture)
        session.selection.changed.connect(self._follow)
        session.events.changed.connect(self._on_news)

    def shown(self) -> Compared | None:
        """What is on the screen."""
        return self._shown

    def geometry_text(self) -> str:
        """Where it is, to keep."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore(self, geometry: str) -> None:
        """Where it was, if that is still on a screen."""
        self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))

    def toggle_full_screen(self) -> None:
        """Fills its screen, or is a window again."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # -- following ---------------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        current = self._session.selection.current
        if self.isVisible() and current != self._asked:
            self._read()

    def _read(self) -> None:
        self._asked = current = self._session.selection.current
        if current is None:
            self._take([])
            return
        library = self._session.library
        self._reading.ask(lambda: comparison.primaries(library, [current]), self._take)

    def _take(self, found: list[Compared]) -> None:
        self._shown = found[0] if found else None
        self.pictures.want([self._shown.variant] if self._shown is not None else [])
        self._nothing.setVisible(self._shown is None)
        name = (self._shown.card.name or tr("Untitled")) if self._shown is not None else ""
        self.setWindowTitle(tr("{name} – Dailies", name=name) if name else tr("Dailies"))
        self.canvas.setAccessibleName(name or tr("Nothing is selected"))
        self._show()

    def _show(self) -> None:
        found = self.pictures.get(self._shown.variant) if self._shown is not None else None
        if found is not None:
            self.canvas.set_picture(found.image, found.full_size, found.sharp, found.levels)
        elif self._shown is None or not self.pictures.is_pending(self._shown.variant):
            self.canvas.clear()

    def _on_picture(self, location: str) -> None:
        if self._shown is not None and self._shown.variant.location == location:
            self._show()

    def _on_news(self, changes: Changes) -> None:
        if self.isVisible() and self._asked is not None and (changes.everything or self._asked in changes.ids("generations")):
            self._read()

    # -- events ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_F11: self.toggle_full_screen, Qt.Key.Key_Z: self.canvas.toggle_pixels,
            Qt.Key.Key_Plus: self.canvas.zoom_in, Qt.Key.Key_Equal: self.canvas.zoom_in, Qt.Key.Key_Minus: self.canvas.zoom_out,
            Qt.Key.Key_Escape: self.showNormal if self.isFullScreen() else self.close,
        }
        found = keys.get(Qt.Key(event.key()))
        if found is None:
            super().keyPressEvent(event)
        else:
            found()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._reading.drop()
        self.pictures.stop()
        event.accept()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        self._nothing.setGeometry(self.rect())
        self._nothing.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        painter.end()
