"""Words on the screen: translated, with named placeholders and the locale's numbers."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

CONTEXT = "Dailies"


def tr(text: str, **values: object) -> str:
    """`text` in the user's language, `{name}` replaced by `values["name"]`; whole numbers are grouped.

    A translation whose placeholders do not fit is not used.
    """
    translated = QCoreApplication.translate(CONTEXT, text)
    if not values:
        return translated
    words = {key: number(value) if type(value) is int else value for key, value in values.items()}
    try:
        return translated.format(**words)
    except (KeyError, IndexError, ValueError):
        return text.format(**words)


def counted(n: int, one: str, many: str, **values: object) -> str:
    """`one` ("1 item") where n is 1, else `many` ("{n} items") with n in it."""
    return tr(one if n == 1 else many, n=n, **values)


def number(n: int) -> str:
    """`n` with the group separators of the user's locale (of English where the machine has no locale)."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    return locale.toString(n)


def short_number(n: int) -> str:
    """`n` for a pill: at most "9,999+"."""
    return number(n) if n < 10_000 else f"{number(9_999)}+"


def bytes_word(size_bytes: int) -> str:
    """4.1 MB, counted in thousands as file managers do."""
    if size_bytes < 1000:
        return tr("{n} bytes", n=size_bytes)
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def moment(stored: str, pattern: str = "d MMM yyyy, HH:mm") -> str:
    """A stored time as the clock on this machine showed it: 12 Nov 2026, 21:40. Other text as it is."""
    try:
        read = datetime.fromisoformat(stored)
    except ValueError:
        return stored
    local = read.astimezone() if read.tzinfo is not None else read
    return QLocale().toString(QDateTime(local.year, local.month, local.day, local.hour, local.minute, 0), pattern)
