"""What the viewer walks through: rows of the gallery, whoever holds them."""

from __future__ import annotations

from typing import Any, Protocol

from db import Card


class Items(Protocol):
    """The gallery's order seen from one row. `changed`: the row, its card or the number of rows may be another now."""

    @property
    def changed(self) -> Any:
        """A signal without arguments."""

    def count(self) -> int:
        """How many rows there are."""

    def is_whole(self) -> bool:
        """Whether that is all, or the rest is still being read."""

    def row(self) -> int:
        """The row that is looked at; -1 without any."""

    def card(self, row: int) -> Card | None:
        """The card in a row; None while it is read, or outside."""

    def go_to(self, row: int) -> None:
        """This row is looked at."""

    def sync(self) -> None:
        """The row that is looked at is the gallery's current one and alone selected: actions are about to act on it."""
