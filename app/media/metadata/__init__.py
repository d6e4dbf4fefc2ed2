"""How a picture was made, as far as its file says.

Metadata is a stranger's text: it is limited in length and depth, never followed to another file, and a block
that cannot be understood is kept as it is and gives no field.
"""

from __future__ import annotations

from pathlib import Path

from app.media.metadata import a1111, comfyui
from app.media.metadata.png_text import read_blocks
from app.media.metadata.recipe import RawBlock, Recipe, merged

__all__ = ["RawBlock", "Recipe", "read_recipe"]


def read_recipe(path: Path, mime: str) -> Recipe:
    """What the file says about its making: fields, where each comes from, and the blocks as they are.

    Where two tools wrote into one file, the graph that made the picture (ComfyUI) ranks before text about it
    (A1111), field by field. Raises: OSError only.
    """
    if mime != "image/png":
        return Recipe({}, {}, [])
    blocks, texts = read_blocks(path)
    findings = (comfyui.read(texts.get("prompt"), texts.get("workflow")), a1111.read(texts.get("parameters")))
    return merged([finding for finding in findings if finding is not None], blocks)
