"""The file dialogs of an import."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.kit.text import tr

PATTERNS = "*.png *.jpg *.jpeg *.webp *.gif *.tif *.tiff *.bmp *.avif *.heic *.heif *.mp4 *.mov *.m4v *.webm *.mkv *.avi" \
    " *.jxl *.psd *.exr *.dng *.cr2 *.cr3 *.nef *.arw *.raf *.rw2 *.orf *.pef *.srw *.ts *.mpg *.flv *.wmv" \
    " *.wav *.mp3 *.flac *.m4a *.ogg *.opus *.aac *.aiff"


def _start() -> str:
    """Where a dialog opens that nobody has seen yet: where pictures are, not where the program was started from."""
    places = QStandardPaths.StandardLocation
    found = (QStandardPaths.writableLocation(place) for place in (places.PicturesLocation, places.HomeLocation))
    return next((place for place in found if place and Path(place).is_dir()), "")


_last = {"folder": ""}  # chosen from last, as long as the program runs


def _from() -> str:
    return _last["folder"] if Path(_last["folder"] or "-").is_dir() else _start()


def choose_files(parent: QWidget) -> list[Path]:
    """The files a person chose; none when they changed their mind."""
    upper = PATTERNS.upper()
    names, _filter = QFileDialog.getOpenFileNames(
        parent, tr("Import files"), _from(), f"{tr('Pictures, clips and sounds')} ({PATTERNS} {upper});;{tr('All files')} (*)")
    if names:
        _last["folder"] = str(Path(names[0]).parent)
    return [Path(name) for name in names]


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """The folder a person chose, or None."""
    name = QFileDialog.getExistingDirectory(parent, title, _from())
    if name:
        _last["folder"] = str(Path(name).parent)
    return Path(name) if name else None
