"""What is carried from one part of the window to another: generations, items of a shot, files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QImage

from app.ui.kit.text import tr

GENERATIONS = "application/x-dailies-generations"
SHOT_ITEMS = "application/x-dailies-shot-items"

AS_THEY_ARE = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif", "image/avif": "avif",
               "image/tiff": "tif"}  # written byte by byte: what stands in them (a recipe) is kept


@dataclass(frozen=True)
class Picture:
    """A picture that has no file: a screenshot, an image dragged out of a browser."""

    ending: str
    data: bytes = b""
    image: QImage | None = None
    name: str = "Pasted"  # the beginning of the file's name

    def write(self, path: Path) -> None:
        """The picture is this file. Slow for large ones, and safe on any thread. Raises: OSError."""
        if self.image is None:
            path.write_bytes(self.data)
        elif not self.image.save(str(path), "PNG"):  # type: ignore[call-overload]
            raise OSError(0, "the picture could not be written")


Arrival = Path | Picture
"""What comes in from another program."""


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


def is_ours(data: QMimeData | None) -> bool:
    """Whether it was made by a window of this program: it may carry files too, for others."""
    return data is not None and (data.hasFormat(GENERATIONS) or data.hasFormat(SHOT_ITEMS))


def is_from_outside(data: QMimeData | None) -> bool:
    """Whether another program carries something that is meant for us, be it taken or refused. Reads nothing of it."""
    return bool(names_in(data)) or bool(refusal_of(data))


def names_in(data: QMimeData | None) -> list[str]:
    """What `arrivals_in` would give, by name; quick, for while it hovers."""
    if data is None or is_ours(data):
        return []
    return [path.name for path in files_in(data)] or ([tr("Picture")] if _has_picture(data) else [])


def arrivals_in(data: QMimeData | None) -> list[Arrival]:
    """What another program carries: local files, else a picture. Reads the picture, so only when it was dropped."""
    if data is None or is_ours(data):
        return []
    found: list[Arrival] = list(files_in(data))
    if found or not _has_picture(data):
        return found
    for kind, ending in AS_THEY_ARE.items():
        if data.hasFormat(kind) and (raw := bytes(data.data(kind).data())):
            return [Picture(ending, raw)]
    image = data.imageData()
    return [Picture("png", image=image)] if isinstance(image, QImage) and not image.isNull() else []


def refusal_of(data: QMimeData | None) -> str:
    """Why what another program carries cannot be taken; empty where it can, or means nothing to us."""
    if data is None or is_ours(data) or names_in(data) or not data.hasUrls():
        return ""
    return tr("It is on the web, and Dailies works offline. Save it as a file first.")


def _has_picture(data: QMimeData) -> bool:
    return data.hasImage() or any(data.hasFormat(kind) for kind in AS_THEY_ARE)


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
