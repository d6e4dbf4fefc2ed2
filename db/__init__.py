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
    resources,
    searches,
    settings,
    shots,
    tasks,
    training,
    users,
    variants,
    watched,
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
from db.query import SORTS, BadQuery, Condition, Filter, Sort, parsed, written
from db.rows import (
    Batch,
    Card,
    CostSum,
    Found,
    Generation,
    ImportItem,
    ImportRun,
    Look,
    Naming,
    Project,
    Proposal,
    Resource,
    Segment,
    Shot,
    ShotItem,
    Task,
    TrainingItem,
    Variant,
)
from db.searches import SavedSearch
from db.statements import Read, Write
from db.store import OpenStep, Store
from db.watched import WatchedFile, WatchedFolder

__all__ = [
    "SORTS", "BadQuery", "Batch", "BugError", "Busy", "Card", "Changes", "Condition", "Corrupt", "CostSum", "DbError",
    "DiskFull", "Filter", "Found", "Generation", "Gone", "ImportItem", "ImportRun", "Look", "Naming", "NotALibrary",
    "NotFound", "OpenStep", "Project", "Proposal", "Read", "ReadOnly", "Refused", "Resource", "SavedSearch", "Segment", "Shot",
    "ShotItem", "Sort", "Step", "Store", "Task", "TooNew", "TrainingItem", "UndoConflict", "Variant", "WatchedFile",
    "WatchedFolder", "Write", "WrongProject", "backup", "canonical", "check", "generations", "imports", "introspect", "ledger",
    "lineage", "merge", "merged", "new_id", "now", "parsed", "projects", "proposals", "resources", "searches", "settings",
    "shots", "tasks", "training", "users", "variants", "watched", "written",
]
