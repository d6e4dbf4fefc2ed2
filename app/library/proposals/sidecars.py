"""A picture that was saved beside its clip under the same name, with the recipe that the clip's format cannot carry well.

ComfyUI's VideoHelperSuite writes `AnimateDiff_00001.png` with the workflow and `AnimateDiff_00001.mp4`, and with sound also
`AnimateDiff_00001-audio.mp4`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import PurePath

from app.library.library import Library
from app.library.proposals.looks import Looks, bits, read_recipes
from app.library.proposals.names import stem
from app.library.proposals.versions import MUCH_ALIKE
from app.library.proposals.words import named
from db import Found, Look

_AUDIO = re.compile(r"-audio$", re.IGNORECASE)


def find_sidecars(library: Library, looks: Looks) -> list[Found]:
    """A proposal for each picture and its clip, one of them new."""
    clips: dict[str, list[Look]] = defaultdict(list)
    pictures: dict[str, list[Look]] = defaultdict(list)
    for item in looks.items:
        look = looks.primary(item)
        if look.kind == "video" and look.name:
            clips[_AUDIO.sub("", stem(look.name)).casefold()].append(look)
        elif look.mime == "image/png" and look.name:
            pictures[stem(look.name).casefold()].append(look)
    both = [(picture, clip) for name, found in pictures.items() for picture in found for clip in clips.get(name, ())
            if looks.is_new(picture.generation_id) or looks.is_new(clip.generation_id)]
    read_recipes(library, looks, (look for pair in both for look in pair))
    best: dict[str, tuple[int, Look, Look]] = {}
    for picture, clip in both:
        score = _score(looks, picture, clip)
        there = best.get(picture.generation_id)
        if score and (there is None or (score, -len(clip.name)) > (there[0], -len(there[2].name))):
            best[picture.generation_id] = (score, picture, clip)
    return [Found("sidecar", picture.generation_id, clip.generation_id, _sentence(looks, picture, clip), score)
            for score, picture, clip in best.values()
            if not looks.answer("sidecar", picture.generation_id, clip.generation_id)
            and not any(key[0] in ("sidecar", "variant") and key[1] == picture.generation_id and state == "open"
                        for key, state in looks.answered.items())]


def _score(looks: Looks, picture: Look, clip: Look) -> int:
    """How sure it is; 0: not at all."""
    folders = [str(PurePath(look.source_path).parent) for look in (picture, clip) if look.source_path]
    if len(folders) == 2 and folders[0] != folders[1]:
        return 0
    prompts = looks.recipe(picture)[0], looks.recipe(clip)[0]
    if prompts[0] and prompts[0] == prompts[1]:
        return 950
    if prompts[0] and prompts[1]:
        return 0
    distances = [bits(picture.perceptual_hash, frame) for frame in (clip.first_frame_hash, clip.perceptual_hash)]
    known = [distance for distance in distances if distance is not None]
    if known:
        return 900 if min(known) <= MUCH_ALIKE else 0
    return 700 if prompts[0] else 0


def _sentence(looks: Looks, picture: Look, clip: Look) -> str:
    same = looks.recipe(picture)[0] == looks.recipe(clip)[0] and looks.recipe(clip)[0]
    why = "the same prompt" if same else "its recipe" if picture.has_recipe else "its first picture"
    return f"{named(picture)} was saved beside the clip {named(clip)}: the same name, {why}."
