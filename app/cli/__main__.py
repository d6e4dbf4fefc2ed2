"""`dailies-cli` (`python -m app.cli`): reads the command line, does the verb, says what came of it."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence

from app import __version__
from app.cli import (
    check,
    demo,
    gallery,
    import_,
    init,
    lora,
    metadata,
    output,
    part,
    proposals,
    schema,
    shot,
    tasks,
    training,
    undo,
    variant,
)
from app.cli.options import Parser, add_common
from app.cli.output import Output
from app.errors import UserError
from app.log import logging_to_file
from db import DbError

log = logging.getLogger(__name__)

_GROUPS = (init, demo, import_, gallery, variant, part, proposals, shot, lora, training, check, metadata, undo, tasks, schema)


def parser() -> Parser:
    """The whole command line."""
    whole = Parser(
        prog="dailies-cli", description="Dailies from the command line: films out of many small pieces."
    )
    whole.add_argument("--version", action="version", version=f"Dailies {__version__}")
    add_common(whole)
    verbs = whole.add_subparsers(required=True, metavar="VERB", dest="verb")
    for each in _GROUPS:
        each.add_to(verbs)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of what was asked: 0 done, 1 in part, 2 usage, 3 the library, 4 the world, 70 a bug."""
    words = list(sys.argv[1:] if argv is None else argv)
    said = Output(json="--json" in words, quiet="--quiet" in words)
    with logging_to_file("cli") as log_path:
        try:
            return _run(words)
        except (UserError, DbError) as error:
            said.error(error.kind, error.message, error.hint)
            return output.exit_code(error)
        except BrokenPipeError:  # the reader of our output has gone (`| head`): nothing to tell anybody
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 128 + getattr(signal, "SIGPIPE", 13)
        except OSError as error:
            log.info("the world refused", exc_info=True)
            what = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
            said.error("world", f"{what}.", "Look at the disk and at the permissions of the folder.")
            return output.WORLD
        except KeyboardInterrupt:
            said.error("stopped", "Stopped.")
            return 128 + signal.SIGINT
        except Exception as error:
            log.exception("dailies-cli %s", " ".join(words))
            message = f"Dailies made a mistake ({type(error).__name__}). It is written down in {log_path}."
            said.error("bug", message, "Please report it with that file.")
            return output.BUG


def _run(words: list[str]) -> int:
    try:
        args = parser().parse_args(gallery.as_said(words))
    except SystemExit as ending:  # --help and --version have been answered
        return int(ending.code or 0)
    code: int = args.run(args, Output(json=getattr(args, "json", False), quiet=getattr(args, "quiet", False)))
    return code


if __name__ == "__main__":
    sys.exit(main())
