"""Fourth step: a draft from the passages, quoted or written by a model that must quote."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.questions import Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import Working
from assistant.services.extraction.drafting import extract
from assistant.services.ports import ChatModel, Likeness


class DraftAnswer:
    """With a model the draft is generative, without one extractive. Without evidence there is no draft (G-07)."""

    stage = Stage.DRAFT

    def __init__(self, model: ChatModel | None, likeness: Likeness) -> None:
        self._model = model
        self._likeness = likeness

    def run(self, working: Working) -> Working:
        """Raises ModelFailure; the pipeline makes a case of it that keeps the evidence."""
        if not working.evidence:
            return replace(working, reasons=(*working.reasons, Reason.NO_EVIDENCE))
        language = working.language or working.question.language
        if self._model is not None:
            masked = replace(working.question, text=working.masked_text, language=language)
            draft = self._model.draft(masked, working.standalone or working.masked_text, working.evidence)
            return replace(working, draft=draft)
        extracted = extract(
            working.standalone or working.masked_text, language, working.evidence, self._likeness
        )
        if extracted is None:
            return replace(working, reasons=(*working.reasons, Reason.NO_EVIDENCE))
        signals = {**working.signals, **extracted.signals}
        return replace(working, draft=extracted.draft, signals=signals)
