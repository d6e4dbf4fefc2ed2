"""Import: files from outside become generations, variants or parts. Nothing outside is changed, nothing inside is lost.

The stages of one file: found → recognised → copied while hashed → compared with what is there → examined (facts,
recipe and thumbnail, in another process) → moved into place → its rows. See `pipeline.py`.
"""

from app.library.importing.pipeline import Examine, Import, Tick
from app.library.importing.recover import recover
from app.library.importing.report import Report
from app.library.importing.scan import Target, files_in
from app.library.importing.stops import DiskIsFull, NotNow, SourceIsGone, Suspended

__all__ = [
    "DiskIsFull", "Examine", "Import", "NotNow", "Report", "SourceIsGone", "Suspended", "Target", "Tick", "files_in", "recover",
]
