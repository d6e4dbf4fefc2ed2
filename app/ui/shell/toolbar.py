"""The bar at the top: menu, project, search, tile size, tasks, import."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QToolButton, QWidget

from app.ui.actions import Actions
from app.ui.kit import icons, theme
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.labels import IconLabel
from app.ui.kit.text import tr
from app.ui.search.bar import SearchBar

HEIGHT_PX = 44
TILE_MIN, TILE_MAX, TILE_STEP = 96, 384, 8


class Toolbar(QWidget):
    """Composes the controls; `search`, `tasks` and `project` are there for the shell to fill."""

    tile_size_changed = Signal(int)

    def __init__(self, actions: Actions, search: SearchBar, tasks: QWidget, project: QToolButton, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.scaled(HEIGHT_PX))
        self.search = search
        self.menu_button = icon_button("menu", tr("Menu"), "menu_button", "F10", parent=self)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        QShortcut(QKeySequence("F10"), self).activated.connect(self.menu_button.showMenu)
        self.tile_size = self._slider()
        self._smaller = IconLabel("grid-3x3", parent=self)
        self._larger = IconLabel("square", parent=self)
        self.import_button = push_button(tr("Import"), "import_button", "primary", "plus",
                                         actions.by_id["import_files"].trigger, self)
        self.set_writable(True)
        self._left = QWidget(self)
        left = QHBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(4)
        left.addWidget(self.menu_button)
        left.addWidget(project)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self._left)
        row.addWidget(search)
        row.addStretch(1)
        row.addWidget(self._smaller)
        row.addSpacing(4)
        row.addWidget(self.tile_size)
        row.addSpacing(4)
        row.addWidget(self._larger)
        row.addSpacing(12)
        row.addWidget(tasks)
        row.addSpacing(8)
        row.addWidget(self.import_button)

    def _slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setObjectName("tile_size")
        slider.setAccessibleName(tr("Tile size"))
        slider.setToolTip(tr("Tile size") + "  Ctrl++  Ctrl+-")
        slider.setRange(TILE_MIN, TILE_MAX)
        slider.setSingleStep(TILE_STEP)
        slider.setPageStep(TILE_STEP * 4)
        slider.setValue(160)
        slider.setFixedWidth(96)
        slider.valueChanged.connect(self._on_slider)
        return slider

    def _on_slider(self, value: int) -> None:
        self.tile_size_changed.emit(round(value / TILE_STEP) * TILE_STEP)

    def set_writable(self, writable: bool) -> None:
        """Whether something can be imported here."""
        self.import_button.setEnabled(writable)
        self.import_button.setToolTip(tr("Choose files to import") + "  Ctrl+I" if writable else
                                      tr("This library is read only here"))

    def set_menu(self, menu: QMenu) -> None:
        """The ☰ button opens this menu."""
        self.menu_button.setMenu(menu)

    def step_tiles(self, steps: int) -> None:
        """Tiles are so many steps larger or smaller."""
        self.tile_size.setValue(self.tile_size.value() + steps * TILE_STEP * 2)

    def set_metrics(self, sidebar_px: int, compact: bool) -> None:
        """The search field starts at the gallery's left edge; narrow windows have shorter sliders."""
        self._left.setFixedWidth(max(120, sidebar_px + 12 - 8))
        self.tile_size.setFixedWidth(64 if compact else 96)


class ProjectButton(QToolButton):
    """The name of the project, and a menu of the others."""

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("project_button")
        self.setProperty("words", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the mark stands behind the name
        self.setIconSize(QSize(16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.set_icon(self, "chevron-down")
        theme.set_font(self, "strong")
        self.setMenu(menu)

    def set_project(self, name: str) -> None:
        """Shows this name."""
        self.setText(name)
        self.setAccessibleName(tr("Project {name}", name=name))
