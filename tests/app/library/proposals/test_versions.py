"""What is proposed as a variant of what, and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.library import proposals
from app.library.library import Library
from app.library.proposals import looks as reading
from app.library.proposals import versions
from db import generations, imports, new_id
from db.rows import ImportItem
from tests import factories
from tests.app.library.proposals.conftest import Add, opened, reason, shown

Find = Callable[[], list[tuple[str, str, str]]]


def test_a_larger_copy_looks_like_the_picture_it_was_made_from(library: Library, add: Add, find: Find) -> None:
    dune = add("dune.png", 1)
    large = add("render_0007.png", 1, bits=3, size=(3840, 2160))
    assert find() == [("variant", large, dune)] or find() == [("variant", dune, large)]


@pytest.mark.parametrize(("size", "file", "says"), [
    ((3840, 2160), "dune_4x.png", "“dune_4x.png” looks like “dune.png”, four times as large."),
    ((1920, 1080), "dune_2x.png", "“dune_2x.png” looks like “dune.png”, twice as large."),
    ((480, 270), "dune_small.png", "“dune_small.png” looks like “dune.png”, half its size."),
    ((960, 540), "dune_web.jpg", "“dune_web.jpg” looks like “dune.png”, saved as JPEG."),
    ((960, 540), "dune_edit.png", "“dune_edit.png” looks like “dune.png”."),
    ((944, 524), "dune_crop.png", "“dune_crop.png” looks like “dune.png”, slightly cropped."),
    ((1600, 900), "dune_final.png", "“dune_final.png” looks like “dune.png”, 1600 × 900 instead of 960 × 540."),
])
def test_the_reason_says_how_they_differ(
    library: Library, add: Add, find: Find, size: tuple[int, int], file: str, says: str
) -> None:
    dune = add("dune.png", 1)
    other = add(file, 1, bits=10, size=size)
    assert find() == [("variant", other, dune)]
    assert reason(library, other) == says


def test_the_plain_name_then_the_recipe_then_the_size_says_who_is_the_target(library: Library, add: Add, find: Find) -> None:
    named = add("a_v2.png", 1, prompt="x", seed="1"), add("a.png", 1)
    recipe = add("b1.png", 2, size=(100, 100)), add("b2.png", 2, prompt="x", seed="1", size=(90, 90))
    recipe_of = {"prompt": "x", "seed": "1"}
    generated = add("c1.png", 3, size=(2000, 1000), **recipe_of), add("c2.png", 3, size=(1000, 500), **recipe_of)
    photos = add("d1.jpg", 4, size=(1000, 500)), add("d2.jpg", 4, size=(2000, 1000))
    assert find() == sorted(("variant", *pair) for pair in (named, recipe, generated, photos))


def test_three_alike_have_one_target_and_no_chain(library: Library, add: Add, find: Find) -> None:
    dune = add("dune.png", 1)
    near = add("x.png", 1, bits=40)
    far = add("y.png", 1, bits=80)  # like x, not like dune
    assert find() == [("variant", near, dune)]
    others = [add(f"z{number}.png", 1, bits=number) for number in range(1, 4)]
    assert find() == sorted([("variant", near, dune), *(("variant", other, dune) for other in others)])
    assert far not in {item for _kind, item, _target in shown(library)}


def test_takes_of_one_prompt_are_not_versions_unless_they_are_the_same(library: Library, add: Add, find: Find) -> None:
    add("a.png", 1, prompt="dune", seed="1")
    add("b.png", 1, bits=30, prompt="dune", seed="2")
    assert find() == []
    c = add("c.png", 1, bits=15, prompt="dune", seed="3", size=(1920, 1080))  # a second pass over it
    assert [item for _kind, item, _target in find()] == [c]


def test_another_shape_or_colour_is_another_picture(add: Add, find: Find) -> None:
    add("a.png", 1, mean_colour=0x804020)
    add("b.png", 1, size=(540, 960))
    add("c.png", 1, mean_colour=0x204080)
    add("d.png", 1, bits=47, mean_colour=0x804020)
    assert [pair for pair in find() if pair[0] == "variant"] in ([], [("variant", *pair[1:]) for pair in find()][:1])


def test_pictures_of_another_colour_are_left_alone(add: Add, find: Find) -> None:
    add("a.png", 1, mean_colour=0x804020)
    add("c.png", 1, mean_colour=0x204080)
    assert find() == []


def test_parts_trash_other_projects_and_what_was_detached_are_left_alone(library: Library, add: Add, find: Find) -> None:
    dune = add("dune.png", 1)
    add("part.png", 1, parent=dune)
    add("own.png", 1, based_on=dune)
    gone = add("gone.png", 1)
    with library.store.write("Trash") as tx:
        generations.trash_seqs(tx, generations.seqs_of(tx, [gone]), "2026-01-01T00:00:00.000000Z")
    assert find() == []


def test_a_name_alone_is_not_enough(add: Add, find: Find) -> None:
    add("dune.png", 1)
    add("dune_v2.png", 2)
    add("dune-1.png")
    assert find() == []


def test_a_name_and_a_picture_much_alike_are(library: Library, add: Add, find: Find) -> None:
    dune = add("dune.png", 1)
    other = add("Dune_v2.png", 1, bits=60)
    assert find() == [("variant", other, dune)]
    assert reason(library, other) == "“Dune_v2.png” is named as a version of “dune.png” and looks much like it."


def test_a_name_and_the_same_prompt_and_seed_are(library: Library, add: Add, find: Find) -> None:
    dune = add("dune.png", 1, prompt="dunes", seed="9")
    other = add("dune_upscaled.png", prompt="dunes", seed="9", size=(3840, 2160))
    add("dune-2.png", 1, bits=60, prompt="dunes", seed="10")  # the next one of a series
    assert find() == [("variant", other, dune)]
    assert reason(library, other) == "“dune_upscaled.png” is named as a version of “dune.png” and has the same prompt and seed."


def test_a_series_of_one_name_is_no_family(library: Library, add: Add, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_NAMESAKES", 3)
    for number in range(5):
        add(f"dune ({number}).png", prompt="x", seed="1")
    assert find() == []


def test_clips_are_versions_if_they_begin_and_end_the_same_and_are_as_long(library: Library, add: Add, find: Find) -> None:
    tide = add("tide.mp4", 1)
    large = add("tide_4k.mp4", 1, bits=5, size=(3840, 2160))
    add("short.mp4", 1, duration_us=1_000_000)
    add("other_end.mp4", 1, last_frame_hash="f" * 64)
    assert find() == [("variant", large, tide)]
    assert reason(library, large) == "“tide_4k.mp4” looks like “tide.mp4”, four times as large."


def test_a_variant_counts_as_well_as_the_primary(library: Library, add: Add, find: Find) -> None:
    dune = add("dune.png", 1)
    with library.store.write("Variant") as tx:
        from db import variants

        variants.add(tx, dune, "x.png", facts={"kind": "image", "perceptual_hash": factories_hash(2), "width": 960, "height": 540,
                                               "source_name": "night.png"})
    other = add("night_big.png", 2, size=(1920, 1080))
    assert find() == [("variant", other, dune)]
    assert reason(library, other) == "“night_big.png” looks like “night.png”, twice as large."


def factories_hash(picture: int) -> str:
    from tests.app.library.proposals.conftest import hash_near

    return hash_near(picture)


def test_nothing_is_proposed_twice_and_what_was_left_does_not_come_back(library: Library, add: Add, find: Find) -> None:
    add("dune.png", 1)
    add("dune_v2.png", 1)
    assert len(find()) == 1
    assert proposals.find(library, library.project_id) == 0
    proposals.leave(library, [opened(library)[0].id])
    assert find() == []


def imported(library: Library, *items: str) -> str:
    import_id = new_id()
    with library.store.write(None) as tx:
        imports.start(tx, library.project_id, library.user_id, ["/x"], {}, import_id)
        for item in items:
            imports.record(tx, import_id, ImportItem("/x/a", "imported", None, item, new_id(), "a"))
    return import_id


def test_after_an_import_only_what_is_new_is_looked_at(library: Library, add: Add) -> None:
    dune, old = add("dune.png", 1), add("dune_v2.png", 1)
    a, b = add("rose.png", 2), add("rose_v2.png", 2)
    new = add("dune_v3.png", 1)
    assert proposals.find(library, library.project_id, imported(library, new)) == 1
    assert shown(library) == [("variant", new, dune)]
    assert proposals.find(library, library.project_id, imported(library)) == 0
    proposals.find(library, library.project_id)
    assert shown(library) == sorted([("variant", new, dune), ("variant", old, dune), ("variant", b, a)])


def test_an_original_that_comes_later_is_still_the_target_if_its_name_says_so(library: Library, add: Add) -> None:
    old = add("dune_v2.png", 1)
    new = add("dune.png", 1)
    proposals.find(library, library.project_id, imported(library, new))
    assert shown(library) == [("variant", old, new)]


def test_a_search_can_be_stopped_and_proposes_nothing_then(library: Library, add: Add) -> None:
    add("dune.png", 1)
    add("dune_v2.png", 1)
    assert proposals.find(library, library.project_id, None, lambda done, total: False) == 0
    assert shown(library) == []


def test_the_project_is_read_in_pages(library: Library, add: Add, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", 2)
    dune = add("dune.png", 1)
    for number in range(4):
        add(f"other{number}.png", 10 + number)
    late = add("dune_v2.png", 1)
    assert find() == [("variant", late, dune)]


def test_a_burst_costs_no_more_than_its_share(library: Library, add: Add, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_FEW", 3)
    first = add("frame.png", 1)
    rest = [add(f"frame_v{number}.png", 1) for number in range(2, 9)]
    assert find() == sorted(("variant", item, first) for item in rest)
    assert factories.problems(library) == []
