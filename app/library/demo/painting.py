"""One picture or clip of the demo, painted in another process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Painting:
    """What to paint, and where it goes."""

    path: str
    scene: str
    seed: int
    size: tuple[int, int]
    look: str
    block: Literal["a1111", "comfyui"] | None
    frames: int  # 0: a still
    moment: datetime  # when a camera would have taken it
    based_on: str | None  # the file that its recipe names as an input


def paint(order: Painting) -> None:
    """The file is there. For a worker process: the brushes are loaded here. Undo: not undoable. Raises: OSError."""
    from app.media.art.clips import write_clip
    from app.media.art.stills import write_still

    width, height = order.size
    if order.frames:
        write_clip(Path(order.path), order.scene, seed=order.seed, width=width, height=height,
                   frames=order.frames, look=order.look)  # fmt: skip
    else:
        write_still(Path(order.path), order.scene, seed=order.seed, width=width, height=height, look=order.look,
                    prompt_block=order.block, captured=order.moment, based_on_name=order.based_on)  # fmt: skip
