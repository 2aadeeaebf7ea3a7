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
    assert first.score > last.score == 0
