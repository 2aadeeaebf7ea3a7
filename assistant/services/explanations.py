"""How a reply, or a case without one, came about, in plain words (L-09; AI Act 86, PIPL 24 and 48)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.answers import DraftMethod, Provenance, Reply
from assistant.domain.cases import (
    Case,
    CaseEvent,
    CaseEventKind,
    CaseState,
    Decision,
    DecisionKind,
    derive_status,
)
from assistant.domain.conversations import Conversation, QuestionRecord, StoredDraft
from assistant.domain.errors import NotFound
from assistant.domain.questions import Language
from assistant.domain.reasons import REASON_TEXTS, Reason
from assistant.domain.staff import Staff
from assistant.services.case_access import readable_case
from assistant.services.case_views import UNTOLD
from assistant.services.explanation_texts import PARTS, SENTENCES, Part, Said
from assistant.services.fresh_eyes import standing_of
from assistant.services.ports import Clock, DayWriting, Directory
from assistant.services.release import PERSON
from assistant.services.stores import Store, Work

RELEASING = (DecisionKind.APPROVED, DecisionKind.EDITED, DecisionKind.WRITTEN, DecisionKind.CERTIFIED)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One part of an explanation: its heading and its sentences."""

    part: Part
    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole of it, as of a moment. It names roles and units, never a person."""

    language: Language
    paragraphs: tuple[Paragraph, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is explained."""

    record: QuestionRecord
    question: str
    draft: StoredDraft | None
    decision: Decision | None
    reply: Reply | None
    case: Case | None


class Explanations:
    """Read from what is stored about the question; nothing is worded by a model."""

    def __init__(self, store: Store, directory: Directory, clock: Clock, days: DayWriting) -> None:
        self._store = store
        self._departments = {one.id: one.name for one in directory.departments()}
        self._topics = {one.id: one.name for one in directory.topics()}
        self._clock = clock
        self._days = days

    def of_reply(self, conversation: Conversation, reply_id: str, language: Language) -> Explanation:
        """For the citizen whose receipt was checked. Raises NotFound for a reply of another conversation."""
        with self._store.read() as work:
            reply = work.questions.reply_by_id(reply_id)
            if reply is None or reply.conversation_id != conversation.id:
                raise NotFound("There is no such reply.")
            return self._explained(work, self._matter(work, reply.question_id), language)

    def of_case(self, staff: Staff, case_id: str, language: Language) -> Explanation:
        """For staff who may read the case, to hand out on request; a reading, and on record as one (X-21).

        Raises NotFound, also once erased.
        """
        now = self._clock.now()
        with self._store.begin() as work:
            case = readable_case(work, staff, case_id)
            told = self._explained(work, self._matter(work, case.question_id), language)
            work.cases.append(CaseEvent(case.id, 0, CaseEventKind.READ, staff.id, now))
            work.oversight.audit(
                staff.id, "case_explained", "case", case.id, {"language": language.value}, now
            )
        return told

    def _matter(self, work: Work, question_id: str) -> _Matter:
        record = work.questions.get(question_id)
        message = work.conversations.message(record.message_id) if record is not None else None
        if record is None or message is None:
            raise NotFound("There is no such question.")
        drafts = work.questions.drafts(question_id)
        decisions = [one for one in work.questions.decisions(question_id) if one.kind in RELEASING]
        decision = decisions[-1] if decisions else None
        used = next((one for one in drafts if decision is not None and one.id == decision.draft_id), None)
        return _Matter(
            record,
            message.text,
            used or (drafts[-1] if drafts else None),
            decision,
            work.questions.reply(question_id),
            work.cases.of_question(question_id),
        )

    def _explained(self, work: Work, matter: _Matter, language: Language) -> Explanation:
        asked = _say(
            Said.ASKED,
            language,
            when=self._days.moment(matter.record.asked_at, language),
            question=matter.question,
        )
        parts: list[tuple[Part, Iterable[str]]] = [
            (Part.ASKED, (asked,)),
            (Part.MACHINE, self._machine(matter, language)),
            (Part.DECIDED, self._decided(work, matter, language)),
            (Part.SOURCES, self._sources(matter, language)),
            (Part.LIMITS, (_say(Said.LIMIT, language), _say(Said.LIMIT_PERSON, language))),
            (Part.CONTEST, self._contest(work, matter, language)),
        ]
        paragraphs = tuple(Paragraph(part, PARTS[part][language], tuple(said)) for part, said in parts)
        return Explanation(language, paragraphs, self._clock.now())

    def _machine(self, matter: _Matter, language: Language) -> Iterator[str]:
        draft, reasons = matter.draft, matter.record.reasons
        if draft is not None and draft.evidence:
            titles = dict.fromkeys(one.document_title for one in draft.evidence)
            yield _say(Said.SEARCHED, language, titles=_listed(titles, language))
        elif Reason.NO_EVIDENCE in reasons:
            yield _say(Said.NOTHING_FOUND, language)
        if Reason.PEOPLE_ONLY in reasons:
            yield _say(Said.PEOPLE_ONLY, language)
        elif draft is None:
            yield _say(Said.NO_DRAFT, language)
        else:
            yield from _drafted(draft, language)
        # Whoever is still to decide is not told how sure the engine was (`case_views.UNTOLD`).
        told = [one for one in reasons if matter.decision is not None or one not in UNTOLD]
        if matter.case is not None and told:
            labels = (getattr(REASON_TEXTS[one], language.value) for one in told)
            yield _say(Said.WHY_PERSON, language, reasons=_listed(labels, language))

    def _decided(self, work: Work, matter: _Matter, language: Language) -> Iterator[str]:
        decision, reply = matter.decision, matter.reply
        if decision is None or reply is None:
            yield _say(self._open(work, matter), language)
            return
        when = self._days.moment(decision.decided_at, language)
        if decision.actor_kind == PERSON:
            kinds = {
                DecisionKind.APPROVED: Said.APPROVED,
                DecisionKind.EDITED: Said.EDITED,
                DecisionKind.WRITTEN: Said.WRITTEN,
            }
            yield _say(kinds[decision.kind], language, when=when, who=reply.meta.get("label", ""))
        else:
            yield from self._certified(work, matter, decision, when, language)
        for one in work.recalls.corrections_of(reply.conversation_id):
            if one.reply_id == reply.id:
                corrected = self._days.moment(one.created_at, language)
                yield _say(Said.CORRECTED, language, when=corrected, who=one.label)

    def _certified(
        self, work: Work, matter: _Matter, decision: Decision, when: str, language: Language
    ) -> Iterator[str]:
        certificate = work.oversight.certificate_by_id(decision.actor)
        if certificate is None:
            raise NotFound("There is no such certificate.")
        topic = self._topics.get(certificate.topic_id, {}).get(language, certificate.topic_id)
        signed = self._days.day(certificate.signed_at, language)
        yield _say(Said.BY_CERTIFICATE, language, when=when, signed=signed, topic=topic)
        alpha = f"{certificate.alpha * 100:g} %"
        yield _say(Said.CERTIFICATE_MEANS, language, n=certificate.n, k=certificate.k, alpha=alpha)
        if matter.reply is not None and matter.reply.provenance is Provenance.APPROVED:
            yield _say(Said.APPROVED_BEFORE, language, who=matter.reply.meta.get("label", ""))

    def _open(self, work: Work, matter: _Matter) -> Said:
        if matter.case is None:
            return Said.NOT_DECIDED
        state = derive_status(work.cases.events(matter.case.id), self._clock.now()).state
        return Said.WITHDRAWN if state is CaseState.WITHDRAWN else Said.NOT_DECIDED

    def _sources(self, matter: _Matter, language: Language) -> Iterator[str]:
        citations = matter.reply.citations if matter.reply is not None else ()
        if not citations:
            yield _say(Said.NO_SOURCE, language)
        for one in citations:
            yield _say(
                Said.SOURCE,
                language,
                number=one.number,
                title=one.document_title,
                version=one.version_number,
                department=self._departments.get(one.department_id, {}).get(language, one.department_id),
                since=self._days.day(date.fromisoformat(one.effective_from[:10]), language),
                quote=one.quote,
            )

    def _contest(self, work: Work, matter: _Matter, language: Language) -> Iterator[str]:
        appeals = work.appeals.of_reply(matter.reply.id) if matter.reply is not None else ()
        case = work.cases.get(appeals[-1].case_id) if appeals else None
        if case is not None:
            standing = standing_of(work, appeals[-1], self._clock)
            said = Said.APPEAL_OPEN if standing == "open" else Said.APPEAL_DONE
            yield _say(said, language, number=case.number)
        elif matter.reply is not None:
            yield _say(Said.APPEAL, language)
        yield _say(Said.COMPLAIN, language)


def _drafted(stored: StoredDraft, language: Language) -> Iterator[str]:
    draft, verdict = stored.draft, stored.verdict
    if draft.method is DraftMethod.GENERATIVE:
        model = draft.model_use.model if draft.model_use is not None else ""
        yield _say(Said.DRAFTED_BY_MODEL, language, model=model)
    elif draft.method is DraftMethod.APPROVED:
        yield _say(Said.TAKEN, language)
    else:
        yield _say(Said.DRAFTED, language)
    if verdict is None:
        yield _say(Said.NOT_CHECKED, language)
    elif verdict.clean:
        yield _say(Said.CHECKED_CLEAN, language)
    else:
        count = len(verdict.findings) + len(verdict.omitted_conditions)
        yield _say(Said.CHECKED_FOUND, language, count=count)


def _say(said: Said, language: Language, **facts: object) -> str:
    """A sentence with its places filled; what a citizen wrote is put in as it is, braces and all."""
    text = SENTENCES[said][language]
    for name, value in facts.items():
        text = text.replace("{" + name + "}", str(value)) if name != "question" else text
    return text.replace("{question}", str(facts["question"])) if "question" in facts else text


def _listed(things: Iterable[str], language: Language) -> str:
    return ("、" if language is Language.ZH else "; ").join(things)
