"""The demo library is painted, really imported, and then arranged."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.library.demo.painting import Painting, paint
from app.library.demo.plan import ITEMS, PROJECT, DemoPlan, planned
from app.library.demo.takes import ShotPlan, Take
from app.library.importing import Import, Target
from app.library.library import Library
from app.library.parts import Progress
from app.media.work import examine
from db import Write, generations, lineage, shots, variants
from db.shots import FrameChange

Run = Callable[..., "Future[Any]"]
"""Starts a function with arguments in another process: `app.jobs.pool.DecoderPool.run`."""

SHAPES = {"wide": (960, 540), "scope": (1034, 432), "tall": (432, 768), "square": (640, 640), "portrait": (576, 720)}
CLIP_SHAPES = {"wide": (512, 288), "tall": (288, 512)}  # a clip costs as much as twenty stills
FPS = (24, 1)


@dataclass(frozen=True)
class _Files:
    """The painted files of one take."""

    first: Path
    variants: tuple[Path, ...]
    parts: tuple[Path, ...]


def make_demo(folder: Path, run: Run, *, items: int = ITEMS, progress: Progress | None = None) -> Library:
    """A demo library with so many gallery items stands in `folder`, open for writing, with no step to undo.

    The same items every time; painted by other processes (`run`), imported as any files are. What cannot be finished
    is taken away again. Undo: not undoable. Raises: LibraryError when something is in the folder, WorldError when it
    cannot be written or is full.
    """
    was_there = folder.exists()
    plan = planned(items)
    library = Library.create(folder, fps=FPS, project=PROJECT)
    try:
        with tempfile.TemporaryDirectory(prefix="dailies-demo-") as place:
            _fill(library, plan, Path(place), run, progress or (lambda done, total: True))
        library.store.forget_history()
    except BaseException:
        library.close()
        if not was_there:
            shutil.rmtree(library.folder, ignore_errors=True)
        raise
    return library


def _fill(library: Library, plan: DemoPlan, place: Path, run: Run, progress: Progress) -> None:
    files, paintings = _files(plan, place)
    total = 2 * len(paintings)
    for done, _painted in enumerate(_in_order(run, paintings), 1):
        progress(done, total)
    made = _Importing(library, run, lambda done: progress(len(paintings) + done, total))
    oldest_first = list(zip(plan.takes, files, strict=True))[::-1]
    ids = made.bring([each.first for _take, each in oldest_first], Target())
    item_of = {take.name: ids[each.first] for take, each in oldest_first}
    for take, each in oldest_first:
        if each.variants:
            made.bring(each.variants, Target(variant_of=item_of[take.name]))
        if each.parts:
            made.bring(each.parts, Target(part_of=item_of[take.name]))
    with library.store.write("Arrange the demo") as tx:
        for take, moment in zip(plan.takes, plan.times, strict=True):
            _arrange(tx, take, item_of, moment)
        tx.execute("UPDATE generation_variants SET source_path = NULL")  # the folder they came from is gone
        for shot in plan.shots:
            _lay_out(tx, library.project_id, shot, item_of)


def _files(plan: DemoPlan, place: Path) -> tuple[list[_Files], list[Painting]]:
    files, paintings = [], []
    for take, moment in zip(plan.takes, plan.times, strict=True):
        ending = "mp4" if take.frames else "png" if take.block else "jpg"
        size = (CLIP_SHAPES if take.frames else SHAPES)[take.shape]
        based_on = f"{take.based_on}.png" if take.based_on else None

        def order(
            name: str,
            look: str,
            frames: int,
            *,
            about: tuple[Take, str, tuple[int, int], datetime, str | None] = (take, ending, size, moment, based_on),
        ) -> Path:
            of, suffix, shape, made, source = about
            path = place / f"{name}.{suffix}"
            paintings.append(Painting(str(path), of.scene, of.seed, shape, look, of.block, frames, made, source))
            return path

        first = order(take.name, take.look, take.frames)
        looks = tuple(order(f"{take.name}_{look or 'plain'}", look, take.frames) for look in take.looks)
        # Pieces of different lengths, so that no two are the same file.
        cuts = tuple(
            order(f"{take.name}_cut{cut}", take.look, take.frames // take.parts + cut)
            for cut in range(1, take.parts + 1)
        )
        files.append(_Files(first, looks, cuts))
    return files, paintings


def _in_order(run: Run, paintings: Sequence[Painting]) -> Iterator[None]:
    """Each painting is done; some are ahead, so that no process waits, and not thousands at once."""
    waiting: list[Future[Any]] = []
    ahead = 4 * (os.cpu_count() or 1)
    # Clips take longest: first, so that they do not end alone.
    for each in sorted(paintings, key=lambda painting: -painting.frames):
        waiting.append(run(paint, each))
        if len(waiting) > ahead:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


class _Importing:
    """Imports that count their files together."""

    def __init__(self, library: Library, run: Run, progress: Callable[[int], object]) -> None:
        self._library = library
        self._run = run
        self._progress = progress
        self._done = 0

    def bring(self, files: Sequence[Path], target: Target) -> dict[Path, str]:
        """Every file is in; source → the id of its generation."""
        report = Import(self._library, files, target, lambda *paths: self._run(examine, *paths)).run()
        missing = [*report.failed, *report.skipped, *report.duplicates]
        assert not missing, missing[0].reason
        self._done += len(files)
        self._progress(self._done)
        return {Path(item.source): item.generation_id or "" for item in report.imported}


def _arrange(tx: Write, take: Take, item_of: dict[str, str], moment: datetime) -> None:
    item = item_of[take.name]
    tx.execute("UPDATE generations SET created_at = ? WHERE id = ?", (_text(moment), item))
    own = sorted(variants.of(tx, item), key=lambda variant: variant.created_at)
    for number, variant in enumerate(own):
        made, seen = moment + timedelta(minutes=6 * number), number < len(own) - take.unseen
        tx.execute(
            "UPDATE generation_variants SET created_at = ?, viewed_at = CASE WHEN ? THEN ? END, variant_type = ?"
            " WHERE id = ?",
            (_text(made), int(seen), _text(made + timedelta(hours=1)), "edit" if number else "original", variant.id),
        )
    for number, part in enumerate(lineage.parts(tx, item), 1):
        made = moment + timedelta(minutes=number)
        tx.execute("UPDATE generations SET created_at = ? WHERE id = ?", (_text(made), part))
        tx.execute("UPDATE generation_variants SET created_at = ?1, viewed_at = ?1 WHERE generation_id = ?2",
                   (_text(made), part))  # fmt: skip
    generations.set_starred(tx, [item], take.starred)
    generations.set_rating(tx, [item], take.rating)
    generations.set_note(tx, item, take.note)
    for tag in take.tags:
        generations.add_tags(tx, [item], tag)
    if take.based_on is not None:
        lineage.set_based_on(tx, item, item_of[take.based_on])


def _lay_out(tx: Write, project_id: str, plan: ShotPlan, item_of: dict[str, str]) -> None:
    shot_id = shots.create(tx, project_id, plan.name)
    changes = []
    for name, frame, hold in plan.places:
        item_id = shots.place_new(tx, shot_id, item_of[name], frame)
        changes.append(FrameChange(item_id, frame, {"hold_frames": hold} if hold is not None else None))
    shots.batch_update_timeline_frames(tx, shot_id, changes)


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
