"""A person's answers to proposals: each gesture is one step, whatever number of proposals it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.library.library import Library
from app.library.parts import Cancelled, Progress
from db import Proposal, Refused, Variant, Write, generations, lineage, merge, proposals, variants

_Answer = Callable[[Write, Sequence[Proposal]], None]

AT_ONCE = 8  # accepted in one transaction: each costs 3 to 6 ms (measured)


@dataclass(frozen=True)
class Answered:
    """`done` proposals were answered; `dropped` could not be done any more and were left."""

    done: int
    dropped: int = 0


def accept(library: Library, proposal_ids: Sequence[str], progress: Progress | None = None) -> Answered:
    """What these proposals say is so. Those that are no longer shown are passed over.

    A version joins its target as a variant that is not primary, and all that belonged to it follows (`db.merge`). A picture
    beside a clip joins the clip the same way; a clip without a recipe takes the picture's. An item is based on its source,
    unless it has one by now or would be based on itself: then the proposal is left.
    Undo: “Group 12 items as variants”, “Set what 3 items are based on”, “Accept 5 proposals”. Raises: db.ReadOnly.
    """
    with library.store.read() as read:
        wanted = proposals.still_shown(read, proposal_ids)
    if not wanted:
        return Answered(0)
    done = dropped = 0
    with library.store.read() as read:
        label = _label(wanted, {seq: card.name for seq, card in generations.cards(read, _both(wanted[0])).items()})

    def answer(tx: Write, part: Sequence[Proposal]) -> None:
        nonlocal done, dropped
        for each in part:
            now = proposals.still_shown(tx, [each.id])  # an earlier one may have changed what it is about
            if now and _accept(tx, now[0]):
                done += 1
            elif now:
                proposals.set_state(tx, [each.id], "left")
                dropped += 1

    if not _in_parts(library, label, wanted, answer, progress):
        return Answered(0)
    return Answered(done, dropped)


def leave(library: Library, proposal_ids: Sequence[str]) -> Answered:
    """These proposals are not shown again, nothing else changes.

    Undo: “Leave 3 proposals”. Raises: db.ReadOnly.
    """
    with library.store.read() as read:
        wanted = [each.id for each in proposals.still_shown(read, proposal_ids)]
    if not wanted:
        return Answered(0)
    with library.store.write(f"Leave {len(wanted):,} proposals" if len(wanted) > 1 else "Leave a proposal") as tx:
        return Answered(proposals.set_state(tx, wanted, "left"))


def _in_parts(library: Library, label: str, wanted: Sequence[Proposal], answer: _Answer,
              progress: Progress | None) -> bool:
    if len(wanted) <= AT_ONCE:
        with library.store.write(label) as tx:
            answer(tx, wanted)
        return True
    try:
        with library.store.step(label) as step:
            for start in range(0, len(wanted), AT_ONCE):
                with step.part() as tx:
                    answer(tx, wanted[start:start + AT_ONCE])
                if progress is not None and not progress(min(len(wanted), start + AT_ONCE), len(wanted)):
                    raise Cancelled
    except Cancelled:
        return False
    return True


def _both(found: Proposal) -> list[int]:
    return [found.seq, found.target_seq]


def _label(wanted: Sequence[Proposal], names: dict[int, str | None]) -> str:
    kinds = {each.kind == "based_on" for each in wanted}
    first = wanted[0]
    mine, theirs = names.get(first.seq), names.get(first.target_seq)
    if kinds == {False}:
        if len(wanted) == 1:
            return f"Group “{mine}” with “{theirs}”" if mine and theirs else "Group an item as a variant"
        return f"Group {len(wanted):,} items as variants"
    if kinds == {True}:
        if len(wanted) == 1:
            return f"Base “{mine}” on “{theirs}”" if mine and theirs else "Set what an item is based on"
        return f"Set what {len(wanted):,} items are based on"
    return f"Accept {len(wanted):,} proposals"


def _accept(tx: Write, found: Proposal) -> bool:
    """Whether it could be done."""
    if found.kind == "based_on":
        try:
            lineage.set_based_on(tx, found.generation_id, found.target_id)
        except Refused:  # it would be based on itself
            return False
        proposals.set_state(tx, [found.id], "accepted")
        return True
    if found.kind == "sidecar":
        _hand_recipe(tx, found)
    merge.into(tx, found.generation_id, found.target_id)
    return True


def _hand_recipe(tx: Write, found: Proposal) -> None:
    """The clip has the picture's recipe, and says so, if it has none of its own."""
    picture, clip = (variants.primary_of(tx, item) for item in (found.generation_id, found.target_id))
    if picture is None or clip is None or not picture.params or (clip.params or {}).get("prompt"):
        return
    file = _file(picture)
    sources = {key: f"{file}: {source}" for key, source in (picture.params.get("sources") or {}).items()}
    merged = {**picture.params, **(clip.params or {}), "sources": {**sources, **((clip.params or {}).get("sources") or {})}}
    variants.set_params(tx, clip.id, merged)


def _file(variant: Variant) -> str:
    return variant.source_name or variant.name or variant.location.rpartition("/")[2]
