"""Third step: the passages that may answer, and whose matter they are."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.evidence import Evidence
from assistant.domain.personal_data import PublishedContacts, masked
from assistant.domain.questions import Author, Question, Stage
from assistant.domain.routing import Working
from assistant.domain.vagueness import points_back, subject_terms
from assistant.services.ports import Directory, EvidenceSearch
from assistant.services.steps.screen import published_contacts
from assistant.services.steps.source_topic import SourceTopic
from knowledge_base.text import content_terms

PASSAGES = 10
"""Passages kept: beyond ten, evidence within the first 3,000 characters no longer changes (decision 0011)."""

OWN_TERMS = 2
OWN_LIKENESS = 0.5
OWN_LEAD = 1.3
OWN_LEAD_POINTING_BACK = 2.0
"""From how many terms of its own, which likeness of the first passage, and from which lead of it in the ranker's score, a message found its own
matter without what was said before. Chosen on conversations that stay on their page (Doc2Dial) and conversations that
wander (mtRAG): the highest gain on the second that costs the first nothing (decision 0037)."""

TURNS_COMPARED = 3
"""Earlier questions whose topics are compared with a new one's, as many as a follow-up may lean on."""


class Retrieve:
    """Searches with the standalone question; what was said before counts as weaker evidence, until the subject changes."""

    stage = Stage.RETRIEVE

    def __init__(self, search: EvidenceSearch, directory: Directory) -> None:
        self._search = search
        self._published = published_contacts(directory)
        self._source_topic = SourceTopic(directory.topics())

    def run(self, working: Working) -> Working:
        """Raises EvidenceUnavailable where the index cannot answer; the pipeline makes a case of it."""
        question = working.question
        history = _said_before(question, self._published)
        if history and self._names_another_matter(working):
            history = []
        if history and _may_have_changed(working):
            alone = self._search.find(working.masked_text, [], question.asked_at, PASSAGES)
            if _stands_out(alone.passages, points_back(working.masked_text)):
                return self._settled(self._by_itself(working), alone.passages, alone.index_version)
        text = working.standalone or working.masked_text
        found = self._search.find(text, history, question.asked_at, PASSAGES)
        return self._settled(working, found.passages, found.index_version)

    def _settled(self, working: Working, passages: tuple[Evidence, ...], index_version: str) -> Working:
        working = replace(working, evidence=passages, index_version=index_version)
        return self._source_topic.settle(working, passages[0]) if passages else working

    def _names_another_matter(self, working: Working) -> bool:
        """A question that stands alone and names a topic, where what was said before named others."""
        if working.topic_id is None or not working.standalone.startswith(working.masked_text):
            return False
        before = [turn.text for turn in working.question.history if turn.author is Author.CITIZEN]
        named = {self._source_topic.named_by(text).topic_id for text in before[-TURNS_COMPARED:]}
        return bool(named - {None}) and working.topic_id not in named

    def _by_itself(self, working: Working) -> Working:
        own = self._source_topic.named_by(working.masked_text)
        return replace(
            working,
            standalone=working.masked_text,
            topic_id=own.topic_id,
            department_id=own.department_id,
        )


def _may_have_changed(working: Working) -> bool:
    """False where we know what the message leans on: an option, a correction, a caseworker's hint, a model's rewriting."""
    known = working.understood or working.question.hint
    if known or working.standalone.split("\n")[-1] != working.masked_text:
        return False
    return len(subject_terms(working.masked_text, content_terms)) >= OWN_TERMS


def _stands_out(passages: tuple[Evidence, ...], pointing_back: bool) -> bool:
    """True if the first passage is like the message and well ahead of the next."""
    if len(passages) < 2 or passages[0].signals.get("dense_similarity", 0.0) < OWN_LIKENESS:
        return False
    lead = passages[0].score - passages[1].score
    return lead >= (OWN_LEAD_POINTING_BACK if pointing_back else OWN_LEAD)


def _said_before(question: Question, published: PublishedContacts) -> list[str]:
    """What the citizen said, and the reply they answer now: "yes" means what that reply asked (decision 0018).

    Masked like the question itself: what is searched for may be sent to a server that turns it into vectors (X-16).
    """
    last_reply = max(
        (place for place, turn in enumerate(question.history) if turn.author is not Author.CITIZEN),
        default=-1,
    )
    return [
        masked(turn.text, published)
        for place, turn in enumerate(question.history)
        if turn.author is Author.CITIZEN or place == last_reply
    ]
