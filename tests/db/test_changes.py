"""The news: what one commit or several of them say."""

from __future__ import annotations

from db import Changes, Store, generations, merged, variants
from tests.db.conftest import Heard
from tests.db.template import PROJECT


def test_news_tell_what_triggers_and_cascades_did(store: Store, heard: Heard) -> None:
    with store.write("Make") as tx:
        item = generations.create(tx, PROJECT)
        variant = variants.add(tx, item, "u/1.png")
    made = heard.last
    assert made.rows == {"generations": {item: "made"}, "generation_variants": {variant: "made"}}
    assert made.label == "Make"
    with store.write("Delete") as tx:
        tx.execute("DELETE FROM generations WHERE id = ?", (item,))
    assert heard.last.rows == {"generations": {item: "gone"}, "generation_variants": {variant: "gone"}}
    assert heard.last.seqs == made.seqs
    store.undo()
    assert heard.last.rows == made.rows


def test_questions_about_the_news() -> None:
    news = Changes("x", {"shots": {"s": "made"}, "generations": {"g": "changed"}}, {"generations": frozenset({"name"})})
    assert news
    assert news.touches("shots", "users")
    assert not news.touches("users")
    assert news.ids("shots") == {"s"}
    assert news.made_or_gone("shots")
    assert not news.made_or_gone("generations")
    assert news.changed("generations", "name", "note")
    assert not news.changed("generations", "note")
    assert not Changes("nothing")


def test_another_program_may_have_changed_anything() -> None:
    news = Changes(everything=True)
    assert news
    assert news.touches("users")
    assert news.made_or_gone("users")
    assert news.changed("users", "name")


def test_merged_news_keep_that_a_row_was_made() -> None:
    news = merged([
        Changes("one", {"shots": {"a": "made", "b": "changed"}}, {"shots": frozenset({"name"})}, frozenset({1})),
        Changes(None, {"shots": {"a": "changed", "b": "gone"}}, {"shots": frozenset({"position"})}, frozenset({2}))])
    assert news.rows == {"shots": {"a": "made", "b": "gone"}}
    assert news.columns == {"shots": {"name", "position"}}
    assert (news.label, news.seqs, news.everything) == ("one", {1, 2}, False)
    assert merged([news, Changes(everything=True)]).everything


def test_who_no_longer_listens_hears_nothing(store: Store) -> None:
    heard: list[Changes] = []
    stop = store.listen(heard.append)
    stop()
    stop()
    with store.write("Make") as tx:
        generations.create(tx, PROJECT)
    assert heard == []
