"""Two to four items or variants compared, with what differs between their recipes beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.library import comparison
from app.library.comparison import Compared
from app.library.pictures import of_variant
from app.library.recipe_difference import difference as recipe_difference
from app.ui.kit import theme
from app.ui.kit.text import counted, tr
from app.ui.reading import Latest
from app.ui.session import Session
from app.ui.viewer import compare_keys as keys
from app.ui.viewer import compare_verbs as verbs
from app.ui.viewer.compare_bar import CompareBar
from app.ui.viewer.compare_clips import ClipsInStep
from app.ui.viewer.compare_panel import DifferencePanel
from app.ui.viewer.compare_pictures import Pictures
from app.ui.viewer.compare_pixels import Difference, difference
from app.ui.viewer.compare_stage import LETTERS, MODES, MOST, CompareStage, Mode
from app.ui.viewer.transport import Transport
from db import Card, Changes, Variant

PANEL_PX = 320
PANEL_SMALL_PX = 264
LARGE_FROM_PX = 1200
FLICKER_MS = 1000


class ComparePage(QWidget):
    """`left` when the person goes back. What is shown follows the news; with less than two left it goes back by itself."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare_page")
        self.setAccessibleName(tr("Compare"))
        self.setProperty("ground", "viewer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._compared: list[Compared] = []
        self._chain = False
        self.gain = 1
        self.pictures = Pictures(session, self)
        self._reading = Latest(session.background, self)
        self._differing = Latest(session.background, self)
        self._telling = Latest(session.background, self)
        self.bar = CompareBar(self)
        self.stage = CompareStage(self)
        self.panel = DifferencePanel(self)
        self.clips = ClipsInStep(self)
        self.transport = Transport(self, session.library.paths.cache)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_difference)
        self._connect()
        self.bar.set_panel_open(True)
        self.stage.set_interval(FLICKER_MS if theme.duration_ms("fast") else 0)
        self.bar.set_interval(FLICKER_MS if theme.duration_ms("fast") else 0)

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.stage, 1)
        beside.addWidget(self.panel)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)
        self._column.addLayout(beside, 1)
        self._column.addWidget(self.transport)
        self.transport.hide()
        self.setFocusProxy(self.stage)

    def _connect(self) -> None:
        bar, stage = self.bar, self.stage
        bar.back.connect(self.left)
        bar.mode_wanted.connect(self.set_mode)
        bar.interval_wanted.connect(stage.set_interval)
        bar.gain_wanted.connect(self.set_gain)
        bar.fit_wanted.connect(stage.zoom.fit)
        bar.pixels_wanted.connect(partial(self.zoom, "zoom_to", 1.0))
        bar.star_wanted.connect(self.star)
        bar.primary_wanted.connect(self.make_primary)
        bar.swap_wanted.connect(self.swap)
        bar.panel_wanted.connect(self.toggle_panel)
        stage.focused_changed.connect(self._on_focused)
        for canvas in (*stage.canvases, stage.difference):
            canvas.scale_changed.connect(self._show_scale)
        stage.zoom.changed.connect(lambda: self.clips.set_whole(stage.zoom.scale is not None))
        self.pictures.arrived.connect(self._on_picture)
        self.clips.frame_ready.connect(self._on_frame)
        self.clips.failed.connect(lambda text: self._session.failed.emit(text, ""))
        self._session.events.changed.connect(self._on_news)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_variants(self, pairs: Sequence[tuple[Card | str, Variant]]) -> None:
        """These are compared, four at most, in that order; a name stands where the card is not at hand."""
        ids = [variant.id for _card, variant in pairs[:MOST]]
        library = self._session.library
        self._reading.ask(lambda: comparison.read(library, ids), self.set_compared)

    def set_compared(self, compared: Sequence[Compared], chain: bool = False) -> None:
        """These are compared. In a `chain` each recipe is told against the one before it, else against the first."""
        self._compared, self._chain = list(compared)[:MOST], chain
        self.stage.clear()
        self._open_clips()
        self._show_all()
        self.stage.set_focused(1 if len(self._compared) > 1 else 0)

    def compared(self) -> list[Compared]:
        """What is compared, in order."""
        return list(self._compared)

    def focused(self) -> Compared | None:
        """The one that keys act on."""
        return self._compared[self.stage.focused] if self.stage.focused < len(self._compared) else None

    def close_down(self) -> None:
        """Nobody looks any more: no picture is held."""
        for reading in (self._reading, self._differing, self._telling):
            reading.drop()
        self._compared = []
        self.transport.hide()
        self.transport.set_player(None)
        self.clips.close()
        self.stage.clear()
        self.stage.set_names(())
        self.pictures.rest()

    def stop(self) -> None:
        """Before the library is closed."""
        self.close_down()
        self.transport.stop()
        self.pictures.stop()

    def _several_items(self) -> bool:
        return len({each.card.id for each in self._compared}) > 1

    def _show_all(self) -> None:
        several = self._several_items()
        names = [verbs.name_of(each, several) for each in self._compared]
        self.stage.set_names(names)
        first = self._compared[0].card.name if self._compared else None
        self.bar.set_title(counted(len(names), "1 item", "{n} items") if several else first or tr("Untitled"))
        self.pictures.want([each.variant for each in self._compared])
        for at in range(len(self._compared)):
            self._show_picture(at)
        self._show_mode()
        self._show_item()
        self._tell()

    def _show_picture(self, at: int) -> None:
        if self.clips.has_frame(at):
            return
        found = self.pictures.get(self._compared[at].variant)
        if found is not None:
            self.stage.set_picture(at, found.image, found.full_size, found.sharp, found.levels)

    def _open_clips(self) -> None:
        """Clips stand at their first frame; nothing plays by itself."""
        originals = [of_variant(self._session.library, each.variant) for each in self._compared]
        self.clips.open([(found.path if found is not None and found.kind == "video" else None, each.variant)
                         for found, each in zip(originals, self._compared, strict=True)])
        self.clips.set_whole(self.stage.zoom.scale is not None)
        player = self.clips.leader()
        self.transport.setVisible(player is not None)
        self.transport.set_player(player)

    def _on_frame(self, at: int, image: QImage) -> None:
        variant = self._compared[at].variant
        full = QSize(variant.width or image.width(), variant.height or image.height())
        self.stage.set_picture(at, image, full, image.size() == full)
        if at in self.stage.pair():
            self._soon.start()

    def _on_picture(self, location: str) -> None:
        for at, each in enumerate(self._compared):
            if each.variant.location == location:
                self._show_picture(at)
                if at in self.stage.pair():
                    self._soon.start()
                trouble = self.pictures.trouble(each.variant)
                if trouble:
                    self._session.failed.emit(f"{verbs.name_of(each, True)}: {trouble}", tr("Its entry and thumbnail are kept."))

    def _on_news(self, changes: Changes) -> None:
        if not self._compared or not self.isVisible():
            return
        ids = [each.variant.id for each in self._compared]
        near = {each.card.id for each in self._compared}
        if changes.everything or near & changes.ids("generations") or set(ids) & changes.ids("generation_variants"):
            library = self._session.library
            self._reading.ask(lambda: comparison.read(library, ids), self._take_again)

    def _take_again(self, found: list[Compared]) -> None:
        before, self._compared = self._compared, [each for each in found if each.card.trashed_at is None]
        if [each.variant.id for each in before] != [each.variant.id for each in self._compared]:
            self._open_clips()
        if len(self._compared) < 2:
            self.left.emit()
        else:
            self._show_all()

    # -- ways --------------------------------------------------------------------------------------------------------

    def set_mode(self, mode: Mode) -> None:
        """Compares in this way."""
        self.stage.set_mode(mode)
        self._show_mode()

    def next_mode(self, step: int = 1) -> None:
        """The next way, or the one before."""
        if len(self._compared) > 1:
            self.set_mode(MODES[(MODES.index(self.stage.mode) + step) % len(MODES)])

    def _show_mode(self) -> None:
        self.bar.set_mode(self.stage.mode, len(self._compared) > 1)
        self.bar.set_said("")
        self._show_scale()
        self._soon.start()

    def set_gain(self, gain: int) -> None:
        """The difference is amplified so much."""
        self.gain = gain
        self.bar.set_gain(gain)
        self._soon.start()

    def swap(self) -> None:
        """A and B (the other of the pair) change places; in turn, the next one is seen."""
        if self.stage.mode == "flicker":
            self.stage.turn()
            return
        left, right = self.stage.pair()
        if left != right:
            self._compared[left], self._compared[right] = self._compared[right], self._compared[left]
            self.clips.swap(left, right)
            self._show_all()
            self.clips.show_again()

    def toggle_panel(self) -> None:
        """What differs is beside the pictures, or not."""
        self.panel.setVisible(self.panel.isHidden())
        self.bar.set_panel_open(not self.panel.isHidden())
        if self.panel.isHidden():
            self.stage.setFocus()

    def _show_difference(self) -> None:
        """The pair as it is on the screen now is subtracted, off the GUI thread."""
        if self.stage.mode != "difference" or len(self._compared) < 2:
            return
        left, right = (self.stage.canvases[at].picture() for at in self.stage.pair())
        if left is None or right is None:
            self.stage.set_difference(None)
            return
        first, second, gain = left.image, right.image, self.gain
        both = all(self._is_whole(at) for at in self.stage.pair())
        self._differing.ask(lambda: difference(first, second, gain), partial(self._take_difference, both))

    def _is_whole(self, at: int) -> bool:
        found = self.pictures.get(self._compared[at].variant)
        return self.clips.has_frame(at) or (found is not None and found.sharp)

    def _take_difference(self, both_sharp: bool, found: Difference) -> None:
        self.stage.set_difference(found.image, both_sharp)
        if self.stage.mode != "difference" or not both_sharp:
            return  # thumbnails are not what is compared: they are shown, but nothing is said of them
        if found.differing == 0:
            self.bar.set_said(tr("Every pixel is the same"))
        else:
            share = 100 * found.differing / max(1, found.pixels)
            self.bar.set_said(tr("{share} % of the pixels differ", share=f"{share:.3g}"))

    # -- recipes -----------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        if len(self._compared) < 2:
            self.panel.set_changes("", [], True)
            return
        to = self.stage.focused or self.stage.pair()[1]
        start = to - 1 if self._chain else 0
        left, right = self._compared[start].variant, self._compared[to].variant
        title = tr("From {a} to {b}", a=LETTERS[start], b=LETTERS[to])
        recipes = bool(left.params or right.params)
        self._telling.ask(lambda: recipe_difference(left, right),
                          lambda changes: self.panel.set_changes(title, changes, recipes))

    def _on_focused(self, _at: int) -> None:
        self._show_item()
        self._tell()
        self._soon.start()

    # -- the focused one ---------------------------------------------------------------------------------------------

    def _show_item(self) -> None:
        found = self.focused()
        if found is not None:
            self.bar.set_item(LETTERS[self.stage.focused], found.card.starred, found.variant.is_primary,
                              not self._session.library.read_only)

    def star(self) -> None:
        """The one that keys act on is starred, or not any more."""
        found = self.focused()
        if found is not None:
            verbs.star(self._session, found)
            self._show_item()  # the button follows the library, not the click

    def reject(self) -> None:
        """It is rejected, or kept."""
        found = self.focused()
        if found is not None:
            verbs.reject(self._session, found)

    def make_primary(self) -> None:
        """It is its item's primary."""
        found = self.focused()
        if found is not None:
            verbs.make_primary(self._session, found)

    def rate(self, rating: int) -> None:
        """It has this rating."""
        found = self.focused()
        if found is not None:
            verbs.rate(self._session, found, rating)

    # -- zoom --------------------------------------------------------------------------------------------------------

    def go(self, by: int) -> None:
        """Keys act on another one."""
        wanted = self.stage.focused + by
        if 0 <= wanted < len(self._compared):
            self.stage.set_focused(wanted)

    def zoom(self, verb: str, *given: object) -> None:
        """All canvases do this."""
        stage = self.stage
        canvas = stage.difference if stage.mode == "difference" else stage.canvases[stage.focused]
        getattr(canvas, verb)(*given)

    def _show_scale(self, _scale: float = 0.0) -> None:
        stage = self.stage
        canvas = stage.difference if stage.mode == "difference" else stage.canvases[stage.focused]
        self.bar.set_scale(canvas.scale(), stage.zoom.scale is None)

    # -- events ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(keys.press(self, event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.set_width(self.width())
        self.panel.setFixedWidth(PANEL_PX if self.width() >= LARGE_FROM_PX else PANEL_SMALL_PX)
