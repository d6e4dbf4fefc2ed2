"""Icons in the colours of the theme, sharp on every screen."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

import resources
from app.ui.kit import theme, tokens

_pixmaps: dict[tuple[str, int, str, float, str], QPixmap] = {}
_icons: dict[tuple[str, str, str, str, float, int], QIcon] = {}
_wearers: WeakKeyDictionary[QAction | QAbstractButton, tuple[str, str, int]] = WeakKeyDictionary()


def svg(name: str, role: str = "text-2") -> str:
    """The drawing of `name` in the colour of `role`; a name that ends in `-filled` is its shape filled."""
    shape = name.removesuffix("-filled")
    tint = theme.colours().value(role)
    drawing = resources.text(f"icons/{shape}.svg")
    if shape != name:
        drawing = drawing.replace('fill="none"', f'fill="{tint}"')
    return drawing.replace("currentColor", tint)


def pixmap(name: str, size: int = tokens.ICON, role: str = "text-2", dpr: float = 1.0) -> QPixmap:
    """The icon as a picture `size` device-independent pixels wide, for painting; cached per theme.

    `dpr` is that of the device painted on. Raises: FileNotFoundError for an icon that is not there.
    """
    key = (name, size, role, dpr, theme.name())
    if key not in _pixmaps:
        _pixmaps[key] = _draw(name, size, role, dpr, 0)
    return _pixmaps[key]


def icon(name: str, role: str = "text-2", active_role: str = "text", gap: int = 0) -> QIcon:
    """An icon for a button or action: `active_role` when hovered, accent when checked, faint when disabled.

    `gap` is empty room at its right, before words. It keeps the colours of the theme it was made in: use
    `set_icon` for what outlives a theme.
    """
    dpr = _largest_dpr()
    key = (name, role, active_role, theme.name(), dpr, gap)
    if key not in _icons:
        _icons[key] = _make_icon(name, role, active_role, dpr, gap)
    return _icons[key]


def set_icon(wearer: QAction | QAbstractButton, name: str, role: str = "text-2", gap: int = 0) -> None:
    """`wearer` shows the icon, now and after the theme has changed. In menus it is white on the highlight."""
    _wearers[wearer] = (name, role, gap)
    on_ground = role if role == "on-accent" else "text"
    wearer.setIcon(icon(name, role, "on-accent" if isinstance(wearer, QAction) else on_ground, gap))


def _draw(name: str, size: int, role: str, dpr: float, gap: int) -> QPixmap:
    drawing = svg(name, role)
    if size >= tokens.ICON_EMPTY:
        drawing = drawing.replace('stroke-width="2"', 'stroke-width="1.5"')
    made = QPixmap(round((size + gap) * dpr), round(size * dpr))
    made.setDevicePixelRatio(dpr)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


def _make_icon(name: str, role: str, active_role: str, dpr: float, gap: int) -> QIcon:
    made = QIcon()
    looks = [
        (role, QIcon.Mode.Normal, QIcon.State.Off),
        (active_role, QIcon.Mode.Active, QIcon.State.Off),
        (active_role, QIcon.Mode.Selected, QIcon.State.Off),
        ("text-off", QIcon.Mode.Disabled, QIcon.State.Off),
        ("accent", QIcon.Mode.Normal, QIcon.State.On),
        ("on-accent" if active_role == "on-accent" else "accent", QIcon.Mode.Active, QIcon.State.On),
        ("text-off", QIcon.Mode.Disabled, QIcon.State.On),
    ]
    for ratio in sorted({1.0, dpr}):
        for size in (tokens.ICON_SMALL, tokens.ICON):
            drawn = {tint: _draw(name, size, tint, ratio, gap) for tint, _mode, _state in looks}  # each tint once
            for tint, mode, state in looks:
                made.addPixmap(drawn[tint], mode, state)
    return made


def _largest_dpr() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


def _on_theme_changed() -> None:
    _pixmaps.clear()
    _icons.clear()
    for wearer, (name, role, gap) in list(_wearers.items()):
        if shiboken6.isValid(wearer):
            set_icon(wearer, name, role, gap)


theme.theme_changed.connect(_on_theme_changed)
