from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.kit import thumbnail_cache
from app.ui.kit.thumbnail_cache import ThumbnailCache, read_picture

PICTURE_BYTES = 64 * 48 * 4


def make_picture(folder: Path, location: str, tint: str = "red") -> None:
    file = folder / location
    file.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor(tint))
    assert image.save(str(file))


@pytest.fixture
def open_cache(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., ThumbnailCache]]:
    made: list[ThumbnailCache] = []

    def build(**options: int) -> ThumbnailCache:
        made.append(ThumbnailCache(tmp_path, **options))
        return made[-1]

    yield build
    for cache in made:
        cache.stop()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, list[str]]]:
    """Decoding waits for the event; the list says in which order it was begun."""
    opened, order = threading.Event(), list[str]()

    def slow(folder: Path, location: str) -> QImage | None:
        order.append(location)
        opened.wait(10)
        return read_picture(folder, location)

    monkeypatch.setattr(thumbnail_cache, "read_picture", slow)
    yield opened, order
    opened.set()


def test_a_picture_comes_after_it_was_asked_for(
    open_cache: Callable[..., ThumbnailCache], tmp_path: Path, qtbot: QtBot
) -> None:
    make_picture(tmp_path, "u1/thumbnails/a.jpg")
    cache = open_cache()
    with qtbot.waitSignal(cache.ready) as told:
        assert cache.get("u1/thumbnails/a.jpg") is None
    assert told.args == [{"u1/thumbnails/a.jpg"}]
    image = cache.get("u1/thumbnails/a.jpg")
    assert image is not None
    assert (image.width(), image.height()) == (64, 48)
    assert image.pixelColor(5, 5).red() > 200


@pytest.mark.parametrize("location", ["missing.jpg", "broken.jpg", "../outside.jpg", "/etc/hostname"])
def test_what_cannot_be_read_is_told_and_not_asked_again(
    open_cache: Callable[..., ThumbnailCache], tmp_path: Path, qtbot: QtBot, location: str
) -> None:
    (tmp_path / "broken.jpg").write_text("no picture")
    make_picture(tmp_path.parent, "outside.jpg")
    cache = open_cache()
    with qtbot.waitSignal(cache.ready):
        cache.get(location)
    assert cache.failed(location)
    with qtbot.assertNotEmitted(cache.ready, wait=50):
        assert cache.get(location) is None


def test_a_file_that_came_back_is_read_after_forget(
    open_cache: Callable[..., ThumbnailCache], tmp_path: Path, qtbot: QtBot
) -> None:
    cache = open_cache()
    with qtbot.waitSignal(cache.ready):
        cache.get("a.png")
    make_picture(tmp_path, "a.png")
    cache.forget(["a.png"])
    with qtbot.waitSignal(cache.ready):
        cache.get("a.png")
    assert cache.get("a.png") is not None


def test_the_least_recently_used_goes_first(
    open_cache: Callable[..., ThumbnailCache], tmp_path: Path, qtbot: QtBot
) -> None:
    cache = open_cache(max_bytes=2 * PICTURE_BYTES)
    for name in ("a.png", "b.png", "c.png"):
        make_picture(tmp_path, name)
    for name in ("a.png", "b.png"):
        with qtbot.waitSignal(cache.ready):
            cache.get(name)
    assert cache.get("a.png") is not None
    with qtbot.waitSignal(cache.ready):
        cache.get("c.png")
    assert cache.held_bytes() == 2 * PICTURE_BYTES
    assert cache.get("a.png") is not None
    assert cache.get("b.png") is None


def test_the_newest_request_is_answered_first_and_unwanted_ones_never(
    open_cache: Callable[..., ThumbnailCache],
    tmp_path: Path,
    qtbot: QtBot,
    gate: tuple[threading.Event, list[str]],
) -> None:
    opened, order = gate
    names = [f"{number}.png" for number in range(8)]
    for name in names:
        make_picture(tmp_path, name)
    cache = open_cache()
    for name in names[:2]:
        cache.get(name)
    qtbot.waitUntil(lambda: len(order) == 2)  # both workers are busy now
    for name in names[2:]:
        cache.get(name)
    cache.wanted(["3.png", "4.png", "5.png"])
    cache.get("3.png")  # painted again: to the front
    told: set[str] = set()
    cache.ready.connect(told.update)
    opened.set()
    qtbot.waitUntil(lambda: "4.png" in told)
    assert "3.png" in order[2:4]  # two workers at once, so one of the next two
    assert sorted(order[2:]) == ["3.png", "4.png", "5.png"]


def test_a_forgotten_request_can_be_asked_for_again(
    open_cache: Callable[..., ThumbnailCache],
    tmp_path: Path,
    qtbot: QtBot,
    gate: tuple[threading.Event, list[str]],
) -> None:
    opened, order = gate
    for name in ("0.png", "1.png", "2.png"):
        make_picture(tmp_path, name)
    cache = open_cache()
    for name in ("0.png", "1.png"):
        cache.get(name)
    qtbot.waitUntil(lambda: len(order) == 2)
    cache.get("2.png")
    cache.wanted([])
    cache.get("2.png")
    opened.set()
    qtbot.waitUntil(lambda: cache.get("2.png") is not None)


def test_many_requests_are_all_answered(
    open_cache: Callable[..., ThumbnailCache], tmp_path: Path, qtbot: QtBot
) -> None:
    names = {f"{number}.png" for number in range(60)}
    for name in names:
        make_picture(tmp_path, name)
    cache = open_cache()
    told: set[str] = set()
    cache.ready.connect(told.update)
    for name in names:
        cache.get(name)
        cache.get(name)
    qtbot.waitUntil(lambda: told == names)


def test_after_stop_no_thread_is_left_and_nothing_is_told(
    open_cache: Callable[..., ThumbnailCache], tmp_path: Path, qtbot: QtBot
) -> None:
    for number in range(20):
        make_picture(tmp_path, f"{number}.png")
    cache = open_cache()
    for number in range(20):
        cache.get(f"{number}.png")
    cache.stop()
    assert not [t for t in threading.enumerate() if t.name.startswith("thumbnails")]
    with qtbot.assertNotEmitted(cache.ready, wait=50):
        assert cache.get("0.png") is None
    cache.stop()
