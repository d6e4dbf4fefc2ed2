"""Goal 7: words typed, to all ids in gallery order. CPU time, median; the limit is the index alone giving the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from app.library import gallery
from app.library.library import Library
from db import Filter, driver
from db.searching import asked
from tests.perf.figures import Figure, at_most, medians, taken
from tests.perf.library import big_library

ROUNDS = 7


def words(library: Library) -> dict[str, str]:
    """A word that is in about 5 % of the prompts, one of 1 %, and both."""
    with library.store.read() as read:
        prompts = [row[0] for row in read.all("SELECT params ->> '$.prompt' FROM generations WHERE seq % 97 = 0 LIMIT 4000")]
    seen = Counter(word for prompt in prompts for word in set(prompt.replace(",", "").split()) if len(word) > 4)

    def near(share: float) -> str:
        return min(sorted(seen), key=lambda word: abs(seen[word] - share * len(prompts)))

    return {"5 % of all": near(0.05), "1 % of all": near(0.01), "two words": f"{near(0.05)} {near(0.01)}"}


def searching(rows: int) -> list[Figure]:
    """Goal 7; medians, so the first search, which reads the order of the gallery, does not count: letters follow letters."""
    folder = big_library(rows)
    library = Library.open(folder, read_only=True)
    bare = driver.connect(library.paths.database.as_uri() + "?mode=ro", uri=True)
    figures = []

    for name, text in words(library).items():
        wanted, match = Filter(project_id=library.project_id, text=text), asked(text).match

        def rowids(match: str = match) -> None:
            bare.execute("SELECT group_concat(rowid) FROM generation_search WHERE generation_search MATCH ?", (match,)).fetchone()

        def ours(wanted: Filter = wanted) -> None:
            gallery.ids(library, wanted)

        works: list[Callable[[], float]] = [lambda w=ours: taken(w), lambda w=rowids: taken(w)]  # type: ignore[misc]
        mine, limit = medians(ROUNDS, *works)
        figures.append(Figure("7", f"search, {name}", "ms CPU", mine, limit, "bare FTS5 rowids", 3.0))
    first = taken(lambda: gallery.ids(library, Filter(project_id=library.project_id, text="*zzzz*")))
    figures.append(at_most("7", "words of the index, the first time", "ms CPU", first, 5_000))
    part = Filter(project_id=library.project_id, text=f"*{words(library)['1 % of all'][1:5]}*")
    middle = medians(3, lambda: taken(lambda: gallery.ids(library, part)))[0]
    figures.append(at_most("7", "part of a word", "ms CPU", middle, 100))
    bare.close()
    library.close()
    return figures


