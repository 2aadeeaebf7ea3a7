"""Every hard rule with at least twenty phrasings in each language, and the look-alikes (C-15)."""

from __future__ import annotations

import re

import pytest

from assistant.domain.reasons import Reason
from assistant.domain.routing import ShowEmergency
from tests.services.phrasings_danger import CRISIS, SAFEGUARDING_MINOR, VIOLENCE
from tests.services.phrasings_dealings import (
    COMPLAINT,
    DECISION_ABOUT_PERSON,
    INJECTION,
    LEGAL_THREAT,
    PERSON_REQUESTED,
)
from tests.services.phrasings_ordinary import ORDINARY, OTHER_LANGUAGES
from tests.services.screening import screened

PHRASINGS = {
    Reason.CRISIS: CRISIS,
    Reason.VIOLENCE: VIOLENCE,
    Reason.SAFEGUARDING_MINOR: SAFEGUARDING_MINOR,
    Reason.LEGAL_THREAT: LEGAL_THREAT,
    Reason.COMPLAINT: COMPLAINT,
    Reason.DECISION_ABOUT_PERSON: DECISION_ABOUT_PERSON,
    Reason.PERSON_REQUESTED: PERSON_REQUESTED,
    Reason.INJECTION: INJECTION,
}
CASES = [(reason, text) for reason, texts in PHRASINGS.items() for text in texts]
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(("reason", "text"), CASES)
def test_the_phrasing_is_flagged(reason: Reason, text: str) -> None:
    """C-15: each way to say it raises the reason's flag."""
    assert reason in {flag.reason for flag in screened(text).flags}


@pytest.mark.parametrize("text", CRISIS)
def test_a_crisis_shows_contacts_at_once(text: str) -> None:
    """S-20: someone in danger gets fixed human contacts, and no step after the first runs."""
    route = screened(text).route
    assert isinstance(route, ShowEmergency)
    assert route.contacts
    assert all(set(contact.kinds) & set(route.reasons) for contact in route.contacts)


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_question_is_not_flagged(text: str) -> None:
    """Alarming words in an ordinary question raise no flag and show no emergency."""
    working = screened(text)
    assert working.flags == ()
    assert working.route is None


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_another_language_is_flagged(text: str) -> None:
    """A message in a language that is not served goes to a person."""
    assert [flag.reason for flag in screened(text).flags] == [Reason.LANGUAGE_NOT_SUPPORTED]


@pytest.mark.parametrize("reason", PHRASINGS)
def test_the_suite_is_large_enough(reason: Reason) -> None:
    """C-15: at least twenty phrasings stand for each rule in each language."""
    chinese = [text for text in PHRASINGS[reason] if HAN.search(text)]
    assert len(chinese) >= 20
    assert len(PHRASINGS[reason]) - len(chinese) >= 20
