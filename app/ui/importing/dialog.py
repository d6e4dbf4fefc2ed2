"""The file dialogs of an import."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.kit.text import tr

PATTERNS = "*.png *.jpg *.jpeg *.webp *.gif *.tif *.tiff *.bmp *.avif *.heic *.heif *.mp4 *.mov *.m4v *.webm *.mkv *.avi"


def choose_files(parent: QWidget) -> list[Path]:
    """The files a person chose; none when they changed their mind."""
    upper = PATTERNS.upper()
    names, _filter = QFileDialog.getOpenFileNames(
        parent, tr("Import files"), "", f"{tr('Pictures and clips')} ({PATTERNS} {upper});;{tr('All files')} (*)")
    return [Path(name) for name in names]


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """The folder a person chose, or None."""
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None
