"""What is carried to other programs as files, which are made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QUrl

from app.ui.kit import mime

URLS, TEXT = "text/uri-list", "text/plain"


class OutgoingData(QMimeData):
    """Generations by their ids for our own windows, and files for others: `make` is called once, at the first question."""

    def __init__(self, ids: Sequence[str], make: Callable[[], list[Path]], text: bool = False) -> None:
        super().__init__()
        self.setData(mime.GENERATIONS, mime.generations_data(ids).data(mime.GENERATIONS))
        self._make = make
        self._made: list[Path] | None = None
        self._lazy = (URLS, TEXT) if text else (URLS,)

    def files(self) -> list[Path]:
        """The files; now they exist."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def formats(self) -> list[str]:
        return [*super().formats(), *self._lazy]

    def hasFormat(self, kind: str) -> bool:  # noqa: N802 - Qt's name
        return kind in self._lazy or super().hasFormat(kind)

    def retrieveData(self, kind: str, wanted: Any) -> Any:  # noqa: N802 - Qt's name
        if kind == URLS:
            return [QUrl.fromLocalFile(str(path)) for path in self.files()]
        if kind == TEXT and TEXT in self._lazy:
            return "\n".join(str(path) for path in self.files())
        return super().retrieveData(kind, wanted)
