"""Pictures without a file become files, for as long as their import takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from app.errors import WorldError
from app.library.library import Library

FOLDER = "arrivals"  # in the cache: not in the staging folder, which is emptied when the program starts


def keep(library: Library, write: Callable[[Path], None], ending: str, moment: datetime) -> Path:
    """A new file, named by the time, that `write` filled: “Pasted 2026-11-24 14.03.05.png”.

    Raises: WorldError when it cannot be written (nothing is left of it then).
    """
    folder = library.paths.cache / FOLDER
    stem, number = f"Pasted {moment:%Y-%m-%d %H.%M.%S}", 1
    path = folder / f"{stem}.{ending}"
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.open("xb").close()
            break
        except FileExistsError:
            number += 1
            path = folder / f"{stem} {number}.{ending}"
        except OSError as error:
            raise _not_kept(error) from error
    try:
        write(path)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _not_kept(error) from error
    return path


def forget(library: Library, sources: Iterable[str]) -> None:
    """Those of the files that `keep` made are gone: their import is over. Files of people are never touched."""
    folder = library.paths.cache / FOLDER
    for source in sources:
        path = Path(source)
        if path.parent == folder:
            path.unlink(missing_ok=True)


def _not_kept(error: OSError) -> WorldError:
    return WorldError(f"The picture could not be kept: {error.strerror or error}.",
                      "Nothing was imported. Look at the disk, then do it again.")
