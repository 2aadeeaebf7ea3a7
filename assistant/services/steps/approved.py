"""The draft step where a person has decided on an answer to this very question: their words, no drafting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from assistant.domain.answers import Draft
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language, Stage
from assistant.domain.routing import Working
from assistant.services.ports import Step
from assistant.services.steps.draft import terms_taken_up
from assistant.services.steps.wording_key import wording_key


class Approved(Protocol):
    """An approved answer that stands, with its passages as they are served now."""

    @property
    def id(self) -> str: ...

    @property
    def draft(self) -> Draft: ...

    @property
    def evidence(self) -> tuple[Evidence, ...]: ...


class ApprovedAnswers(Protocol):
    """Finds approved answers."""

    def find(self, key: str, topic_id: str, language: Language, asked_at: datetime) -> Approved | None:
        """The answer that stands for this wording; None also where any of its sources may no longer be told."""
        ...


class NoApprovedAnswers:
    """Implements `ApprovedAnswers` where none are kept."""

    def find(self, _key: str, _topic_id: str, _language: Language, _asked_at: datetime) -> Approved | None:
        """There is none."""
        return None


class ApprovedFirst:
    """An approved answer takes the place of the draft; without one, the step behind it drafts.

    Only for a question that stands alone, of the answer's topic and language. The draft is checked and routed like any
    other: an approved answer opens no way past a certificate, a hard rule or a changed source.
    """

    def __init__(self, approved: ApprovedAnswers, drafting: Step) -> None:
        self._approved = approved
        self._drafting = drafting

    @property
    def stage(self) -> Stage:
        """The stage of the step behind it."""
        return self._drafting.stage

    def run(self, working: Working) -> Working:
        """Raises what the step behind it raises."""
        found = self._found(working)
        if found is None:
            return self._drafting.run(working)
        # What the search found keeps its place and figures: the score must not gain from a person's choice of sources.
        there = {passage.passage_id for passage in working.evidence}
        evidence = (*working.evidence, *(one for one in found.evidence if one.passage_id not in there))
        return replace(
            working,
            evidence=evidence,
            draft=found.draft,
            approved_ids=(found.id,),
            signals={
                **working.signals,
                "draft_terms": terms_taken_up(working.masked_text, found.draft, evidence),
            },
        )

    def _found(self, working: Working) -> Approved | None:
        alone = working.standalone == working.masked_text and not working.question.hint
        if not alone or working.vague or working.topic_id is None or working.language is None:
            return None
        key = wording_key(working.masked_text)
        if key is None:
            return None
        return self._approved.find(key, working.topic_id, working.language, working.question.asked_at)
