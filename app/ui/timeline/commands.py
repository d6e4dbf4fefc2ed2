"""What the keyboard and the menu do to a shot: each a plan, each with the same rules as by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, Signal

from app.library.timeline import (
    Append,
    CloseAllGaps,
    CloseGap,
    Gesture,
    Nudge,
    SetFrame,
    SetHold,
    SetLength,
    SpaceEvenly,
    Swap,
    Unplace,
    parse_frame,
)
from app.ui.kit.text import tr
from app.ui.timeline import spoken
from app.ui.timeline.frame_field import FrameField
from app.ui.timeline.lane import LaneView

MERGE_S = 1.0


class Commands(QObject):
    """Verbs on the selection of a lane. Each answers whether it had something to work on."""

    planned = Signal(object)
    remove_requested = Signal(list)
    duplicate_requested = Signal(list)

    def __init__(self, lane: LaneView, clock: Callable[[], float]) -> None:
        super().__init__(lane)
        self._lane = lane
        self._model = lane.model
        self._clock = clock
        self._field = FrameField(lane)
        self._run: tuple[tuple[str, ...], int, float] = ((), 0, -1e9)  # ids, frames so far, when

    def do(self, gesture: Gesture) -> bool:
        """Plans and hands on; False when nothing would change."""
        change = self._model.plan(gesture)
        if change.is_empty:
            return False
        spoken.announce(self._lane, spoken.result(change))
        self.planned.emit(change)
        self.show_current()
        return True

    def show_current(self) -> None:
        """The current item is in sight."""
        row = self._model.lane.index.get(self._model.current or "")
        if row is not None:
            self._lane.scroller.show_frames(self._model.lane.starts[row], self._model.lane.ends[row])

    # --- moving ----------------------------------------------------------------------------------

    def nudge(self, by: int) -> bool:
        """The selection moves; without one the playhead. Repeats within a second count on."""
        ids = self._model.placed_selection()
        if not ids:
            return self.step(by)
        before, so_far, when = self._run
        now = self._clock()
        already = so_far if before == ids and now - when <= MERGE_S else 0
        row = self._model.lane.index[ids[0]]
        start = self._model.lane.starts[row]
        change = self._model.plan(Nudge(ids, by, already))
        if change.is_empty:
            return True
        landed = change.moves[ids[0]].frame
        self._run = (ids, already + (landed if landed is not None else start) - start, now)
        spoken.announce(self._lane, spoken.result(change))
        self.planned.emit(change)
        self.show_current()
        return True

    def swap(self, direction: int) -> bool:
        """The current item changes places with its neighbour."""
        current = self._model.current
        return current is not None and self.do(Swap(current, direction))

    def start_at_playhead(self) -> bool:
        """The selection starts there."""
        return self.do(SetFrame(self._model.placed_selection(), self._model.playhead))

    def end_at_playhead(self) -> bool:
        """The selection ends there."""
        return self.do(SetFrame(self._model.placed_selection(), self._model.playhead, by_end=True))

    def append(self) -> bool:
        """What is selected in the tray goes behind the last item."""
        return self.do(Append(self._model.tray_selection()))

    def place_all(self) -> bool:
        """The whole tray goes behind the last item."""
        return self.do(Append(tuple(i.id for i in self._model.lane.tray)))

    def unplace(self, close: bool = False) -> bool:
        """Into the tray."""
        ids = self._model.placed_selection()
        following = self._neighbour(ids)
        done = self.do(Unplace(ids, close))
        if done and following:
            self._model.select_one(following)
        return done

    def remove(self) -> bool:
        """Out of the shot."""
        ids = [*self._model.placed_selection(), *self._model.tray_selection()]
        following = self._neighbour(ids)
        if ids:
            self.remove_requested.emit(ids)
            if following:
                self._model.select_one(following)
        return bool(ids)

    def duplicate(self) -> bool:
        """Copies right behind the selection."""
        ids = list(self._model.placed_selection())
        if ids:
            self.duplicate_requested.emit(ids)
        return bool(ids)

    def _neighbour(self, ids: Sequence[str]) -> str | None:
        """The item the focus goes to when `ids` are gone."""
        lane, gone = self._model.lane, set(ids)
        rows = [lane.index[i] for i in ids if i in lane.index]
        if not rows:
            return None
        order = [*range(rows[-1] + 1, len(lane.items)), *range(rows[0] - 1, -1, -1)]
        return next((lane.items[k].id for k in order if lane.items[k].id not in gone), None)

    # --- gaps and lengths ------------------------------------------------------------------------

    def close_gap(self) -> bool:
        """The chosen gap, else the one at the playhead."""
        gap = self._model.gap
        return self.do(CloseGap(gap[0] if gap else self._model.playhead))

    def close_all_gaps(self) -> bool:
        """Every gap."""
        return self.do(CloseAllGaps())

    def natural_length(self) -> bool:
        """The current item lasts as long as it can."""
        current = self._model.current
        return current is not None and self.do(SetHold(current, None))

    def space_evenly(self) -> bool:
        """Equal steps."""
        return self.do(SpaceEvenly(self._model.placed_selection()))

    # --- typing ----------------------------------------------------------------------------------

    def ask_frame(self) -> bool:
        """A field for the frame of the selection."""
        ids = self._model.placed_selection()
        if not ids:
            return False
        start = self._model.lane.starts[self._model.lane.index[ids[0]]]

        def accept(text: str) -> bool:
            frame = parse_frame(text, start, self._model.rate)
            if frame is not None:
                self.do(SetFrame(ids, frame))
            return frame is not None

        hint = tr("A frame, +12, −12, or a time as 0:04:12")
        self._field.ask(tr("Frame"), hint, str(start), self._place_of(ids), accept)
        return True

    def ask_length(self) -> bool:
        """A field for the length of the selection."""
        ids = self._model.placed_selection() or self._model.tray_selection()
        if not ids:
            return False
        item = self._model.lane.by_id[ids[0]]
        row = self._model.lane.index.get(ids[0])
        lane = self._model.lane
        length = lane.own_length(item) if row is None else lane.ends[row] - lane.starts[row]

        def accept(text: str) -> bool:
            frames = parse_frame(text, length, self._model.rate)
            if frames:
                self.do(SetLength(ids, frames))
            return bool(frames)

        hint = tr("Frames, +12, −12, or a time as 0:04:12")
        self._field.ask(tr("Length"), hint, str(length), self._place_of(ids), accept)
        return True

    def _place_of(self, ids: Sequence[str]) -> QRect:
        return self._lane.item_rect(ids[0]) or QRect(self._lane.rect().center(), self._lane.rect().center())

    # --- playhead and selection ------------------------------------------------------------------

    def step(self, by: int) -> bool:
        """The playhead moves."""
        return self.go_to(self._model.playhead + by)

    def go_to(self, frame: int) -> bool:
        """The playhead stands there, in sight."""
        self._model.set_playhead(frame)
        self._lane.scroller.show_frames(self._model.playhead, self._model.playhead + 1)
        return True

    def go_to_start(self) -> bool:
        """The first frame."""
        return self.go_to(0)

    def go_to_end(self) -> bool:
        """Behind the last item."""
        return self.go_to(self._model.lane.end)

    def go_to_item(self, direction: int) -> bool:
        """The previous or next item is current, the playhead at its start."""
        lane, current = self._model.lane, self._model.current
        if not lane.items:
            return False
        row = lane.index.get(current or "")
        if row is None:
            behind = [k for k, s in enumerate(lane.starts) if s > self._model.playhead]
            before = [k for k, s in enumerate(lane.starts) if s < self._model.playhead]
            rows = behind[:1] if direction > 0 else before[-1:]
            row = rows[0] if rows else (0 if direction < 0 else len(lane.items) - 1)
        else:
            row = max(0, min(row + direction, len(lane.items) - 1))
        self._model.select_one(lane.items[row].id)
        self.go_to(lane.starts[row])
        self.show_current()
        return True

    def go_to_gap(self, direction: int) -> bool:
        """The playhead at the previous or next gap, which is chosen."""
        gaps = self._model.lane.gaps()
        frame = self._model.playhead
        found = [g for g in gaps if (g[0] > frame if direction > 0 else g[0] < frame)]
        if not found:
            return False
        gap = found[0] if direction > 0 else found[-1]
        self._model.select(())
        self._model.choose_gap(gap[0])
        return self.go_to(gap[0])

    def select_all(self) -> bool:
        """Every item of the lane."""
        self._model.select([i.id for i in self._model.lane.items], current=self._model.current)
        return True

    def clear(self) -> bool:
        """Nothing is selected; False when nothing was."""
        had = bool(self._model.selected) or self._model.gap is not None
        self._model.choose_gap(None)
        self._model.select(())
        return had

    # --- seeing ----------------------------------------------------------------------------------

    def toggle_snap(self) -> bool:
        """Drags hold on to lines, or not; also in mid drag."""
        self._model.set_snaps(not self._model.snaps)
        self._lane.renew_drag()
        return True

    def zoom(self, steps: float) -> bool:
        """In or out at the playhead."""
        self._lane.scroller.zoom_by(steps, self._lane.scroller.playhead_x())
        return True

    def fit(self) -> bool:
        """The whole shot is seen."""
        self._lane.scroller.fit()
        return True

    def fit_selection(self) -> bool:
        """The selection fills the lane."""
        rows = [self._model.lane.index[i] for i in self._model.placed_selection()]
        if rows:
            lane = self._model.lane
            self._lane.scroller.fit_frames(lane.starts[rows[0]], lane.ends[rows[-1]])
        return bool(rows)
