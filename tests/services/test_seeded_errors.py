"""Seeds: made, shown among the others, caught or missed, and never sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.adapters.database.seed_tables import reply_seeds
from assistant.adapters.database.tables import replies
from assistant.domain.cases import CaseState, DecisionKind, DecisionReason
from assistant.domain.errors import DomainError, Forbidden, NotFound
from assistant.domain.questions import Language
from assistant.domain.reply_audits import AuditVerdict
from assistant.domain.seeds import (
    SEED_AT_LEAST_EVERY,
    SEED_SHARE,
    Seed,
    SeedAnswer,
    SeedKind,
    SeedPlace,
    SeedShowing,
)
from assistant.domain.service_times import PLAIN, ServiceTimes
from assistant.services.case_life_desk import CaseLifeDesk
from assistant.services.case_views import CaseDetail
from assistant.services.competence import fails
from assistant.services.decision_rules import DecisionRequest
from assistant.services.hand_overs import NewHandOver
from assistant.services.release import sha256_of
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import ANDY, CAROL, CHEN, FEE, HANNA, SAM, a_draft, refused

RIGHT, WRONG = AuditVerdict.RIGHT, AuditVerdict.WRONG


def _approved(room: AuditingRoom, key: str = "key-1") -> str:
    """A case that Carol approved unchanged; its question."""
    case = room.claimed_case()
    room.reviews.decide(CAROL, case.id, room.request(case, key=key))
    return case.question_id


def _stocked(room: AuditingRoom, *draws: float) -> Seed:
    """One seed, made from what Carol approved."""
    _approved(room)
    room.draws.give(*(draws or (0.9,)))
    assert room.desk.seeds.settle() == 1
    with room.store.read() as work:
        (seed,) = work.seeds.unshown(None, "chen")
    return seed


def _shown(room: AuditingRoom, seed: Seed, staff_id: str = "chen") -> SeedShowing:
    showing = SeedShowing(room.ids.new_id(), seed.id, staff_id, SeedPlace.AUDITS, "", room.clock.now())
    with room.store.begin() as work:
        work.seeds.show(showing)
    return showing


def test_a_seed_is_a_real_answer_with_one_edit(auditing: AuditingRoom) -> None:
    """H-06: made from what a person approved; original and change are kept for the feedback."""
    seed = _stocked(auditing)
    assert (seed.kind, seed.department_id) == (SeedKind.NUMBER, "transport")
    assert (seed.original, seed.changed) == (FEE, FEE.replace("84.00", "840.00"))
    assert seed.draft.claims[0].text == seed.changed
    assert auditing.desk.seeds.settle() == 0


def test_some_are_controls_left_as_they_are(auditing: AuditingRoom) -> None:
    """H-07: good answers among them tell who rejects everything."""
    seed = _stocked(auditing, 0.1)
    assert (seed.kind, seed.changed) == (SeedKind.CONTROL, seed.original)


def test_a_seed_looks_like_any_other_answer_and_is_revealed_at_once(auditing: AuditingRoom) -> None:
    """H-06: it stands in the list, reads like an audit, and the answer tells what it was."""
    showing = _shown(auditing, _stocked(auditing))
    (row,) = auditing.desk.audits.work_list(CHEN)
    assert (row.id, row.topic_id) == (showing.id, "parking")
    sheet = auditing.desk.audits.read(CHEN, row.id)
    assert "840.00" in sheet.answer
    assert sheet.passages
    done = auditing.desk.audits.label(CHEN, row.id, WRONG)
    assert done.feedback is not None
    assert (done.feedback.right, done.feedback.kind) == (True, SeedKind.NUMBER)
    assert auditing.desk.audits.work_list(CHEN) == ()
    with pytest.raises(NotFound):
        auditing.desk.audits.label(CHEN, row.id, RIGHT)


def test_a_missed_seed_goes_into_the_persons_own_figures_only(auditing: AuditingRoom) -> None:
    """H-06, H-07, S-24: the miss is counted, is no label of any certificate, and the log does not tell it."""
    showing = _shown(auditing, _stocked(auditing))
    done = auditing.desk.audits.label(CHEN, showing.id, RIGHT)
    assert done.feedback is not None
    assert not done.feedback.right
    own = auditing.desk.competence.own(CHEN)
    assert (own.detection.seeds, own.detection.caught, own.suspended) == (1, 0, False)
    assert auditing.desk.competence.own(CAROL).detection.seeds == 0
    with auditing.store.read() as work:
        assert work.oversight.label_counts() == {}
    entry = next(one for one in auditing.log() if one.action == "seed_answered")
    assert entry.data == {}


def _queued(room: AuditingRoom, seed: Seed) -> SeedShowing:
    """Given to Chen among the cases."""
    with room.store.begin() as work:
        number = work.cases.next_number(room.clock.now())
        showing = SeedShowing(room.ids.new_id(), seed.id, "chen", SeedPlace.CASES, number, room.clock.now())
        work.seeds.show(showing)
    return showing


def _request(detail: CaseDetail, kind: DecisionKind, text: str | None = None) -> DecisionRequest:
    draft = detail.draft
    assert draft is not None
    reason = DecisionReason.OK if kind is DecisionKind.APPROVED else DecisionReason.WRONG_FACT
    return DecisionRequest(kind, reason, "key-9", draft.id, draft.version, draft.sha256, text=text)


def test_a_seed_among_the_cases_looks_like_one(auditing: AuditingRoom) -> None:
    """H-06: number, question, sources, a draft with the error; to others it is not there; no reply is ever made."""
    seed = _stocked(auditing)
    showing = _queued(auditing, seed)
    row = next(one for one in auditing.reviews.queue(CHEN) if one.id == showing.id)
    real = next(one for one in auditing.reviews.queue(CHEN) if one.id != showing.id)
    assert type(row) is type(real)
    assert row.number.startswith("CD-2026-")
    assert (row.state, row.topic_id, row.question_preview) == (
        CaseState.WAITING,
        "parking",
        real.question_preview,
    )
    assert showing.id not in {one.id for one in auditing.reviews.queue(CAROL)}
    with pytest.raises(NotFound):
        auditing.reviews.read(CAROL, showing.id)
    detail = auditing.reviews.read(CHEN, showing.id)
    assert detail.draft is not None
    assert "840.00" in detail.draft.draft.text()
    assert len(detail.conversation) == 1
    with refused("not_claimed"):
        auditing.reviews.decide(CHEN, showing.id, _request(detail, DecisionKind.APPROVED))
    auditing.reviews.claim(CHEN, showing.id)
    assert auditing.reviews.queue(CHEN, mine=True)[0].id == showing.id
    with refused("no_draft"):
        auditing.reviews.redraft(CHEN, showing.id)
    done = auditing.reviews.decide(CHEN, showing.id, _request(detail, DecisionKind.APPROVED))
    assert done.feedback is not None
    assert (done.feedback.right, done.feedback.original) == (False, FEE)
    assert showing.id not in {one.id for one in auditing.reviews.queue(CHEN)}
    with pytest.raises(NotFound):
        auditing.reviews.read(CHEN, showing.id)


@pytest.mark.parametrize(
    ("kind", "text", "caught"),
    [
        (DecisionKind.REJECTED, None, True),
        (DecisionKind.EDITED, f"{FEE} [1]", True),
        (DecisionKind.EDITED, FEE.replace("84.00", "840.00") + " Kind regards", False),
        (DecisionKind.WRITTEN, "Please come by.", True),
    ],
)
def test_an_edit_that_mends_the_error_catches_it(
    auditing: AuditingRoom, kind: DecisionKind, text: str | None, caught: bool
) -> None:
    """H-06, H-07: a rejection or words of one's own without the wrong sentence count as caught."""
    showing = _queued(auditing, _stocked(auditing))
    detail = auditing.reviews.read(CHEN, showing.id)
    auditing.reviews.claim(CHEN, showing.id)
    done = auditing.reviews.decide(CHEN, showing.id, _request(detail, kind, text))
    assert done.feedback is not None
    assert done.feedback.right is caught


def test_after_a_decision_a_seed_may_come_next(auditing: AuditingRoom) -> None:
    """H-06: a draw below the share puts one among the cases of whoever just decided."""
    seed = _stocked(auditing)
    case = auditing.open_case()
    auditing.reviews.claim(CHEN, case.id)
    auditing.draws.give(0.5, 0.01)
    auditing.reviews.decide(CHEN, case.id, auditing.request(case))
    with auditing.store.read() as work:
        (showing,) = work.seeds.open_showings("chen", SeedPlace.CASES)
    assert showing.seed_id == seed.id
    assert showing.id in {one.id for one in auditing.reviews.queue(CHEN)}


def test_a_seed_among_the_cases_has_a_clock_and_keeps_no_trace(auditing: AuditingRoom) -> None:
    """H-06: what is told beside a case is told beside a seed, and what is typed into it ends with it."""
    showing = _queued(auditing, _stocked(auditing))
    room = auditing
    life = CaseLifeDesk.of(
        room.store, room.clock, room.ids, room.town, ServiceTimes(PLAIN), room.pages, room.desk.seeded
    )
    assert showing.id in [one.case.id for one in life.clocks.standings(CHEN)]
    assert life.clocks.standing(CHEN, showing.id).clock.running
    assert life.hand_overs.of_case(CHEN, showing.id) == ()
    life.edits.save(CHEN, showing.id, 1, "half a sentence")
    assert life.edits.read(CHEN, showing.id) is None
    new = NewHandOver("housing", "theirs", "about a permit", "the permit")
    with refused("not_now"):
        life.hand_overs.offer(CHEN, showing.id, new)
    with refused("not_now"):
        life.waiting.ask(CHEN, showing.id, "Which street?")


def test_another_persons_seed_is_not_found(auditing: AuditingRoom) -> None:
    """X-09: a showing belongs to one person."""
    showing = _shown(auditing, _stocked(auditing))
    for person in (SAM, HANNA, ANDY):
        with pytest.raises(NotFound):
            auditing.desk.audits.read(person, showing.id)


def _label_real(room: AuditingRoom, draw: float) -> None:
    """One more answer for Chen to label; then this draw decides about a seed."""
    room.answered()
    audit = room.audits()[0]
    room.draws.give(draw)
    room.desk.audits.label(CHEN, audit.id, RIGHT)


def test_seeds_come_at_their_share_and_at_least_once_in_thirty(auditing: AuditingRoom) -> None:
    """H-06: a draw below 4 % gives one; with unlucky draws the thirtieth is one all the same."""
    auditing.certified()
    _stocked(auditing)
    for _ in range(SEED_AT_LEAST_EVERY - 2):
        _label_real(auditing, SEED_SHARE)
    assert auditing.desk.audits.work_list(CHEN) == ()
    _label_real(auditing, SEED_SHARE)
    assert len(auditing.desk.audits.work_list(CHEN)) == 1


def test_a_lucky_draw_gives_a_seed_at_once(auditing: AuditingRoom) -> None:
    """H-06: but none to who handled the case it was made from."""
    auditing.certified()
    _stocked(auditing)
    _label_real(auditing, SEED_SHARE - 0.001)
    assert len(auditing.desk.audits.work_list(CHEN)) == 1
    auditing.answered()
    audit = auditing.audits()[0]
    auditing.draws.give(0.0)
    auditing.desk.audits.label(CAROL, audit.id, RIGHT)
    assert auditing.desk.audits.work_list(CAROL) == ()


def test_no_decision_can_name_a_seed(auditing: AuditingRoom) -> None:
    """H-06, X-10: the database refuses it as a draft, and refuses to call it sendable."""
    seed = _stocked(auditing)
    case = auditing.claimed_case()
    with auditing.store.read() as work:
        decision = work.questions.decisions(seed.question_id)[0]
    forged = replace(decision, id="forged", question_id=case.question_id, case_id=case.id, draft_id=seed.id)
    with pytest.raises(sa.exc.IntegrityError), auditing.store.begin() as work:
        work.questions.add_decision(forged, "forged")
    with pytest.raises(sa.exc.IntegrityError), auditing.store._engine.begin() as connection:
        connection.execute(sa.update(reply_seeds).values(sendable=True))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    queued=st.booleans(),
    steps=st.lists(
        st.sampled_from(["right", "wrong", "claim", "approve", "edit", "write", "redraft"]), max_size=6
    ),
)
def test_whatever_is_tried_with_a_seed_no_citizen_receives_it(
    auditing: AuditingRoom, queued: bool, steps: list[str]
) -> None:
    """H-06, X-10: labels and decisions in any order leave the replies as they were."""
    question_id = _approved(auditing, auditing.ids.new_id())
    auditing.draws.give(0.9)
    auditing.desk.seeds.settle()
    with auditing.store.read() as work:
        seed = next(one for one in work.seeds.unshown(None, "chen") if one.question_id == question_id)
    showing = _queued(auditing, seed) if queued else _shown(auditing, seed)
    with auditing.store._engine.connect() as connection:
        before = connection.execute(sa.select(sa.func.count()).select_from(replies)).scalar_one()
    for step in steps:
        _tried(auditing, showing, step)
    with auditing.store._engine.connect() as connection:
        after = connection.execute(sa.select(sa.func.count()).select_from(replies)).scalar_one()
    assert after == before


def _tried(room: AuditingRoom, showing: SeedShowing, step: str) -> None:
    with room.store.read() as work:
        seed = work.seeds.get(showing.seed_id)
    assert seed is not None
    kinds = {"approve": DecisionKind.APPROVED, "edit": DecisionKind.EDITED, "write": DecisionKind.WRITTEN}
    try:
        match step:
            case "right" | "wrong":
                room.desk.audits.label(CHEN, showing.id, RIGHT if step == "right" else WRONG)
            case "claim":
                room.reviews.claim(CHEN, showing.id)
            case "redraft":
                room.reviews.redraft(CHEN, showing.id)
            case _:
                shown = sha256_of(seed.draft.text())
                text = None if step == "approve" else "840"
                request = DecisionRequest(
                    kinds[step], DecisionReason.OK, room.ids.new_id(), seed.id, 1, shown, text=text
                )
                room.reviews.decide(CHEN, showing.id, request)
    except DomainError:
        pass


def _answered(room: AuditingRoom, person: str, caught: int, missed: int) -> None:
    """So many seeds, as this person answered them."""
    for number in range(caught + missed):
        case = room.open_case()
        seed = Seed(
            room.ids.new_id(),
            case.question_id,
            room.draft(case).id,
            "transport",
            "parking",
            Language.EN,
            SeedKind.NUMBER,
            room.clock.now(),
            a_draft(FEE),
            FEE,
            FEE,
        )
        showing = SeedShowing(room.ids.new_id(), seed.id, person, SeedPlace.AUDITS, "", room.clock.now())
        with room.store.begin() as work:
            work.seeds.add(seed)
            work.seeds.show(showing)
            work.seeds.answer(SeedAnswer(showing.id, number < caught, room.clock.now()))


@pytest.mark.parametrize(
    ("caught", "seeds", "suspended"), [(5, 10, True), (14, 14, False), (6, 10, False), (0, 0, False)]
)
def test_so_few_caught_refute_four_in_five(caught: int, seeds: int, suspended: bool) -> None:
    """H-08: 5 of 10 has a chance of .033 at a rate of .8, 6 of 10 one of .12."""
    assert fails(caught, seeds) is suspended


def test_who_misses_half_approves_in_pairs_until_trained(auditing: AuditingRoom) -> None:
    """H-08: solo approval ends, a colleague's standing by the very draft lets it out, training ends the suspension."""
    _answered(auditing, "carol", 5, 5)
    assert auditing.desk.competence.own(CAROL).suspended
    case = auditing.claimed_case()
    with refused("pair_needed"):
        auditing.reviews.decide(CAROL, case.id, auditing.request(case))
    draft = auditing.draft(case)
    with pytest.raises(Forbidden):
        auditing.desk.competence.pair(CAROL, case.id, draft.sha256)
    with pytest.raises(NotFound):
        auditing.desk.competence.pair(HANNA, case.id, draft.sha256)
    with refused("draft_changed"):
        auditing.desk.competence.pair(CHEN, case.id, "0" * 64)
    auditing.desk.competence.pair(CHEN, case.id, draft.sha256)
    auditing.reviews.decide(CAROL, case.id, auditing.request(case))
    assert auditing.reply(case) is not None
    assert [one.id for one in auditing.desk.competence.suspended(SAM)] == ["carol"]
    with pytest.raises(Forbidden):
        auditing.desk.competence.suspended(CHEN)
    with pytest.raises(NotFound):
        auditing.desk.competence.reinstate(CHEN, "carol", "trained")
    auditing.desk.competence.reinstate(SAM, "carol", "trained")
    assert not auditing.desk.competence.own(CAROL).suspended


def test_rejecting_needs_no_pair(auditing: AuditingRoom) -> None:
    """H-04, H-08: only letting a draft out needs a second person; own words and a rejection do not."""
    _answered(auditing, "carol", 5, 5)
    case = auditing.claimed_case()
    auditing.reviews.decide(CAROL, case.id, auditing.request(case, DecisionKind.REJECTED))
    auditing.reviews.decide(CAROL, case.id, auditing.own_reply(key="key-2"))
    assert auditing.reply(case) is not None
