"""What the gallery shows, and how it is counted."""

from __future__ import annotations

from app.library import editing, gallery
from app.library.library import Library
from db import Filter, parsed
from tests.factories import add_item, add_shot, names, seqs


def test_the_newest_is_first_and_parts_are_hidden(library: Library) -> None:
    old = add_item(library, "old", created_at="2026-01-01T00:00:00.000000Z")
    add_item(library, "new", created_at="2026-01-02T00:00:00.000000Z")
    add_item(library, "part", parent=old, created_at="2026-01-03T00:00:00.000000Z")
    add_item(library, None, variants=0)
    assert names(library) == ["new", "old"]
    assert names(library, with_parts=True) == ["part", "new", "old"]
    assert names(library, parent_id=old) == ["part"]
    assert names(library, descending=False) == ["old", "new"]
    assert names(library, sort="name", descending=False) == ["new", "old"]


def test_all_ids_are_one_array_in_the_same_order(library: Library) -> None:
    wanted = Filter(project_id=library.project_id)
    assert gallery.ids(library, wanted).tolist() == []
    for number in range(5):
        add_item(library, f"item {number}")
    assert gallery.ids(library, wanted).tolist() == gallery.first_ids(library, wanted) != []
    assert gallery.first_ids(library, wanted, 2) == gallery.ids(library, wanted)[:2].tolist()
    assert gallery.count(library, wanted) == 5


def test_the_counts_of_the_sidebar(library: Library) -> None:
    one, two = add_item(library, starred=True), add_item(library)
    three = add_item(library, starred=True)
    add_shot(library, "Opening", [two])
    editing.trash(library, seqs(library, three))
    assert gallery.counts(library) == {"all": 2, "unplaced": 1, "starred": 1, "recent": 0, "missing": 0, "rejected": 0,
                                       "trash": 1}
    with library.store.write("Reject") as tx:
        tx.execute("UPDATE generations SET rejected = 1 WHERE id = ?", (two,))
        tx.execute("INSERT INTO missing_files (id) SELECT location FROM generations WHERE id = ?", (one,))
    assert gallery.counts(library) == {"all": 1, "unplaced": 1, "starred": 1, "recent": 0, "missing": 1, "rejected": 1,
                                       "trash": 1}
    editing.set_starred(library, seqs(library, one), False)
    assert gallery.counts(library)["starred"] == 0


def test_cards_of_what_is_gone_are_left_out(library: Library) -> None:
    one = add_item(library, "one")
    (seq,) = seqs(library, one)
    found = gallery.cards(library, [seq, 999])
    assert list(found) == [seq]
    assert found[seq].name == "one"
    assert gallery.ids_of(library, [999, seq]) == [one]


def test_a_card_tells_what_a_tile_shows(library: Library) -> None:
    clip = add_item(library, "tide", kind="video", variants=3, seconds=1.5, size=(128, 72), viewed=False, starred=True)
    add_item(library, "piece", parent=clip)
    shot = add_shot(library, "Opening", [clip])
    found = gallery.cards(library, seqs(library, clip))[seqs(library, clip)[0]]
    assert (found.type, found.variants, found.parts, found.unseen) == ("video", 3, 1, 2)
    assert (found.duration_us, found.width, found.height, found.starred) == (1_500_000, 128, 72, True)
    assert found.shots == (shot,)


def test_the_query_language(library: Library) -> None:
    add_item(library, "dune", params={"prompt": "a dune under two moons", "tool": "ComfyUI"})
    clip = add_item(library, "tide", kind="video", tags=["sea/night"], variants=2)
    add_shot(library, "The door", [clip])

    def found(text: str) -> list[str | None]:
        wanted = parsed(text, Filter(project_id=library.project_id))
        shown = gallery.first_ids(library, wanted)
        cards = gallery.cards(library, shown)
        return [cards[seq].name for seq in shown]

    assert found("moons") == ["dune"]
    assert found("type:video") == ["tide"]
    assert found("tag:sea") == ["tide"]
    assert found("tool:comfyui") == ["dune"]
    assert found('shot:"the door"') == ["tide"]
    assert found("unplaced") == ["dune"]
    assert found("variants:>1") == ["tide"]
    assert found("moons type:video") == []


def test_the_size_of_a_project_counts_originals(library: Library) -> None:
    assert gallery.size_bytes(library) == 0
    one = add_item(library, "one")
    with library.store.read() as read:
        location = read.value("SELECT location FROM generations WHERE id = ?", (one,))
    assert gallery.size_bytes(library) == library.paths.file(location).stat().st_size
