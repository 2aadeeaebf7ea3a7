"""The step that drafts, without a model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.questions import Language, Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import Working
from assistant.services.steps.draft import DraftAnswer
from tests.services.engine_parts import a_passage, a_question, checked
from tests.services.extraction.pages import NoLikeness, passage


def undrafted(**changes: object) -> Working:
    """A question with evidence and nothing yet made of it."""
    return replace(checked(), draft=None, verdict=None, **changes)  # type: ignore[arg-type]


def test_a_draft_quotes_the_evidence() -> None:
    """What the passages say becomes the draft, and its figures are kept for confidence."""
    after = DraftAnswer(None, NoLikeness()).run(undrafted(masked_text="permit cost"))
    assert after.draft is not None
    assert after.draft.quotes()[0].text == a_passage().text
    assert {"draft_share", "draft_document_share", "draft_terms"} <= set(after.signals)


def test_without_evidence_there_is_no_draft() -> None:
    """The reason is named and nothing is made up (G-07)."""
    after = DraftAnswer(None, NoLikeness()).run(undrafted(evidence=()))
    assert after.draft is None
    assert after.reasons == (Reason.NO_EVIDENCE,)


def test_evidence_that_states_nothing_is_no_evidence() -> None:
    """A page of headings answers nothing; the passages stay for the caseworker."""
    before = undrafted(evidence=(passage("Fees"),))
    after = DraftAnswer(None, NoLikeness()).run(before)
    assert (after.draft, after.reasons) == (None, (Reason.NO_EVIDENCE,))
    assert after.evidence == before.evidence


def test_the_share_of_terms_taken_up_is_told() -> None:
    """Headings above the quote count, words nobody took up do not."""
    step = DraftAnswer(None, NoLikeness())
    asked = undrafted(masked_text="permit fees zeppelin mooring")
    assert step.run(asked).signals["draft_terms"] == pytest.approx(0.5)


def test_the_language_of_the_message_is_the_drafts() -> None:
    """Before the screen has said a language, the chosen one counts."""
    chinese = replace(undrafted(), question=a_question("多少钱", language=Language.ZH), language=None)
    after = DraftAnswer(None, NoLikeness()).run(chinese)
    assert after.draft is not None
    assert after.draft.language is Language.ZH


def test_its_stage_is_draft() -> None:
    """The pipeline maps its failures by this."""
    assert DraftAnswer(None, NoLikeness()).stage is Stage.DRAFT
