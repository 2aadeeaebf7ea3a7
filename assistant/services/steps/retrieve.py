"""Third step: the passages that may answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.evidence import Evidence
from assistant.domain.questions import Author, Stage
from assistant.domain.routing import Working
from assistant.services.ports import EvidenceSearch

PASSAGES = 10
"""Passages kept: beyond ten, evidence within the first 3,000 characters no longer changes (decision 0011)."""

WEIGHTY = 3
"""Passages that say which department a question belongs to where the words of the question do not."""


class Retrieve:
    """Searches with the standalone question; what the citizen said before counts as weaker evidence."""

    stage = Stage.RETRIEVE

    def __init__(self, search: EvidenceSearch) -> None:
        self._search = search

    def run(self, working: Working) -> Working:
        """Raises EvidenceUnavailable where the index cannot answer; the pipeline makes a case of it."""
        question = working.question
        history = [turn.text for turn in question.history if turn.author is Author.CITIZEN]
        text = working.standalone or working.masked_text
        found = self._search.find(text, history, question.asked_at, PASSAGES)
        return replace(
            working,
            evidence=found.passages,
            index_version=found.index_version,
            department_id=working.department_id or leading_department(found.passages),
        )


def leading_department(passages: Sequence[Evidence]) -> str | None:
    """Whose documents the best passages are, None without passages; of two the better placed one."""
    best = [passage.department_id for passage in passages[:WEIGHTY]]
    return Counter(best).most_common(1)[0][0] if best else None
