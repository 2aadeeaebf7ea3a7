"""Who has not passed a topic's check, or whose check has expired, approves none of its drafts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.domain.cases import CaseState, DecisionKind
from assistant.domain.competence_checks import (
    CHECK_LASTS,
    CHECK_LENGTH,
    DEMANDED_AFTER,
    PASS_FROM,
    RETRY_AFTER,
)
from assistant.domain.errors import CheckNeeded, Forbidden, NotFound
from assistant.domain.oversight import StopScope
from assistant.domain.seeds import SeedKind, SeedPlace, SeedShowing
from assistant.domain.staff import Staff
from assistant.services.competence_checks import CheckGate, CompetenceChecks
from assistant.services.decide_case import DecideCase
from assistant.services.incidents import Incidents
from assistant.services.oversight import Oversight
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import (
    ADA,
    ANDY,
    CAROL,
    CHEN,
    HANNA,
    PASSAGE,
    PIPELINE,
    SAM,
    Room,
    invalid,
    refused,
)
from tests.services.small_reviewing import small_reviewing

CHOICES = ("48 euros", "84 euros", "nothing")


def _checks(room: Room) -> CompetenceChecks:
    return small_reviewing(room).checks


def _set(room: Room, count: int = CHECK_LENGTH) -> CompetenceChecks:
    checks = _checks(room)
    for number in range(count):
        checks.set_question(SAM, "parking", "p1", f"What is fee {number}?", CHOICES, 1)
    return checks


def _sat(room: Room, staff: Staff = CAROL, right: int = CHECK_LENGTH) -> bool:
    """Sit the check with so many right answers."""
    checks = _checks(room)
    sitting, drawn = checks.begin(staff, "parking")
    given = [one.right if place < right else 0 for place, one in enumerate(drawn)]
    return checks.answer(staff, sitting.id, given).passed


def _approve(room: Room, key: str, kind: DecisionKind = DecisionKind.APPROVED) -> CaseState:
    """Carol decides a case through a service that demands checks."""
    case = room.claimed_case()
    deciding = DecideCase(
        room.store, room.clock, room.ids, room.town, room.sources, PIPELINE, gate=CheckGate(room.sources)
    )
    written = kind is DecisionKind.WRITTEN
    request = room.own_reply(key=key) if written else room.request(case, kind, key)
    return deciding.decide(CAROL, case.id, request).done.case_state


def test_an_expired_check_takes_the_right_to_approve(room: Room) -> None:
    """S-23: before, after passing, on the last day, and once it has expired: 403 for the approval and nothing else."""
    _set(room)
    assert _approve(room, "k0") is CaseState.REPLIED
    room.clock.turn(DEMANDED_AFTER)
    with pytest.raises(CheckNeeded):
        _approve(room, "k1")
    assert _sat(room)
    assert _approve(room, "k2") is CaseState.REPLIED
    room.clock.turn(CHECK_LASTS - timedelta(seconds=1))
    assert _approve(room, "k3") is CaseState.REPLIED
    room.clock.turn(timedelta(seconds=1))
    with pytest.raises(CheckNeeded):
        _approve(room, "k4")
    assert _approve(room, "k5", DecisionKind.REJECTED) is not CaseState.REPLIED
    assert _approve(room, "k6", DecisionKind.WRITTEN) is CaseState.REPLIED


def test_a_failed_check_gives_no_right_and_is_tried_again_later(room: Room) -> None:
    """S-23: four of five pass, three do not; guessing again at once is refused."""
    checks = _set(room)
    room.clock.turn(DEMANDED_AFTER)
    assert not _sat(room, right=PASS_FROM - 1)
    with pytest.raises(CheckNeeded):
        _approve(room, "k1")
    with refused("too_soon"):
        checks.begin(CAROL, "parking")
    room.clock.turn(RETRY_AFTER)
    assert _sat(room, right=PASS_FROM)
    assert _approve(room, "k2") is CaseState.REPLIED


def test_a_check_is_demanded_two_weeks_after_it_came_into_being(room: Room) -> None:
    """S-23: one's own page tells the day; with four questions there is no check."""
    checks = _set(room, CHECK_LENGTH - 1)
    assert checks.own(CAROL) == ()
    with refused("no_check"):
        checks.begin(CAROL, "parking")
    _set(room, 1)
    (own,) = checks.own(CAROL)
    assert (own.topic_id, own.demanded_from) == ("parking", room.clock.now() + DEMANDED_AFTER)
    assert own.valid_until is None


def test_where_a_town_demands_checks_nobody_approves_without_one(room: Room) -> None:
    """S-23: fail closed, also where nobody has set a check yet."""
    gate = CheckGate(room.sources, always=True)
    with room.store.read() as work, pytest.raises(CheckNeeded):
        gate.require(work, CAROL, "parking", room.clock.now())


def test_questions_lapse_with_their_policy(room: Room) -> None:
    """S-23: nobody is asked about a text that is no longer in force."""
    checks = _set(room)
    room.clock.turn(DEMANDED_AFTER)
    room.sources.out_of_force.add("v1")
    assert checks.questions(SAM, "parking") == ()
    with room.store.read() as work:
        CheckGate(room.sources).require(work, CAROL, "parking", room.clock.now())


def test_a_question_is_about_a_real_passage_in_force(room: Room) -> None:
    """S-23: its passage is kept word by word; others are refused by field, and a retired question is asked no more."""
    checks = _checks(room)
    question = checks.set_question(SAM, "parking", "p1", " What is it? ", CHOICES, 1)
    assert (question.passage, question.asked) == (PASSAGE, "What is it?")
    with invalid("passage_id"):
        checks.set_question(SAM, "parking", "made up", "What?", CHOICES, 1)
    with invalid("choices"):
        checks.set_question(SAM, "parking", "p1", "What?", ("a", "a", "b"), 1)
    with invalid("choices"):
        checks.set_question(SAM, "parking", "p1", "What?", ("a", "b"), 1)
    with invalid("right"):
        checks.set_question(SAM, "parking", "p1", "What?", CHOICES, 3)
    checks.retire_question(SAM, question.id)
    assert checks.questions(SAM, "parking") == ()
    with refused("already_retired"):
        checks.retire_question(SAM, question.id)


def test_only_supervisors_of_a_topic_set_its_questions_and_only_its_deciders_sit_them(room: Room) -> None:
    """X-09: nobody else reads questions with their answers, and nobody answers somebody else's check."""
    checks = _set(room)
    for person in (CAROL, ANDY, ADA):
        with pytest.raises(Forbidden):
            checks.questions(person, "parking")
        with pytest.raises(Forbidden):
            checks.set_question(person, "parking", "p1", "What?", CHOICES, 1)
    for person in (HANNA, ANDY):
        with pytest.raises(Forbidden):
            checks.begin(person, "parking")
    sitting, _ = checks.begin(CAROL, "parking")
    with pytest.raises(NotFound):
        checks.answer(CHEN, sitting.id, [1] * CHECK_LENGTH)
    checks.answer(CAROL, sitting.id, [1] * CHECK_LENGTH)
    with refused("already_answered"):
        checks.answer(CAROL, sitting.id, [1] * CHECK_LENGTH)


def _missed(room: AuditingRoom, count: int) -> None:
    """Carol lets so many seeds of one question pass, each made by hand."""
    question = room.claimed_case(staff=CHEN)
    room.reviews.decide(CHEN, question.id, room.request(question))
    for number in range(count):
        case = room.claimed_case(staff=CHEN)
        room.reviews.decide(CHEN, case.id, room.request(case, key=f"s{number}"))
    room.draws.give(*([0.9] * 3 * count))
    room.desk.seeds.settle()
    with room.store.read() as work:
        seeds = work.seeds.unshown(None, "carol")[:count]
    for seed in seeds:
        assert seed.kind is not SeedKind.CONTROL
        showing = SeedShowing(room.ids.new_id(), seed.id, "carol", SeedPlace.AUDITS, "", room.clock.now())
        with room.store.begin() as work:
            work.seeds.show(showing)
            room.desk.seeds.answer(work, showing, seed, rejected=False)


def test_a_suspension_is_an_incident_with_its_recipients(auditing: AuditingRoom) -> None:
    """L-08: written once, when it begins, for supervisors and auditors; the person's name for who trains them only."""
    _missed(auditing, 4)
    incidents = Incidents(auditing.store)
    (told,) = incidents.told(SAM)
    assert (told.kind.value, told.name) == ("solo_approval_suspended", "Carol Reed")
    assert set(told.recipients) == {"Sam Okoye", "Andy Wu"}
    (seen,) = incidents.told(ANDY)
    assert seen.name == ""
    assert incidents.told(CAROL) == ()
    (entry,) = (one for one in auditing.log() if one.action == "incident")
    assert set(entry.data["recipients"].split(",")) == {"sam", "andy"}


def test_nothing_is_written_for_a_person_who_catches_enough(auditing: AuditingRoom) -> None:
    """L-08: one miss is no suspension."""
    _missed(auditing, 1)
    assert Incidents(auditing.store).told(SAM) == ()
    with auditing.store.read() as work:
        assert len(work.seeds.answered("carol")) == 1


def test_a_stop_is_an_incident_with_its_recipients(auditing: AuditingRoom) -> None:
    """L-08: whoever suspends use reports it: supervisors and auditors are told; turning it off again is none."""
    oversight = Oversight(auditing.store, auditing.town, auditing.clock, lambda: "", auditing.ids)
    for on in (True, False):
        oversight.turn_stop(SAM, StopScope.DEPARTMENT, "transport", on, "Too many errors")
    for person in (SAM, ANDY):
        (told,) = Incidents(auditing.store).told(person)
        assert (told.kind.value, told.department_id) == ("replies_stopped", "transport")
        assert set(told.recipients) == {"Sam Okoye", "Andy Wu"}
