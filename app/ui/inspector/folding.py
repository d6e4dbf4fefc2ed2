"""Sections that can be folded up; which ones are is kept in the library."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.library import details as reads
from app.ui.inspector.section import Head
from app.ui.kit import icons
from app.ui.kit.buttons import icon_button
from app.ui.kit.text import tr
from app.ui.outcome import attempt
from app.ui.session import Session


class Folds:
    """The names of the sections that are folded."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folded = reads.folded(session.library)

    def has(self, name: str) -> bool:
        """Whether this section is folded."""
        return name in self._folded

    def put(self, name: str, folded: bool) -> None:
        """This section is folded or not, also the next time; in a library that is read only as long as the window lives."""
        self._folded = self._folded | {name} if folded else self._folded - {name}
        if not self._session.library.read_only:
            attempt(self._session, reads.keep_folded, self._folded)


class Fold(QObject):
    """A head whose arrow, or a click on it, hides what is below it."""

    changed = Signal()

    def __init__(self, name: str, head: Head, body: QWidget, folds: Folds) -> None:
        super().__init__(head)
        self._name, self._head, self._body, self._folds = name, head, body, folds
        self._button = icon_button("chevron-down", "", f"inspector_fold_{name}", small=True, on_click=self.toggle)
        head.row.addWidget(self._button)
        head.clicked.connect(self.toggle)
        head.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_state()

    @property
    def folded(self) -> bool:
        """Whether only the head is to be seen."""
        return self._folds.has(self._name)

    def toggle(self) -> None:
        """Folded, or open again."""
        self._folds.put(self._name, not self.folded)
        self.show_state()
        self.changed.emit()

    def show_state(self) -> None:
        """The arrow and what is below say what is so."""
        folded = self.folded
        icons.set_icon(self._button, "chevron-right" if folded else "chevron-down", "text-3")
        title = self._head.title()
        words = tr("Show {section}", section=title) if folded else tr("Hide {section}", section=title)
        self._button.setAccessibleName(words)
        self._button.setToolTip(words)
        self._body.setVisible(not folded)
