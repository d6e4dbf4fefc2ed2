"""The demo library: a film's worth of all that a library can hold, the same every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from app.errors import LibraryError
from app.library import details, gallery, health, shots
from app.library.demo import ITEMS, make_demo, making
from app.library.demo.painting import Painting
from app.library.demo.plan import planned
from app.library.demo.takes import TAKES
from app.library.library import Library
from app.media.art.film import LOOKS
from app.media.art.scenes import SCENES
from db import Card, Filter
from tests.clip_factory import make_mp4
from tests.factories import png_bytes


def at_once(function: Callable[..., Any], *args: Any) -> Future[Any]:
    """Runs it here and now."""
    done: Future[Any] = Future()
    done.set_result(function(*args))
    return done


@pytest.fixture
def sketched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are small and plain: painting takes its time."""
    count = 0

    def sketch(order: Painting) -> None:
        nonlocal count
        count += 1
        path = Path(order.path)
        if order.frames:
            make_mp4(path, size=(64, 48), frames=count + 2)
        else:
            path.write_bytes(png_bytes((32, 18), number=count))

    monkeypatch.setattr(making, "paint", sketch)


@pytest.fixture
def demo(tmp_path: Path, sketched: None) -> Iterator[Library]:
    """A sketched demo of the default size."""
    library = make_demo(tmp_path / "demo", at_once)
    yield library
    library.close()


def cards(library: Library, **wanted: Any) -> list[Card]:
    seqs = gallery.first_ids(library, Filter(project_id=library.project_id, **wanted), 10_000)
    found = gallery.cards(library, seqs)
    return [found[seq] for seq in seqs]


def test_the_plan_names_scenes_and_looks_that_can_be_painted() -> None:
    assert len(TAKES) == ITEMS == len({take.name for take in TAKES})
    assert {take.scene for take in TAKES} <= {scene.name for scene in SCENES}
    assert {look for take in planned(500).takes for look in (take.look, *take.looks)} <= set(LOOKS)
    for take in planned(500).takes:
        assert len({take.look, *take.looks}) == 1 + len(take.looks)  # two variants are never the same picture


def test_the_plan_is_the_same_every_time_and_shrinks_and_grows() -> None:
    assert planned(200) == planned(200)
    for items in (1, 5, ITEMS, 300):
        plan = planned(items)
        names = [take.name for take in plan.takes]
        assert len(names) == len(set(names)) == len(plan.times) == items
        assert list(plan.times) == sorted(plan.times, reverse=True)
        assert {name for shot in plan.shots for name, _frame, _hold in shot.places} <= set(names)
        assert {take.based_on for take in plan.takes} - {None} <= set(names)


@pytest.mark.slow
def test_the_gallery_is_worth_looking_at(demo: Library) -> None:
    shown = cards(demo)
    assert [card.name for card in shown] == [take.name for take in TAKES]
    assert shown[-1].created_at < shown[0].created_at < "2026-03-21"
    assert len({card.created_at[:10] for card in shown}) >= 5
    assert sum(card.variants > 1 for card in shown) >= 10
    assert max(card.variants for card in shown) == 6
    assert sum(card.unseen for card in shown) >= 4
    assert sum(card.starred for card in shown) >= 5
    assert {card.rating for card in shown} >= {0, 3, 4, 5}
    assert {card.type for card in shown} == {"image", "video"}
    assert sum(card.parts for card in shown) == 7
    assert gallery.count(demo, Filter(project_id=demo.project_id).having("based")) >= 5
    assert gallery.count(demo, Filter(project_id=demo.project_id).having("tag", "cast")) >= 3
    assert health.check(demo, deep=True) == []


@pytest.mark.slow
def test_the_chain_of_lineage_and_the_parts_in_order(demo: Library) -> None:
    by_name = {card.name: card for card in cards(demo)}
    dune = details.detail(demo, by_name["dune_walk_0412"].id)
    assert dune.based_on is not None
    assert dune.based_on.name == "dune_pale_0410"
    before = details.detail(demo, dune.based_on.id)
    assert before.based_on is not None
    assert before.based_on.name == "dune_first_0398"
    assert [variant.is_primary for variant in dune.variants] == [True, False, False, False]
    assert dune.variants[0].name == "dune_walk_0412"
    door = details.detail(demo, by_name["door_opens_take3"].id)
    assert [part.name for part in door.parts] == [f"door_opens_take3_cut{number}" for number in (1, 2, 3, 4)]


@pytest.mark.slow
def test_the_shots_have_items_on_frames_and_some_unpositioned(demo: Library) -> None:
    found = shots.all_shots(demo)
    assert [shot.name for shot in found] == ["Opening", "The door", "Crossing", "Night market", "The letter", "Lighthouse",
                                            "Return", "End titles"]  # fmt: skip
    assert [shot.unpositioned for shot in found] == [3, 0, 0, 6, 0, 1, 0, 0]
    assert found[-1].items == 0
    opening = shots.items(demo, found[0].id)
    assert [item.timeline_frame for item in opening[:7]] == [0, 48, 96, 144, 168, 212, 290]
    assert opening[5].hold_frames == 34


@pytest.mark.slow
def test_there_is_nothing_to_undo(demo: Library) -> None:
    assert demo.store.history() == []
    assert demo.folder.name == "demo"


@pytest.mark.usefixtures("sketched")
def test_progress_reaches_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    make_demo(tmp_path / "demo", at_once, items=3, progress=progress).close()
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 6


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(LibraryError):
        make_demo(tmp_path, at_once)
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_what_cannot_be_finished_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(order: Painting) -> None:
        raise OSError(28, "No space left on device", order.path)

    monkeypatch.setattr(making, "paint", failing)
    with pytest.raises(OSError, match="No space"):
        make_demo(tmp_path / "demo", at_once, items=2)
    assert list(tmp_path.iterdir()) == []
