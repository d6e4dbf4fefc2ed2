"""Midjourney's one line: words, switches, `Job ID: …`; in a PNG's Description, or in EXIF, XMP or IPTC."""

from __future__ import annotations

import re

from app.media.metadata.material import Material
from app.media.metadata.recipe import Finding

_JOB = re.compile(r"\bJob ID:\s*([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})", re.IGNORECASE)
_SWITCH = re.compile(r"(?:^|\s)--(?=[a-z])")
_LENGTH = 50_000


def read(material: Material) -> Finding | None:
    places = [(text.block, text.text) for text in material.all("description", "imagedescription", "usercomment", "comment")]
    places += [(block, line) for block, found in material.xmp for line in found.get("dc:description", [])]
    places += [(block, line) for block, found in material.iptc for line in found.get(120, [])]
    for block, line in places:
        job = _JOB.search(line[:_LENGTH])
        if job is not None:
            return _found(block, line[: job.start()].strip())
    return None


def _found(block: str, line: str) -> Finding:
    found = Finding(block)
    found.put("tool", "Midjourney", "Job ID")
    first = _SWITCH.search(line)
    words, switches = (line[: first.start()], line[first.start() :].strip()) if first else (line, "")
    found.put("prompt", words, "the words before the switches")
    said: dict[str, str] = {}
    for part in _SWITCH.split(switches, maxsplit=60)[1:]:
        name, *value = part.split(None, 1)
        said[name] = value[0].strip() if value else ""
    found.put("negative", said.get("no"), "--no")
    seed = said.get("seed", "")
    found.put("seed", seed if re.fullmatch(r"\d{1,20}", seed) else None, "--seed")
    for key, maker in (("niji", "Niji"), ("v", "Midjourney"), ("version", "Midjourney")):
        if re.fullmatch(r"[\d.]{1,6}", said.get(key, "")):
            found.put("model", f"{maker} {said[key]}", f"--{key}")
    found.put("parameters", switches, "the switches")
    return found
