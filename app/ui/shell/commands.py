"""What each action does. A command calls one library verb and says what happened; views follow by the news."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.errors import UserError
from app.library import details, editing, gallery, pasting, proposals, renaming, rereading, shots, tagging, tasks
from app.library.importing import Target
from app.library.parts import AT_ONCE
from app.library.timeline import Plan
from app.ui.culling import words
from app.ui.kit.mime import Picture
from app.ui.kit.text import counted, tr
from app.ui.session import Session
from app.ui.shell.working import WorkingBar
from db import Changes, DbError, Proposal

MANY_FILES = 100  # of a drop


class Commands(QObject):
    """The verbs of the window on the selection and the open shot. Refusals are shown, never raised."""

    def __init__(self, session: Session, working: WorkingBar) -> None:
        super().__init__(session)
        self._session = session
        self._library = session.library
        self._working = working
        self._search: str | None = None  # the task that looks for proposals
        session.events.changed.connect(self._on_news)

    # -- how every command runs --------------------------------------------------------------------------------------

    def do(self, verb: Callable[..., Any], *args: Any, say: str = "", undo: bool = True) -> Any:
        """The verb's result; a refusal is shown as a notice and gives None. `say` is the toast when it went well."""
        try:
            result = verb(self._library, *args)
        except (UserError, DbError) as error:
            self._session.failed.emit(error.message, error.hint)
            return None
        if say:
            self._session.said.emit(say, undo)
        return result

    def _on_many(self, verb: Callable[..., int], seqs: Sequence[int], *args: Any, doing: str, done: str) -> bool:
        """Whether the verb was done, or began in the background; the toast says `done` where it changed something."""
        if not len(seqs):
            return False
        if len(seqs) > AT_ONCE:
            self._working.run(doing, lambda progress: verb(self._library, seqs, *args, progress), done)
            return True
        changed = self.do(verb, seqs, *args)
        if changed:
            self._session.said.emit(done, True)
        return changed is not None

    def _current(self) -> str | None:
        return self._session.selection.current

    # -- items -------------------------------------------------------------------------------------------------------

    def star(self) -> None:
        """The selection is starred; if the current item is starred already, unstarred."""
        seqs, current = self._session.selection.seqs(), self._current()
        if current is not None and len(seqs):
            self.set_starred(seqs, not details.detail(self._library, current).generation.card.starred)

    def set_starred(self, seqs: Sequence[int], starred: bool) -> bool:
        """These items are starred, or not; False where that was refused."""
        n = len(seqs)
        done = counted(n, "Starred 1 item", "Starred {n} items") if starred else counted(n, "Unstarred 1 item",
                                                                                         "Unstarred {n} items")
        doing = tr("Starring {n} items", n=n) if starred else tr("Unstarring {n} items", n=n)
        return self._on_many(editing.set_starred, seqs, starred, doing=doing, done=done)

    def set_rating(self, seqs: Sequence[int], rating: int) -> bool:
        """These items have this rating; False where that was refused."""
        n = len(seqs)
        done = (counted(n, "Rated 1 item {rating} of 5", "Rated {n} items {rating} of 5", rating=rating) if rating else
                counted(n, "Took the rating off 1 item", "Took the rating off {n} items"))
        return self._on_many(editing.set_rating, seqs, rating, doing=tr("Rating {n} items", n=n), done=done)

    def set_rejected(self, seqs: Sequence[int], rejected: bool) -> bool:
        """These items are rejected, or kept; False where that was refused."""
        n = len(seqs)
        done = counted(n, "Rejected 1 item", "Rejected {n} items") if rejected else counted(n, "Kept 1 item", "Kept {n} items")
        doing = tr("Rejecting {n} items", n=n) if rejected else tr("Keeping {n} items", n=n)
        return self._on_many(editing.set_rejected, seqs, rejected, doing=doing, done=done)

    def set_label(self, seqs: Sequence[int], label: str) -> bool:
        """These items have this colour label, or none; False where that was refused."""
        n, colour = len(seqs), words.colour(label)
        done = (counted(n, "Labelled 1 item {colour}", "Labelled {n} items {colour}", colour=colour) if label else
                counted(n, "Removed the label of 1 item", "Removed the label of {n} items"))
        return self._on_many(editing.set_label, seqs, label, doing=tr("Labelling {n} items", n=n), done=done)

    def add_tag(self, seqs: Sequence[int], tag: str) -> bool:
        """These items have the tag; False where that was refused."""
        n = len(seqs)
        return self._on_many(tagging.add, seqs, tag, doing=tr("Tagging {n} items", n=n), done=counted(
            n, "Tagged 1 item “{tag}”", "Tagged {n} items “{tag}”", tag=tag))

    def remove_tag(self, seqs: Sequence[int], tag: str) -> bool:
        """These items do not have the tag any more; False where that was refused."""
        n = len(seqs)
        return self._on_many(tagging.remove, seqs, tag, doing=tr("Removing a tag from {n} items", n=n), done=counted(
            n, "Removed “{tag}” from 1 item", "Removed “{tag}” from {n} items", tag=tag))

    def rename_by_template(self, seqs: Sequence[int], template: str) -> None:
        """These items have names by this template."""
        n = len(seqs)
        self._on_many(renaming.rename, seqs, template, doing=tr("Renaming {n} items", n=n),
                      done=counted(n, "Renamed 1 item", "Renamed {n} items"))

    def trash_rejected(self, n: int) -> None:
        """All `n` rejected items of the project are in the trash."""
        if n:
            library = self._library
            self._working.run(tr("Moving {n} rejected items to Trash", n=n),
                              lambda progress: editing.trash_rejected(library, progress),
                              counted(n, "Moved 1 rejected item to Trash", "Moved {n} rejected items to Trash"))

    def trash(self) -> None:
        """The selection is in the trash."""
        seqs = self._session.selection.seqs()
        n = len(seqs)
        self._on_many(editing.trash, seqs, doing=tr("Moving {n} items to Trash", n=n),
                      done=counted(n, "Moved 1 item to Trash", "Moved {n} items to Trash"))

    def restore(self) -> None:
        """The selection is out of the trash."""
        seqs = self._session.selection.seqs()
        n = len(seqs)
        self._on_many(editing.restore, seqs, doing=tr("Restoring {n} items", n=n),
                      done=counted(n, "Restored 1 item", "Restored {n} items"))

    def read_again(self) -> None:
        """The kept metadata of the selection is read by today's readers; in the background, as graphs may be large."""
        seqs = self._session.selection.seqs()
        n = len(seqs)
        if n:
            self._working.run(tr("Reading metadata of {n} items", n=n),
                              lambda progress: rereading.reread(self._library, seqs, progress),
                              counted(n, "Read metadata of 1 item again", "Read metadata of {n} items again"))

    # -- shots -------------------------------------------------------------------------------------------------------

    def new_shot(self, from_selection: bool = False) -> str | None:
        """A new shot is open, with the selected items one after the other if so; its id."""
        generation_ids: list[str] = []
        if from_selection:
            generation_ids = gallery.ids_of(self._library, self._session.selection.seqs())
        name = self._free_shot_name()
        shot_id = self.do(shots.create, name, generation_ids)
        if shot_id is None:
            return None
        self._session.open_shot(shot_id)
        n = len(generation_ids)
        said = counted(n, "New shot with 1 item", "New shot with {n} items") if n else tr("New shot")
        self._session.said.emit(said, True)
        return str(shot_id)

    def _free_shot_name(self) -> str:
        taken = {shot.name for shot in shots.all_shots(self._library)}
        name, number = shots.UNTITLED, 1
        while name in taken:
            number += 1
            name = f"{shots.UNTITLED} {number}"
        return name

    def add_to_shot(self, generation_ids: Sequence[str] | None = None, frame: int | None = None, *,
                    insert: bool = False, append: bool = False) -> None:
        """Items (the selection, if none are given) are in the open shot: in the tray, at a frame, or at its end."""
        shot_id = self._session.shot_id
        if shot_id is None:
            return
        if generation_ids is None:
            generation_ids = gallery.ids_of(self._library, self._session.selection.seqs())
        if not generation_ids:
            return
        if append:
            done = self.do(shots.append_items, shot_id, generation_ids)
        else:
            done = self.do(shots.add_items, shot_id, generation_ids, frame, insert)
        if done:
            name = shots.one(self._library, shot_id).name
            self._session.said.emit(counted(len(done), "Added 1 item to {shot}", "Added {n} items to {shot}", shot=name), True)

    def apply_plan(self, plan: Plan) -> None:
        """A gesture on the timeline is carried out."""
        if self._session.shot_id is not None:
            self.do(shots.apply, self._session.shot_id, plan)

    def remove_items(self, item_ids: Sequence[str]) -> None:
        """Items are out of the open shot, and stay in the gallery."""
        if item_ids:
            self.do(shots.remove_items, item_ids, say=counted(len(item_ids), "Removed 1 item from the shot",
                                                              "Removed {n} items from the shot"))

    def duplicate_items(self, item_ids: Sequence[str]) -> None:
        """Copies of items stand right after them in the open shot."""
        if self._session.shot_id is not None and item_ids:
            self.do(shots.duplicate_items, self._session.shot_id, item_ids,
                    say=counted(len(item_ids), "Duplicated 1 item", "Duplicated {n} items"))

    # -- proposals ---------------------------------------------------------------------------------------------------

    def accept_proposals(self, chosen: Sequence[Proposal]) -> None:
        """What these proposals say is so."""
        from app.ui.proposals.words import done as done_words  # with its page, not before the first paint

        ids, done = [each.id for each in chosen], done_words(chosen)
        if len(ids) > proposals.AT_ONCE:
            self._working.run(tr("Grouping {n} items", n=len(ids)),
                              lambda progress: proposals.accept(self._library, ids, progress), done)
            return
        answered = self.do(proposals.accept, ids)
        if answered is not None and answered.done:
            self._session.said.emit(done, True)
        if answered is not None and answered.dropped:
            self._session.failed.emit(tr("An item would be based on itself. That proposal was left."), "")

    def leave_proposals(self, chosen: Sequence[Proposal]) -> None:
        """These proposals are not shown again."""
        answered = self.do(proposals.leave, [each.id for each in chosen])
        if answered is not None and answered.done:
            self._session.said.emit(counted(answered.done, "Left 1 proposal", "Left {n} proposals"), True)

    def find_proposals(self) -> None:
        """The whole project is looked through; a toast says what came of it."""
        self._search = self.do(proposals.enqueue_all)
        if self._search is not None:
            self._session.said.emit(tr("Looking for what belongs together"), False)

    def _on_news(self, changes: Changes) -> None:
        if self._search is None or not changes.touches("tasks"):
            return
        task = proposals.search(self._library, self._search)
        if task is None or task.status in ("Complete", "Failed", "Cancelled"):
            self._search = None
        if task is not None and task.status == "Complete":
            n = int(task.result_data.get("found", 0))
            self._session.said.emit(counted(n, "Found 1 new proposal", "Found {n} new proposals") if n else
                                    tr("Nothing new was found"), False)
        elif task is not None and task.status == "Failed":
            self._session.failed.emit(task.error_message or tr("The search stopped."), "")

    # -- import ------------------------------------------------------------------------------------------------------

    def import_paths(self, paths: Sequence[Path | str | Picture], target: Target | None = None) -> None:
        """Files and folders are on their way in; the tasks button tells how far. Pictures without a file become one first."""
        sources = [Path(path) for path in paths if not isinstance(path, Picture)]
        pictures = [path for path in paths if isinstance(path, Picture)]
        if pictures:
            library, moment = self._library, datetime.now()  # local time: it becomes a name
            self._session.background.run(
                lambda: [pasting.keep(library, each.write, each.ending, moment) for each in pictures],
                lambda kept: self._import([*sources, *kept], target), self._refused)
        else:
            self._import(sources, target)

    def _import(self, sources: list[Path], target: Target | None) -> None:
        if len(sources) > MANY_FILES:  # a drop of thousands: their names alone take the disk a while
            self._session.background.run(lambda: tasks.enqueue_import(self._library, sources, target or Target()),
                                         None, self._refused)
        elif sources:
            self.do(tasks.enqueue_import, sources, target or Target())

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError | DbError):
            raise error
        self._session.failed.emit(error.message, error.hint)
