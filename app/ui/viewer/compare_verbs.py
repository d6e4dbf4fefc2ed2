"""What keys do to one of the things compared: each is one step, and the toast says to what."""

from __future__ import annotations

from app.library import editing, variants
from app.library.comparison import Compared
from app.ui.kit.text import tr
from app.ui.outcome import REFUSED, attempt
from app.ui.session import Session


def name_of(compared: Compared, several_items: bool) -> str:
    """v2, or the item's name where there are several; a variant of it that is not primary says so, a rejected item too."""
    named = _name_of(compared, several_items)
    return tr("{name}, rejected", name=named) if compared.card.rejected else named


def _name_of(compared: Compared, several_items: bool) -> str:
    version = f"v{compared.number}"
    if not several_items:
        return tr("{version}, primary", version=version) if compared.variant.is_primary else version
    name = compared.card.name or tr("Untitled")
    return name if compared.variant.is_primary else f"{name}, {version}"


def star(session: Session, compared: Compared) -> None:
    """The item is starred, or not any more."""
    starred = not compared.card.starred
    if attempt(session, editing.set_starred, [compared.card.seq], starred) is not REFUSED:
        name = compared.card.name or tr("Untitled")
        session.said.emit(tr("Starred “{name}”", name=name) if starred else tr("Unstarred “{name}”", name=name), True)


def rate(session: Session, compared: Compared, rating: int) -> None:
    """The item has this rating."""
    if attempt(session, editing.set_rating, [compared.card.seq], rating) not in (REFUSED, 0):
        session.said.emit(tr("Rated “{name}” {rating}", name=compared.card.name or tr("Untitled"), rating=rating), True)


def reject(session: Session, compared: Compared) -> None:
    """The item is rejected, or kept after all; it stays on the screen."""
    rejected = not compared.card.rejected
    if attempt(session, editing.set_rejected, [compared.card.seq], rejected) is not REFUSED:
        name = compared.card.name or tr("Untitled")
        session.said.emit(tr("Rejected “{name}”", name=name) if rejected else tr("Kept “{name}”", name=name), True)


def make_primary(session: Session, compared: Compared) -> None:
    """The variant is its item's primary."""
    if not compared.variant.is_primary and attempt(session, variants.set_primary, compared.variant.id) is not REFUSED:
        session.said.emit(tr("Switched primary to {name}", name=f"v{compared.number}"), True)
