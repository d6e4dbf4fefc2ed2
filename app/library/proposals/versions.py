"""Near duplicates and versions by name: which item would be a variant of which.

Pairs are found first; then each item gets at most one target, and a target never joins anything itself: what looks like
something that looks like a third is not grouped in a chain.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from app.library.library import Library
from app.library.proposals import words
from app.library.proposals.looks import GoOn, Looks, Stopped, bits, read_recipes, shape_differs
from app.library.proposals.names import root_of, version_of
from app.media.likeness import ALIKE, SAME, colours_differ_by
from db import Found, Look

MUCH_ALIKE = 70  # bits, for what is named as a version: takes have 61 and more (two of a hundred below)
_COLOUR = 24  # a mean colour further away is another picture, or one in another light
_LENGTH = 0.03  # versions of a clip are as long, but for so much
_NAMESAKES = 200  # more files of one name are a series, not versions
_FEW = 64  # pairs of one item that are looked at: a burst of a thousand frames has half a million


@dataclass(frozen=True, slots=True)
class _Pair:
    score: int
    by_name: bool
    same_recipe: bool
    one: Look
    other: Look


def find_versions(library: Library, looks: Looks, taken: set[str], go_on: GoOn) -> list[Found]:
    """A proposal for every item that looks like, or is named as, a version of another one, but for those `taken`.

    Raises: Stopped.
    """
    alike = _alike(looks, go_on)
    namesakes = _namesakes(looks)
    read_recipes(library, looks, (look for one, other, _distance in alike for look in (one, other)))
    read_recipes(library, looks, (look for pair in namesakes for look in pair))
    pairs: dict[str, dict[str, _Pair]] = defaultdict(dict)
    for one, other, distance in alike:
        if pair := _judged_by_look(looks, one, other, distance):
            _keep(pairs, pair)
    for one, other in namesakes:
        if pair := _judged_by_name(looks, one, other):
            _keep(pairs, pair)
    return _proposed(looks, pairs, taken)


def _keep(pairs: dict[str, dict[str, _Pair]], pair: _Pair) -> None:
    for mine, theirs in ((pair.one, pair.other), (pair.other, pair.one)):
        there = pairs[mine.generation_id].get(theirs.generation_id)
        if (there is None or there.score < pair.score) and (there is not None or len(pairs[mine.generation_id]) < _FEW):
            pairs[mine.generation_id][theirs.generation_id] = pair


# -- pairs ----------------------------------------------------------------------------------------------------------------

def _alike(looks: Looks, go_on: GoOn) -> list[tuple[Look, Look, int]]:
    """Pairs of variants of two items, at least one of them new, whose pictures are alike."""
    from app.media.likeness import near, words

    stopped = False

    def ticked(done: int, total: int) -> bool:
        nonlocal stopped
        stopped = not go_on(done, total)
        return not stopped

    found = []
    many: Counter[str] = Counter()
    for kind in ("image", "video"):
        among = [look for look in looks.variants() if look.kind == kind and look.perceptual_hash]
        new = [look for look in among if looks.is_new(look.generation_id)]
        if not new:
            continue
        everything = words([look.perceptual_hash or "" for look in among])
        some = everything if looks.new is None else words([look.perceptual_hash or "" for look in new])
        for at, to, distance in near(some, None if looks.new is None else everything, ALIKE, ticked):
            one, other = new[at], among[to]
            if one.generation_id == other.generation_id or (one.seq < other.seq and looks.is_new(other.generation_id)):
                continue  # the later of two new ones: so each of a burst is paired with the first ones
            many[one.generation_id] += 1
            if many[one.generation_id] <= _FEW:
                found.append((one, other, distance))
        if stopped:
            raise Stopped
    return found


def _namesakes(looks: Looks) -> list[tuple[Look, Look]]:
    """Pairs of items of one kind of which at least one is named as a version of the other's name, and one is new."""
    families: dict[tuple[str | None, str], list[Look]] = defaultdict(list)
    for item in looks.items:
        look = looks.primary(item)
        if look.name:
            families[look.kind, root_of(look.name)].append(look)
    found = []
    for family in families.values():
        if 1 < len(family) <= _NAMESAKES and any(looks.is_new(look.generation_id) for look in family):
            family.sort(key=_rank(looks))
            found += [(look, root) for root in family[:2] for look in family
                      if look is not root and version_of(look.name)
                      and (looks.is_new(look.generation_id) or looks.is_new(root.generation_id))]
    return found


def _judged_by_look(looks: Looks, one: Look, other: Look, distance: int) -> _Pair | None:
    if shape_differs(one, other) or not _same_colour(one, other) or _are_related(one, other):
        return None
    if looks.other_seed(one, other) and distance > SAME:
        return None  # takes of one prompt
    if one.kind == "video":
        ends = _clip_distance(one, other, ALIKE)
        if ends is None:
            return None
        distance = max(distance, ends)
    return _Pair(1000 - 8 * distance, False, looks.same_recipe(one, other), one, other)


def _judged_by_name(looks: Looks, one: Look, other: Look) -> _Pair | None:
    if _are_related(one, other):
        return None
    same_recipe = looks.same_recipe(one, other)
    distance = bits(one.perceptual_hash, other.perceptual_hash)
    alike = distance is not None and distance <= MUCH_ALIKE and not shape_differs(one, other)
    if alike and one.kind == "video":
        alike = _clip_distance(one, other, MUCH_ALIKE) is not None
    if not same_recipe and (not alike or looks.other_seed(one, other)):
        return None
    return _Pair(900 - 4 * (distance or 0), True, same_recipe, one, other)


def _same_colour(one: Look, other: Look) -> bool:
    if one.mean_colour is None or other.mean_colour is None:
        return True
    return colours_differ_by(one.mean_colour, other.mean_colour) <= _COLOUR


def _are_related(one: Look, other: Look) -> bool:
    """One was made from the other, and both are items: somebody has decided that."""
    return one.based_on == other.generation_id or other.based_on == one.generation_id


def _clip_distance(one: Look, other: Look, most: int) -> int | None:
    """The larger distance of first and last frames; None if these clips do not show the same."""
    if not (one.duration_us and other.duration_us):
        return None
    if abs(one.duration_us - other.duration_us) > _LENGTH * max(one.duration_us, other.duration_us):
        return None
    ends = [bits(one.first_frame_hash, other.first_frame_hash), bits(one.last_frame_hash, other.last_frame_hash)]
    known = [end for end in ends if end is not None]
    return max(known) if known and max(known) <= most else None


# -- who joins whom -------------------------------------------------------------------------------------------------------

def _rank(looks: Looks) -> Callable[[Look], tuple[int, ...]]:
    """The order in which items are asked whether they are a target: plainly named ones, those there before, with
    variants, with a recipe; then the smaller one if it was generated, the larger one of photos; then the older row."""
    def rank(look: Look) -> tuple[int, ...]:
        pixels = (look.width or 0) * (look.height or 0)
        return (version_of(look.name) is not None, looks.is_new(look.generation_id), look.variants < 2, not look.has_recipe,
                pixels if look.has_recipe else -pixels, look.seq)
    return rank


def _proposed(looks: Looks, pairs: dict[str, dict[str, _Pair]], taken: set[str]) -> list[Found]:
    joining = taken | {one for (kind, one, _other), state in looks.answered.items()
                       if kind in ("variant", "sidecar") and state == "open"}
    targets: set[str] = set()
    found = []
    for look in sorted((looks.primary(item) for item in pairs), key=_rank(looks)):
        item = look.generation_id
        mine = pairs[item]
        possible = [other for other in mine if other in targets and not looks.answer("variant", item, other)]
        if item in joining:
            continue
        if not possible or any(looks.answered.get(("variant", each, item)) == "open" for each in mine):
            targets.add(item)
            continue
        target = max(possible, key=lambda other: (mine[other].score, -looks.primary(other).seq))
        found.append(_found(looks, mine[target], item, target))
    return found


def _found(looks: Looks, pair: _Pair, item: str, target: str) -> Found:
    mine, theirs = (pair.one, pair.other) if pair.one.generation_id == item else (pair.other, pair.one)
    named = words.named_like(mine, theirs, recipe=pair.same_recipe)
    reason = named if pair.by_name else words.looks_like(mine, theirs)
    return Found("variant", item, target, reason, max(0, min(1000, pair.score)))
