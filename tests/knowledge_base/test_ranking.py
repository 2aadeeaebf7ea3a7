"""The second stage reads passages once, compares words, and adds up what it found."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest

from knowledge_base import StaticEmbeddings
from knowledge_base.ranker_weights import CHINESE, ENGLISH
from knowledge_base.ranking import GROUPS, group_of, ranked, weights_for
from knowledge_base.ranking_features import Candidates, features
from knowledge_base.ranking_question import MOST_TERMS, Features, Terms, terms_of
from knowledge_base.ranking_terms import PassageReader, RawPassage


@pytest.fixture(scope="module")
def reader() -> PassageReader:
    """One reader with the built-in word vectors."""
    return PassageReader(StaticEmbeddings())


def equally_rare(terms: frozenset[str]) -> Mapping[str, float]:
    """Every term counts 1."""
    return dict.fromkeys(terms, 1.0)


def a_question(reader: PassageReader, *messages: str) -> Terms:
    """The terms of messages, oldest first."""
    return terms_of(messages, equally_rare, reader.embed)


def figures(reader: PassageReader, question: str, *texts: str, title: str = "", before: str = "") -> Features:
    """What is seen of passages of different documents that no leg tells apart."""
    count = len(texts)
    raw = [RawPassage(f"{title}/{text}", title, (), text) for text in texts]
    shares = {
        f"{side}_{leg}": np.ones(count) for side in "qh" for leg in ("lexical", "title", "document", "dense")
    }
    alone = a_question(reader, question)
    together = a_question(reader, before, question) if before else alone
    found = Candidates(
        shares,
        np.ones(count),
        np.ones(count),
        np.arange(count),
        np.zeros(count, dtype=np.int64),
        reader.read(raw),
    )
    return features(alone, together, found)


def test_terms_count_by_the_share_found(reader: PassageReader) -> None:
    """In the text, in any field, and whether all are there; endings do not matter."""
    seen = figures(reader, "parking permits lost", "A permit for parking.", "Lost property.", title="Parking")
    assert seen["q_in_text"] == pytest.approx([2 / 3, 1 / 3])
    assert seen["q_in_any"] == pytest.approx([2 / 3, 2 / 3])
    assert seen["q_in_title"] == pytest.approx([1 / 3, 1 / 3])
    assert seen["q_all_found"].tolist() == [0.0, 0.0]


def test_neighbours_of_the_question_count_where_they_are_near_and_in_order(reader: PassageReader) -> None:
    """A few words between do no harm; the other way round or far apart they are no pair."""
    far = "Lost. " + "Something else stands here. " * 5 + "Permit."
    seen = figures(reader, "lost permit", "A lost or old permit.", "Permit lost.", far)
    assert seen["q_pairs"] == pytest.approx([1.0, 0.0, 0.0])


def test_terms_near_each_other_count_more_than_terms_apart(reader: PassageReader) -> None:
    """The densest window of a long passage against terms at its two ends."""
    filler = "Nothing of it is said here at all. " * 10
    seen = figures(reader, "lost permit", f"{filler}Permit lost.", f"Lost. {filler}Permit.")
    assert seen["q_window"] == pytest.approx([1.0, 0.5])


def test_words_alike_in_meaning_are_found(reader: PassageReader) -> None:
    """ "Cost" is nearer to "price" than to "tree", though no letter agrees."""
    seen = figures(reader, "cost", "The price.", "The tree.")
    assert seen["q_alike"][0] > seen["q_alike"][1] + 0.1


def test_chinese_is_compared_by_pairs_of_characters(reader: PassageReader) -> None:
    """A sentence without spaces has words too."""
    seen = figures(reader, "停车证 费用", "停车证每年四十欧元。", "垃圾每周收一次。")
    assert seen["q_in_text"][0] > 0 == seen["q_in_text"][1]


def test_earlier_messages_count_less_than_the_last(reader: PassageReader) -> None:
    """Together with what was said before, the passage about the question still leads."""
    seen = figures(reader, "permit", "Permit.", "Garden.", before="garden")
    assert seen["q_in_text"] == pytest.approx([1.0, 0.0])
    assert seen["a_in_text"] == pytest.approx([1 / 1.6, 0.6 / 1.6])


def test_a_question_of_many_words_keeps_the_weightiest(reader: PassageReader) -> None:
    """A letter is cut to the terms that tell most."""
    words = " ".join(f"word{n}" for n in range(200))
    kept = terms_of([words], lambda terms: {t: float(t.removeprefix("word")) for t in terms}, reader.embed)
    assert len(kept.stems) == MOST_TERMS
    assert "word199" in kept.stems
    assert "word1" not in kept.stems


def test_a_passage_is_read_once_and_the_oldest_forgotten() -> None:
    """The same numbers come out of the cache; only as many passages are kept as allowed."""
    reader = PassageReader(StaticEmbeddings(), most_passages=1)
    one, two = RawPassage("1", "", (), "A permit."), RawPassage("2", "", (), "A garden.")
    first = reader.read([one]).passages[0]
    assert reader.read([one]).passages[0] is first
    reader.read([two])
    again = reader.read([one]).passages[0]
    assert again is not first
    assert again.stems.tolist() == first.stems.tolist()


def test_word_numbers_start_anew_before_they_fill_the_memory() -> None:
    """What was handed out before stays valid, and what comes after compares as before."""
    reader = PassageReader(StaticEmbeddings(), most_words=3)
    before = reader.read([RawPassage("1", "", (), "one two three four five")])
    after = reader.read([RawPassage("2", "", (), "permit fee")])
    assert "one" in before.stems
    assert "one" not in after.stems
    assert figures(reader, "permit", "A permit.")["q_in_text"] == pytest.approx([1.0])


def test_every_weight_is_a_number_of_a_known_group() -> None:
    """Both languages weigh the same figures."""
    assert ENGLISH.keys() == CHINESE.keys()
    assert {group_of(name) for name in ENGLISH} == {group for group, _ in GROUPS}
    assert all(math.isfinite(weight) for weight in (*ENGLISH.values(), *CHINESE.values()))
    assert weights_for("停车证多少钱") is CHINESE
    assert weights_for("What does it cost?") is ENGLISH


def test_the_weights_are_those_of_the_figures_computed(reader: PassageReader) -> None:
    """No figure is computed for nothing, and none is missing when it is weighed."""
    assert figures(reader, "permit", "A permit.").keys() == ENGLISH.keys()


def test_equal_scores_stand_in_the_order_of_the_ties() -> None:
    """Not in the order in which the candidates came."""
    found = ranked({"place": np.array([1.0, 1.0, 0.5])}, {"place": 2.0}, [("b",), ("a",), ("c",)])
    assert [one.candidate for one in found] == [1, 0, 2]
    assert ranked({}, {}, []) == []
