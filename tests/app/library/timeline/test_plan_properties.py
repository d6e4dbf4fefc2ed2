"""What holds for every gesture on every timeline."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.library.timeline import (
    Append,
    CloseAllGaps,
    CloseGap,
    Duplicate,
    Insert,
    Item,
    Lane,
    Move,
    Nudge,
    Place,
    Plan,
    Remove,
    SetFrame,
    SetHold,
    SetLength,
    SpaceEvenly,
    Swap,
    TrimStart,
    Unplace,
    apply,
    lane_of,
    plan,
)

HOLD = 48
often = settings(deadline=None)


@st.composite
def an_item(draw: st.DrawFn, number: int, frames: st.SearchStrategy[int | None]) -> Item:
    media = draw(st.none() | st.integers(1, 120))
    in_frame = draw(st.integers(0, max(0, (media or 1) - 1))) if media else 0
    hold = draw(st.none() | st.integers(1, 60))
    return Item(f"i{number}", draw(frames), hold, in_frame, media, f"item {number}")


@st.composite
def shots(draw: st.DrawFn, dirty: bool = False) -> list[Item]:
    """Items as a library has them; `dirty` ones may share frames, as imported data does."""
    number = draw(st.integers(0, 9))
    if dirty:
        frames = draw(st.lists(st.integers(0, 20), min_size=number, max_size=number))
    else:
        frames = draw(st.lists(st.integers(0, 260), min_size=number, max_size=number, unique=True))
    placed = [draw(an_item(k, st.just(frame))) for k, frame in enumerate(frames)]
    tray = [draw(an_item(number + k, st.none())) for k in range(draw(st.integers(0, 3)))]
    return placed + tray


@st.composite
def gestures(draw: st.DrawFn, items: list[Item]) -> object:
    names = [i.id for i in items] + ["unknown"]
    ids = tuple(draw(st.lists(st.sampled_from(names), max_size=5)))
    one = draw(st.sampled_from(names))
    frame = draw(st.integers(-50, 400))
    flag = draw(st.booleans())
    copies = tuple(f"copy {k}" for k in range(len(ids)))
    every = [
        Move((*ids, one), one, frame), Insert(ids, frame, ripple=flag), Place(ids, frame), Append(ids),
        Nudge(ids, frame), Swap(one, 1 if flag else -1), Unplace(ids, close=flag), Remove(ids, close=flag),
        CloseGap(frame), CloseAllGaps(), SetHold(one, draw(st.none() | st.integers(-5, 200)), ripple=flag),
        SetLength(ids, frame), TrimStart(one, frame - 100), SpaceEvenly(ids), Duplicate(ids, copies),
        SetFrame(ids, frame, by_end=flag),
    ]  # fmt: skip
    return draw(st.sampled_from(every))


def after(items: list[Item], change: Plan) -> list[Item]:
    """The items after a plan, the copies that it makes among them."""
    known = {i.id for i in items}
    copies = [
        Item(name, c.frame, c.hold, c.in_frame, None, name)
        for name, c in change.moves.items()
        if name not in known
    ]
    return apply(items, change) + copies


def frames_of(items: list[Item]) -> list[int]:
    return [i.frame for i in items if i.frame is not None]


def shown(lane: Lane) -> dict[str, tuple[int, int]]:
    spans = zip(lane.starts, lane.ends, strict=True)
    return {i.id: (start, end) for i, (start, end) in zip(lane.items, spans, strict=True)}


@often
@given(st.data(), st.booleans())
def test_starts_stay_unique_and_never_get_negative(data: st.DataObject, dirty: bool) -> None:
    items = data.draw(shots(dirty=dirty))
    change = plan(items, data.draw(gestures(items)), project_hold=HOLD)
    result = frames_of(after(items, change))
    if not change.is_empty:
        assert len(set(result)) == len(result)
    assert all(frame >= 0 for frame in result)


@often
@given(st.data())
def test_a_plan_names_only_what_really_changes(data: st.DataObject) -> None:
    items = data.draw(shots())
    change = plan(items, data.draw(gestures(items)), project_hold=HOLD)
    before = {i.id: (i.frame, i.hold, i.in_frame) for i in items}
    assert all(before.get(name) != tuple(move) for name, move in change.moves.items())
    assert change.is_empty or change.label


@often
@given(st.data())
def test_holds_and_in_points_stay_inside_the_media(data: st.DataObject) -> None:
    items = data.draw(shots())
    by_id = {i.id: i for i in items}
    change = plan(items, data.draw(gestures(items)), project_hold=HOLD)
    for name, move in change.moves.items():
        if name in by_id and by_id[name].media_frames is not None:
            assert 0 <= move.in_frame < by_id[name].media_frames
        assert move.hold is None or move.hold >= 1


@often
@given(st.data())
def test_the_same_place_again_changes_nothing(data: st.DataObject) -> None:
    items = data.draw(shots())
    ids = tuple(data.draw(st.lists(st.sampled_from([i.id for i in items] or ["none"]), max_size=4)))
    frame = data.draw(st.integers(-20, 300))
    gesture = data.draw(
        st.sampled_from(
            [SetFrame(ids, frame), SetLength(ids, frame), SpaceEvenly(ids), CloseAllGaps(), Unplace(ids)]
            + ([Move(ids, ids[0], frame), SetHold(ids[0], frame, ripple=True)] if ids else [])
        )
    )
    once = apply(items, plan(items, gesture, project_hold=HOLD))
    assert plan(once, gesture, project_hold=HOLD).is_empty


@often
@given(st.data())
def test_a_moved_block_keeps_its_distances_and_its_order_and_moves_nobody_else(data: st.DataObject) -> None:
    items = data.draw(shots())
    placed = [i for i in items if i.frame is not None]
    assume(placed)
    ids = tuple(data.draw(st.sets(st.sampled_from([i.id for i in placed]), min_size=1)))
    gesture = data.draw(
        st.sampled_from([Move(ids, ids[0], data.draw(st.integers(-300, 400))), Nudge(ids, 7), Nudge(ids, -7)])
    )
    change = plan(items, gesture, project_hold=HOLD)
    assert set(change.moves) <= set(ids)
    now = {i.id: i.frame for i in apply(items, change)}
    assert len({now[i.id] - i.frame for i in placed if i.id in ids}) == 1


@often
@given(st.data())
def test_a_block_lands_on_the_first_free_place(data: st.DataObject) -> None:
    items = data.draw(shots())
    placed = [i for i in items if i.frame is not None]
    assume(placed)
    ids = sorted(data.draw(st.sets(st.sampled_from([i.id for i in placed]), min_size=1)))
    block = sorted(i.frame for i in placed if i.id in ids)
    others = {i.frame for i in placed if i.id not in ids}
    wanted = data.draw(st.integers(0, 300))
    change = plan(items, SetFrame(tuple(ids), wanted), project_hold=HOLD)
    landed = min(i.frame for i in apply(items, change) if i.id in ids)
    free = (f for f in range(wanted, 2000) if not others & {f + b - block[0] for b in block})
    assert landed == next(free)


@often
@given(st.data())
def test_an_insert_from_the_tray_then_removed_and_closed_is_as_before(data: st.DataObject) -> None:
    items = data.draw(shots())
    lane = lane_of(items, HOLD)
    ids = tuple(i.id for i in lane.tray)
    assume(ids)
    caret = data.draw(st.sampled_from([*lane.starts, *lane.ends, 0]))
    change = plan(items, Insert(ids, caret), project_hold=HOLD)
    inserted = apply(items, change)
    last = change.ghosts[-1]
    tray_item = lane.by_id[last.id]
    assume(last.length == lane.own_length(tray_item))  # a still that fills a gap takes the gap with it
    back = apply(inserted, plan(inserted, Unplace(ids, close=True), project_hold=HOLD))
    assert {i.id: i.frame for i in back} == {i.id: i.frame for i in items}


@often
@given(st.data())
def test_an_insert_lets_everyone_keep_the_length_that_was_seen(data: st.DataObject) -> None:
    items = data.draw(shots())
    lane = lane_of(items, HOLD)
    assume(lane.items and not lane.gaps())
    ids = tuple(data.draw(st.sets(st.sampled_from([i.id for i in lane.items]), min_size=1)))
    rows = sorted(lane.index[i] for i in ids)
    assume(rows[-1] - rows[0] == len(rows) - 1)  # others between them would leave holes inside the block
    change = plan(items, Insert(ids, data.draw(st.sampled_from(lane.starts))), project_hold=HOLD)
    lengths = {name: end - start for name, (start, end) in shown(lane_of(apply(items, change), HOLD)).items()}
    assert lengths == {name: end - start for name, (start, end) in shown(lane).items()} or _last_changed(
        lane, apply(items, change)
    )


def _last_changed(lane: Lane, items: list[Item]) -> bool:
    """A still without hold, or a clip that was cut, may become or stop being the last one."""
    last = lane_of(items, HOLD).items[-1]
    return last.id != lane.items[-1].id


@often
@given(st.data())
def test_ghosts_stand_where_the_items_will_be_seen(data: st.DataObject) -> None:
    items = data.draw(shots())
    change = plan(items, data.draw(gestures(items)), project_hold=HOLD)
    seen = shown(lane_of(apply(items, change), HOLD))
    for ghost in change.ghosts:
        if change.moves:
            assert seen[ghost.id] == (ghost.frame, ghost.frame + ghost.length)


@often
@given(shots(dirty=True))
def test_a_taken_frame_is_shown_later_and_written_only_with_a_real_change(items: list[Item]) -> None:
    lane = lane_of(items, HOLD)
    assert plan(items, Nudge((), 1), project_hold=HOLD).is_empty
    assume(lane.items)
    change = plan(items, Unplace((lane.items[0].id,)), project_hold=HOLD)
    assert sorted(frames_of(apply(items, change))) == lane.starts[1:]


@often
@given(st.data())
def test_back_and_forth_by_the_inverse_is_as_before(data: st.DataObject) -> None:
    items = data.draw(shots())
    change = plan(items, data.draw(gestures(items)), project_hold=HOLD)
    assume(not change.removed and set(change.moves) <= {i.id for i in items})
    before = {i.id: i for i in items}
    undone = [
        replace(i, **_fields(before[i.id])) if i.id in change.moves else i for i in apply(items, change)
    ]
    assert undone == items


def _fields(item: Item) -> dict[str, int | None]:
    return {"frame": item.frame, "hold": item.hold, "in_frame": item.in_frame}
