"""Third step: the passages that may answer, and whose matter they are."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.questions import Author, Question, Stage
from assistant.domain.routing import Working
from assistant.services.ports import Directory, EvidenceSearch
from assistant.services.steps.source_topic import SourceTopic

PASSAGES = 10
"""Passages kept: beyond ten, evidence within the first 3,000 characters no longer changes (decision 0011)."""


class Retrieve:
    """Searches with the standalone question; what was said before counts as weaker evidence."""

    stage = Stage.RETRIEVE

    def __init__(self, search: EvidenceSearch, directory: Directory) -> None:
        self._search = search
        self._source_topic = SourceTopic(directory.topics())

    def run(self, working: Working) -> Working:
        """Raises EvidenceUnavailable where the index cannot answer; the pipeline makes a case of it."""
        question = working.question
        history = [] if _names_its_own_matter(working) else _said_before(question)
        text = working.standalone or working.masked_text
        found = self._search.find(text, history, question.asked_at, PASSAGES)
        working = replace(working, evidence=found.passages, index_version=found.index_version)
        return self._source_topic.settle(working, found.passages[0]) if found.passages else working


def _names_its_own_matter(working: Working) -> bool:
    """A question that stands alone and names its topic: what was said before would only lead back to it."""
    return working.topic_id is not None and working.standalone.startswith(working.masked_text)


def _said_before(question: Question) -> list[str]:
    """What the citizen said, and the reply they answer now: "yes" means what that reply asked (decision 0018)."""
    last_reply = max(
        (place for place, turn in enumerate(question.history) if turn.author is not Author.CITIZEN),
        default=-1,
    )
    return [
        turn.text
        for place, turn in enumerate(question.history)
        if turn.author is Author.CITIZEN or place == last_reply
    ]
