"""What became of a verb that a gesture called: its result, or a notice that says why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from app.errors import UserError
from app.ui.session import Session
from db import DbError

REFUSED: Final = object()
"""Given back by `attempt` in place of a result."""


def attempt(session: Session, verb: Callable[..., Any], *given: Any) -> Any:
    """The result of `verb(library, *given)`; `REFUSED` when it could not be done, and the window says why."""
    try:
        return verb(session.library, *given)
    except (UserError, DbError) as error:
        session.failed.emit(error.message, error.hint)
        return REFUSED
