"""Dailies: a desktop, local-first media manager for people who make films out of many small pieces."""

__version__ = "0.1.0"
