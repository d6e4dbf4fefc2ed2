"""What a worker process does with one file, in one call."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.media.facts import MediaFacts
from app.media.kinds import recognise
from app.media.limits import UnreadableMedia
from app.media.metadata import Recipe, read_recipe
from app.media.metadata.tags import Told
from app.media.posters import facts_and_poster
from app.media.probe import probe
from app.media.shrinking import Small
from app.media.thumbnails import THUMBNAIL_PX, ThumbnailResult, make_preview, make_strip, make_thumbnail


@dataclass(frozen=True)
class Examined:
    facts: MediaFacts
    recipe: Recipe
    thumbnail: ThumbnailResult | None  # None: not asked for


def examine(
    path: str, thumbnail_target: str | None = None, sidecars: tuple[str, ...] = ()
) -> Examined:
    """Facts, recipe and, where a target is given, the thumbnail of one file. `sidecars`: files beside it.

    For a worker process whose initialiser is `limits.limit_this_process`: takes text, gives picklable values.
    A recipe that cannot be read is empty and costs nothing else.
    Raises: UnreadableMedia with a reason for people (no thumbnail is left behind), OSError as it comes.
    """
    source = Path(path)
    try:
        file_kind = recognise(source)
        ready: Small | None = None
        told: Told | None = None
        if thumbnail_target and file_kind.kind == "video":  # opened once for all
            facts, ready, told = facts_and_poster(source, file_kind, THUMBNAIL_PX)
        else:
            facts = probe(source)
        recipe = read_recipe(source, facts.mime, [Path(sidecar) for sidecar in sidecars], told)
        thumbnail = make_thumbnail(source, Path(thumbnail_target), facts, ready) if thumbnail_target else None
    except MemoryError as error:
        raise UnreadableMedia("needs more memory than one file may take") from error
    return Examined(facts, recipe, thumbnail)


def preview(path: str, target: str) -> None:
    """The picture with a longer side of 1,024 px stands at `target`. For workers."""
    source = Path(path)
    try:
        make_preview(source, Path(target), probe(source))
    except MemoryError as error:
        raise UnreadableMedia("needs more memory than one file may take") from error


def strip(path: str, target: str) -> int:
    """The filmstrip of a clip stands at `target`; gives the number of its frames. For workers."""
    source = Path(path)
    try:
        return make_strip(source, Path(target), probe(source)).frames
    except MemoryError as error:
        raise UnreadableMedia("needs more memory than one file may take") from error
