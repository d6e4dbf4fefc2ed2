"""Buttons: made in one place, so that each has a name, a tooltip with its shortcut and the right kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.ui.kit import icons, theme, tokens

MAX_PX = 16_777_215  # Qt's "no limit" (QWIDGETSIZE_MAX)
GAP_PX = 2  # with Qt's own 4 the designed 6 between icon and words
Kind = Literal["primary", "secondary", "quiet", "danger", "link"]


def push_button(
    text: str,
    name: str,
    kind: Kind = "secondary",
    icon: str = "",
    on_click: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with words. `name` is its object name; "primary" at most once in a region of the window."""
    button = QPushButton(text, parent)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setProperty("kind", kind)
    theme.set_font(button, "body-medium" if kind in ("primary", "danger") else "body")
    if icon:
        icons.set_icon(button, icon, "on-accent" if kind in ("primary", "danger") else "text")
        button.setIconSize(QSize(tokens.ICON + GAP_PX, tokens.ICON))
    if on_click is not None:
        button.clicked.connect(_without_argument(on_click))
    return button


def set_kind(button: QPushButton, kind: Kind) -> None:
    """The button looks like `kind`, also after it was shown."""
    theme.set_property(button, "kind", kind)


def icon_button(
    icon: str,
    tooltip: str,
    name: str,
    shortcut: str = "",
    small: bool = False,
    checkable: bool = False,
    on_click: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> QToolButton:
    """A button with an icon only: 28 px, or 24 when `small`; the tooltip says what it does and its shortcut.

    `shortcut` is only shown here; the action of that name owns it.
    """
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setAccessibleName(tooltip)
    button.setToolTip(tooltip_text(tooltip, shortcut))
    button.setIconSize(QSize(tokens.ICON, tokens.ICON))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setCheckable(checkable)
    if small:
        button.setProperty("compact", True)
    side = tokens.CONTROL_SMALL_PX if small else tokens.CONTROL_PX
    button.setFixedSize(side, side)
    icons.set_icon(button, icon)
    if on_click is not None:
        button.clicked.connect(_without_argument(on_click))
    return button


def action_button(
    action: QAction, icon: str, name: str, small: bool = False, words: bool = False
) -> QToolButton:
    """A button that does `action` and follows it: enabled, checked, tooltip; `words` shows its text too.

    (Not `setDefaultAction`: a menu's icon is white on the highlight, a button's is not.)
    """
    button = icon_button(icon, plain(action.text()), name, small=small, checkable=action.isCheckable())
    if words:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setProperty("words", True)
        button.setIconSize(QSize(tokens.ICON + GAP_PX, tokens.ICON))
        icons.set_icon(button, icon)
        button.setMinimumSize(0, button.height())
        button.setMaximumSize(MAX_PX, MAX_PX)

    def follow() -> None:
        text = plain(action.text())
        button.setEnabled(action.isEnabled())
        button.setChecked(action.isChecked())
        button.setText(text if words else "")
        button.setAccessibleName(text)
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(shortcut if words else tooltip_text(text, shortcut))

    follow()
    action.changed.connect(follow)
    button.destroyed.connect(lambda: action.changed.disconnect(follow))
    button.clicked.connect(_without_argument(action.trigger))
    return button


def tooltip_text(text: str, shortcut: str = "") -> str:
    """What a tooltip says: the words, then the keys."""
    return f"{text}  {shortcut}" if shortcut else text


def plain(text: str) -> str:
    """Menu text without the mark of its access key and the dots that promise a dialog."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def _without_argument(function: Callable[[], object]) -> Callable[[bool], None]:
    """Qt hands `checked` to every click; our functions take nothing."""

    def clicked(_checked: bool = False) -> None:
        function()

    return clicked
