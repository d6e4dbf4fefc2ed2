"""What a person changes here: one verb on the shown item, or on all that are selected, as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.errors import UserError
from app.library import editing, tagging
from app.library.parts import AT_ONCE
from app.ui.kit.text import counted, tr
from app.ui.outcome import REFUSED, attempt
from app.ui.session import Session
from db import DbError

Work = Callable[[Callable[[int, int], bool]], object]
Long = Callable[[str, Work, str], None]


class Edits:
    """`targets` gives the seqs that a change is for; `run_long(doing, work, done)` carries out a change to very many."""

    def __init__(self, session: Session, targets: Callable[[], Sequence[int]]) -> None:
        self._session = session
        self._targets = targets
        self.run_long: Long = self._in_background

    def star(self, starred: bool) -> None:
        """They are starred, or not."""
        seqs = self._targets()
        n = len(seqs)
        if starred:
            said = (tr("Starring {n} items", n=n), counted(n, "Starred 1 item", "Starred {n} items"))
        else:
            said = (tr("Unstarring {n} items", n=n), counted(n, "Unstarred 1 item", "Unstarred {n} items"))
        self._do(editing.set_starred, seqs, starred, said=said)

    def rate(self, rating: int) -> None:
        """They have this rating."""
        seqs = self._targets()
        n = len(seqs)
        self._do(editing.set_rating, seqs, rating, said=(
            tr("Rating {n} items", n=n), counted(n, "Rated 1 item {rating}", "Rated {n} items {rating}", rating=rating)))

    def label(self, label: str) -> None:
        """They have this colour label; an empty one takes it away."""
        seqs = self._targets()
        n = len(seqs)
        done = counted(n, "Labelled 1 item", "Labelled {n} items") if label else counted(
            n, "Removed the label of 1 item", "Removed the label of {n} items")
        self._do(editing.set_label, seqs, label, said=(tr("Labelling {n} items", n=n), done))

    def reject(self, rejected: bool) -> None:
        """They are rejected, or kept."""
        seqs = self._targets()
        n = len(seqs)
        if rejected:
            said = (tr("Rejecting {n} items", n=n), counted(n, "Rejected 1 item", "Rejected {n} items"))
        else:
            said = (tr("Keeping {n} items", n=n), counted(n, "Kept 1 item", "Kept {n} items"))
        self._do(editing.set_rejected, seqs, rejected, said=said)

    def tag(self, tag: str) -> None:
        """They have this tag."""
        seqs = self._targets()
        n = len(seqs)
        self._do(tagging.add, seqs, tag, said=(
            tr("Tagging {n} items", n=n), counted(n, "Tagged 1 item “{tag}”", "Tagged {n} items “{tag}”", tag=tag)))

    def untag(self, tag: str) -> None:
        """They no longer have this tag."""
        seqs = self._targets()
        n = len(seqs)
        self._do(tagging.remove, seqs, tag, said=(
            tr("Removing a tag from {n} items", n=n),
            counted(n, "Removed the tag “{tag}”", "Removed the tag “{tag}” from {n} items", tag=tag)))

    def _do(self, verb: Callable[..., int], seqs: Sequence[int], value: Any, *, said: tuple[str, str]) -> None:
        doing, done = said
        if not len(seqs) or self._session.library.read_only:
            return
        if len(seqs) > AT_ONCE:
            self.run_long(doing, lambda progress: verb(self._session.library, seqs, value, progress), done)
            return
        changed = attempt(self._session, verb, seqs, value)
        if changed is not REFUSED and changed and len(seqs) > 1:
            self._session.said.emit(done, True)

    def _in_background(self, _doing: str, work: Work, done: str) -> None:
        """Without a bar that could tell of the progress."""
        self._session.background.run(lambda: work(lambda _done, _total: True), lambda _n: self._session.said.emit(done, True),
                                     self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError | DbError):
            raise error
        self._session.failed.emit(error.message, error.hint)
