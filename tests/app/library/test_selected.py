"""What many items have in common."""

from __future__ import annotations

from app.library import editing, selected, tagging
from app.library.library import Library
from app.library.selected import Common
from tests.factories import add_item, seqs


def test_values_are_counted_with_how_many_have_them(library: Library) -> None:
    one = add_item(library, "one", tags=["dune"], params={"tool": "ComfyUI", "model": "sdxl"})
    two = add_item(library, "two", tags=["dune", "draft"], params={"tool": "ComfyUI"})
    clip = add_item(library, "clip", kind="video", seconds=2.0)
    add_item(library, "not chosen", tags=["dune"])
    editing.set_rating(library, seqs(library, one, two), 3)
    editing.set_starred(library, seqs(library, one), True)
    editing.set_label(library, seqs(library, clip), "red")
    editing.set_rejected(library, seqs(library, clip), True)
    editing.trash(library, seqs(library, two))
    found = selected.common(library, seqs(library, one, two, clip))
    assert found.items == 3
    assert found.types == {"image": 2, "video": 1}
    assert found.tools == {"ComfyUI": 2, "": 1}
    assert found.models == {"sdxl": 1, "": 2}
    assert found.ratings == {3: 2, 0: 1}
    assert found.starred == {True: 1, False: 2}
    assert found.rejected == {True: 1, False: 2}
    assert found.labels == {"red": 1, "": 2}
    assert found.tags == {"dune": 2, "draft": 1}
    assert found.trashed == 1
    assert found.duration_us == 2_000_000
    assert found.size_bytes > 0
    assert found.made_first <= found.made_last


def test_parts_read_one_after_the_other_are_the_whole(library: Library) -> None:
    items = [add_item(library, f"item {number}", tags=["a"] if number % 2 else []) for number in range(5)]
    every = seqs(library, *items)
    whole, sum_ = selected.common(library, every), Common()
    for at in range(0, 5, 2):
        sum_.add(selected.common(library, every[at:at + 2]))
    assert sum_ == whole


def test_what_is_gone_is_not_counted(library: Library) -> None:
    item = add_item(library, "item")
    assert selected.common(library, [*seqs(library, item), 999_999]).items == 1
    assert selected.common(library, [999_999]) == Common()


def test_a_model_that_is_no_text_is_none(library: Library) -> None:
    item = add_item(library, "item", params={"model": {"name": "nested"}, "tool": "X"})
    assert selected.common(library, seqs(library, item)).models == {"": 1}


def test_tags_follow_what_was_added(library: Library) -> None:
    item = add_item(library, "item")
    tagging.add(library, seqs(library, item), "look/warm")
    assert selected.common(library, seqs(library, item)).tags == {"look/warm": 1}
