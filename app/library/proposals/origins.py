"""What an item was made from: files that its ComfyUI graph reads, and stills that equal the first or last frame of a clip."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import replace

from app.library.library import Library
from app.library.proposals.looks import PAGE, GoOn, Looks, Stopped, read_recipes, shape_differs
from app.library.proposals.names import stem
from app.library.proposals.words import named
from app.media.likeness import SAME
from db import Found, Look, proposals

_HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_PLACE = re.compile(r"\s*\[(input|output|temp)\]$")  # how ComfyUI says which of its folders a file is in


def find_origins(library: Library, looks: Looks, joins: dict[str, str], go_on: GoOn) -> list[Found]:
    """A proposal for every item of which it is known what it was made from.

    `joins` says what is proposed to join what: a joining item gets none of its own, and what was made from it was made
    from what it joins. Raises: Stopped.
    """
    best: dict[str, Found] = {}
    for found in (*_from_inputs(library, looks), *_from_frames(library, looks, go_on)):
        each = replace(found, target_id=joins.get(found.target_id, found.target_id))
        if (each.generation_id in joins or each.generation_id == each.target_id
                or looks.answer("based_on", each.generation_id, each.target_id)):
            continue
        there = best.get(each.generation_id)
        if looks.primary(each.generation_id).based_on is None and (there is None or there.score < each.score):
            best[each.generation_id] = each
    waiting = {one for (kind, one, _other), state in looks.answered.items() if kind == "based_on" and state == "open"}
    return [each for item, each in best.items() if item not in waiting and not _circle(best, item)]


def _circle(best: dict[str, Found], item: str) -> bool:
    """Whether following what is proposed comes back to the item: then nothing of it is sure."""
    seen = {item}
    at = best[item].target_id
    while at in best and at not in seen:
        seen.add(at)
        at = best[at].target_id
    return at == item


# -- by the graph ---------------------------------------------------------------------------------------------------------

def _from_inputs(library: Library, looks: Looks) -> list[Found]:
    named_so: dict[str, set[str]] = defaultdict(set)
    hashed: dict[str, str] = {}
    for look in looks.variants():
        if look.kind in ("image", "video") and look.name:
            named_so[look.name.casefold()].add(look.generation_id)
        if look.sha256:
            hashed[look.sha256] = look.generation_id
    found: list[Found] = []
    after = 0
    while True:
        with library.store.slow_read() as read:
            page = proposals.inputs(read, looks.project_id, after, PAGE)
        if not page:
            return found
        after = page[-1][0]
        for _seq, item, files in page:
            if item in looks.items and (origin := _first_known(json.loads(files), item, named_so, hashed)):
                file, source = origin
                if looks.is_new(item) or looks.is_new(source):
                    reason = f"The workflow of {named(looks.primary(item))} reads “{file}”."
                    found.append(Found("based_on", item, source, reason, 950))


def _first_known(files: list[object], item: str, named_so: dict[str, set[str]], hashed: dict[str, str]) -> tuple[str, str] | None:
    """The first of the files that is one item of the library, and only one: (name, item)."""
    for file in files:
        if not isinstance(file, str):
            continue
        name = _PLACE.sub("", file).replace("\\", "/").rpartition("/")[2]
        digest = hashed.get(stem(name).lower()) if _HASH.fullmatch(stem(name)) else None
        sources = {digest} if digest else named_so.get(name.casefold(), set())
        if len(sources) == 1 and (source := next(iter(sources))) != item:
            return name, source
    return None


# -- by frames ------------------------------------------------------------------------------------------------------------

def _from_frames(library: Library, looks: Looks, go_on: GoOn) -> list[Found]:
    from app.media.likeness import near, words

    stills = [look for look in looks.variants() if look.kind == "image" and look.perceptual_hash]
    found = []
    for end in ("first", "last"):
        clips = [(look, frame) for look in looks.variants() if look.kind == "video" and look.is_primary
                 and (frame := look.first_frame_hash if end == "first" else look.last_frame_hash)]
        if not (stills and clips):
            continue
        stopped = False

        def ticked(done: int, total: int) -> bool:
            nonlocal stopped
            stopped = not go_on(done, total)
            return not stopped

        pairs = [(stills[to], clips[at][0], distance) for at, to, distance in near(
            words([frame for _look, frame in clips]), words([look.perceptual_hash or "" for look in stills]), SAME, ticked)]
        if stopped:
            raise Stopped
        pairs = [pair for pair in pairs if (looks.is_new(pair[0].generation_id) or looks.is_new(pair[1].generation_id))
                 and pair[0].generation_id != pair[1].generation_id and not shape_differs(*pair[:2])]
        read_recipes(library, looks, (still for still, _clip, _distance in pairs))
        found += [_by_frame(looks, still, clip, end, distance) for still, clip, distance in pairs]
    return found


def _by_frame(looks: Looks, still: Look, clip: Look, end: str, distance: int) -> Found:
    """A still at the beginning is what the clip was made from; one at the end was taken out of it, unless it has a prompt
    of its own (then the clip was made to end there). A still that is named after the clip was taken out of it."""
    taken_out = stem(still.name).casefold().startswith(stem(clip.name).casefold()) if clip.name else False
    if not taken_out and end == "last":
        taken_out = not looks.recipe(still)[0]
    reason = f"The {end} frame of {named(clip)} equals {named(still)}."
    score = 900 - 5 * distance - (20 if end == "last" else 0)
    if taken_out:
        return Found("based_on", still.generation_id, clip.generation_id, reason, score)
    return Found("based_on", clip.generation_id, still.generation_id, reason, score)
