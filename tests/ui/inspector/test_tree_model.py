"""JSON as a tree: rows on demand, search, paths."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.ui.inspector import tree_model
from app.ui.inspector.tree_model import AT_ONCE, TreeModel

GRAPH: dict[str, Any] = {
    "3": {"class_type": "KSampler", "inputs": {"seed": 884201337, "model": ["4", 0], "steps": 32}},
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sdxl_base_1.0.safetensors"}},
    "empty": {}, "flag": True, "nothing": None,
}


def walk(model: TreeModel, parent: QModelIndex) -> None:
    while model.canFetchMore(parent):
        model.fetchMore(parent)
    for row in range(model.rowCount(parent)):
        child = model.index(row, 0, parent)
        assert model.parent(child) == parent or (not parent.isValid() and not model.parent(child).isValid())
        walk(model, child)


def test_the_model_keeps_qts_rules_while_rows_are_made(qapp: QApplication) -> None:
    model = TreeModel({**GRAPH, "many": list(range(AT_ONCE))})
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    walk(model, QModelIndex())
    assert model.rowCount(model.index(5, 0)) == AT_ONCE


def test_a_long_list_is_made_part_by_part(qapp: QApplication) -> None:
    """(Qt's tester fetches inside its own check of an insertion, and then counts wrongly: not with more than one part.)"""
    model = TreeModel({"many": list(range(2 * AT_ONCE + 1))})
    walk(model, QModelIndex())
    assert model.rowCount(model.index(0, 0)) == 2 * AT_ONCE + 1


def test_only_rows_that_were_looked_at_are_made(qapp: QApplication) -> None:
    model = TreeModel({"nodes": [{"id": number} for number in range(50_000)]})
    nodes = model.index(0, 0)
    assert model.rowCount(nodes) == 0
    assert model.hasChildren(nodes)
    assert model.canFetchMore(nodes)
    model.fetchMore(nodes)
    assert model.rowCount(nodes) == AT_ONCE
    assert model.made() == 2 + AT_ONCE


def test_a_row_says_name_and_value(qapp: QApplication) -> None:
    model = TreeModel(GRAPH)
    sampler = model.at((0,))
    inputs = model.at((0, 1))
    seed = model.at((0, 1, 0))
    assert [sampler.data(), sampler.siblingAtColumn(1).data()] == ["3", "KSampler, 2 fields"]
    assert [seed.data(), seed.siblingAtColumn(1).data()] == ["seed", "884201337"]
    assert model.path_words(seed) == "3 / inputs / seed"
    assert model.value(inputs) == GRAPH["3"]["inputs"]
    assert [model.at((place,)).siblingAtColumn(1).data() for place in (2, 3, 4)] == ["0 fields", "true", "null"]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"


def test_search_finds_names_and_values_from_top_to_bottom(qapp: QApplication) -> None:
    assert tree_model.search(GRAPH, "CKPT") == [(1, 1, 0)]
    assert tree_model.search(GRAPH, "8842") == [(0, 1, 0)]
    assert tree_model.search(GRAPH, "class") == [(0, 0), (1, 0)]
    assert tree_model.search(GRAPH, "") == []
    assert tree_model.search(list(range(100)), "", 5) == []
    assert len(tree_model.search(["same"] * 100, "same", 7)) == 7


def test_only_objects_and_lists_with_content_are_trees() -> None:
    assert tree_model.parsed(' {"a": 1}') == {"a": 1}
    assert tree_model.parsed("[1, NaN]") is not None  # ComfyUI writes such
    for text in ("", "{}", "[]", "12", '"text"', "{broken", "[" * 100_000):
        assert tree_model.parsed(text) is None, text[:20]


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
                    max_leaves=20)


@given(st.dictionaries(st.text(max_size=4), JSON, min_size=1, max_size=4), st.text(min_size=1, max_size=3))
def test_every_hit_is_a_place_that_has_the_words(value: dict[str, Any], words: str) -> None:
    model = TreeModel(value)
    for path in tree_model.search(value, words):
        index = model.at(path)
        found = model.value(index)
        texts = [index.data(), found if isinstance(found, str) else json.dumps(found)]
        assert any(words.casefold() in text.casefold() for text in texts)


def test_a_seed_larger_than_numbers_of_qt_is_shown_and_copied_whole() -> None:
    model = TreeModel({"seed": 2**64 + 1})
    index = model.at((0,))
    assert model.index(0, 1).data() == str(2**64 + 1)
    assert tree_model.copied(model.value(index)) == str(2**64 + 1)
