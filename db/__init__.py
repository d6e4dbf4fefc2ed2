"""The library file: this is all of its public API, everything else in the package is implementation.

Verbs take the `tx` of a `Store.write`, reads the `read` of a `Store.read`: `generations.set_starred(tx, ids, True)`.
"""

from db import (
    backup,
    check,
    generations,
    imports,
    introspect,
    ledger,
    lineage,
    merge,
    projects,
    proposals,
    settings,
    shots,
    tasks,
    users,
    variants,
)
from db.changes import Changes, merged
from db.errors import (
    BugError,
    Busy,
    Corrupt,
    DbError,
    DiskFull,
    Gone,
    NotALibrary,
    NotFound,
    ReadOnly,
    Refused,
    TooNew,
    UndoConflict,
    WrongProject,
)
from db.history import Step
from db.ids import canonical, new_id, now
from db.query import SORTS, BadQuery, Filter, parsed
from db.rows import Card, Found, Generation, ImportItem, Look, Project, Proposal, Shot, ShotItem, Task, Variant
from db.statements import Read, Write
from db.store import OpenStep, Store

__all__ = [
    "SORTS", "BadQuery", "BugError", "Busy", "Card", "Changes", "Corrupt", "DbError", "DiskFull", "Filter", "Found",
    "Generation", "Gone", "ImportItem", "Look", "NotALibrary", "NotFound", "OpenStep", "Project", "Proposal", "Read",
    "ReadOnly", "Refused", "Shot", "ShotItem", "Step", "Store", "Task", "TooNew", "UndoConflict", "Variant", "Write",
    "WrongProject", "backup", "canonical", "check", "generations", "imports", "introspect", "ledger", "lineage", "merge",
    "merged", "new_id", "now", "parsed", "projects", "proposals", "settings", "shots", "tasks", "users", "variants",
]
