"""Fourth step: a draft from the passages, quoted or written by a model that must quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.domain.answers import Draft, StandIn
from assistant.domain.evidence import Evidence
from assistant.domain.model_budgets import ChargedTo
from assistant.domain.questions import Language, Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import Working
from assistant.services.extraction.drafting import extract
from assistant.services.ports import ChatModel, Likeness, ModelFailure, NothingAnswers
from assistant.services.steps.other_language import OtherLanguage
from knowledge_base.text import query_tokens


class DraftAnswer:
    """With a model the draft is generative, without one extractive. Without evidence there is no draft (G-07).

    Where the model fails or its budget is spent, the draft is extractive too, and the reason sends it to a person (S-35):
    a certificate learned on a model's drafts says nothing about it.
    """

    stage = Stage.DRAFT

    def __init__(
        self, model: ChatModel | None, likeness: Likeness, other_language: OtherLanguage | None = None
    ) -> None:
        """`other_language` finds what the model may read where no text in the citizen's language answers."""
        self._model = model
        self._likeness = likeness
        self._other_language = other_language

    def run(self, working: Working) -> Working:
        """A draft of whatever kind, or a reason why there is none."""
        if not working.evidence:
            return replace(working, reasons=(*working.reasons, Reason.NO_EVIDENCE))
        asked = working.standalone or working.masked_text
        if self._model is not None:
            try:
                return self._written(working, self._model)
            except NothingAnswers:
                return replace(working, reasons=(*working.reasons, Reason.NO_EVIDENCE))
            except ModelFailure as failure:
                failed = (Reason(failure.reason), *working.reasons)
                working = replace(working, reasons=failed, errors=(*working.errors, type(failure).__name__))
        extracted = extract(asked, _language(working), working.evidence, self._likeness)
        if extracted is None:
            return replace(working, reasons=(*working.reasons, Reason.NO_EVIDENCE))
        return _with(working, extracted.draft, extracted.signals)

    def _written(self, working: Working, model: ChatModel) -> Working:
        """A model's draft; where it says that nothing answers, one from what is written in the other language."""
        masked = replace(working.question, text=working.masked_text, language=_language(working))
        asked = working.standalone or working.masked_text
        charged = ChargedTo(working.question.id, working.department_id)
        try:
            return _generated(working, model.draft(masked, asked, working.evidence, charged))
        except NothingAnswers:
            if self._other_language is None:
                raise
        foreign = self._other_language.passages(working, charged)
        if not foreign:
            raise NothingAnswers
        widened = replace(working, evidence=_together(foreign, working.evidence))
        return _generated(widened, model.draft(masked, asked, foreign, charged))


def _together(first: Sequence[Evidence], then: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple({one.passage_id: one for one in (*first, *then)}.values())


def _language(working: Working) -> Language:
    return working.language or working.question.language


def _generated(working: Working, draft: Draft) -> Working:
    """A draft by another model than the usual one goes to a person: its drafts are not those that were labelled."""
    drafted = _with(working, draft, {})
    if draft.model_use is not None and draft.model_use.stand_in is StandIn.OTHER_MODEL:
        return replace(drafted, reasons=(*drafted.reasons, Reason.MODEL_STAND_IN))
    return drafted


def _with(working: Working, draft: Draft, signals: Mapping[str, float]) -> Working:
    terms = terms_taken_up(working.masked_text, draft, working.evidence)
    return replace(working, draft=draft, signals={**working.signals, **signals, "draft_terms": terms})


def terms_taken_up(asked: str, draft: Draft, evidence: Sequence[Evidence]) -> float:
    """The share of the message's terms that the draft, or the headings above what it quotes, takes up."""
    quoted = {quote.passage_id for quote in draft.quotes()}
    headings = [" ".join(one.heading_path) for one in evidence if one.passage_id in quoted]
    terms = frozenset(query_tokens(asked))
    said = frozenset(query_tokens(" ".join((draft.plain_text(), *headings))))
    return len(terms & said) / max(1, len(terms))
