"""Answers of others, judged by the checks that drafts go through."""

from __future__ import annotations

import pytest

from assistant.domain.verification.support import answer_support
from assistant.domain.verification.support_features import read_source
from assistant.domain.verification.support_weights import WEIGHTS
from assistant.evaluation.dataset_rows import GroundingRow
from assistant.evaluation.grounding import ground_rows

PASSAGES = (
    "The library is open Tuesday to Friday 10:00–18:00. Borrowing is free of charge for residents.",
    "Books may be kept for 4 weeks and may not be lent to others. A lost book costs 25 euros.",
)


def judged(answer: str, passages: tuple[str, ...] = PASSAGES) -> dict[str, object]:
    """The one output row of one input row."""
    [row] = ground_rows([GroundingRow("r1", "How long can I keep a book?", passages, answer)])
    return row


def problems(answer: str) -> list[list[str]]:
    """The problems of each sentence."""
    sentences = judged(answer)["sentences"]
    assert isinstance(sentences, list)
    return [sentence["problems"] for sentence in sentences]


def test_a_row_has_what_the_contract_names() -> None:
    """Id, score and the sentences with text, supported, score and problems."""
    row = judged("Books may be kept for 4 weeks. A lost book costs 25 euros.")
    assert set(row) == {"id", "score", "sentences"}
    sentences = row["sentences"]
    assert isinstance(sentences, list)
    assert [sentence["text"] for sentence in sentences] == [
        "Books may be kept for 4 weeks.",
        "A lost book costs 25 euros.",
    ]
    assert all(set(sentence) == {"text", "supported", "score", "problems"} for sentence in sentences)
    assert all(sentence["supported"] for sentence in sentences)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("A lost book costs 35 euros.", "number"),
        ("The library is open on Saturday from 10:00 to 18:00.", "date"),
        ("Books may be lent to others.", "negation"),
        ("Books must be kept for 4 weeks.", "modality"),
        ("Late fees double after the second reminder letter.", "unsupported"),
        ("丢失的图书需要赔偿新书的价格。", "unsupported"),
    ],
)
def test_what_is_wrong_with_a_sentence_is_named(answer: str, problem: str) -> None:
    """Each kind of fault has its name."""
    [found] = problems(answer)
    assert problem in found


def test_an_invented_answer_scores_below_a_quoted_one() -> None:
    """The score ranks answers by their support."""
    source = read_source(PASSAGES)
    quoted = answer_support("Books may be kept for 4 weeks.", source)
    half = answer_support(
        "Books may be kept for 4 weeks. Renewal works through the mobile application.", source
    )
    invented = answer_support("Renewal works through the mobile application of our partner Acme.", source)
    assert quoted > half > invented
    assert quoted > 0.9
    assert invented < 0.5


@pytest.mark.parametrize("passages", [(), ("",)])
def test_without_passages_nothing_is_supported(passages: tuple[str, ...]) -> None:
    """An answer that stands on nothing scores 0."""
    assert judged("Books may be kept for 4 weeks.", passages)["score"] == 0.0


def test_the_learned_weights_point_the_right_way() -> None:
    """More in common with the source speaks for support, new figures and names against it."""
    assert {name: weight > 0 for name, weight in WEIGHTS.items()} == {
        "pairs_together": True,
        "in_two_sentences": True,
        "adjacent_words": True,
        "new_figures": False,
        "new_names": False,
    }


def test_a_figure_from_an_unrelated_place_carries_nothing() -> None:
    """G-01: 4 stands in the passages, but for weeks of borrowing and not for what a lost book costs."""
    [found] = problems("A lost magazine costs 4 to replace at the branch office.")
    assert "number" in found


def test_the_numbers_of_a_list_are_not_judged() -> None:
    """An answer may count its items where the passages do not."""
    [first, second] = problems("1. Books may be kept for 4 weeks. 2. A lost book costs 25 euros.")
    assert first == second == []
