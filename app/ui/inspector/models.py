"""The LoRAs of the shown variant that are in the library: a click away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.library import resources
from app.ui.inspector.section import INSET_PX
from app.ui.kit.buttons import push_button
from app.ui.kit.labels import IconLabel
from app.ui.kit.text import tr
from app.ui.reading import Latest
from app.ui.session import Session
from db import Resource, Variant

MOST = 12


class Models(QWidget):
    """`opened` names the model that shall be shown. Takes no room while no LoRA of the recipe is in the library."""

    opened = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_models")
        self.setAccessibleName(tr("LoRAs in the library"))
        self._session = session
        self._entries: list[Any] = []
        self._shown: list[tuple[str, str]] = []
        self._reading = Latest(session.background, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(INSET_PX, 4, INSET_PX, 0)
        self._column.setSpacing(0)
        self.hide()

    def set_variant(self, variant: Variant | None) -> None:
        """Shows those of this variant's recipe."""
        loras = (variant.params or {}).get("loras") if variant is not None else None
        entries = loras[:MOST] if isinstance(loras, list) else []
        if entries != self._entries:
            self._entries = entries
            self.refresh()

    def refresh(self) -> None:
        """Looks again which of them are in the library."""
        if not self._entries:
            self._reading.drop()
            self._show([])
            return
        library, entries = self._session.library, self._entries
        self._reading.ask(lambda: resources.named(library, entries), self._take)

    def shown(self) -> list[str]:
        """The ids of the models that are offered."""
        return [model_id for model_id, _name in self._shown]

    def _take(self, found: list[Resource | None]) -> None:
        self._show(list(dict.fromkeys((model.id, str(model.metadata.get("name") or "")) for model in found if model)))

    def _show(self, models: list[tuple[str, str]]) -> None:
        if models == self._shown:
            return
        self._shown = models
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for model_id, name in models:
            self._column.addWidget(self._row(model_id, name))
        self.setVisible(bool(models))

    def _row(self, model_id: str, name: str) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(IconLabel("layers", "text-3", parent=made))
        button = push_button(name, "inspector_model", "link", on_click=lambda: self.opened.emit(model_id), parent=made)
        button.setAccessibleName(tr("Show the LoRA {name}", name=name))
        button.setToolTip(tr("Show the LoRA {name}", name=name))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        return made
