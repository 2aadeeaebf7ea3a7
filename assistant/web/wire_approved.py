"""Approved answers on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from assistant.domain.approved_answers import ApprovedAnswer
from assistant.services.approved_wordings import MAX_WORDINGS
from assistant.web.wire import Shown, Wire

MAX_TEXT = 2_000
"""Characters of a wording that the wire takes; the service's own limit is stricter and says so in words."""


class KeepRequest(Wire):
    """In which words the question is asked that this reply answers."""

    wordings: tuple[str, ...] = Field(max_length=MAX_WORDINGS)


class WordingRequest(Wire):
    """One more way to ask."""

    text: str = Field(max_length=MAX_TEXT)


class ApprovedSourceShown(Shown):
    """A quote of the answer and where it stands."""

    number: int
    document_id: str
    document_title: str
    version_id: str
    version_number: int
    heading_path: tuple[str, ...]
    quote: str


class ApprovedEventShown(Shown):
    """One step of its history."""

    step: str
    by: str
    at: datetime
    reason: str


class ApprovedShown(Shown):
    """An approved answer. `decision_label` is what citizens read about who checked it."""

    id: str
    department_id: str
    topic_id: str
    language: str
    state: str
    lapse_reason: str | None
    text: str
    wordings: tuple[str, ...]
    sources: tuple[ApprovedSourceShown, ...]
    kept_by: str
    role: str
    decision_label: str
    kept_at: datetime
    uses: int
    events: tuple[ApprovedEventShown, ...]


class ApprovedListShown(Shown):
    """Those the reader may see: lapsed ones first."""

    answers: tuple[ApprovedShown, ...]


class ApprovedOfCaseShown(Shown):
    """The answer that was made of a case's reply, if one was."""

    answer: ApprovedShown | None


def approved_shown(answer: ApprovedAnswer, names: Mapping[str, str]) -> ApprovedShown:
    """On the wire."""
    facts = answer.facts
    sources = tuple(
        ApprovedSourceShown(**{field: getattr(one, field) for field in ApprovedSourceShown.model_fields})
        for one in answer.citations
    )
    events = tuple(
        ApprovedEventShown(step=one.step.value, by=names.get(one.by, one.by), at=one.at, reason=one.reason)
        for one in answer.events
    )
    return ApprovedShown(
        id=facts.id,
        department_id=facts.department_id,
        topic_id=facts.topic_id,
        language=facts.language.value,
        state=answer.state.value,
        lapse_reason=answer.lapse_reason.value if answer.lapse_reason is not None else None,
        text=facts.text,
        wordings=tuple(one.text for one in answer.wordings),
        sources=sources,
        kept_by=names.get(facts.kept_by, facts.kept_by),
        role=facts.role,
        decision_label=facts.label,
        kept_at=facts.kept_at,
        uses=answer.uses,
        events=events,
    )
