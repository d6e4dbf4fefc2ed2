"""The column beside the list: one file large, its caption, and for a clip its segments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.library import training
from app.ui.kit import theme
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.kept_text import KeptText
from app.ui.kit.labels import label
from app.ui.kit.text import tr
from app.ui.training import words
from app.ui.training.lists import ROW_PX, RowList, segment_rows
from app.ui.training.pictures import Pictures
from app.ui.training.strip import SegmentStrip
from db import Segment, TrainingItem

SEGMENTS_PX = 92


class Frame(QWidget):
    """The picture of the file, of a clip the one at the playhead."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("training_frame")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._pictures = pictures
        self._item: TrainingItem | None = None
        self._at_ms = 0
        pictures.changed.connect(self.update)

    def show_at(self, item: TrainingItem | None, at_ms: int) -> None:
        """Shows this moment of this file."""
        self._item, self._at_ms = item, at_ms
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        image = None if self._item is None else self._pictures.at(self._item, self._at_ms)
        if image is not None and not image.isNull():
            size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2,
                                    size.width(), size.height()), image)
        painter.end()


class Editor(QScrollArea):
    """Tells the page what is wanted; `asked` is one of folder, trash, restore."""

    asked = Signal(str)
    captioned = Signal(str, str)          # file, caption
    segment_made = Signal(int, int)
    segment_set = Signal(str, int, int)
    segment_captioned = Signal(str, str)
    segment_deleted = Signal(str)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_editor")
        self.setAccessibleName(tr("The chosen training file"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = inner = QWidget()
        inner.setProperty("ground", "panel")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(inner)
        self._item: TrainingItem | None = None
        self.frame_ = Frame(pictures, inner)
        self._name = ElidedLabel(mode="middle", role="strong", parent=inner)
        self._about = ElidedLabel(mode="end", role="small", ink="text-2", parent=inner)
        self.folder = icon_button("external-link", tr("Show in file manager"), "training_folder",
                                  on_click=lambda: self.asked.emit("folder"), parent=inner)
        self.trash = icon_button("trash-2", tr("Move to Trash"), "training_trash", tr("Del"),
                                 on_click=lambda: self.asked.emit("trash"), parent=inner)
        self.restore = push_button(tr("Restore"), "training_restore", "secondary", "archive-restore",
                                   on_click=lambda: self.asked.emit("restore"), parent=inner)
        self.strip = SegmentStrip(pictures, inner)
        self._time = label("", "timecode", parent=inner)
        self.set_in = push_button(tr("Set in"), "segment_in", on_click=self.strip.set_in, parent=inner)
        self.set_out = push_button(tr("Set out"), "segment_out", on_click=self.strip.set_out, parent=inner)
        self.set_in.setToolTip("I")
        self.set_out.setToolTip("O")
        self.delete = icon_button("trash-2", tr("Delete the segment"), "segment_delete", tr("Del"), small=True,
                                  on_click=self._delete, parent=inner)
        self.segments = RowList("segment_list", tr("Segments"), "panel", parent=inner)
        self._hint = label(tr("Mark a piece: I where it starts, O where it ends."), "small", "text-3", wrap=True, parent=inner)
        self.caption = KeptText("training_caption", tr("Caption of the whole file"), tr("Caption"), inner)
        self._clip_only = QWidget(inner)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(8)
        column.addWidget(self.frame_)
        inset = QVBoxLayout()
        inset.setContentsMargins(16, 0, 16, 0)
        inset.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(4)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._about)
        head.addLayout(names, 1)
        for button in (self.restore, self.folder, self.trash):
            head.addWidget(button)
        clip = QVBoxLayout(self._clip_only)
        clip.setContentsMargins(0, 0, 0, 0)
        clip.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._time, 1)
        for tool in (self.set_in, self.set_out, self.delete):
            buttons.addWidget(tool)
        clip.addWidget(self.strip)
        clip.addLayout(buttons)
        clip.addWidget(self._hint)
        clip.addWidget(self.segments)
        inset.addWidget(self._clip_only)
        inset.addLayout(head)
        inset.addWidget(self.caption)
        column.addLayout(inset)
        column.addStretch(1)

    def _connect(self) -> None:
        self.strip.moved.connect(self._on_moved)
        self.strip.segment_made.connect(self.segment_made)
        self.strip.segment_set.connect(self.segment_set)
        self.strip.delete_asked.connect(self.segment_deleted)
        self.strip.segment_chosen.connect(self._on_chosen)
        self.segments.rows.typed.connect(self.segment_captioned)
        self.segments.delete_asked.connect(self._delete)
        self.segments.enter_asked.connect(lambda: self.segments.edit(self.segments.currentIndex()))
        self.segments.selectionModel().currentChanged.connect(lambda _now, _before: self._on_row())
        self.caption.left.connect(self.captioned)

    def set_item(self, item: TrainingItem, segments: Sequence[Segment], writable: bool) -> None:
        """Shows this file."""
        self._item = item
        in_trash = item.trashed_at is not None
        may = writable and not in_trash
        size = [f"{item.metadata[key]}" for key in ("width", "height") if item.metadata.get(key)]
        self._name.setText(item.original_filename)
        self._about.setText(", ".join(part for part in (
            tr("Picture") if item.duration_ms is None else words.clock(item.duration_ms), " × ".join(size)) if part))
        self.restore.setVisible(in_trash and writable)
        self.trash.setVisible(may)
        self._clip_only.setVisible(item.duration_ms is not None)
        self.strip.writable = self.segments.rows.editable = may
        self.strip.set_clip(item if item.duration_ms is not None else None, segments)
        chosen = self.strip.chosen
        self.segments.rows.set_rows(segment_rows(segments))
        self.segments.setVisible(bool(segments))
        self.segments.setFixedHeight(min(SEGMENTS_PX, theme.scaled(ROW_PX) * len(segments) + 4))
        self._hint.setVisible(not segments and may)
        if chosen is not None:
            self.segments.go_to(self.segments.rows.row_of(chosen))
        self.caption.set_text(item.id, training.caption_of(item), may)
        self._on_chosen(self.strip.chosen)
        self._on_moved(self.strip.at_ms)

    def choose_segment(self, segment_id: str) -> None:
        """This segment is the one that keys change, and its caption can be typed."""
        self.strip.choose(segment_id)

    def keep(self) -> None:
        """What is being typed is kept."""
        self.caption.keep()

    def _on_moved(self, at_ms: int) -> None:
        self.frame_.show_at(self._item, at_ms)
        self._time.setText(words.clock(at_ms) if self.strip.mark_ms is None else
                           tr("{time}, in at {mark}", time=words.clock(at_ms), mark=words.clock(self.strip.mark_ms)))

    def _on_chosen(self, segment_id: str | None) -> None:
        may = self.strip.writable
        self.set_in.setEnabled(may)
        self.set_out.setEnabled(may)
        self.delete.setEnabled(may and segment_id is not None)
        at = self.segments.rows.row_of(segment_id) if segment_id is not None else -1
        if at >= 0:
            self.segments.go_to(at)
        else:
            self.segments.clearSelection()

    def _on_row(self) -> None:
        row = self.segments.current()
        if row is not None and row.id is not None and row.id != self.strip.chosen and self.segments.hasFocus():
            self.strip.choose(row.id)

    def _delete(self) -> None:
        if self.strip.chosen is not None and self.strip.writable:
            self.segment_deleted.emit(self.strip.chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frame_.setFixedHeight(min(270, round(self.width() * 9 / 16)))
