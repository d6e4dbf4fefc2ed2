"""Imports: what became of each file, and where to go on."""

from __future__ import annotations

from db import ImportItem, Store, imports, variants
from tests.db.template import PROJECT, USER


def begun(store: Store) -> str:
    with store.write(None) as tx:
        return imports.start(tx, PROJECT, USER, ["/films"], {"shot_id": "s"})


def record(store: Store, import_id: str, source: str, state: str, **more: str | None) -> None:
    item = ImportItem(source, state, more.get("reason"), None, None, more.get("location"))
    with store.write(None) as tx:
        imports.record(tx, import_id, item)


def test_an_import_is_unfinished_until_it_is_finished(store: Store) -> None:
    first, second = begun(store), begun(store)
    step = store.begin_step("Import", "import")
    with store.write(None) as tx:
        imports.set_step(tx, first, step.id)
    with store.read() as read:
        assert imports.unfinished(read) == [(first, step.id), (second, None)]
    with store.write(None) as tx:
        imports.finish(tx, first)
        imports.finish(tx, second, cancelled=True)
    with store.read() as read:
        assert imports.unfinished(read) == []
        assert read.all("SELECT status, finished_at IS NULL FROM imports ORDER BY created_at") == [("done", 0), ("cancelled", 0)]


def test_the_report_says_what_became_of_each_file(store: Store) -> None:
    started = begun(store)
    record(store, started, "/films/a.png", "imported")
    record(store, started, "/films/b.png", "duplicate", reason="as a.png")
    record(store, started, "/films/c.txt", "skipped", reason="no picture")
    record(store, started, "/films/d.png", "failed", reason="damaged")
    with store.read() as read:
        assert [item.source[-5:] for item in imports.report(read, started)] == ["a.png", "b.png", "c.txt", "d.png"]
        count, first = imports.problems(read, started, 2)
        assert (count, [item.reason for item in first]) == (3, ["no picture", "damaged"])
        assert imports.settled(read, started) == {f"/films/{n}" for n in ("a.png", "b.png", "c.txt", "d.png")}


def test_files_that_were_moved_but_have_no_row_are_found(store: Store) -> None:
    started = begun(store)
    record(store, started, "/films/a.png", "found", location="u/a.png", reason="u/a.jpg")
    record(store, started, "/films/b.png", "found", location="u/b.png")
    with store.write("Import") as tx:
        tx.execute("INSERT INTO generations (id, project_id) VALUES ('00000000-0000-7000-8000-0000000000ff', ?)", (PROJECT,))
        variants.add(tx, "00000000-0000-7000-8000-0000000000ff", "u/b.png")
    with store.read() as read:
        assert imports.found_without_row(read, started) == [("u/a.png", "u/a.jpg")]
        assert imports.settled(read, started) == set()
    with store.write(None) as tx:
        imports.forget_found(tx, started)
    with store.read() as read:
        assert imports.report(read, started) == []


def test_raw_blocks_are_kept_once_by_content(store: Store) -> None:
    with store.write(None) as tx:
        imports.keep_blocks(tx, "c" * 64, [("parameters", b"a dune" * 100), ("xmp", b"<x/>")])
        imports.keep_blocks(tx, "c" * 64, [("parameters", b"another")])
    with store.read() as read:
        assert imports.blocks(read, "c" * 64) == [("parameters", b"a dune" * 100), ("xmp", b"<x/>")]
        assert imports.blocks(read, "d" * 64) == []
        assert read.value("SELECT length(data) FROM recipe_blocks WHERE name = 'parameters'") < 100
