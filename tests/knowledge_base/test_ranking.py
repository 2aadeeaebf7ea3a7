"""The second stage reads passages once, compares words, and adds up what it found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from knowledge_base import StaticEmbeddings
from knowledge_base.ranker_weights import CHINESE, ENGLISH
from knowledge_base.ranking import GROUPS, group_of, ranked, weights_for
from knowledge_base.ranking_features import Candidates, features
from knowledge_base.ranking_question import MOST_TERMS, Features, Terms, terms_of
from knowledge_base.ranking_terms import DIMENSIONS, LotReader, RawPassage, Reading, WordVectors, reading_of
from knowledge_base.search_legs import LEGS


@pytest.fixture(scope="module")
def embeddings() -> StaticEmbeddings:
    """The built-in word vectors."""
    return StaticEmbeddings()


def equally_rare(terms: frozenset[str]) -> Mapping[str, float]:
    """Every term counts 1."""
    return dict.fromkeys(terms, 1.0)


def a_question(embeddings: StaticEmbeddings, *messages: str) -> Terms:
    """The terms of messages, oldest first."""
    return terms_of(messages, equally_rare, WordVectors(embeddings).of)


def read(embeddings: StaticEmbeddings, passages: Sequence[RawPassage]) -> Reading:
    """The passages in numbers, in the order given."""
    reader = LotReader()
    for one in passages:
        reader.read(one)
    lot = reader.lot(embeddings)
    ids = lot.ids.tolist()
    return reading_of([(lot, ids.index(one.id.encode())) for one in passages])


def figures(
    embeddings: StaticEmbeddings, question: str, *texts: str, title: str = "", before: str = ""
) -> Features:
    """What is seen of passages of different documents that no leg tells apart."""
    count = len(texts)
    raw = [RawPassage(f"{title}/{text}", title, (), text) for text in texts]
    shares = {f"{side}_{leg}": np.ones(count) for side in "qh" for leg in LEGS}
    alone = a_question(embeddings, question)
    together = a_question(embeddings, before, question) if before else alone
    found = Candidates(
        shares,
        np.ones(count),
        np.ones(count),
        np.arange(count),
        np.zeros(count, dtype=np.int64),
        read(embeddings, raw),
    )
    return features(alone, together, found)


def test_terms_count_by_the_share_found(embeddings: StaticEmbeddings) -> None:
    """In the text, in any field, and whether all are there; endings do not matter."""
    seen = figures(
        embeddings, "parking permits lost", "A permit for parking.", "Lost property.", title="Parking"
    )
    assert seen["q_in_text"] == pytest.approx([2 / 3, 1 / 3])
    assert seen["q_in_any"] == pytest.approx([2 / 3, 2 / 3])
    assert seen["q_in_title"] == pytest.approx([1 / 3, 1 / 3])
    assert seen["q_all_found"].tolist() == [0.0, 0.0]


def test_neighbours_of_the_question_count_where_they_are_near_and_in_order(
    embeddings: StaticEmbeddings,
) -> None:
    """A few words between do no harm; the other way round or far apart they are no pair."""
    far = "Lost. " + "Something else stands here. " * 5 + "Permit."
    seen = figures(embeddings, "lost permit", "A lost or old permit.", "Permit lost.", far)
    assert seen["q_pairs"] == pytest.approx([1.0, 0.0, 0.0])


def test_terms_near_each_other_count_more_than_terms_apart(embeddings: StaticEmbeddings) -> None:
    """The densest window of a long passage against terms at its two ends."""
    filler = "Nothing of it is said here at all. " * 10
    seen = figures(embeddings, "lost permit", f"{filler}Permit lost.", f"Lost. {filler}Permit.")
    assert seen["q_window"] == pytest.approx([1.0, 0.5])


def test_words_alike_in_meaning_are_found(embeddings: StaticEmbeddings) -> None:
    """ "Cost" is nearer to "price" than to "tree", though no letter agrees."""
    seen = figures(embeddings, "cost", "The price.", "The tree.")
    assert seen["q_alike"][0] > seen["q_alike"][1] + 0.1


def test_chinese_is_compared_by_pairs_of_characters(embeddings: StaticEmbeddings) -> None:
    """A sentence without spaces has words too."""
    seen = figures(embeddings, "停车证 费用", "停车证每年四十欧元。", "垃圾每周收一次。")
    assert seen["q_in_text"][0] > 0 == seen["q_in_text"][1]


def test_earlier_messages_count_less_than_the_last(embeddings: StaticEmbeddings) -> None:
    """Together with what was said before, the passage about the question still leads."""
    seen = figures(embeddings, "permit", "Permit.", "Garden.", before="garden")
    assert seen["q_in_text"] == pytest.approx([1.0, 0.0])
    assert seen["a_in_text"] == pytest.approx([1 / 1.6, 0.6 / 1.6])


def test_a_question_of_many_words_keeps_the_weightiest(embeddings: StaticEmbeddings) -> None:
    """A letter is cut to the terms that tell most."""
    words = " ".join(f"word{n}" for n in range(200))
    kept = terms_of(
        [words], lambda terms: {t: float(t.removeprefix("word")) for t in terms}, WordVectors(embeddings).of
    )
    assert len(kept.stems) == MOST_TERMS
    assert "word199" in kept.stems
    assert "word1" not in kept.stems


def test_the_vectors_of_words_are_those_of_the_model_however_often_asked_for(
    embeddings: StaticEmbeddings,
) -> None:
    """A word already known, a new one and one twice in a question: each has its own row."""
    vectors = WordVectors(embeddings)
    first = vectors.of(["permit"])
    again = vectors.of(["fee", "permit", "fee"])
    assert again[1].tolist() == first[0].tolist()
    assert again[0].tolist() == again[2].tolist() == WordVectors(embeddings).of(["fee"])[0].tolist()
    assert vectors.of([]).shape == (0, DIMENSIONS)


def test_every_weight_is_a_number_of_a_known_group() -> None:
    """Both languages weigh the same figures."""
    assert ENGLISH.keys() == CHINESE.keys()
    assert {group_of(name) for name in ENGLISH} == {group for group, _ in GROUPS}
    assert all(math.isfinite(weight) for weight in (*ENGLISH.values(), *CHINESE.values()))
    assert weights_for("停车证多少钱") is CHINESE
    assert weights_for("What does it cost?") is ENGLISH


def test_the_weights_are_those_of_the_figures_computed(embeddings: StaticEmbeddings) -> None:
    """No figure is computed for nothing, and none is missing when it is weighed."""
    assert figures(embeddings, "permit", "A permit.").keys() == ENGLISH.keys()


def test_equal_scores_stand_in_the_order_of_the_ties() -> None:
    """Not in the order in which the candidates came."""
    found = ranked({"place": np.array([1.0, 1.0, 0.5])}, {"place": 2.0}, [("b",), ("a",), ("c",)])
    assert [one.candidate for one in found] == [1, 0, 2]
    assert ranked({}, {}, []) == []
