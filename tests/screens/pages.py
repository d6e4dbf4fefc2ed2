"""What is pictured: the window in its states, each as the steps that bring it there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QCursor, QDragEnterEvent, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.jobs.pool import DecoderPool
from app.jobs.runner import Runner
from app.library import costs, details, resources, shots, training, watching
from app.library import gallery as reads
from app.library import tasks as queue
from app.library.demo import make_demo
from app.library.importing import Import, Target
from app.library.library import Library
from app.media.art.clips import write_clip
from app.media.art.scenes import SCENES
from app.media.art.stills import write_still
from app.settings import Settings
from app.ui.application import make_application
from app.ui.importing.costs import CostsDialog
from app.ui.kit import theme
from app.ui.session import Session
from app.ui.shell.main_window import MainWindow
from db import Filter, variants
from db import tasks as rows
from tests.import_driver import examine_here
from tests.model_factory import CHECKPOINT, KOHYA, make_model

SIZES = {"small": (1024, 700), "medium": (1440, 900), "large": (2560, 1440)}
THEMES: tuple[theme.ThemeName, ...] = ("dark", "light")
SETTLE_MS = 150
PATIENCE = 100  # times SETTLE_MS at most until pictures are there

Page = Callable[[MainWindow], None]


def main_page(window: MainWindow) -> None:
    """Items selected, the first with variants; a shot open."""
    library = window.session.library
    ids = reads.ids(library, Filter(project_id=library.project_id))
    cards = reads.cards(library, [int(seq) for seq in ids[:60]])
    rows = [row for row, seq in enumerate(ids[:60]) if cards[int(seq)].variants >= 3]
    first = rows[0] if rows else 0
    view = window.gallery.view
    view.selection.only(first)
    view.setFocus()


def light_selection(window: MainWindow) -> None:
    """A clip is selected."""
    library = window.session.library
    ids = reads.ids(library, Filter(project_id=library.project_id, type="video"))
    if len(ids):
        window.show_item(reads.ids_of(library, [int(ids[0])])[0])


def nothing_selected(window: MainWindow) -> None:
    """As it opens."""
    window.gallery.view.selection.nothing()


def no_result(window: MainWindow) -> None:
    """A search that finds nothing, with two filters."""
    window.session.show(Filter(project_id=window.session.library.project_id, text="lighthouse storm zebra",
                               type="video", starred=True))


def starred(window: MainWindow) -> None:
    """Only the starred items."""
    window.session.show(Filter(project_id=window.session.library.project_id, starred=True))


def parts(window: MainWindow) -> None:
    """Inside an item with parts."""
    library = window.session.library
    ids = reads.ids(library, Filter(project_id=library.project_id))
    cards = reads.cards(library, [int(seq) for seq in ids])
    parent = next((card for card in cards.values() if card.parts), None)
    if parent is not None:
        window.session.show(Filter(project_id=library.project_id, parent_id=parent.id))


def trash(window: MainWindow) -> None:
    """The trash."""
    window.session.show(Filter(project_id=window.session.library.project_id, trash=True))


def empty_shot(window: MainWindow) -> None:
    """A shot without items."""
    main_page(window)
    every = shots.all_shots(window.session.library)
    window.session.open_shot(next((shot.id for shot in every if not shot.items), every[0].id))


def long_shot(window: MainWindow) -> None:
    """The shot with the most items."""
    every = shots.all_shots(window.session.library)
    window.session.open_shot(max(every, key=lambda shot: shot.items).id)


def history(window: MainWindow) -> None:
    """The history is open, after a few changes of which the last was taken back."""
    library = window.session.library
    every = shots.all_shots(library)
    main_page(window)
    wait(SETTLE_MS)
    window.commands.star()
    shots.rename(library, every[1].id, "The long door")
    shots.move(library, every[-1].id, 2)
    window.window_actions.undo()
    window.window_actions.show_history()


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


def _told(window: MainWindow, params: dict[str, Any] | None, about: dict[str, Any]) -> None:
    """The newest picture is shown, and its file tells this of itself."""
    library = window.session.library
    ids = reads.ids_of(library, reads.first_ids(library, Filter(project_id=library.project_id, type="image"), 1))
    primary = next(each for each in details.detail(library, ids[0]).variants if each.is_primary)
    with library.store.write("Told") as tx:
        variants.set_recipe(tx, primary.id, params, about)
    window.show_item(ids[0])


def signed(window: MainWindow) -> None:
    """A signed picture without a prompt."""
    sign = {"by": "OpenAI", "tool": "ChatGPT", "when": "2025-11-03T10:11:12+00:00", "valid": None}
    _told(window, {"tool": "ChatGPT", "sources": {"tool": "C2PA: claim generator"}},
          {"signed": sign, "source_type": "trainedAlgorithmicMedia", "sources": {"signed": "C2PA: last manifest"}})


def photo(window: MainWindow) -> None:
    """A photo that says all that a photo can."""
    _told(window, None, {
        "title": "The harbour", "caption": "Ships at the quay, the night before the regatta", "camera": "Leica M11-P",
        "lens": "Summilux-M 35 f/1.4", "exposure": 0.004, "aperture": 2.8, "iso": 400, "focal_length": 35.0,
        "gps": [51.508333, -0.125], "artist": "Ada", "copyright": "© 2025 Ada", "software": "Lightroom Classic 14", "cost": 0.35,
        "signed": {"by": "Leica Camera AG", "tool": "Leica M11-P", "when": "2025-01-02T03:04:05+00:00", "valid": None}})


def toast(window: MainWindow) -> None:
    """Something was just done."""
    main_page(window)
    wait(SETTLE_MS)
    window.commands.trash()


def notice(window: MainWindow) -> None:
    """Something could not be done."""
    window.session.failed.emit("The disk is full. 2,048 files are in.", "Free some space and import the folder again.")


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


PAGES: dict[str, Page] = {
    "main": main_page, "clip": light_selection, "nothing-selected": nothing_selected, "no-result": no_result,
    "starred": starred, "parts": parts, "trash": trash, "empty-shot": empty_shot, "long-shot": long_shot,
    "history": history, "tasks": tasks, "toast": toast, "notice": notice, "report": report,
    "many-tasks": many_tasks, "waiting-import": waiting_import, "costs": costs_page,
    "watched-folders": watched_folders, "drop-variant": drop_variant, "drop-part": drop_part, "drop-refused": drop_refused,
    "signed": signed, "photo": photo,
    "loras": loras, "loras-empty": loras_empty, "training": training_data, "training-empty": training_empty,
}


def wait(milliseconds: int) -> None:
    """Qt works for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _settle(window: MainWindow) -> None:
    """Until nothing is read or decoded any more."""
    wait(SETTLE_MS)
    for _ in range(PATIENCE):
        if not window.session.background.busy and not window.gallery.listing.busy:
            break
        wait(SETTLE_MS)
    wait(2 * SETTLE_MS)


def render(library: Library, page: Page, size: tuple[int, int], name: theme.ThemeName, target: Path) -> None:
    """One picture of the window on an open library (which is closed afterwards)."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, name, reduce_motion=True)
    session = Session(library)
    window = MainWindow(session, Settings(theme=name))
    QCursor.setPos(size[0] - 2, size[1] - 2)
    window.resize(*size)
    window.show()
    _settle(window)
    page(window)
    _settle(window)
    picture = window.grab()
    painter = QPainter(picture)
    for dialog in window.findChildren(QDialog):  # each is a window of its own: in the middle, as a window manager would put it
        if dialog.isVisible():
            painter.drawPixmap((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2, dialog.grab())
    painter.end()
    picture.save(str(target))
    window.close()
    session.close()
    window.deleteLater()
    wait(0)


def render_all(out: Path, folder: Path | None) -> int:
    """Every page in every size and theme; the first run too. Each picture is of a fresh copy of the library."""
    app = make_application(["dailies"])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            folder = Path(scratch) / "demo"
            pool = DecoderPool()
            try:
                library = make_demo(folder, pool.run)
            finally:
                pool.close()
            _make_filmstrips(library)
            library.close()
        number = 0
        for name in THEMES:
            for size_name, size in SIZES.items():
                for page_name, page in {**PAGES, "first-run": nothing_selected}.items():
                    number += 1
                    copy = Path(scratch) / f"copy-{number}"
                    if page_name == "first-run":
                        Library.create(copy).close()
                    else:
                        _copy(folder, copy)
                    render(Library.open(copy), page, size, name, out / f"{page_name}-{size_name}-{name}.png")
                    shutil.rmtree(copy)
    del app
    return 0


def _make_filmstrips(library: Library) -> None:
    """The clips of all shots have their strips, as after a while in the real window."""
    for shot in shots.all_shots(library):
        for item in shots.items(library, shot.id):
            if item.media_frames and item.sha256 and item.location:
                queue.enqueue_filmstrip(library, item.sha256, item.location)
    runner = Runner(library)
    runner.start()
    while queue.unfinished(library):
        wait(SETTLE_MS)
    runner.stop()


def _copy(source: Path, target: Path) -> None:
    """The library again, its files as links (they are never changed)."""
    def link(here: str, there: str) -> object:
        if here.endswith((".db", "-wal", "-shm")) or ".lock" in here:
            return shutil.copy2(here, there)
        return os.link(here, there)

    shutil.copytree(source, target, copy_function=link)
