"""Everything about one item, in one look."""

from __future__ import annotations

import pytest

from app.library import details, editing, variants
from app.library.library import Library
from db import NotFound, imports, proposals, settings
from db.rows import Found
from tests.factories import add_item, add_shot, seqs


def test_an_item_knows_its_variants_parts_lineage_shots_and_tags(library: Library) -> None:
    source = add_item(library, "source")
    item = add_item(library, "item", variants=3, based_on=source, tags=["sea", "light/dusk"], note="good")
    first, second = add_item(library, "first", parent=item), add_item(library, "second", parent=item)
    child = add_item(library, "derived", based_on=item)
    add_shot(library, "Before")
    shot = add_shot(library, "Opening", [item, item, source], [48, None, 0])
    found = details.detail(library, item)
    assert [each.is_primary for each in found.variants] == [True, False, False]
    assert [part.id for part in found.parts] == [first, second]
    assert found.based_on is not None
    assert found.based_on.id == source
    assert [each.id for each in found.derived] == [child]
    assert found.parent is None
    assert [(use.shot_id, use.shot_name, use.shot_number, use.frames) for use in found.shots] == [
        (shot, "Opening", 2, [48, None])
    ]
    assert found.tags == ["light/dusk", "sea"]
    assert found.generation.note == "good"
    assert details.detail(library, first).parent == found.generation.card


def test_what_is_in_the_trash_is_no_part_and_not_derived(library: Library) -> None:
    item = add_item(library, "item", variants=2)
    part, derived = add_item(library, "part", parent=item), add_item(library, "derived", based_on=item)
    editing.trash(library, seqs(library, part, derived))
    gone = details.detail(library, item).variants[1]
    variants.delete(library, gone.id)
    found = details.detail(library, item)
    assert found.parts == []
    assert found.derived == []
    assert [each.id for each in found.deleted] == [gone.id]


def test_an_empty_shell_has_no_variants(library: Library) -> None:
    found = details.detail(library, add_item(library, None, variants=0))
    assert found.variants == []
    assert found.generation.card.location is None


def test_an_item_that_is_gone_is_said_to_be(library: Library) -> None:
    with pytest.raises(NotFound):
        details.detail(library, "01970000-0000-7000-8000-000000000000")


def test_open_proposals_that_name_an_item_are_counted_at_both_sides(library: Library) -> None:
    item, other, third = add_item(library, "item"), add_item(library, "other"), add_item(library, "third")
    with library.store.write(None) as tx:
        proposals.add(tx, library.project_id, [Found("variant", item, other, "Alike.", 900),
                                               Found("based_on", third, item, "It says so.", 800)])
    assert [details.detail(library, each).proposals for each in (item, other, third)] == [2, 1, 1]
    editing.trash(library, seqs(library, third))
    assert details.detail(library, item).proposals == 1
    with library.store.write("Leave") as tx:
        proposals.set_state(tx, [each.id for each in proposals.shown(tx, library.project_id)], "left")
    assert details.detail(library, item).proposals == 0


def test_raw_blocks_come_as_they_were_kept(library: Library) -> None:
    with library.store.write(None) as tx:
        imports.keep_blocks(tx, "a" * 64, [("workflow", b'{"nodes": []}'), ("EXIF", b"\0\xff")])
    assert details.blocks(library, "a" * 64) == [details.Block("EXIF", b"\0\xff"), details.Block("workflow", b'{"nodes": []}')]
    assert details.blocks(library, "b" * 64) == []


def test_folded_sections_are_kept_and_are_no_step(library: Library) -> None:
    before = len(library.store.history())
    details.keep_folded(library, {"file", "shots"})
    assert details.folded(library) == {"file", "shots"}
    assert len(library.store.history()) == before


def test_what_somebody_else_wrote_there_folds_nothing(library: Library) -> None:
    with library.store.write(None) as tx:
        settings.put(tx, details.FOLDED, {"file": True})
    assert details.folded(library) == set()
