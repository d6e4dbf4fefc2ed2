"""Goal 14: files made to hurt, each looked into by one of the program's own worker processes.

The time is that from asking to the answer, the memory the most that the worker ever held, libraries included.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from app.jobs.pool import DecoderPool
from app.media.limits import UnreadableMedia
from tests.app.media.hostile import FILES
from tests.perf.figures import Figure, at_most
from tests.perf.thumbnails import looked_into

LONGEST_S = 10.0
MOST_MB = 512.0


def hostile(rows: int) -> list[Figure]:
    """Goal 14."""
    del rows
    slowest, memory, without = 0.0, 0, []
    with tempfile.TemporaryDirectory() as place:
        pool = DecoderPool(workers=1, timeout_s=2 * LONGEST_S)
        try:
            for name, make in FILES.items():
                path = make(Path(place) / "file.dat")
                start = time.perf_counter()
                try:
                    memory = max(memory, pool.run(looked_into, str(path), f"{place}/thumb.jpg").result()[2])
                except UnreadableMedia as error:
                    if "made the reader stop" in error.reason:
                        without.append(name)
                except TimeoutError:
                    without.append(name)
                slowest = max(slowest, time.perf_counter() - start)
        finally:
            pool.close()
    return [
        at_most("14", "slowest hostile file", "s", slowest, LONGEST_S),
        at_most("14", "memory of the worker", "MB", memory / 1024, MOST_MB),
        at_most("14", f"of {len(FILES)} hostile files without an answer", "", len(without), 0.0),
    ]
