"""A page on a library with pictures that were proposed to belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.library import Library
from app.ui.kit import theme
from app.ui.proposals.page import ProposalsPage
from app.ui.session import Session
from db import Found, Proposal
from db import proposals as rows
from tests import factories


@dataclass
class Pairs:
    """The library, and ids of items by name: dune with two versions, rose with one, a clip made from rose."""

    library: Library
    ids: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def pairs(tmp_path: Path, qapp: QApplication) -> Pairs:
    theme.apply(qapp, "dark", reduce_motion=True)
    made = Pairs(factories.make_library(tmp_path))
    for number, (name, kind) in enumerate((("dune", "image"), ("dune_2x", "image"), ("dune_web", "image"), ("rose", "image"),
                                           ("rose_v2", "image"), ("bloom", "video"))):
        made.ids[name] = factories.add_item(made.library, name, kind=kind, size=(320, 180), colour=factories.COLOURS[number],
                                            created_at=f"2026-02-0{number + 1}T10:00:00.000000Z", params={"prompt": "x"})
    propose(made, ("variant", "dune_2x", "dune", 900), ("variant", "dune_web", "dune", 800), ("variant", "rose_v2", "rose", 900),
            ("based_on", "bloom", "rose", 700))
    made.library.store.forget_history()
    return made


def propose(pairs: Pairs, *found: tuple[str, str, str, int]) -> None:
    with pairs.library.store.write(None) as tx:
        rows.add(tx, pairs.library.project_id, [
            Found(kind, pairs.ids[item], pairs.ids[target], f"“{item}.png” looks like “{target}.png”, twice as large.", score)
            for kind, item, target, score in found])


@pytest.fixture
def session(pairs: Pairs) -> Iterator[Session]:
    made = Session(pairs.library)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ProposalsPage:
    made = ProposalsPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: len(made.list.lines) == 6 and made.stage.pair() is not None)
    return made


def names(pairs: Pairs, found: list[Proposal]) -> list[str]:
    """The names of the items that would join."""
    by_id = {item: name for name, item in pairs.ids.items()}
    return [by_id[each.generation_id] for each in found]
