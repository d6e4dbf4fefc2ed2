"""What is carried from one part of the window to another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QImage

from app.ui.kit.mime import (
    Picture,
    arrivals_in,
    files_in,
    generations_data,
    generations_in,
    is_from_outside,
    names_in,
    refusal_of,
    shot_items_data,
    shot_items_in,
)


def test_ids_arrive_as_they_were_sent() -> None:
    assert generations_in(generations_data(["a", "b"])) == ["a", "b"]
    data = shot_items_data(["x"], ["a"])
    assert shot_items_in(data) == ["x"]
    assert generations_in(data) == ["a"]
    assert generations_in(shot_items_data(["x"])) == []


def test_only_local_files_count() -> None:
    data = QMimeData()
    assert files_in(data) == []
    data.setUrls([QUrl.fromLocalFile("/somewhere/a b#1.png"), QUrl("https://example.org/b.png")])
    assert files_in(data) == [Path("/somewhere/a b#1.png")]
    assert files_in(None) == []


def test_strange_data_is_no_data() -> None:
    data = QMimeData()
    for raw in (b"not json", b'{"a": 1}', b"\xff\xfe"):
        data.setData("application/x-dailies-generations", raw)
        assert generations_in(data) == []
    data.setData("application/x-dailies-generations", b'["a", 3, "b"]')
    assert generations_in(data) == ["a", "b"]
    assert generations_in(None) == []


def picture() -> QMimeData:
    image = QImage(4, 3, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    data = QMimeData()
    data.setImageData(image)
    return data


def test_a_picture_arrives_where_no_file_is(tmp_path: Path) -> None:
    (found,) = arrivals_in(picture())
    assert isinstance(found, Picture)
    found.write(tmp_path / "a.png")
    written = QImage(str(tmp_path / "a.png"))
    assert written.size().toTuple() == (4, 3)
    assert written.hasAlphaChannel()
    with_file = picture()
    with_file.setUrls([QUrl.fromLocalFile("/somewhere/a.png")])
    assert arrivals_in(with_file) == [Path("/somewhere/a.png")]


def test_the_bytes_of_a_picture_are_kept_where_they_are_given(tmp_path: Path) -> None:
    for kind, ending in (("image/jpeg", "jpg"), ("image/webp", "webp"), ("image/png", "png")):
        data = QMimeData()
        data.setData(kind, QByteArray(b"as it is"))
        (found,) = arrivals_in(data)
        assert isinstance(found, Picture)
        found.write(tmp_path / f"a.{ending}")
        assert found.ending == ending
        assert (tmp_path / f"a.{ending}").read_bytes() == b"as it is"


def test_an_address_is_refused_with_a_reason_unless_something_else_comes_with_it() -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/b.png")])
    assert is_from_outside(data)
    assert names_in(data) == []
    assert arrivals_in(data) == []
    assert "works offline" in refusal_of(data)
    with_picture = picture()
    with_picture.setUrls([QUrl("https://example.org/b.png")])
    assert refusal_of(with_picture) == ""
    assert len(arrivals_in(with_picture)) == 1


def test_what_the_window_carries_itself_is_not_from_outside() -> None:
    ours = generations_data(["a"])
    ours.setUrls([QUrl.fromLocalFile("/somewhere/a.png")])
    words = QMimeData()
    words.setText("some words")
    for data in (ours, words, QMimeData(), None):
        assert not is_from_outside(data)
        assert arrivals_in(data) == []
        assert refusal_of(data) == ""


def test_a_picture_that_is_no_picture_is_nothing() -> None:
    data = QMimeData()
    data.setImageData("no picture")
    assert arrivals_in(data) == []
