"""How a picture or clip was made, as far as its file and what lies beside it say.

Metadata is a stranger's text: it is limited in length and depth, never followed to another file, and a block
that cannot be understood is kept as it is and gives no field. First the blocks are collected (`collect`), then
they are read (`recipe_from_blocks`): the second works on kept blocks as well, without the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.media.metadata.recipe import RawBlock, Recipe

__all__ = ["RawBlock", "Recipe", "collect", "read_recipe", "recipe_from_blocks", "tags_and_rating"]

_HEAD_BYTES = 64
_TAG_LENGTH = 60
_MOST_TAGS = 50
_PNG = b"\x89PNG\r\n\x1a\n"


def read_recipe(path: Path, mime: str, sidecars: Sequence[Path] = (), told: list[tuple[str, str]] | None = None) -> Recipe:
    """What the file says about its making: fields, where each comes from, and the blocks as they are.

    `sidecars` are files beside it that speak of it. Where several tools wrote into one file they are ranked,
    field by field; the blocks of all are kept. `told` are the tags of a clip that was opened already (`tags.told_by`).
    Raises: OSError only.
    """
    return recipe_from_blocks(collect(path, mime, sidecars, told))


def collect(path: Path, mime: str, sidecars: Sequence[Path] = (),
            told: list[tuple[str, str]] | None = None) -> list[RawBlock]:
    """All blocks of metadata, each under a name that says where it was; as `read_recipe`. Raises: OSError only."""
    from app.media.metadata import containers, hidden, pillow_blocks, png_text, tags
    from app.media.metadata import sidecars as beside
    from app.media.metadata.blocks import Blocks

    blocks = Blocks()
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(_PNG):
        png_text.collect(path, blocks)
        if not blocks.all:
            hidden.collect(path, blocks)
    else:
        containers.by_structure(path, head, blocks)
        pillow_blocks.collect(path, mime, blocks)
        tags.collect(path, mime, blocks, told)
    beside.collect(sidecars, blocks)
    return blocks.all


def recipe_from_blocks(blocks: Iterable[RawBlock]) -> Recipe:
    """The recipe that today's readers find in these blocks, whatever their order. Never raises."""
    from app.media.metadata import about, readers
    from app.media.metadata.material import Material
    from app.media.metadata.recipe import merged

    kept = list(blocks)
    material = Material(kept)
    recipe = merged(readers.findings(material), kept)
    return Recipe(recipe.fields, recipe.sources, kept, about.read(material, recipe.fields))


def tags_and_rating(about: Mapping[str, Any]) -> tuple[list[str], int]:
    """The file's keywords as tags, and its rating (0: none): what a person gave it elsewhere is worth the same here."""
    keywords, rating = about.get("keywords"), about.get("rating")
    tags: dict[str, str] = {}
    for word in keywords if isinstance(keywords, list) else []:
        if isinstance(word, str) and 0 < len(word.strip()) <= _TAG_LENGTH:
            tags.setdefault(word.strip().casefold(), word.strip())
    return list(tags.values())[:_MOST_TAGS], rating if isinstance(rating, int) and 0 <= rating <= 5 else 0
