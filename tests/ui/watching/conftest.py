"""A window on a filled library."""

from tests.ui.shell.conftest import desk

__all__ = ["desk"]
