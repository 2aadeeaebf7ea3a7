"""Whatever happens in whatever order: one reply a question, by somebody allowed to, and nothing else gets out (S-08)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assistant.domain.answers import Claim, Draft
from assistant.domain.audit_chain import verify
from assistant.domain.cases import Case, CaseState, DecisionKind, derive_status
from assistant.domain.certificates import Certificate
from assistant.domain.errors import DomainError
from assistant.domain.oversight import StopScope
from assistant.domain.questions import Language, Outcome
from assistant.domain.reasons import Reason
from assistant.domain.routing import ToPerson
from assistant.domain.staff import Staff
from assistant.services.decision_rules import DecisionRequest, KeptFinding
from assistant.services.release import sha256_of
from assistant.services.stores import Work
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.lying_results import HONEST, LIES
from tests.services.review_room import CAROL, CHEN, FEE, HANNA, PIPELINE, SAM, a_draft, a_quote

T = TypeVar("T")

PEOPLE = st.sampled_from([CAROL, CAROL, SAM, CHEN, HANNA])
MAY_DECIDE_PARKING = {"carol", "chen", "sam"}
SWITCHES = ((StopScope.WHOLE, ""), (StopScope.DEPARTMENT, "transport"), (StopScope.TOPIC, "parking"))
KEPT = (KeptFinding(0, "Right as it stands."), KeptFinding(-1, "Looked at the whole."))
MOSTLY = st.sampled_from([True, True, False])
PICK = st.integers(0, 50)


class Releases(RuleBasedStateMachine):
    """Citizens, engine, caseworkers and supervisors, in any order, over a real SQLite file."""

    @initialize()
    def open_room(self) -> None:
        """A town with a certificate for parking in English."""
        self.folder = TemporaryDirectory()
        self.room = AskingRoom(make_sqlite_store(Path(self.folder.name)))
        self.conversations = [self.room.conversation()]
        self.questions: list[str] = []
        self.waiting: list[str] = []
        self.drafts: list[str] = []
        self.certificates: list[Certificate] = []
        self.withdrawn: set[str] = set()
        self.stopped: set[tuple[StopScope, str]] = set()
        self.erased: set[str] = set()
        self.sent: dict[str, str] = {}
        self.sign()
        for _ in range(3):
            self.ask(0, anew=True)

    def teardown(self) -> None:
        """At the end every entry of the log follows the one before it."""
        if hasattr(self, "room"):
            intact = verify(self.room.log()).intact
            self.folder.cleanup()
            assert intact

    # citizens

    @rule(pick=PICK, anew=st.booleans())
    def ask(self, pick: int, anew: bool) -> None:
        """A question, perhaps in a new conversation."""
        if anew:
            self.conversations.append(self.room.conversation())
        conversation = _one(self.conversations, pick)
        _attempt(lambda: self.room.accepted(conversation))
        self._take_what_was_queued()

    @rule(pick=PICK)
    def ask_for_person(self, pick: int) -> None:
        """The button, whenever."""
        _attempt(lambda: self.room.conversations.ask_for_person(_one(self.conversations, pick)))
        self._take_what_was_queued()

    @rule(pick=PICK)
    def withdraw_case(self, pick: int) -> None:
        """A citizen takes a case back, in any state of it."""
        if case := self._case(pick):
            owner = next(one for one in self.conversations if one.id == case.conversation_id)
            _attempt(lambda: self.room.conversations.withdraw(owner, case.number))

    @rule(pick=st.integers(0, 80))
    def erase(self, pick: int) -> None:
        """Now and then a conversation is erased, whatever is going on in it."""
        if pick < len(self.conversations):
            self.erased.add(self.conversations[pick].id)
            with self.room.store.begin() as work:
                work.conversations.erase(self.conversations[pick].id)

    # the engine

    @rule(pick=PICK, lie=st.sampled_from([HONEST] * 2 * len(LIES) + list(LIES)), misquoted=st.booleans())
    def process(self, pick: int, lie: dict[str, Any], misquoted: bool) -> None:
        """The engine makes something of a question; it goes out exactly if every condition holds."""
        if not self.waiting:
            self.ask(pick, anew=True)
        question_id = self.waiting.pop(pick % len(self.waiting))
        misquoted = misquoted and pick % 3 == 0
        made = replace(
            releasable(self.certificates[-1].id),
            draft=self._draft("v0" if misquoted else "v1"),
        )
        self.room.script.script = [replace(made, **lie)]
        permitted = self._permitted(question_id) and not lie and not misquoted
        outcome = self.room.processing.process(question_id)
        assert outcome is not None
        assert (outcome is Outcome.ANSWERED) is permitted

    @rule(pick=PICK)
    def process_again(self, pick: int) -> None:
        """A question that has its outcome keeps it."""
        done = [one for one in self.questions if one not in self.waiting]
        if done:
            before = self.room.record(_one(done, pick))
            assert self.room.processing.process(before.id) is before.outcome
            assert self.room.record(before.id) == before

    # supervision

    @rule()
    def sign(self) -> None:
        """A new certificate; only the newest counts."""
        self.room.clock.turn(timedelta(seconds=1))
        certificate = a_certificate_for_parking(self.room, f"certificate-{len(self.certificates)}")
        self.room.sign(certificate)
        self.certificates.append(certificate)

    @rule(pick=PICK)
    def withdraw_certificate(self, pick: int) -> None:
        """Any of them, once."""
        certificate_id = _one(self.certificates, pick).id
        if certificate_id not in self.withdrawn:
            self.withdrawn.add(certificate_id)
            with self.room.store.begin() as work:
                work.oversight.withdraw_certificate(certificate_id, self.room.clock.now(), "wrong")

    @rule(switch=st.sampled_from(SWITCHES), on=st.sampled_from([False, False, True]))
    def turn_stop(self, switch: tuple[StopScope, str], on: bool) -> None:
        """Any switch, either way."""
        self.room.stop(*switch, on=on)
        self.stopped = self.stopped | {switch} if on else self.stopped - {switch}

    @rule(gone=st.booleans())
    def change_policy(self, gone: bool) -> None:
        """The quoted version goes out of force, or comes back."""
        self.room.sources.out_of_force = {"v1"} if gone else set()

    @rule(minutes=st.sampled_from([1, 1, 31, 31, 60 * 24 * 30]))
    def wait(self, minutes: int) -> None:
        """Claims run out, certificates expire."""
        self.room.clock.turn(timedelta(minutes=minutes))

    # caseworkers

    @rule(staff=PEOPLE)
    def take_a_fresh_case(self, staff: Staff) -> None:
        """Asked, handed over and claimed in one go: what most days look like."""
        self.ask(0, anew=True)
        self.waiting = [self.waiting[-1], *self.waiting[:-1]]
        self.process(0, {"route": ToPerson((Reason.NO_CERTIFICATE,))}, misquoted=False)
        self.claim(0, staff)

    @rule(pick=PICK, staff=PEOPLE)
    def claim(self, pick: int, staff: Staff) -> None:
        """Whoever may, takes a case in hand."""
        if case := self._case(pick):
            _attempt(lambda: self.room.reviews.claim(staff, case.id))

    @rule(
        pick=PICK,
        staff=PEOPLE,
        kind=st.sampled_from([DecisionKind.APPROVED, DecisionKind.EDITED, DecisionKind.REJECTED]),
        key=st.integers(0, 3),
        claimed=MOSTLY,
    )
    def decide(self, pick: int, staff: Staff, kind: DecisionKind, key: int, claimed: bool) -> None:
        """On the newest draft, first with a wrong hash, which never sends, then with its own."""
        case = self._case(pick)
        if case is None or not self._has_draft(case):
            return
        if claimed:
            self.claim(pick, staff)
        request = replace(
            self.room.request(case, kind, f"key-{key}"),
            note="Compared with the rules in force.",
            kept=KEPT if kind is not DecisionKind.REJECTED else (),
        )
        if kind is DecisionKind.EDITED:
            request = replace(request, text=f"Edited by hand {pick}. [1]")
        before = self.room.reply_to(case.question_id)
        self._decide(case, staff, replace(request, draft_sha256=sha256_of("something else")))
        assert self.room.reply_to(case.question_id) == before
        self._decide(case, staff, request)

    @rule(pick=PICK, staff=PEOPLE, claimed=MOSTLY)
    def write(self, pick: int, staff: Staff, claimed: bool) -> None:
        """An own reply."""
        if claimed:
            self.claim(pick, staff)
        if case := self._case(pick):
            self._decide(case, staff, self.room.own_reply(f"Written by hand {pick}.", f"own-{pick}"))

    @rule(pick=PICK, staff=PEOPLE)
    def redraft(self, pick: int, staff: Staff) -> None:
        """The engine drafts anew on request."""
        if case := self._case(pick):
            self.room.engine.drafts = [self._draft("v1")]
            _attempt(lambda: self.room.reviews.redraft(staff, case.id))

    # what always holds

    @invariant()
    def every_reply_has_one_releasing_decision_of_somebody_allowed_to(self) -> None:
        """The hash sent is the hash decided; the actor is a person with the right or a certificate valid then."""
        with self.room.store.read() as work:
            for question_id in self.questions:
                record = work.questions.get(question_id)
                if record is not None and record.conversation_id not in self.erased:
                    self._check_reply(work, question_id)

    @invariant()
    def no_citizen_reads_a_draft_that_was_not_sent(self) -> None:
        """The whole page holds the texts of replies and of no other draft."""
        released = set(self.sent.values())
        for conversation in self.conversations:
            if conversation.id not in self.erased:
                page = repr(self.room.views.messages(conversation))
                assert not [text for text in self.drafts if text not in released and text[:-4] in page]

    @invariant()
    def every_question_has_one_outcome_and_the_counter_counts_it_once(self) -> None:
        """What waits has none; the counter equals a recount."""
        counted: dict[Outcome, int] = {}
        with self.room.store.read() as work:
            for question_id in self.questions:
                record = work.questions.get(question_id)
                assert record is not None
                assert (record.outcome is None) is (question_id in self.waiting)
                if record.outcome is not None:
                    counted[record.outcome] = counted.get(record.outcome, 0) + 1
            assert work.questions.outcome_counts() == counted

    # by hand

    def _check_reply(self, work: Work, question_id: str) -> None:
        reply = work.questions.reply(question_id)
        releasing = [one for one in work.questions.decisions(question_id) if one.sent_sha256]
        case = work.cases.of_question(question_id)
        events = work.cases.events(case.id) if case is not None else ()
        replied = derive_status(events, self.room.clock.now()).state is CaseState.REPLIED
        assert len(releasing) == (reply is not None)
        assert replied is (reply is not None and case is not None)
        if reply is None:
            return
        (decision,) = releasing
        assert decision.sent_sha256 == sha256_of(reply.text)
        assert self.sent.setdefault(reply.id, reply.text) == reply.text
        if decision.actor_kind == "person":
            assert decision.actor in MAY_DECIDE_PARKING
        else:
            used = next(one for one in self.certificates if one.id == decision.actor)
            assert used.permits("parking", Language.EN, decision.decided_at, PIPELINE)

    def _draft(self, version_id: str) -> Draft:
        claim = Claim(f"Draft {len(self.drafts):04} for nobody's eyes.", (a_quote(FEE, version_id),))
        draft = replace(a_draft(FEE), claims=(claim,))
        self.drafts.append(draft.text())
        return draft

    def _permitted(self, question_id: str) -> bool:
        newest = self.certificates[-1]
        return (
            newest.id not in self.withdrawn
            and newest.permits("parking", Language.EN, self.room.clock.now(), PIPELINE)
            and not self.stopped
            and not self.room.sources.out_of_force
            and self.room.record(question_id).conversation_id not in self.erased
        )

    def _take_what_was_queued(self) -> None:
        self.questions += self.room.queue.waiting
        self.waiting += self.room.queue.waiting
        self.room.queue.waiting = []

    def _case(self, pick: int) -> Case | None:
        """One of the newest cases whose content is left."""
        with self.room.store.read() as work:
            found = [
                case
                for question_id in self.questions
                if (case := work.cases.of_question(question_id)) and case.conversation_id not in self.erased
            ]
        return _one(found[::-1][:4], pick) if found else None

    def _has_draft(self, case: Case) -> bool:
        with self.room.store.read() as work:
            return bool(work.questions.drafts(case.question_id))

    def _decide(self, case: Case, staff: Staff, request: DecisionRequest) -> None:
        _attempt(lambda: self.room.reviews.decide(staff, case.id, request))


def _one(things: list[T], pick: int) -> T:
    return things[pick % len(things)]


def _attempt(step: Callable[[], object]) -> None:
    """What the rules refuse is refused; any other error is a fault of ours."""
    try:
        step()
    except DomainError:
        return


TestReleases = Releases.TestCase
TestReleases.settings = settings(
    max_examples=15,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
)
