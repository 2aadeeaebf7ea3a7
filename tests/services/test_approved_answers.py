"""Approved answers: kept by a person, found again, lapsing by themselves, forgetting what a citizen wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.domain.answer_parts import Part
from assistant.domain.answers import Citation, Claim, Draft, DraftMethod, Provenance, Quote
from assistant.domain.approved_answers import ApprovedAnswer, ApprovedState, LapseReason, draft_of
from assistant.domain.cases import DecisionKind
from assistant.domain.errors import Conflict, Forbidden, Invalid, NotFound
from assistant.domain.questions import Language, Outcome, Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import ReleaseUnderCertificate, Working
from assistant.domain.staff import Grant, Role, Staff
from assistant.domain.tasks import TaskKind, TaskState
from assistant.services.approved_answers import ApprovedParts
from assistant.services.approved_desk import ApprovedDesk
from assistant.services.approved_lookup import StoredApprovedAnswers
from assistant.services.certified_release import of_approved
from assistant.services.steps.approved import ApprovedFirst
from assistant.services.steps.parts import together
from assistant.services.steps.verify import Verify
from assistant.services.steps.wording_key import wording_key
from assistant.services.tasks import Tasks
from tests.services.asking_room import CERTIFICATE, a_certificate_for_parking
from tests.services.calendar_room import DISABLED_FREE, FEE_84, NEW_TEXT, CalendarRoom, calendar_room
from tests.services.engine_parts import FakeStep
from tests.services.review_room import CAROL, PIPELINE, a_working
from tests.services.town_time import TOWN_TIME

ASKED = "How much is a resident permit a year?"
AGAIN = "Hello, can you tell me how much a resident permit is a year? Thanks"
HOLLY = Staff("holly", "holly", "Holly Housing", (Grant(Role.CASEWORKER, "housing"),))
AUDREY = Staff("audrey", "audrey", "Audrey Audit", (Grant(Role.AUDITOR),))


class HandTurnedConflicts:
    """Contradictions that a test opens."""

    def __init__(self) -> None:
        self.open: set[str] = set()

    def on(self, passage_ids: Collection[str], day: date) -> frozenset[str]:
        """Those asked about that are open."""
        return frozenset(self.open.intersection(passage_ids))


@dataclass
class Office:
    """A room whose base holds the fees, with the desk of approved answers."""

    room: CalendarRoom
    version: str
    conflicts: HandTurnedConflicts
    lookup: StoredApprovedAnswers
    desk: ApprovedDesk

    def decided(self, *quotes: str, text: str | None = None, asked: str = ASKED) -> str:
        """A case whose reply Carol approved, or edited to `text`; its id."""
        receipt = self.room.open_conversation()
        conversation = self.room.conversations.authenticate(receipt.conversation_id, receipt.secret)
        case = self.room.ask(conversation, self.room.found(self.version, *(quotes or (FEE_84,))), asked)
        self.room.reviews.claim(CAROL, case.id)
        kind = DecisionKind.APPROVED if text is None else DecisionKind.EDITED
        self.room.reviews.decide(CAROL, case.id, replace(self.room.request(case, kind), text=text))
        return case.id

    def kept(self, *wordings: str) -> ApprovedAnswer:
        """An approved answer on the fee, asked for in these words."""
        return self.desk.answers.keep(CAROL, self.decided(), wordings or (ASKED,))

    def drafted(self, text: str, topic: str = "parking", language: Language = Language.EN) -> Working:
        """What the draft step makes of a question; "engine" among the errors tells that it had to draft."""
        engine = FakeStep(Stage.DRAFT, lambda working: replace(working, errors=("engine",)))
        question = replace(
            a_working(None).question, text=text, language=language, asked_at=self.room.clock.now()
        )
        before = replace(
            self.room.found(self.version, DISABLED_FREE),
            question=question,
            masked_text=text,
            standalone=text,
            topic_id=topic,
            language=language,
            draft=None,
            verdict=None,
            reasons=(),
            route=None,
        )
        return ApprovedFirst(self.lookup, engine).run(before)

    def state(self, answer: ApprovedAnswer) -> ApprovedState:
        """Where it stands now."""
        return self.desk.answers.read(CAROL, answer.facts.id).state

    def citizens(self, case_id: str) -> str:
        """The conversation of a case."""
        with self.room.store.read() as work:
            case = work.cases.get(case_id)
        assert case is not None
        return case.conversation_id


@contextmanager
def an_office(directory: Path) -> Iterator[Office]:
    """Nothing is kept yet."""
    with calendar_room(directory) as room:
        version = room.publish()
        conflicts = HandTurnedConflicts()
        lookup = StoredApprovedAnswers(room.store, room.base, room.sources, conflicts, TOWN_TIME)
        tasks = Tasks(room.store, room.town, room.clock, room.ids, TOWN_TIME)
        parts = ApprovedParts(
            room.store, room.base, room.town, room.clock, room.ids, lookup, tasks, TOWN_TIME
        )
        yield Office(room, version, conflicts, lookup, ApprovedDesk.of(parts))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office for all tests in which no policy changes: opening a base takes most of a second."""
    with an_office(tmp_path_factory.mktemp("approved")) as opened:
        yield opened


@pytest.fixture
def office(shared: Office) -> Iterator[Office]:
    """Nothing is in use and no contradiction open."""
    yield shared
    shared.conflicts.open.clear()
    for answer in shared.desk.answers.listed(CAROL):
        if answer.state is not ApprovedState.WITHDRAWN:
            shared.desk.answers.withdraw(CAROL, answer.facts.id, "The test is over")


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Office]:
    """An office of its own, for a test in which a policy changes."""
    with an_office(tmp_path) as opened:
        yield opened


def refused(error: type[Exception], code: str, office: Office, case_id: str, *wordings: str) -> None:
    """Keeping it is refused for this reason."""
    with pytest.raises(error) as raised:
        office.desk.answers.keep(CAROL, case_id, wordings or (ASKED,))
    assert getattr(raised.value, "code", None) == code or getattr(raised.value, "field", None) == code


def test_a_repeat_gets_the_words_that_a_person_decided(office: Office) -> None:
    """Asked politely, with other articles: the kept words are the draft and nothing is drafted."""
    answer = office.kept()
    found = office.drafted(AGAIN)
    assert found.errors == ()
    assert found.approved_ids == (answer.facts.id,)
    assert found.draft is not None
    assert (found.draft.method, found.draft.plain_text()) == (DraftMethod.APPROVED, FEE_84)


def test_the_kept_words_pass_the_same_check_as_any_draft(office: Office) -> None:
    """The verdict on an approved answer comes from its passages, as for other drafts."""
    office.kept()
    checked = Verify(office.conflicts, zone=TOWN_TIME).run(office.drafted(ASKED))
    assert checked.verdict is not None
    assert checked.verdict.supported == (1.0,)


@pytest.mark.parametrize(
    "other",
    [
        "How much is not a resident permit a year?",
        "How much are 2 resident permits a year?",
        "How much is a visitor permit a year?",
        "How much is a resident permit for my son a year?",
        "Is a permit a resident how much a year?",
        "How much was it?",
    ],
)
def test_another_question_is_drafted_anew(office: Office, other: str) -> None:
    """A negation, a number, another matter, another person or another order make another question."""
    office.kept()
    assert office.drafted(other).errors == ("engine",)


def test_an_answer_never_crosses_topics_or_languages(office: Office) -> None:
    """The same words of another topic or in another language find nothing."""
    office.kept()
    assert office.drafted(ASKED, topic="tenancy").errors == ("engine",)
    assert office.drafted(ASKED, language=Language.ZH).errors == ("engine",)


def test_a_follow_up_or_a_hint_is_drafted_anew(office: Office) -> None:
    """A question that leans on others, or a caseworker's wish for a new draft, is not a repeat."""
    office.kept()
    engine = FakeStep(Stage.DRAFT, lambda working: replace(working, errors=("engine",)))
    first = ApprovedFirst(office.lookup, engine)
    found = replace(office.drafted(ASKED), draft=None, approved_ids=())
    leaning = replace(found, standalone=f"What about permits?\n{ASKED}")
    hinted = replace(found, question=replace(found.question, hint="look at fees"))
    assert first.run(leaning).errors == first.run(hinted).errors == ("engine",)


@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
def test_courtesies_do_not_make_another_question(language: Language) -> None:
    """Both languages: greetings and thanks around a question leave its key alone, another number does not."""
    plain, polite, other = {
        Language.EN: (
            "What documents do I need for 2 permits?",
            "Hi! I'd like to know what documents I need for 2 permits, please.",
            "What documents do I need for 3 permits?",
        ),
        Language.ZH: (
            "办理居民停车证需要什么材料？",
            "您好，请问办理居民停车证需要什么材料呢？谢谢！",
            "办理2个居民停车证需要什么材料？",
        ),
    }[language]
    assert wording_key(plain) == wording_key(polite) != wording_key(other)


def test_a_letter_that_names_something_is_no_article() -> None:
    """Zone A is neither zone B nor any zone."""
    keys = {wording_key(f"What does parking in zone {zone} cost?") for zone in ("A", "B", "a")}
    assert len(keys) == 3


def test_who_may_not_decide_cannot_keep(office: Office) -> None:
    """Permission is looked at per department; a case of another one is not found."""
    case_id = office.decided()
    with pytest.raises(NotFound):
        office.desk.answers.keep(HOLLY, case_id, (ASKED,))
    with pytest.raises(Forbidden):
        office.desk.answers.keep(AUDREY, case_id, (ASKED,))
    answer = office.desk.answers.keep(CAROL, case_id, (ASKED,))
    assert office.desk.answers.listed(HOLLY) == ()
    assert [one.facts.id for one in office.desk.answers.listed(AUDREY, ASKED, ApprovedState.STANDING)] == [
        answer.facts.id
    ]
    with pytest.raises(Forbidden):
        office.desk.answers.withdraw(AUDREY, answer.facts.id, "Wrong")


def test_what_nobody_decided_or_nothing_supports_is_not_kept(office: Office) -> None:
    """An open case, a reply without sources, a second keeping: each is refused with its reason."""
    open_case = office.room.open_case(office.room.found(office.version, FEE_84))
    refused(Conflict, "not_decided", office, open_case.id)
    unsourced = office.decided(text="Please come by on Monday.")
    refused(Conflict, "no_sources", office, unsourced)
    kept = office.decided()
    office.desk.answers.keep(CAROL, kept, (ASKED,))
    refused(Conflict, "wording_taken", office, kept)
    refused(Conflict, "already_kept", office, kept, "What is the yearly price of a resident permit?")


@pytest.mark.parametrize(
    "text",
    [
        f"{FEE_84} [1] We will call you on 0151 234 5678 9012.",
        f"{FEE_84} [1] You wrote that my uncle has parked a blue van since May.",
    ],
)
def test_a_reply_about_one_person_is_not_kept(office: Office, text: str) -> None:
    """Personal data, or the citizen's own words said again, must not leave the conversation."""
    asked = "How much is it? My uncle has parked a blue van since May."
    refused(Conflict, "personal_data", office, office.decided(text=text, asked=asked))


def test_a_wording_must_say_enough_and_name_nobody(office: Office) -> None:
    """Too short, in another language, with a phone number, none at all: refused at the field."""
    case_id = office.decided()
    for wording in ("Fees?", "居民停车证多少钱", "May Ann Lee (ann.lee@example.org) park for free?"):
        refused(Invalid, "wordings", office, case_id, wording)
    with pytest.raises(Invalid):
        office.desk.answers.keep(CAROL, case_id, ())


def test_an_edited_reply_keeps_its_marks_and_sources(office: Office) -> None:
    """The kept draft has the edited words, claim by claim, with the quotes that the marks name."""
    text = f"{FEE_84} [1]\n\n{DISABLED_FREE} [2]"
    case_id = office.decided(FEE_84, DISABLED_FREE, text=text)
    draft = office.desk.answers.keep(CAROL, case_id, (ASKED,)).draft()
    assert draft.text() == text
    assert [quote.text for quote in draft.quotes()] == [FEE_84, DISABLED_FREE]


@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
def test_a_kept_reply_keeps_its_parts(language: Language) -> None:
    """Fixed headings are no sentences of their own: the draft made of the kept text is the draft that was sent."""
    spans = [(0, 4), (5, 9), (10, 14)]
    quotes = [Quote("p", "v", "d", f"q{start}", start, end) for start, end in spans]
    claims = tuple(
        Claim(f"Sentence {place}.", (quote,), part)
        for place, (quote, part) in enumerate(zip(quotes, Part, strict=True))
    )
    sent = Draft(claims, language, DraftMethod.APPROVED)
    citations = [
        Citation(n, "d", "v", 1, "p", "D", "transport", (), one.text, one.start, one.end, "2026-01-01")
        for n, one in enumerate(quotes, start=1)
    ]
    assert draft_of(sent.text(), citations, language) == sent


def test_an_answer_lapses_when_its_text_is_superseded(changing: Office) -> None:
    """At once for who asks, with the next round for the staff, who get one task to renew it."""
    answer = changing.kept()
    changing.room.clock.turn(timedelta(hours=1))
    changing.room.publish(NEW_TEXT)
    assert changing.drafted(ASKED).errors == ("engine",)
    assert (changing.desk.lapses.settle(), changing.desk.lapses.settle()) == (1, 0)
    lapsed = changing.desk.answers.read(CAROL, answer.facts.id)
    assert (lapsed.state, lapsed.lapse_reason) == (ApprovedState.LAPSED, LapseReason.SOURCE_CHANGED)
    with changing.room.store.read() as work:
        tasks = [task for task in work.tasks.all() if task.facts.kind is TaskKind.APPROVED_ANSWER]
    assert [(task.state, task.facts.departments) for task in tasks] == [(TaskState.OPEN, ("transport",))]
    with pytest.raises(Conflict, match="no longer stands"):
        changing.desk.answers.renew(CAROL, answer.facts.id)


def test_an_answer_whose_words_still_stand_is_renewed(changing: Office) -> None:
    """Renewed on the new version, word for word, it is found again and its task is done."""
    case_id = changing.decided(DISABLED_FREE)
    asked = "Who pays nothing for a permit?"
    answer = changing.desk.answers.keep(CAROL, case_id, (asked,))
    changing.room.clock.turn(timedelta(hours=1))
    newer = changing.room.publish(NEW_TEXT)
    changing.desk.lapses.settle()
    renewed = changing.desk.answers.renew(CAROL, answer.facts.id)
    assert (renewed.state, renewed.version_ids) == (
        ApprovedState.STANDING,
        frozenset({newer}),
    )
    changing.version = newer
    assert changing.drafted(asked).approved_ids == (answer.facts.id,)
    with changing.room.store.read() as work:
        states = [task.state for task in work.tasks.all()]
    assert states == [TaskState.DONE]


def test_an_open_contradiction_takes_an_answer_out_of_use(office: Office) -> None:
    """While owners have not settled which text is right, nobody is told either by an approved answer."""
    answer = office.kept()
    office.conflicts.open.update(one.passage_id for one in answer.citations)
    assert office.drafted(ASKED).errors == ("engine",)
    office.desk.lapses.settle()
    assert office.desk.answers.read(CAROL, answer.facts.id).lapse_reason is LapseReason.CONFLICT
    with pytest.raises(Conflict, match="still open"):
        office.desk.answers.renew(CAROL, answer.facts.id)
    office.conflicts.open.clear()
    assert office.desk.answers.renew(CAROL, answer.facts.id).state is ApprovedState.STANDING


def test_a_withdrawn_answer_is_found_no_more(office: Office) -> None:
    """Withdrawing needs a reason and is for good."""
    answer = office.kept()
    office.desk.answers.withdraw(CAROL, answer.facts.id, "Says too little")
    assert office.drafted(ASKED).errors == ("engine",)
    with pytest.raises(Conflict):
        office.desk.answers.renew(CAROL, answer.facts.id)
    actions = [one.action for one in office.room.log() if one.object_id == answer.facts.id]
    assert actions == ["answer_kept", "answer_withdrawn"]


def test_an_erased_conversation_leaves_no_words_in_wordings(office: Office) -> None:
    """The citizen's wording goes, the staff's stays in use; with none left the answer lapses (L-12)."""
    case_id = office.decided()
    other = office.decided(asked="May holders of a disability card park for free here?")
    ours = "What is the yearly price of a resident permit?"
    both = office.desk.answers.keep(CAROL, case_id, (ASKED, ours))
    alone = office.desk.answers.keep(CAROL, other, ("May holders of a disability card park for free here?",))
    office.desk.lapses.forget(office.citizens(case_id))
    office.desk.lapses.forget(office.citizens(other))
    assert [one.text for one in office.desk.answers.read(CAROL, both.facts.id).wordings] == [ours]
    assert office.drafted(ASKED).errors == ("engine",)
    assert office.drafted(ours).approved_ids == (both.facts.id,)
    assert office.desk.answers.read(CAROL, alone.facts.id).lapse_reason is LapseReason.WORDING_ERASED
    with office.room.store.read() as work:
        assert not any("disability" in task.facts.title for task in work.tasks.all())


def test_an_approved_answer_may_be_one_of_several_parts(office: Office) -> None:
    """Beside another part it is counted and checked, but the whole is not filed as a person's words."""
    answer = office.kept()
    part = replace(office.drafted(ASKED), route=ReleaseUnderCertificate(CERTIFICATE))
    other = replace(office.room.found(office.version, DISABLED_FREE), route=part.route, reasons=())
    whole = together(replace(part, parts=(part, other), approved_ids=()), (part, other))
    assert whole.approved_ids == (answer.facts.id,)
    with office.room.store.read() as work:
        assert of_approved(work, whole) == []
        assert of_approved(work, replace(whole, draft=other.draft)) == [Reason.KB_CHANGED]


def released(office: Office, answer: ApprovedAnswer) -> tuple[Outcome | None, str]:
    """What becomes of a repeat that routing would let out under the certificate; its question id."""
    working = replace(
        office.drafted(ASKED),
        index_version="index-1",
        verdict=a_working(answer.draft()).verdict,
        confidence=0.75,
        pipeline_hash=PIPELINE,
        route=ReleaseUnderCertificate(CERTIFICATE),
    )
    question_id = office.room.process(working)
    return office.room.record(question_id).outcome, question_id


def test_without_a_certificate_a_person_decides_an_approved_answer_too(office: Office) -> None:
    """C-01: a fresh installation lets nothing out by itself, not even words a person decided for somebody else."""
    outcome, question_id = released(office, office.kept())
    assert outcome is Outcome.REVIEWED
    assert office.room.record(question_id).reasons == (Reason.NO_CERTIFICATE,)


def test_an_approved_answer_under_a_certificate_says_who_checked_it(changing: Office) -> None:
    """L-02: the label names the unit that checked the words, the author stays the machine; the use is counted."""
    answer = changing.kept()
    changing.room.sign(a_certificate_for_parking(changing.room))
    outcome, question_id = released(changing, answer)
    assert outcome is Outcome.ANSWERED
    reply = changing.room.reply_to(question_id)
    assert reply is not None
    assert (reply.provenance, reply.released_by) == (Provenance.APPROVED, CERTIFICATE)
    assert reply.meta["label"] == answer.facts.label
    assert changing.desk.answers.read(CAROL, answer.facts.id).uses == 1


def test_an_answer_withdrawn_meanwhile_is_not_released(changing: Office) -> None:
    """What was found at the start of the run must still stand in the transaction that would send it."""
    answer = changing.kept()
    changing.room.sign(a_certificate_for_parking(changing.room))
    changing.room.script.meanwhile.append(
        lambda: (changing.desk.answers.withdraw(CAROL, answer.facts.id, "Wrong"), None)[1]
    )
    outcome, question_id = released(changing, answer)
    assert outcome is Outcome.REVIEWED
    assert changing.room.record(question_id).reasons == (Reason.KB_CHANGED,)
