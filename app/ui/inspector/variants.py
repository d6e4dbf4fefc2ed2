"""The variant selector: see one, make it primary, add, delete, bring back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.library import variants as verbs
from app.library.details import DeletedVariant, Detail
from app.ui.inspector import details
from app.ui.inspector.section import Head, column
from app.ui.inspector.strip import Cell, Strip
from app.ui.kit import icons, menus, theme, tokens
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.text import moment, number, tr
from app.ui.kit.thumbs import Thumbs
from app.ui.outcome import REFUSED, attempt
from app.ui.session import Session
from db import Variant


class Variants(QWidget):
    """Which variant is *shown* is a matter of this panel; which is primary, of the library."""

    shown_changed = Signal()
    add_requested = Signal(object)  # list of Arrival, or None: ask for files

    def __init__(self, session: Session, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_variants")
        self.setAccessibleName(tr("Variants"))
        self._session = session
        self._variants: list[Variant] = []
        self._deleted: list[DeletedVariant] = []
        self._names: dict[str, str] = {}
        self._shown: str | None = None
        self._of: str | None = None
        self._item_name = ""
        self._in_trash = False
        self.head = Head(tr("Variants"), self)
        self._primary = push_button(tr("Make primary"), "inspector_make_primary", "link", on_click=self.make_primary, parent=self)
        self._primary.setMinimumWidth(tokens.CONTROL_SMALL_PX)  # its kept place makes no panel wider than it is
        self._add = icon_button("plus", tr("Add a variant"), "inspector_add_variant", small=True,
                                on_click=partial(self.add_requested.emit, None))
        self._strip = Strip("variant_strip", tr("Variants"), thumbs, labelled=True, parent=self)
        self._restore = push_button("", "inspector_deleted_variants", "link", on_click=self._offer_deleted, parent=self)
        self.body = QWidget(self)  # what folds up
        self._lay_out()
        self._strip.picked.connect(self._on_picked)
        self._strip.activated.connect(self._make_primary)
        self._strip.delete_asked.connect(self.delete)
        self._strip.menu_asked.connect(self._open_menu)
        self._strip.files_dropped.connect(self.add_requested)
        self._strip.drop_words = lambda: tr("Add as variant of {name}", name=self._item_name)
        self._strip.drop_refusal = self.refusal

    def _lay_out(self) -> None:
        for link in (self._primary, self._restore):
            theme.set_font(link, "small")
        keeps_place = self._primary.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)
        self._primary.setSizePolicy(keeps_place)
        self.head.row.addWidget(self._primary)
        self.head.row.addWidget(self._add)
        around = QHBoxLayout()
        around.setContentsMargins(12, 0, 12, 0)  # the strip has 4 px of its own for the ring
        around.addWidget(self._strip)
        below = QHBoxLayout()
        below.setContentsMargins(12, 0, 12, 0)
        below.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignLeft)
        inside = column(self.body)
        inside.addLayout(around)
        inside.addLayout(below)
        box = column(self)
        box.addWidget(self.head)
        box.addWidget(self.body)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_detail(self, found: Detail) -> None:
        """The variants of this item. The shown one stays shown if it is still there, else the primary is."""
        same = found.generation.card.id == self._of
        self._of = found.generation.card.id
        self._item_name = found.generation.card.name or tr("Untitled")
        self._in_trash = found.generation.card.trashed_at is not None
        self._variants, self._deleted = found.variants, found.deleted
        self._names = details.names(found.variants)
        there = {variant.id for variant in found.variants}
        if not same or self._shown not in there:
            self._shown = next((variant.id for variant in found.variants), None)
        self._fill()

    def refusal(self) -> str:
        """Why nothing can be changed; empty where it can."""
        if self._session.library.read_only:
            return tr("This library is read only here.")
        return tr("It is in Trash. Restore it first.") if self._in_trash else ""

    def _fill(self) -> None:
        cells = [Cell(variant.id, variant.thumbnail_url, details.variant_words(self._names[variant.id], variant),
                      self._names[variant.id], variant.is_primary, variant.viewed_at is None) for variant in self._variants]
        self._strip.set_cells(cells, self._shown)
        writable = not self.refusal()
        self.head.set_count(number(len(cells)))
        shown = self.shown()
        self._primary.setVisible(writable and shown is not None and not shown.is_primary)
        self._add.setEnabled(writable)
        self._restore.setText(tr("Deleted: {n}", n=len(self._deleted)))
        self._restore.setAccessibleName(tr("Deleted variants: {n}", n=len(self._deleted)))
        self._restore.setVisible(bool(self._deleted) and writable)

    def shown(self) -> Variant | None:
        """The variant that the preview shows."""
        return next((variant for variant in self._variants if variant.id == self._shown), None)

    def name_of(self, variant_id: str) -> str:
        """v3."""
        return self._names.get(variant_id, tr("the variant"))

    def deleted(self) -> list[DeletedVariant]:
        """The deleted variants that can come back."""
        return list(self._deleted)

    # -- gestures ----------------------------------------------------------------------------------------------------

    def show_variant(self, variant_id: str) -> None:
        """The preview shows this one, and it counts as seen."""
        chosen = next((variant for variant in self._variants if variant.id == variant_id), None)
        if chosen is None:
            return
        if variant_id != self._shown:
            self._shown = variant_id
            self._fill()
            self.shown_changed.emit()
        if chosen.viewed_at is None:
            attempt(self._session, verbs.mark_viewed, [variant_id])

    def step(self, by: int) -> None:
        """The next variant in the strip is shown, or the previous one."""
        order = [variant.id for variant in self._variants]
        if self._shown in order:
            self.show_variant(order[max(0, min(len(order) - 1, order.index(self._shown) + by))])

    def make_primary(self) -> None:
        """The shown variant is primary."""
        if self._shown is not None:
            self._make_primary(self._shown)

    def _on_picked(self, variant_id: str) -> None:
        self.show_variant(variant_id)

    def _make_primary(self, variant_id: str) -> None:
        chosen = next((variant for variant in self._variants if variant.id == variant_id), None)
        if chosen is None or chosen.is_primary or self.refusal():
            return
        if attempt(self._session, verbs.set_primary, variant_id) is not REFUSED:
            self._session.said.emit(tr("Switched primary to {name}", name=self.name_of(variant_id)), True)

    def delete(self, variant_id: str) -> None:
        """The variant is in Trash; the toast says which one is primary now if that changed."""
        chosen = next((variant for variant in self._variants if variant.id == variant_id), None)
        if chosen is None or self.refusal():
            return
        order = [variant.id for variant in self._variants]
        place = order.index(variant_id)
        name = self.name_of(variant_id)
        if attempt(self._session, verbs.delete, variant_id) is REFUSED:
            return
        if variant_id == self._shown and not chosen.is_primary:
            self._shown = order[place + 1] if place + 1 < len(order) else order[place - 1]
        text = tr("Deleted {name}", name=name)
        if chosen.is_primary:  # the newest of the others was promoted: they stand newest first behind the primary
            text = tr("Deleted {name}, {next} is primary now", name=name, next=self.name_of(order[1]))
        self._session.said.emit(text, True)

    def detach(self) -> None:
        """The shown variant is an item of its own."""
        if self._shown is not None and not self.refusal():
            self._detach(self._shown)

    def _detach(self, variant_id: str) -> None:
        name = self.name_of(variant_id)
        if attempt(self._session, verbs.detach, variant_id) is not REFUSED:
            self._session.said.emit(tr("Made {name} its own item", name=name), True)

    def restore(self, variant_id: str) -> None:
        """A deleted variant is back."""
        if attempt(self._session, verbs.restore, variant_id) is not REFUSED:
            self._session.said.emit(tr("Restored a variant"), True)

    def copy_path(self, variant_id: str) -> None:
        """The place of the variant's file is on the clipboard."""
        chosen = next((variant for variant in self._variants if variant.id == variant_id), None)
        if chosen is None:
            return
        try:
            path = self._session.library.paths.file(chosen.location)
        except UserError as error:
            self._session.failed.emit(error.message, error.hint)
            return
        QGuiApplication.clipboard().setText(str(path))
        self._session.said.emit(tr("Copied the file path"), False)

    # -- menus -------------------------------------------------------------------------------------------------------

    def _open_menu(self, variant_id: str, point: QPoint) -> None:
        chosen = next((variant for variant in self._variants if variant.id == variant_id), None)
        if chosen is None:
            return
        writable = not self.refusal()
        several = len(self._variants) > 1
        menu = menus.menu("variant_menu", self)
        for text, icon, enabled, do in (
            (tr("Make primary") + "\t" + tr("Enter"), "circle-check", writable and not chosen.is_primary,
             partial(self._make_primary, variant_id)),
            (tr("Make its own item"), "git-branch", writable and several, partial(self._detach, variant_id)),
            (tr("Copy file path"), "copy", True, partial(self.copy_path, variant_id)),
            ("", "", False, None),
            (tr("Delete") + "\t" + tr("Del"), "trash-2", writable and several, partial(self.delete, variant_id)),
        ):
            if do is None:
                menu.addSeparator()
                continue
            action = QAction(text, menu)
            icons.set_icon(action, icon)
            action.setEnabled(enabled)
            action.triggered.connect(partial(_without_argument, do))
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def _offer_deleted(self) -> None:
        menu = menus.menu("deleted_variants_menu", self)
        for gone in self._deleted:
            name = gone.name or tr("Variant")
            action = QAction(tr("Restore {name}, deleted {when}", name=name, when=moment(gone.deleted_at)), menu)
            icons.set_icon(action, "archive-restore")
            action.triggered.connect(partial(_without_argument, partial(self.restore, gone.id)))
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._restore.mapToGlobal(QPoint(0, self._restore.height())))


def _without_argument(do, _checked: bool = False) -> None:
    do()
