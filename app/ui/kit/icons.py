"""Icons in the colours of the theme, sharp on every screen."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

import resources
from app.ui.kit import theme, tokens

_pixmaps: dict[tuple[str, int, str, float, str], QPixmap] = {}
_icons: dict[tuple[str, str, str, str], QIcon] = {}
_wearers: WeakKeyDictionary[QAction | QAbstractButton, tuple[str, str]] = WeakKeyDictionary()


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
        _pixmaps[key] = _draw(name, size, role, dpr)
    return _pixmaps[key]


def icon(name: str, role: str = "text-2", active_role: str = "text") -> QIcon:
    """An icon for a button or action: `active_role` when hovered, accent when checked, faint when disabled.

    Where it is shown wider than high, it stands at the left. It keeps the colours of the theme it was made in: use
    `set_icon` for what outlives a theme.
    """
    key = (name, role, active_role, theme.name())
    if key not in _icons:
        _icons[key] = QIcon(_Engine(name, role, active_role))
    return _icons[key]


def set_icon(wearer: QAction | QAbstractButton, name: str, role: str = "text-2") -> None:
    """`wearer` shows the icon, now and after the theme has changed. In menus it is white on the highlight."""
    _wearers[wearer] = (name, role)
    on_ground = role if role == "on-accent" else "text"
    wearer.setIcon(icon(name, role, "on-accent" if isinstance(wearer, QAction) else on_ground))


def _draw(name: str, size: int, role: str, dpr: float) -> QPixmap:
    drawing = svg(name, role)
    if size >= tokens.ICON_EMPTY:
        drawing = drawing.replace('stroke-width="2"', 'stroke-width="1.5"')
    made = QPixmap(round(size * dpr), round(size * dpr))
    made.setDevicePixelRatio(dpr)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


class _Engine(QIconEngine):
    """Draws an icon when and as it is shown: most of a window's icons are never seen in most of their states."""

    def __init__(self, name: str, role: str, active_role: str) -> None:
        super().__init__()
        svg(name, role)  # an icon that is not there is refused here, not while painting
        self._what = (name, role, active_role)

    def _tint(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        _name, role, active_role = self._what
        if mode == QIcon.Mode.Disabled:
            return "text-off"
        if state == QIcon.State.On:
            return "on-accent" if mode == QIcon.Mode.Active and active_role == "on-accent" else "accent"
        return role if mode == QIcon.Mode.Normal else active_role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        drawn = pixmap(self._what[0], side, self._tint(mode, state), painter.device().devicePixelRatio())
        painter.drawPixmap(QPoint(rect.x(), rect.y() + (rect.height() - side) // 2), drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` is in pixels of the screen; what is wider than high has empty room at its right."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        made.setDevicePixelRatio(scale)
        painter = QPainter(made)
        shown = QRect(0, 0, round(size.width() / scale), round(size.height() / scale))
        self.paint(painter, shown, mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(*self._what)


def _on_theme_changed() -> None:
    _pixmaps.clear()
    _icons.clear()
    for wearer, (name, role) in list(_wearers.items()):
        if shiboken6.isValid(wearer):
            set_icon(wearer, name, role)


theme.theme_changed.connect(_on_theme_changed)
