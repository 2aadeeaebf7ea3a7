"""Audits: how they are drawn, weighed and settled."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.domain.questions import Language
from assistant.domain.reply_audits import (
    AuditLabel,
    AuditVerdict,
    ReplyAudit,
    Stratum,
    right_in_a_row,
    settled_wrong,
)
from tests.fakes import MORNING

RIGHT, PARTIAL, WRONG = AuditVerdict.RIGHT, AuditVerdict.PARTIAL, AuditVerdict.WRONG


def an_audit(**changes: Any) -> ReplyAudit:
    """An automatic answer on parking, drawn with one chance in ten."""
    facts: dict[str, Any] = {
        "id": "a1",
        "question_id": "q1",
        "stratum": Stratum.WOULD_BE_AUTO,
        "department_id": "transport",
        "topic_id": "parking",
        "language": Language.EN,
        "confidence": 0.9,
        "pipeline_hash": "pipeline-1",
        "draw": 0.05,
        "probability": 0.1,
        "share": 0.1,
        "base_share": 0.1,
        "wanted": 1,
        "drawn_at": MORNING,
    }
    return ReplyAudit(**{**facts, **changes})


def _labels(*verdicts: AuditVerdict) -> list[AuditLabel]:
    return [AuditLabel("a1", f"p{number}", one, MORNING) for number, one in enumerate(verdicts)]


@pytest.mark.parametrize(
    ("wanted", "verdicts", "wrong"),
    [
        (1, (), None),
        (1, (RIGHT,), False),
        (1, (PARTIAL,), True),
        (2, (WRONG,), None),
        (2, (WRONG, PARTIAL), True),
        (2, (WRONG, RIGHT), None),
        (2, (WRONG, RIGHT, RIGHT), False),
        (2, (RIGHT, WRONG, PARTIAL), True),
    ],
)
def test_labels_settle_an_audit(wanted: int, verdicts: tuple[AuditVerdict, ...], wrong: bool | None) -> None:
    """C-07, H-11: a partial answer is wrong, and a third decides between two who disagree."""
    assert settled_wrong(an_audit(wanted=wanted), _labels(*verdicts)) is wrong


def test_an_approval_counts_as_a_first_vote() -> None:
    """H-11: one who agrees with the approval settles it; one who does not calls for another colleague."""
    approved = an_audit(stratum=Stratum.APPROVED, handled_by="carol")
    assert settled_wrong(approved, _labels(RIGHT)) is False
    assert settled_wrong(approved, _labels(WRONG)) is None
    assert settled_wrong(approved, _labels(WRONG, WRONG)) is True


def test_a_raised_share_neither_biases_the_calibration_nor_costs_weight() -> None:
    """C-06, C-10: drawn at twice the share, an audit keeps its weight; only draws below the first share calibrate."""
    raised = {"share": 0.2, "probability": 0.2}
    assert an_audit(draw=0.15, **raised).weight == 1.0
    assert not an_audit(draw=0.15, **raised).uniform
    assert an_audit(draw=0.05, **raised).uniform


def test_what_was_sure_to_be_drawn_weighs_by_the_common_share() -> None:
    """C-06: with chance one at a common share of a tenth, an audit counts a tenth."""
    assert an_audit(draw=0.9, probability=1.0).weight == pytest.approx(0.1)


def test_what_people_approved_never_calibrates() -> None:
    """C-06: outcomes of the queue are never mixed in."""
    assert not an_audit(stratum=Stratum.APPROVED).uniform


def test_an_audit_that_was_not_drawn_cannot_be_made() -> None:
    """The recorded draw proves that the chance was kept."""
    with pytest.raises(ValueError, match="drawn"):
        an_audit(draw=0.1)


def test_a_wrong_answer_starts_the_count_anew() -> None:
    """C-05: only right ones in a row count."""
    assert right_in_a_row([False, True, False, False]) == 2
    assert right_in_a_row([False, True]) == 0
    assert right_in_a_row([]) == 0
