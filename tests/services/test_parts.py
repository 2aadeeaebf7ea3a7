"""Several questions in one message: each is worked on by itself, and all are answered together or by a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.domain.answer_parts import Part
from assistant.domain.answers import Claim, Finding, Verdict
from assistant.domain.questions import Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import AskBack, Flag, ReleaseUnderCertificate, ToPerson, Working
from assistant.services.steps.parts import EachPart
from tests.services.engine_parts import FakeStep, a_draft, a_passage, checked

PARKING, BINS = a_passage("parking"), a_passage("bins", "Bins", "Costs", "environment")
CERTIFIED = ReleaseUnderCertificate("cert1")


def a_part(passage: object = PARKING, **changes: object) -> Working:
    """A part for which everything was found."""
    assert isinstance(passage, type(PARKING))
    return checked(passage, **{"confidence": 0.9, "route": CERTIFIED, **changes})


def whole(*parts: Working, **changes: object) -> Working:
    """A message of these parts, before any step."""
    bare = checked(evidence=(), draft=None, verdict=None, topic_id=None, route=None)
    return replace(bare, parts=parts, **changes)  # type: ignore[arg-type]


def after(*parts: Working, **changes: object) -> Working:
    """What becomes of the message once a step left its parts like this."""
    return EachPart(FakeStep(Stage.ROUTE)).run(whole(*parts, **changes))


def test_a_message_with_one_question_goes_through_as_it_is() -> None:
    """Nothing is put together where there is nothing to put together."""
    step = FakeStep(Stage.DRAFT)
    one = checked()
    assert EachPart(step).run(one) is one
    assert step.seen == [one]


def test_each_part_is_run_by_itself() -> None:
    """The step never sees the message, only its questions."""
    step = FakeStep(Stage.DRAFT)
    first, second = a_part(route=None), a_part(BINS, route=None)
    EachPart(step).run(whole(first, second))
    assert step.seen == [first, second]


def test_the_answers_stand_in_the_order_of_the_questions() -> None:
    """Claims in order, passages in turn, each passage once."""
    found = after(a_part(PARKING), a_part(BINS, evidence=(BINS, PARKING)))
    assert found.draft is not None
    assert [quote.document_id for quote in found.draft.quotes()] == ["parking", "bins"]
    assert [passage.document_id for passage in found.evidence] == ["parking", "bins"]


def test_conditions_and_next_steps_come_after_all_answers() -> None:
    """A fixed heading stands once, and no answer under "What to do next" of another."""
    step = Claim("Fill in form P-2.", a_draft(PARKING).claims[0].quotes, Part.NEXT_STEP)
    first = replace(a_draft(PARKING), claims=(*a_draft(PARKING).claims, step))
    verdict = Verdict((Finding(Reason.NUMBER_MISMATCH, 1, 0, 1, "x"),), (1.0, 0.5))
    found = after(a_part(PARKING, draft=first, verdict=verdict), a_part(BINS))
    assert found.draft is not None
    assert [claim.part for claim in found.draft.claims] == [Part.ANSWER, Part.ANSWER, Part.NEXT_STEP]
    assert found.verdict is not None
    assert (found.verdict.supported, found.verdict.findings[0].claim) == ((1.0, 1.0, 0.5), 2)


def test_parts_under_one_certificate_go_out_together() -> None:
    """The reply is as sure as its least sure part."""
    found = after(a_part(confidence=0.9), a_part(confidence=0.7))
    assert (found.route, found.confidence) == (CERTIFIED, 0.7)
    assert found.topic_id == "resident-parking"


def test_parts_under_two_certificates_go_to_a_person() -> None:
    """No certificate speaks of a reply on two topics."""
    other = a_part(BINS, topic_id="bins", route=ReleaseUnderCertificate("cert2"))
    found = after(a_part(), other)
    assert found.route == ToPerson((Reason.NO_CERTIFICATE,))
    assert found.topic_id is None


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (ToPerson((Reason.BELOW_THRESHOLD,)), Reason.BELOW_THRESHOLD),
        (ToPerson((Reason.AUDIT_SAMPLE,)), Reason.AUDIT_SAMPLE),
        (AskBack(("one", "two")), Reason.PARTIAL_ANSWER),
    ],
)
def test_one_part_for_a_person_takes_all_along(route: object, reason: Reason) -> None:
    """Half an answer is never sent; the person gets what was found for every part."""
    found = after(a_part(), a_part(BINS, route=route))
    assert isinstance(found.route, ToPerson)
    assert reason in found.route.reasons
    assert found.draft is not None
    assert len(found.draft.claims) == 2


def test_a_part_without_an_answer_is_named_as_missing() -> None:
    """C-07: the other part's answer is kept for the person, and the reason says that it is only a part."""
    found = after(a_part(), a_part(BINS, draft=None, verdict=None, route=ToPerson((Reason.NO_EVIDENCE,))))
    assert found.route == ToPerson((Reason.NO_EVIDENCE, Reason.PARTIAL_ANSWER))
    assert found.draft == a_draft(PARKING)


def test_a_finding_keeps_its_claim() -> None:
    """What is wrong with the second part's sentence is marked at that sentence."""
    flawed = Verdict((Finding(Reason.NUMBER_MISMATCH, 0, 1, 2, "x"),), (0.4,), ("a condition",))
    found = after(a_part(), a_part(BINS, verdict=flawed)).verdict
    assert found is not None
    assert [finding.claim for finding in found.findings] == [1]
    assert (found.supported, found.omitted_conditions) == ((1.0, 0.4), ("a condition",))


def test_a_part_that_was_not_checked_leaves_the_whole_unchecked() -> None:
    """A missing verdict counts as failed, also for the other parts."""
    assert after(a_part(), a_part(BINS, verdict=None)).verdict is None


def test_a_flag_or_a_doubt_about_the_whole_is_never_outweighed() -> None:
    """A rule that fired on the message, or more questions than were answered, sends it to a person."""
    flag = Flag(Reason.COMPLAINT, "complaint/test")
    assert after(a_part(), a_part(), flags=(flag,)).route == ToPerson((Reason.COMPLAINT,))
    partial = after(a_part(), a_part(), reasons=(Reason.PARTIAL_ANSWER,))
    assert partial.route == ToPerson((Reason.PARTIAL_ANSWER,))


def test_a_failure_in_one_part_is_the_failure_of_the_step() -> None:
    """C-16: the pipeline makes a case of it like of any other."""

    def broken(_working: Working) -> Working:
        raise RuntimeError

    step: Callable[[Working], Working] = broken
    with pytest.raises(RuntimeError):
        EachPart(FakeStep(Stage.VERIFY, step)).run(whole(a_part(), a_part()))
