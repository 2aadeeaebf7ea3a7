"""The drafting step with a model, through the real adapter."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.questions import Language
from assistant.domain.routing import Working
from assistant.services.steps.draft import DraftAnswer
from tests.language_model.parts import FEE_ZH, model_at, passage, question
from tests.scripted_model.server import ScriptedModel

PHONE = "0171 5550123"


class _NothingAlike:
    """A likeness for a step that has a model and needs none."""

    def to(self, text: str, others: Sequence[str]) -> Sequence[float]:
        return [0.0 for _ in others]


def _working() -> Working:
    """A message in Chinese from somebody who opened the page in English."""
    return Working(
        question=question(f"停车证多少钱？电话 {PHONE}", Language.EN),
        language=Language.ZH,
        masked_text="停车证多少钱？电话 [PHONE_NUMBER]",
        standalone="停车证多少钱？电话 [PHONE_NUMBER]",
        evidence=(passage(FEE_ZH),),
    )


def test_a_model_drafts_in_the_language_of_the_message(server: ScriptedModel) -> None:
    """Not in the language of the page: the extractive drafter goes by the message too."""
    draft = DraftAnswer(model_at(server), _NothingAlike()).run(_working()).draft
    assert draft is not None
    assert draft.language is Language.ZH


def test_the_step_hands_over_masked_text_only(server: ScriptedModel) -> None:
    """What was typed stays in the process even though the question holds it."""
    DraftAnswer(model_at(server), _NothingAlike()).run(_working())
    assert "[PHONE_NUMBER]" in server.sent_text()
    assert PHONE not in server.sent_text()
