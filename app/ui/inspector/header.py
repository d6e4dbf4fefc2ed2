"""The name of the item, which can be typed over, its star, and the line that says what it is."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from app.ui.kit import icons, theme, tokens
from app.ui.kit.buttons import icon_button, tooltip_text
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.text import tr

NAME_LENGTH = 400  # longer than any file system's names


class Header(QWidget):
    """F2 or a double click edits the name in its place; Enter keeps it, Esc leaves it as it was."""

    renamed = Signal(str)
    starred = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_header")
        self.setAccessibleName(tr("Item"))
        self._name = ElidedLabel("", "middle", "strong", parent=self)
        self._name.setObjectName("inspector_name")
        self._name.setAccessibleName(tr("Name"))
        self._field = QLineEdit(self)
        self._field.setObjectName("inspector_name_field")
        self._field.setAccessibleName(tr("Name"))
        self._field.setMaxLength(NAME_LENGTH)
        self._star = icon_button("star", tr("Star"), "inspector_star", "S", small=True, checkable=True,
                                 on_click=self._on_star)
        self._second = ElidedLabel("", "end", "small", "text-3", self)
        self._second.setObjectName("inspector_second_line")
        self._editable = True
        self._starred: bool | None = False
        self._editing = False
        self._from: QWidget | None = None  # what had the focus before
        self._lay_out()
        theme.set_font(self._field, "body")
        self._name.installEventFilter(self)
        self._field.installEventFilter(self)
        self._field.editingFinished.connect(self._keep)

    def _lay_out(self) -> None:
        place = QWidget(self)
        self._stack = QStackedLayout(place)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._name)
        self._stack.addWidget(self._field)
        place.setFixedHeight(theme.scaled(tokens.CONTROL_PX))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(place, 1)
        row.addWidget(self._star)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._second)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_content(self, name: str, second: str, starred: bool | None, editable: bool, markable: bool = True) -> None:
        """Shows this; a name that is being typed stays. `starred` None: some are. `markable`: whether it can be starred."""
        self._name.setText(name)
        self._second.setText(second)
        self._editable = editable
        self._star.setEnabled(markable)
        self._show_star(starred)

    def name(self) -> str:
        """The name shown."""
        return self._name.text()

    def second_line(self) -> str:
        """The line below the name."""
        return self._second.text()

    def is_editing(self) -> bool:
        """Whether the name is being typed."""
        return self._editing

    def _show_star(self, starred: bool | None) -> None:
        self._starred = starred
        self._star.setChecked(bool(starred))
        self._star.setAccessibleDescription(tr("mixed") if starred is None else "")
        icons.set_icon(self._star, "star-filled" if starred else "star")
        words = tr("Remove star") if starred else tr("Star")
        self._star.setAccessibleName(words)
        self._star.setToolTip(tooltip_text(words, "S"))

    def _on_star(self) -> None:
        wanted = self._star.isChecked()
        self._show_star(self._starred)  # it turns when the library says so
        self.starred.emit(wanted)

    # -- editing -----------------------------------------------------------------------------------------------------

    def begin_rename(self) -> None:
        """The name can be typed, all of it selected."""
        if not self._editable:
            return
        self._field.setText(self._name.text())
        self._from = QApplication.focusWidget()
        self._editing = True
        self._stack.setCurrentWidget(self._field)
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_rename(self) -> None:
        """What is typed is kept, if it was being typed."""
        if self.is_editing():
            self._keep()

    def _keep(self) -> None:
        if not self.is_editing():
            return
        typed = self._field.text().strip()
        self._leave()
        if typed and typed != self._name.text():
            self.renamed.emit(typed)

    def _leave(self) -> None:
        had_focus = self._field.hasFocus()
        self._editing = False  # first: a field that loses the focus says that editing is finished
        self._stack.setCurrentWidget(self._name)
        back, self._from = self._from, None
        if had_focus:
            there = back is not None and shiboken6.isValid(back) and back.isVisible() and back is not self._field
            (back if back is not None and there else self._star).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._name and event.type() == QEvent.Type.MouseButtonDblClick:
            self.begin_rename()
            return True
        if watched is self._field and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # single letters and Esc are the field's while it has the focus
            return True
        if watched is self._field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) \
                and event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return False
