"""Search: why a passage won."""

from __future__ import annotations

import pytest

from knowledge_base import Audience, KnowledgeBase, SearchQuery
from tests.knowledge_base.builders import TODAY, an_upload, published

PERMITS = "# Fees\n\nA resident permit costs 40 euro a year.\n\n# Where\n\nApply at the town hall."


def test_explanation_adds_up_to_the_score(base: KnowledgeBase) -> None:
    """What each group of signals contributes adds up to the score of the hit; earlier messages are a group."""
    published(base, an_upload(PERMITS))
    alone = SearchQuery("What does a resident permit cost?", TODAY, Audience.PUBLIC)
    later = SearchQuery("and where?", TODAY, Audience.PUBLIC, history=("What does a resident permit cost?",))
    for query, has_history in ((alone, False), (later, True)):
        hit = base.search(query).hits[0]
        assert sum(hit.explanation.values()) == pytest.approx(hit.score)
        assert ("history" in hit.explanation) is has_history
