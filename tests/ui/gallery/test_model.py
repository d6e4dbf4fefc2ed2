"""The list model under Qt's own tester, and what of the news it passes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from app.library import editing, gallery
from app.library.library import Library
from app.ui.gallery import cards
from app.ui.gallery.model import CARD_ROLE, ID_ROLE, SEQ_ROLE, GalleryModel
from app.ui.gallery.order import Order, difference
from app.ui.session import Session
from db import Changes, Filter
from tests import factories

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    session = Session(factories.make_library(tmp_path, items=6))
    yield session
    session.close()


@pytest.fixture
def model(session: Session, monkeypatch: pytest.MonkeyPatch) -> GalleryModel:
    monkeypatch.setattr(cards, "SLOW_S", 1e9)  # also on a busy machine no read counts as slow
    model = GalleryModel(session)
    QAbstractItemModelTester(model, FATAL, model)
    model.set_ids(gallery.first_ids(session.library, session.filter))
    return model


def rows_told(spy: QSignalSpy) -> list[int]:
    return sorted(
        row for at in range(spy.count()) for row in range(spy.at(at)[0].row(), spy.at(at)[1].row() + 1)
    )


def test_a_row_has_name_seq_id_card_and_words(model: GalleryModel) -> None:
    index = model.index(0, 0)
    card = model.card(0)
    assert card is not None
    assert index.data() == "item_0005"
    assert index.data(SEQ_ROLE) == card.seq == model.seq_at(0)
    assert index.data(ID_ROLE) == card.id
    assert index.data(CARD_ROLE) == card
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "item_0005, image"
    assert index.data(Qt.ItemDataRole.DecorationRole) is None


def test_rows_that_are_not_there_are_answered_without_a_complaint(model: GalleryModel) -> None:
    assert model.seq_at(99) is None
    assert model.card(-1) is None
    assert model.data(QModelIndex()) is None
    assert model.row_of(10**9) == -1
    assert model.rowCount(model.index(0, 0)) == 0


@pytest.mark.parametrize("as_numpy", [True, False])
def test_lists_follow_each_other_row_by_row_under_the_tester(model: GalleryModel, as_numpy: bool) -> None:
    ids = list(model.order.ids)
    for wanted in (ids[1:], ids, ids[2:4], [*ids[:1], *ids[3:]], [], ids):
        order = Order(np.array(wanted, dtype=np.int64) if as_numpy else wanted)
        assert model.take(order, difference(model.order, order))
        assert [model.seq_at(row) for row in range(model.rowCount())] == wanted


def test_a_list_in_another_order_is_a_reset(model: GalleryModel, qtbot: QtBot) -> None:
    order = Order(list(model.order.ids)[::-1])
    with qtbot.waitSignal(model.modelReset):
        assert not model.take(order, difference(model.order, order))


def test_only_the_changed_rows_are_told_and_read_again(
    model: GalleryModel, session: Session, qtbot: QtBot
) -> None:
    seqs = [model.seq_at(row) for row in (1, 2, 4)]
    model.card(0)
    spy = QSignalSpy(model.dataChanged)
    with qtbot.waitSignal(session.events.changed):
        editing.set_starred(session.library, [seq for seq in seqs if seq], True)
    assert rows_told(spy) == [1, 2, 4]
    assert spy.count() == 2  # neighbours are told together
    cards_now = [model.card(row) for row in range(6)]
    assert [card.starred for card in cards_now if card] == [False, True, True, False, True, False]


def test_a_star_concerns_the_list_of_starred_items_only(
    model: GalleryModel, session: Session, qtbot: QtBot
) -> None:
    spy = QSignalSpy(model.stale)
    with qtbot.waitSignal(session.events.changed):
        editing.set_starred(session.library, [model.seq_at(0) or 0], True)
    assert spy.count() == 0
    model.filter = Filter(project_id=session.library.project_id).having("star")
    with qtbot.waitSignal(model.stale):
        editing.set_starred(session.library, [model.seq_at(0) or 0], False)


def test_trash_and_undo_concern_every_list(model: GalleryModel, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.stale):
        editing.trash(session.library, [model.seq_at(0) or 0])
    with qtbot.waitSignal(model.stale):
        session.library.store.undo()


def test_a_foreign_program_makes_everything_be_read_again(model: GalleryModel, qtbot: QtBot) -> None:
    model.card(0)
    spy = QSignalSpy(model.dataChanged)
    with qtbot.waitSignal(model.stale):
        model.hear(Changes(everything=True))
    assert rows_told(spy) == list(range(6))


def test_very_many_changed_items_are_told_as_one_range(model: GalleryModel) -> None:
    spy = QSignalSpy(model.dataChanged)
    model.hear(Changes(rows={"generations": {"x": "changed"}}, seqs=frozenset(range(100_000))))
    assert spy.count() == 1


def test_cards_are_read_once_and_by_the_page(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    read = gallery.cards

    def counting(library: Library, seqs: list[int]) -> dict[int, object]:
        asked.append(len(seqs))
        return read(library, seqs)  # type: ignore[return-value]

    model = GalleryModel(session)
    monkeypatch.setattr(gallery, "cards", counting)
    model.set_ids(gallery.first_ids(session.library, session.filter))
    for row in range(6):
        model.card(row)
        model.card(row)
    assert asked == [6]


def test_after_a_slow_read_the_next_cards_come_from_the_background(
    model: GalleryModel, session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(cards, "SLOW_S", -1.0)
    model.hear(Changes(everything=True))
    assert model.card(0) is not None  # this read was too slow
    model.hear(Changes(rows={"generations": {"x": "changed"}}, seqs=frozenset([model.seq_at(3) or 0])))
    with qtbot.waitSignal(model.dataChanged) as told:
        assert model.card(3) is None
    assert told.args[0].row() == 3
    card = model.card(3)
    assert card is not None
    assert card.name == "item_0002"


def test_shots_are_named_by_number(model: GalleryModel, session: Session) -> None:
    card = model.card(0)
    assert card is not None
    shot = factories.add_shot(session.library, "Opening", [card.id])
    model.hear(Changes(everything=True))
    model.set_shot_numbers({shot: "01"})
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "item_0005, image, in shot 1"
