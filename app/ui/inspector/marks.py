"""The row under the name: rating, colour label, rejected; of one item or of all that are selected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.ui.inspector.rating import Rating
from app.ui.kit import menus, theme, tokens
from app.ui.kit.buttons import icon_button
from app.ui.kit.text import tr

LABELS = {"red": "Red", "orange": "Orange", "yellow": "Yellow", "green": "Green", "blue": "Blue", "purple": "Purple"}
DOT_PX = 12


@dataclass(frozen=True)
class Marks:
    """None where the selected items differ."""

    starred: bool | None = False
    rating: int | None = 0
    label: str | None = ""
    rejected: bool | None = False


class MarksRow(QWidget):
    """What is chosen is told; the row shows it when the library says so."""

    rated = Signal(int)
    labelled = Signal(str)
    rejected = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_marks")
        self.setAccessibleName(tr("Rating and label"))
        self._marks = Marks()
        self.rating = Rating(self)
        self.label = icon_button("square", tr("Colour label"), "inspector_label", small=True, on_click=self._offer_labels)
        self.label.setIcon(QIcon())
        self._dot = Dot(self.label)
        self.reject = icon_button("ban", tr("Reject"), "inspector_reject", "X", small=True, checkable=True,
                                  on_click=self._on_reject)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 0)  # the first star has 4 px of its own
        row.setSpacing(4)
        row.addWidget(self.rating)
        row.addStretch(1)
        row.addWidget(self.label)
        row.addWidget(self.reject)
        self.rating.chosen.connect(self.rated)

    def set_marks(self, marks: Marks, editable: bool) -> None:
        """Shows these."""
        self._marks = marks
        self.rating.set_value(marks.rating, editable)
        for button in (self.label, self.reject):
            button.setEnabled(editable)
        self._dot.set_label(marks.label)
        self.label.setAccessibleDescription(label_word(marks.label))
        self.label.setToolTip(tr("Colour label: {label}", label=label_word(marks.label)))
        self._show_reject()

    def _show_reject(self) -> None:
        rejected = self._marks.rejected
        self.reject.setChecked(bool(rejected))
        words = tr("Keep again") if rejected else tr("Reject")
        self.reject.setAccessibleName(words)
        self.reject.setToolTip(f"{words}  X")
        self.reject.setAccessibleDescription(tr("mixed") if rejected is None else "")

    def _on_reject(self) -> None:
        wanted = self.reject.isChecked()
        self._show_reject()
        self.rejected.emit(wanted)

    def _offer_labels(self) -> None:
        menu = menus.menu("label_menu", self)
        for label in ("", *LABELS):
            action = QAction(label_word(label), menu)
            action.setIcon(QIcon(dot_pixmap(label, self.devicePixelRatioF())))
            action.setCheckable(True)
            action.setChecked(label == self._marks.label)
            action.triggered.connect(partial(self._choose, label))
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.label.mapToGlobal(QPoint(0, self.label.height())))

    def _choose(self, label: str, _checked: bool = False) -> None:
        if label != self._marks.label:
            self.labelled.emit(label)


def label_word(label: str | None) -> str:
    """Red; no label; mixed."""
    return tr("mixed") if label is None else tr(LABELS[label]) if label in LABELS else tr("No label")


class Dot(QWidget):
    """The label in its button: filled, a ring for none, a half for mixed. The button is what is clicked."""

    def __init__(self, button: QToolButton) -> None:
        super().__init__(button)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(button.size())
        self._label: str | None = ""

    def set_label(self, label: str | None) -> None:
        """Shows this one."""
        self._label = label
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF((self.width() - DOT_PX) / 2, (self.height() - DOT_PX) / 2, DOT_PX, DOT_PX)
        paint_dot(painter, area, self._label, self.isEnabled())
        painter.end()


def dot_pixmap(label: str | None, dpr: float) -> QPixmap:
    """The dot as the icon of a menu."""
    side = round(tokens.ICON * dpr)
    made = QPixmap(side, side)
    made.setDevicePixelRatio(dpr)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    inset = (tokens.ICON - DOT_PX) / 2
    paint_dot(painter, QRectF(inset, inset, DOT_PX, DOT_PX), label, True)
    painter.end()
    return made


def paint_dot(painter: QPainter, area: QRectF, label: str | None, enabled: bool) -> None:
    """A label as a dot."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if label:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"label-{label}" if enabled else "text-off"))
        painter.drawEllipse(area)
    else:
        painter.setPen(theme.colour("line-strong" if enabled else "text-off"))
        painter.drawEllipse(area.adjusted(0.5, 0.5, -0.5, -0.5))
        if label is None:
            painter.setBrush(theme.colour("line-strong" if enabled else "text-off"))
            painter.drawPie(area.adjusted(0.5, 0.5, -0.5, -0.5), 90 * 16, 180 * 16)
    painter.restore()
