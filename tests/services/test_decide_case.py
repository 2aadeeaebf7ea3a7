"""Deciding: what goes out, on which draft, under whose name, and what voids it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.answers import Finding, Provenance, Verdict
from assistant.domain.cases import (
    CLAIM_LASTS,
    CaseEventKind,
    CaseState,
    DecisionKind,
    DecisionReason,
)
from assistant.domain.reasons import Reason
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.decide_case import deciding_role
from assistant.services.decision_rules import (
    MAX_SENT,
    WHOLE_DRAFT,
    DecisionRequest,
    KeptFinding,
    is_sentence,
)
from assistant.services.release import sha256_of
from tests.services.review_room import (
    ASKED,
    CAROL,
    CHEN,
    EXCEPTION,
    FEE,
    FLAGGED,
    SAM,
    Room,
    a_draft,
    a_working,
    invalid,
    refused,
)

EDITED, REJECTED = DecisionKind.EDITED, DecisionKind.REJECTED


def test_an_approved_draft_goes_out_letter_by_letter(room: Room) -> None:
    """Text, label, citations and hashes are those of the draft that was shown (L-02, L-03)."""
    case = room.claimed_case()
    draft = room.draft(case)
    done = room.reviews.decide(CAROL, case.id, room.request(case))
    assert (done.kind, done.case_state) == (DecisionKind.APPROVED, CaseState.REPLIED)
    reply = room.reply(case)
    assert reply is not None
    assert reply.text == draft.draft.text()
    assert reply.provenance is Provenance.AI_CHECKED
    assert (reply.released_by_kind, reply.released_by) == ("person", CAROL.id)
    assert reply.meta["label"] == "caseworker, Transport"
    assert [citation.quote for citation in reply.citations] == [FEE, EXCEPTION]
    with room.store.read() as work:
        (decision,) = work.questions.decisions(case.question_id)
    assert (decision.draft_id, decision.draft_version) == (draft.id, 1)
    assert decision.shown_sha256 == decision.sent_sha256 == sha256_of(reply.text)
    assert (decision.actor, decision.role) == (CAROL.id, "caseworker")
    assert room.status(case).state is CaseState.REPLIED
    assert room.pages.told[-1] == case.conversation_id


def test_an_edited_draft_goes_out_as_edited_with_the_sources_it_still_names(room: Room) -> None:
    """The sent text is the editor's, its label says checked, and a removed mark removes its source."""
    case = room.claimed_case()
    text = f"{EXCEPTION} [2]\n\nKind regards"
    done = room.reviews.decide(CAROL, case.id, replace(room.request(case, EDITED), text=text))
    reply = room.reply(case)
    assert reply is not None
    assert (done.kind, reply.text, reply.provenance) == (EDITED, text, Provenance.AI_CHECKED)
    assert [citation.number for citation in reply.citations] == [2]
    with room.store.read() as work:
        (decision,) = work.questions.decisions(case.question_id)
    assert decision.shown_sha256 == room.draft(case).sha256
    assert decision.sent_sha256 == sha256_of(text) != decision.shown_sha256


def test_an_edit_that_changes_nothing_is_an_approval(room: Room) -> None:
    """What is filed is what was done, not what was clicked."""
    case = room.claimed_case()
    request = replace(room.request(case, EDITED), text=room.draft(case).draft.text())
    assert room.reviews.decide(CAROL, case.id, request).kind is DecisionKind.APPROVED
    assert room.reviews.decide(CAROL, case.id, request).kind is DecisionKind.APPROVED


def test_an_own_reply_is_filed_as_a_persons(room: Room) -> None:
    """A person's words carry no AI label and no citation."""
    case = room.claimed_case()
    done = room.reviews.decide(CAROL, case.id, room.own_reply("Please come by. [1]"))
    reply = room.reply(case)
    assert reply is not None
    assert (done.kind, reply.provenance) == (DecisionKind.WRITTEN, Provenance.PERSON)
    assert (reply.text, reply.citations) == ("Please come by. [1]", ())


def test_a_case_without_a_draft_takes_an_own_reply_only(room: Room) -> None:
    """Nothing can be approved that is not there."""
    case = room.claimed_case(a_working(None))
    ghost = DecisionRequest(DecisionKind.APPROVED, DecisionReason.OK, "key", "d", 1, "0" * 64)
    with refused("draft_changed"):
        room.reviews.decide(CAROL, case.id, ghost)
    room.reviews.decide(CAROL, case.id, room.own_reply())
    assert room.reply(case) is not None


def test_a_rejection_sends_nothing_and_keeps_the_case_in_hand(room: Room) -> None:
    """The draft is void, the citizen receives nothing, and the holder goes on (H-04)."""
    case = room.claimed_case()
    done = room.reviews.decide(CAROL, case.id, room.request(case, REJECTED, "key-0"))
    assert (done.kind, done.case_state) == (REJECTED, CaseState.IN_HAND)
    assert room.reply(case) is None
    assert room.status(case).claimed_by == CAROL.id
    text = room.draft(case).draft.text() + " More."
    for request in (
        room.request(case),
        replace(room.request(case, EDITED), text=text),
        room.request(case, REJECTED),
    ):
        with refused("draft_void"):
            room.reviews.decide(CAROL, case.id, request)
    with room.store.read() as work:
        (decision,) = work.questions.decisions(case.question_id)
        kinds = [event.kind for event in work.cases.events(case.id)]
    assert (decision.sent_sha256, decision.shown_sha256) == ("", room.draft(case).sha256)
    assert kinds[-1] is CaseEventKind.REJECTED_DRAFT
    room.reviews.decide(CAROL, case.id, room.own_reply())
    assert room.status(case).state is CaseState.REPLIED


@pytest.mark.parametrize(
    "other", [{"draft_id": "other"}, {"draft_version": 2}, {"draft_sha256": "0" * 64}], ids=str
)
@pytest.mark.parametrize("kind", [DecisionKind.APPROVED, EDITED, REJECTED, DecisionKind.WRITTEN])
def test_a_decision_on_another_draft_is_void(
    room: Room, other: dict[str, object], kind: DecisionKind
) -> None:
    """Id, version and hash must all be those of the newest draft, whatever is decided."""
    case = room.claimed_case()
    text = "My words" if kind in (EDITED, DecisionKind.WRITTEN) else None
    request = replace(room.request(case, kind), text=text, **other)  # type: ignore[arg-type]
    with refused("draft_changed"):
        room.reviews.decide(CAROL, case.id, request)
    assert room.reply(case) is None


def test_a_draft_shown_before_a_redraft_cannot_be_approved(room: Room) -> None:
    """The newest draft counts; the older request is told so."""
    case = room.claimed_case()
    shown = room.request(case)
    room.reviews.redraft(CAROL, case.id)
    with refused("draft_changed"):
        room.reviews.decide(CAROL, case.id, shown)


def test_only_the_holder_decides_and_only_while_the_claim_lasts(room: Room) -> None:
    """A colleague and a holder who was away too long are both refused."""
    case = room.claimed_case()
    with refused("not_claimed"):
        room.reviews.decide(SAM, case.id, room.request(case))
    room.clock.turn(CLAIM_LASTS)
    with refused("not_claimed"):
        room.reviews.decide(CAROL, case.id, room.request(case))
    assert room.reply(case) is None


def test_a_draft_of_another_engine_is_void(room: Room) -> None:
    """A changed pipeline voids what the old one drafted; an own reply still goes out."""
    case = room.claimed_case()
    reviews = room.reviews_of("pipeline-2")
    with refused("draft_void"):
        reviews.decide(CAROL, case.id, room.request(case))
    reviews.decide(CAROL, case.id, room.own_reply())
    assert room.reply(case) is not None


def test_a_draft_that_quotes_what_was_never_found_is_void(room: Room) -> None:
    """A quote of a passage that is not among the evidence cannot be cited, so it cannot be sent."""
    working = a_working(a_draft(FEE))
    case = room.claimed_case(replace(working, evidence=(replace(working.evidence[0], passage_id="p2"),)))
    with refused("draft_void"):
        room.reviews.decide(CAROL, case.id, room.request(case))
    room.reviews.decide(CAROL, case.id, room.own_reply())


@pytest.mark.parametrize("kind", [DecisionKind.APPROVED, EDITED])
def test_a_draft_on_text_out_of_force_is_void(room: Room, kind: DecisionKind) -> None:
    """A source that was withdrawn or ran out since the draft stops it, edited or not."""
    case = room.claimed_case()
    room.sources.out_of_force.add("v1")
    text = None if kind is DecisionKind.APPROVED else "The fee is 84.00 euros. [1]"
    with refused("knowledge_changed"):
        room.reviews.decide(CAROL, case.id, replace(room.request(case, kind), text=text))
    assert room.reply(case) is None


def test_a_marked_sentence_stops_an_approval_until_it_is_kept_for_a_reason(room: Room) -> None:
    """H-03: an unexplained finding is a refusal, an explained one stands on record."""
    case = room.claimed_case(a_working(a_draft(FEE, EXCEPTION), FLAGGED))
    for kept in ((), (KeptFinding(0, "  "),), (KeptFinding(1, "The other one is fine."),)):
        with refused("unresolved_findings"):
            room.reviews.decide(CAROL, case.id, replace(room.request(case), kept=kept))
    request = replace(room.request(case), note="Checked.", kept=(KeptFinding(0, "The form says so."),))
    room.reviews.decide(CAROL, case.id, request)
    with room.store.read() as work:
        (decision,) = work.questions.decisions(case.question_id)
    assert decision.note == "Checked.\n[1] The form says so."


def test_changing_a_marked_sentence_resolves_it(room: Room) -> None:
    """An edit without the marked words needs no further reason."""
    case = room.claimed_case(a_working(a_draft(FEE, EXCEPTION), FLAGGED))
    text = f"The fee is told at the desk.\n\n{EXCEPTION} [2]"
    room.reviews.decide(CAROL, case.id, replace(room.request(case, EDITED), text=text))
    assert room.reply(case) is not None


@pytest.mark.parametrize(
    "text",
    [f"{FEE}\n\nKind regards", FEE.replace(" ", "\n"), FEE.upper()],
    ids=["added", "broken", "capitals"],
)
def test_an_edit_that_leaves_a_marked_sentence_standing_is_refused(room: Room, text: str) -> None:
    """Adding to it, breaking its lines or shouting it is not changing it."""
    case = room.claimed_case(a_working(a_draft(FEE, EXCEPTION), FLAGGED))
    with refused("unresolved_findings"):
        room.reviews.decide(CAROL, case.id, replace(room.request(case, EDITED), text=text))


def test_an_unchecked_draft_counts_as_marked_as_a_whole(room: Room) -> None:
    """Missing checks are no clean bill: somebody must say why the draft may go out."""
    case = room.claimed_case(a_working(a_draft(FEE), verdict=None))
    with refused("unresolved_findings"):
        room.reviews.decide(CAROL, case.id, room.request(case))
    with refused("unresolved_findings"):
        room.reviews.decide(CAROL, case.id, replace(room.request(case, EDITED), text="Something else."))
    kept = (KeptFinding(WHOLE_DRAFT, "Compared with the text by hand."),)
    room.reviews.decide(CAROL, case.id, replace(room.request(case), kept=kept))
    assert room.reply(case) is not None


def test_a_finding_on_the_whole_draft_is_not_edited_away(room: Room) -> None:
    """What is wrong with the whole can only be explained."""
    verdict = Verdict((Finding(Reason.PARTIAL_ANSWER, WHOLE_DRAFT, 0, 0, ""),), (1.0,))
    case = room.claimed_case(a_working(a_draft(FEE), verdict))
    request = replace(room.request(case, EDITED), text="Something else.")
    with refused("unresolved_findings"):
        room.reviews.decide(CAROL, case.id, request)
    kept = (KeptFinding(WHOLE_DRAFT, "The rest is added."),)
    room.reviews.decide(CAROL, case.id, replace(request, kept=kept))


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("kind", {"kind": DecisionKind.CERTIFIED}),
        ("decision_key", {"key": ""}),
        ("decision_key", {"key": "k" * 101}),
        ("draft_id", {"draft_id": None}),
        ("draft_id", {"draft_sha256": None}),
        ("draft_id", {"kind": REJECTED, "reason": DecisionReason.TONE, "draft_version": None}),
        ("text", {"text": "My own words"}),
        ("text", {"kind": REJECTED, "reason": DecisionReason.TONE, "text": "My own words"}),
        ("text", {"kind": EDITED}),
        ("text", {"kind": EDITED, "text": " \n\t"}),
        ("text", {"kind": DecisionKind.WRITTEN, "text": "x" * (MAX_SENT + 1)}),
        ("reason", {"reason": DecisionReason.WRONG_FACT}),
        ("reason", {"kind": REJECTED}),
        ("note", {"note": "x" * 2_001}),
        ("kept", {"kept": (KeptFinding(7, "No such sentence."),)}),
        ("kept", {"kept": (KeptFinding(0, "a"), KeptFinding(0, "b"))}),
        ("kept", {"kind": DecisionKind.WRITTEN, "text": "Mine", "kept": (KeptFinding(0, "a"),)}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_decision_that_does_not_fit_is_refused_by_field(
    room: Room, field: str, changes: dict[str, object]
) -> None:
    """Each refusal names the field, and nothing is stored."""
    case = room.claimed_case()
    with invalid(field):
        room.reviews.decide(CAROL, case.id, replace(room.request(case), **changes))  # type: ignore[arg-type]
    with room.store.read() as work:
        assert work.questions.decisions(case.question_id) == ()


@pytest.mark.parametrize("kind", [DecisionKind.APPROVED, REJECTED, DecisionKind.WRITTEN])
def test_a_decision_about_a_person_needs_a_sentence_of_grounds(room: Room, kind: DecisionKind) -> None:
    """Whatever is decided about someone's own case is explained, with the same effort for each kind (H-04)."""
    reasons = (Reason.DECISION_ABOUT_PERSON,)
    case = room.claimed_case(a_working(a_draft(FEE), reasons=reasons))
    text = "Mine" if kind is DecisionKind.WRITTEN else None
    request = replace(room.request(case, kind), text=text)
    for note in ("", "ok", "see above"):
        with invalid("note"):
            room.reviews.decide(CAROL, case.id, replace(request, note=note))
    room.reviews.decide(CAROL, case.id, replace(request, note="Income is above the limit."))


@pytest.mark.parametrize(("note", "enough"), [("已电话核实。", True), ("同意", False), ("Ok. 12", False)])
def test_a_sentence_is_counted_in_words_or_characters(note: str, enough: bool) -> None:
    """Chinese has no spaces: each character counts as a word."""
    assert is_sentence(note) is enough


def test_the_same_decision_sent_twice_is_one_decision(room: Room) -> None:
    """A lost answer can be asked for again: same key, same request, same answer, one reply."""
    case = room.claimed_case()
    request = room.request(case)
    first = room.reviews.decide(CAROL, case.id, request)
    assert room.reviews.decide(CAROL, case.id, request) == first
    with room.store.read() as work:
        assert len(work.questions.decisions(case.question_id)) == 1
        assert len(work.questions.replies_of(case.conversation_id)) == 1


def test_a_rejection_sent_twice_is_one_rejection(room: Room) -> None:
    """The second sending tells the first one's outcome, later too."""
    case = room.claimed_case()
    request = room.request(case, REJECTED)
    first = room.reviews.decide(CAROL, case.id, request)
    room.reviews.release_claim(CAROL, case.id)
    assert room.reviews.decide(CAROL, case.id, request) == first


def test_a_key_is_used_for_one_request_only(room: Room) -> None:
    """Another text, kind, note or person under a used key is refused."""
    case = room.claimed_case()
    room.reviews.decide(CAROL, case.id, room.own_reply("First."))
    for request in (
        room.own_reply("Second."),
        replace(room.own_reply("First."), note="Another note."),
        replace(room.own_reply("First."), reason=DecisionReason.TONE),
        room.request(case),
    ):
        with refused("already_decided"):
            room.reviews.decide(CAROL, case.id, request)
    with refused("already_decided"):
        room.reviews.decide(CHEN, case.id, room.own_reply("First."))
    reply = room.reply(case)
    assert reply is not None
    assert reply.text == "First."


def test_a_decided_case_takes_no_second_decision(room: Room) -> None:
    """A fresh key does not open a closed case."""
    case = room.claimed_case()
    room.reviews.decide(CAROL, case.id, room.request(case))
    with refused("already_decided"):
        room.reviews.decide(CAROL, case.id, room.own_reply(key="key-2"))
    with refused("already_decided"):
        room.reviews.claim(SAM, case.id)


def test_the_same_key_serves_another_case(room: Room) -> None:
    """Keys belong to a case: nobody can use up another decision's key."""
    first, second = room.claimed_case(), room.claimed_case()
    room.reviews.decide(CAROL, first.id, room.own_reply())
    room.reviews.decide(CAROL, second.id, room.own_reply())
    assert room.reply(second) is not None


def test_a_withdrawn_case_is_closed(room: Room) -> None:
    """After the citizen took the question back nothing goes out."""
    receipt = room.open_conversation()
    conversation = room.conversations.authenticate(receipt.conversation_id, receipt.secret)
    case = room.ask(conversation, a_working(a_draft(FEE)))
    room.reviews.claim(CAROL, case.id)
    room.conversations.withdraw(conversation, case.number)
    for attempt in (
        lambda: room.reviews.decide(CAROL, case.id, room.own_reply()),
        lambda: room.reviews.claim(CAROL, case.id),
        lambda: room.reviews.redraft(CAROL, case.id),
    ):
        with refused("already_closed"):
            attempt()
    assert room.reply(case) is None


def test_the_log_names_the_decision_and_holds_no_words(room: Room) -> None:
    """Who, role, kind, reason and hashes are logged; questions, replies and notes are not (X-14)."""
    case = room.claimed_case(a_working(a_draft(FEE, EXCEPTION), FLAGGED))
    room.reviews.add_note(CAROL, case.id, "Neighbour phoned.")
    kept = (KeptFinding(0, "Form seven says so."),)
    room.reviews.decide(CAROL, case.id, replace(room.request(case), note="Compared it.", kept=kept))
    with room.store.read() as work:
        entries = work.oversight.audit_entries()
    released = next(one for one in entries if one.action == "reply_released")
    assert (released.actor, released.data["role"], released.data["kind"]) == (
        CAROL.id,
        "caseworker",
        "approved",
    )
    everything = " ".join(value for one in entries for value in (one.actor, *one.data.values()))
    for words in (ASKED, FEE, EXCEPTION, "Neighbour", "Form seven", "Compared", "Carol"):
        assert words not in everything


def test_the_role_that_answers_is_one_held_for_the_department() -> None:
    """L-03: a supervisor of housing answers for transport as the caseworker she is there."""
    staff = Staff("x", "x", "X", (Grant(Role.SUPERVISOR, "housing"), Grant(Role.CASEWORKER)))
    assert deciding_role(staff, "housing") is Role.SUPERVISOR
    assert deciding_role(staff, "transport") is Role.CASEWORKER
