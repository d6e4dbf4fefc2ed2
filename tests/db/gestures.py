"""Random gestures on a library and on its model: each takes eight numbers and does the same to both.

GESTURES use the verbs of db, and know what must follow; JOBS are what is written without a step.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

from db import Write, generations, lineage, projects, shots, users, variants
from db.shots import FrameChange
from tests.db.template import PROJECT, USER
from tests.db.world import ItemFacts, LinkFacts, VersionFacts, World

Gesture = Callable[[Write, World, list[int]], None]

_numbers = itertools.count(1)
FRAMES = (None, 0, 0, 5, 10, 11, 40, 81, 200)


def new_id() -> str:
    """Ids in the order in which they are made, so that a failing history fails again."""
    return f"{next(_numbers):08x}-0000-7000-8000-00000000face"


def pick(choices: Iterable[str], number: int) -> str | None:
    """One of them, or None when there are none."""
    found = list(choices)
    return found[number % len(found)] if found else None


def moment(number: int) -> str:
    """One of few times, so that equal ones are usual."""
    return f"2026-01-01T00:00:0{number % 4}.000000Z"


def some(choices: Iterable[str], numbers: list[int]) -> list[str]:
    """A few of them, each once."""
    found = list(choices)
    return list(dict.fromkeys(found[n % len(found)] for n in numbers)) if found else []


def seqs(tx: Write, ids: list[str]) -> list[int]:
    """Their numbers."""
    return generations.seqs_of(tx, ids)


def add_variant(tx: Write, world: World, item: str, number: int, primary: bool) -> None:
    variant = new_id()
    name = None if number % 5 == 0 else f"take {number}"
    facts = VersionFacts(moment(number), f"{USER}/uploads/{variant}.png", name, None, False)
    variants.add(tx, item, facts.location, name=name, variant_type="edit", created_at=facts.created_at, primary=primary,
                 id=variant, params={"prompt": f"word{number}", "seed": number}, facts={"source_name": f"f{number}.png"})
    world.add_variant(item, variant, facts, primary)


def create_item(tx: Write, world: World, n: list[int]) -> None:
    parent = pick(world.items, n[0]) if n[1] % 4 == 0 else None
    based_on = pick(world.items, n[2]) if n[3] % 4 == 0 else None
    item, count = new_id(), n[4] % 4
    generations.create(tx, PROJECT, name=f"item {n[5]}", based_on=based_on, parent_id=parent, created_at=moment(n[6]),
                       generation_id=item)
    world.items[item] = ItemFacts(name=f"item {n[5]}", parent=parent, based_on=based_on)
    for number in range(count):
        add_variant(tx, world, item, n[number], n[7] % 3 == number)


def one_more_variant(tx: Write, world: World, n: list[int]) -> None:
    if (item := pick(world.items, n[0])) is not None:
        add_variant(tx, world, item, n[1], n[2] % 2 == 0)


def all_variants(world: World) -> dict[str, str]:
    """variant → its generation."""
    return {v: i for i, item in world.items.items() for v in item.variants}


def set_primary(tx: Write, world: World, n: list[int]) -> None:
    owners = all_variants(world)
    if (variant := pick(owners, n[0])) is not None:
        variants.set_primary(tx, variant)
        world.items[owners[variant]].primary = variant


def delete_variant(tx: Write, world: World, n: list[int]) -> None:
    if (variant := pick(all_variants(world), n[0])) is not None:
        variants.delete(tx, variant)
        world.delete_variant(variant)


def restore_variant(tx: Write, world: World, n: list[int]) -> None:
    kept = {v: i for i, item in world.items.items() for v in item.deleted}
    if (variant := pick(sorted(kept), n[0])) is not None:
        variants.restore(tx, variant)
        item = world.items[kept[variant]]
        made = variants.one(tx, variant)
        item.deleted -= {variant}
        world.add_variant(kept[variant], variant, VersionFacts(
            made.created_at, made.location, made.name, made.thumbnail_url, made.viewed_at is not None), False)


def move_variant(tx: Write, world: World, n: list[int]) -> None:
    others = {v: i for v, i in all_variants(world).items() if world.items[i].primary != v}
    variant, target = pick(others, n[0]), pick(world.items, n[1])
    if variant is None or target is None or target == others[variant]:
        return
    tx.execute("UPDATE generation_variants SET generation_id = ? WHERE id = ?", (target, variant))
    world.add_variant(target, variant, world.items[others[variant]].variants.pop(variant), False)


def star(tx: Write, world: World, n: list[int]) -> None:
    chosen, on = some(world.items, n[:4]), n[4] % 2 == 0
    changed = generations.set_starred_seqs(tx, seqs(tx, chosen), on)
    assert changed == sum(world.items[i].starred != on for i in chosen)
    for item in chosen:
        world.items[item].starred = on


def rate(tx: Write, world: World, n: list[int]) -> None:
    chosen = some(world.items, n[:3])
    generations.set_rating(tx, chosen, n[3] % 6)
    for item in chosen:
        world.items[item].rating = n[3] % 6


def rename(tx: Write, world: World, n: list[int]) -> None:
    if (item := pick(world.items, n[0])) is not None:
        generations.rename(tx, item, f"name {n[1]}")
        generations.set_note(tx, item, f"note {n[2]}")
        facts = world.items[item]
        if facts.primary is None:
            facts.name = f"name {n[1]}"
        else:
            facts.variants[facts.primary].name = f"name {n[1]}"


def tag(tx: Write, world: World, n: list[int]) -> None:
    chosen, name = some(world.items, n[:3]), f"tag/{n[3] % 3}"
    if n[4] % 3:
        generations.add_tags(tx, chosen, name)
    else:
        generations.remove_tag(tx, chosen, name)
    for item in chosen:
        world.items[item].tags = world.items[item].tags | {name} if n[4] % 3 else world.items[item].tags - {name}


def below(world: World, chosen: list[str], go: Callable[[str, str], bool]) -> set[str]:
    """The parts of the chosen, and theirs, as far as `go(parent, part)` says."""
    found: set[str] = set()
    todo = list(chosen)
    while todo:
        parent = todo.pop()
        more = {i for i, item in world.items.items() if item.parent == parent and go(parent, i)} - found
        found |= more
        todo += more
    return found


def trash(tx: Write, world: World, n: list[int]) -> None:
    chosen = some(world.items, n[:2])
    at = moment(n[2])
    went = [i for i in chosen if world.items[i].trashed_at is None]
    assert generations.trash_seqs(tx, seqs(tx, chosen), at) == len(went)
    tops = [i for i in chosen if i in went or world.items[i].trashed_at == at]
    for item in {*went, *below(world, tops, lambda parent, part: True)}:
        if world.items[item].trashed_at is None:
            world.items[item].trashed_at = at


def restore(tx: Write, world: World, n: list[int]) -> None:
    chosen = some([i for i, item in world.items.items() if item.trashed_at is not None], n[:2])
    assert generations.restore_seqs(tx, seqs(tx, chosen)) == len(chosen)
    above = {up for item in chosen for up in world.ancestors(item, "parent")}
    together = below(world, chosen, lambda up, part: world.items[part].trashed_at == world.items[up].trashed_at is not None)
    for item in {*chosen, *above, *together}:
        world.items[item].trashed_at = None


def empty_trash(tx: Write, world: World, n: list[int]) -> None:
    doomed = {i for i, item in world.items.items() if item.trashed_at is not None}
    if n[0] % 4 == 0:
        generations.delete_trashed(tx, 1_000)
        for item in world.items.values():
            if item.trashed_at is None and item.parent in doomed:
                item.parent = None
        world.delete_items(doomed)


def delete_item(tx: Write, world: World, n: list[int]) -> None:
    if (item := pick(world.items, n[0])) is not None:
        tx.execute("DELETE FROM generations WHERE id = ?", (item,))
        world.delete_items({item})


def become_part(tx: Write, world: World, n: list[int]) -> None:
    part, parent = pick(world.items, n[0]), pick(world.items, n[1])
    if part is not None and parent is not None and part not in world.ancestors(parent, "parent"):
        lineage.become_part(tx, part, parent)
        world.items[part].parent = parent


def base_on(tx: Write, world: World, n: list[int]) -> None:
    item, source = pick(world.items, n[0]), pick(world.items, n[1])
    if item is not None and source is not None and item not in world.ancestors(source, "based_on"):
        lineage.set_based_on(tx, item, source)
        world.items[item].based_on = source


def order_parts(tx: Write, world: World, n: list[int]) -> None:
    if (parent := pick(world.items, n[0])) is not None:
        lineage.order_parts(tx, parent, some([i for i, item in world.items.items() if item.parent == parent], n[1:3]))


def live_shots(world: World) -> list[str]:
    return [i for i, shot in world.shots.items() if shot[0] == PROJECT]


def reread_shots(tx: Write, world: World) -> None:
    real = World.read(tx)
    world.shots = real.shots


def create_shot(tx: Write, world: World, n: list[int]) -> None:
    last = max((world.shots[i][2] for i in live_shots(world)), default=0)
    shot = shots.create(tx, PROJECT, f"shot {n[0] % 4}")
    world.shots[shot] = (PROJECT, f"shot {n[0] % 4}", last + 1)


def delete_shot(tx: Write, world: World, n: list[int]) -> None:
    if (shot := pick(world.shots, n[0])) is not None and n[1] % 2:
        shots.delete(tx, shot)
        world.delete_shot(shot)


def reorder_shots(tx: Write, world: World, n: list[int]) -> None:
    chosen = some(live_shots(world), n[:3])
    rest = sorted((world.shots[i][2], i) for i in live_shots(world) if i not in chosen)
    shots.reorder(tx, PROJECT, chosen)
    for at, shot in enumerate([*chosen, *(i for _position, i in rest)], 1):
        world.shots[shot] = (*world.shots[shot][:2], at)


def duplicate_shot(tx: Write, world: World, n: list[int]) -> None:
    if (shot := pick(live_shots(world), n[0])) is None or len(world.shots) > 12:
        return
    copy = shots.duplicate_shot(tx, shot)
    place = world.shots[shot][2]
    for other in live_shots(world):
        project, name, position = world.shots[other]
        world.shots[other] = (project, name, position + (position > place))
    name = next(name for number in itertools.count(1)
                if (name := f"{world.shots[shot][1]} (copy{'' if number == 1 else f' {number}'})")
                not in {other[1] for other in world.shots.values()})
    world.shots[copy] = (PROJECT, name, place + 1)
    old = sorted((link.item, link.frame is None, link.frame, link.position is None, link.position)
                 for link in world.links.values() if link.shot == shot)
    made = {i: link for i, link in World.read(tx).links.items() if link.shot == copy}
    assert sorted((link.item, link.frame is None, link.frame, link.position is None, link.position)
                  for link in made.values()) == old
    world.links |= made


def add_to_shot(tx: Write, world: World, n: list[int]) -> None:
    shot, item = pick(live_shots(world), n[0]), pick(world.items, n[1])
    if shot is None or item is None:
        return
    frames = sorted(link.frame for link in world.links.values() if link.shot == shot and link.frame is not None)
    gap = min(81, max(10, (frames[-1] - frames[0]) // (len(frames) - 1))) if len(frames) > 1 else 81
    wanted = None if n[2] % 3 == 0 else frames[-1] + gap if frames else 0
    made = shots.add_generation_to_shot(tx, shot, item, n[2] % 3 != 0)
    assert made["timeline_frame"] == wanted
    linked(tx, world, made["id"], shot, item, wanted)


def linked(tx: Write, world: World, link: str, shot: str, item: str, frame: int | None) -> None:
    newest = max((other.created_at for other in world.links.values()), default="")
    at = tx.value("SELECT created_at FROM shot_generations WHERE id = ?", (link,))
    assert at > newest
    world.links[link] = LinkFacts(shot, item, frame, None, at)
    world.renumber(shot)


def place_item(tx: Write, world: World, n: list[int]) -> None:
    shot, item, frame = pick(live_shots(world), n[0]), pick(world.items, n[1]), FRAMES[n[2] % len(FRAMES)]
    if shot is None or item is None:
        return
    link = shots.place_new(tx, shot, item, frame)
    shots.renumber(tx, shot)
    taken = {other.frame for other in world.links.values() if other.shot == shot}
    while frame is not None and frame in taken:
        frame += 1
    linked(tx, world, link, shot, item, frame)


def move_items(tx: Write, world: World, n: list[int]) -> None:
    if (shot := pick(live_shots(world), n[0])) is None:
        return
    chosen = some([i for i, link in world.links.items() if link.shot == shot], n[1:4])
    moves = {link: FRAMES[n[4 + at] % len(FRAMES)] for at, link in enumerate(chosen)}
    shots.batch_update_timeline_frames(tx, shot, [FrameChange(i, f, {"hold_frames": 3}) for i, f in moves.items()])
    real = World.read(tx).links
    for link, frame in moves.items():
        alone = list(moves.values()).count(frame) == 1
        assert real[link].frame == frame or not alone
    for link, facts in world.links.items():
        if facts.shot == shot:
            facts.frame, facts.position = real[link].frame, real[link].position


def remove_items(tx: Write, world: World, n: list[int]) -> None:
    chosen = some(world.links, n[:2])
    assert shots.remove_items(tx, chosen) == len(chosen)
    touched = {world.links.pop(link).shot for link in chosen}
    for shot in touched:
        world.renumber(shot)


def send_items(tx: Write, world: World, n: list[int]) -> None:
    chosen, shot = some(world.links, n[:2]), pick(live_shots(world), n[2])
    if shot is not None:
        shots.move_to_shot(tx, chosen, shot)
        touched = {world.links[link].shot for link in chosen}
        for link in chosen:
            world.links[link].shot, world.links[link].frame, world.links[link].position = shot, None, None
        for old in touched:
            world.renumber(old)


def new_project(tx: Write, world: World, n: list[int]) -> None:
    if len(world.projects) < 6:
        world.projects[projects.create(tx, USER, f"project {n[0]}")] = False
        users.create(tx, f"user {n[1]}")


def trash_project(tx: Write, world: World, n: list[int]) -> None:
    if (project := pick([i for i, gone in world.projects.items() if not gone and i != PROJECT], n[0])) is not None:
        projects.rename(tx, project, f"renamed {n[1]}")
        projects.trash(tx, project)
        world.projects[project] = True


GESTURES: tuple[Gesture, ...] = (
    create_item, create_item, one_more_variant, one_more_variant, set_primary, delete_variant, restore_variant, move_variant,
    star, rate, rename, tag, trash, restore, empty_trash, delete_item, become_part, base_on, order_parts, create_shot,
    delete_shot, reorder_shots, duplicate_shot, add_to_shot, add_to_shot, place_item, move_items, remove_items, send_items,
    new_project, trash_project)


def bulk_parts(tx: Write, world: World, n: list[int], number: int) -> None:
    """One part of a step of several."""
    star(tx, world, [*n[number:], *n[:number]])
    rename(tx, world, [*n[number:], *n[:number]])
    if n[0] % 3 == 0:
        one_more_variant(tx, world, [*n[number:], *n[:number]])


# -- what jobs write --------------------------------------------------------------------------------------------------

def thumbnail(tx: Write, world: World, n: list[int]) -> None:
    owners = all_variants(world)
    if (variant := pick(owners, n[0])) is not None:
        variants.set_thumbnail(tx, variant, f"{USER}/thumbnails/thumb_{n[1]}.jpg")
        world.items[owners[variant]].variants[variant].thumbnail_url = f"{USER}/thumbnails/thumb_{n[1]}.jpg"


def viewed(tx: Write, world: World, n: list[int]) -> None:
    owners = all_variants(world)
    chosen = some(owners, n[:3])
    assert variants.mark_viewed(tx, chosen) == sum(not world.items[owners[v]].variants[v].seen for v in chosen)
    for variant in chosen:
        world.items[owners[variant]].variants[variant].seen = True


def file_facts(tx: Write, world: World, n: list[int]) -> None:
    for variant in some(all_variants(world), n[:2]):
        tx.execute("UPDATE generation_variants SET width = ?, height = ?, sha256 = ? WHERE id = ?",
                   (100 + n[2], 100 + n[3], f"{n[4]:064x}", variant))


JOBS: tuple[Gesture, ...] = (thumbnail, viewed, file_facts)
