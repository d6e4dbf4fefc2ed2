"""Models of the user: names, notes, the trash, who uses them, copies out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError, WorldError
from app.library import health, resources, trash
from app.library.library import Library
from app.paths import LORAS, model_location
from db import Resource
from db import resources as rows
from tests.factories import add_item, files_of

Roundtrip = Callable[[Callable[[], Any], str], Any]


def add_model(library: Library, name: str = "grain", kind: str = "lora", **metadata: Any) -> Resource:
    """A model with a file of a few bytes."""
    location = model_location(library.user_id, f"{name}.safetensors")
    file = library.paths.in_bucket(LORAS, location)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(name.encode())
    with library.store.write("Add") as tx:
        made = rows.add(tx, library.user_id, kind, {"name": name, "file_name": f"{name}.safetensors", "location": location,
                                                    "size_bytes": len(name), **metadata})  # fmt: skip
    return resources.one(library, made)


def recipe(*loras: dict[str, Any] | str) -> dict[str, Any]:
    return {"prompt": "a dune", "loras": list(loras)}


def test_a_model_is_renamed_and_its_file_keeps_its_name(library: Library, roundtrip: Roundtrip) -> None:
    model = add_model(library)
    roundtrip(lambda: resources.rename(library, model.id, " Film grain "), "Rename to “Film grain”")
    renamed = resources.one(library, model.id)
    assert renamed.metadata["name"] == "Film grain"
    assert resources.prompt_word(renamed) == "<lora:grain:1>"
    with pytest.raises(UserError, match="needs a name"):
        resources.rename(library, model.id, "  ")


def test_a_note_is_kept(library: Library, roundtrip: Roundtrip) -> None:
    model = add_model(library)
    roundtrip(lambda: resources.set_note(library, model.id, "0.6 is enough"), "Edit note")
    assert resources.one(library, model.id).metadata["note"] == "0.6 is enough"


def test_models_go_to_trash_and_come_back(library: Library, roundtrip: Roundtrip) -> None:
    one, two = add_model(library, "one"), add_model(library, "two")
    roundtrip(lambda: resources.trash(library, [one.id]), "Move “one” to Trash")
    assert [model.id for model in resources.all_models(library)] == [two.id]
    assert [model.id for model in resources.all_models(library, trash=True)] == [one.id]
    assert resources.counts(library) == (1, 1)
    roundtrip(lambda: resources.restore(library, [one.id]), "Restore “one”")
    roundtrip(lambda: resources.trash(library, [one.id, two.id]), "Move 2 models to Trash")


def test_emptying_the_trash_deletes_the_file_as_the_last_act(library: Library) -> None:
    kept, gone = add_model(library, "kept"), add_model(library, "gone")
    resources.trash(library, [gone.id])
    assert resources.file_of(library, gone).exists()
    emptied = trash.empty(library)
    assert (emptied.models, emptied.files, emptied.bytes) == (1, 1, 4)
    assert files_of(library.paths) == {f"lora_files/{kept.metadata['location']}"}
    assert health.check(library, deep=True) == []


def test_a_file_that_the_history_can_bring_back_is_kept_and_no_stray(library: Library) -> None:
    model = add_model(library)
    library.store.undo()
    assert health.check(library) == []
    library.store.redo()
    assert resources.file_of(library, model).exists()


def test_the_doctor_knows_lost_changed_and_stray_files(library: Library) -> None:
    lost, changed = add_model(library, "lost"), add_model(library, "changed", sha256="0" * 64)
    resources.file_of(library, lost).unlink()
    (library.paths.folder / LORAS / library.user_id / "stray.safetensors").write_bytes(b"x")
    assert {(p.kind, p.id, p.path) for p in health.check(library, deep=True)} == {
        ("wrong-hash", changed.id, f"lora_files/{changed.metadata['location']}"),
        ("missing-file", lost.id, f"lora_files/{lost.metadata['location']}"),
        ("stray-file", None, f"lora_files/{library.user_id}/stray.safetensors")}  # fmt: skip


def test_a_row_that_leaves_the_bucket_is_a_problem_and_opens_nothing(library: Library) -> None:
    model = add_model(library)
    with library.store.write("Break") as tx:
        rows.set_metadata(tx, model.id, {"name": "x", "location": "../../secret"})
    with pytest.raises(UserError):
        resources.file_of(library, resources.one(library, model.id))
    assert {p.kind for p in health.check(library)} >= {"bad-path"}
    library.store.undo()


def test_items_whose_recipe_names_a_model_use_it(library: Library) -> None:
    model = add_model(library, "grain", sha256="ab" * 32, model_hash="cd" * 32, output_name="FilmGrain_v2")
    by_file = add_item(library, "by file", params=recipe({"name": "style/grain.safetensors", "strength": 0.7}))
    by_path = add_item(library, "by windows path", params=recipe({"name": "style\\Grain.safetensors", "strength": 1}))
    by_name = add_item(library, "by its trained name", params=recipe({"name": "filmgrain_v2", "strength": None}))
    by_hash = add_item(library, "by hash", params=recipe({"name": "renamed", "hash": "CDCDCDCDCD"}))
    add_item(library, "another", params=recipe({"name": "boat", "strength": 1}, {"name": "x", "hash": "ab"}))
    add_item(library, "odd", params={"loras": "grain"})
    add_item(library, "none")
    assert set(resources.uses(library, model.id)) == {by_file, by_path, by_name, by_hash}
    assert resources.uses(library, model.id)[0] == by_hash  # the newest first


def test_a_use_counts_once_and_not_from_the_trash(library: Library) -> None:
    from app.library import editing
    from tests.factories import seqs

    model = add_model(library, "grain")
    item = add_item(library, "twice", params=recipe({"name": "grain"}, {"name": "grain"}), variants=2)
    assert resources.uses(library, model.id) == [item]
    editing.trash(library, seqs(library, item))
    assert resources.uses(library, model.id) == []


def test_a_lora_of_a_recipe_is_found_and_one_that_is_not_there_is_not(library: Library) -> None:
    model = add_model(library, "grain")
    add_model(library, "boat")
    found = resources.named(library, [{"name": "boat2"}, {"name": "grain.safetensors"}, "grain", 3, {"name": 7}])
    assert [each.id if each else None for each in found] == [None, model.id, model.id, None, None]


def test_mentions_are_read_from_the_index_alone(library: Library) -> None:
    with library.store.read() as read:
        plan = " ".join(str(row[3]) for row in read.all(
            "EXPLAIN QUERY PLAN SELECT json_extract(v.params, '$.loras'), group_concat(DISTINCT v.generation_id)"
            " FROM generation_variants AS v JOIN generations AS g ON g.id = v.generation_id"
            " JOIN projects AS p ON p.id = g.project_id"
            " WHERE json_extract(v.params, '$.loras') IS NOT NULL AND g.trashed_at IS NULL AND p.user_id = ?"
            " GROUP BY json_extract(v.params, '$.loras')", ("x",)))  # fmt: skip
    assert "variants_loras" in plan


def test_a_copy_out_has_the_name_it_came_with_and_replaces_nothing(library: Library, tmp_path: Path) -> None:
    model = add_model(library, "grain")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "grain.safetensors").write_bytes(b"mine")
    (written,) = resources.export(library, [model.id], tmp_path / "out")
    assert written == tmp_path / "out" / "grain-2.safetensors"
    assert written.read_bytes() == b"grain"
    assert (tmp_path / "out" / "grain.safetensors").read_bytes() == b"mine"
    resources.file_of(library, model).unlink()
    with pytest.raises(WorldError, match="could not be written"):
        resources.export(library, [model.id], tmp_path / "out")
    resources.file_of(library, model).write_bytes(b"grain")
