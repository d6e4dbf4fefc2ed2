"""What the search field offers while typing."""

from __future__ import annotations

import pytest

from app.library import editing
from app.library.library import Library
from app.library.suggesting import Suggestion, suggest
from db import Filter, parsed
from tests.factories import add_item, add_shot, seqs


@pytest.fixture
def film(library: Library) -> Library:
    clip = add_item(library, "clip", kind="video", tags=["look/warm"], rating=4)
    add_item(library, "one", tags=["look/warm", "look/cold"], params={"tool": "ComfyUI", "model": "flux dev",
                                                                      "loras": [{"name": "film grain"}]})
    add_item(library, "two", tags=["outlook"], params={"tool": "ComfyUI", "model": "wan2.1"})
    add_item(library, "gone", tags=["look/warm"])
    add_shot(library, "The door", [clip])
    editing.trash(library, seqs(library, add_item(library, "trashed", tags=["look/warm"])))
    return library


def offered(library: Library, text: str, cursor: int | None = None) -> list[tuple[str, int | None]]:
    found = suggest(library, text, len(text) if cursor is None else cursor, Filter(project_id=library.project_id))
    for one in found:
        parsed(text[: one.start] + one.text.rstrip(":") + text[one.end :]) if not one.text.endswith(":") else None
    return [(one.text, one.count) for one in found]


def test_keys_come_first(film: Library) -> None:
    assert offered(film, "dune ta") == [("tag:", None)]
    assert offered(film, "-s")[:2] == [("-sampler:", None), ("-seed:", None)]
    assert ("star", None) in offered(film, "st")
    assert offered(film, "") == offered(film, "dune ") == offered(film, '"ta') == offered(film, "star") == []


def test_values_come_with_how_many_items_have_them(film: Library) -> None:
    assert offered(film, "tag:") == [("tag:look/warm", 3), ("tag:look/cold", 1), ("tag:outlook", 1)]
    assert offered(film, "-tag:LOOK/c") == [("-tag:look/cold", 1)]
    assert offered(film, "tag:look")[-1] == ("tag:outlook", 1)
    assert offered(film, "type:") == [("type:image", 3), ("type:video", 1)]
    assert offered(film, "tool:c") == [("tool:ComfyUI", 2)]
    assert offered(film, "model:~f") == [('model:~"flux dev"', 1)]
    assert offered(film, "lora:") == [('lora:"film grain"', 1)]
    assert offered(film, "shot:do") == [('shot:"The door"', 1)]
    assert offered(film, "rating:") == [("rating:4", 1), ("rating:0", 3)]


def test_some_values_are_always_the_same(film: Library) -> None:
    assert offered(film, "date:y") == [("date:yesterday", None), ("date:year", None)]
    assert offered(film, "size:>1")[0] == ("size:>1mb", None)
    assert offered(film, "aspect:1") == [("aspect:16:9", None), ("aspect:1:1", None)]
    assert offered(film, "sort:-m") == [("sort:-made", None)]
    assert offered(film, "nothing:x") == []


def test_the_word_at_the_cursor_is_replaced(film: Library) -> None:
    base = Filter(project_id=film.project_id)
    assert suggest(film, "star tag:out dune", 10, base) == [Suggestion("tag:outlook", "outlook", 1, 5, 12)]
    assert len(suggest(film, "tag:", 4, base, limit=2)) == 2


def test_numbers_are_counted_again_after_a_change(film: Library) -> None:
    assert offered(film, "tag:out") == [("tag:outlook", 1)]
    add_item(film, "three", tags=["outlook"])
    assert offered(film, "tag:out") == [("tag:outlook", 2)]
    editing.set_starred(film, [1], True)
    assert offered(film, "tag:out") == [("tag:outlook", 2)]
