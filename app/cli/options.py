"""Options that every verb has, before it or after it; a parser that says what is wrong without ending us."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from app.cli.output import Output, UsageError

Run = Callable[[argparse.Namespace, Output], int]
Verbs = Any  # argparse's own type of `add_subparsers` is private


class Parser(argparse.ArgumentParser):
    """A parser whose errors are ours."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(
            f"{message[:1].upper()}{message[1:]}.", f"{self.prog} --help shows what can be said."
        )


def add_common(parser: argparse.ArgumentParser) -> None:
    """--library, --user, --json and --quiet; left out of the namespace where they are not said."""
    group = parser.add_argument_group("options of every verb")
    group.add_argument("--library", type=Path, metavar="DIR", default=argparse.SUPPRESS,
                       help="the library (default: $DAILIES_LIBRARY, else the one opened last)")  # fmt: skip
    group.add_argument(
        "--user", metavar="NAME", default=argparse.SUPPRESS, help="default: the library's first user"
    )
    group.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="one JSON document on stdout"
    )
    group.add_argument(
        "--quiet", action="store_true", default=argparse.SUPPRESS, help="no messages, no progress"
    )


def add_project(parser: argparse.ArgumentParser) -> None:
    """--project, for verbs that look at or write to one project."""
    parser.add_argument(
        "--project", metavar="P", default=None, help="its name or id (default: the user's first one)"
    )


def verb(verbs: Verbs, name: str, run: Run, sentence: str) -> argparse.ArgumentParser:
    """A verb that does `run`, with the common options."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=sentence, description=f"{sentence}.")
    parser.set_defaults(run=run)
    add_common(parser)
    return parser


def group(verbs: Verbs, name: str, sentence: str) -> Verbs:
    """A verb that has verbs of its own (`shot new`)."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=sentence, description=f"{sentence}.")
    add_common(parser)
    return parser.add_subparsers(required=True, metavar="VERB", dest=f"{name}_verb")


def whole_number(text: str) -> int:
    """A number from 0 on."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 0 on")
    return int(text)


def count(text: str) -> int:
    """A number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 on")
    return int(text)
