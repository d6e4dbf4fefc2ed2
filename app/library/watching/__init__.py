"""Watched folders: what is put into them comes into the library by itself, once.

The truth is a scan that compares the folder with what was seen (`scanning`, `looking`); what the system tells of changes
(`hearing`) only says when to look. `watchers` has a thread for each folder; `folders` are the verbs.
"""

from app.library.watching.folders import Place, Watched, add, all_folders, places, refusal, remove, set_paused
from app.library.watching.looking import FolderWatch, State
from app.library.watching.watchers import Watchers

__all__ = ["FolderWatch", "Place", "State", "Watched", "Watchers", "add", "all_folders", "places", "refusal", "remove",
           "set_paused"]
