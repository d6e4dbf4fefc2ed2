"""A slide show over the whole screen: the gallery's order or what is chosen there, one picture after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from app.library import comparison, gallery
from app.library.comparison import Compared
from app.library.library import Library
from app.library.pictures import of_variant
from app.ui.kit import icons, theme
from app.ui.kit.buttons import icon_button, tooltip_text
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.text import tr
from app.ui.kit.wheel import guard_wheel
from app.ui.reading import Latest
from app.ui.session import Session
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.compare_pictures import Pictures
from app.ui.viewer.slide_clip import SlideClip

LEAST_S, MOST_S = 1, 60
BAR_PX = 44
HIDE_MS = 2000


class SlideShow(QWidget):
    """A window of its own. A picture stays until the next one is decoded, so nothing flashes; `ended` when it is closed."""

    ended = Signal()
    seconds_changed = Signal(int)

    def __init__(self, session: Session, seconds: int) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("slide_show")
        self.setAccessibleName(tr("Slide show"))
        self.setWindowTitle(tr("Slide show – Dailies"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._session = session
        self._seqs: Sequence[int] = ()
        self._at = 0
        self._wanted: Compared | None = None  # read, not shown yet
        self._shown: Compared | None = None
        self._reading = Latest(session.background, self)
        self.pictures = Pictures(session, self)
        self.pictures.arrived.connect(self._on_picture)
        self.canvas = Canvas(None, self)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.playing = True
        self.clip = SlideClip(self)
        self.clip.frame_ready.connect(self._on_frame)
        self.clip.ended.connect(self._on_clip_ended)
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.forward)
        self._quiet = QTimer(self, singleShot=True, interval=HIDE_MS)
        self._quiet.timeout.connect(self._hide_bar)
        self._build_bar(seconds)

    def _build_bar(self, seconds: int) -> None:
        self.bar = QWidget(self)
        self.bar.setObjectName("slide_bar")
        self.bar.setAccessibleName(tr("Slide show"))
        self.bar.setProperty("ground", "panel")
        self.bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        back = icon_button("skip-back", tr("Previous"), "slide_back", "←", on_click=self.backward, parent=self.bar)
        self._pause = icon_button("pause", tr("Pause"), "slide_pause", tr("Space"), on_click=self.toggle, parent=self.bar)
        on = icon_button("skip-forward", tr("Next"), "slide_forward", "→", on_click=self.forward, parent=self.bar)
        self._name = ElidedLabel(role="strong", parent=self.bar)
        self._name.setObjectName("slide_name")
        self._place = label("", "small", "text-2", parent=self.bar)
        self._place.setObjectName("slide_place")
        self.seconds = QSpinBox(self.bar)
        self.seconds.setObjectName("slide_seconds")
        self.seconds.setAccessibleName(tr("Seconds for each picture"))
        self.seconds.setToolTip(tr("Seconds for each picture"))
        self.seconds.setRange(LEAST_S, MOST_S)
        self.seconds.setSuffix(tr(" s"))
        self.seconds.setValue(seconds)
        self.seconds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.seconds.valueChanged.connect(self._on_seconds)
        guard_wheel(self.seconds)
        close = icon_button("x", tr("Close"), "slide_close", "Esc", on_click=self.close, parent=self.bar)
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for button in (back, self._pause, on):
            row.addWidget(button)
        row.addWidget(self._name, 1)
        for widget in (self._place, self.seconds, close):
            row.addWidget(widget)

    # -- going -------------------------------------------------------------------------------------------------------

    def start(self, seqs: Sequence[int], at: int = 0) -> None:
        """Shows these items from that place on, again and again."""
        self._seqs, self.playing = seqs, True
        self._show_pause()
        self.go(at)
        self._wake()

    def go(self, at: int) -> None:
        """The picture at this place is next; after the last one comes the first."""
        if not len(self._seqs):
            return
        self._at = at % len(self._seqs)
        self._next.stop()
        self.clip.close()
        self._wanted = None
        library, around = self._session.library, [self._seqs[(self._at + by) % len(self._seqs)] for by in (0, 1, -1)]
        place = self._at
        self._reading.ask(lambda: _found(library, around), lambda found: self._take(place, found))

    def forward(self) -> None:
        """The next one."""
        self.go(self._at + 1)

    def backward(self) -> None:
        """The one before."""
        self.go(self._at - 1)

    def toggle(self) -> None:
        """Stands still, or goes on."""
        self.playing = not self.playing
        self._show_pause()
        if not self.playing:
            self._next.stop()
            self.clip.pause()
        elif self.clip.is_open():
            self.clip.play()
        else:
            self._count_down()
        self._wake()

    def place(self) -> int:
        """Which one is shown, or on its way, from 0."""
        return self._at

    def shown(self) -> Compared | None:
        """What is on the screen."""
        return self._shown

    def _take(self, place: int, found: list[Compared | None]) -> None:
        if place != self._at:
            return
        first, *near = found
        if first is None:  # gone since the show began
            self._count_down()
            return
        self._wanted = first
        self.pictures.want([each.variant for each in (first, *near) if each is not None])
        self._show_if_there()

    def _on_picture(self, location: str) -> None:
        if self._wanted is not None and self._wanted.variant.location == location:
            self._show_if_there()
        elif self._shown is not None and self._shown.variant.location == location:
            self._paint_shown()

    def _show_if_there(self) -> None:
        """Who leafs by hand sees the small picture at once; who watches sees the one before until this one is whole."""
        wanted = self._wanted
        if wanted is None:
            return
        found = self.pictures.get(wanted.variant)
        if self.pictures.is_pending(wanted.variant) and (self.playing or found is None):
            return
        self._wanted, self._shown = None, wanted
        self.canvas.zoom.fit()
        self._paint_shown()
        original = of_variant(self._session.library, wanted.variant)
        if original is not None and original.kind == "video":
            self.clip.open(original.path, wanted.variant, self.playing)
        self._count_down()

    def _on_frame(self, image: QImage) -> None:
        if self._shown is not None:
            variant = self._shown.variant
            full = QSize(variant.width or image.width(), variant.height or image.height())
            self.canvas.set_picture(image, full, image.size() == full)

    def _on_clip_ended(self) -> None:
        """A clip stays as long as it is; one that cannot be played as long as a picture."""
        if self.clip.is_open() and self.playing:
            self.forward()
        else:
            self._count_down()

    def _paint_shown(self) -> None:
        if self._shown is None:
            return
        found = self.pictures.get(self._shown.variant)
        if found is None:
            self.canvas.clear()
        else:
            self.canvas.set_picture(found.image, found.full_size, found.sharp, found.levels)
        name = self._shown.card.name or tr("Untitled")
        self._name.setText(name)
        self._place.setText(tr("{at} of {n}", at=self._at + 1, n=len(self._seqs)))
        self.setAccessibleDescription(f"{name}, {self._place.text()}")

    def _count_down(self) -> None:
        if self.playing and self._wanted is None and not self.clip.is_open() and self.isVisible() and len(self._seqs) > 1:
            self._next.start(self.seconds.value() * 1000)

    def is_counting(self) -> bool:
        """Whether the next one will come by itself."""
        return self._next.isActive()

    def _on_seconds(self, seconds: int) -> None:
        self.seconds_changed.emit(seconds)
        if self._next.isActive():
            self._count_down()

    def _show_pause(self) -> None:
        words = tr("Pause") if self.playing else tr("Go on")
        icons.set_icon(self._pause, "pause" if self.playing else "play")
        self._pause.setAccessibleName(words)
        self._pause.setToolTip(tooltip_text(words, tr("Space")))

    # -- the bar -----------------------------------------------------------------------------------------------------

    def _wake(self) -> None:
        """Somebody is there: the bar and the pointer are seen for a while."""
        self.bar.show()
        self.unsetCursor()
        if self.playing:
            self._quiet.start()
        else:
            self._quiet.stop()

    def _hide_bar(self) -> None:
        if self.playing and not self.bar.underMouse() and not self.bar.isAncestorOf(self.focusWidget()):
            self.bar.hide()
            self.setCursor(Qt.CursorShape.BlankCursor)

    # -- events ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.close, Qt.Key.Key_Space: self.toggle, Qt.Key.Key_Right: self.forward,
            Qt.Key.Key_Left: self.backward, Qt.Key.Key_Home: partial(self.go, 0), Qt.Key.Key_End: partial(self.go, -1),
            Qt.Key.Key_Up: self.seconds.stepUp, Qt.Key.Key_Down: self.seconds.stepDown,
        }
        found = keys.get(Qt.Key(event.key()))
        if found is None:
            super().keyPressEvent(event)
            return
        self._wake()
        found()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._wake()
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.forward()
        self._wake()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self._count_down)
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._next.stop()
        self._quiet.stop()
        self.clip.close()
        self._wanted = None
        self._reading.drop()
        self.pictures.stop()
        event.accept()
        self.ended.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        height = theme.scaled(BAR_PX)
        self.bar.setGeometry(0, self.height() - height, self.width(), height)
        self.bar.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        painter.end()


def _found(library: Library, seqs: Sequence[int]) -> list[Compared | None]:
    """What is shown of these items, None for what is gone."""
    ids = [card.id if (card := gallery.cards(library, [seq]).get(int(seq))) else "" for seq in seqs]
    primaries = {each.card.id: each for each in comparison.primaries(library, [each for each in ids if each])}
    return [primaries.get(each) for each in ids]
