"""The popover that tags the selection: a field that completes, the tags used last by number, and the tags there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from app.library import tagging
from app.library.library import Library
from app.ui.kit import theme
from app.ui.kit.buttons import icon_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import IconLabel, label
from app.ui.kit.popover import Popover
from app.ui.kit.text import counted, number, tr
from app.ui.reading import Latest
from app.ui.session import Session
from db import Changes

WIDTH_PX = 360
SHOWN = 9
ROWS_SEEN = 5
TAG_ROLE = Qt.ItemDataRole.UserRole
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class Known:
    """Tags of the project with counts, those used last, and those of the selection."""

    counts: dict[str, int] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    shared: dict[str, int] = field(default_factory=dict)


def read(library: Library, seqs: Sequence[int]) -> Known:
    """What is there at once; the counts come after it. Slow for many items: not for the GUI thread."""
    return Known({}, tagging.last_used(library, SHOWN), tagging.shared(library, seqs))


def offered(known: Known, typed: str) -> list[str]:
    """Nine tags at most: those used last, then the most frequent; with something typed those that contain it, beginnings
    first."""
    wanted = typed.strip().casefold()
    ranked = sorted(known.counts, key=lambda tag: (-known.counts[tag], tag.casefold()))
    every = list(dict.fromkeys([*known.used, *ranked]))
    if not wanted:
        return every[:SHOWN]
    found = [tag for tag in every if wanted in tag.casefold()]
    begins = [tag for tag in found if any(part.startswith(wanted) for part in (tag.casefold(), *tag.casefold().split("/")))]
    return list(dict.fromkeys([*begins, *found]))[:SHOWN]


class TagPopover(Popover):
    """`add` and `remove` are the window's verbs; each tells what it did by itself. Stays open for more tags; Esc ends it."""

    def __init__(self, session: Session, add: Callable[[Sequence[int], str], bool],
                 remove: Callable[[Sequence[int], str], bool], window: QWidget) -> None:
        super().__init__("tag_popover", tr("Tag"), window, WIDTH_PX)
        self._session, self._add, self._remove = session, add, remove
        self._seqs: Sequence[int] = ()
        self._known = Known()
        self._latest = Latest(session.background, self)
        self._counting = Latest(session.background, self)
        self.field = QLineEdit(self)
        self.field.setObjectName("tag_field")
        self.field.setAccessibleName(tr("Tag"))
        self.field.setPlaceholderText(tr("Tag, as look/warm"))
        self.field.textEdited.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.offers = QListWidget(self)
        self.offers.setObjectName("tag_offers")
        self.offers.setAccessibleName(tr("Known tags"))
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.itemClicked.connect(lambda item: self._take(item.data(TAG_ROLE)))
        self._there = QWidget(self)
        self._rows = QVBoxLayout(self._there)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._area = QScrollArea(self)
        self._area.setObjectName("tag_there")
        self._area.setAccessibleName(tr("Tags of the selection"))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._there)
        self._area.viewport().setAutoFillBackground(False)
        self._there.setAutoFillBackground(False)
        for widget in (self._area, self.field, self.offers):
            self.body.addWidget(widget)
        self.setFocusProxy(self.field)
        session.events.changed.connect(self._on_news)

    def open_for(self, seqs: Sequence[int], name: str, opener: QWidget, at: QRect | None = None) -> None:
        """Tags these items; `name` is that of the only one."""
        self._seqs, self._known = seqs, Known()
        n = len(seqs)
        self.title.setText(tr("Tag “{name}”", name=name) if n == 1 and name else counted(n, "Tag 1 item", "Tag {n} items"))
        self.setAccessibleName(self.title.text())
        self.field.clear()
        self._show()
        self.anchor = at
        self.open_at(opener)
        self._ask()

    def tags_there(self) -> list[str]:
        """The tags of the selection that are shown."""
        return list(self._known.shared)

    # -- what there is -----------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        library, seqs = self._session.library, self._seqs
        self._latest.ask(lambda: read(library, seqs), self._use)
        self._counting.ask(lambda: tagging.counts(library), self._use_counts)

    def _use(self, known: Known) -> None:
        self._known = replace(known, counts=self._known.counts)
        self._show()

    def _use_counts(self, counts: dict[str, int]) -> None:
        self._known = replace(self._known, counts=counts)
        self._show()

    def _on_news(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches("generation_tags"):
            self._ask()

    def _show(self) -> None:
        self._show_there()
        self._show_offers()
        self.place()

    def _show_there(self) -> None:
        while self._rows.count():
            taken = self._rows.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for tag, n in self._known.shared.items():
            self._rows.addWidget(self._row(tag, n))
        height = theme.scaled(28) * min(ROWS_SEEN, len(self._known.shared))
        self._area.setFixedHeight(height)
        self._area.setVisible(bool(self._known.shared))

    def _row(self, tag: str, n: int) -> QWidget:
        row = QWidget(self._there)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        every = n >= len(self._seqs)
        line.addWidget(IconLabel("check" if every else "minus", parent=row))
        name = ElidedLabel(tag, mode="middle", parent=row)
        line.addWidget(name, 1)
        said = "" if every else tr("{n} of {all}", n=n, all=len(self._seqs))
        line.addWidget(label(said, "small", "text-2", parent=row))
        words = tr("Remove tag {tag}", tag=tag)
        line.addWidget(icon_button("x", words, f"tag_remove_{tag}", small=True, parent=row,
                                   on_click=lambda: self._remove(self._seqs, tag)))
        row.setFixedHeight(theme.scaled(28))
        return row

    def _show_offers(self) -> None:
        self.offers.clear()
        for at, tag in enumerate(offered(self._known, self.field.text()), 1):
            count = self._known.counts.get(tag)  # None: not counted yet
            item = QListWidgetItem(self.offers)
            item.setData(TAG_ROLE, tag)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(
                [tag, *([counted(count, "1 item", "{n} items")] if count is not None else []), f"Alt+{at}"]))
            item.setSizeHint(QSize(0, theme.scaled(28)))
            self.offers.setItemWidget(item, _Offer(tag, "" if count is None else number(count), f"Alt+{at}", self.offers))
        self.offers.setFixedHeight(theme.scaled(28) * self.offers.count() + 2)
        self.offers.setVisible(self.offers.count() > 0)

    # -- typing ------------------------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self._show_offers()
        self.place()

    def _take(self, tag: str) -> None:
        """The selection has the tag; the field is free for the next."""
        if tag.strip() and self._add(self._seqs, tag):
            self.field.clear()
            self._show_offers()
            self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # Alt and a number, and letters, are no keys of the window here
                return False
            if event.type() == QEvent.Type.KeyPress and self._press(event):
                return True
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row = self.offers.currentRow()
        if held == ALT and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            at = key - Qt.Key.Key_1
            if at < self.offers.count():
                self._take(self.offers.item(at).data(TAG_ROLE))
            return True
        if held != NONE:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            wanted = row + (1 if key == Qt.Key.Key_Down else -1)
            self.offers.setCurrentRow(max(-1, min(wanted, self.offers.count() - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.offers.item(row).data(TAG_ROLE) if row >= 0 else self.field.text())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True


class _Offer(QWidget):
    """A line of the list: the tag, how many have it, and its keys."""

    def __init__(self, tag: str, count: str, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(tag, mode="middle", parent=self), 1)
        row.addWidget(label(count, "small", "text-2", parent=self))
        row.addWidget(label(keys, "small", "text-2", parent=self))
