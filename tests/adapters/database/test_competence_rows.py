"""Competence checks and incidents, on each database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.competence_checks import CheckQuestion, CheckResult, CheckSitting
from assistant.domain.errors import Conflict
from assistant.domain.incidents import Incident, IncidentKind
from tests.adapters.database.builders import NOW, a_colleague

LATER = NOW + timedelta(days=1)
QUESTION = CheckQuestion(
    "q1", "parking", "permits", "v1", "It costs 84 euros.", "What is it?", ("48", "84", "0"), 1, "s1", NOW
)


@pytest.fixture
def staffed(store: DatabaseStore) -> DatabaseStore:
    """A store with a colleague."""
    with store.begin() as work:
        work.staff.add(a_colleague(), "no password")
    return store


def test_questions_read_as_they_were_set_until_they_are_retired(staffed: DatabaseStore) -> None:
    """S-23: a retired one is still there for the sittings that asked it."""
    with staffed.begin() as work:
        work.competence.add_question(QUESTION)
        assert work.competence.questions("parking") == (QUESTION,)
        assert work.competence.questions("tenancy") == ()
        work.competence.retire_question("q1", "s1", LATER)
        with pytest.raises(Conflict, match="no more"):
            work.competence.retire_question("q1", "s1", LATER)
        assert work.competence.questions("parking") == ()
        assert work.competence.question("q1") == QUESTION
        assert work.competence.question("q2") is None


def test_a_sitting_has_one_result(staffed: DatabaseStore) -> None:
    """S-23: dated, per person and topic."""
    sitting = CheckSitting("t1", "s1", "parking", ("q1", "q2"), NOW)
    result = CheckResult("t1", "s1", "parking", 4, LATER)
    with staffed.begin() as work:
        work.competence.begin(sitting)
        assert work.competence.sitting("t1") == sitting
        assert work.competence.sitting("t2") is None
        work.competence.finish(result)
        with pytest.raises(Conflict, match="answered"):
            work.competence.finish(result)
        assert work.competence.results("s1") == (result,)
        assert work.competence.results("s1", "tenancy") == ()
        assert work.competence.results("nobody") == ()


def test_an_incident_is_read_by_its_recipients(staffed: DatabaseStore) -> None:
    """L-08: newest first, with everybody who was told."""
    first = Incident("i1", IncidentKind.REPLIES_STOPPED, "whole:", None, ("s1",), NOW)
    second = Incident("i2", IncidentKind.SOLO_APPROVAL_SUSPENDED, "x", "transport", ("s1",), LATER)
    nobody = Incident("i3", IncidentKind.REPLIES_STOPPED, "whole:", None, (), LATER)
    with staffed.begin() as work:
        for one in (first, second, nobody):
            work.competence.add_incident(one)
    with staffed.read() as work:
        assert work.competence.incidents("s1", 10) == (second, first)
        assert work.competence.incidents("s1", 1) == (second,)
        assert work.competence.incidents("s2", 10) == ()
