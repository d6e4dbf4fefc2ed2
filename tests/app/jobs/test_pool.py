"""Decoder processes: killed when they hang, replaced when they die, their refusals told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.jobs.pool import DecoderPool
from app.media.limits import UnreadableMedia
from tests.app.jobs import naughty

pytestmark = pytest.mark.slow


@pytest.fixture
def pool() -> Iterator[DecoderPool]:
    made = DecoderPool(workers=1, timeout_s=8)
    yield made
    made.close()


def test_a_good_function_gives_its_result(pool: DecoderPool) -> None:
    assert pool.run(naughty.twice, 21).result(timeout=30) == 42


def test_a_refusal_reaches_the_caller_as_it_is(pool: DecoderPool) -> None:
    with pytest.raises(UnreadableMedia) as refused:
        pool.run(naughty.refuse).result(timeout=30)
    assert refused.value.reason == "ends too early"


def test_a_worker_that_dies_is_a_refusal_of_its_file_and_the_next_file_is_read(pool: DecoderPool) -> None:
    with pytest.raises(UnreadableMedia, match="made the reader stop"):
        pool.run(naughty.die).result(timeout=30)
    assert pool.run(naughty.twice, 4).result(timeout=30) == 8


def test_a_worker_that_hangs_is_killed_and_the_next_file_is_read() -> None:
    pool = DecoderPool(workers=1, timeout_s=1.5)
    try:
        with pytest.raises(TimeoutError):
            pool.run(naughty.hang).result(timeout=30)
        assert pool.run(naughty.twice, 4).result(timeout=30) == 8
    finally:
        pool.close()


def test_a_pool_that_broke_as_a_whole_is_made_anew(pool: DecoderPool, loglines: list[str]) -> None:
    assert pool.run(naughty.twice, 1).result(timeout=30) == 2
    broken = pool._pool  # noqa: SLF001 - nothing from outside breaks it
    broken.stop()  # type: ignore[no-untyped-call]
    assert pool.run(naughty.twice, 4).result(timeout=30) == 8
    broken.join()
    assert any("started anew" in line for line in loglines)
