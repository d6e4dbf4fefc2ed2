"""Verbs on tags. A tag is a path (`look/warm`); “Draft” and “draft” are one tag, written as it was written first.

Tags belong to the generation with all its variants. Each verb is one step that Undo names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.errors import UserError
from app.library.library import Library
from app.library.parts import Progress, in_parts
from db import BadQuery, Filter, Write, parsed, searches, settings, tags
from db import written as query_text

KEPT = 9
_USED = "tags_used"


def written(text: str) -> str:
    """The tag that a person means by `text`: parts trimmed, empty ones left out. Raises: UserError without any."""
    parts = [" ".join(part.split()) for part in text.split("/")]
    tag = "/".join(part for part in parts if part)
    if not tag:
        raise UserError("A tag needs at least one letter or number.", "Nothing was changed.")
    return tag


def known(library: Library, text: str) -> str:
    """The same tag as the library writes it: part by part in the letters of the first that had them. Raises: UserError."""
    with library.store.read() as read:
        return _as_known(written(text), tags.all_of(read))


def add(library: Library, seqs: Sequence[int], tag: str, progress: Progress | None = None) -> int:
    """These items have the tag; how many did not have it. It is the first of `last_used`.

    Undo: “Tag 312 items “dune””. Raises: UserError (no tag), db.ReadOnly, db.DiskFull.
    """
    tag = known(library, tag)
    changed = in_parts(library, f"Tag {_items(seqs)} “{tag}”", seqs, lambda tx, part: tags.add(tx, part, tag), progress)
    if changed:
        _remember(library, [tag, *_used(library)])
    return changed


def remove(library: Library, seqs: Sequence[int], tag: str, progress: Progress | None = None) -> int:
    """These items no longer have the tag (those below it stay); how many had it.

    Undo: “Remove tag “dune” from 312 items”. Raises: UserError (no tag), db.ReadOnly, db.DiskFull.
    """
    tag = known(library, tag)
    return in_parts(library, f"Remove tag “{tag}” from {_items(seqs)}", seqs, lambda tx, part: tags.remove(tx, part, tag),
                    progress)


def rename(library: Library, old: str, new: str, progress: Progress | None = None) -> int:
    """What had the tag `old` has `new`, and what was below it is below that; how many items that are.

    Saved searches ask for the new name. An item that has both keeps one. Other letters (“draft” to “Draft”) are a new name
    as well.
    Undo: “Rename tag “dune” to “desert””. Raises: UserError (no tag, into itself), db.ReadOnly, db.DiskFull.
    """
    with library.store.read() as read:
        there = tags.all_of(read)
        old = _as_known(written(old), there)
        below = f"{old}/"
        new = _as_known(written(new), [tag for tag in there if tag != old and not tag.startswith(below)])
        seqs = tags.carriers(read, old)
    if new == old or not seqs:
        return 0
    if new.startswith(below):
        raise UserError(f"“{new}” is inside “{old}”. A tag cannot become a part of itself.", "Nothing was changed.")

    def verb(tx: Write, part: list[int]) -> int:
        tags.move(tx, part, old, new)
        _rename_in_searches(tx, old, new)
        return len(part)

    changed = in_parts(library, f"Rename tag “{old}” to “{new}”", seqs, verb, progress)
    if changed:
        _remember(library, [new + tag[len(old):] if tag == old or tag.startswith(below) else tag for tag in _used(library)])
    return changed


def renamed_in(wanted: Filter, old: str, new: str) -> Filter:
    """The same filter, asking for `new` where it asked for the tag `old` or one below it."""
    return replace(wanted, conditions=tuple(
        replace(one, value=new + one.value[len(old):])
        if one.key == "tag" and one.op in (":", ":=") and f"{one.value}/".casefold().startswith(f"{old}/".casefold()) else one
        for one in wanted.conditions))


def _rename_in_searches(tx: Write, old: str, new: str) -> None:
    for search in searches.of_everyone(tx):
        try:
            asked = parsed(search.query)
        except BadQuery:
            continue  # it says so where it is opened
        renamed = renamed_in(asked, old, new)
        if renamed != asked:
            searches.set_query(tx, search.id, query_text(renamed))


def delete(library: Library, tag: str, progress: Progress | None = None) -> int:
    """Nothing has the tag or one below it; how many items had.

    Undo: “Delete tag “dune””. Raises: UserError (no tag), db.ReadOnly, db.DiskFull.
    """
    with library.store.read() as read:
        tag = _as_known(written(tag), tags.all_of(read))
        seqs = tags.carriers(read, tag)

    def verb(tx: Write, part: list[int]) -> int:
        tags.remove_below(tx, part, tag)
        return len(part)

    return in_parts(library, f"Delete tag “{tag}”", seqs, verb, progress) if seqs else 0


def counts(library: Library) -> dict[str, int]:
    """All tags of the project's items, in order, with how many items of the gallery have each.

    Rejected items and parts are not counted, as the gallery hides them. Slow: not for the GUI thread.
    """
    with library.store.slow_read() as read:
        return tags.counts(read, library.project_id)


def shared(library: Library, seqs: Sequence[int]) -> dict[str, int]:
    """The tags of these items with how many of them have each. Slow for many: not for the GUI thread."""
    with library.store.slow_read() as read:
        return tags.shared(read, [int(seq) for seq in seqs])


def last_used(library: Library, n: int = KEPT) -> list[str]:
    """The tags that were added last, newest first; those that nothing has any more are left out."""
    with library.store.read() as read:
        there = set(tags.all_of(read))
        return [tag for tag in _stored(settings.get(read, _USED, [])) if tag in there][:n]


def _as_known(tag: str, there: Sequence[str]) -> str:
    """`tag`, its beginning as far as possible in the letters of a tag that is there."""
    parts, folded = tag.split("/"), tag.casefold().split("/")
    best: list[str] = []
    for other in there:
        theirs = other.split("/")
        same = 0
        while same < min(len(parts), len(theirs)) and theirs[same].casefold() == folded[same]:
            same += 1
        if same > len(best) or (same == len(best) and theirs[:same] == parts[:same]):  # the very same letters win
            best = theirs[:same]
    return "/".join([*best, *parts[len(best):]])


def _items(seqs: Sequence[int]) -> str:
    return "1 item" if len(seqs) == 1 else f"{len(seqs):,} items"


def _used(library: Library) -> list[str]:
    with library.store.read() as read:
        return _stored(settings.get(read, _USED, []))


def _stored(value: object) -> list[str]:
    return [tag for tag in value if isinstance(tag, str)] if isinstance(value, list) else []


def _remember(library: Library, used: Sequence[str]) -> None:
    kept = list(dict.fromkeys(used))[:3 * KEPT]  # more than are shown: some may be gone by then
    with library.store.write(None) as tx:
        settings.put(tx, _USED, kept)
