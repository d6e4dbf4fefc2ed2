"""Pages of the inspector: several items, a whole recipe, why a text is what it is, raw metadata, an item in Trash."""

from __future__ import annotations

import json
from typing import Any

from app.library import details, editing, tagging
from app.library import gallery as reads
from app.ui.shell.main_window import MainWindow
from db import Filter, imports, variants
from tests.screens.waiting import SETTLE_MS, wait

SHA = "5e" * 32
PARAMETERS = ("A lone figure crosses tall dunes at first light, low sun behind, long shadow, dust in the air\n"
              "Negative prompt: blurry, low quality, text\n"
              "Steps: 32, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 884201337, Model: sdxl_base_1.0")
RECIPE: dict[str, Any] = {
    "tool": "Stable Diffusion WebUI", "prompt": PARAMETERS.partition("\n")[0], "negative": "blurry, low quality, text",
    "seed": "884201337", "model": "sdxl_base_1.0", "sampler": "DPM++ 2M", "scheduler": "Karras", "steps": 32, "cfg": 6.5,
    "loras": [{"name": "filmgrain_v2.safetensors", "strength": 0.7}],
    "sources": {"tool": "parameters: the form of its text", "prompt": "parameters: text before the settings",
                "negative": "parameters: Negative prompt", "seed": "parameters: Seed", "model": "parameters: Model",
                "sampler": "parameters: Sampler", "scheduler": "parameters: Schedule type", "steps": "parameters: Steps",
                "cfg": "parameters: CFG scale", "loras": "prompt: LoraLoader"},
}


def _whole(window: MainWindow) -> None:
    """The newest picture, with a recipe, marks and tags."""
    library = window.session.library
    seqs = reads.first_ids(library, Filter(project_id=library.project_id).having("type", "image"), 1)
    item = reads.ids_of(library, seqs)[0]
    graph = {str(number): {"class_type": "KSampler" if number % 7 == 3 else "LoraLoader",
                           "inputs": {"seed": 884201337, "steps": 32, "model": [str(number + 1), 0]}} for number in range(60)}
    primary = next(each for each in details.detail(library, item).variants if each.is_primary)
    with library.store.write(None) as tx:
        imports.keep_blocks(tx, SHA, [("parameters", PARAMETERS.encode()), ("prompt", json.dumps(graph).encode())])
    with library.store.write("Told") as tx:
        variants.set_recipe(tx, primary.id, RECIPE, {})
        tx.execute("UPDATE generation_variants SET sha256 = ? WHERE id = ?", (SHA, primary.id))
    editing.set_rating(library, seqs, 4)
    editing.set_label(library, seqs, "green")
    for tag in ("desert", "look/warm", "walk"):
        tagging.add(library, seqs, tag)
    window.show_item(item)
    wait(2 * SETTLE_MS)


def recipe(window: MainWindow) -> None:
    """An item with all there is to tell."""
    _whole(window)


def why(window: MainWindow) -> None:
    """Where each text was read."""
    _whole(window)
    window.inspector.metadata.show_why(window.inspector.content.prompt.more)


def metadata(window: MainWindow) -> None:
    """The graph as a tree."""
    _whole(window)
    window.inspector.metadata.show_blocks("prompt")


def several(window: MainWindow) -> None:
    """Everything is selected."""
    _whole(window)
    window.gallery.view.selectAll()
    wait(2 * SETTLE_MS)


def trashed(window: MainWindow) -> None:
    """An item in Trash is selected."""
    library = window.session.library
    editing.trash(library, reads.first_ids(library, Filter(project_id=library.project_id), 1))
    window.session.show(Filter(project_id=library.project_id, trash=True))
    wait(2 * SETTLE_MS)
    window.gallery.view.selection.only(0)
