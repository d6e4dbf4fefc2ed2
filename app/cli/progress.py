"""A progress bar on stderr, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.cli.output import Output


class Bar:
    """How far something is. Without a terminal it shows nothing."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar

    def to(self, done: int, total: int, name: str = "") -> bool:
        """So many of so many are done; always True: go on."""
        if self._bar is not None:
            self._bar.total = total
            self._bar.n = done
            self._bar.set_postfix_str(name, refresh=False)
            self._bar.refresh()
        return True


@contextmanager
def progress_bar(out: Output, words: str) -> Iterator[Bar]:
    """A bar that goes away when the block ends."""
    if out.quiet or not sys.stderr.isatty():
        yield Bar(None)
        return
    from tqdm import tqdm

    with tqdm(desc=words, leave=False, file=sys.stderr, unit="", dynamic_ncols=True) as bar:
        yield Bar(bar)
