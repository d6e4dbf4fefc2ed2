"""Values that occur in a project, with the number of items that show them: what the search field offers."""

from __future__ import annotations

from db.conditions import LABELS
from db.statements import Read

_VISIBLE = ("project_id = coalesce(?, project_id) AND is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL"
            " AND rejected = 0")
_OF = "FROM generations WHERE " + _VISIBLE
_OF_INDEX = "FROM generations INDEXED BY gallery_filter WHERE " + _VISIBLE  # it has all that is counted: a fifth of the work
_G = " AND ".join(f"g.{term}" for term in _VISIBLE.replace(" project_id)", " g.project_id)").split(" AND "))
MOST = 1_000  # values of one key


def _of_recipe(path: str) -> str:
    return f"SELECT CAST(json_extract(params, '$.{path}') AS TEXT) AS said, count(*) AS n {_OF} GROUP BY said"


COUNTED: dict[str, str] = {
    "type": "SELECT CASE WHEN type LIKE '%video%' THEN 'video' WHEN type LIKE '%audio%' THEN 'audio' ELSE 'image' END AS said,"
            f" count(*) AS n {_OF_INDEX} GROUP BY said",
    "rating": f"SELECT CAST(rating AS TEXT) AS said, count(*) AS n {_OF_INDEX} GROUP BY said",
    "tool": f"SELECT tool AS said, count(*) AS n {_OF_INDEX} GROUP BY said",
    "label": f"SELECT nullif(label, '') AS said, count(*) AS n {_OF_INDEX} GROUP BY said",
    "model": _of_recipe("model"),
    "sampler": _of_recipe("sampler"),
    "lora": "SELECT l.value ->> '$.name' AS said, count(DISTINCT g.seq) AS n FROM generations AS g,"
            f" json_each(g.params, '$.loras') AS l WHERE {_G} GROUP BY said",
    "tag": "SELECT t.tag AS said, count(*) AS n FROM generation_tags AS t JOIN generations AS g ON g.id = t.generation_id"
           f" WHERE {_G} GROUP BY said",
    "shot": "SELECT s.name AS said, count(DISTINCT l.generation_id) AS n FROM shot_generations AS l"
            " JOIN shots AS s ON s.id = l.shot_id JOIN generations AS g ON g.id = l.generation_id"
            f" WHERE {_G} GROUP BY said",
    "camera": "SELECT json_extract(v.about, '$.camera') AS said, count(*) AS n FROM generation_variants AS v"
              f" JOIN generations AS g ON g.primary_variant_id = v.id WHERE v.about IS NOT NULL AND {_G} GROUP BY said",
}
TOUCHED_BY: dict[str, tuple[str, ...]] = {
    **{key: ("generations",) for key in COUNTED}, "tag": ("generations", "generation_tags"),
    "shot": ("generations", "shots", "shot_generations"), "camera": ("generations", "generation_variants"),
}


def counted(read: Read, key: str, project_id: str | None) -> list[tuple[str, int]]:
    """The values of a key of COUNTED, the most frequent first. Slow: it looks at every item of the project."""
    rows = read.all(f"SELECT said, n FROM ({COUNTED[key]}) WHERE said IS NOT NULL ORDER BY n DESC, said LIMIT ?",
                    (project_id, MOST))
    found = [(str(value), int(number)) for value, number in rows]
    if key == "label":
        return sorted(found, key=lambda one: LABELS.index(one[0]))
    return sorted(found, key=lambda one: one[0], reverse=True) if key == "rating" else found
