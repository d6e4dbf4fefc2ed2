from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QColorSpace, QImage
from pytestqt.qtbot import QtBot

from app.ui.viewer import stock as module
from app.ui.viewer.preparing import SRGB, halves, prepared
from app.ui.viewer.stock import Full, FullPictures
from tests import media_factory, rare_factory
from tests.ui.viewer.conftest import original


def settled(qtbot: QtBot, stock: FullPictures) -> None:
    qtbot.waitUntil(lambda: not stock.busy, timeout=30_000)
    qtbot.wait(0)


def test_a_plain_picture_is_there_whole_and_sharp(stock: FullPictures, qtbot: QtBot, tmp_path: Path) -> None:
    one = original(media_factory.make_png(tmp_path / "a.png", (2400, 1200)), 2400, 1200)
    assert stock.get(one.location) is None
    with qtbot.waitSignal(stock.ready, timeout=10_000) as told:
        stock.want([one])
    assert told.args == [one.location]
    full = stock.get(one.location)
    assert full is not None
    assert full.image is not None
    assert full.sharp
    assert full.image.format() == QImage.Format.Format_RGB32
    assert [level.size() for level in full.levels] == [QSize(1200, 600), QSize(600, 300)]
    assert stock.held_bytes() == full.size_bytes


def test_what_qt_does_not_read_comes_from_a_process(stock: FullPictures, qtbot: QtBot, tmp_path: Path) -> None:
    files = [media_factory.make_heic(tmp_path / "a.heic"), rare_factory.make_psd(tmp_path / "b.psd"),
             media_factory.make_tiff16(tmp_path / "c.tiff")]
    stock.want([original(file) for file in files])
    settled(qtbot, stock)
    for file in files:
        full = stock.get(file.name)
        assert full is not None
        assert full.image is not None
        assert (full.image.width(), full.image.height(), full.sharp) == (64, 48, True)
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_missing_file_says_so_and_what_to_do(stock: FullPictures, qtbot: QtBot, tmp_path: Path) -> None:
    stock.want([original(tmp_path / "gone.png")])
    settled(qtbot, stock)
    full = stock.get("gone.png")
    assert full is not None
    assert full.missing
    assert full.message
    assert full.hint


@pytest.mark.parametrize("name", ["bad.png", "bad.heic"])
def test_a_damaged_file_says_so_and_the_window_lives(name: str, stock: FullPictures, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + b"\xff" * 400)
    stock.want([original(tmp_path / name)])
    settled(qtbot, stock)
    full = stock.get(name)
    assert full is not None
    assert full.image is None
    assert "cannot be shown" in full.message
    assert not full.missing


def test_a_plain_file_that_is_cut_is_shown_as_far_as_it_goes(stock: FullPictures, qtbot: QtBot, tmp_path: Path) -> None:
    file = media_factory.truncate(media_factory.make_png(tmp_path / "a.png", (640, 480)), 0.6)
    stock.want([original(file, 640, 480)])
    settled(qtbot, stock)
    full = stock.get("a.png")
    assert full is not None
    assert full.image is not None


def test_a_picture_larger_than_allowed_is_reduced_and_says_so(
    stock: FullPictures, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.viewer.preparing.MOST_PIXELS", 1000)
    monkeypatch.setattr(FullPictures, "_decoders", lambda _self: _Here(most_pixels=768))
    stock.want([original(media_factory.make_png(tmp_path / "a.png", (64, 48)))])
    settled(qtbot, stock)
    full = stock.get("a.png")
    assert full is not None
    assert full.image is not None
    assert full.image.size() == QSize(32, 24)
    assert not full.sharp
    assert "32 × 24" in full.note


class _Here:
    """Decodes in this process."""

    def __init__(self, **more: int) -> None:
        self.more = more

    def run(self, function: Callable[..., object], *given: object) -> Future[object]:
        done: Future[object] = Future()
        done.set_result(function(*given, **self.more))
        return done


def test_a_reader_that_takes_too_long_is_given_up(
    stock: FullPictures, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow:
        def run(self, *_given: object) -> Future[object]:
            never: Future[object] = Future()
            never.set_exception(TimeoutError())
            return never

    monkeypatch.setattr(FullPictures, "_decoders", lambda _self: Slow())
    stock.want([original(media_factory.make_heic(tmp_path / "a.heic"))])
    settled(qtbot, stock)
    full = stock.get("a.heic")
    assert full is not None
    assert "too long" in full.message


def test_what_nobody_wants_any_more_is_not_read(
    stock: FullPictures, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [media_factory.make_png(tmp_path / f"{n}.png") for n in range(40)]
    read: list[str] = []
    by_qt = module._read_by_qt  # noqa: SLF001

    def noting(one: module.Original, colours: QColorSpace) -> Full | None:
        read.append(one.location)
        return by_qt(one, colours)

    monkeypatch.setattr(module, "_read_by_qt", noting)
    for n in range(36):  # leafing faster than pictures come
        stock.want([original(file) for file in files[n : n + 4]])
    settled(qtbot, stock)
    assert {"35.png", "36.png", "37.png", "38.png"} <= set(read)
    assert len(read) == len(set(read))


def test_memory_is_kept_within_its_bounds(qtbot: QtBot, tmp_path: Path) -> None:
    stock = FullPictures(tmp_path / "scratch", max_bytes=3 * 100 * 100 * 4)
    files = [original(media_factory.make_png(tmp_path / f"{n}.png", (100, 100)), 100, 100) for n in range(6)]
    for one in files:
        stock.want([one])
        settled(qtbot, stock)
    assert stock.held_bytes() <= 3 * 100 * 100 * 4
    assert stock.get("5.png") is not None
    assert stock.get("0.png") is None
    stock.stop()


def test_neighbours_are_not_read_where_they_do_not_fit_together(qtbot: QtBot, tmp_path: Path) -> None:
    stock = FullPictures(tmp_path / "scratch", max_bytes=100 * 100 * 4 * 2)
    files = [original(media_factory.make_png(tmp_path / f"{n}.png", (100, 100)), 100, 100) for n in range(3)]
    stock.want(files)
    settled(qtbot, stock)
    assert [stock.get(f"{n}.png") is not None for n in range(3)] == [True, False, False]
    stock.stop()


def test_a_large_picture_is_shown_reduced_until_it_is_there(
    stock: FullPictures, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DRAFT_FROM_PIXELS", 1000)
    monkeypatch.setattr(module, "DRAFT_PX", QSize(16, 16))
    seen: list[tuple[int, bool]] = []
    shown = threading.Event()
    by_qt = module._read_by_qt  # noqa: SLF001

    def late(one: module.Original, colours: QColorSpace) -> Full | None:
        shown.wait(10)
        return by_qt(one, colours)

    def note(location: str) -> None:
        full = stock.get(location)
        assert full is not None
        assert full.image is not None
        seen.append((full.image.width(), full.sharp))
        shown.set()

    monkeypatch.setattr(module, "_read_by_qt", late)
    stock.ready.connect(note)
    stock.want([original(media_factory.make_jpeg(tmp_path / "a.jpg"))])
    settled(qtbot, stock)
    assert seen == [(16, False), (64, True)]


def test_pictures_are_read_again_in_the_colours_of_another_screen(
    stock: FullPictures, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "a.png"
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor(255, 0, 0))
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    image.save(str(file))
    stock.want([original(file, 8, 8)])
    settled(qtbot, stock)
    stock.set_colours(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    assert stock.get("a.png") is None
    stock.want([original(file, 8, 8)])
    settled(qtbot, stock)
    full = stock.get("a.png")
    assert full is not None
    assert full.image is not None
    assert full.image.pixelColor(4, 4).red() < 240


def test_a_stock_that_rests_holds_nothing_and_works_again(stock: FullPictures, qtbot: QtBot, tmp_path: Path) -> None:
    one = original(media_factory.make_heic(tmp_path / "a.heic"))
    stock.want([one])
    settled(qtbot, stock)
    stock.rest()
    assert stock.held_bytes() == 0
    stock.want([one])
    settled(qtbot, stock)
    assert stock.get("a.heic") is not None


def test_colours_are_converted_in_stretches_as_in_one() -> None:
    image = QImage(1000, 2003, QImage.Format.Format_RGB888)
    for y in range(0, 2003, 7):
        image.setPixelColor(500, y, QColor(y % 256, 255 - y % 256, 90))
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb))
    made = prepared(image, SRGB)
    whole = image.convertedToColorSpace(SRGB)
    assert made.format() == QImage.Format.Format_RGB32
    assert all(made.pixel(500, y) == whole.pixel(500, y) for y in range(0, 2003, 7))


def test_transparency_is_kept_premultiplied() -> None:
    image = QImage(4, 4, QImage.Format.Format_ARGB32)
    image.fill(QColor(200, 100, 50, 128))
    made = prepared(image)
    assert made.format() == QImage.Format.Format_ARGB32_Premultiplied
    assert made.pixelColor(1, 1).alpha() == 128


def test_copies_are_halves_down_to_a_thousand_pixels() -> None:
    image = QImage(4001, 2001, QImage.Format.Format_RGB32)
    image.fill(QColor("#204060"))
    copies = halves(image)
    assert [(each.width(), each.height()) for each in copies] == [(2000, 1000), (1000, 500)]
    assert {each.pixelColor(x, y).name() for each in copies for x in (0, 999) for y in (0, 250, 499)} == {"#204060"}
    assert halves(image.copy(0, 0, 1024, 10)) == ()
