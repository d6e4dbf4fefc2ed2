"""A plain Python model of a library: what must be true after each gesture, told without SQL triggers."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from typing import Any

from db import Read


@dataclass
class VersionFacts:
    """A variant: what decides who is primary, and what its generation shows."""

    created_at: str
    location: str
    name: str | None
    thumbnail_url: str | None
    seen: bool


@dataclass
class ItemFacts:
    """A generation with its variants."""

    variants: dict[str, VersionFacts] = field(default_factory=dict)
    primary: str | None = None
    name: str | None = None  # without variants
    trashed_at: str | None = None
    parent: str | None = None
    based_on: str | None = None
    starred: bool = False
    rating: int = 0
    tags: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()

    def promote(self) -> None:
        """D4: the newest variant is primary; a shell without any."""
        self.primary = max(self.variants, key=lambda i: (self.variants[i].created_at, i), default=None)
        if self.primary is None:
            self.name = None


@dataclass
class LinkFacts:
    """An item of a shot."""

    shot: str
    item: str
    frame: int | None
    position: int | None
    created_at: str


@dataclass
class World:
    """The facts of a library that gestures change."""

    items: dict[str, ItemFacts] = field(default_factory=dict)
    shots: dict[str, tuple[str, str, int]] = field(default_factory=dict)  # id → project, name, position
    links: dict[str, LinkFacts] = field(default_factory=dict)
    projects: dict[str, bool] = field(default_factory=dict)  # id → in the trash

    def copied(self) -> World:
        """The same facts, apart."""
        return copy.deepcopy(self)

    @staticmethod
    def read(read: Read) -> World:
        """The facts as the rows say them (not what is derived from them)."""
        world = World(projects={row[0]: row[1] is not None for row in read.all("SELECT id, trashed_at FROM projects")})
        for row in read.all("SELECT id, name, trashed_at, parent_generation_id, based_on, starred, rating FROM generations"):
            world.items[row[0]] = ItemFacts({}, None, row[1], row[2], row[3], row[4], bool(row[5]), row[6])
        for row in read.all("SELECT id, generation_id, created_at, location, name, thumbnail_url, viewed_at, is_primary"
                            " FROM generation_variants"):
            item = world.items[row[1]]
            item.variants[row[0]] = VersionFacts(row[2], row[3], row[4], row[5], row[6] is not None)
            if row[7]:
                item.primary = row[0]
        for item in world.items.values():
            if item.variants:
                item.name = None
        for generation_id, tag in read.all("SELECT generation_id, tag FROM generation_tags"):
            world.items[generation_id].tags |= {tag}
        for generation_id, variant_id in read.all("SELECT generation_id, id FROM deleted_variants"):
            world.items[generation_id].deleted |= {variant_id}
        for row in read.all("SELECT id, project_id, name, position FROM shots"):
            world.shots[row[0]] = (row[1], row[2], row[3])
        for row in read.all("SELECT id, shot_id, generation_id, timeline_frame, position, created_at FROM shot_generations"):
            world.links[row[0]] = LinkFacts(*row[1:])
        return world

    # -- what follows from the facts ---------------------------------------------------------------------------------

    def derived(self, item_id: str) -> tuple[Any, ...]:
        """What the row of a generation must say: pointer, location, thumbnail, name, shot cache and counts."""
        item = self.items[item_id]
        shown = item.variants[item.primary] if item.primary else None
        links = sorted(((link.created_at, i, link) for i, link in self.links.items() if link.item == item_id))
        frames: dict[str, list[int | None]] = {}
        for _at, _id, link in links:
            frames.setdefault(link.shot, []).append(link.frame)
        cache = {shot: min((f for f in found if f is not None), default=None) for shot, found in frames.items()}
        newest = links[-1][2] if links else None
        parts = sum(part.parent == item_id and part.trashed_at is None for part in self.items.values())
        return (item.primary, shown and shown.location, shown.name if shown else item.name,
                cache or None, newest and newest.shot, newest and newest.frame,
                len(item.variants), sum(not v.seen for v in item.variants.values()), parts)

    def differences(self, read: Read) -> list[str]:
        """Where the rows say something else than this model, in words."""
        found = []
        real = World.read(read)
        for kind in ("items", "shots", "links", "projects"):
            ours, theirs = getattr(self, kind), getattr(real, kind)
            found += [f"{kind} {key}: model {ours.get(key)}, file {theirs.get(key)}"
                      for key in {*ours, *theirs} if ours.get(key) != theirs.get(key)]
        for row in read.all("SELECT id, primary_variant_id, location, name, shot_data, shot_id, timeline_frame, variant_count,"
                            " unseen_count, part_count FROM generations"):
            says = (*row[1:4], json.loads(row[4]) if row[4] else None, *row[5:])
            if row[0] in self.items and says != self.derived(row[0]):
                found.append(f"generation {row[0]}: model {self.derived(row[0])}, file {says}")
        return found

    def disorder(self, shot_id: str) -> list[str]:
        """Where the positions of a shot do not follow the frames, or two items share a frame (that verbs leave them dense
        is known by `renumber`; an item that is deleted for good leaves a hole)."""
        placed = sorted((link.frame, link.position) for link in self.links.values()
                        if link.shot == shot_id and link.frame is not None and link.position is not None)
        halves = [i for i, link in self.links.items()
                  if link.shot == shot_id and (link.frame is None) != (link.position is None)]
        found = [f"{i} has a frame or a position only" for i in halves]
        positions = [position for _frame, position in placed]
        if positions != sorted(set(positions)):
            found.append(f"positions {placed}")
        if len({frame for frame, _position in placed}) != len(placed):
            found.append(f"a frame twice {placed}")
        return found

    # -- what rules do -----------------------------------------------------------------------------------------------

    def add_variant(self, item_id: str, variant_id: str, facts: VersionFacts, primary: bool) -> None:
        """D1 and the switch: the first one, or one that comes as primary, is primary."""
        item = self.items[item_id]
        item.variants[variant_id] = facts
        if primary or item.primary is None:
            item.primary = variant_id
        item.name = None

    def delete_variant(self, variant_id: str) -> None:
        """D4, and the row is kept for Trash."""
        for item in self.items.values():
            if variant_id in item.variants:
                del item.variants[variant_id]
                item.deleted |= {variant_id}
                if item.primary == variant_id:
                    item.promote()

    def delete_items(self, doomed: set[str]) -> None:
        """Parts go along, links go, what was based on them stands alone."""
        while more := {i for i, item in self.items.items() if item.parent in doomed} - doomed:
            doomed = doomed | more
        for item_id in doomed:
            del self.items[item_id]
        for item in self.items.values():
            if item.based_on in doomed:
                item.based_on = None
        self.links = {i: link for i, link in self.links.items() if link.item not in doomed}

    def delete_shot(self, shot_id: str) -> None:
        """Its links go, its items stay."""
        del self.shots[shot_id]
        self.links = {i: link for i, link in self.links.items() if link.shot != shot_id}

    def renumber(self, shot_id: str) -> None:
        """Positions of a shot are dense in frame order."""
        placed = sorted((link.frame, -1 if link.position is None else link.position, link.created_at, i)
                        for i, link in self.links.items() if link.shot == shot_id and link.frame is not None)
        for at, row in enumerate(placed):
            self.links[row[3]].position = at
        for link in self.links.values():
            if link.shot == shot_id and link.frame is None:
                link.position = None

    def ancestors(self, item_id: str, kind: str) -> set[str]:
        """Everything above an item by `parent` or `based_on`, itself included."""
        found: set[str] = set()
        up: str | None = item_id
        while up is not None and up not in found:
            found.add(up)
            up = getattr(self.items[up], kind)
        return found
