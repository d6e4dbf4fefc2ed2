"""What stands in the middle of the window: gallery with inspector, or a page that is made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.errors import UserError
from app.library import resources, training
from app.library.importing import Target
from app.ui.importing.dialog import choose_files, choose_folder
from app.ui.kit.text import counted, tr
from app.ui.session import Session
from app.ui.shell.commands import Commands
from db import DbError

if TYPE_CHECKING:
    from app.ui.proposals.page import ProposalsPage
    from app.ui.resources.page import ResourcesPage
    from app.ui.training.page import TrainingPage


class Pages(QStackedWidget):
    """Follows `session.page`."""

    item_requested = Signal(str)  # generation id

    def __init__(self, session: Session, gallery: QWidget, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("pages")
        self._session, self._commands, self._window = session, commands, window
        self._gallery = gallery
        self._loras: ResourcesPage | None = None
        self._training: TrainingPage | None = None
        self._proposals: ProposalsPage | None = None
        self.addWidget(gallery)
        session.page_changed.connect(self._show)

    def _show(self, page: str) -> None:
        made = {"loras": self.loras, "training": self.training, "proposals": self.proposals}
        self.setCurrentWidget(made[page]() if page in made else self._gallery)

    def others(self) -> list[QWidget]:
        """The page that is shown in the gallery's place, if one is."""
        shown = self.currentWidget()
        return [shown] if shown is not None and shown is not self._gallery else []

    def take_focus(self) -> None:
        """The keyboard is in what is shown now."""
        shown = self.currentWidget()
        if shown is not None and shown.focusProxy() is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        first = next((child for child in shown.findChildren(QWidget) if child.isVisible() and child.isEnabled()
                      and child.focusPolicy() & Qt.FocusPolicy.TabFocus), None) if shown is not None else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """What is being typed is kept; for before the window closes."""
        if self._loras is not None:
            self._loras.details.keep()
        if self._training is not None:
            self._training.close_down()

    # -- LoRAs -------------------------------------------------------------------------------------------------------

    def loras(self) -> ResourcesPage:
        """The page of LoRAs."""
        if self._loras is None:
            from app.ui.resources.page import ResourcesPage

            page = ResourcesPage(self._session, self)
            page.item_requested.connect(self.item_requested)
            page.import_requested.connect(self._import_models)
            page.export_requested.connect(self._export_models)
            page.folder_requested.connect(self._show_folder)
            self.addWidget(page)
            self._loras = page
        return self._loras

    def show_model(self, resource_id: str) -> None:
        """The page of LoRAs shows this one."""
        self._session.open_page("loras")
        self.loras().show_model(resource_id)

    def _import_models(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(
            self._window, tr("Import LoRAs"), "", f"{tr('Models')} (*.safetensors *.SAFETENSORS);;{tr('All files')} (*)")
        self._commands.import_paths(names)

    def _export_models(self, ids: list[str]) -> None:
        folder = choose_folder(self._window, tr("Export: choose a folder"))
        if folder is not None:
            library, n = self._session.library, len(ids)
            self._export(lambda: resources.export(library, ids, folder), folder,
                         counted(n, "Exported 1 model to {folder}", "Exported {n} models to {folder}", folder=folder.name))

    # -- training data -----------------------------------------------------------------------------------------------

    def training(self) -> TrainingPage:
        """The page of training data."""
        if self._training is None:
            from app.ui.training.page import TrainingPage

            page = TrainingPage(self._session, self)
            page.import_requested.connect(self.import_training)
            page.files_dropped.connect(self._import_into)
            page.export_requested.connect(self._export_batch)
            page.folder_requested.connect(self._show_folder)
            self.addWidget(page)
            self._training = page
        return self._training

    def import_training(self) -> None:
        """Files that are chosen come into the batch that is open, else into one called like their folder."""
        files = choose_files(self._window)
        if files:
            self._session.open_page("training")
            self._import_into(files, self.training().batch_name())

    def _import_into(self, paths: list[Path], batch: str) -> None:
        first = Path(paths[0])
        name = batch or (first.name if first.is_dir() else first.parent.name) or tr("Training data")
        self._commands.import_paths(paths, Target(training_batch=name))

    def _export_batch(self, batch_id: str) -> None:
        folder = choose_folder(self._window, tr("Export: choose a folder"))
        if folder is not None:
            library = self._session.library
            self._export(lambda: training.export(library, batch_id, folder), folder,
                         tr("Exported the batch to {folder}", folder=folder.name))

    # -- proposals ---------------------------------------------------------------------------------------------------

    def proposals(self) -> ProposalsPage:
        """The page of proposals."""
        if self._proposals is None:
            from app.ui.proposals.page import ProposalsPage

            page = ProposalsPage(self._session, self)
            page.item_requested.connect(self.item_requested)
            page.accept_asked.connect(self._commands.accept_proposals)
            page.leave_asked.connect(self._commands.leave_proposals)
            page.find_asked.connect(self._commands.find_proposals)
            self.addWidget(page)
            self._proposals = page
        return self._proposals

    # -- out of the library ------------------------------------------------------------------------------------------

    def _export(self, work: Callable[[], object], folder: Path, done: str) -> None:
        self._session.said.emit(tr("Exporting to {folder}", folder=folder.name), False)
        self._session.background.run(work, lambda _written: self._session.said.emit(done, False), self._not_exported)

    def _not_exported(self, error: Exception) -> None:
        if not isinstance(error, UserError | DbError):
            raise error
        self._session.failed.emit(error.message, error.hint)

    def _show_folder(self, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent))):
            self._session.failed.emit(tr("No file manager answered."), tr("The file is in {folder}.", folder=str(file.parent)))
