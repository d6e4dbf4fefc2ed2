"""The log file."""

from __future__ import annotations

import logging

from app.log import MAX_BYTES, log_file, logging_to_file


def test_what_is_logged_inside_the_block_is_in_the_file(loglines: list[str]) -> None:
    with logging_to_file("cli") as path:
        logging.getLogger("here").info("one")
        logging.getLogger("here").warning("two: %s", "ü")
    logging.getLogger("here").warning("three")
    text = path.read_text(encoding="utf-8")
    assert "INFO" in text
    assert "two: ü" in text
    assert "three" not in text
    assert len(loglines) == 2


def test_nothing_logged_makes_no_file() -> None:
    with logging_to_file("cli") as path:
        assert path == log_file("cli")
    assert not path.exists()


def test_a_full_file_is_turned_over() -> None:
    with logging_to_file("cli") as path:
        for _ in range(3):
            logging.getLogger("here").info("x" * (MAX_BYTES // 2))
    assert path.with_name("cli.log.1").exists()
    assert path.stat().st_size < MAX_BYTES


def test_a_folder_that_cannot_be_written_costs_only_the_log() -> None:
    folder = log_file("cli").parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    level = logging.getLogger().level
    with logging_to_file("cli"):
        logging.getLogger("here").info("one")
    assert logging.getLogger().level == level
