"""Closing a need by a publication, which then answers those who had asked: each exactly once (S-16, S-08).

A person links a version in force and thereby answers for what follows. Who is owed an answer is written down in the
same transaction; the round pays it off, one by one, and takes up after a crash where it stood.
"""

from __future__ import annotations

import hashlib
import logging

from assistant.domain.cases import Case, derive_status
from assistant.domain.conversations import Message, MessageKind, QuestionRecord
from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.needs import Need, NeedEvent, NeedStep
from assistant.domain.questions import Author
from assistant.domain.staff import Right, Staff
from assistant.services.fixed_texts import TEXT_EXISTS
from assistant.services.live import LiveUpdates
from assistant.services.needs_access import readable_need
from assistant.services.needs_notice import Notice, NoticeSource
from assistant.services.needs_store import Owed, Told
from assistant.services.ports import Clock, Ids, SourceStatus
from assistant.services.stores import Store, Work
from assistant.services.system_redraft import Redrafting, SystemRedraft

log = logging.getLogger(__name__)

WHY = "need_served"
"""The reason on record for a draft that a served need brought about."""


class NeedsServing:
    """Links versions to needs and lets those who had asked know."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        sources: SourceStatus,
        redraft: SystemRedraft,
        notices: NoticeSource,
        live: LiveUpdates,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._sources = sources
        self._redraft = redraft
        self._notices = notices
        self._live = live

    def serve(self, staff: Staff, need_id: str, version_id: str, note: str = "") -> Need:
        """Close a need by a version in force and owe everybody who had asked an answer on it.

        Raises NotFound, Forbidden unless this person may answer for every department whose cases are touched, and
        Conflict: `version_not_in_force`, `need_closed`, `need_changed`.
        """
        now = self._clock.now()
        if not self._sources.in_force({version_id}, now):
            raise Conflict("version_not_in_force", "Only a public version in force can serve a need.")
        with self._store.begin() as work:
            need = readable_need(work, staff, need_id)
            asked = work.needs.asked([need_id])
            touched = {need.department_id, *(_department(work, one.question_id) for one in asked)}
            if not all(staff.may(Right.DECIDE_CASES, department) for department in touched if department):
                raise Forbidden("You may not answer for every department that was asked.")
            event = NeedEvent(NeedStep.SERVED, staff.id, now, note.strip(), version_id=version_id)
            served = need.after(event)
            work.needs.append(need_id, len(need.events), event)
            for one in asked:
                work.needs.owe(Owed(need_id, version_id, one.question_id, one.conversation_id, staff.id, now))
            data = {"version": version_id, "questions": ",".join(one.question_id for one in asked)}
            work.oversight.audit(staff.id, "need_served", "need", need_id, data, now)
        return served

    def settle(self) -> int:
        """Answer whom an answer is owed; how many were. Whatever cannot be done now stays owed. Idempotent."""
        with self._store.read() as work:
            owed = work.needs.owed(undone=True)
        done = 0
        for one in owed:
            try:
                done += self._answer(one)
            except (Conflict, NotFound) as refused:
                # Somebody was faster, changed the case or erased it meanwhile: the next round looks again.
                log.info("an answer on a served need waits: %s", type(refused).__name__)
        return done

    def _answer(self, owed: Owed) -> bool:
        now = self._clock.now()
        with self._store.read() as work:
            case = work.cases.of_question(owed.question_id)
            waits = case is not None and derive_status(work.cases.events(case.id), now).state.is_open
            erased = work.conversations.erased(owed.conversation_id)
        if erased:
            return self._settle_quietly(owed, Told.ERASED)
        if case is not None and waits:
            return self._redrafted(owed, case)
        return self._tell(owed)

    def _settle_quietly(self, owed: Owed, result: Told) -> bool:
        with self._store.begin() as work:
            work.needs.settle(owed, result, self._clock.now())
        return True

    def _redrafted(self, owed: Owed, case: Case) -> bool:
        results = {Redrafting.DRAFTED: Told.REDRAFTED, Redrafting.NOTHING_FOUND: Told.NOTHING_DRAFTED}

        def settle(work: Work, result: Redrafting) -> None:
            if result in results:
                work.needs.settle(owed, results[result], self._clock.now())

        return self._redraft.redraft(case.id, WHY, settle) in results

    def _tell(self, owed: Owed) -> bool:
        """A message to whoever got no substance; a person's answer that cites sources is left to stand."""
        with self._store.read() as work:
            reply = _reply_cites(work, owed.question_id)
            record = work.questions.get(owed.question_id)
        if reply or record is None:
            return self._settle_quietly(owed, Told.ANSWERED)
        notice = self._notices.of(owed.version_id, owed.question_id)
        now = self._clock.now()
        with self._store.begin() as work:
            result = self._message(work, owed, record, notice)
            work.needs.settle(owed, result, now)
            if result is Told.MESSAGE:
                data = {"need": owed.need_id, "version": owed.version_id, "released_by_kind": "person"}
                work.oversight.audit(
                    owed.released_by, "notice_released", "question", owed.question_id, data, now
                )
        self._live.changed(owed.conversation_id)
        return True

    def _message(self, work: Work, owed: Owed, record: QuestionRecord, notice: Notice) -> Told:
        conversation = work.conversations.get(owed.conversation_id)
        language = conversation.language if conversation is not None else record.language
        releaser = work.staff.get(owed.released_by)
        payload: dict[str, object] = {
            "passages": [dict(notice.passage)],
            "released_by": {
                "kind": "person",
                "id": owed.released_by,
                "label": notice.label(releaser, language),
            },
        }
        try:
            work.conversations.append(
                Message(
                    id=self._ids.new_id(),
                    conversation_id=owed.conversation_id,
                    seq=0,
                    author=Author.PERSON,
                    kind=MessageKind.NEWS,
                    text=TEXT_EXISTS[language].format(title=notice.title),
                    payload=payload,
                    created_at=self._clock.now(),
                    client_id=_once(owed),
                    question_id=owed.question_id,
                )
            )
        except Conflict as conflict:
            if conflict.code != "already_sent":
                raise
            return Told.SAME_CONVERSATION
        return Told.MESSAGE


def _once(owed: Owed) -> str:
    """The key under which a conversation hears of a served need: it can be taken once, whatever runs at once."""
    return "notice:" + hashlib.sha256(f"{owed.need_id}\n{owed.version_id}".encode()).hexdigest()[:48]


def _reply_cites(work: Work, question_id: str) -> bool:
    """True if the citizen got a reply that stands on a text."""
    reply = work.questions.reply(question_id)
    return reply is not None and bool(reply.citations)


def _department(work: Work, question_id: str) -> str | None:
    case = work.cases.of_question(question_id)
    if case is not None:
        return case.department_id
    record = work.questions.get(question_id)
    return record.department_id if record is not None else None
