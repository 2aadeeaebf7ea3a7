"""The reply that an appeal is about, as the person sees it who looks at it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.answers import Citation
from assistant.domain.appeals import Appeal
from assistant.domain.conversations import StoredDraft
from assistant.services.stores import Work


@dataclass(frozen=True, slots=True)
class AppealedReply:
    """What the citizen was told first. Who said it is told by role and unit only: fresh eyes judge words, not people."""

    question: str
    text: str
    released_by_kind: str
    label: str
    citations: tuple[Citation, ...]
    sent_at: datetime


def appealed_draft(work: Work, appeal: Appeal | None) -> StoredDraft | None:
    """The newest draft behind the appealed reply: its passages are what the citizen's question was answered on."""
    reply = work.questions.reply_by_id(appeal.reply_id) if appeal is not None else None
    drafts = work.questions.drafts(reply.question_id) if reply is not None else ()
    return drafts[-1] if drafts else None


def appealed_reply(work: Work, appeal: Appeal | None) -> AppealedReply | None:
    """The appealed reply as it stood when the appeal was made, corrections included; None where there is no appeal."""
    reply = work.questions.reply_by_id(appeal.reply_id) if appeal is not None else None
    if appeal is None or reply is None:
        return None
    first = work.questions.get(reply.question_id)
    asked = work.conversations.message(first.message_id) if first is not None else None
    corrections = work.recalls.corrections_of(appeal.conversation_id)
    told = [one for one in corrections if one.reply_id == reply.id and one.created_at <= appeal.made_at]
    newest = told[-1] if told else None
    return AppealedReply(
        question=asked.text if asked is not None else "",
        text=newest.text if newest is not None else reply.text,
        released_by_kind=reply.released_by_kind,
        label=newest.label if newest is not None else reply.meta.get("label", ""),
        citations=newest.citations if newest is not None else reply.citations,
        sent_at=newest.created_at if newest is not None else reply.created_at,
    )
