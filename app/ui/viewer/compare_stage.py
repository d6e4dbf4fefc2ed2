"""The pictures that are compared: beside each other, one over the other with a line, in turn, or subtracted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import theme, tokens
from app.ui.kit.text import tr
from app.ui.viewer.canvas import Canvas, Zoom
from app.ui.viewer.compare_label import CornerLabel
from app.ui.viewer.compare_wipe import WipeLine, right_of, stepped

Mode = Literal["side", "wipe", "flicker", "difference"]
MODES: Final[tuple[Mode, ...]] = ("side", "wipe", "flicker", "difference")
LETTERS = "ABCD"
MOST = len(LETTERS)
EDGE_PX = 8  # around the pictures, for the ring
GAP_PX = 8
LABEL_PX = 12  # from the corner


class CompareStage(QWidget):
    """One canvas for each picture, all with one zoom. Keys act on the one that is `focused`; Tab and arrows go on.

    Where two are compared out of three or four, they are the first and the one focused last beside it (`pair`).
    """

    focused_changed = Signal(int)
    wiped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare_stage")
        self.setAccessibleName(tr("Pictures compared"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.zoom = Zoom(self)
        self.canvases = [self._canvas(f"compare_canvas_{letter.lower()}") for letter in LETTERS]
        self.difference = self._canvas("compare_canvas_difference")
        self.line = WipeLine(self)
        self.labels = [CornerLabel(f"compare_label_{letter.lower()}", self) for letter in LETTERS]
        self._count = 0
        self._names: list[str] = []
        self._reference = QSize()  # what the pictures are as large as, so that the same place has the same scale
        self.mode: Mode = "side"
        self.focused = 0
        self._other = 1
        self.front = 0  # which one is seen in turn
        self.wipe = 0.5
        self._turning = QTimer(self)
        self._turning.timeout.connect(self.turn)
        self.line.moved.connect(self.set_wipe)
        self.zoom.changed.connect(self._place_line)
        theme.theme_changed.connect(self._arrange)

    def _canvas(self, name: str) -> Canvas:
        made = Canvas(self.zoom, self)
        made.setObjectName(name)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.installEventFilter(self)
        made.hide()
        return made

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_names(self, names: Sequence[str]) -> None:
        """So many pictures (four at most) are compared, called so. Their pictures come by `set_picture`."""
        self._names = list(names[:MOST])
        if len(self._names) != self._count:
            self._count = len(self._names)
            self.focused = min(self.focused, max(0, self._count - 1))
            self.front, self._other = 0, min(self._other, max(1, self._count - 1))
        for at, name in enumerate(self._names):
            self.labels[at].set_text(LETTERS[at], name)
            self.canvases[at].setAccessibleName(f"{LETTERS[at]}, {name}")
        self._arrange()

    def clear(self) -> None:
        """No picture is held; all is fitted again."""
        for canvas in (*self.canvases, self.difference):
            canvas.clear()
        self._reference = QSize()
        self.focused = self.front = 0
        self._other = 1
        self.wipe = 0.5
        self.zoom.fit()

    def set_picture(self, at: int, image: QImage, full_size: QSize, sharp: bool, levels: Sequence[QImage] = ()) -> None:
        """The picture in this place. It is shown as large as the first one is, so that zoom means the same for all."""
        if at == 0 and full_size != self._reference:
            self._reference = QSize(full_size)
            for other in range(1, self._count):
                self._refit(other)
        size = self._as_reference(full_size)
        self.canvases[at].set_picture(image, size, sharp and full_size == size, levels)
        self._place_line()

    def set_difference(self, image: QImage | None, sharp: bool = True) -> None:
        """The picture of the difference; None while there is none."""
        if image is None:
            self.difference.clear()
        else:
            self.difference.set_picture(image, self._reference, sharp)

    def _refit(self, at: int) -> None:
        held = self.canvases[at].picture()
        if held is not None:
            size = self._as_reference(held.full_size)
            self.canvases[at].set_picture(held.image, size, held.sharp and size == held.full_size, held.levels)

    def _as_reference(self, size: QSize) -> QSize:
        return size if self._reference.isEmpty() else size.scaled(self._reference, Qt.AspectRatioMode.KeepAspectRatio)

    def pair(self) -> tuple[int, int]:
        """The two that are compared where there is room for two: the first, and the other one focused last."""
        return (0, self._other) if self._count > 1 else (0, 0)

    def visible_places(self) -> list[int]:
        """The places of the pictures that are on the screen."""
        if self.mode == "side":
            return list(range(self._count))
        if self.mode == "wipe":
            return sorted(set(self.pair()))
        return [self.front] if self.mode == "flicker" and self._count else []

    # -- modes -------------------------------------------------------------------------------------------------------

    def set_mode(self, mode: Mode) -> None:
        """Compares in this way."""
        self.mode = mode
        self.front = self.focused
        self._arrange()

    def set_interval(self, milliseconds: int) -> None:
        """In turn: another picture after so long; 0 for only when asked."""
        self._turning.setInterval(milliseconds)
        self._run()

    def turn(self) -> None:
        """In turn: the next picture is seen, and keys act on it."""
        if self.mode == "flicker" and self._count > 1:
            self.front = (self.front + 1) % self._count
            self.set_focused(self.front)

    def is_turning(self) -> bool:
        """Whether pictures change by themselves now."""
        return self._turning.isActive()

    def _run(self) -> None:
        wanted = self.mode == "flicker" and self._count > 1 and self._turning.interval() > 0 and self.isVisible()
        if wanted and not self._turning.isActive():
            self._turning.start()
        elif not wanted:
            self._turning.stop()

    def set_wipe(self, at: float) -> None:
        """The line stands there: 0 is the left edge of the pictures, 1 the right one."""
        self.wipe = min(1.0, max(0.0, at))
        self._place_line()
        self.wiped.emit()

    def step_wipe(self, steps: int) -> None:
        """The line goes on by so many steps, where there is one."""
        if self.mode == "wipe":
            self.set_wipe(stepped(self.wipe, steps))

    def set_focused(self, at: int) -> None:
        """Keys act on this one."""
        at = min(max(0, at), max(0, self._count - 1))
        changed = at != self.focused
        self.focused = at
        self._other = at or self._other
        if self.mode == "flicker":
            self.front = at
        self._arrange()
        if changed:
            self.focused_changed.emit(at)

    # -- places ------------------------------------------------------------------------------------------------------

    def cell(self, at: int) -> QRect:
        """Where a picture has its room."""
        whole = self.rect().adjusted(EDGE_PX, EDGE_PX, -EDGE_PX, -EDGE_PX)
        if self.mode != "side" or self._count < 2:
            return whole
        columns = 2 if self._count == 4 or (self._count == 3 and whole.width() < 2 * whole.height()) else self._count
        rows = -(-self._count // columns)
        row, column = divmod(at, columns)
        width, height = (whole.width() - (columns - 1) * GAP_PX) // columns, (whole.height() - (rows - 1) * GAP_PX) // rows
        return QRect(whole.left() + column * (width + GAP_PX), whole.top() + row * (height + GAP_PX), width, height)

    def columns(self) -> int:
        """How many pictures stand beside each other."""
        return len({self.cell(at).left() for at in range(self._count)}) if self.mode == "side" else self._count

    def pictures_area(self) -> QRect:
        """What of the first picture is seen, where one lies over the other: the line runs through it."""
        left, right = self.pair()
        cell = self.cell(0)
        both = self.canvases[left].picture_rect() | self.canvases[right].picture_rect()
        area = both.toAlignedRect().translated(cell.topLeft())
        return area.intersected(cell) if not area.isEmpty() else cell

    def _arrange(self) -> None:
        seen = self.visible_places()
        for at, canvas in enumerate(self.canvases):
            canvas.setGeometry(self.cell(at))
            canvas.clearMask()
            canvas.setVisible(at in seen)
        self.difference.setGeometry(self.cell(0))
        self.difference.setVisible(self.mode == "difference")
        if self.mode == "wipe" and self._count > 1:
            self.canvases[self.pair()[1]].raise_()
        self.line.setVisible(self.mode == "wipe" and self._count > 1)
        self._place_line()
        self._place_labels()
        self._speak()
        self._run()
        self.update()

    def _place_line(self) -> None:
        if self.mode == "wipe" and self._count > 1:
            area, cell = self.pictures_area(), self.cell(0)
            left = right_of(area, self.wipe).left() - cell.left()
            self.canvases[self.pair()[1]].setMask(QRegion(left, 0, max(0, cell.width() - left), cell.height()))
            self.line.place(area, self.wipe)
            self.line.raise_()

    def _place_labels(self) -> None:
        places = [*self.pair()] if self.mode == "difference" and self._count > 1 else self.visible_places()
        for at, label in enumerate(self.labels):
            label.setVisible(at in places)
            label.set_ringed(at == self.focused and self._count > 1)
            if at not in places:
                continue
            cell = self.cell(at)
            at_right = self.mode in ("wipe", "difference") and at == self.pair()[1] and self._count > 1
            halved = self.mode in ("wipe", "difference")
            label.fit((cell.width() // 2 if halved else cell.width()) - 2 * LABEL_PX)
            left = cell.right() + 1 - LABEL_PX - label.width() if at_right else cell.left() + LABEL_PX
            label.move(QPoint(left, cell.top() + LABEL_PX))
            label.raise_()

    def _speak(self) -> None:
        name = self._names[self.focused] if self.focused < self._count else ""
        self.setAccessibleDescription(tr("{letter} of {n}: {name}", letter=LETTERS[self.focused], n=self._count, name=name)
                                      if name else "")

    # -- events ------------------------------------------------------------------------------------------------------

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes through the pictures before it leaves them."""
        wanted = self.focused + (1 if forwards else -1)
        if self.hasFocus() and 0 <= wanted < self._count:
            self.set_focused(wanted)
            return True
        return super().focusNextPrevChild(forwards)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.BacktabFocusReason:
            self.set_focused(self._count - 1)
        elif event.reason() == Qt.FocusReason.TabFocusReason:
            self.set_focused(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and watched in self.canvases:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.set_focused(self.canvases.index(watched))
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._run()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        if self._count > 1 or self.hasFocus():
            away = 2 * tokens.RING_PX
            ring = self.cell(self.focused).adjusted(-away, -away, away, away)
            if self.hasFocus() or self.mode == "side":
                painter.fillRect(ring, theme.colour("unseen" if self.hasFocus() else "line-strong"))
                inner = ring.adjusted(tokens.RING_PX, tokens.RING_PX, -tokens.RING_PX, -tokens.RING_PX)
                painter.fillRect(inner, theme.colour("viewer"))
        painter.end()
