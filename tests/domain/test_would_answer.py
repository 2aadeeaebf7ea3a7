"""When only permission stands between a draft and the citizen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.answers import Verdict
from assistant.domain.questions import Language, Question
from assistant.domain.reasons import REASON_TEXTS, Reason, ReasonGroup
from assistant.domain.routing import AskBack, ReleaseUnderCertificate, Route, ShowEmergency, ToPerson, Working
from assistant.domain.would_answer import only_autonomy_is_missing
from tests.adapters.database.builders import a_draft
from tests.fakes import MORNING

WORKING = Working(
    Question("q1", "c1", "?", Language.EN, MORNING),
    draft=a_draft(),
    verdict=Verdict((), (1.0, 1.0)),
    route=ToPerson((Reason.NO_CERTIFICATE,)),
)


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (ReleaseUnderCertificate("z1"), True),
        (ToPerson((Reason.NO_CERTIFICATE,)), True),
        (ToPerson((Reason.BELOW_THRESHOLD, Reason.STOPPED, Reason.AUDIT_SAMPLE)), True),
        (ToPerson((Reason.NO_CERTIFICATE, Reason.COMPLAINT)), False),
        (ToPerson((Reason.TOPIC_UNKNOWN,)), False),
        (ToPerson(()), False),
        (AskBack(("a", "b")), False),
        (ShowEmergency((), (Reason.CRISIS,)), False),
        (None, False),
    ],
)
def test_the_route_decides(route: Route | None, expected: bool) -> None:
    """Reasons of the group `autonomy` alone, and never a route without any reason."""
    assert only_autonomy_is_missing(replace(WORKING, route=route)) is expected


def test_a_topic_may_be_left_out_of_account() -> None:
    """For measuring on texts that belong to no topic of the town."""
    working = replace(WORKING, route=ToPerson((Reason.TOPIC_UNKNOWN,)))
    assert only_autonomy_is_missing(working, topic_matters=False)


@pytest.mark.parametrize(
    "working",
    [
        replace(WORKING, draft=None),
        replace(WORKING, verdict=None),
        replace(WORKING, verdict=Verdict((), (1.0, 1.0), omitted_conditions=("unless",))),
    ],
)
def test_an_unchecked_or_faulty_draft_would_not_go_out(working: Working) -> None:
    """Whatever the route says."""
    assert not only_autonomy_is_missing(working)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_outside_autonomy_counts_against_it(reason: Reason) -> None:
    """The group of a reason settles it; an unknown topic is the one exception."""
    expected = REASON_TEXTS[reason].group is ReasonGroup.AUTONOMY and reason is not Reason.TOPIC_UNKNOWN
    assert only_autonomy_is_missing(replace(WORKING, route=ToPerson((reason,)))) is expected
