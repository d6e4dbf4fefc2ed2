"""`training …`: batches of training data, captions and segments. `import --training BATCH` brings files."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.cli import reference
from app.cli.opening import changing, reading
from app.cli.options import Verbs, group, verb, whole_number
from app.cli.output import DONE, Output, UsageError
from app.cli.progress import progress_bar
from app.library import training
from app.library.library import Library
from db import Batch, TrainingItem

BATCH_HELP = "its id, or its whole name"


def add_to(verbs: Verbs) -> None:
    """`training` is a verb with verbs of its own."""
    inner = group(verbs, "training", "Training data: batches, captions, segments")
    listing = verb(inner, "list", run_list, "List the batches, or the files of one")
    listing.add_argument("batch", nargs="?", metavar="BATCH", help=BATCH_HELP)
    listing.add_argument("--trash", action="store_true", help="what is in the trash")
    verb(inner, "show", run_show, "Show one file with its segments").add_argument("id", metavar="ID")
    verb(inner, "new", run_new, "Make an empty batch").add_argument("name", metavar="NAME")
    renaming = verb(inner, "rename", run_rename, "Give a batch another name")
    renaming.add_argument("batch", metavar="BATCH", help=BATCH_HELP)
    renaming.add_argument("name", metavar="NAME")
    captioning = verb(inner, "caption", run_caption, "Write the caption of a file")
    captioning.add_argument("id", metavar="ID")
    captioning.add_argument("text", metavar="TEXT")
    _segments(group(inner, "segment", "Pieces of a clip with their captions"))
    for name, run, sentence in (("trash", run_trash, "Move files, or a whole batch, to the trash"),
                                ("restore", run_restore, "Take files, or a whole batch, out of the trash")):  # fmt: skip
        changing_ = verb(inner, name, run, sentence)
        changing_.add_argument("ids", nargs="*", metavar="ID")
        changing_.add_argument("--batch", metavar="BATCH", help=BATCH_HELP)
    exporting = verb(inner, "export", run_export, "Write a batch as a folder: files, captions beside them, dataset.json")
    exporting.add_argument("batch", metavar="BATCH", help=BATCH_HELP)
    exporting.add_argument("folder", type=Path, metavar="FOLDER")


def _segments(inner: Verbs) -> None:
    adding = verb(inner, "add", run_segment_add, "Mark a piece of a clip")
    adding.add_argument("id", metavar="ID")
    setting = verb(inner, "set", run_segment_set, "Change what is given of a piece")
    setting.add_argument("segment", metavar="SEGMENT")
    for parser, required in ((adding, True), (setting, False)):
        parser.add_argument("--start", type=whole_number, metavar="MS", required=required)
        parser.add_argument("--end", type=whole_number, metavar="MS", required=required)
        parser.add_argument("--caption", metavar="TEXT", default="" if required else None)
    verb(inner, "delete", run_segment_delete, "Take a piece away; the clip stays").add_argument("segment", metavar="SEGMENT")


def told_batch(batch: Batch) -> dict[str, Any]:
    """A batch for `--json`."""
    return {"id": batch.id, "name": batch.name, "description": batch.description, "created_at": batch.created_at,
            "trashed_at": batch.trashed_at, "items": batch.items, "segments": batch.segments}  # fmt: skip


def told(library: Library, item: TrainingItem) -> dict[str, Any]:
    """A file with its segments for `--json`; times are milliseconds."""
    return {"id": item.id, "batch_id": item.batch_id, "original_filename": item.original_filename,
            "storage_location": item.storage_location, "duration": item.duration_ms, "caption": training.caption_of(item),
            "metadata": item.metadata, "created_at": item.created_at, "trashed_at": item.trashed_at,
            "segments": [{"id": s.id, "start_time": s.start_ms, "end_time": s.end_ms, "description": s.description}
                         for s in training.segments(library, item.id)]}  # fmt: skip


def run_list(args: argparse.Namespace, out: Output) -> int:
    """The batches; the files of one, or those in the trash."""
    with reading(args) as library:
        if args.batch is None and not args.trash:
            batches = training.batches(library)
            out.document([told_batch(batch) for batch in batches])
            out.table(("id", "name", "files", "segments"), [(b.id[:8], b.name, b.items, b.segments) for b in batches])
            return DONE
        batch_id = None if args.batch is None else reference.batch(library, args.batch)
        items = training.items(library, batch_id, trash=args.trash)
        out.document([told(library, item) for item in items])
        out.table(("id", "file", "ms", "segments", "caption"), [
            (i.id[:8], i.original_filename, i.duration_ms, i.segments, training.caption_of(i)) for i in items])  # fmt: skip
    return DONE


def run_show(args: argparse.Namespace, out: Output) -> int:
    """One file whole."""
    with reading(args) as library:
        _show(library, reference.training_files(library, [args.id])[0], out)
    return DONE


def _show(library: Library, item_id: str, out: Output) -> None:
    item = training.item(library, item_id)
    out.document(told(library, item))
    out.line(f"{item.original_filename}  {item.id}  {'picture' if item.duration_ms is None else f'{item.duration_ms} ms'}")
    out.line(f"caption: {training.caption_of(item)}")
    out.table(("segment", "start", "end", "caption"), [
        (s.id, s.start_ms, s.end_ms, s.description) for s in training.segments(library, item_id)])  # fmt: skip


def run_new(args: argparse.Namespace, out: Output) -> int:
    """There is an empty batch."""
    with changing(args, out) as library:
        _show_batch(library, training.create_batch(library, args.name), out)
    return DONE


def run_rename(args: argparse.Namespace, out: Output) -> int:
    """The batch has this name."""
    with changing(args, out) as library:
        batch_id = reference.batch(library, args.batch)
        training.rename_batch(library, batch_id, args.name)
        _show_batch(library, batch_id, out)
    return DONE


def _show_batch(library: Library, batch_id: str, out: Output) -> None:
    batch = training.batch(library, batch_id)
    out.document(told_batch(batch))
    out.line(f"{batch.name}  {batch.id}  {batch.items} files")


def run_caption(args: argparse.Namespace, out: Output) -> int:
    """The file has this caption."""
    with changing(args, out) as library:
        (item_id,) = reference.training_files(library, [args.id])
        training.set_caption(library, item_id, args.text)
        _show(library, item_id, out)
    return DONE


def run_segment_add(args: argparse.Namespace, out: Output) -> int:
    """The clip has one more segment."""
    with changing(args, out) as library:
        (item_id,) = reference.training_files(library, [args.id])
        training.add_segment(library, item_id, args.start, args.end, args.caption)
        _show(library, item_id, out)
    return DONE


def run_segment_set(args: argparse.Namespace, out: Output) -> int:
    """What was given of the segment is changed."""
    with changing(args, out) as library:
        segment_id = reference.segment(library, args.segment)
        training.set_segment(library, segment_id, start_ms=args.start, end_ms=args.end, description=args.caption)
        _show(library, training.item_of(library, segment_id), out)
    return DONE


def run_segment_delete(args: argparse.Namespace, out: Output) -> int:
    """The segment is gone."""
    with changing(args, out) as library:
        segment_id = reference.segment(library, args.segment)
        item_id = training.item_of(library, segment_id)
        training.delete_segment(library, segment_id)
        _show(library, item_id, out)
    return DONE


def run_trash(args: argparse.Namespace, out: Output) -> int:
    """The files, or the batch, are in the trash."""
    return _changed(args, out, training.trash, training.trash_batch)


def run_restore(args: argparse.Namespace, out: Output) -> int:
    """The files, or the batch, are out of the trash."""
    return _changed(args, out, training.restore, training.restore_batch)


def _changed(args: argparse.Namespace, out: Output, files: Callable[[Library, Sequence[str]], int],
             whole: Callable[[Library, str], int]) -> int:  # fmt: skip
    with changing(args, out) as library:
        if bool(args.ids) == (args.batch is not None):
            raise UsageError("Say either files or --batch.", "“training list” gives the ids.")
        if args.batch is not None:
            ids = [reference.batch(library, args.batch)]
            number = whole(library, ids[0])
        else:
            ids = reference.training_files(library, args.ids)
            number = files(library, ids)
        out.document({"changed": ids})
        out.line(f"{number:,} files changed")
    return DONE


def run_export(args: argparse.Namespace, out: Output) -> int:
    """The batch is a folder."""
    with reading(args) as library:
        batch_id = reference.batch(library, args.batch)
        with progress_bar(out, "Exporting") as bar:

            def tick(done: int, total: int) -> bool:
                bar.to(done, total, "")
                return True

            written = training.export(library, batch_id, args.folder, tick)
        out.document({"written": [str(path) for path in written]})
        out.line(f"{len(written):,} files in {written[-1].parent}")
    return DONE
