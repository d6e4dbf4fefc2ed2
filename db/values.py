"""Values as people type them: numbers, sizes, lengths of time, dates, shapes of pictures. Each is a span of what it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

Span = tuple[object, object]
"""From the first inclusive to the second exclusive; None: no end."""

_BIG = 2**62


class Nonsense(ValueError):
    """The value is none for its key: what is wrong, and what is allowed (empty: what the key says)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def spans(op: str, value: str, read: Callable[[str], Span]) -> Iterator[Span]:
    """What a comparison means: `3`, `3..5`, `1,2`, and with an op after the colon. Raises: Nonsense."""
    if op in (":", ":="):
        for one in value.split(","):
            first, dots, last = one.partition("..")
            if not dots:
                yield read(one.strip())
            elif not first and not last:
                raise Nonsense("has no number.")
            else:
                yield read(first.strip())[0] if first else None, read(last.strip())[1] if last else None
        return
    low, high = read(value.strip())
    compared = {":>": (high, None), ":>=": (low, None), ":<": (None, low), ":<=": (None, high)}
    if op not in compared:
        raise Nonsense("cannot be compared so.")
    yield compared[op]


def number(text: str) -> Span:
    """A whole number."""
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise Nonsense("needs a number.")
    return int(text), int(text) + 1


def size(text: str) -> Span:
    """Bytes, kb, mb, gb (thousands): as exactly as written, so `1.5mb` is 1.45 to 1.55."""
    return _measured(text, {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12, "kib": 2**10, "mib": 2**20,
                            "gib": 2**30}, "needs a size.")


def duration(text: str) -> Span:
    """Microseconds of `5s`, `300ms`, `1.5m`, `1:30`, as exactly as written."""
    clock = re.fullmatch(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?", text)
    if clock:
        parts = [int(part) for part in clock.groups() if part is not None]
        seconds = sum(part * 60**place for place, part in enumerate(reversed(parts)))
        return seconds * 10**6 - 500_000, seconds * 10**6 + 500_000
    return _measured(text, {"": 10**6, "s": 10**6, "sec": 10**6, "ms": 10**3, "m": 60 * 10**6, "min": 60 * 10**6,
                            "h": 3600 * 10**6}, "needs a length of time.")


def _measured(text: str, units: dict[str, int], message: str) -> Span:
    found = re.fullmatch(r"([0-9]{1,18})(?:[.]([0-9]{1,6}))?\s*([a-z]*)", text.lower())
    if found is None or found[3] not in units:
        raise Nonsense(message)
    fraction = found[2] or ""
    step = units[found[3]] / 10 ** len(fraction)
    low = int(int(found[1] + fraction) * step - step / 2) if step > 1 else int(found[1])
    return min(low, _BIG), min(low + max(1, int(step)), _BIG)


def now() -> datetime:
    """This moment where the person is."""
    return datetime.now().astimezone()


def date(text: str) -> Span:
    """A year, month, day or a word for one, where the person is, as the texts of UTC that the library has."""
    first, last = _days(text.lower())
    try:
        return _utc(first), _utc(last)
    except (OverflowError, ValueError) as error:
        raise Nonsense("is no date of this calendar.") from error


def _days(text: str) -> tuple[datetime, datetime]:
    today = now().replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    day = timedelta(days=1)
    monday = today - today.weekday() * day
    words = {"today": (today, today + day), "yesterday": (today - day, today), "week": (monday, monday + 7 * day),
             "month": _month(today.year, today.month), "year": (datetime(today.year, 1, 1), datetime(today.year + 1, 1, 1))}
    if text in words:
        return words[text]
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text, re.ASCII)
    if found is None:
        raise Nonsense("needs a date.")
    year, month, of_month = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if month is None:
            return datetime(year, 1, 1), datetime(year + 1, 1, 1)
        if of_month is None:
            return _month(year, month)
        return datetime(year, month, of_month), datetime(year, month, of_month) + day
    except (OverflowError, ValueError) as error:
        raise Nonsense("is no date of this calendar.") from error


def _month(year: int, month: int) -> tuple[datetime, datetime]:
    return datetime(year, month, 1), datetime(year + month // 12, month % 12 + 1, 1)


def _utc(local: datetime) -> str:
    offset = local.astimezone().utcoffset() or timedelta()
    return (local - offset).strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")


_SHAPES = {"landscape": (1.000001, None), "portrait": (None, 0.999999), "square": (1.0, 1.0)}


def aspect(op: str, value: str) -> Span:
    """Width by height from the least to the greatest, both inclusive: a word, or a ratio to a hundredth. Raises: Nonsense."""
    if value.lower() in _SHAPES and op in (":", ":="):
        return _SHAPES[value.lower()]
    found = re.fullmatch(r"([0-9]{1,6}(?:[.][0-9]{1,4})?)(?:[:/x]([0-9]{1,6}(?:[.][0-9]{1,4})?))?", value)
    if found is None or float(found[1]) == 0 or float(found[2] or 1) == 0:
        raise Nonsense("is no shape of a picture.")
    ratio = float(found[1]) / float(found[2] or 1)
    low, high = ratio * 0.99, ratio * 1.01
    compared: dict[str, Span] = {":": (low, high), ":=": (low, high), ":>": (high, None), ":>=": (low, None),
                                 ":<": (None, low), ":<=": (None, high)}
    if op not in compared:
        raise Nonsense("cannot be compared so.")
    return compared[op]
