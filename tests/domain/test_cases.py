"""A case's state is what its events say, at a moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from assistant.domain.cases import CLAIM_LASTS, CaseEvent, CaseEventKind, CaseState, derive_status
from tests.fakes import MORNING

MINUTE = timedelta(minutes=1)


def _events(*happened: tuple[CaseEventKind, str, datetime]) -> list[CaseEvent]:
    opened = CaseEvent("k1", 1, CaseEventKind.OPENED, "system", MORNING)
    rest = [CaseEvent("k1", n, kind, actor, at) for n, (kind, actor, at) in enumerate(happened, start=2)]
    return [opened, *rest]


def test_a_claim_holds_for_its_time_and_not_a_moment_longer() -> None:
    """In hand until just before the end; at the end it waits again."""
    events = _events((CaseEventKind.CLAIMED, "carol", MORNING))
    last = derive_status(events, MORNING + CLAIM_LASTS - timedelta(microseconds=1))
    assert (last.state, last.claimed_by, last.claimed_until) == (
        CaseState.IN_HAND,
        "carol",
        MORNING + CLAIM_LASTS,
    )
    assert derive_status(events, MORNING + CLAIM_LASTS).state is CaseState.WAITING
    assert derive_status(events, MORNING + CLAIM_LASTS).claimed_by is None


def test_working_on_a_case_prolongs_its_claim() -> None:
    """A note by whoever holds it counts as activity."""
    later = MORNING + CLAIM_LASTS - MINUTE
    events = _events((CaseEventKind.CLAIMED, "carol", MORNING), (CaseEventKind.NOTE_ADDED, "carol", later))
    assert derive_status(events, later + CLAIM_LASTS - MINUTE).claimed_by == "carol"


@pytest.mark.parametrize(
    ("kind", "actor"), [(CaseEventKind.READ, "carol"), (CaseEventKind.NOTE_ADDED, "dan")]
)
def test_reading_and_other_people_prolong_nothing(kind: CaseEventKind, actor: str) -> None:
    """An open page is no work, and a colleague's note is not the holder's."""
    later = MORNING + CLAIM_LASTS - MINUTE
    events = _events((CaseEventKind.CLAIMED, "carol", MORNING), (kind, actor, later))
    assert derive_status(events, MORNING + CLAIM_LASTS).state is CaseState.WAITING


def test_a_claim_that_ran_out_does_not_come_back_with_a_note() -> None:
    """Only claiming anew takes the case in hand again."""
    later = MORNING + CLAIM_LASTS + MINUTE
    events = _events((CaseEventKind.CLAIMED, "carol", MORNING), (CaseEventKind.NOTE_ADDED, "carol", later))
    assert derive_status(events, later).state is CaseState.WAITING
    events = _events((CaseEventKind.CLAIMED, "carol", MORNING), (CaseEventKind.CLAIMED, "carol", later))
    assert derive_status(events, later).claimed_by == "carol"


def test_a_case_given_back_waits() -> None:
    """At once, for everybody."""
    events = _events(
        (CaseEventKind.CLAIMED, "carol", MORNING), (CaseEventKind.RELEASED_CLAIM, "carol", MORNING)
    )
    assert derive_status(events, MORNING).state is CaseState.WAITING


@pytest.mark.parametrize(
    ("kind", "state"),
    [(CaseEventKind.REPLIED, CaseState.REPLIED), (CaseEventKind.WITHDRAWN, CaseState.WITHDRAWN)],
)
def test_a_closed_case_is_in_nobodys_hands(kind: CaseEventKind, state: CaseState) -> None:
    """Whatever claim there was."""
    status = derive_status(
        _events((CaseEventKind.CLAIMED, "carol", MORNING), (kind, "carol", MORNING)), MORNING
    )
    assert (status.state, status.claimed_by, status.claimed_until) == (state, None, None)


def test_a_new_draft_lifts_a_rejection() -> None:
    """Rejected until drafted anew."""
    rejected = (CaseEventKind.REJECTED_DRAFT, "carol", MORNING)
    redrafted = (CaseEventKind.REDRAFTED, "carol", MORNING)
    assert derive_status(_events(rejected), MORNING).draft_rejected
    assert not derive_status(_events(rejected, redrafted), MORNING).draft_rejected
