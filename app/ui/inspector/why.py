"""A card that says why each text is what it is, with the raw block a click away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.inspector import sources
from app.ui.inspector.details import Fact
from app.ui.inspector.facts import Facts
from app.ui.kit.buttons import push_button
from app.ui.kit.labels import label
from app.ui.kit.popover import Popover
from app.ui.kit.text import tr
from db import Variant

WIDTH_PX = 400
MOST_PX = 420


class Why(Popover):
    """`block_wanted` names the block that shall be opened, empty for whichever there is."""

    block_wanted = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__("why_this_text", tr("Why this text"), window, WIDTH_PX)
        self._scroll = Scroll(self)
        self.body.addWidget(self._scroll)
        self.blocks: list[str] = []

    def set_variant(self, variant: Variant | None) -> None:
        """The sources of this variant's recipe and of what its file tells."""
        found = sources.by_block(variant)
        openable = variant is not None and variant.sha256 is not None
        self.blocks = list(found)
        inside = QWidget()
        inside.setProperty("ground", "raised")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        if not found:
            column.addWidget(label(tr("Nothing says where the texts of this item were read."), "body", "text-2", wrap=True,
                                   parent=inside))
        for block, fields in found.items():
            if openable:
                opener = push_button(tr("{block} …", block=block), "why_block", "link", on_click=partial(self._open, block),
                                     parent=inside)
                opener.setAccessibleName(tr("Open the block {block}", block=block))
                column.addWidget(opener, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                column.addWidget(label(block, "strong", parent=inside))
            rules = Facts("why_rules", tr("Read from {source}", source=block), inside)
            rules.set_facts([Fact(each.field, each.rule or tr("as it stands there")) for each in fields])
            rows = QVBoxLayout()
            rows.setContentsMargins(6, 0, 0, 8)
            rows.addWidget(rules)
            column.addLayout(rows)
        if openable and not found:
            every = push_button(tr("Open the metadata of the file"), "why_block", "link", on_click=partial(self._open, ""),
                                parent=inside)
            column.addWidget(every, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._scroll.put(inside)

    def _open(self, block: str) -> None:
        self.dismiss()
        self.block_wanted.emit(block)


class Scroll(QScrollArea):
    """As high as what is in it, within limits."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("why_scroll")
        self.setAccessibleName(tr("Why this text"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def put(self, inside: QWidget) -> None:
        """This is in it."""
        self.setWidget(inside)
        self.setFixedHeight(min(MOST_PX, inside.sizeHint().height()))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH_PX, self.height())
