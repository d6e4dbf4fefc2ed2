"""One picture or clip of the demo, painted in another process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Painting:
    """What to paint, and where it goes."""

    path: str
    scene: str
    seed: int
    size: tuple[int, int]
    look: str
    block: str | None
    frames: int  # 0: a still


def paint(order: Painting) -> None:
    """The file is there. For a worker process: the brushes are loaded here. Undo: not undoable. Raises: OSError."""
    from app.media.art.clips import write_clip
    from app.media.art.stills import write_still

    width, height = order.size
    if order.frames:
        write_clip(Path(order.path), order.scene, seed=order.seed, width=width, height=height, fps=24,
                   frames=order.frames, look=order.look, sound=True)  # fmt: skip
    else:
        write_still(Path(order.path), order.scene, seed=order.seed, width=width, height=height, look=order.look,
                    prompt_block=order.block)  # fmt: skip
