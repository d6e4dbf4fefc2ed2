"""Random gestures with proposals and groups of items, beside those of `tests.db.gestures`."""

from __future__ import annotations

from db import Write, merge, proposals
from db.rows import Found
from tests.db.gestures import GESTURES, JOBS, Gesture, pick, some
from tests.db.template import PROJECT
from tests.db.world import World

KINDS = ("variant", "sidecar", "based_on")


def merge_items(tx: Write, world: World, n: list[int]) -> None:
    """One item's variants become another's."""
    item, target = pick(world.items, n[0]), pick(world.items, n[1])
    if item is None or target is None or item == target:
        return
    merge.into(tx, item, target)
    mine, theirs = world.items[item], world.items[target]
    move_lineage(world, item, target)
    theirs.tags |= mine.tags
    theirs.starred |= mine.starred
    theirs.rating = max(theirs.rating, mine.rating)
    theirs.deleted |= mine.deleted
    if theirs.primary is None:
        others = sorted((facts.created_at, i) for i, facts in mine.variants.items() if i != mine.primary)
        theirs.primary = mine.primary or (others[0][1] if others else None)
    theirs.variants |= mine.variants
    if theirs.variants:
        theirs.name = None
    move_links(world, item, target)
    del world.items[item]


def move_lineage(world: World, item: str, target: str) -> None:
    """Parts and what is based on the item follow; what would go in a circle is cut."""
    mine, theirs = world.items[item], world.items[target]
    for attribute in ("parent", "based_on"):
        if item in world.ancestors(target, attribute):
            setattr(theirs, attribute, mine.parent if attribute == "parent" else None)
        for each in world.items.values():
            if getattr(each, attribute) == item:
                setattr(each, attribute, target)
    source = mine.based_on
    if theirs.based_on is None and source is not None and target not in world.ancestors(source, "based_on"):
        theirs.based_on = source


def move_links(world: World, item: str, target: str) -> None:
    """Places follow; no unpositioned one stays beside another in one shot."""
    both = {link.shot for link in world.links.values() if link.item == item}
    for link in world.links.values():
        if link.item == item:
            link.item = target
    for shot in both:
        places = {i: link for i, link in world.links.items() if link.shot == shot and link.item == target}
        first = min(places, key=lambda i: (places[i].frame is None, places[i].created_at, i))
        for i, link in places.items():
            if link.frame is None and i != first:
                del world.links[i]


def answer(tx: Write, world: World, n: list[int]) -> None:
    """Some proposals are left or accepted."""
    ids = [row[0] for row in tx.all("SELECT id FROM proposals ORDER BY kind, generation_id, target_id")]
    proposals.set_state(tx, some(ids, n[:2]), "left" if n[2] % 2 else "accepted")


def propose(tx: Write, world: World, n: list[int]) -> None:
    """A job finds something."""
    for at in range(3):
        one, other = pick(world.items, n[at]), pick(world.items, n[at + 3])
        if one is not None and other is not None and one != other:
            proposals.add(tx, PROJECT, [Found(KINDS[n[6] % 3], one, other, "They look alike.", 10 * n[7])])


ALL_GESTURES: tuple[Gesture, ...] = (*GESTURES, merge_items, merge_items, answer)
ALL_JOBS: tuple[Gesture, ...] = (*JOBS, propose, propose)
