"""What an item was made from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.library import proposals
from app.library.library import Library
from app.library.proposals import origins
from tests.app.library.proposals.conftest import Add, hash_near, opened, reason, shown

Find = Callable[[], list[tuple[str, str, str]]]


def test_a_file_that_the_workflow_reads(library: Library, add: Add, find: Find) -> None:
    photo = add("photo.png", 1)
    made = add("made.png", 2, inputs=["mask.png", "sub/Photo.png [input]"])
    assert find() == [("based_on", made, photo)]
    assert reason(library, made) == "The workflow of “made.png” reads “Photo.png”."


def test_a_file_that_is_named_by_its_hash(add: Add, find: Find) -> None:
    photo = add("photo.png", 1, sha256="ab" * 32)
    made = add("made.png", 2, inputs=[f"{'AB' * 32}.png"])
    assert find() == [("based_on", made, photo)]


def test_a_name_of_two_items_or_of_itself_says_nothing(add: Add, find: Find) -> None:
    add("photo.png", 1)
    add("photo.png", 2)
    add("made.png", 3, inputs=["photo.png", "made.png", 7, None, "unknown.png"])
    assert find() == []


def test_what_is_based_on_something_is_left_alone(add: Add, find: Find) -> None:
    photo, other = add("photo.png", 1), add("other.png", 2)
    add("made.png", 3, inputs=["photo.png"], based_on=other)
    assert find() == []
    assert photo


def test_a_workflow_that_came_before_its_input(library: Library, add: Add) -> None:
    from tests.app.library.proposals.test_versions import imported

    made = add("made.png", 2, inputs=["photo.png"])
    add("made2.png", 4, inputs=["elsewhere.png"])
    photo = add("photo.png", 1)
    proposals.find(library, library.project_id, imported(library, photo))
    assert shown(library) == [("based_on", made, photo)]


def test_a_still_that_equals_the_first_frame_is_what_the_clip_was_made_from(library: Library, add: Add, find: Find) -> None:
    still = add("still.png", 1, bits=10, seed="3")
    clip = add("clip.mp4", 2, first_frame_hash=hash_near(1), last_frame_hash=hash_near(3))
    add("alike.png", 1, bits=30, seed="4", prompt="another take")
    assert ("based_on", clip, still) in find()
    assert reason(library, clip) == "The first frame of “clip.mp4” equals “still.png”."


def test_a_still_that_equals_the_last_frame_was_taken_from_the_clip(library: Library, add: Add, find: Find) -> None:
    clip = add("clip.mp4", 2, first_frame_hash=hash_near(1), last_frame_hash=hash_near(3))
    still = add("still.png", 3)
    assert find() == [("based_on", still, clip)]
    assert reason(library, still) == "The last frame of “clip.mp4” equals “still.png”."


def test_a_generated_still_at_the_end_is_where_the_clip_was_made_to_go(add: Add, find: Find) -> None:
    clip = add("clip.mp4", 2, first_frame_hash=hash_near(1), last_frame_hash=hash_near(3))
    still = add("still.png", 3, prompt="the end")
    assert find() == [("based_on", clip, still)]


def test_a_still_named_after_the_clip_was_taken_from_it(add: Add, find: Find) -> None:
    clip = add("clip.mp4", 2, first_frame_hash=hash_near(1), last_frame_hash=hash_near(3))
    still = add("clip_0001.png", 1, prompt="x", source_path="/other/clip_0001.png")
    assert find() == [("based_on", still, clip)]


def test_the_first_frame_counts_more_than_the_last_and_the_workflow_most(add: Add, find: Find) -> None:
    first, last, read = add("first.png", 1), add("last.png", 3, prompt="x"), add("read.png", 5)
    clip = add("clip.mp4", 2, first_frame_hash=hash_near(1), last_frame_hash=hash_near(3))
    other = add("other.mp4", 6, first_frame_hash=hash_near(1), last_frame_hash=hash_near(7), inputs=["read.png"])
    assert find() == sorted([("based_on", clip, first), ("based_on", other, read)])
    assert last


def test_another_shape_is_another_picture(add: Add, find: Find) -> None:
    add("still.png", 1, size=(540, 960))
    add("clip.mp4", 2, first_frame_hash=hash_near(1), last_frame_hash=hash_near(3))
    assert find() == []


def test_a_pair_that_belongs_together_is_not_lineage_too(add: Add, find: Find) -> None:
    clip = add("w.mp4", 1, prompt="waves")
    picture = add("w.png", 1, prompt="waves")
    assert find() == [("sidecar", picture, clip)]


def test_a_circle_is_not_proposed_and_not_accepted(library: Library, add: Add, find: Find) -> None:
    one = add("one.png", 1, inputs=["two.png"])
    two = add("two.png", 2, inputs=["one.png"])
    assert find() == []
    with library.store.write(None) as tx:
        from db import Found
        from db import proposals as rows

        rows.add(tx, library.project_id, [Found("based_on", one, two, "a", 1)])
    add("three.png", 3)
    with library.store.write("Base") as tx:
        from db import lineage

        lineage.set_based_on(tx, two, one)
    answered = proposals.accept(library, [each.id for each in opened(library)])
    assert (answered.done, answered.dropped) == (0, 1)
    assert shown(library) == []


def test_a_search_of_frames_can_be_stopped(library: Library, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    add("still.png", 1)
    add("clip.mp4", 2, first_frame_hash=hash_near(1), last_frame_hash=hash_near(3))
    calls: list[int] = []

    def stop(done: int, total: int) -> bool:
        calls.append(done)
        return len(calls) < 3  # the pictures and clips among themselves go on

    assert proposals.find(library, library.project_id, None, stop) == 0
    assert len(calls) == 3
    assert origins.find_origins
