"""What worker processes are given in tests: functions that hang, die, fail, or are good."""

from __future__ import annotations

import os
import threading

from app.media.limits import UnreadableMedia


def twice(number: int) -> int:
    return number * 2


def hang() -> None:
    threading.Event().wait()


def die() -> None:
    os._exit(11)


def refuse() -> None:
    raise UnreadableMedia("ends too early")
