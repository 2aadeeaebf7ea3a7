"""Nothing goes out that was not decided on, and a certificate's release is looked at once more."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.answers import Claim, Draft, Finding, Provenance, Quote, Verdict
from assistant.domain.cases import Decision, DecisionKind, DecisionReason
from assistant.domain.oversight import StopScope
from assistant.domain.publication_checks import Conflict, Place
from assistant.domain.questions import Language, Outcome
from assistant.domain.reasons import Reason
from assistant.domain.routing import Flag, Working
from assistant.domain.tasks import TaskKind
from assistant.services.release import CERTIFICATE as BY_CERTIFICATE
from assistant.services.release import Release, citations_of, provenance_of, release, sha256_of, still_cited
from assistant.services.tasks import NewTask, Tasks
from tests.fakes import MORNING
from tests.services.asking_room import CERTIFICATE, AskingRoom, a_certificate_for_parking, releasable
from tests.services.review_room import (
    CLEAN,
    EXCEPTION,
    FEE,
    PASSAGE,
    PIPELINE,
    a_draft,
    a_passage,
    a_quote,
    refused,
)

Change = Callable[[AskingRoom], None]


def _a_decision(question_id: str, text: str, kind: DecisionKind = DecisionKind.WRITTEN) -> Decision:
    certified = kind is DecisionKind.CERTIFIED
    return Decision(
        id=f"decision on {question_id}",
        question_id=question_id,
        case_id=None,
        draft_id=None,
        draft_version=None,
        kind=kind,
        reason=DecisionReason.OK,
        note="",
        actor_kind="certificate" if certified else "person",
        actor=CERTIFICATE if certified else "carol",
        role="caseworker",
        shown_sha256=sha256_of(text),
        sent_sha256=sha256_of(text),
        index_version="index-1",
        pipeline_hash=PIPELINE,
        decided_at=MORNING,
    )


def _release(room: AskingRoom, decision: Decision, text: str, key: str = "k1") -> None:
    out = Release(room.record(decision.question_id), None, text, (), decision, key, "caseworker")
    with room.store.begin() as work:
        release(work, room.ids, room.clock.now(), out)


def _nothing_was_sent(room: AskingRoom, question_id: str) -> bool:
    with room.store.read() as work:
        return work.questions.reply(question_id) is None and not work.questions.decisions(question_id)


def test_a_text_that_nobody_decided_on_is_not_sent(asking: AskingRoom) -> None:
    """The hash of the text must be the one in the decision, byte for byte."""
    question_id = asking.accepted()
    with pytest.raises(ValueError, match="differs"):
        _release(asking, _a_decision(question_id, "Come by."), "Come by. ")
    assert _nothing_was_sent(asking, question_id)


@pytest.mark.parametrize("kind", [DecisionKind.APPROVED, DecisionKind.CERTIFIED])
def test_what_is_approved_is_what_was_shown(asking: AskingRoom, kind: DecisionKind) -> None:
    """An approval of one text never sends another."""
    question_id = asking.accepted()
    decision = replace(_a_decision(question_id, "Come by.", kind), shown_sha256=sha256_of("Stay away."))
    with pytest.raises(ValueError, match="approved"):
        _release(asking, decision, "Come by.")
    assert _nothing_was_sent(asking, question_id)


def test_a_certificate_cannot_sign_as_a_person(asking: AskingRoom) -> None:
    """Who decided and how must agree, both ways."""
    question_id = asking.accepted()
    as_certificate = replace(_a_decision(question_id, "x"), actor_kind=BY_CERTIFICATE)
    as_person = replace(_a_decision(question_id, "x", DecisionKind.CERTIFIED), actor_kind="person")
    for decision in (as_certificate, as_person):
        with pytest.raises(ValueError, match="certificate"):
            _release(asking, decision, "x")
    assert _nothing_was_sent(asking, question_id)


def test_a_decision_on_one_question_answers_no_other(asking: AskingRoom) -> None:
    """The decision names its question."""
    one, other = asking.accepted(), asking.accepted()
    decision = _a_decision(one, "x")
    out = Release(asking.record(other), None, "x", (), decision, "k1", "caseworker")
    with pytest.raises(ValueError, match="another question"), asking.store.begin() as work:
        release(work, asking.ids, asking.clock.now(), out)
    assert _nothing_was_sent(asking, one)
    assert _nothing_was_sent(asking, other)


def test_a_question_is_replied_to_once(asking: AskingRoom) -> None:
    """A second release of the same question conflicts and leaves nothing behind."""
    conversation = asking.conversation()
    question_id = asking.accepted(conversation)
    _release(asking, _a_decision(question_id, "first"), "first")
    with refused("already_decided"):
        _release(asking, replace(_a_decision(question_id, "second"), id="d2"), "second", "k2")
    assert asking.kinds(conversation) == ["question", "reply"]


def test_a_rejection_releases_nothing(asking: AskingRoom) -> None:
    """Rejecting has no label, so no text can go out under it."""
    question_id = asking.accepted()
    with pytest.raises(ValueError, match="rejection"):
        _release(asking, _a_decision(question_id, "x", DecisionKind.REJECTED), "x")
    with pytest.raises(ValueError, match="rejection"):
        provenance_of(DecisionKind.REJECTED)
    assert _nothing_was_sent(asking, question_id)


def test_marks_that_an_edit_removed_lose_their_source() -> None:
    """[1] is still cited if it stands in the text; [11] is another mark."""
    citations = citations_of(a_draft(FEE, EXCEPTION), (a_passage(),))
    assert [one.number for one in citations] == [1, 2]
    assert [one.number for one in still_cited(citations, f"{FEE} [1] and [11]")] == [1]


def test_a_certified_draft_goes_out_as_it_was_checked(asking: AskingRoom) -> None:
    """The reply is the draft's text, marked as the AI's, released by the certificate, in one decision."""
    asking.sign(a_certificate_for_parking(asking))
    conversation = asking.conversation()
    question_id = asking.process(releasable(), conversation)
    assert asking.record(question_id).outcome is Outcome.ANSWERED
    with asking.store.read() as work:
        reply = work.questions.reply(question_id)
        (decision,) = work.questions.decisions(question_id)
    assert reply is not None
    assert reply.text == a_draft(FEE).text()
    assert reply.provenance is Provenance.AI
    assert (reply.released_by_kind, reply.released_by) == ("certificate", CERTIFICATE)
    assert decision.sent_sha256 == decision.shown_sha256 == sha256_of(reply.text)
    assert asking.kinds(conversation) == ["question", "reply"]


def _withdraw(room: AskingRoom) -> None:
    with room.store.begin() as work:
        work.oversight.withdraw_certificate(CERTIFICATE, room.clock.now(), "wrong answers")


def _sign_stricter(room: AskingRoom) -> None:
    room.clock.turn(timedelta(seconds=1))
    room.sign(replace(a_certificate_for_parking(room, "certificate-2"), threshold=0.95))


def _a_place(passage_id: str, version_id: str, document_id: str, sentence: str) -> Place:
    return Place(
        document_id,
        version_id,
        passage_id,
        "transport",
        document_id.title(),
        (),
        sentence,
        0,
        len(sentence),
        ((0, 1),),
    )


CONFLICT = "c1"
OURS = _a_place("p1", "v1", "permits", FEE)
THEIRS = _a_place("p7", "v7", "fees", "A resident permit costs 90.00 euros a year.")


def _contradict(room: AskingRoom) -> None:
    """A round finds that another document says something else than the quoted passage, and asks both owners."""
    conflict = Conflict(CONFLICT, OURS, THEIRS, room.clock.now())
    new = NewTask(TaskKind.CONFLICT, ("transport", "housing"), "Two fees", version_ids=conflict.version_ids)
    with room.store.begin() as work:
        work.publication_checks.add_conflict(conflict)
        task = Tasks(room.store, room.town, room.clock, room.ids).open(work, new, "system")
        work.publication_checks.give_task(conflict.id, task.facts.id)


def _settle(room: AskingRoom) -> None:
    """An owner closes the task."""
    with room.store.begin() as work:
        (task,) = work.tasks.all()
        Tasks(room.store, room.town, room.clock, room.ids).finish(work, task, "edith", "84 it is")


CHANGES: dict[str, tuple[Change, Reason]] = {
    "contradicted": (_contradict, Reason.KB_CONFLICT),
    "withdrawn": (_withdraw, Reason.NO_CERTIFICATE),
    "expired to the second": (lambda room: room.clock.turn(timedelta(days=30)), Reason.NO_CERTIFICATE),
    "a stricter one signed": (_sign_stricter, Reason.NO_CERTIFICATE),
    "whole stopped": (lambda room: room.stop(StopScope.WHOLE), Reason.STOPPED),
    "department stopped": (lambda room: room.stop(StopScope.DEPARTMENT, "transport"), Reason.STOPPED),
    "topic stopped": (lambda room: room.stop(StopScope.TOPIC, "parking"), Reason.STOPPED),
    "policy withdrawn": (lambda room: room.sources.out_of_force.add("v1"), Reason.KB_CHANGED),
}


@pytest.mark.parametrize("change", CHANGES)
def test_permission_lost_while_the_engine_ran_sends_the_draft_to_a_person(
    asking: AskingRoom, change: str
) -> None:
    """The draft waits with a person, who reads the true reason; the citizen sees a case."""
    happens, reason = CHANGES[change]
    asking.sign(a_certificate_for_parking(asking))
    asking.script.meanwhile = [lambda: happens(asking)]
    conversation = asking.conversation()
    question_id = asking.process(releasable(), conversation)
    assert asking.record(question_id).outcome is Outcome.REVIEWED
    assert asking.record(question_id).reasons == (reason,)
    assert asking.kinds(conversation) == ["question", "case"]
    with asking.store.read() as work:
        assert len(work.questions.drafts(question_id)) == 1


def _answered(room: AskingRoom) -> bool:
    return room.record(room.process(releasable())).outcome is Outcome.ANSWERED


def test_a_contradiction_stops_releases_until_a_person_settles_it(asking: AskingRoom) -> None:
    """S-05, G-08: looked at in the transaction of the release; closed by an owner, the passage is answered on again."""
    asking.sign(a_certificate_for_parking(asking))
    _contradict(asking)
    assert not _answered(asking)
    _settle(asking)
    assert _answered(asking)


def test_a_contradiction_with_a_text_out_of_force_stops_nothing(asking: AskingRoom) -> None:
    """G-08: only what both texts say today counts; the day the other is back in force, the draft waits again."""
    asking.sign(a_certificate_for_parking(asking))
    _contradict(asking)
    asking.sources.out_of_force.add(THEIRS.version_id)
    assert _answered(asking)
    asking.sources.out_of_force.clear()
    assert not _answered(asking)


def test_a_contradiction_holds_whatever_passages_the_text_is_cut_into(asking: AskingRoom) -> None:
    """S-05: found in a passage of an earlier cut, it stops a release that quotes the same words in another."""
    asking.sign(a_certificate_for_parking(asking))
    with asking.store.begin() as work:
        earlier = replace(OURS, passage_id="a passage that is no more")
        work.publication_checks.add_conflict(Conflict("c3", earlier, THEIRS, asking.clock.now()))
    assert not _answered(asking)


def test_a_contradiction_of_passages_that_are_not_quoted_stops_nothing(asking: AskingRoom) -> None:
    """S-05: what the owners dispute elsewhere in the document is not what the citizen is told."""
    asking.sign(a_certificate_for_parking(asking))
    with asking.store.begin() as work:
        elsewhere = replace(OURS, passage_id="p2", start=len(PASSAGE), end=len(PASSAGE) + 20)
        work.publication_checks.add_conflict(Conflict("c2", elsewhere, THEIRS, asking.clock.now()))
    assert _answered(asking)


def test_a_switch_of_another_department_stops_nothing_here(asking: AskingRoom) -> None:
    """Switches reach what they name, and none once turned off."""
    asking.sign(a_certificate_for_parking(asking))
    asking.stop(StopScope.DEPARTMENT, "housing")
    asking.stop(StopScope.TOPIC, "tenancy")
    asking.stop(StopScope.WHOLE, on=True)
    asking.stop(StopScope.WHOLE, on=False)
    assert asking.record(asking.process(releasable())).outcome is Outcome.ANSWERED


def test_a_certificate_holds_to_its_last_moment(asking: AskingRoom) -> None:
    """One microsecond before it expires it still permits."""
    asking.sign(a_certificate_for_parking(asking))
    asking.clock.turn(timedelta(days=30) - timedelta(microseconds=1))
    assert asking.record(asking.process(releasable())).outcome is Outcome.ANSWERED


def _with_claims(*claims: Claim) -> Draft:
    return replace(a_draft(FEE), claims=claims)


_FOREIGN = Quote("p9", "v9", "permits", FEE, 0, len(FEE))
_FINDING = Finding(Reason.NUMBER_MISMATCH, 0, 0, 1, "")

LIES: dict[str, tuple[Working, Reason]] = {
    "no draft": (replace(releasable(), draft=None), Reason.NO_EVIDENCE),
    "an empty draft": (replace(releasable(), draft=_with_claims()), Reason.NO_EVIDENCE),
    "a claim of nothing": (
        replace(releasable(), draft=_with_claims(Claim(" ", (a_quote(FEE),)))),
        Reason.UNSUPPORTED_CLAIM,
    ),
    "a claim without a quote": (
        replace(releasable(), draft=_with_claims(Claim("It is free.", ()))),
        Reason.UNSUPPORTED_CLAIM,
    ),
    "a quote of no passage found": (
        replace(releasable(), draft=_with_claims(Claim(FEE, (_FOREIGN,)))),
        Reason.QUOTE_NOT_VERBATIM,
    ),
    "a quote of another version": (
        replace(releasable(), draft=_with_claims(Claim(FEE, (a_quote(FEE, "v0"),)))),
        Reason.QUOTE_NOT_VERBATIM,
    ),
    "no verdict": (replace(releasable(), verdict=None), Reason.VERIFIER_ERROR),
    "a finding": (replace(releasable(), verdict=Verdict((_FINDING,), (0.5,))), Reason.NUMBER_MISMATCH),
    "an omitted condition": (
        replace(releasable(), verdict=replace(CLEAN, omitted_conditions=("unless",))),
        Reason.CONDITION_OMITTED,
    ),
    "an unknown certificate": (releasable("no such certificate"), Reason.NO_CERTIFICATE),
    "another topic": (replace(releasable(), topic_id="tenancy"), Reason.NO_CERTIFICATE),
    "no topic": (replace(releasable(), topic_id=None), Reason.TOPIC_UNKNOWN),
    "another language": (replace(releasable(), language=Language.ZH), Reason.NO_CERTIFICATE),
    "no language": (replace(releasable(), language=None), Reason.TOPIC_UNKNOWN),
    "another pipeline": (replace(releasable(), pipeline_hash="pipeline-2"), Reason.NO_CERTIFICATE),
    "a score below": (replace(releasable(), confidence=0.4999999), Reason.BELOW_THRESHOLD),
    "a hard rule": (replace(releasable(), flags=(Flag(Reason.CRISIS, "r"),)), Reason.CRISIS),
    "a reason": (replace(releasable(), reasons=(Reason.KB_CONFLICT,)), Reason.KB_CONFLICT),
}


@pytest.mark.parametrize("lie", LIES)
def test_an_engine_that_lies_about_permission_releases_nothing(asking: AskingRoom, lie: str) -> None:
    """Route `release` with anything amiss: the question goes to a person for the true reason."""
    working, reason = LIES[lie]
    asking.sign(a_certificate_for_parking(asking))
    question_id = asking.process(working)
    record = asking.record(question_id)
    assert record.outcome is Outcome.REVIEWED
    assert reason in record.reasons
    assert asking.reply_to(question_id) is None


def test_a_score_that_is_no_number_releases_nothing(asking: AskingRoom) -> None:
    """NaN is not below any threshold, and still does not pass it."""
    asking.sign(a_certificate_for_parking(asking))
    question_id = asking.process(replace(releasable(), confidence=math.nan))
    assert asking.record(question_id).outcome in (Outcome.REVIEWED, Outcome.FAILED)
    assert asking.reply_to(question_id) is None
