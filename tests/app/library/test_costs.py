"""What an item cost goes with its file, wherever that goes."""

from __future__ import annotations

from pathlib import Path

from app.library import costs, details, variants
from app.library.importing import Import, Target
from app.library.library import Library
from db import merge
from tests.factories import add_item, png_bytes
from tests.import_driver import examine_here


def test_a_typed_cost_goes_with_the_item_into_another_and_out_of_it(library: Library) -> None:
    first, second = add_item(library, "first"), add_item(library, "second")
    costs.record(library, first, 1500)
    costs.record(library, second, 200)
    moved = details.detail(library, first).variants[0].id
    with library.store.write("Group") as tx:
        merge.into(tx, first, second)
    assert costs.of_item(library, second) == 1700
    alone = variants.detach(library, moved)
    assert (costs.of_item(library, alone), costs.of_item(library, second)) == (1500, 200)
    library.store.undo()
    library.store.undo()
    assert (costs.of_item(library, first), costs.of_item(library, second)) == (1500, 200)


def test_a_cost_that_a_sidecar_told_is_that_of_the_item_also_after_undo_and_import(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_bytes(number=1))
    (tmp_path / "a.json").write_text('{"cost": 1.25}')
    for _ in range(2):
        (item,) = Import(library, [tmp_path / "a.png"], Target(), examine_here).run().imported
        assert costs.of_item(library, item.generation_id or "") == 1250
        library.store.undo()
    assert [each.amount for each in costs.sums(library)] == [1250]
