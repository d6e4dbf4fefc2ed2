"""A picture saved beside its clip."""

from __future__ import annotations

from collections.abc import Callable

from app.library import details, proposals
from app.library.library import Library
from tests.app.library.proposals.conftest import Add, opened, reason

Find = Callable[[], list[tuple[str, str, str]]]


def test_the_same_name_and_prompt_belong_together(library: Library, add: Add, find: Find) -> None:
    clip = add("AnimateDiff_00001.mp4", 1, prompt="waves", source_path="/out/AnimateDiff_00001.mp4")
    picture = add("AnimateDiff_00001.png", 1, prompt="waves", source_path="/out/AnimateDiff_00001.png")
    assert find() == [("sidecar", picture, clip)]
    assert reason(library, picture) == ("“AnimateDiff_00001.png” was saved beside the clip “AnimateDiff_00001.mp4”:"
                                        " the same name, the same prompt.")


def test_a_clip_without_a_recipe_is_known_by_its_first_frame(library: Library, add: Add, find: Find) -> None:
    clip = add("a.mp4", 1)
    picture = add("A.png", 1, bits=20, prompt="waves", seed="1")
    add("b.mp4", 2)
    add("b.png", 3, prompt="waves")
    assert find() == [("sidecar", picture, clip)]


def test_another_prompt_or_folder_or_a_photo_does_not_belong(add: Add, find: Find) -> None:
    add("a.mp4", 1, prompt="waves")
    add("a.png", 4, prompt="dunes")
    add("b.mp4", 2, prompt="waves", source_path="/one/b.mp4")
    add("b.png", 5, prompt="waves", source_path="/two/b.png")
    add("c.mp4", 3)
    add("c.jpg", 6)
    assert find() == []


def test_the_clip_without_sound_is_the_one(add: Add, find: Find) -> None:
    audio = add("w_1-audio.mp4", 1, prompt="waves", seed="1")
    clip = add("w_1.mp4", 1, prompt="waves", seed="1")
    picture = add("w_1.png", 1, prompt="waves", seed="1")
    assert find() == sorted([("sidecar", picture, clip), ("variant", audio, clip)])


def test_the_clip_takes_the_recipe_and_the_picture_as_a_variant(library: Library, add: Add, find: Find) -> None:
    clip = add("a.mp4", 1)
    picture = add("a.png", 1, prompt="waves", seed="7", tool="ComfyUI", sources={"prompt": "prompt: CLIPTextEncode"})
    find()
    proposals.accept(library, [each.id for each in opened(library)])
    found = details.detail(library, clip)
    assert found.generation.card.type == "video"
    assert found.generation.params is not None
    assert (found.generation.params["prompt"], found.generation.params["seed"]) == ("waves", "7")
    assert found.generation.params["sources"]["prompt"] == "a.png: prompt: CLIPTextEncode"
    assert [(v.kind, v.is_primary, v.variant_type) for v in found.variants] == [
        ("video", True, "original"), ("image", False, "imported")]
    assert picture not in {each.generation_id for each in opened(library)}


def test_a_clip_keeps_the_recipe_it_has(library: Library, add: Add, find: Find) -> None:
    clip = add("a.mp4", 1, prompt="waves", seed="1")
    add("a.png", 1, prompt="waves", seed="2")
    find()
    proposals.accept(library, [each.id for each in opened(library)])
    params = details.detail(library, clip).generation.params
    assert params == {"prompt": "waves", "seed": "1"}
