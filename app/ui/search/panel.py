"""The filter menu: all conditions at a glance, those that are on or off above, those with a value below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QToolButton, QWidget

from app.ui.kit import icons, theme
from app.ui.kit.buttons import push_button
from app.ui.kit.condition_words import words_of_choice
from app.ui.kit.labels import label
from app.ui.kit.popover import Popover
from app.ui.kit.text import tr
from app.ui.search.filters import FLAGS, KINDS, Flag, Kind, active_count, cleared, is_on, toggled, value_of
from db import Condition, Filter

WIDTH_PX = 456
KEYS_PX = 72


class ValueButton(QToolButton):
    """Shows the value that a key must have, or “Any”; a click opens what can be chosen."""

    def __init__(self, kind: Kind, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = kind
        self.asked: Condition | None = None
        self.setObjectName(f"filter_value_{kind.key}")
        self.setProperty("words", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the mark stands behind the words
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.set_icon(self, "chevron-down")
        theme.set_font(self, "body")
        self.show_value(None)

    def show_value(self, asked: Condition | None) -> None:
        """This is asked for."""
        self.asked = asked
        words = tr("Any") if asked is None else words_of_choice(asked)
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, 108)
        self.setText(shown)
        self.setToolTip(words if shown != words else "")
        self.setAccessibleName(tr("{kind}: {value}", kind=tr(self.kind.text), value=words))
        theme.set_font(self, "body" if asked is None else "strong")


class FilterPanel(Popover):
    """Says what is wanted; shows what the gallery asks for."""

    wanted = Signal(object)  # Filter
    values_asked = Signal(str, object, QPoint)  # key, its Condition or None, where the choices may open (global)
    save_asked = Signal()
    copy_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__("filter_panel", tr("Filters"), window, WIDTH_PX)
        self._shown = Filter()
        self.boxes: dict[str, QCheckBox] = {}
        self.values: dict[str, ValueButton] = {}
        self.clear = push_button(tr("Clear filters"), "filter_clear", "link", on_click=self._clear, parent=self)
        self.copy = push_button(tr("Copy search as text"), "filter_copy", on_click=self.copy_asked.emit, parent=self)
        self.save = push_button(tr("Save this search…"), "filter_save", on_click=self._save, parent=self)
        self.body.addLayout(self._flags())
        line = QWidget(self)
        line.setProperty("ground", "line")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line.setFixedHeight(1)
        self.body.addWidget(line)
        self.body.addLayout(self._kinds())
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.clear)
        foot.addStretch(1)
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        self.body.addSpacing(4)
        self.body.addLayout(foot)

    def _flags(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for at, flag in enumerate(FLAGS):
            grid.addWidget(self._box(flag.id, flag.text, partial(self._toggle, flag)), at // 2, at % 2)
        grid.addWidget(self._box("parts", "Show parts too", self._toggle_parts), len(FLAGS) // 2, len(FLAGS) % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return grid

    def _box(self, name: str, text: str, on_click: Callable[[bool], object]) -> QCheckBox:
        box = QCheckBox(tr(text), self)
        box.setObjectName(f"filter_{name}")
        box.setAccessibleName(tr(text))
        box.setMinimumHeight(theme.scaled(24))
        theme.set_font(box, "body")
        box.clicked.connect(lambda on=False: on_click(on))
        self.boxes[name] = box
        return box

    def _kinds(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        half = (len(KINDS) + 1) // 2
        for at, kind in enumerate(KINDS):
            row, column = at % half, at // half * 2
            words = label(tr(kind.text), "body", "text-2", parent=self)
            words.setMinimumWidth(KEYS_PX)
            button = ValueButton(kind, self)
            button.clicked.connect(lambda _checked=False, button=button: self._ask_values(button))
            self.values[kind.key] = button
            grid.addWidget(words, row, column)
            grid.addWidget(button, row, column + 1, Qt.AlignmentFlag.AlignLeft)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        return grid

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_filter(self, shown: Filter) -> None:
        """The gallery asks for this."""
        self._shown = shown
        for flag in FLAGS:
            self.boxes[flag.id].setChecked(is_on(shown, flag))
        self.boxes["parts"].setChecked(shown.with_parts)
        for key, button in self.values.items():
            button.show_value(value_of(shown, key))
        self.clear.setEnabled(active_count(shown) > 0)

    def set_savable(self, savable: bool, writable: bool) -> None:
        """Whether what is shown can be said as text, and whether the library takes it."""
        self.copy.setEnabled(savable)
        self.save.setEnabled(savable and writable)

    # -- gestures ----------------------------------------------------------------------------------------------------

    def _toggle(self, flag: Flag, on: bool) -> None:
        self.wanted.emit(toggled(self._shown, flag, on))

    def _toggle_parts(self, on: bool) -> None:
        self.wanted.emit(replace(self._shown, with_parts=on))

    def _ask_values(self, button: ValueButton) -> None:
        self.values_asked.emit(button.kind.key, button.asked, button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _clear(self) -> None:
        self.wanted.emit(cleared(self._shown))

    def _save(self) -> None:
        self.dismiss()
        self.save_asked.emit()
