"""The two buttons beside the search field: filters and order. Their menus say what the gallery shows now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.ui.kit import icons, theme, tokens
from app.ui.kit.buttons import GAP_PX, MAX_PX, icon_button
from app.ui.kit.menus import menu
from app.ui.kit.pill import CountPill
from app.ui.kit.text import counted, tr
from app.ui.search.filters import ORDERS, TOGGLES, Toggle, active_count, cleared, order_of, toggled
from db import Filter


class FilterButton(QWidget):
    """A button with a menu of toggles, and a pill that counts them. The menu stays open while toggling."""

    wanted = Signal(object)  # Filter

    def __init__(self, shown: Filter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self._shown = shown
        self.button = _menu_button("list-filter", tr("Filters"), "filter_button", self)
        self.pill = CountPill("filter_count", tr("Filters"), parent=self)
        self.menu = menu("filter_menu", self)
        self.menu.setAccessibleName(tr("Filters"))
        self.menu.installEventFilter(_StaysOpen(self.menu))
        self.actions_: dict[str, QAction] = {}
        for toggle in TOGGLES:
            if toggle.id in ("starred", "parts"):
                self.menu.addSeparator()
            self.actions_[toggle.id] = self._action(toggle)
        self.menu.addSeparator()
        self.clear = QAction(tr("Clear filters"), self.menu)
        self.clear.setObjectName("filter_clear")
        self.clear.triggered.connect(self._clear)
        self.menu.addAction(self.clear)
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self.pill)
        self.set_filter(shown)

    def _action(self, toggle: Toggle) -> QAction:
        text = tr(toggle.text)
        action = QAction(f"{text}\t{toggle.key}" if toggle.key else text, self.menu)
        action.setObjectName(f"filter_{toggle.id}")
        action.setCheckable(True)
        action.triggered.connect(partial(self._on_toggle, toggle))
        self.menu.addAction(action)
        return action

    def set_filter(self, shown: Filter) -> None:
        """The menu shows what this filter asks for."""
        self._shown = shown
        for toggle in TOGGLES:
            self.actions_[toggle.id].setChecked(toggle.is_on(shown))
        count = active_count(shown)
        self.clear.setEnabled(count > 0)
        self.pill.set_count(count)
        self.button.setAccessibleName(tr("Filters") if not count else counted(count, "Filters, 1 on", "Filters, {n} on"))

    def set_compact(self, compact: bool) -> None:
        """Only the icon, for narrow windows."""
        _set_words(self.button, not compact)

    def _on_toggle(self, toggle: Toggle, _checked: bool = False) -> None:
        self.wanted.emit(toggled(self._shown, toggle, self.actions_[toggle.id].isChecked()))

    def _clear(self, _checked: bool = False) -> None:
        self.wanted.emit(cleared(self._shown))


class SortButton(QToolButton):
    """A button that names the order of the gallery, with a menu of the others."""

    wanted = Signal(object)  # the order: "newest" …

    def __init__(self, shown: Filter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _dress(self, "arrow-down-up", "sort_button")
        self._texts = {order: tr(text) for order, (text, *_order) in ORDERS.items()}
        self._menu = menu("sort_menu", self)
        self._menu.setAccessibleName(tr("Order"))
        self._group = QActionGroup(self)
        self.actions_: dict[str, QAction] = {}
        for sort, text in self._texts.items():
            action = QAction(text, self._menu)
            action.setObjectName(f"sort_{sort}")
            action.setCheckable(True)
            action.triggered.connect(partial(self._on_chosen, sort))
            self._group.addAction(action)
            self._menu.addAction(action)
            self.actions_[sort] = action
        self.setMenu(self._menu)
        self.set_filter(shown)

    def set_filter(self, shown: Filter) -> None:
        """The button names this order."""
        order = order_of(shown)
        text = self._texts[order] if order is not None else tr("Order")
        self._group.setExclusive(order is not None)
        for name, action in self.actions_.items():
            action.setChecked(name == order)
        self.setText(text)
        self.setAccessibleName(tr("Order: {order}", order=text))
        self.setToolTip(tr("Order: {order}", order=text))

    def set_compact(self, compact: bool) -> None:
        """Only the icon, for narrow windows."""
        _set_words(self, not compact)

    def _on_chosen(self, sort: str, _checked: bool = False) -> None:
        self.wanted.emit(sort)


class _StaysOpen(QObject):
    """A click on a toggle leaves the menu open: filters are often changed together."""

    def __init__(self, watched: QMenu) -> None:
        super().__init__(watched)
        self._menu = watched

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            action: QAction | None = self._menu.actionAt(event.position().toPoint())
            if action is not None and action.isEnabled() and action.isCheckable():
                action.trigger()
                return True
        return False


def _menu_button(icon: str, text: str, name: str, parent: QWidget) -> QToolButton:
    button = icon_button(icon, text, name, parent=parent)
    _dress(button, icon, name)
    button.setText(text)
    return button


def _dress(button: QToolButton, icon: str, name: str) -> None:
    button.setObjectName(name)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
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
