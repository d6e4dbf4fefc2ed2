"""The preferences of the person at this computer (not of a library): theme and text size."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from platformdirs import user_config_path

log = logging.getLogger(__name__)


@dataclass
class Settings:
    """Changed in place, kept by `save`."""

    theme: str = "dark"          # dark, light or system
    text_scale: float = 1.0      # 0.9 to 1.5
    go_on: bool = False          # to the next item after a star, rating, label or rejection in the gallery
    slide_seconds: int = 5       # 1 to 60
    scrub: bool = True           # clips are shown along their time under the pointer
    open_with: str = ""          # the program that was chosen last


def _file() -> Path:
    return user_config_path("dailies", appauthor=False) / "settings.json"


def load() -> Settings:
    """The preferences; what is missing or cannot be read is as at the first start."""
    try:
        found = json.loads(_file().read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        log.info("the preferences could not be read, starting with the first ones")
        return Settings()
    known = {field.name: field.type for field in fields(Settings)}
    values = {key: value for key, value in found.items() if key in known} if isinstance(found, dict) else {}
    made = Settings()
    for key, value in values.items():
        if isinstance(value, type(getattr(made, key))):
            setattr(made, key, value)
    return made


def save(settings: Settings) -> None:
    """The preferences are on the disk. Raises: OSError."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
    part.replace(path)
