"""Which variant is primary, delete, restore, detach, seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.library import details, variants
from app.library.library import Library
from db import NotFound, Refused
from tests.app.conftest import Heard
from tests.factories import add_item, card

Roundtrip = Callable[[Callable[[], Any], str], Any]


def of(library: Library, item: str) -> list[str]:
    """Names of the variants, the primary first."""
    return [variants.name_of(each) for each in details.detail(library, item).variants]


def named(library: Library, item: str, name: str) -> str:
    return next(each.id for each in details.detail(library, item).variants if each.name == name)


def test_another_primary_shows_everywhere(library: Library, roundtrip: Roundtrip, heard: Heard) -> None:
    item = add_item(library, "take", variants=3)
    other = details.detail(library, item).variants[1]
    roundtrip(lambda: variants.set_primary(library, other.id), f"Make “{other.name}” primary")
    assert card(library, item).location == other.location
    assert card(library, item).thumbnail_url == other.thumbnail_url
    assert heard.last.changed("generations", "location")


def test_deleting_the_primary_promotes_the_newest(library: Library, roundtrip: Roundtrip) -> None:
    item = add_item(library, "take", variants=3)
    first = named(library, item, "take")
    assert roundtrip(lambda: variants.delete(library, first), "Delete variant “take”") == item
    assert of(library, item) == ["take 3", "take 2"]
    assert [each.id for each in details.detail(library, item).deleted] == [first]


def test_the_only_variant_is_not_deleted(library: Library) -> None:
    item = add_item(library, "take")
    with pytest.raises(Refused, match="only variant"):
        variants.delete(library, named(library, item, "take"))
    assert of(library, item) == ["take"]


def test_a_deleted_variant_comes_back_but_not_as_primary(library: Library, roundtrip: Roundtrip) -> None:
    item = add_item(library, "take", variants=2)
    first = named(library, item, "take")
    variants.delete(library, first)
    roundtrip(lambda: variants.restore(library, first), "Restore variant")
    assert of(library, item) == ["take 2", "take"]
    assert details.detail(library, item).deleted == []
    with pytest.raises(NotFound):
        variants.restore(library, first)


def test_a_detached_variant_is_an_item_based_on_the_other(library: Library, roundtrip: Roundtrip) -> None:
    item = add_item(library, "take", kind="video", variants=2)
    second = named(library, item, "take 2")
    new = roundtrip(lambda: variants.detach(library, second), "Make “take 2” its own item")
    found = details.detail(library, new)
    assert [each.id for each in found.variants] == [second]
    assert found.based_on is not None
    assert found.based_on.id == item
    assert found.generation.card.type == "video"
    assert of(library, item) == ["take"]


def test_a_detached_primary_leaves_the_newest_of_the_others_primary(library: Library, roundtrip: Roundtrip) -> None:
    item = add_item(library, "take", variants=3)
    new = roundtrip(lambda: variants.detach(library, named(library, item, "take")), "Make “take” its own item")
    assert of(library, item) == ["take 3", "take 2"]
    assert of(library, new) == ["take"]


def test_the_only_variant_is_not_detached(library: Library) -> None:
    item = add_item(library, "take")
    with pytest.raises(Refused):
        variants.detach(library, named(library, item, "take"))


def test_having_looked_is_no_step(library: Library) -> None:
    item = add_item(library, "take", variants=2, viewed=False)
    steps = len(library.store.history())
    assert card(library, item).unseen == 1
    variants.mark_viewed(library, [named(library, item, "take 2")])
    assert card(library, item).unseen == 0
    assert len(library.store.history()) == steps


@pytest.mark.parametrize("verb", [variants.set_primary, variants.delete, variants.detach])
def test_a_variant_that_is_gone_is_said_to_be(library: Library, verb: Callable[[Library, str], str]) -> None:
    with pytest.raises(NotFound):
        verb(library, "01970000-0000-7000-8000-000000000000")
