"""The last step: what goes to a person, what is asked back, and what a certificate lets go out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.answers import Finding, Verdict
from assistant.domain.certificates import Certificate
from assistant.domain.confidence_adjustment import Adjustment
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.routing import AskBack, Flag, ReleaseUnderCertificate, ToPerson, Working
from assistant.services.steps.route import Route
from tests.fakes import MORNING, CountingIds, FixedClock
from tests.services.engine_parts import HASH, FakeAutonomy, a_certificate, a_draft, a_passage, checked
from tests.services.screening import directory


def routed(
    working: Working,
    autonomy: FakeAutonomy | None = None,
    *,
    draw: float = 0.9,
    audit_share: float = 0.1,
    adjustment: Adjustment | None = None,
) -> Working:
    """What Route decides, with a valid certificate unless another autonomy is given."""
    route = Route(
        autonomy or FakeAutonomy(a_certificate()),
        directory(),
        CountingIds((draw,)),
        FixedClock(),
        HASH,
        audit_share,
        adjustment,
    )
    return route.run(working)


def reasons_of(working: Working, autonomy: FakeAutonomy | None = None) -> tuple[Reason, ...]:
    """The reasons for which a person gets it."""
    route = routed(working, autonomy).route
    assert isinstance(route, ToPerson)
    return route.reasons


def test_a_checked_draft_under_a_valid_certificate_is_released() -> None:
    """All conditions met, the draft may go out under the certificate."""
    assert routed(checked()).route == ReleaseUnderCertificate("cert1")


@pytest.mark.parametrize(
    "certificate",
    [
        None,
        a_certificate(topic_id="bus-passes"),
        a_certificate(language=Language.ZH),
        a_certificate(pipeline_hash="another"),
        a_certificate(expires_at=MORNING - timedelta(seconds=1)),
        a_certificate(withdrawn_at=MORNING, withdrawn_reason="alarm"),
    ],
    ids=["none", "other topic", "other language", "other pipeline", "expired", "withdrawn"],
)
def test_no_valid_certificate_means_a_person(certificate: Certificate | None) -> None:
    """A certificate permits nothing but its own topic, language and pipeline, in its own time."""
    assert reasons_of(checked(), FakeAutonomy(certificate)) == (Reason.NO_CERTIFICATE,)


@pytest.mark.parametrize("threshold", [1.1, float("nan")])
def test_a_score_that_does_not_reach_the_threshold_means_a_person(threshold: float) -> None:
    """Below the threshold, or compared with no number, nothing goes out."""
    assert reasons_of(checked(), FakeAutonomy(a_certificate(threshold))) == (Reason.BELOW_THRESHOLD,)


def test_a_stop_switch_holds_a_certified_draft() -> None:
    """The switch counts before any certificate."""
    assert reasons_of(checked(), FakeAutonomy(a_certificate(), stop=True)) == (Reason.STOPPED,)


def test_the_drawn_share_goes_to_a_person_for_audit() -> None:
    """A draw below the share is an audit; one at the share is not."""
    assert routed(checked(), draw=0.099).route == ToPerson((Reason.AUDIT_SAMPLE,))
    assert routed(checked(), draw=0.1).route == ReleaseUnderCertificate("cert1")


def test_a_flag_is_never_outweighed() -> None:
    """A complaint with a perfect draft goes to a person, flags in order, each once."""
    flags = (Flag(Reason.COMPLAINT, "a"), Flag(Reason.LEGAL_THREAT, "b"), Flag(Reason.COMPLAINT, "c"))
    assert reasons_of(checked(flags=flags)) == (Reason.COMPLAINT, Reason.LEGAL_THREAT)


def test_a_vague_flagged_message_is_not_asked_back() -> None:
    """Who complains is not asked what they mean."""
    working = checked(flags=(Flag(Reason.COMPLAINT, "a"),), vague=True)
    assert reasons_of(working) == (Reason.COMPLAINT,)


def test_findings_and_omitted_conditions_are_reasons() -> None:
    """A draft with a finding is never released."""
    verdict = Verdict((Finding(Reason.NUMBER_MISMATCH, 0, 0, 1, "30"),), (0.5,), ("unless …",))
    assert reasons_of(checked(verdict=verdict)) == (Reason.NUMBER_MISMATCH, Reason.CONDITION_OMITTED)


def test_a_draft_that_was_not_checked_counts_as_failed() -> None:
    """A switched-off check is a failed check."""
    assert reasons_of(checked(verdict=None)) == (Reason.VERIFIER_ERROR,)


def test_no_draft_means_no_evidence() -> None:
    """Without a draft there is nothing to release."""
    assert reasons_of(checked(draft=None, verdict=None)) == (Reason.NO_EVIDENCE,)


def test_reasons_of_earlier_steps_are_kept() -> None:
    """What a step noted against the draft counts even if the verdict is clean."""
    assert reasons_of(checked(reasons=(Reason.KB_CONFLICT,))) == (Reason.KB_CONFLICT,)


@pytest.mark.parametrize("topic_id", [None, "no-such-topic"])
def test_an_unknown_topic_means_a_person(topic_id: str | None) -> None:
    """No certificate can speak of a topic nobody knows."""
    assert reasons_of(checked(topic_id=topic_id)) == (Reason.TOPIC_UNKNOWN,)


def test_a_draft_from_another_department_s_rules_means_a_person() -> None:
    """The topic's certificate does not cover what another department wrote."""
    assert reasons_of(checked(a_passage(department_id="housing"))) == (Reason.TOPIC_UNKNOWN,)


def test_a_quote_of_no_passage_means_a_person() -> None:
    """A quote whose passage is not among the evidence is nobody's rule."""
    working = replace(checked(), draft=a_draft(a_passage(heading="Elsewhere")))
    assert reasons_of(working) == (Reason.TOPIC_UNKNOWN,)


def test_a_vague_question_is_asked_back_with_what_was_found() -> None:
    """Options are titles and headings of different documents, best first."""
    found = (a_passage(), a_passage("bus", "Bus passes", "Fares"), a_passage(heading="Second car"))
    assert routed(checked(vague=True, evidence=found)).route == AskBack(
        ("Resident parking permit: Fees", "Bus passes: Fares", "Resident parking permit: Second car")
    )


def test_options_are_in_the_citizen_s_language() -> None:
    """Documents in the other language are not offered."""
    found = (a_passage(), a_passage("停车", "居民停车证", "费用", language="zh"))
    assert reasons_of(checked(vague=True, evidence=found, draft=None, verdict=None)) == (Reason.NO_EVIDENCE,)


def test_a_vague_question_about_one_document_goes_to_a_person() -> None:
    """One document is no choice, and a certificate does not release a draft for a question nobody understood."""
    found = (a_passage(), a_passage(heading="Second car"))
    assert reasons_of(checked(vague=True, evidence=found)) == (Reason.TOPIC_UNKNOWN,)


def test_no_more_than_four_options_are_offered() -> None:
    """Five documents make four options."""
    found = tuple(a_passage(f"d{n}", f"Document {n}", "Fees") for n in range(5))
    route = routed(checked(vague=True, evidence=found)).route
    assert isinstance(route, AskBack)
    assert len(route.options) == 4


CERTAIN = Adjustment(1, "weights", slope=1.0, bias=25.0, shifts={}, rows=99, right=99, fitted_at=MORNING)
"""A correction by which every answer is as good as certain."""


@pytest.mark.parametrize(
    "against",
    [
        {"flags": (Flag(Reason.DECISION_ABOUT_PERSON, "a"),)},
        {"flags": (Flag(Reason.CRISIS, "a"),)},
        {"reasons": (Reason.NO_EVIDENCE,)},
        {"verdict": Verdict((Finding(Reason.KB_CONFLICT, 0, 0, 1, ""),), (1.0,))},
        {"verdict": Verdict((), (1.0,), ("unless it is a Sunday",))},
        {"verdict": None},
    ],
)
def test_no_score_outweighs_a_rule_or_a_failed_check(against: dict[str, object]) -> None:
    """C-15, C-16: with a confidence of one and a certificate that asks for nothing, it still goes to a person."""
    working = routed(replace(checked(), **against), adjustment=CERTAIN)  # type: ignore[arg-type]
    assert working.confidence > 0.99
    assert isinstance(working.route, ToPerson)


def test_an_office_s_correction_moves_what_is_compared_with_the_threshold() -> None:
    """The certificate's threshold meets the corrected score, and that is the one on record."""
    held = FakeAutonomy(a_certificate(threshold=0.99))
    shipped = routed(checked(), held)
    assert isinstance(shipped.route, ToPerson)
    corrected = routed(checked(), held, adjustment=CERTAIN)
    assert isinstance(corrected.route, ReleaseUnderCertificate)
    assert corrected.confidence > 0.99 > shipped.confidence


def test_confidence_and_signals_are_recorded_even_for_a_flagged_message() -> None:
    """Audits need the score of every draft, not only of released ones."""
    working = routed(checked(flags=(Flag(Reason.COMPLAINT, "a"),)))
    assert working.signals
    assert 0 <= working.confidence <= 1


def test_the_reasons_stand_on_the_result_too() -> None:
    """Route and record name the same reasons."""
    working = routed(checked(topic_id=None))
    assert working.reasons == (Reason.TOPIC_UNKNOWN,)


@pytest.mark.parametrize(
    ("heading", "language", "option"),
    [
        ("2 Who can have one", "en", "Title: Who can have one"),
        ("§ 4 Hazardous waste", "en", "Title: Hazardous waste"),
        ("2.1. Late fees", "en", "Title: Late fees"),
        ("第三条 放弃副住所", "zh", "Title：放弃副住所"),
    ],
)
def test_options_leave_out_how_sections_are_counted(heading: str, language: str, option: str) -> None:
    """Numbers of sections mean something inside the document only."""
    found = (
        a_passage("a", "Title", heading, language=language),
        a_passage("b", "Other", "Fees", language=language),
    )
    route = routed(checked(vague=True, evidence=found, language=Language(language))).route
    assert isinstance(route, AskBack)
    assert route.options[0] == option
