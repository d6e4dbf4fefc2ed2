"""Tags: paths, one spelling, one step each, last used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.errors import UserError
from app.library import editing, searches, tagging
from app.library.library import Library
from db import Filter, generations
from tests.factories import add_item, make_library, seqs

Roundtrip = Callable[[Callable[[], Any], str], Any]


def tags_of(library: Library, item: str) -> list[str]:
    with library.store.read() as read:
        return generations.tags(read, item)


def test_tagging_says_how_many_and_counts_only_new_ones(library: Library, roundtrip: Roundtrip) -> None:
    one, two = add_item(library), add_item(library, tags=["dune"])
    assert roundtrip(lambda: tagging.add(library, seqs(library, one, two), "dune"), "Tag 2 items “dune”") == 1
    assert tags_of(library, one) == tags_of(library, two) == ["dune"]


def test_a_tag_is_trimmed_and_has_no_empty_parts(library: Library) -> None:
    one = add_item(library)
    tagging.add(library, seqs(library, one), "  look //  warm  light/ ")
    assert tags_of(library, one) == ["look/warm light"]


@pytest.mark.parametrize("text", ["", "  ", "/", " / / "])
def test_nothing_is_no_tag(library: Library, text: str) -> None:
    with pytest.raises(UserError, match="at least one"):
        tagging.add(library, seqs(library, add_item(library)), text)


def test_other_letters_are_the_same_tag(library: Library) -> None:
    one, two = add_item(library, tags=["Draft", "Look/cold"]), add_item(library)
    tagging.add(library, seqs(library, one, two), "draft")
    tagging.add(library, seqs(library, two), "look/WARM")
    assert tags_of(library, one) == ["Draft", "Look/cold"]
    assert tags_of(library, two) == ["Draft", "Look/WARM"]


def test_umlauts_fold_too(library: Library) -> None:
    one = add_item(library, tags=["Ödland"])
    assert tagging.known(library, "ödland") == "Ödland"
    assert tagging.remove(library, seqs(library, one), "ÖDLAND") == 1


def test_removing_leaves_tags_below(library: Library, roundtrip: Roundtrip) -> None:
    one = add_item(library, tags=["look", "look/warm"])
    assert roundtrip(lambda: tagging.remove(library, seqs(library, one), "look"), "Remove tag “look” from 1 item") == 1
    assert tags_of(library, one) == ["look/warm"]


def test_renaming_takes_along_what_is_below_and_joins_what_is_there(library: Library, roundtrip: Roundtrip) -> None:
    one, two = add_item(library, tags=["look", "look/warm", "mood"]), add_item(library, tags=["looks", "look/warm"])
    assert roundtrip(lambda: tagging.rename(library, "look", "mood"), "Rename tag “look” to “mood”") == 2
    assert tags_of(library, one) == ["mood", "mood/warm"]
    assert tags_of(library, two) == ["looks", "mood/warm"]


def test_renaming_to_other_letters(library: Library) -> None:
    one = add_item(library, tags=["draft", "draft/b"])
    assert tagging.rename(library, "draft", "Draft") == 1
    assert tags_of(library, one) == ["Draft", "Draft/b"]


def test_renaming_one_level_up_keeps_each_tag(library: Library) -> None:
    one = add_item(library, tags=["a/b", "a/b/b"])
    tagging.rename(library, "a/b", "a")
    assert tags_of(library, one) == ["a", "a/b"]


def test_a_tag_does_not_go_into_itself(library: Library) -> None:
    one = add_item(library, tags=["look"])
    with pytest.raises(UserError, match="inside"):
        tagging.rename(library, "look", "look/old")
    assert tags_of(library, one) == ["look"]


def test_renaming_what_nothing_has_is_no_step(library: Library) -> None:
    steps = len(library.store.history())
    assert tagging.rename(library, "nothing", "something") == 0
    assert tagging.delete(library, "nothing") == 0
    assert len(library.store.history()) == steps


def test_deleting_takes_what_is_below(library: Library, roundtrip: Roundtrip) -> None:
    one = add_item(library, tags=["look/warm", "lookout", "look"])
    assert roundtrip(lambda: tagging.delete(library, "Look"), "Delete tag “look”") == 1
    assert tags_of(library, one) == ["lookout"]


def test_counts_are_of_what_the_gallery_shows(library: Library) -> None:
    shown, rejected, trashed = (add_item(library, tags=["dune", tag]) for tag in ("a", "b", "c"))
    add_item(library, tags=["dune"], parent=shown)
    editing.set_rejected(library, seqs(library, rejected), True)
    editing.trash(library, seqs(library, trashed))
    assert tagging.counts(library) == {"a": 1, "b": 0, "dune": 1}


def test_shared_tags_say_how_many_have_them(library: Library) -> None:
    one, two, other = (add_item(library, tags=tags) for tags in (["a", "b"], ["a"], ["c"]))
    assert tagging.shared(library, seqs(library, one, two)) == {"a": 2, "b": 1}
    assert other


def test_last_used_tags_come_newest_first(library: Library) -> None:
    chosen = seqs(library, add_item(library), add_item(library, tags=["imported"]))
    for tag in ("a", "b", "c"):
        tagging.add(library, chosen, tag)
    assert tagging.last_used(library) == ["c", "b", "a"]
    tagging.remove(library, chosen, "b")
    tagging.add(library, chosen[:1], "imported")
    assert tagging.last_used(library, 2) == ["imported", "c"]
    tagging.rename(library, "c", "d")
    assert tagging.last_used(library) == ["imported", "d", "a"]


def test_a_refused_or_vain_tag_is_not_remembered(library: Library) -> None:
    one = add_item(library, tags=["there"])
    assert tagging.add(library, seqs(library, one), "there") == 0
    assert tagging.last_used(library) == []


def test_many_items_can_be_cancelled(library: Library) -> None:
    items = [add_item(library) for _ in range(3)]
    many = seqs(library, *items) * 500
    steps = len(library.store.history())
    assert tagging.add(library, many, "dune", lambda done, total: done < 300) == 0
    assert all(tags_of(library, item) == [] for item in items)
    assert len(library.store.history()) == steps
    assert tagging.last_used(library) == []


def test_a_library_without_tags_has_none(tmp_path: Any) -> None:
    library = make_library(tmp_path)
    assert tagging.counts(library) == {}
    assert tagging.last_used(library) == []
    library.close()


def test_saved_searches_follow_a_renamed_tag_in_the_same_step(library: Library, roundtrip: Roundtrip) -> None:
    add_item(library, tags=["look/warm"])
    asked = ["star tag:Look/warm", "-tag:look", "tag:looking", "tag:~look", "look", "tag:> nonsense:here"]
    for n, text in enumerate(asked):
        searches.save(library, str(n), text)
    roundtrip(lambda: tagging.rename(library, "look", "mood"), "Rename tag “look” to “mood”")
    assert [search.query for search in searches.all_of(library)] == ["star tag:mood/warm", "-tag:mood", *asked[2:]]


def test_a_filter_follows_a_renamed_tag() -> None:
    shown = Filter().having("tag", "look/warm").having("tag", "draft", negated=True).having("tag", "loo")
    assert tagging.renamed_in(shown, "look", "mood").conditions == (
        Filter().having("tag", "mood/warm").having("tag", "draft", negated=True).having("tag", "loo").conditions)
