"""Pages of what comes in: tasks, reports, watched folders, drops, proposals, models, training data."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.jobs.runner import Runner
from app.library import costs, details, resources, shots, training, watching
from app.library import gallery as reads
from app.library import proposals as finding
from app.library import tasks as queue
from app.library.importing import Import, Target
from app.media.art.clips import write_clip
from app.media.art.scenes import SCENES
from app.media.art.stills import write_still
from app.ui.importing.costs import CostsDialog
from app.ui.shell.main_window import MainWindow
from db import Filter
from db import tasks as rows
from tests.import_driver import examine_here
from tests.model_factory import CHECKPOINT, KOHYA, make_model
from tests.screens.gallery_pages import main_page
from tests.screens.waiting import SETTLE_MS, wait


def tasks(window: MainWindow) -> None:
    """The tasks are open, after an import of which not every file came in."""
    library = window.session.library
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_still(folder / "new_take.png", SCENES[0].name, seed=3, width=960, height=540)
        (folder / "notes.docx").write_bytes(b"PK\x03\x04 words")
        write_clip(folder / "clip_0231.mp4", SCENES[0].name, seed=3, width=320, height=180, frames=12, sound=False)
        os.truncate(folder / "clip_0231.mp4", 3000)
        ids = reads.ids_of(library, reads.first_ids(library, Filter(project_id=library.project_id), 1))
        location = details.detail(library, ids[0]).generation.card.location
        assert location is not None
        shutil.copy(library.paths.file(location), folder / f"again{Path(location).suffix}")
        queue.enqueue_import(library, [folder], Target())
        runner = Runner(library)
        runner.start()
        while queue.unfinished(library):
            wait(SETTLE_MS)
        runner.stop()
    window.tasks.open_at(window.tasks_button)


def report(window: MainWindow) -> None:
    """The report of the import that “tasks” shows."""
    tasks(window)
    window.tasks.dismiss()
    window.import_report.show_import("")


def many_tasks(window: MainWindow) -> None:
    """An import runs, one waits for space, one is paused, one failed, one is done."""
    library = window.session.library
    tasks(window)
    made = [queue.enqueue_import(library, [Path(f"/media/{name}")], Target()) for name in ("takes", "phone", "renders", "card")]
    with library.store.write(None) as tx:
        queued = rows.claim(tx)
        assert queued is not None
        rows.progress(tx, made[0], 412, {"done": 1236, "total": 3000, "imported": 1224, "current": "ComfyUI_01236_.png"})
        assert rows.claim(tx) is not None
        rows.wait(tx, made[1], "The disk is full, about 1.2 GB are missing. 48 files are in.", 60,
                  {"waiting": "disk", "done": 48, "total": 200})
        rows.pause(tx, made[2])
        assert rows.claim(tx) is not None
        rows.fail(tx, made[3], "The import stopped: Input/output error. 7 files are in.")
    window.tasks.refresh()
    window.tasks.open_at(window.tasks_button)


def waiting_import(window: MainWindow) -> None:
    """An import waits for space."""
    library = window.session.library
    made = queue.enqueue_import(library, [Path("/media/takes")], Target())
    with library.store.write(None) as tx:
        rows.claim(tx)
        rows.progress(tx, made, 412, {"done": 1236, "total": 3000})
        rows.wait(tx, made, "The disk is full, about 1.2 GB are missing. 1,224 files are in. "
                  "Free some space: only what is missing will be copied.", 60, {"waiting": "disk", "done": 1236, "total": 3000})
    window.tasks.open_at(window.tasks_button)


def costs_page(window: MainWindow) -> None:
    """The sums of what was spent."""
    library = window.session.library
    for at, seq in enumerate(reads.ids_of(library, reads.first_ids(library, Filter(project_id=library.project_id), 5))):
        costs.record(library, seq, 1250 * (at + 1))
    CostsDialog(library, window).show()


def watched_folders(window: MainWindow) -> None:
    """Three folders are watched: one is paused, one went away."""
    place = Path(tempfile.mkdtemp())
    library = window.session.library
    shot = shots.all_shots(library)[0].id
    ids = []
    for name, into in (("ComfyUI output", None), ("phone", shot), ("T7 backup", None)):
        (place / name).mkdir()
        ids.append(watching.add(library, place / name, shot_id=into))
    watching.set_paused(library, ids[1], True)
    (place / "T7 backup").rmdir()
    window.watchers.start()
    while window.watchers.state(ids[2]).kind != "gone":
        wait(SETTLE_MS)
    main_page(window)
    window.show_watched_folders()


def drop_variant(window: MainWindow) -> None:
    """A file is held over the variants."""
    main_page(window)
    wait(2 * SETTLE_MS)
    _hold(window.inspector.content.variants.findChildren(QWidget, "variant_strip")[0], QUrl.fromLocalFile("/a.png"))


def drop_part(window: MainWindow) -> None:
    """A file is held over the row for parts, of an item that has none."""
    main_page(window)
    wait(2 * SETTLE_MS)
    window.inspector.offer_parts(True)
    wait(SETTLE_MS)
    _hold(window.inspector.content.lineage.rows["parts"], QUrl.fromLocalFile("/a.png"))


def drop_refused(window: MainWindow) -> None:
    """A picture of a web page is held over the gallery: its address cannot be taken."""
    main_page(window)
    _hold(window.gallery, QUrl("https://example.org/cat.png"))


def _hold(widget: QWidget, url: QUrl) -> None:
    data = QMimeData()
    data.setUrls([url])
    held = QDragEnterEvent(widget.rect().center(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                           Qt.KeyboardModifier.NoModifier)
    _held.extend((data, held))
    QApplication.sendEvent(widget, held)


_held: list[object] = []  # Qt points at what is dragged until it is dropped


def loras(window: MainWindow) -> None:
    """The page of LoRAs; the first is used by items."""
    library = window.session.library
    ids = reads.ids_of(library, reads.first_ids(library, Filter(project_id=library.project_id), 9))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_model(folder / "filmgrain_v2.safetensors", {**KOHYA, "modelspec.trigger_phrase": "filmgrain, old stock"})
        for number, (name, base) in enumerate((
                ("dusk-light", "flux-1-dev/lora"), ("salt_flats_style", "stable-diffusion-v1/lora"),
                ("keeper_character_e12", "wan2.1/lora"))):
            make_model(folder / f"{name}.safetensors", {"modelspec.architecture": base}, fill=number + 1)
        make_model(folder / "unknown_lora.safetensors", fill=9)
        make_model(folder / "sdxl_base.safetensors", tensors=CHECKPOINT)
        Import(library, [folder], Target(), examine_here).run()
    with library.store.write("Recipes") as tx:
        for each in ids:
            tx.execute("UPDATE generations SET params = json_set(coalesce(params, '{}'), '$.loras',"
                       " json('[{\"name\": \"filmgrain_v2.safetensors\", \"strength\": 0.7}]')) WHERE id = ?", (each,))
    window.session.open_page("loras")
    wait(2 * SETTLE_MS)
    window.pages.loras().show_model(next(m.id for m in resources.all_models(library) if m.metadata["name"] == "filmgrain_v2"))


def loras_empty(window: MainWindow) -> None:
    """The page of LoRAs before there is one."""
    window.session.open_page("loras")


def training_data(window: MainWindow) -> None:
    """Two batches; a clip with two segments is chosen."""
    library = window.session.library
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number, scene in enumerate(SCENES[:4]):
            write_clip(folder / f"{scene.name}.mp4", scene.name, seed=number, width=640, height=360, frames=96, sound=False)
        (folder / f"{SCENES[0].name}.txt").write_text("the keeper's lamp turns over a dark sea", encoding="utf-8")
        Import(library, [folder], Target(training_batch="Lighthouse"), examine_here).run()
        write_still(folder / "reference.png", SCENES[5].name, seed=9, width=640, height=360)
        Import(library, [folder / "reference.png"], Target(training_batch="Dunes"), examine_here).run()
    clip = next(item for item in training.items(library) if item.original_filename.startswith(SCENES[0].name))
    training.add_segment(library, clip.id, 400, 1700, "the lamp points away")
    second = training.add_segment(library, clip.id, 2000, 3900, "the beam crosses the frame")
    window.session.open_page("training")
    page = window.pages.training()
    wait(SETTLE_MS)
    page.files.go_to(page.files.rows.row_of(clip.id))
    runner = Runner(library)
    runner.start()
    page.editor.strip.choose(second)
    page.editor.strip.go_to(2600)
    wait(SETTLE_MS)
    while queue.unfinished(library):
        wait(SETTLE_MS)
    runner.stop()


def training_empty(window: MainWindow) -> None:
    """The page of training data before there is any."""
    window.session.open_page("training")


def proposals(window: MainWindow) -> None:
    """What belongs together: versions of the first pictures, made beside them, the first of them current."""
    from PIL import Image

    library = window.session.library
    ids = reads.ids_of(library, reads.first_ids(library, Filter(project_id=library.project_id).having("type", "image"), 12))
    with tempfile.TemporaryDirectory() as place:
        for number, item in enumerate(ids):
            card = details.detail(library, item).generation.card
            with Image.open(library.paths.file(card.location or "")) as picture:
                picture.resize((picture.width * (2 + number % 2), picture.height * (2 + number % 2))).convert("RGB").save(
                    Path(place) / f"{card.name}_upscaled.jpg", quality=90)
        report = Import(library, [Path(place)], Target(), examine_here).run()
    finding.find(library, library.project_id, report.import_id)
    window.session.open_page("proposals")
    window.pages.take_focus()


def proposals_empty(window: MainWindow) -> None:
    """The page of proposals without any."""
    window.session.open_page("proposals")
