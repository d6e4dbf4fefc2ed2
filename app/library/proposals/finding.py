"""Looking for proposals: after an import for what is new, or in the whole project."""

from __future__ import annotations

from app.library.library import Library
from app.library.proposals.ends import Run, read_ends
from app.library.proposals.looks import GoOn, Stopped, read_looks
from app.library.proposals.origins import find_origins
from app.library.proposals.sidecars import find_sidecars
from app.library.proposals.versions import find_versions
from db import proposals

_AT_ONCE = 200


def find(library: Library, project_id: str, import_id: str | None = None, go_on: GoOn | None = None,
         run: Run | None = None) -> int:
    """What belongs together in a project is proposed; with an import, only what has to do with its items. How many are new.

    `run` starts work in another process: with it, clips whose first and last frames are not known yet are looked into.
    What was proposed before is not proposed again, whatever was answered. When `go_on` stops it, nothing is proposed.
    Not for the GUI thread. Undo: not undoable (nothing is grouped). Raises: db.ReadOnly, db.DiskFull.
    """
    on = go_on or (lambda done, total: True)
    new = None
    if import_id is not None:
        with library.store.read() as read:
            new = proposals.imported(read, import_id)
        if not new:
            return 0
    try:
        if run is not None:
            read_ends(library, project_id, new, run, on)
    except Stopped:
        return 0
    looks = read_looks(library, project_id, new)
    if new is not None:
        new &= set(looks.items)
        if not new:
            return 0
    try:
        sidecars = find_sidecars(library, looks)
        versions = find_versions(library, looks, {each.generation_id for each in sidecars}, on)
        joins = {one: other for (kind, one, other), state in looks.answered.items() if kind != "based_on" and state == "open"}
        joins.update((each.generation_id, each.target_id) for each in (*sidecars, *versions))
        origins = find_origins(library, looks, joins, on)
    except Stopped:
        return 0
    found = [*sidecars, *versions, *origins]
    made = 0
    for start in range(0, len(found), _AT_ONCE):
        with library.store.write(None) as tx:
            made += proposals.add(tx, project_id, found[start:start + _AT_ONCE])
    return made


