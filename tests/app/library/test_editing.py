"""Star, rate, rename, note, trash and restore: result, news, undo, redo, refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.library import editing, gallery
from app.library.library import Library
from db import Filter, NotFound, Refused
from tests.app.conftest import Heard
from tests.factories import add_item, card, names, seqs

Roundtrip = Callable[[Callable[[], Any], str], Any]


def test_starring_changes_only_what_was_not_starred(library: Library, roundtrip: Roundtrip) -> None:
    one, two = add_item(library, "one"), add_item(library, "two", starred=True)
    changed = roundtrip(lambda: editing.set_starred(library, seqs(library, one, two), True), "Star 2 items")
    assert changed == 1
    assert card(library, one).starred


def test_starring_one_item_names_it(library: Library, roundtrip: Roundtrip) -> None:
    one = add_item(library, "dune_walk_0412", starred=True)
    roundtrip(lambda: editing.set_starred(library, seqs(library, one), False), "Unstar “dune_walk_0412”")


def test_starring_tells_which_rows_and_columns(library: Library, heard: Heard) -> None:
    one = add_item(library)
    editing.set_starred(library, seqs(library, one), True)
    assert heard.last.ids("generations") == {one}
    assert heard.last.changed("generations", "starred")
    assert not heard.last.made_or_gone("generations")
    assert heard.last.seqs == set(seqs(library, one))


def test_starring_what_is_starred_is_no_step(library: Library) -> None:
    one = add_item(library, starred=True)
    steps = len(library.store.history())
    assert editing.set_starred(library, seqs(library, one), True) == 0
    assert len(library.store.history()) == steps


def test_rating(library: Library, roundtrip: Roundtrip) -> None:
    one, two = add_item(library), add_item(library)
    assert roundtrip(lambda: editing.set_rating(library, seqs(library, one, two), 4), "Rate 2 items 4") == 2
    assert card(library, two).rating == 4


def test_renaming_renames_the_primary_variant_too(library: Library, roundtrip: Roundtrip) -> None:
    one = add_item(library, "old", variants=2)
    roundtrip(lambda: editing.rename(library, one, "new"), "Rename to “new”")
    assert card(library, one).name == "new"
    assert names(library, text="new") == ["new"]


def test_renaming_what_is_gone_says_so(library: Library) -> None:
    with pytest.raises(NotFound):
        editing.rename(library, "01970000-0000-7000-8000-000000000000", "new")
    with pytest.raises(NotFound):
        editing.set_note(library, "01970000-0000-7000-8000-000000000000", "new")


def test_a_note_is_found_by_search(library: Library, roundtrip: Roundtrip) -> None:
    one = add_item(library, "one")
    roundtrip(lambda: editing.set_note(library, one, "the good light"), "Edit note")
    assert names(library, text="light") == ["one"]


def test_parts_go_to_the_trash_with_their_parent_and_come_back_with_it(library: Library, roundtrip: Roundtrip) -> None:
    parent = add_item(library, "parent")
    part = add_item(library, "part", parent=parent)
    assert roundtrip(lambda: editing.trash(library, seqs(library, parent)), "Move “parent” to Trash") == 1
    assert card(library, part).trashed_at == card(library, parent).trashed_at is not None
    assert names(library) == []
    assert names(library, trash=True) == ["parent"]
    roundtrip(lambda: editing.restore(library, seqs(library, parent)), "Restore “parent”")
    assert card(library, part).trashed_at is None


def test_a_part_trashed_earlier_stays_there_when_its_parent_comes_back(library: Library) -> None:
    parent = add_item(library, "parent")
    part = add_item(library, "part", parent=parent)
    editing.trash(library, seqs(library, part))
    editing.trash(library, seqs(library, parent))
    editing.restore(library, seqs(library, parent))
    assert card(library, part).trashed_at is not None
    assert card(library, parent).parts == 0


def test_many_items_are_one_step_and_a_cancel_takes_all_of_it_back(library: Library) -> None:
    with library.store.write("Many") as tx:
        tx.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)"
            " INSERT INTO generations (project_id, name, type, location)"
            " SELECT ?, 'n' || i, 'image', ? || '/uploads/' || i || '.png' FROM n",
            (library.project_id, library.user_id),
        )
    all_of_it = gallery.ids(library, Filter(project_id=library.project_id))
    assert len(all_of_it) == 2500
    told: list[tuple[int, int]] = []

    def stop_at_two_thousand(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 2000

    assert editing.set_starred(library, all_of_it, True, stop_at_two_thousand) == 0
    assert told[-1][0] >= 2000
    assert [total for _done, total in told] == [2500] * len(told)
    assert [done for done, _total in told] == sorted({done for done, _total in told})
    assert len(told) > 2, "one part would hold the library too long"
    assert gallery.counts(library)["starred"] == 0
    assert editing.set_starred(library, all_of_it, True, lambda done, total: True) == 2500
    assert [step.label for step in library.store.history(2)] == ["Star 2,500 items", "Many"]
    library.store.undo()
    assert gallery.counts(library)["starred"] == 0


def test_rejecting_and_keeping(library: Library, roundtrip: Roundtrip) -> None:
    one, two = add_item(library, "one"), add_item(library)
    assert roundtrip(lambda: editing.set_rejected(library, seqs(library, one, two), True), "Reject 2 items") == 2
    assert card(library, one).rejected
    assert roundtrip(lambda: editing.set_rejected(library, seqs(library, one), False), "Keep “one”") == 1
    assert not card(library, one).rejected


def test_labels(library: Library, roundtrip: Roundtrip) -> None:
    one, two = add_item(library), add_item(library)
    assert roundtrip(lambda: editing.set_label(library, seqs(library, one, two), "red"), "Label 2 items red") == 2
    assert card(library, two).label == "red"
    assert editing.set_label(library, seqs(library, one), "red") == 0
    assert roundtrip(lambda: editing.set_label(library, seqs(library, one, two), ""), "Remove the label of 2 items") == 2


def test_a_colour_that_is_no_label_is_refused(library: Library) -> None:
    one = add_item(library)
    with pytest.raises(Refused):
        editing.set_label(library, seqs(library, one), "pink")
    assert card(library, one).label == ""


def test_the_rejected_go_to_the_trash_together(library: Library, roundtrip: Roundtrip) -> None:
    one, two, kept = add_item(library), add_item(library), add_item(library)
    assert editing.trash_rejected(library) == 0
    editing.set_rejected(library, seqs(library, one, two), True)
    assert editing.count_rejected(library) == 2
    assert roundtrip(lambda: editing.trash_rejected(library), "Move 2 rejected items to Trash") == 2
    assert editing.count_rejected(library) == 0
    assert card(library, kept).trashed_at is None
    assert card(library, one).trashed_at is not None


def test_what_is_restored_is_no_longer_rejected(library: Library, roundtrip: Roundtrip) -> None:
    one = add_item(library, "one")
    editing.set_rejected(library, seqs(library, one), True)
    editing.trash_rejected(library)
    assert roundtrip(lambda: editing.restore(library, seqs(library, one)), "Restore “one”") == 1
    assert not card(library, one).rejected
