"""The raw metadata of a file in a window of its own: each block as a tree or as text, with search."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.library import details as reads
from app.library.details import Block
from app.ui.inspector import block_text, tree_model
from app.ui.inspector.block_text import Shown
from app.ui.inspector.tree_model import Path, TreeModel
from app.ui.kit import icons, menus, theme
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.labels import label
from app.ui.kit.text import bytes_word, counted, number, tr
from app.ui.reading import Latest
from app.ui.session import Session

SIZE_PX = (720, 560)
NAME_PX = 240


class BlockWindow(QDialog):
    """Blocks are read and parsed off the GUI thread; the tree makes its rows as it is opened."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("block_window")
        self.setAccessibleName(tr("Metadata of the file"))
        self._session = session
        self._reading, self._searching = Latest(session.background, self), Latest(session.background, self)
        self._blocks: list[Block] = []
        self._wanted = ""
        self._shown: Shown | None = None
        self._hits: list[Path] = []
        self._hit = -1
        self._model: TreeModel | None = None
        self._choice = QComboBox(self)
        self._field = QLineEdit(self)
        self._previous = icon_button("chevron-up", tr("Previous"), "block_previous", "Shift+F3", on_click=lambda: self.step(-1))
        self._next = icon_button("chevron-down", tr("Next"), "block_next", "F3", on_click=lambda: self.step(1))
        self._count = label("", "small", "text-3", parent=self)
        self._tree, self._text = QTreeView(self), QPlainTextEdit(self)
        self._empty = label("", "body", "text-2", wrap=True, parent=self)
        self._foot = label("", "small", "text-3", parent=self)
        self._copy = push_button(tr("Copy all"), "block_copy", icon="copy", on_click=self.copy_all, parent=self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for widget, name, words in ((self._choice, "block_choice", tr("Block")), (self._field, "block_search", tr("Search")),
                                    (self._tree, "block_tree", tr("Content as a tree")),
                                    (self._text, "block_text", tr("Content as text"))):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
            theme.set_font(widget, "body")
        self._field.setPlaceholderText(tr("Search names and values"))
        self._field.setClearButtonEnabled(True)
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMinimumContentsLength(16)
        self._tree.setUniformRowHeights(True)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._text.setReadOnly(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._choice, 2)
        head.addWidget(self._field, 3)
        for part in (self._previous, self._next, self._count):
            head.addWidget(part)
        place = QWidget(self)
        self._stack = QStackedLayout(place)
        for page in (self._tree, self._text, self._empty):
            self._stack.addWidget(page)
        foot = QHBoxLayout()
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(place, 1)
        column.addLayout(foot)
        self.resize(*SIZE_PX)

    def _connect(self) -> None:
        self._choice.currentIndexChanged.connect(self._on_choice)
        self._field.textChanged.connect(self._search)
        self._tree.customContextMenuRequested.connect(self._open_menu)
        for keys, do in ((QKeySequence(QKeySequence.StandardKey.Find), self._field.setFocus),
                         (QKeySequence(Qt.Key.Key_F3), lambda: self.step(1)),
                         (QKeySequence("Shift+F3"), lambda: self.step(-1))):
            QShortcut(keys, self, do)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._tree, self.copy_value)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def show_blocks(self, name: str, sha256: str, wanted: str = "") -> None:
        """The blocks of this content; `wanted` is opened first if it is there. `name` is the item's."""
        self.setWindowTitle(tr("Metadata of {name}", name=name))
        self._wanted = wanted
        self._field.setFocus()
        self._say(tr("Reading the metadata"))
        library = self._session.library
        self._reading.ask(lambda: reads.blocks(library, sha256), self._take_blocks)

    def _say(self, text: str) -> None:
        self._show(None)
        self._empty.setText(text)
        self._stack.setCurrentWidget(self._empty)

    def _take_blocks(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._choice.blockSignals(True)
        self._choice.clear()
        for block in blocks:
            self._choice.addItem(tr("{name}, {size}", name=block.name, size=bytes_word(len(block.data))))
        self._choice.setEnabled(len(blocks) > 1)
        self._choice.blockSignals(False)
        if not blocks:
            self._say(tr("No metadata was kept of this file."))
            return
        names = [block.name for block in blocks]
        at = names.index(self._wanted) if self._wanted in names else 0
        self._choice.setCurrentIndex(at)
        self._on_choice(at)

    def _on_choice(self, at: int) -> None:
        if 0 <= at < len(self._blocks):
            block = self._blocks[at]
            self._reading.ask(lambda: block_text.shown(block), self._show)

    def _show(self, shown: Shown | None) -> None:
        self._shown = shown
        self._hits, self._hit = [], -1
        self._searching.drop()
        self._copy.setEnabled(shown is not None)
        old, self._model = self._model, None
        if shown is None or shown.tree is None:
            self._tree.setModel(None)
        if shown is not None and shown.tree is not None:
            self._model = TreeModel(shown.tree, self)
            self._tree.setModel(self._model)
            self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
            self._tree.header().resizeSection(0, NAME_PX)
            self._tree.setCurrentIndex(self._model.index(0, 0))
            if self._model.rowCount() == 1:
                self._tree.expand(self._model.index(0, 0))
            self._stack.setCurrentWidget(self._tree)
        elif shown is not None:
            self._text.setFont(theme.font("body") if shown.is_text else theme.fixed_font("body"))
            self._text.setPlainText(shown.text)
            self._stack.setCurrentWidget(self._text)
        if old is not None:
            old.deleteLater()
        cut = tr("Only its beginning is shown; “Copy all” copies the whole.")
        self._foot.setText(cut if shown is not None and shown.cut and shown.tree is None else "")
        self._search()

    # -- search ------------------------------------------------------------------------------------------------------

    def _search(self) -> None:
        words = self._field.text().strip()
        self._hits, self._hit = [], -1
        self._tell_count()
        if self._shown is None or not words:
            self._searching.drop()
        elif self._shown.tree is not None:
            tree = self._shown.tree
            self._searching.ask(lambda: tree_model.search(tree, words), self._take_hits)
        else:
            text = self._shown.text
            self._searching.ask(lambda: _places(text, words), self._take_hits)

    def _take_hits(self, hits: list[Path]) -> None:
        self._hits = hits
        self._tell_count()
        self.step(1)

    def step(self, by: int) -> None:
        """The next hit is shown, or the previous one; after the last comes the first."""
        if not self._hits:
            return
        self._hit = (self._hit + by) % len(self._hits) if self._hit >= 0 or by > 0 else len(self._hits) - 1
        path = self._hits[self._hit]
        if self._model is not None:
            index = self._model.at(path)
            self._tree.setCurrentIndex(index)
            self._tree.scrollTo(index)
        else:
            cursor = self._text.textCursor()
            cursor.setPosition(path[0])
            cursor.setPosition(path[0] + len(self._field.text().strip()), QTextCursor.MoveMode.KeepAnchor)
            self._text.setTextCursor(cursor)
        self._tell_count()

    def _tell_count(self) -> None:
        n = len(self._hits)
        for button in (self._previous, self._next):
            button.setEnabled(bool(n))
        if not self._field.text().strip() or self._searching.busy:
            self._count.setText("")
        elif self._hit >= 0:
            more = "+" if n >= tree_model.HITS else ""
            self._count.setText(tr("{at} of {n}", at=self._hit + 1, n=f"{number(n)}{more}"))
        else:
            self._count.setText(counted(n, "1 found", "{n} found") if n else tr("Not found"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._field.hasFocus():
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    # -- copying -----------------------------------------------------------------------------------------------------

    def copy_all(self) -> None:
        """The whole block is on the clipboard, also what is not shown."""
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.whole)
            self._foot.setText(tr("Copied {size}", size=bytes_word(self._shown.size_bytes)))

    def copy_value(self) -> None:
        """The value at the current row is on the clipboard, with all that is in it."""
        index = self._tree.currentIndex()
        if index.isValid() and self._model is not None:
            QGuiApplication.clipboard().setText(tree_model.copied(self._model.value(index)))
            self._foot.setText(tr("Copied the value of {path}", path=self._path(index)))

    def _path(self, index: QModelIndex) -> str:
        return self._model.path_words(index) if self._model is not None else ""

    def _copy_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._foot.setText(tr("Copied: {what}", what=text))

    def _open_menu(self, at: QPoint) -> None:
        index = self._tree.indexAt(at)
        if not index.isValid():
            return
        self._tree.setCurrentIndex(index)
        menu = menus.menu("block_menu", self)
        name = str(index.siblingAtColumn(0).data())
        path = self._path(index)
        for text, icon, do in ((tr("Copy value"), "copy", self.copy_value),
                               (tr("Copy name"), "", lambda: self._copy_text(name)),
                               (tr("Copy path"), "", lambda: self._copy_text(path))):
            action = menu.addAction(text)
            if icon:
                icons.set_icon(action, icon)
            action.triggered.connect(lambda _checked=False, do=do: do())
        menu.addSeparator()
        menu.addAction(tr("Open all below")).triggered.connect(lambda _checked=False: self._tree.expandRecursively(index, 3))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._tree.viewport().mapToGlobal(at))

    # -- for tests ---------------------------------------------------------------------------------------------------

    def views(self) -> tuple[QTreeView, QPlainTextEdit, QLabel]:
        """The tree, the text and the line that says how many were found."""
        return self._tree, self._text, self._count

    def empty_text(self) -> str:
        """What stands there while there is no content; empty while there is."""
        return self._empty.text() if self._stack.currentWidget() is self._empty else ""


def _places(text: str, words: str) -> list[Path]:
    """Where these words stand in a text."""
    found: list[Path] = []
    folded, wanted = text.lower(), words.lower()
    if len(folded) != len(text):  # a letter that becomes two would shift all behind it
        folded, wanted = text, words
    at = folded.find(wanted)
    while at >= 0 and len(found) < tree_model.HITS:
        found.append((at,))
        at = folded.find(wanted, at + len(wanted))
    return found
