"""What finders compare: the variants of a project with their hashes, read in pages, and recipes of the few that matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from app.library.library import Library
from app.media.likeness import bits_between
from db import Look, proposals

PAGE = 2_000  # a tenth of a second: other slow reads wait no longer
_AT_ONCE = 500

GoOn = Callable[[int, int], bool]
"""Called with (done, total); False: stop, nothing is proposed."""


class Stopped(Exception):
    """A person or the program's end stopped the search."""


@dataclass
class Looks:
    """All variants of a project that finders may compare, and which generations are new (None: all)."""

    project_id: str
    new: set[str] | None
    items: dict[str, list[Look]] = field(default_factory=dict)  # generation → its variants, the primary first
    answered: dict[tuple[str, str, str], str] = field(default_factory=dict)  # kind, generation, target → state
    recipes: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)  # variant → prompt, seed

    def primary(self, generation_id: str) -> Look:
        """The variant that the gallery shows."""
        return self.items[generation_id][0]

    def is_new(self, generation_id: str) -> bool:
        """Whether it came with the import that is looked at."""
        return self.new is None or generation_id in self.new

    def variants(self) -> Iterator[Look]:
        """All of them."""
        for looks in self.items.values():
            yield from looks

    def answer(self, kind: str, one: str, other: str) -> bool:
        """Whether this was proposed before, in either direction."""
        return (kind, one, other) in self.answered or (kind, other, one) in self.answered

    def recipe(self, look: Look) -> tuple[str | None, str | None]:
        """Prompt and seed, as far as `read_recipes` was asked for them."""
        return self.recipes.get(look.variant_id, (None, None))

    def same_recipe(self, one: Look, other: Look) -> bool:
        """Whether both have the same prompt and seed, neither empty."""
        recipe = self.recipe(one)
        return bool(recipe[0]) and bool(recipe[1]) and recipe == self.recipe(other)

    def other_seed(self, one: Look, other: Look) -> bool:
        """Whether both have a seed, and not the same: then they are takes."""
        seeds = self.recipe(one)[1], self.recipe(other)[1]
        return None not in seeds and seeds[0] != seeds[1]


def read_looks(library: Library, project_id: str, new: set[str] | None) -> Looks:
    """The variants of a project, page by page, so that other slow reads get their turn between. Not for the GUI thread."""
    found = Looks(project_id, new)
    after = 0
    while True:
        with library.store.slow_read() as read:
            page = proposals.looks(read, project_id, after, PAGE)
        if not page:
            break
        after = page[-1].seq
        for look in page:
            found.items.setdefault(look.generation_id, []).append(look)
    with library.store.slow_read() as read:
        found.answered = {(kind, one, other): state for kind, one, other, state in proposals.answered(read, project_id)}
    return found


def read_recipes(library: Library, looks: Looks, wanted: Iterable[Look]) -> None:
    """`looks.recipe` knows these."""
    ids = [look.variant_id for look in wanted if look.has_recipe and look.variant_id not in looks.recipes]
    ids = list(dict.fromkeys(ids))
    for start in range(0, len(ids), _AT_ONCE):
        with library.store.slow_read() as read:
            looks.recipes.update(proposals.recipes(read, ids[start:start + _AT_ONCE]))


def bits(one: str | None, other: str | None) -> int | None:
    """In how many bits two hashes differ; None if one is missing."""
    return bits_between(one, other) if one and other else None


def shape_differs(one: Look, other: Look) -> bool:
    """Whether the sides of two pictures are not in proportion (4 % is what a crop may take away)."""
    if not (one.width and one.height and other.width and other.height):
        return False
    across, down = one.width * other.height, one.height * other.width
    return max(across, down) > 1.04 * min(across, down)
