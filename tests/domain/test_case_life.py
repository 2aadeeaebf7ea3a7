"""The life of a case: only what the table allows, whatever the order, and always a phase."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assistant.domain.case_life import (
    ALLOWED,
    HAND_OVER,
    CasePhase,
    Refusal,
    derive_life,
    refusal,
)
from assistant.domain.cases import CLAIM_LASTS, CaseEvent, CaseEventKind, CaseState, derive_status
from tests.fakes import MORNING

IDS = ("h1", "h2", "h3")
OPEN = (CaseState.WAITING, CaseState.IN_HAND)
ENDED = {CasePhase.REPLIED, CasePhase.FOLLOW_UP, CasePhase.CLOSED}


def events(*kinds: CaseEventKind, hand_over: str = "h1") -> list[CaseEvent]:
    """A case to which these things happened, all about one hand-over."""
    opened = (CaseEventKind.OPENED, CaseEventKind.DISPATCHED, *kinds)
    return [
        CaseEvent("k1", n, kind, "carol", MORNING, {HAND_OVER: hand_over})
        for n, kind in enumerate(opened, start=1)
    ]


def phase(*kinds: CaseEventKind) -> CasePhase:
    """How far that case has come."""
    return derive_life(events(*kinds), MORNING).phase


def test_a_case_passes_from_acceptance_to_closing() -> None:
    """L-21: accepted, dispatched, in hand, replied, visited again, closed."""
    assert derive_life(events()[:1], MORNING).phase is CasePhase.ACCEPTED
    assert phase() is CasePhase.DISPATCHED
    steps = [CaseEventKind.CLAIMED, CaseEventKind.REPLIED, CaseEventKind.FOLLOWED_UP, CaseEventKind.CLOSED]
    passed = [phase(*steps[: n + 1]) for n in range(len(steps))]
    assert passed == [CasePhase.IN_HAND, CasePhase.REPLIED, CasePhase.FOLLOW_UP, CasePhase.CLOSED]


def test_an_offered_case_stays_with_whoever_holds_it() -> None:
    """L-25: offering changes the phase, not the holder."""
    life = derive_life(events(CaseEventKind.CLAIMED, CaseEventKind.OFFERED), MORNING)
    assert (life.phase, life.holder, life.moves) == (CasePhase.OFFERED, "carol", 0)


def test_a_case_is_offered_to_one_department_at_a_time() -> None:
    """Two departments cannot both be about to accept."""
    life = derive_life(events(CaseEventKind.OFFERED), MORNING)
    assert refusal(life, CaseEventKind.OFFERED, "h2") is Refusal.ALREADY_OFFERED
    assert refusal(life, CaseEventKind.HANDED_OVER, "h2") is Refusal.NOT_OFFERED


def test_returns_are_counted_until_somebody_accepts() -> None:
    """L-25: three returns in a row lead to the coordinator; accepting starts anew."""
    back = (CaseEventKind.OFFERED, CaseEventKind.RETURNED)
    assert derive_life(events(*back, *back), MORNING).returns == 2
    accepted = (CaseEventKind.OFFERED, CaseEventKind.HANDED_OVER)
    assert derive_life(events(*back, *accepted), MORNING).returns == 0


def test_accepting_ends_the_former_claim() -> None:
    """The new lead finds the case free."""
    told = events(CaseEventKind.CLAIMED, CaseEventKind.OFFERED, CaseEventKind.HANDED_OVER)
    assert derive_status(told, MORNING).claimed_by is None


class AnyLife(RuleBasedStateMachine):
    """Commands in any order; those that the table refuses are left out, as services leave them out."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[CaseEvent] = []
        self.now = MORNING

    @initialize()
    def opened(self) -> None:
        """Every case begins so."""
        self._happens(CaseEventKind.OPENED, "h1", "system")

    @rule(
        kind=st.sampled_from([one for one in CaseEventKind if one is not CaseEventKind.OPENED]),
        hand_over=st.sampled_from(IDS),
        actor=st.sampled_from(("carol", "chen")),
    )
    def command(self, kind: CaseEventKind, hand_over: str, actor: str) -> None:
        """Something is tried."""
        before = derive_life(self.events, self.now)
        if refusal(before, kind, hand_over) is not None:
            return
        self._happens(kind, hand_over, actor)
        after = derive_life(self.events, self.now)
        if before.phase in ENDED | {CasePhase.WITHDRAWN}:
            assert after.phase in ENDED | {CasePhase.WITHDRAWN}

    @rule(minutes=st.integers(1, 50))
    def time_passes(self, minutes: int) -> None:
        """Claims run out."""
        self.now += timedelta(minutes=minutes)
        assert timedelta(minutes=50) > CLAIM_LASTS

    @invariant()
    def every_phase_is_in_the_table(self) -> None:
        """L-21: there is always a phase, the table knows it, and it fits the state."""
        life, status = derive_life(self.events, self.now), derive_status(self.events, self.now)
        assert life.phase in ALLOWED
        assert (status.state in OPEN) == (life.phase not in ENDED | {CasePhase.WITHDRAWN})
        assert (life.offer is not None) == (life.phase is CasePhase.OFFERED)
        if status.state not in OPEN:
            assert not life.consults

    def _happens(self, kind: CaseEventKind, hand_over: str, actor: str) -> None:
        seq = len(self.events) + 1
        self.events.append(CaseEvent("k1", seq, kind, actor, self.now, {HAND_OVER: hand_over}))


AnyLife.TestCase.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
TestAnyLife = AnyLife.TestCase
