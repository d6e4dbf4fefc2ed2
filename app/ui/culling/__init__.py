"""Judging many items one after the other: the full-window mode, tags, names by template."""
