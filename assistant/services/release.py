"""The only place where a text becomes a reply or the correction of one (S-08): decision, text, message, event and log
entry, or none of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from assistant.domain.answers import Citation, Draft, Provenance, Reply
from assistant.domain.cases import Case, CaseEvent, CaseEventKind, Decision, DecisionKind
from assistant.domain.conversations import Message, MessageKind, QuestionRecord
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Author
from assistant.domain.recalls import Correction, Recall, RecallDecision
from assistant.services.passage_use import count_quoted
from assistant.services.ports import Ids
from assistant.services.stores import Work

CERTIFICATE = "certificate"
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Release:
    """What is let out, and by whom.

    `decision.sent_sha256` must be the hash of `text`; `unit_role` is what the citizen reads about who answered
    (department and role, never a name), or the certificate's id.
    """

    question: QuestionRecord
    case: Case | None
    text: str
    citations: tuple[Citation, ...]
    decision: Decision
    decision_key: str
    unit_role: str
    approved_label: str = ""
    """Who checked these words before, if they are those of an approved answer that a certificate lets out."""
    understood: tuple[str, ...] = ()
    """The questions as they were understood, where the citizen's words were taken for more than they say."""


def release(work: Work, ids: Ids, at: datetime, out: Release) -> Reply:
    """Store the decision and everything that follows from it in the caller's transaction.

    Raises Conflict("already_decided") if the question has a releasing decision or the key was used, and ValueError
    if text, question or actor are not those that were decided on.
    """
    decision = out.decision
    _check(out)
    provenance = provenance_of(decision.kind)
    if out.approved_label and provenance is Provenance.AI:
        provenance = Provenance.APPROVED
    reply = Reply(
        id=ids.new_id(),
        question_id=out.question.id,
        conversation_id=out.question.conversation_id,
        text=out.text,
        provenance=provenance,
        released_by_kind=decision.actor_kind,
        released_by=decision.actor,
        citations=out.citations,
        created_at=at,
        meta={"label": out.approved_label or out.unit_role},
    )
    work.questions.add_decision(decision, out.decision_key)
    work.questions.add_reply(reply, decision.id)
    work.conversations.append(_message(ids, at, reply, out.understood))
    count_quoted(work, out.citations, at)
    if out.case is not None:
        event = CaseEvent(
            out.case.id, 0, CaseEventKind.REPLIED, decision.actor, at, {"decision": decision.id}
        )
        work.cases.append(event)
    data = {
        "decision": decision.id,
        "kind": decision.kind.value,
        "reason": decision.reason.value,
        "released_by_kind": decision.actor_kind,
        "role": decision.role,
        "provenance": provenance.value,
        "sent_sha256": decision.sent_sha256,
        "shown_sha256": decision.shown_sha256,
        "index_version": decision.index_version,
        "pipeline_hash": decision.pipeline_hash,
    }
    work.oversight.audit(decision.actor, "reply_released", "question", out.question.id, data, at)
    return reply


def release_correction(work: Work, ids: Ids, recall: Recall, correction: Correction) -> None:
    """Store what a person decided about a recalled reply and tell the citizen, in the caller's transaction.

    Raises Conflict("already_decided"), ContentErased, and ValueError if the correction is of another reply or its
    text another one than was decided on.
    """
    if (correction.reply_id, correction.change_id) != (recall.reply_id, recall.change_id):
        raise ValueError("the correction is of another reply")
    if sha256_of(correction.text) != correction.sent_sha256 or not correction.actor:
        raise ValueError("the text differs from the one that was decided on")
    at = correction.created_at
    work.recalls.add_correction(correction)
    decision = RecallDecision(correction.actor, correction.role, at, correction_id=correction.id)
    work.recalls.decide(recall.change_id, recall.reply_id, decision)
    work.conversations.append(
        Message(
            id=ids.new_id(),
            conversation_id=correction.conversation_id,
            seq=0,
            author=Author.PERSON,
            kind=MessageKind.CORRECTION,
            text=correction.text,
            payload={"correction_id": correction.id},
            created_at=at,
            question_id=correction.question_id,
        )
    )
    count_quoted(work, correction.citations, at)
    case = work.cases.of_question(correction.question_id)
    if case is not None:
        data = {"correction": correction.id, "change": recall.change_id}
        work.cases.append(CaseEvent(case.id, 0, CaseEventKind.CORRECTED, correction.actor, at, data))
    logged = {
        "correction": correction.id,
        "change": recall.change_id,
        "version": recall.version_id,
        "released_by_kind": PERSON,
        "role": correction.role,
        "provenance": Provenance.PERSON.value,
        "proposed_sha256": correction.proposed_sha256,
        "sent_sha256": correction.sent_sha256,
    }
    work.oversight.audit(correction.actor, "correction_released", "reply", recall.reply_id, logged, at)


def _check(out: Release) -> None:
    decision, case = out.decision, out.case
    if sha256_of(out.text) != decision.sent_sha256:
        raise ValueError("the text differs from the one the decision names")
    unchanged = decision.kind in (DecisionKind.APPROVED, DecisionKind.CERTIFIED)
    if unchanged and decision.shown_sha256 != decision.sent_sha256:
        raise ValueError("what was approved differs from what would be sent")
    if (decision.actor_kind == CERTIFICATE) != (decision.kind is DecisionKind.CERTIFIED):
        raise ValueError("a certificate decides by being met, a person in every other way")
    if decision.question_id != out.question.id or (case is not None and case.question_id != out.question.id):
        raise ValueError("the decision belongs to another question")
    if decision.case_id != (case.id if case is not None else None):
        raise ValueError("the decision belongs to another case")


def provenance_of(kind: DecisionKind) -> Provenance:
    """The label that a releasing decision gives its text (L-02). Raises ValueError for a rejection."""
    match kind:
        case DecisionKind.CERTIFIED:
            return Provenance.AI
        case DecisionKind.APPROVED | DecisionKind.EDITED:
            return Provenance.AI_CHECKED
        case DecisionKind.WRITTEN:
            return Provenance.PERSON
        case DecisionKind.REJECTED:
            raise ValueError("a rejection releases nothing")
        case _:
            assert_never(kind)


def citations_of(draft: Draft, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
    """The numbered sources of a draft, in the order of its marks. A quote of no given passage raises KeyError."""
    by_id = {passage.passage_id: passage for passage in evidence}
    cited = []
    for number, quote in enumerate(draft.quotes(), start=1):
        passage = by_id[quote.passage_id]
        cited.append(
            Citation(
                number=number,
                document_id=quote.document_id,
                version_id=quote.version_id,
                version_number=passage.version_number,
                passage_id=quote.passage_id,
                document_title=passage.document_title,
                department_id=passage.department_id,
                heading_path=passage.heading_path,
                quote=quote.text,
                start=quote.start,
                end=quote.end,
                effective_from=passage.effective_from.isoformat(),
            )
        )
    return tuple(cited)


def still_cited(citations: Sequence[Citation], text: str) -> tuple[Citation, ...]:
    """The citations whose mark [n] stands in an edited text."""
    return tuple(citation for citation in citations if f"[{citation.number}]" in text)


def sha256_of(text: str) -> str:
    """The hash by which a text is named in decisions and logs: SHA-256 over UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _message(ids: Ids, at: datetime, reply: Reply, understood: tuple[str, ...]) -> Message:
    by_machine = reply.provenance in (Provenance.AI, Provenance.APPROVED)
    author = Author.ASSISTANT if by_machine else Author.PERSON
    return Message(
        id=ids.new_id(),
        conversation_id=reply.conversation_id,
        seq=0,
        author=author,
        kind=MessageKind.REPLY,
        text=reply.text,
        payload={"reply_id": reply.id, **({"understood": list(understood)} if understood else {})},
        created_at=at,
        question_id=reply.question_id,
    )
