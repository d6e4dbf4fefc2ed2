"""The library folder: which file lies where. Pure functions of names; nothing here touches the disk."""

from __future__ import annotations

import re
import secrets
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError

DATABASE = "dailies.db"
UPLOADS, TRAINING, LORAS = "image_uploads", "training-data", "lora_files"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_CHANCE = secrets.SystemRandom()


@dataclass(frozen=True)
class LibraryPaths:
    """The places inside one library folder."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def uploads_bucket(self) -> Path:
        """The bucket `image_uploads`: all pictures, clips and thumbnails, below the user's id."""
        return self.folder / UPLOADS

    @property
    def buckets(self) -> tuple[Path, ...]:
        return tuple(self.folder / name for name in (UPLOADS, TRAINING, LORAS))

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def cache(self) -> Path:
        """Derived pictures by content hash; may be deleted at any time."""
        return self.folder / "cache"

    @property
    def staging(self) -> Path:
        """Files on their way in; on the same disk as the buckets, so that the last move is a rename."""
        return self.folder / ".staging"

    @property
    def lock(self) -> Path:
        return self.folder / ".lock"

    def file(self, location: str) -> Path:
        """The file of a stored `location` or `thumbnail_url`.

        Raises: UserError for a path that leaves the bucket (a row written by a stranger).
        """
        return self.in_bucket(UPLOADS, location)

    def in_bucket(self, bucket: str, location: str) -> Path:
        """The file of a location stored for one of the three buckets. Raises: as `file`."""
        parts = [part for part in location.split("/") if part not in ("", ".")]
        if not parts or location[0] == "/" or "\\" in location or "\0" in location or ".." in parts or ":" in parts[0]:
            raise UserError(f"The library names a file outside its folder: {location}", "It was not opened.")
        return self.folder.joinpath(bucket, *parts)

    def imported(self, place: str) -> Path:
        """The file of a place that an import wrote down: inside `image_uploads`, or with its bucket's name before it.

        Raises: as `file`.
        """
        bucket, _slash, location = place.partition("/")
        return self.in_bucket(bucket, location) if bucket in (TRAINING, LORAS) else self.file(place)

    def training_poster(self, sha256: str) -> Path:
        """The picture of a training file, in the cache by content."""
        return self.cache / "training" / sha256[:2] / f"{sha256}.jpg"

    def strip(self, sha256: str) -> Path:
        """The filmstrip of a clip, in the cache by content."""
        return self.cache / "strips" / sha256[:2] / f"{sha256}.jpg"

    def preview(self, sha256: str) -> Path:
        """The larger picture of what the window cannot read itself, in the cache by content."""
        return self.cache / "previews" / sha256[:2] / f"{sha256}.jpg"


def _random(length: int) -> str:
    return "".join(_CHANCE.choices(_DIGITS, k=length))


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000


def clean_extension(name: str, fallback: str) -> str:
    """The ending of a file name as storage wants it: lower case, letters and digits only; else `fallback`."""
    _stem, dot, ending = name.rpartition(".")
    ending = ending.lower()
    return ending if dot and re.fullmatch(r"[a-z0-9]{1,8}", ending) else fallback


def upload_location(user_id: str, extension: str) -> str:
    """A new place for an original: `{userId}/uploads/{ts}-{rand}.{ext}`."""
    return f"{user_id}/uploads/{_milliseconds()}-{_random(8)}.{extension}"


def thumbnail_location(user_id: str) -> str:
    """A new place for a thumbnail: `{userId}/thumbnails/thumb_{ts}_{rand}.jpg`."""
    return f"{user_id}/thumbnails/thumb_{_milliseconds()}_{_random(6)}.jpg"


def clip_thumbnail_location(user_id: str, generation_id: str) -> str:
    """The place of the poster of a generation's first clip: `{userId}/thumbnails/{generationId}-thumb.jpg`."""
    return f"{user_id}/thumbnails/{generation_id}-thumb.jpg"


def model_location(user_id: str, name: str) -> str:
    """A new place in `lora_files`: `{userId}/{uuid}-{original name}`, the name made safe, its ending kept."""
    return f"{user_id}/{uuid.uuid4()}-{clean_name(name, 'model')}"


def training_location(user_id: str, extension: str) -> str:
    """A new place in `training-data`: `{userId}/{ts}-{rand}.{ext}`."""
    return f"{user_id}/{_milliseconds()}-{_random(8)}.{extension}"


def clean_name(name: str, fallback: str) -> str:
    """A file name that every file system takes: letters, digits, `-_. `; at most 100 characters; else `fallback`."""
    stem, dot, ending = name.rpartition(".")
    if not (dot and stem):
        stem, ending = name, ""
    safe = re.sub(r"[^0-9A-Za-z._ -]+", "_", stem).strip(" ._-")[:80].rstrip(" .")
    return f"{safe or fallback}.{clean_extension('.' + ending, 'safetensors')}"
