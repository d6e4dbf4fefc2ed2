"""The values that can be chosen for a condition, as a menu: fixed ones at once, those of the library with their numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.library import suggesting
from app.library.suggesting import Suggestion
from app.ui.kit import menus
from app.ui.kit.text import number, tr
from app.ui.reading import Latest
from app.ui.search.filters import KIND, Offer, offers
from app.ui.session import Session
from db import BadQuery, Condition, Filter, parsed

MOST = 24  # values of the library in a menu; others are typed


class Choices(QObject):
    """`open_at` opens the menu for a condition, or for a key that nothing is asked of yet."""

    chosen = Signal(object, str, object)  # the old Condition or None, its key, the Offer or None for “any”
    typing_asked = Signal(str)  # the key whose values are to be typed

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._widget = parent
        self._reading = Latest(session.background, self)
        self.menu: QMenu | None = None

    def open_at(self, key: str, old: Condition | None, base: Filter, point: QPoint) -> None:
        """The menu stands open at `point` (global), as soon as its values are known."""
        kind = KIND.get(key)
        fixed = offers(key, date.today())
        if fixed or kind is None:
            self._open(key, old, fixed, point)
            return
        library = self._session.library
        bare = base if old is None else base.without(old)
        self._reading.ask(lambda: suggesting.suggest(library, f"{key}:", len(key) + 1, bare, MOST),
                          lambda found: self._open(key, old, read_offers(key, found), point))

    def _open(self, key: str, old: Condition | None, found: list[Offer], point: QPoint) -> None:
        menu = menus.menu("choices", self._widget)
        menu.setAccessibleName(tr(KIND[key].text) if key in KIND else key)
        if not found:
            none = QAction(tr("Nothing to choose from yet"), menu)
            none.setEnabled(False)
            menu.addAction(none)
        for offer in found:
            same = old is not None and (old.op, old.value, old.negated) == (offer.op, offer.value, offer.negated)
            words = tr(offer.text) if offer.count is None else offer.text.replace("&", "&&")
            text = words if offer.count is None else f"{words}\t{number(offer.count)}"
            self._add(menu, text, partial(self.chosen.emit, old, key, offer), same)
        menu.addSeparator()
        if old is not None:
            self._add(menu, tr("Any"), partial(self.chosen.emit, old, key, None))
        self._add(menu, tr("Type another…"), partial(self.typing_asked.emit, key))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu = menu
        menu.popup(point)

    def _add(self, menu: QMenu, text: str, do: Callable[[], object], checked: bool = False) -> None:
        action = QAction(text, menu)
        action.setCheckable(checked)
        action.setChecked(checked)
        action.triggered.connect(lambda _checked=False: do())
        menu.addAction(action)


def read_offers(key: str, found: list[Suggestion]) -> list[Offer]:
    """The suggestions for the values of a key as offers."""
    read = []
    for each in found:
        try:
            asked = parsed(each.text).conditions
        except BadQuery:
            continue
        if len(asked) == 1 and asked[0].key == key and not asked[0].negated:
            read.append(Offer(asked[0].value, asked[0].op, asked[0].value, each.count or 0))
    return read
