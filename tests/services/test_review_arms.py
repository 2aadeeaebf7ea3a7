"""Cases judged before their draft is shown, and cases without one: who sees what, and what is on record."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from scipy.stats import binom

from assistant.domain.cases import CaseState, DecisionKind
from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.reasons import Reason
from assistant.domain.review_arms import (
    ANSWER_FIRST_SHARE,
    UNAIDED_SHARE,
    ArmShares,
    JudgedAs,
    ReviewArm,
)
from assistant.services.case_views import CaseDetail
from assistant.services.review_arms import JudgementRequest, ReviewArms
from tests.fakes import CountingIds
from tests.services.review_room import (
    ANDY,
    CAROL,
    CHEN,
    FEE,
    HANNA,
    PIPELINE,
    Room,
    a_draft,
    a_working,
    invalid,
    refused,
)

FIRST, UNAIDED, ASSISTED = UNAIDED_SHARE, 0.0, 0.5
"""Draws that lead to each arm."""

GIST = JudgementRequest(JudgedAs.ANSWERABLE, "The fee is 84 euros a year.")


@pytest.fixture
def armed(room: Room) -> Callable[..., Room]:
    """The room with these draws for its next cases."""

    def with_draws(*draws: float) -> Room:
        room.reviews = room.reviews_of(PIPELINE, ReviewArms(room.clock, CountingIds(draws)))
        return room

    return with_draws


def _hidden(seen: CaseDetail) -> bool:
    return (seen.draft, seen.draft_void, seen.noticed, seen.confidence) == (None, None, (), 0.0)


def test_no_draft_before_an_initial_judgement(armed: Callable[..., Room]) -> None:
    """H-01: nothing of the draft is told until this very person has judged; the sources are there at once."""
    room = armed(FIRST)
    case = room.claimed_case()
    seen = room.reviews.read(CAROL, case.id)
    assert _hidden(seen)
    assert seen.judgement_needed
    assert seen.evidence
    room.reviews.judge(CAROL, case.id, GIST)
    after = room.reviews.read(CAROL, case.id)
    assert after.draft == room.draft(case)
    assert not after.judgement_needed
    assert _hidden(room.reviews.read(CHEN, case.id))


def test_nothing_is_decided_or_drafted_anew_before_the_judgement(armed: Callable[..., Room]) -> None:
    """H-01, H-04: each kind of decision waits for it alike, so that none is the easy way round."""
    room = armed(FIRST)
    case = room.claimed_case()
    for kind in (DecisionKind.APPROVED, DecisionKind.REJECTED):
        with refused("judgement_needed"):
            room.reviews.decide(CAROL, case.id, room.request(case, kind))
    with refused("judgement_needed"):
        room.reviews.decide(CAROL, case.id, room.own_reply())
    with refused("judgement_needed"):
        room.reviews.redraft(CAROL, case.id)
    room.reviews.judge(CAROL, case.id, GIST)
    assert room.reviews.decide(CAROL, case.id, room.request(case)).case_state is CaseState.REPLIED


def test_every_decision_about_a_person_is_judged_first(armed: Callable[..., Room]) -> None:
    """H-01: for that class it does not depend on the draw."""
    room = armed(0.999)
    case = room.open_case(a_working(a_draft(FEE), reasons=(Reason.DECISION_ABOUT_PERSON,)))
    assert room.reviews.read(CAROL, case.id).judgement_needed


def test_a_judgement_needs_a_gist_or_a_passage_and_is_given_once(armed: Callable[..., Room]) -> None:
    """H-01: one line, or the key source."""
    room = armed(FIRST)
    case = room.open_case()
    with invalid("gist"):
        room.reviews.judge(CAROL, case.id, JudgementRequest(JudgedAs.REFER, "  "))
    with invalid("gist"):
        room.reviews.judge(CAROL, case.id, JudgementRequest(JudgedAs.REFER, "x" * 301))
    room.reviews.judge(CAROL, case.id, JudgementRequest(JudgedAs.REFER, passage_id="p1"))
    with refused("already_judged"):
        room.reviews.judge(CAROL, case.id, GIST)


def test_only_whoever_may_decide_judges(armed: Callable[..., Room]) -> None:
    """X-09: readers are refused, other departments find nothing; neither sees the draft of an open case sooner."""
    room = armed(FIRST)
    case = room.open_case()
    with pytest.raises(Forbidden):
        room.reviews.judge(ANDY, case.id, GIST)
    with pytest.raises(NotFound):
        room.reviews.judge(HANNA, case.id, GIST)
    assert _hidden(room.reviews.read(ANDY, case.id))


def test_a_case_without_a_draft_looks_like_one_for_which_nothing_was_found(
    armed: Callable[..., Room],
) -> None:
    """H-18: its reviewer is not told why; no draft is shown, made or accepted until the reply is out."""
    room = armed(UNAIDED)
    case = room.claimed_case()
    seen = room.reviews.read(CAROL, case.id)
    assert _hidden(seen)
    assert not seen.judgement_needed
    with refused("draft_changed"):
        room.reviews.decide(CAROL, case.id, room.request(case))
    with refused("no_draft"):
        room.reviews.redraft(CAROL, case.id)
    room.reviews.decide(CAROL, case.id, room.own_reply())
    assert room.reviews.read(CAROL, case.id).draft == room.draft(case)


def test_an_arm_stays_and_its_draw_is_in_the_log(armed: Callable[..., Room]) -> None:
    """H-01, H-18: drawn once a case, whoever looks and however often; share and draw are on record."""
    room = armed(FIRST, ASSISTED, ASSISTED)
    case = room.open_case()
    for person in (CAROL, CHEN, CAROL):
        assert room.reviews.read(person, case.id).judgement_needed
    with room.store.read() as work:
        (entry,) = (one for one in work.oversight.audit_entries() if one.action == "review_arm_drawn")
        drawn = work.reviewing.arm(case.id)
    assert drawn is not None
    assert (drawn.arm, drawn.draw) == (ReviewArm.ANSWER_FIRST, FIRST)
    assert entry.data["arm"] == "answer_first"
    assert (entry.data["answer_first"], entry.data["unaided"]) == ("0.150000", "0.050000")


def test_the_shares_are_what_they_say() -> None:
    """H-01, H-18: of 4,000 draws as many fall to each arm as a binomial count does with all but one chance in 10,000."""
    random, shares, count = Random(20_261_125), ArmShares(), 4_000
    arms = [shares.arm(random.random(), ()) for _ in range(count)]
    for arm, share in ((ReviewArm.ANSWER_FIRST, ANSWER_FIRST_SHARE), (ReviewArm.UNAIDED, UNAIDED_SHARE)):
        low, high = binom.interval(0.9999, count, share)
        assert low <= arms.count(arm) <= high


def test_the_log_keeps_the_outcome_of_a_judgement_and_not_its_words(armed: Callable[..., Room]) -> None:
    """X-20: a gist may repeat what a citizen wrote, so it is sealed with the conversation."""
    room = armed(FIRST)
    case = room.open_case()
    room.reviews.judge(CAROL, case.id, GIST)
    with room.store.read() as work:
        (entry,) = (one for one in work.oversight.audit_entries() if one.action == "initial_judgement")
    assert entry.data == {"judged_as": "answerable", "passage": ""}


@pytest.mark.parametrize("reason", [Reason.AUDIT_SAMPLE, Reason.BELOW_THRESHOLD, Reason.NO_CERTIFICATE])
def test_nobody_is_told_that_only_permission_was_missing(armed: Callable[..., Room], reason: Reason) -> None:
    """H-06: sure but drawn for a check, unsure, uncertified, or a test: the row says the same for all of them."""
    room = armed()
    case = room.open_case(a_working(a_draft(FEE), reasons=(reason,)))
    assert room.reviews.read(CAROL, case.id).row.reasons == ()
    assert [row.reasons for row in room.reviews.queue(CAROL)] == [()]
