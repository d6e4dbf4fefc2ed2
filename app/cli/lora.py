"""`lora …`: LoRAs and other model files; the answer is the model, or all of them. `import` brings them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.cli import reference
from app.cli.opening import changing, reading
from app.cli.options import Verbs, group, verb
from app.cli.output import DONE, Output
from app.library import resources
from app.library.library import Library
from db import Resource

ID_HELP = "its id, or its whole name"


def add_to(verbs: Verbs) -> None:
    """`lora` is a verb with verbs of its own."""
    inner = group(verbs, "lora", "LoRAs and other model files")
    verb(inner, "list", run_list, "List the models with what they were made for").add_argument("--trash", action="store_true")
    verb(inner, "show", run_show, "Show one model and the items that use it").add_argument("id", metavar="ID", help=ID_HELP)
    renaming = verb(inner, "rename", run_rename, "Give a model another name; its file name stays")
    renaming.add_argument("id", metavar="ID", help=ID_HELP)
    renaming.add_argument("name", metavar="NAME")
    noting = verb(inner, "note", run_note, "Write a note on a model")
    noting.add_argument("id", metavar="ID", help=ID_HELP)
    noting.add_argument("text", metavar="TEXT")
    for name, run, sentence in (("trash", run_trash, "Move models to the trash"),
                                ("restore", run_restore, "Take models out of the trash")):  # fmt: skip
        verb(inner, name, run, sentence).add_argument("ids", nargs="+", metavar="ID", help=ID_HELP)
    exporting = verb(inner, "export", run_export, "Copy model files into a folder, under the names they came with")
    exporting.add_argument("ids", nargs="+", metavar="ID", help=ID_HELP)
    exporting.add_argument("folder", type=Path, metavar="FOLDER")


def told(model: Resource, used: Sequence[str] | None = None) -> dict[str, Any]:
    """A model for `--json`; `used` are the items whose recipe names it."""
    found = {"id": model.id, "type": model.type, "created_at": model.created_at, "trashed_at": model.trashed_at,
             "metadata": model.metadata}  # fmt: skip
    return found if used is None else {**found, "used_in": list(used)}


def run_list(args: argparse.Namespace, out: Output) -> int:
    """All models by name."""
    with reading(args) as library:
        models = resources.all_models(library, trash=args.trash)
        uses = {} if args.trash else resources.all_uses(library)
        out.document([told(model, uses.get(model.id, [])) for model in models])
        out.table(("id", "kind", "name", "base model", "trigger words", "bytes", "used in"), [
            (m.id[:8], m.type, m.metadata.get("name"), m.metadata.get("base_model"),
             ", ".join(m.metadata.get("trigger_words") or []), m.metadata.get("size_bytes"), len(uses.get(m.id, [])))
            for m in models])  # fmt: skip
        if not models:
            out.note("There are none.")
    return DONE


def run_show(args: argparse.Namespace, out: Output) -> int:
    """One model whole."""
    with reading(args) as library:
        (model_id,) = reference.models(library, [args.id])
        _show(library, model_id, out)
    return DONE


def run_rename(args: argparse.Namespace, out: Output) -> int:
    """The model has this name."""
    return _with_one(args, out, lambda library, model_id: resources.rename(library, model_id, args.name))


def run_note(args: argparse.Namespace, out: Output) -> int:
    """The model has this note."""
    return _with_one(args, out, lambda library, model_id: resources.set_note(library, model_id, args.text))


def _with_one(args: argparse.Namespace, out: Output, change: Callable[[Library, str], object]) -> int:
    with changing(args, out) as library:
        (model_id,) = reference.models(library, [args.id])
        change(library, model_id)
        _show(library, model_id, out)
    return DONE


def _show(library: Library, model_id: str, out: Output) -> None:
    model = resources.one(library, model_id)
    used = resources.uses(library, model_id)
    out.document(told(model, used))
    out.line(f"{model.metadata.get('name')}  {model.id}  {model.type}")
    for key, value in sorted(model.metadata.items()):
        out.line(f"{key}: {value}")
    out.line(f"used in: {len(used)}")


def run_trash(args: argparse.Namespace, out: Output) -> int:
    """The models are in the trash."""
    return _changed(args, out, resources.trash)


def run_restore(args: argparse.Namespace, out: Output) -> int:
    """The models are out of the trash."""
    return _changed(args, out, resources.restore)


def _changed(args: argparse.Namespace, out: Output, change: Callable[[Library, Sequence[str]], int]) -> int:
    with changing(args, out) as library:
        ids = reference.models(library, args.ids)
        number = change(library, ids)
        out.document({"changed": ids if number else []})
        out.line(f"{number:,} changed")
    return DONE


def run_export(args: argparse.Namespace, out: Output) -> int:
    """Copies stand in the folder."""
    with reading(args) as library:
        written = resources.export(library, reference.models(library, args.ids), args.folder)
        out.document({"written": [str(path) for path in written]})
        for path in written:
            out.line(str(path))
    return DONE
