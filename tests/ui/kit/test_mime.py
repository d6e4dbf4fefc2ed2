"""What is carried from one part of the window to another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from app.ui.kit.mime import files_in, generations_data, generations_in, shot_items_data, shot_items_in


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
