"""The actions of the window itself: dialogs, regions, theme, menus. What acts on items is in commands.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.library import costs, details, trash
from app.library.importing import Target
from app.settings import save
from app.ui.actions import LABELS, SPECS
from app.ui.importing.costs import CostDialog, CostsDialog
from app.ui.importing.dialog import choose_files, choose_folder
from app.ui.kit import theme
from app.ui.kit.text import counted, tr
from app.ui.shell import dialogs, menus
from app.ui.shell.comparing import Comparing
from app.ui.shell.settling import Settling
from app.ui.shell.viewing import Viewing
from db import Filter

if TYPE_CHECKING:
    from app.ui.shell.main_window import MainWindow

RATINGS = tuple(f"rate_{n}" for n in (1, 2, 3, 4, 5, 0))
GALLERY_MENU: tuple[menus.Entry, ...] = (
    "view_item", "compare", "",
    "star", ("Rating", RATINGS), ("Label", tuple(f"label_{colour}" for colour, _text, _keys in LABELS)), "tag", "reject", "",
    ("Shot", ("add_to_shot", "new_shot_from_selection")), ("Variants", ("make_primary", "add_variant", "detach")),
    ("Parts", ("show_parts_of", "add_part")), "", "rename", "rename_template", "copy_file", "copy_prompt", "",
    ("Open", ("open_file", "open_with", "open_with_other", "show_in_folder")), ("More", ("cost", "read_again")), "", "trash")
TRASH_MENU: tuple[menus.Entry, ...] = ("restore", "", "empty_trash")


class WindowActions(QObject):
    """Connects every action of the table to what it does, and keeps them enabled as they should be."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.comparing = Comparing(window)
        do = window.commands
        inspector = window.inspector
        self.viewing = Viewing(window)
        handlers: dict[str, Callable[[], object]] = {
            "import_files": self._import_files, "import_folder": self._import_folder, "open_library": self._open_library,
            "watched_folders": window.show_watched_folders, **self.comparing.handlers(),
            "show_gallery": self._paging("gallery"),
            "show_loras": self._paging("loras"), "show_training": self._paging("training"),
            "import_training": window.pages.import_training,
            "show_proposals": self._paging("proposals"), "find_proposals": do.find_proposals,
            "new_library": self._new_library, "empty_trash": self._empty_trash, "quit": window.close,
            "undo": self.undo, "redo": self.redo, "history": self.show_history,
            "paste": self._paste,
            "select_all": window.gallery.view.selectAll, "search": window.search.focus_field,
            "rename": inspector.begin_rename, "make_primary": inspector.make_primary,
            "add_variant": inspector.add_variant, "add_part": inspector.add_part,
            "detach": inspector.detach_shown, "show_parts_of": self._show_parts_of,
            "copy_prompt": inspector.copy_prompt, **window.outgoing.handlers(), **window.arranging.handlers(),
            "read_again": do.read_again, "trash": do.trash, "restore": do.restore, "new_shot": self._new_shot,
            "new_shot_from_selection": self._new_shot_from_selection, "add_to_shot": self._add_to_shot,
            "sidebar": self._toggler("sidebar"), "inspector": self._toggler("inspector"),
            "timeline": self._toggler("timeline"), "show_parts": self._toggle_parts, "larger": self._larger,
            "smaller": self._smaller, "theme_dark": self._theming("dark"), "theme_light": self._theming("light"),
            "theme_system": self._theming("system"), "full_screen": self._toggle_full_screen,
            "next_region": self._next_region, "previous_region": self._previous_region, "tasks": self._show_tasks,
            "import_reports": lambda: window.import_report.show_import(""), "costs": self.show_costs, "cost": self._write_cost,
            "focus_toast": window.toast.take_focus, "keyboard": self._show_keyboard, "about": self._show_about,
            **self.viewing.handlers(), **window.culling.handlers(), **window.judging.handlers(),
        }
        settling = Settling(window, self.viewing)
        window.actions_.connect_to({each: settling.first(each, handler) for each, handler in handlers.items()})
        for spec in SPECS:
            (window.gallery if spec.where == "gallery" else window).addAction(window.actions_.by_id[spec.id])

    # -- what is possible now ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Every action is enabled or not, checked or not, as things stand."""
        window, selection = self._window, self._session.selection
        page = self._session.page
        chosen = selection.count if page in ("gallery", "viewer") else 0  # what is selected there is not on the screen else
        in_trash, writable = self._session.filter.trash, not self._session.library.read_only
        facts = {"write"} if writable else set()
        if chosen and writable and not in_trash:
            facts.add("selection")
            if self._session.shot_id is not None:
                facts.add("shot")
        if chosen == 1 and writable and not in_trash:
            facts.add("one")
        if chosen and page == "gallery":
            facts.add("item")
        if chosen and in_trash and writable:
            facts.add("trash")
        if writable:
            facts.add("trashed")
            if window.culling.rejected:
                facts.add("rejected")
        if window.undo_actions.can_undo:
            facts.add("undo")
        if window.undo_actions.can_redo:
            facts.add("redo")
        window.actions_.enable(facts)
        window.culling.name_actions()
        window.toolbar.set_writable(writable)
        self._mark(page)

    def _mark(self, page: str) -> None:
        """What is open, shown and in force is checked; what belongs to the gallery alone waits for it."""
        window = self._window
        by_id = window.actions_.by_id
        for region in ("sidebar", "inspector", "timeline"):
            by_id[region].setChecked(window.layout_state.is_open(region))
        for name in ("inspector", "show_parts", "larger", "smaller", "select_all", "next_unseen", "next_unrated"):
            by_id[name].setEnabled(page == "gallery")
        by_id["cull"].setEnabled(page == "gallery" and not self._session.filter.trash)
        window.toolbar.tile_size.setEnabled(page == "gallery")
        for name in ("gallery", "proposals", "loras", "training"):
            by_id[f"show_{name}"].setChecked(page == name)
        by_id["show_parts"].setChecked(self._session.filter.with_parts)
        for name in ("dark", "light", "system"):
            by_id[f"theme_{name}"].setChecked(window.settings.theme == name)
        by_id["full_screen"].setChecked(window.isFullScreen())
        self.comparing.mark(by_id)
        window.arranging.mark(page)
        window.outgoing.name_actions()

    def gallery_menu(self, at: QPoint) -> None:
        """The context menu of the gallery's selection stands at this place of the screen."""
        ids = TRASH_MENU if self._session.filter.trash else GALLERY_MENU
        menu = menus.context_menu(self._window.actions_, ids, self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        if not menu.isEmpty():
            menu.popup(at)

    # -- file --------------------------------------------------------------------------------------------------------

    def _import_files(self) -> None:
        self._window.commands.import_paths(choose_files(self._window))

    def _import_folder(self) -> None:
        folder = choose_folder(self._window, tr("Import a folder"))
        if folder is not None:
            self._window.commands.import_paths([folder])

    def _open_library(self) -> None:
        folder = choose_folder(self._window, tr("Open a library: choose its folder"))
        if folder is not None:
            self._window.library_requested.emit(str(folder), False)

    def _new_library(self) -> None:
        folder = choose_folder(self._window, tr("New library: choose an empty folder"))
        if folder is not None:
            self._window.library_requested.emit(str(folder), True)

    def _empty_trash(self) -> None:
        library = self._session.library
        items, variants = trash.counts(library)
        models, training = trash.other_counts(library)
        if not (items or variants or models or training):
            self._session.said.emit(tr("Trash is empty"), False)
        elif dialogs.confirm_empty_trash(self._window, items, variants, models, training):
            self._window.working.run(tr("Emptying Trash"), lambda progress: trash.empty(library, progress),
                                     counted(items, "Deleted 1 item for good", "Deleted {n} items for good") if items else
                                     counted(variants, "Deleted 1 variant for good", "Deleted {n} variants for good")
                                     if variants else counted(models + training, "Deleted 1 file for good",
                                                              "Deleted {n} files for good"),
                                     undo=False)

    # -- edit --------------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """The last step is taken back."""
        self._window.commands.do(lambda _library: self._window.undo_actions.undo())

    def redo(self) -> None:
        """The step taken back last is done again."""
        self._window.commands.do(lambda _library: self._window.undo_actions.redo())

    def show_history(self) -> None:
        """The history is open, or closed if it was."""
        self._window.history.toggle_at(self._window.sidebar.history_button, above=True)

    # -- item --------------------------------------------------------------------------------------------------------

    def add_variant(self, generation_id: str, paths: object) -> None:
        """Files (asked for, if none are given) are on their way in as variants of an item."""
        files = list(paths) if isinstance(paths, list | tuple) else choose_files(self._window)
        self._window.commands.import_paths(files, Target(variant_of=generation_id))

    def add_part(self, generation_id: str, paths: object) -> None:
        """Files (asked for, if none are given) are on their way in as parts of an item."""
        files = list(paths) if isinstance(paths, list | tuple) else choose_files(self._window)
        self._window.commands.import_paths(files, Target(part_of=generation_id))

    def _paste(self) -> None:
        self._window.arrivals.paste()

    def _show_parts_of(self) -> None:
        if self._session.selection.current is not None:
            self._session.show(Filter(project_id=self._session.library.project_id, parent_id=self._session.selection.current))

    # -- shot --------------------------------------------------------------------------------------------------------

    def _new_shot(self) -> None:
        self._window.sidebar.new_shot()

    def _new_shot_from_selection(self) -> None:
        self._window.commands.new_shot(from_selection=True)

    def _add_to_shot(self) -> None:
        self._window.commands.add_to_shot(append=True)

    # -- view --------------------------------------------------------------------------------------------------------

    def _toggler(self, region: str) -> Callable[[], None]:
        def toggle() -> None:
            layout = self._window.layout_state
            layout.set_open(region, not layout.is_open(region))

        return toggle

    def _paging(self, page: str) -> Callable[[], None]:
        def show() -> None:
            self._session.open_page(page)
            self.refresh()
            self._window.pages.take_focus()

        return show

    def _toggle_parts(self) -> None:
        self._session.show(replace(self._session.filter, with_parts=not self._session.filter.with_parts))

    def _larger(self) -> None:
        self._window.toolbar.step_tiles(1)

    def _smaller(self) -> None:
        self._window.toolbar.step_tiles(-1)

    def _theming(self, name: theme.ThemeName) -> Callable[[], None]:
        def choose() -> None:
            self._window.settings.theme = name
            app = QApplication.instance()
            if isinstance(app, QApplication):
                theme.apply(app, name, self._window.settings.text_scale)
            save(self._window.settings)
            self.refresh()

        return choose

    def _toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()
        self.refresh()

    def _regions(self) -> list[QWidget]:
        window = self._window
        if self._session.page == "viewer" and self.viewing.page is not None:
            return self.viewing.page.regions()
        found: list[QWidget] = [window.search, window.sidebar, window.gallery, window.inspector, *window.pages.others(),
                                window.timeline.page]
        return [region for region in found if region.isVisible()]

    def _next_region(self) -> None:
        self._go_to_region(1)

    def _previous_region(self) -> None:
        self._go_to_region(-1)

    def _go_to_region(self, step: int) -> None:
        regions = self._regions()
        focused = QApplication.focusWidget()
        at = next((i for i, r in enumerate(regions) if focused is not None and (r is focused or r.isAncestorOf(focused))), -1)
        for away in range(1, len(regions) + 1):
            stop = _first_stop(regions[(at + step * away) % len(regions)])
            if stop is not None:  # an empty inspector has none
                stop.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _show_tasks(self) -> None:
        self._window.tasks.toggle_at(self._window.tasks_button)

    def _write_cost(self) -> None:
        """What the selected item cost is asked for and written down."""
        item, library = self._session.selection.current, self._session.library
        if item is not None:
            name = details.detail(library, item).generation.card.name or tr("this item")
            asked = CostDialog(name, costs.of_item(library, item), self._window)
            if asked.exec() == CostDialog.DialogCode.Accepted:
                credits = costs.shown(asked.thousandths)
                self._window.commands.do(costs.record, item, asked.thousandths, asked.note.text().strip(), undo=False,
                                         say=tr("Wrote down {credits} credits", credits=credits))

    def show_costs(self) -> None:
        """The sums of what was spent are open."""
        CostsDialog(self._session.library, self._window).exec()

    # -- help --------------------------------------------------------------------------------------------------------

    def _show_keyboard(self) -> None:
        dialogs.show_keyboard(self._window)

    def _show_about(self) -> None:
        dialogs.show_about(self._window)


def _first_stop(region: QWidget) -> QWidget | None:
    """The first widget of a region that takes the keyboard."""
    return next((child for child in (region, *region.findChildren(QWidget))
                 if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled()), None)
