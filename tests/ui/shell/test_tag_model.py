"""The tree of tags as a model: rows come, go and stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.ui.shell.row_delegate import COUNT, DEPTH, KEY
from app.ui.shell.tag_model import TagModel


def made(rename=None) -> TagModel:
    model = TagModel(rename or (lambda old, new: None))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def test_a_path_stands_below_what_it_begins_with(qapp: QApplication) -> None:
    model = made()
    model.set_counts({"look/warm/gold": 2, "look": 5, "Draft": 1})
    assert model.paths() == ["Draft", "look", "look/warm", "look/warm/gold"]
    gold = model.index_of("look/warm/gold")
    assert (gold.data(), gold.data(KEY), gold.data(COUNT), gold.data(DEPTH)) == ("gold", "look/warm/gold", 2, 2)
    assert gold.parent() == model.index_of("look/warm")
    assert model.index_of("look").data(Qt.ItemDataRole.AccessibleTextRole) == "look, 5 items"


def test_rows_that_stay_keep_their_place(qapp: QApplication) -> None:
    model = made()
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.set_counts({"a": 1, "b": 2, "b/x": 3, "c": 4})
    kept = QPersistentModelIndex(model.index_of("b/x"))
    model.set_counts({"0": 1, "b": 2, "b/w": 1, "b/x": 9})
    assert kept.isValid()
    assert (kept.data(KEY), kept.data(COUNT), kept.row()) == ("b/x", 9, 1)
    assert model.paths() == ["0", "b", "b/w", "b/x"]
    assert resets == []


def test_a_row_that_is_gone_is_gone(qapp: QApplication) -> None:
    model = made()
    model.set_counts({"a": 1, "a/b": 2})
    gone = QPersistentModelIndex(model.index_of("a/b"))
    model.set_counts({"a": 1})
    assert not gone.isValid()
    assert not model.index_of("a/b").isValid()
    assert model.data(QModelIndex()) is None


PATHS = st.lists(st.text("ab", min_size=1, max_size=2), min_size=1, max_size=3).map("/".join)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.dictionaries(PATHS, st.integers(1, 9), max_size=8), min_size=2, max_size=4))
def test_any_tags_after_any_others_are_as_if_they_were_the_first(qapp: QApplication, states: list[dict[str, int]]) -> None:
    model, fresh = made(), made()
    for counts in states:
        model.set_counts(counts)
    fresh.set_counts(states[-1])
    assert model.paths() == fresh.paths()
    assert [model.index_of(path).data(COUNT) for path in model.paths()] == [
        fresh.index_of(path).data(COUNT) for path in fresh.paths()]


@pytest.mark.parametrize(("typed", "asked"), [
    ("cold", [("look/warm", "look/cold")]), (" cold / blue ", [("look/warm", "look/cold/blue")]),
    ("", []), (" / ", []), ("warm", [])])
def test_only_the_last_part_is_typed_over(qapp: QApplication, typed: str, asked: list[tuple[str, str]]) -> None:
    heard: list[tuple[str, str]] = []
    model = made(lambda old, new: heard.append((old, new)))
    model.set_counts({"look/warm": 1})
    index = model.index_of("look/warm")
    assert index.data(Qt.ItemDataRole.EditRole) == "warm"
    model.setData(index, typed)
    assert heard == asked
    assert index.data() == "warm"  # until the library says so


def test_a_read_only_library_has_no_tag_to_rename(qapp: QApplication) -> None:
    model = made()
    model.writable = False
    model.set_counts({"a": 1})
    assert not model.flags(model.index_of("a")) & Qt.ItemFlag.ItemIsEditable
