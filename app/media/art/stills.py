"""Stills of scenes as files: PNG with the text of an image maker, or JPEG with a camera's EXIF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.errors import BugError
from app.media.art.recipes import (
    a1111_text,
    as_json,
    camera_exif,
    comfyui_graph,
    comfyui_workflow,
    settings_for,
)  # fmt: skip
from app.media.art.scenes import paint, scene_of

PromptBlock = Literal["a1111", "comfyui"]


def write_still(
    path: Path, name: str, *, seed: int, width: int, height: int, look: str = "", time: float = 0.0,
    prompt_block: PromptBlock | None = None, prompt: str | None = None, based_on_name: str | None = None,
    captured: datetime | None = None,
) -> None:  # fmt: skip
    """The still lies at `path`, the same bytes for the same arguments.

    `prompt` takes the place of the scene's own. `based_on_name` is the file an image-to-image graph loads.
    """
    suffix = path.suffix.lower()
    if suffix not in (".png", ".jpg", ".jpeg"):
        raise BugError(f"stills are .png or .jpg, not {suffix}")
    image = Image.fromarray(paint(name, seed=seed, width=width, height=height, time=time, look=look))
    if suffix != ".png":
        image.save(path, "JPEG", quality=91, exif=camera_exif(name, seed, captured))
        return
    info = PngInfo()
    made = settings_for(prompt or scene_of(name).prompt, name, seed, look)
    if prompt_block == "a1111":
        info.add_itxt("parameters", a1111_text(made, width, height))
    elif prompt_block == "comfyui":
        graph = comfyui_graph(made, width, height, prefix=name, based_on_name=based_on_name)
        info.add_text("prompt", as_json(graph))
        info.add_text("workflow", as_json(comfyui_workflow(graph)))
    image.save(path, "PNG", pnginfo=info, compress_level=1)
