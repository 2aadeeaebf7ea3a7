"""Search: the order of hits, and why a passage won."""

from __future__ import annotations

import pytest

from knowledge_base import Audience, KnowledgeBase, SearchQuery
from tests.knowledge_base.builders import TODAY, an_upload, published

PERMITS = "# Fees\n\nA resident permit costs 40 euro a year.\n\n# Where\n\nApply at the town hall."
BINS = "# Bins\n\nThe grey bin is emptied every second week."


@pytest.mark.parametrize("history", [(), ("What does a resident permit cost?",)])
def test_explanation_adds_up_to_the_score(base: KnowledgeBase, history: tuple[str, ...]) -> None:
    """What the groups of signals add differs between two hits by exactly as much as their scores do."""
    published(base, an_upload(PERMITS))
    published(base, an_upload(BINS, document_id="bins", title="Bins"))
    query = SearchQuery("Where do I get a resident permit?", TODAY, Audience.PUBLIC, history)
    first, last = base.search(query).hits
    assert first.document.id == "parking-permits"
    gap = sum(first.explanation.values()) - sum(last.explanation.values())
    assert gap == pytest.approx(first.score - last.score)
    assert last.score == pytest.approx(first.score * 2 / 3)


def test_equal_passages_stand_in_the_order_of_their_documents(base: KnowledgeBase) -> None:
    """No random id decides: of two documents that say the same the one with the smaller id comes first."""
    for document_id in ("permits-b", "permits-a"):
        published(base, an_upload(PERMITS, document_id=document_id))
    found = base.search(SearchQuery("What does a resident permit cost?", TODAY, Audience.PUBLIC)).hits
    best = [hit.document.id for hit in found if hit.score == pytest.approx(found[0].score)]
    assert best == ["permits-a", "permits-b"]


def test_the_only_passage_has_a_positive_score(base: KnowledgeBase) -> None:
    """Shares of the best score mean something even where there is nothing to compare with."""
    published(base, an_upload("# Fees\n\nA resident permit costs 40 euro a year."))
    (only,) = base.search(SearchQuery("What does a resident permit cost?", TODAY, Audience.PUBLIC)).hits
    assert only.score > 0


def test_words_in_the_order_of_the_question_win(base: KnowledgeBase) -> None:
    """Two passages with the same words: the one that says them together, as asked, comes first."""
    together = "A lost parking card costs 12 euro. Bring the form to the desk."
    apart = "A card for the desk costs 12 euro. Parking is free; ask for what was lost, with the form."
    published(base, an_upload(apart, document_id="a-apart", title="Desk"))
    published(base, an_upload(together, document_id="b-together", title="Desk"))
    query = SearchQuery("lost parking card", TODAY, Audience.PUBLIC)
    assert base.search(query).hits[0].document.id == "b-together"


def test_a_long_letter_is_searched_like_a_question(base: KnowledgeBase) -> None:
    """Thousands of different words cost no more than the weightiest of them."""
    published(base, an_upload(PERMITS))
    letter = " ".join(f"word{n}" for n in range(3000)) + " resident permit"
    assert base.search(SearchQuery(letter, TODAY, Audience.PUBLIC)).hits[0].document.id == "parking-permits"
