"""The two buttons beside the search field: filters and order. They say what the gallery shows now."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.ui.kit import icons, theme, tokens
from app.ui.kit.buttons import GAP_PX, MAX_PX, icon_button
from app.ui.kit.menus import menu
from app.ui.kit.pill import CountPill
from app.ui.kit.text import counted, tr
from app.ui.search.filters import DESCENDING_FIRST, SORTS, active_count
from app.ui.search.panel import FilterPanel
from db import Filter


class FilterButton(QWidget):
    """A button that opens the filters, and a pill that counts those that are on."""

    wanted = Signal(object)  # Filter
    opened = Signal(object)  # the FilterPanel, the first time it opens

    def __init__(self, shown: Filter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self._shown = shown
        self.panel: FilterPanel | None = None
        self.button = _menu_button("list-filter", tr("Filters"), "filter_button", self)
        self.button.clicked.connect(lambda _checked=False: self.toggle())
        self.pill = CountPill("filter_count", tr("Filters"), parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self.pill)
        self.set_filter(shown)

    def toggle(self) -> None:
        """The filters are open, or closed if they were."""
        if self.panel is None:
            self.panel = FilterPanel(self.window())
            self.panel.wanted.connect(self.wanted)
            self.panel.set_filter(self._shown)
            self.opened.emit(self.panel)
        self.panel.toggle_at(self.button)

    def set_filter(self, shown: Filter) -> None:
        """The gallery shows what this filter asks for."""
        self._shown = shown
        if self.panel is not None:
            self.panel.set_filter(shown)
        count = active_count(shown)
        self.pill.set_count(count)
        self.button.setAccessibleName(tr("Filters") if not count else counted(count, "Filters, 1 on", "Filters, {n} on"))

    def set_compact(self, compact: bool) -> None:
        """Only the icon, for narrow windows."""
        _set_words(self.button, not compact)


class SortButton(QToolButton):
    """A button that names the order of the gallery, with a menu of the others and of both directions."""

    wanted = Signal(object)  # Filter

    def __init__(self, shown: Filter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _dress(self, "arrow-down-up", "sort_button")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._shown = shown
        self._current: str | None = None  # the selected item, for “Like the selected item”
        self._words = {sort: (tr(text), tr(up), tr(down)) for sort, text, up, down in SORTS}
        self._menu = menu("sort_menu", self)
        self._menu.setAccessibleName(tr("Order"))
        self._orders, self._ways = QActionGroup(self), QActionGroup(self)
        self.actions_: dict[str, QAction] = {}
        for sort, text, _up, _down in SORTS:
            self.actions_[sort] = self._action(self._orders, f"sort_{sort}", tr(text), partial(self._choose, sort))
        self._menu.addSeparator()
        for way in ("ascending", "descending"):
            self.actions_[way] = self._action(self._ways, f"sort_{way}", "", partial(self._turn, way == "descending"))
        self.setMenu(self._menu)
        self.set_filter(shown)

    def _action(self, group: QActionGroup, name: str, text: str, do: partial[None]) -> QAction:
        action = QAction(text, self._menu)
        action.setObjectName(name)
        action.setCheckable(True)
        action.triggered.connect(lambda _checked=False: do())
        group.addAction(action)
        self._menu.addAction(action)
        return action

    def set_filter(self, shown: Filter) -> None:
        """The button names this order."""
        self._shown = shown
        text, up, down = self._words[shown.sort]
        self.actions_[shown.sort].setChecked(True)
        self.actions_["ascending"].setText(up)
        self.actions_["descending"].setText(down)
        self.actions_["descending" if shown.descending else "ascending"].setChecked(True)
        self.setText(text)
        words = tr("Order: {order}, {way}", order=text, way=(down if shown.descending else up).lower())
        self.setAccessibleName(words)
        self.setToolTip(words)
        self._enable()

    def set_current(self, generation_id: str | None) -> None:
        """This item is selected: others can be ordered by how much they are like it."""
        self._current = generation_id
        self._enable()

    def _enable(self) -> None:
        self.actions_["similar"].setEnabled(self._current is not None or self._shown.like is not None)

    def set_compact(self, compact: bool) -> None:
        """Only the icon, for narrow windows."""
        _set_words(self, not compact)

    def _choose(self, sort: str) -> None:
        like = (self._current or self._shown.like) if sort == "similar" else None
        self.wanted.emit(replace(self._shown, sort=sort, descending=sort in DESCENDING_FIRST, like=like))  # type: ignore[arg-type]

    def _turn(self, descending: bool) -> None:
        self.wanted.emit(replace(self._shown, descending=descending))


def _menu_button(icon: str, text: str, name: str, parent: QWidget) -> QToolButton:
    button = icon_button(icon, text, name, parent=parent)
    _dress(button, icon, name)
    button.setText(text)
    return button


def _dress(button: QToolButton, icon: str, name: str) -> None:
    button.setObjectName(name)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    theme.set_font(button, "body")
    _set_words(button, True)
    icons.set_icon(button, icon)


def _set_words(button: QToolButton, words: bool) -> None:
    beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
    button.setToolButtonStyle(beside if words else alone)
    theme.set_property(button, "words", words)
    button.setIconSize(QSize(tokens.ICON + GAP_PX, tokens.ICON))
    button.setMinimumSize(0, tokens.CONTROL_PX)
    button.setMaximumSize(MAX_PX, MAX_PX)
