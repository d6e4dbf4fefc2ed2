"""The look in force: colours, fonts and the one style sheet, from `tokens` to Qt."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QToolTip

import resources
from app.ui.kit import tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

ThemeName = Literal["dark", "light", "system"]

FONT_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")
PALETTE = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.Base: "canvas",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Button: "pressed",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on-accent",
    QPalette.ColorRole.Highlight: "accent-fill",
    QPalette.ColorRole.HighlightedText: "on-accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text-3",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "hover",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
}
DISABLED = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


class _Theme(QObject):
    """What is in force; one for the program, since Qt has one palette and one style sheet."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted: ThemeName = "dark"
        self.name = "dark"
        self.scale = 1.0
        self.reduce_motion = False
        self.families: list[str] = []
        self.fonts: dict[str, QFont] = {}
        self.colours: dict[tuple[str, str], QColor] = {}
        self.follows_system = False
        self.icon_folder: tempfile.TemporaryDirectory[str] | None = None
        self.font_of: WeakKeyDictionary[QWidget, str] = WeakKeyDictionary()


_state = _Theme()
theme_changed = _state.changed
"""Emitted when another theme or text scale is in force: drop cached pixmaps, ask again for fonts, colours."""


# --- asking --------------------------------------------------------------------------------------


def name() -> str:
    """The theme in force: "dark" or "light"."""
    return _state.name


def colours() -> tokens.Colours:
    """The colour values of the theme in force, as text."""
    return tokens.THEMES[_state.name]


def colour(role: str) -> QColor:
    """The colour of `role` ("text-2") in the theme in force; shared, so copy it before changing it."""
    key = (_state.name, role)
    if key not in _state.colours:
        _state.colours[key] = qcolor(colours().value(role))
    return _state.colours[key]


def qcolor(value: str) -> QColor:
    """`#rrggbb` or `#rrggbbaa` as a colour. (Qt itself would read the latter as `#aarrggbb`.)"""
    made = QColor(value[:7])
    if len(value) == 9:
        made.setAlpha(int(value[7:], 16))
    return made


def scale() -> float:
    """The text size in force, 1.0 = as designed."""
    return _state.scale


def scaled(metric_px: int, role: str = "body") -> int:
    """The height of a row of `metric_px` at the text size in force: it grows when its line needs room."""
    return max(metric_px, line_px(role) + 8)


def line_px(role: str = "body") -> int:
    """The height of a line of `role` at the text size in force."""
    return round(tokens.TYPE[role].line_px * _state.scale)


def duration_ms(motion: str) -> int:
    """How long `motion` ("fast", "normal", "slow") takes: nothing for people who asked for less movement."""
    return 0 if _state.reduce_motion else tokens.MOTION_MS[motion]


def font(role: str = "body") -> QFont:
    """The font of a type role, digits all of one width; shared, so copy it before changing it."""
    if role not in _state.fonts:
        _state.fonts[role] = _make_font(tokens.TYPE[role])
    return _state.fonts[role]


def fixed_font(role: str = "body") -> QFont:
    """The system's font with letters of one width, in the size of a type role: for bytes and columns of text."""
    made = QFont(font(role))
    made.setFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
    return made


# --- setting -------------------------------------------------------------------------------------


def apply(
    app: QApplication, theme: ThemeName = "dark", scale: float = 1.0, reduce_motion: bool = False
) -> None:
    """The program looks like `theme`, text `scale` times as large; call before the first window shows."""
    _state.wanted = theme
    _state.scale = min(1.5, max(0.9, scale))
    _state.reduce_motion = reduce_motion
    hints = app.styleHints()
    schemes = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light, "system": Qt.ColorScheme.Unknown}
    hints.setColorScheme(schemes[theme])
    _state.name = _resolve(theme, hints.colorScheme())
    if not _state.follows_system:
        _state.follows_system = True
        hints.colorSchemeChanged.connect(_follow_system)
    _dress(app)


def set_font(widget: QWidget, role: str) -> None:
    """`widget` has the font of `role`, now and after the text size has changed."""
    _state.font_of[widget] = role
    widget.setFont(font(role))


def set_ink(widget: QWidget, role: str) -> None:
    """`widget` (a label) writes in the colour of `role`, in both themes."""
    set_property(widget, "ink", role)


def set_property(widget: QWidget, key: str, value: str | bool) -> None:
    """A property that the style sheet looks at has `value`, and the widget looks like it."""
    if widget.property(key) == value:
        return
    widget.setProperty(key, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _resolve(theme: ThemeName, scheme: Qt.ColorScheme) -> str:
    if theme == "system":
        return "light" if scheme == Qt.ColorScheme.Light else "dark"
    return theme


def _follow_system(scheme: Qt.ColorScheme) -> None:
    app = QGuiApplication.instance()
    if _state.wanted != "system" or app is None:
        return
    resolved = _resolve("system", scheme)
    if resolved != _state.name:
        _state.name = resolved
        _dress(app)  # type: ignore[arg-type]


def _dress(app: QApplication) -> None:
    _load_fonts()
    _state.fonts.clear()
    if app.style().objectName() != "fusion" and not app.styleSheet():
        app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setFont(font("body"))
    QToolTip.setFont(font("small"))
    app.setStyleSheet(style_sheet())
    for widget, role in list(_state.font_of.items()):
        if shiboken6.isValid(widget):
            widget.setFont(font(role))
    _state.changed.emit()


def _palette() -> QPalette:
    palette = QPalette()
    for role, key in PALETTE.items():
        palette.setColor(role, colour(key))
    for role in DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("text-off"))
    return palette


# --- fonts and sheet -----------------------------------------------------------------------------


def _load_fonts() -> None:
    if _state.families:
        return
    for file in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{file}")))
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
    _state.families = ["Inter", *system]


def _make_font(kind: tokens.Type) -> QFont:
    dpi = QGuiApplication.primaryScreen().logicalDotsPerInch()
    made = QFont()
    made.setFamilies(_state.families or ["Inter"])
    made.setPointSizeF(kind.size_px * _state.scale * 72 / dpi)
    made.setWeight(QFont.Weight(kind.weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def style_sheet() -> str:
    """The style sheet of the theme in force.

    In the source, `@role@` is a colour, `@role/55@` the same at 55 %, `@icon:name:role@` an icon in it.
    """
    return re.sub(r"@([a-z0-9:/-]+)@", _sheet_value, resources.text("theme/theme.qss.in"))


def _sheet_value(match: re.Match[str]) -> str:
    word = match[1]
    if word.startswith("icon:"):
        _, icon, role = word.split(":")
        return _sheet_icon(icon, role)
    role, _, percent = word.partition("/")
    made = QColor(colour(role))
    if percent:
        made.setAlphaF(int(percent) / 100)
    return f"rgba({made.red()}, {made.green()}, {made.blue()}, {made.alpha()})"


def _sheet_icon(icon: str, role: str) -> str:
    """Style sheets want files: the tinted icon in a folder that goes when the program ends."""
    if _state.icon_folder is None:
        _state.icon_folder = tempfile.TemporaryDirectory(prefix="dailies-icons-")
    file = Path(_state.icon_folder.name) / f"{icon}-{_state.name}-{role}.svg"
    drawing = resources.text(f"icons/{icon}.svg").replace("currentColor", colours().value(role))
    file.write_text(drawing, encoding="utf-8")
    return file.as_posix()
