from __future__ import annotations

import multiprocessing
import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from app.media.limits import MAX_PIXELS, UnreadableMedia, UnsafeMedia, check_pixels, limit_this_process
from app.media.work import Examined, examine
from tests.media_factory import (
    gif_bytes,
    make_avif,
    make_bomb_png,
    make_gif,
    make_heic,
    make_jpeg,
    make_mp4,
    make_png,
    make_webm,
    make_webp,
)


def grab(megabytes: int) -> str:
    try:
        held = bytearray(megabytes * 1024 * 1024)
    except MemoryError:
        return "refused"
    return f"got {len(held)}"


@pytest.fixture(scope="module")
def worker() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), limit_this_process) as pool:
        yield pool


@pytest.mark.parametrize("kind", [UnreadableMedia, UnsafeMedia])
def test_refusals_travel_between_processes(kind: type[UnreadableMedia]) -> None:
    error = pickle.loads(pickle.dumps(kind("is empty")))
    assert type(error) is kind
    assert (error.reason, error.message) == ("is empty", "The file is empty.")


def test_pixels_up_to_the_limit_pass() -> None:
    check_pixels(16_000, MAX_PIXELS // 16_000)
    with pytest.raises(UnsafeMedia):
        check_pixels(16_001, MAX_PIXELS // 16_000)
    with pytest.raises(UnreadableMedia):
        check_pixels(0, 10)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux counts addresses")
def test_a_worker_gets_its_share_of_memory_and_no_more(worker: ProcessPoolExecutor) -> None:
    assert worker.submit(grab, 300).result(60).startswith("got")
    assert worker.submit(grab, 700).result(60) == "refused"


def test_a_worker_examines_files_and_lives_through_bad_ones(
    worker: ProcessPoolExecutor, tmp_path: Path
) -> None:
    thumb = tmp_path / "thumb.jpg"
    path = make_png(tmp_path / "a.png", (800, 600), "a1111")
    found: Examined = worker.submit(examine, str(path), str(thumb)).result(60)
    assert (found.facts.width, found.recipe.fields["steps"]) == (800, 28)
    assert found.thumbnail is not None
    assert thumb.exists()
    with pytest.raises(UnsafeMedia):
        worker.submit(examine, str(make_bomb_png(tmp_path / "b.png")), str(thumb)).result(60)
    kinds = (make_jpeg, make_heic, make_avif, make_mp4, make_webm, make_webp, make_gif, make_png)
    for make in kinds * 2:
        assert worker.submit(examine, str(make(tmp_path / "c")), str(thumb)).result(60).thumbnail is not None
    assert worker.submit(grab, 300).result(60).startswith("got")  # heaps of threads long gone take no share


def test_a_picture_whose_decoder_would_end_the_process_is_refused_before(tmp_path: Path) -> None:
    data = bytearray(gif_bytes([0]))
    data[6:10] = (15_000).to_bytes(2, "little") * 2
    (tmp_path / "a.gif").write_bytes(bytes(data))
    with pytest.raises(UnsafeMedia, match="15000 × 15000"):
        examine(str(tmp_path / "a.gif"), str(tmp_path / "thumb.jpg"))


def test_without_a_target_no_thumbnail_is_made(tmp_path: Path) -> None:
    assert examine(str(make_png(tmp_path / "a.png"))).thumbnail is None
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.png"]
