"""Letting the window work until it stands still."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer

from app.ui.shell.main_window import MainWindow

SETTLE_MS = 150
PATIENCE = 100  # times SETTLE_MS at most until pictures are there


def wait(milliseconds: int) -> None:
    """Qt works for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(window: MainWindow) -> None:
    """Until nothing is read or decoded any more."""
    wait(SETTLE_MS)
    for _ in range(PATIENCE):
        if not window.session.background.busy and not window.gallery.listing.busy:
            break
        wait(SETTLE_MS)
    wait(2 * SETTLE_MS)
