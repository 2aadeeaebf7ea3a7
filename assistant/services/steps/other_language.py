"""What is written in the other language, for a question that nothing in its own language answers."""

from __future__ import annotations

from assistant.domain.evidence import Evidence
from assistant.domain.model_budgets import ChargedTo
from assistant.domain.questions import Language
from assistant.domain.routing import Working
from assistant.services.ports import ChatModel, EvidenceSearch
from assistant.services.steps.retrieve import PASSAGES


class OtherLanguage:
    """Has the question translated and searches with the translation.

    Costs two more calls of the model, and is asked only once the model has said that nothing answers: a town that writes in
    both languages pays for it as rarely as its texts have gaps.
    """

    def __init__(self, search: EvidenceSearch, model: ChatModel) -> None:
        self._search = search
        self._model = model

    def passages(self, working: Working, charged: ChargedTo) -> tuple[Evidence, ...]:
        """Passages in another language than the question, best first.

        Raises ModelFailure where there is no translation, and EvidenceUnavailable where the index cannot answer.
        """
        own = working.language or working.question.language
        found: list[Evidence] = []
        for other in Language:
            if other is not own:
                asked = self._model.translate(working.standalone or working.masked_text, other, charged)
                hits = self._search.find(asked, [], working.question.asked_at, PASSAGES)
                found += [one for one in hits.passages if one.language == other]
        return tuple(found)
