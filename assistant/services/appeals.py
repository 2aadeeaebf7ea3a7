"""A citizen asks that another person looks at a reply again: a case of its own, with a clock, decided by fresh eyes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.domain.answers import Reply
from assistant.domain.appeals import Appeal, AppealState, appeal_state
from assistant.domain.cases import Case, derive_status
from assistant.domain.conversations import Conversation, Message, MessageKind, QuestionRecord
from assistant.domain.departments import Department
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.questions import Author, Outcome
from assistant.domain.reasons import Reason
from assistant.domain.service_times import ServiceTimes
from assistant.services.audit_sampling import AuditSampling
from assistant.services.case_opening import CaseOpening
from assistant.services.danger_beside import DangerBeside
from assistant.services.fixed_texts import APPEAL, APPEAL_CASE
from assistant.services.live import LiveUpdates
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.release import PERSON
from assistant.services.stores import Store, Work
from assistant.services.written_words import require_client_id, written_words

MAX_WORDS = 2_000
"""Code points of what somebody adds to an appeal: a page; everything else is known already."""


@dataclass(frozen=True, slots=True)
class AppealParts:
    """What appeals are made from."""

    store: Store
    directory: Directory
    clock: Clock
    ids: Ids
    live: LiveUpdates
    times: ServiceTimes
    pipeline_hash: str
    danger: DangerBeside | None = None
    sampling: AuditSampling | None = None


class Appeals:
    """Whoever holds the receipt may appeal each reply in that conversation once (L-11, L-17, L-20)."""

    def __init__(self, parts: AppealParts) -> None:
        self._parts = parts
        self._opening = CaseOpening(parts.clock, parts.ids, parts.times)

    def make(self, conversation: Conversation, reply_id: str, words: str, client_id: str) -> Case:
        """Open the appeal's case; the same `client_id` again gives the same case. Nothing has to be said for it.

        Raises Invalid(words, client_id), NotFound for a reply of another conversation, Conflict: `already_appealed`,
        `appeal_decided` for the reply to an appeal, against which the complaints office remains.
        """
        said = written_words("words", words, MAX_WORDS)
        require_client_id(client_id)
        with self._parts.store.begin() as work:
            before = work.conversations.by_client_id(conversation.id, client_id)
            if before is not None and before.question_id is not None:
                return _case_of(work, before.question_id)
            case = self._made(work, conversation, _appealable(work, conversation, reply_id), said, client_id)
        self._parts.live.changed(conversation.id)
        if self._parts.danger is not None:
            self._parts.danger.look(conversation, case.question_id, said, client_id, case.opened_at)
        return case

    def _made(self, work: Work, conversation: Conversation, reply: Reply, said: str, client_id: str) -> Case:
        record = self._asked(work, conversation, reply, said, client_id)
        case = self._opening.open(work, record, self._department(record.department_id))
        attempts = work.appeals.of_reply(reply.id)
        work.appeals.add(
            Appeal(
                reply_id=reply.id,
                attempt=len(attempts) + 1,
                case_id=case.id,
                question_id=record.id,
                conversation_id=conversation.id,
                released_by_kind=reply.released_by_kind,
                released_by=reply.released_by,
                made_at=case.opened_at,
            )
        )
        self._let_label(work, reply)
        text = APPEAL_CASE[conversation.language]
        self._say(work, record, Author.ASSISTANT, MessageKind.CASE, text, {"case_id": case.id})
        self._log(work, record, case, reply)
        return case

    def _log(self, work: Work, record: QuestionRecord, case: Case, reply: Reply) -> None:
        """The same entries as for every question, so that the case can be rebuilt from the log (L-04)."""
        now, log = self._parts.clock.now(), work.oversight.audit
        asked = {"conversation": record.conversation_id, "message": record.message_id}
        log("citizen", "question_accepted", "question", record.id, asked, now)
        finished = {
            "outcome": Outcome.REVIEWED.value,
            "reasons": Reason.APPEAL.value,
            "department": record.department_id or "",
            "topic": record.topic_id or "",
            "confidence": f"{record.confidence:.6f}",
            "index_version": record.index_version,
            "pipeline_hash": record.pipeline_hash,
            "passages": "",
            "errors": "",
        }
        log("system", "question_finished", "question", record.id, finished, now)
        opened = {"question": record.id, "department": case.department_id, "number": case.number}
        log("system", "case_opened", "case", case.id, opened, now)
        data = {"reply": reply.id, "number": case.number, "released_by": reply.released_by}
        log("citizen", "reply_appealed", "case", case.id, data, now)

    def _let_label(self, work: Work, reply: Reply) -> None:
        """An automatic answer is also labelled blind by somebody who knows nothing of the appeal."""
        record, drafts = work.questions.get(reply.question_id), work.questions.drafts(reply.question_id)
        if self._parts.sampling is None or reply.released_by_kind == PERSON or record is None or not drafts:
            return
        self._parts.sampling.of_appeal(work, record, drafts[-1])

    def _asked(
        self, work: Work, conversation: Conversation, reply: Reply, said: str, client_id: str
    ) -> QuestionRecord:
        """The appeal as a finished question: no engine drafts what fresh eyes are asked for."""
        first = work.questions.get(reply.question_id)
        if first is None:
            raise NotFound("There is no such reply.")
        asked = work.conversations.message(first.message_id)
        text = APPEAL[conversation.language].format(question=asked.text if asked is not None else "")
        now = self._parts.clock.now()
        record = QuestionRecord(
            self._parts.ids.new_id(), conversation.id, self._parts.ids.new_id(), first.language, now, None
        )
        whole = f"{text}\n\n{said}" if said else text
        self._say(work, record, Author.CITIZEN, MessageKind.QUESTION, whole, {}, record.message_id, client_id)
        work.questions.add(record)
        earlier = work.cases.of_question(first.id)
        finished = replace(
            record,
            outcome=Outcome.REVIEWED,
            reasons=(Reason.APPEAL,),
            department_id=earlier.department_id if earlier is not None else first.department_id,
            topic_id=first.topic_id,
            pipeline_hash=self._parts.pipeline_hash,
            finished_at=now,
        )
        work.questions.finish(finished)
        return finished

    def _say(
        self,
        work: Work,
        record: QuestionRecord,
        author: Author,
        kind: MessageKind,
        text: str,
        payload: dict[str, object],
        message_id: str | None = None,
        client_id: str | None = None,
    ) -> Message:
        return work.conversations.append(
            Message(
                id=message_id or self._parts.ids.new_id(),
                conversation_id=record.conversation_id,
                seq=0,
                author=author,
                kind=kind,
                text=text,
                payload=payload,
                created_at=self._parts.clock.now(),
                client_id=client_id,
                question_id=record.id,
            )
        )

    def _department(self, department_id: str | None) -> Department:
        departments = self._parts.directory.departments()
        return next((one for one in departments if one.id == department_id), departments[0])


def _appealable(work: Work, conversation: Conversation, reply_id: str) -> Reply:
    """The reply, or the one that the correction of this id corrects."""
    corrections = work.recalls.corrections_of(conversation.id)
    corrected = next((one.reply_id for one in corrections if one.id == reply_id), reply_id)
    reply = work.questions.reply_by_id(corrected)
    if reply is None or reply.conversation_id != conversation.id:
        raise NotFound("There is no such reply.")
    if work.appeals.of_question(reply.question_id) is not None:
        raise Conflict(
            "appeal_decided", "Two people have looked at this. The complaints office can look further."
        )
    for appeal in work.appeals.of_reply(reply.id):
        decisions = work.questions.decisions(appeal.question_id)
        state = derive_status(work.cases.events(appeal.case_id), appeal.made_at).state
        if appeal_state(state, decisions) is not AppealState.WITHDRAWN:
            raise Conflict("already_appealed", "A person looks at this reply already.")
    return reply


def _case_of(work: Work, question_id: str) -> Case:
    appeal = work.appeals.of_question(question_id)
    case = work.cases.get(appeal.case_id) if appeal is not None else None
    if case is None:
        raise Conflict("client_id_used", "Another message was sent under this id.")
    return case
