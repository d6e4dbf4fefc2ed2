"""Proposals: what belongs together, found by a job, accepted or left by a person. Nothing is grouped unasked."""

from app.library.proposals.answers import AT_ONCE, Answered, accept, leave
from app.library.proposals.asking import enqueue, enqueue_all, search
from app.library.proposals.finding import find
from app.library.proposals.listing import Group, Side, count, groups, sides

__all__ = ["AT_ONCE", "Answered", "Group", "Side", "accept", "count", "enqueue", "enqueue_all", "find", "groups", "leave",
           "search", "sides"]
