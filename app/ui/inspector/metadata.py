"""What can be copied of a recipe, why its texts are what they are, and the raw metadata: menus, card and window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.library.recipe_values import prompt_of, value_of
from app.ui.inspector import details, recipe_text
from app.ui.inspector.block_window import BlockWindow
from app.ui.inspector.why import Why
from app.ui.kit import icons, menus
from app.ui.kit.text import tr
from app.ui.session import Session
from db import Variant


class Metadata(QObject):
    """Belongs to the panel; the variant is the one shown."""

    copied = Signal(str)  # what the toast says

    def __init__(self, session: Session, panel: QWidget, recipe_button: QToolButton, file_button: QToolButton) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel
        self._recipe_button, self._file_button = recipe_button, file_button
        self._variant: Variant | None = None
        self._name = self._path = ""
        self.why: Why | None = None
        self.window: BlockWindow | None = None
        recipe_button.clicked.connect(self._open_recipe_menu)
        file_button.clicked.connect(self._open_file_menu)

    def set_variant(self, variant: Variant | None, name: str, path: str) -> None:
        """The variant that is shown, the name of its item, and where its file is."""
        if self.why is not None and (variant is None or self._variant is None or variant.id != self._variant.id):
            self.why.dismiss()
        self._variant, self._name, self._path = variant, name, path

    # -- menus -------------------------------------------------------------------------------------------------------

    def _open_recipe_menu(self, _checked: bool = False) -> None:
        params = self._variant.params if self._variant is not None else None
        prompt, negative = prompt_of(params), details.negative_of(params)
        seed = value_of(params, "seed")
        self._pop(self._recipe_button, "recipe_menu", (
            (tr("Copy prompt"), "copy", bool(prompt), partial(self._copy, prompt, tr("Copied the prompt"))),
            (tr("Copy negative prompt"), "", bool(negative), partial(self._copy, negative, tr("Copied the negative prompt"))),
            (tr("Copy seed"), "", seed is not None, partial(self._copy, str(seed), tr("Copied the seed"))),
            (tr("Copy recipe as text"), "", bool(params), self.copy_recipe),
            (tr("Copy recipe as JSON"), "", bool(params), lambda: self.copy_recipe(as_json=True)),
            None,
            (tr("Why this text"), "info", True, partial(self.show_why, self._recipe_button)),
            (tr("Show metadata…"), "", self._has_content(), self.show_blocks),
        ))

    def _open_file_menu(self, _checked: bool = False) -> None:
        digest = self._variant.sha256 if self._variant is not None else None
        self._pop(self._file_button, "file_menu", (
            (tr("Copy file path"), "copy", bool(self._path), partial(self._copy, self._path, tr("Copied the file path"))),
            (tr("Copy SHA-256"), "", digest is not None, partial(self._copy, digest or "", tr("Copied the SHA-256"))),
            None,
            (tr("Why this text"), "info", True, partial(self.show_why, self._file_button)),
            (tr("Show metadata…"), "", self._has_content(), self.show_blocks),
        ))

    def _pop(self, button: QToolButton, name: str,
             entries: tuple[tuple[str, str, bool, Callable[[], object]] | None, ...]) -> QMenu:
        menu = menus.menu(name, self._panel)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            text, icon, enabled, do = entry
            action = menu.addAction(text)
            if icon:
                icons.set_icon(action, icon)
            action.setEnabled(enabled)
            action.triggered.connect(partial(_without_argument, do))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    # -- what they do ------------------------------------------------------------------------------------------------

    def copy_recipe(self, as_json: bool = False) -> None:
        """The whole recipe is on the clipboard."""
        params = self._variant.params if self._variant is not None else None
        if params:
            text = recipe_text.as_json(params) if as_json else recipe_text.as_text(params)
            self._copy(text, tr("Copied the recipe as JSON") if as_json else tr("Copied the recipe"))

    def show_why(self, opener: QWidget) -> None:
        """The card says where each text was read."""
        if self.why is None:
            self.why = Why(self._panel.window())
            self.why.block_wanted.connect(self.show_blocks)
        self.why.set_variant(self._variant)
        self.why.open_at(opener)

    def show_blocks(self, wanted: str = "") -> None:
        """The window with the raw metadata is open, at that block if it is there."""
        if self._variant is None or self._variant.sha256 is None:
            return
        if self.window is None:
            self.window = BlockWindow(self._session, self._panel.window())
        self.window.show_blocks(self._name, self._variant.sha256, wanted)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _has_content(self) -> bool:
        return self._variant is not None and self._variant.sha256 is not None

    def _copy(self, text: str, said: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(said)


def _without_argument(do: Callable[[], object], _checked: bool = False) -> None:
    do()
