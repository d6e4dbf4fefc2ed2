"""What is carried from one part of the window to another: generations, items of a shot, files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData

GENERATIONS = "application/x-dailies-generations"
SHOT_ITEMS = "application/x-dailies-shot-items"


def generations_data(ids: Iterable[str]) -> QMimeData:
    """Generations by their ids, to be dropped on shots, timelines and strips."""
    return _data(GENERATIONS, ids)


def shot_items_data(ids: Iterable[str], generation_ids: Iterable[str] = ()) -> QMimeData:
    """Items of a shot by their ids, and the generations they show for places that know only those."""
    data = _data(SHOT_ITEMS, ids)
    carried = list(generation_ids)
    if carried:
        data.setData(GENERATIONS, _bytes(carried))
    return data


def generations_in(data: QMimeData | None) -> list[str]:
    """The generation ids carried by `data`; none where it carries something else or was not made by us."""
    return _ids(data, GENERATIONS)


def shot_items_in(data: QMimeData | None) -> list[str]:
    """The ids of shot items carried by `data`."""
    return _ids(data, SHOT_ITEMS)


def files_in(data: QMimeData | None) -> list[Path]:
    """The local files and folders carried by `data`, as file managers give them."""
    if data is None or not data.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile()]


def _data(kind: str, ids: Iterable[str]) -> QMimeData:
    data = QMimeData()
    data.setData(kind, _bytes(list(ids)))
    return data


def _bytes(ids: Sequence[str]) -> QByteArray:
    return QByteArray(json.dumps(list(ids)).encode())


def _ids(data: QMimeData | None, kind: str) -> list[str]:
    if data is None or not data.hasFormat(kind):
        return []
    try:
        read = json.loads(bytes(data.data(kind).data()))
    except ValueError:
        return []
    return [i for i in read if isinstance(i, str)] if isinstance(read, list) else []
