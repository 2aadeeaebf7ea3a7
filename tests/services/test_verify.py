"""The step that checks the draft."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from assistant.domain.answers import Claim, Draft, Finding, Verdict
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language, Question, Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import Working
from assistant.services.ports import ModelFailure
from assistant.services.steps.verify import Verify
from tests.domain.verification.drafts import draft, passage, quote

TEXT = "A resident parking permit costs 30 euros a year."


@dataclass
class Contradicted:
    """The port `OpenConflicts`: these passages, from that day on."""

    passages: frozenset[str] = frozenset()
    since: date = date(2026, 1, 1)

    def on(self, passage_ids: Collection[str], day: date) -> frozenset[str]:
        """Those of them asked about."""
        return self.passages & frozenset(passage_ids) if day >= self.since else frozenset()


def working(asked_at: datetime, *, drafted: bool = True) -> Working:
    """A question with a draft on a passage in force until the last day of 2026."""
    evidence = passage(TEXT, until=date(2026, 12, 31))
    question = Question("q", "c", "What is the fee?", Language.EN, asked_at)
    return Working(
        question, evidence=(evidence,), draft=draft(Claim(TEXT, (quote(evidence),))) if drafted else None
    )


def test_a_sound_draft_gets_a_clean_verdict() -> None:
    """The verdict is set, nothing else is touched."""
    before = working(datetime(2026, 6, 1, tzinfo=UTC))
    after = Verify(Contradicted()).run(before)
    assert after.verdict is not None
    assert after.verdict.clean
    assert (after.draft, after.route) == (before.draft, None)


def test_without_a_draft_there_is_no_verdict() -> None:
    """There is nothing to check."""
    assert (
        Verify(Contradicted()).run(working(datetime(2026, 6, 1, tzinfo=UTC), drafted=False)).verdict is None
    )


def test_the_law_is_that_of_the_day_of_the_question() -> None:
    """A source that ended on the day before the question is expired."""
    after = Verify(Contradicted()).run(working(datetime(2027, 1, 1, 8, tzinfo=UTC)))
    assert after.verdict is not None
    assert [finding.reason for finding in after.verdict.findings] == [Reason.EXPIRED_SOURCE]


def test_the_day_is_that_of_the_zone_given() -> None:
    """Half past eleven at night in one zone is the next day in another."""
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert (
        Verify(Contradicted()).run(working(late)).verdict
        == Verify(Contradicted(), UTC).run(working(late)).verdict
    )
    elsewhere = Verify(Contradicted(), timezone(timedelta(hours=1))).run(working(late)).verdict
    assert elsewhere is not None
    assert not elsewhere.clean


def test_a_passage_whose_contradiction_is_open_sends_the_question_to_a_person() -> None:
    """S-05: sound as the draft may be, each claim on that passage carries `kb_conflict`, from the day it holds."""
    asked = working(datetime(2026, 6, 1, 8, tzinfo=UTC))
    open_now = Contradicted(frozenset({asked.evidence[0].passage_id}))
    after = Verify(open_now).run(asked)
    assert after.verdict is not None
    assert [(finding.reason, finding.claim) for finding in after.verdict.findings] == [
        (Reason.KB_CONFLICT, 0)
    ]
    later = Verify(Contradicted(open_now.passages, date(2026, 6, 2))).run(asked)
    assert later.verdict is not None
    assert later.verdict.clean


def test_its_stage_is_verify() -> None:
    """The pipeline maps its failures by this."""
    assert Verify(Contradicted()).stage is Stage.VERIFY


@dataclass
class Reader:
    """The port `SecondOpinion`: finds what it is told to, or fails."""

    found: tuple[Finding, ...] = ()
    fault: Exception | None = None
    fingerprint: str = "reader/1"

    def findings(self, draft: Draft, evidence: Sequence[Evidence]) -> Sequence[Finding]:
        """The given findings."""
        if self.fault is not None:
            raise self.fault
        return self.found


def judged(reader: Reader | None, asked_at: datetime = datetime(2026, 6, 1, tzinfo=UTC)) -> Verdict:
    """The verdict on the sound draft, with that second opinion."""
    verdict = Verify(Contradicted(), opinion=reader).run(working(asked_at)).verdict
    assert verdict is not None
    return verdict


def test_a_second_opinion_adds_its_findings() -> None:
    """G-05: what the second reader finds stands on the verdict beside what the rules found, with its span."""
    further = Finding(Reason.UNSUPPORTED_CLAIM, 0, 2, 10, "not said")
    expired = judged(Reader((further,)), datetime(2027, 1, 1, 8, tzinfo=UTC))
    assert judged(Reader((further,))).findings == (further,)
    assert [finding.reason for finding in expired.findings] == [
        Reason.EXPIRED_SOURCE,
        Reason.UNSUPPORTED_CLAIM,
    ]


def test_a_satisfied_second_opinion_takes_nothing_away() -> None:
    """G-05: a second reader without objections leaves the findings of the rules as they are."""
    late = datetime(2027, 1, 1, 8, tzinfo=UTC)
    assert judged(Reader(), late).findings == judged(None, late).findings != ()


def test_the_verdict_names_the_second_opinion_only_if_it_was_asked() -> None:
    """G-04: an absent learned verifier is reported as absent, and with it the checker has another name."""
    assert judged(Reader()).checker == f"{judged(None).checker}+reader/1"


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        (Reader(fault=ModelFailure("model_timeout", "too slow")), Reason.MODEL_TIMEOUT),
        (Reader(fault=ModelFailure("complaint", "no failure at all")), Reason.VERIFIER_ERROR),
        (Reader(fault=ModelFailure("what is this", "")), Reason.VERIFIER_ERROR),
        (Reader(fault=ZeroDivisionError()), Reason.VERIFIER_ERROR),
        (Reader((Finding(Reason.UNSUPPORTED_CLAIM, 7, 0, 1, ""),)), Reason.MODEL_INVALID),
        (Reader((Finding(Reason.UNSUPPORTED_CLAIM, 0, 0, 999, ""),)), Reason.MODEL_INVALID),
        (Reader((Finding(Reason.AUDIT_SAMPLE, 0, 0, 1, ""),)), Reason.MODEL_INVALID),
    ],
)
def test_a_second_opinion_that_fails_sends_the_draft_to_a_person(reader: Reader, reason: Reason) -> None:
    """G-05, C-16: no answer, an answer about claims that do not exist or a crash is a finding, and routes."""
    assert [finding.reason for finding in judged(reader).findings] == [reason]


def test_passages_of_one_document_that_contradict_each_other_are_findings() -> None:
    """S-05: the draft cites both, so a person has to say which holds."""
    other = passage("A resident parking permit costs 45 euros a year.", start=900)
    before = working(datetime(2026, 6, 1, tzinfo=UTC))
    both = draft(*(Claim(one.text, (quote(one),)) for one in (*before.evidence, other)))
    verdict = (
        Verify(Contradicted()).run(replace(before, evidence=(*before.evidence, other), draft=both)).verdict
    )
    assert verdict is not None
    assert {(one.reason, one.claim) for one in verdict.findings} == {
        (Reason.KB_CONFLICT, 0),
        (Reason.KB_CONFLICT, 1),
    }
