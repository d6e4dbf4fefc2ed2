"""The viewer as the window holds it: bar, picture, variants, neighbours, and what ties them together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QColorSpace,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWindow,
)
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.library import variants as verbs
from app.library.recipe_values import prompt_of
from app.ui.kit import mime, theme
from app.ui.kit.text import counted, tr
from app.ui.kit.thumbs import Thumbs
from app.ui.outcome import REFUSED, attempt
from app.ui.session import Session
from app.ui.viewer import keys, words
from app.ui.viewer.bar import ViewerBar
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.card import InfoCard, TroubleCard
from app.ui.viewer.filmstrip import Filmstrip
from app.ui.viewer.items import Items
from app.ui.viewer.playing import Fading, Playing
from app.ui.viewer.showing import Showing
from app.ui.viewer.stock import FullPictures
from app.ui.viewer.transport import Transport
from app.ui.viewer.variants import VariantColumn

INSET_PX = 24


class ViewerPage(QWidget):
    """Shows the row that `items` is at. `actions` are the gallery's that act on the item here too, with their keys.

    Where the row is, is the gallery's; the viewer has no list of its own.
    """

    left = Signal()
    full_screen_wanted = Signal()

    def __init__(self, session: Session, items: Items, actions: Sequence[QAction] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewer")
        self.setAccessibleName(tr("Viewer"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session = session
        self.actions_ = list(actions)
        thumbs = Thumbs(session.thumbnails)
        self.bar = ViewerBar(self)
        self.stage = QWidget(self)
        self.canvas = Canvas(parent=self.stage, inset_px=INSET_PX)
        self.info, self.trouble = InfoCard(self.stage), TroubleCard(self.stage)
        self.column = VariantColumn(thumbs, self)
        self.filmstrip = Filmstrip(items, thumbs, self)
        self.stock = FullPictures(session.library.paths.cache / "viewing", parent=self)
        self.showing = Showing(session, items, self.canvas, self.stock, self)
        self.transport = Transport(self, session.library.paths.cache)
        self.playing = Playing(self.canvas, self.transport, self.trouble, session.background, self)
        self.showing.is_taken = lambda: self.playing.frame_shown
        self._items = items
        self._lay_out()
        self._fading = Fading([self.bar, self.column, self.filmstrip], self.playing, self)
        self._connect()

    def _lay_out(self) -> None:
        around = QVBoxLayout(self.stage)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.canvas)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(1)
        grid.addWidget(self.bar, 0, 0, 1, 2)
        grid.addWidget(self.stage, 1, 0)
        grid.addWidget(self.column, 1, 1, 2, 1)
        grid.addWidget(self.transport, 2, 0)
        grid.addWidget(self.filmstrip, 3, 0, 1, 2)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(0, 1)
        policy = self.transport.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # a picture beside a clip stands where that stands
        self.transport.setSizePolicy(policy)
        self.transport.hide()
        self.canvas.setMouseTracking(True)
        self.canvas.installEventFilter(self)
        self.bar.set_rating_actions([each for each in self.actions_ if each.objectName().startswith("action_rate_")])

    def _connect(self) -> None:
        bar, showing = self.bar, self.showing
        bar.back.connect(self.leave)
        bar.fit_wanted.connect(self.canvas.zoom.fit)
        bar.pixels_wanted.connect(lambda: self.canvas.zoom_to(1.0))
        bar.star_wanted.connect(lambda: self.trigger_named("star"))
        bar.info_wanted.connect(self.toggle_info)
        bar.full_screen_wanted.connect(self.full_screen_wanted)
        menu = bar.rating.menu()
        if menu is not None:
            menu.aboutToShow.connect(self._items.sync)  # its actions act on what is selected
        self.canvas.scale_changed.connect(self._on_scale)
        self.canvas.zoom.changed.connect(self._on_scale)
        showing.changed.connect(self._say)
        showing.emptied.connect(self.leave)
        self.column.wanted.connect(showing.show_variant)
        self.column.primary_wanted.connect(self._make_primary)
        self.filmstrip.row_wanted.connect(showing.go_to)

    # -- for the window ----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """The gallery's current item is looked at, to fit."""
        self.canvas.zoom.fit()
        self.bar.set_writable(not self._session.library.read_only)
        self.showing.open()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Nobody looks any more."""
        self.playing.rest()
        self.showing.close()

    def stop(self) -> None:
        """Before the library is closed: no thread and no process is left."""
        self.playing.stop()
        self.stock.stop()

    def regions(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self.bar, self]

    # -- verbs -------------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Back to the gallery, where this item is current and on the screen."""
        if self.showing.active:
            self._items.sync()
            self.left.emit()

    def toggle_info(self) -> None:
        """The information card is there, or not."""
        self.info.setVisible(self.info.isHidden())
        self.bar.info.setChecked(not self.info.isHidden())
        self._say()

    def make_primary(self) -> None:
        """The variant that is seen is primary."""
        shown = self.showing.variant()
        if shown is not None:
            self._make_primary(shown.id)

    def _make_primary(self, variant_id: str) -> None:
        chosen = next((each for each in self.showing.variants if each.id == variant_id), None)
        if chosen is None or chosen.is_primary or self._session.library.read_only:
            return
        name = words.variant_names(self.showing.variants)[variant_id]
        if attempt(self._session, verbs.set_primary, variant_id) is not REFUSED:
            self._session.said.emit(tr("Switched primary to {name}", name=name), True)

    def copy(self) -> None:
        """The clipboard has the file that is seen, as a file manager pastes it."""
        original, card = self.showing.original, self.showing.card
        if original is None or card is None:
            return
        if not original.path.exists():
            self._session.failed.emit(tr("The file is not where it was. Its item is kept."), "")
            return
        data = mime.generations_data([card.id])
        data.setUrls([QUrl.fromLocalFile(str(original.path))])
        data.setText(str(original.path))
        QGuiApplication.clipboard().setMimeData(data)
        self._session.said.emit(counted(1, "Copied 1 file", "Copied {n} files"), False)

    def trigger_named(self, action_id: str) -> None:
        """The gallery's action acts on this item."""
        self.trigger(next((each for each in self.actions_ if each.objectName() == f"action_{action_id}"), None))

    def trigger(self, action: QAction | None) -> bool:
        """The same; False without one."""
        if action is None:
            return False
        self._items.sync()
        action.trigger()
        return True

    def playing_press(self, event: QKeyEvent) -> bool:
        """Whether the key is for the clip that is played."""
        return self.playing.press(event)

    # -- what is said ------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        """Everything around the picture tells of it."""
        showing, card = self.showing, self.showing.card
        if card is None:
            return
        variant, name = showing.variant(), showing.variant_name()
        place = words.position(self._items.row(), self._items.count(), self._items.is_whole())
        self.bar.set_item(card, variant, place, name)
        self.column.set_variants(showing.variants, variant.id if variant is not None else None)
        self.filmstrip.setAccessibleDescription(place)
        self.filmstrip.update()
        spoken = words.spoken(card, place, name)
        self.setAccessibleDescription(spoken)
        self.canvas.setAccessibleDescription(spoken)
        self.playing.show(showing.original, variant)
        full = showing.full()
        self.bar.set_note(full.note if full is not None else "")
        if full is not None:
            self.trouble.say(full.message, full.hint, full.missing)
        elif not self.playing.is_open:
            self.trouble.say("", "", False)
        if not self.info.isHidden():
            self.info.set_facts(words.facts(card, variant), prompt_of(variant.params if variant is not None else None))
        self._place_cards()
        self._on_scale()

    def _on_scale(self) -> None:
        self.bar.set_scale(self.canvas.scale(), self.canvas.zoom.scale is None)

    # -- Qt ----------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.canvas:
            self._place_cards()
        elif event.type() == QEvent.Type.MouseMove and watched is self.canvas:
            self._fading.stir()
        return False

    def _place_cards(self) -> None:
        for card in (self.info, self.trouble):
            if not card.isHidden():
                card.place(self.stage)
                card.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._fading.stir()
        event.setAccepted(keys.press(self, event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.set_width(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle: QWindow | None = self.window().windowHandle()
        self.stock.set_colours(handle.format().colorSpace() if handle is not None else QColorSpace())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("viewer"))
        painter.end()
