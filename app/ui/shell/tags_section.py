"""The section Tags of the sidebar: the tree of tags with their numbers, and the verbs on a tag."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.library import gallery, tagging
from app.library.library import Library
from app.library.parts import AT_ONCE, Progress
from app.ui.kit.labels import label
from app.ui.kit.text import counted, tr
from app.ui.outcome import REFUSED, attempt
from app.ui.reading import Latest
from app.ui.session import Session
from app.ui.shell import places
from app.ui.shell.row_delegate import COUNT
from app.ui.shell.row_menu import Entry, open_menu
from app.ui.shell.section import Section
from app.ui.shell.tag_model import TagModel
from app.ui.shell.tag_tree import TagTree
from db import Changes, Filter

COUNT_AFTER_MS = 250  # counting is slow: once for a burst of news


def tree_counts(library: Library) -> dict[str, int]:
    """All tags, also those that only others stand below, with how many items a click on each shows. Slow."""
    exact = tagging.counts(library)
    below: dict[str, list[str]] = {}
    for tag in exact:
        parts = tag.split("/")
        for depth in range(1, len(parts) + 1):
            below.setdefault("/".join(parts[:depth]), []).append(tag)
    everything = Filter(project_id=library.project_id)
    return {tag: exact[found[0]] if len(found) == 1 else gallery.count(library, everything.having("tag", tag))
            for tag, found in below.items()}


class TagsSection(Section):
    """Follows the news. The tags that the gallery asks for are filled."""

    work_asked = Signal(str, object, str)  # what is being done, work(progress), what was done
    _renamed = Signal(str, str)  # also from the thread that renamed

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("tags", tr("Tags"), None, parent)
        self._session = session
        self._counting = Latest(session.background, self)
        self.model = TagModel(self._rename, self)
        self.tree = TagTree(self.model, self)
        self.none = label(tr("Tags of the items stand here."), "small", "text-3", parent=self)
        self.none.setObjectName("no_tags")
        self.none.setContentsMargins(16, 4, 16, 4)
        self.tree.hide()
        self.content.addWidget(self.tree)
        self.content.addWidget(self.none)
        self._count_soon = QTimer(self, singleShot=True, interval=COUNT_AFTER_MS)
        self._count_soon.timeout.connect(self.refresh)
        self.tree.show_asked.connect(self._show)
        self.tree.narrow_asked.connect(self._narrow)
        self.tree.delete_asked.connect(self._delete)
        self.tree.menu_asked.connect(self._open_menu)
        self.tree.generations_dropped.connect(self._tag)
        self._renamed.connect(self._follow)
        session.events.changed.connect(self._on_news)
        session.filter_changed.connect(self._fill)
        session.page_changed.connect(self._fill)

    def refresh(self) -> None:
        """Tags and numbers are read again, in the background."""
        library = self._session.library
        self.model.writable = not library.read_only
        self._counting.ask(lambda: tree_counts(library), self._take)

    def _take(self, counts: dict[str, int]) -> None:
        self.model.set_counts(counts)
        self.tree.setVisible(bool(counts))
        self.none.setVisible(not counts)

    def _on_news(self, changes: Changes) -> None:
        if changes.touches("generation_tags") or changes.made_or_gone("generations") or changes.changed(
                "generations", "trashed_at", "rejected", "location", "is_child", "project_id"):
            self._count_soon.start()

    def _fill(self, _what: object = None) -> None:
        here = self._session.filter if self._session.page == "gallery" else Filter()
        self.tree.set_shown(frozenset(asked.value for asked in here.conditions
                                      if asked.key == "tag" and not asked.negated and asked.op in (":", ":=")))

    # -- gestures ----------------------------------------------------------------------------------------------------

    def _show(self, tag: str) -> None:
        self._session.show(places.filter_of_tag(tag, self._session.filter))

    def _narrow(self, tag: str) -> None:
        self._session.show(self._session.filter.having("tag", tag))

    def _rename(self, old: str, new: str) -> None:
        def rename(library: Library, old: str, new: str, progress: Progress | None = None) -> int:
            changed = tagging.rename(library, old, new, progress)
            if changed:
                self._renamed.emit(old, tagging.known(library, new))
            return changed

        self._do(old, tr("Renaming the tag {tag}", tag=old), rename, (old, new), tr("Renamed the tag to {tag}", tag=new))

    def _follow(self, old: str, new: str) -> None:
        """What the window shows by the old name it shows by the new one."""
        here = tagging.renamed_in(self._session.filter, old, new)
        if here != self._session.filter and self._session.page == "gallery":
            self._session.show(here)

    def _delete(self, tag: str) -> None:
        self._do(tag, tr("Deleting the tag {tag}", tag=tag), tagging.delete, (tag,), tr("Deleted the tag {tag}", tag=tag))

    def _do(self, tag: str, doing: str, verb: Callable[..., int], given: tuple[str, ...], done: str) -> None:
        """Now where few items have the tag, else with a bar that shows how far it is."""
        library, count = self._session.library, self.model.index_of(tag).data(COUNT)
        if isinstance(count, int) and count > AT_ONCE:
            self.work_asked.emit(doing, lambda progress: verb(library, *given, progress), done)
        elif attempt(self._session, verb, *given) is not REFUSED:
            self._session.said.emit(done, True)

    def _tag(self, generation_ids: list[str], tag: str) -> None:
        seqs = gallery.seqs_of(self._session.library, generation_ids)
        changed = attempt(self._session, tagging.add, seqs, tag)
        if changed is REFUSED:
            return
        if changed:
            self._session.said.emit(counted(changed, "Tagged 1 item {tag}", "Tagged {n} items {tag}", tag=tag), True)
        else:
            self._session.said.emit(counted(len(seqs), "The item has the tag {tag} already",
                                            "All {n} items have the tag {tag} already", tag=tag), False)

    def _open_menu(self, tag: str, point: QPoint) -> None:
        writable = self.model.writable
        open_menu("tag_menu", self, point, [
            Entry("show", "Show its items", "Enter", "images", partial(self._show, tag)),
            Entry("narrow", "Add to the filters", "Ctrl+Enter", "list-filter", partial(self._narrow, tag)),
            Entry("rename", "Rename", "F2", "pencil", partial(self.tree.begin_rename, tag), writable),
            Entry("delete", "Delete", "Del", "trash-2", partial(self._delete, tag), writable)])
