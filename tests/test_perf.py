"""The measurements themselves: their library is one that the program could have made, their report is whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.library import gallery
from app.library.library import Library
from db import Filter, check
from db.query import compiled
from tests.perf.__main__ import main
from tests.perf.library import make

ROWS = 400
KEYS = {"goal", "name", "unit", "ours", "peer", "peer_name", "ratio", "wanted", "holds"}


@pytest.mark.slow
def test_a_library_written_straight_into_the_tables_keeps_every_rule(tmp_path: Path) -> None:
    make(tmp_path / "library", ROWS)
    library = Library.open(tmp_path / "library")
    with library.store.read() as read:
        assert check.invariants(read) == []
        assert check.integrity(read) == []
        for table in ("generations", "generation_variants", "generation_search"):
            assert read.value(f"SELECT count(*) FROM {table}") == ROWS
        assert read.value("SELECT count(*) FROM generations WHERE starred = 1") > 0
        assert read.value("SELECT count(*) FROM generations WHERE shot_id IS NOT NULL") > 0
        assert read.value("SELECT max(part_count) FROM generations") > 0
        held = read.all("SELECT rowid, name, prompt, file_name, tags, note, metadata FROM generation_search ORDER BY 1")
        assert held == read.all("SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text ORDER BY 1")
        sql, values = compiled(Filter(project_id=library.project_id))
        plan = " ".join(row[3] for row in read.all(f"EXPLAIN QUERY PLAN {sql} LIMIT 200", values))
    library.close()
    assert "INDEX gallery_project" in plan
    assert "TEMP B-TREE" not in plan, "the first page would sort the whole gallery"


@pytest.mark.slow
def test_a_library_of_very_many_has_what_the_gallery_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.perf.library.NARROW_FROM", ROWS)
    make(tmp_path / "library", ROWS)
    library = Library.open(tmp_path / "library")
    wanted = Filter(project_id=library.project_id)
    seqs = gallery.ids(library, wanted).tolist()
    cards = gallery.cards(library, seqs)
    starred = gallery.ids(library, wanted.having("star")).tolist()
    library.close()
    assert len(seqs) == len(cards) == ROWS * 49 // 50
    assert [cards[seq].created_at for seq in seqs] == sorted((card.created_at for card in cards.values()), reverse=True)
    assert 0 < len(starred) == sum(card.starred for card in cards.values())


@pytest.mark.slow
def test_a_measurement_is_told_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert main(["search", "--json", "--rows", str(ROWS)]) in (0, 1)
    figures = json.loads(capsys.readouterr().out)
    assert {figure["goal"] for figure in figures} == {"7"}
    for figure in figures:
        assert set(figure) == KEYS
        assert isinstance(figure["holds"], bool)
        assert figure["ours"] > 0
        assert figure["ratio"] == pytest.approx(figure["ours"] / figure["peer"], rel=0.05, abs=0.001)  # it is rounded


def test_an_unknown_measurement_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["everything"])
