"""What an office's own people said about drafts of the engine: the rows that its confidence can be fitted to again.

A blind label of the same question counts before a decision, because whoever gave it was not shown the draft as a
proposal. Of decisions, the first one about the engine's first draft counts: approved unchanged was right, rewritten or
set aside was wrong, unless the tone alone was the reason. Nothing of any text is in a row, and a conversation that its
citizen erased, or that may not be used to improve the service, teaches nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.cases import Decision, DecisionKind, DecisionReason
from assistant.domain.conversations import QuestionRecord
from assistant.domain.purposes import Purpose
from assistant.domain.questions import Language
from assistant.services.release import PERSON
from assistant.services.sample_town import LABELLED_BY
from assistant.services.stores import Store, Work

EVERY_CASE = 10_000_000
"""More cases than any office has: all are looked at."""


@dataclass(frozen=True, slots=True)
class DecidedAnswer:
    """Signals of a question's first draft and whether it was right. `conversation_id` keeps what belongs together.

    `blind` tells a label from a decision; `pipeline_hash` which engine drafted.
    """

    question_id: str
    conversation_id: str
    signals: Mapping[str, float]
    right: bool
    blind: bool
    pipeline_hash: str


_Labels = dict[tuple[str, Language, str], Mapping[str, bool]]


def decided_answers(store: Store) -> tuple[DecidedAnswer, ...]:
    """Every question of a case whose draft a person judged, in the order of their cases."""
    with store.read() as work:
        return tuple(_found(work))


def _found(work: Work) -> Iterator[DecidedAnswer]:
    labels: _Labels = {}
    objected = work.choices.objected(Purpose.IMPROVEMENT)
    for case in work.cases.all(None, EVERY_CASE):
        record = work.questions.get(case.question_id)
        if record is None or not record.signals or work.conversations.erased(record.conversation_id):
            continue
        if record.conversation_id in objected:
            continue
        wrong = _labelled_wrong(work, record, labels)
        right = not wrong if wrong is not None else _decided_right(work.questions.decisions(record.id))
        if right is not None:
            yield DecidedAnswer(
                record.id,
                record.conversation_id,
                record.signals,
                right,
                wrong is not None,
                record.pipeline_hash,
            )


def _decided_right(decisions: tuple[Decision, ...]) -> bool | None:
    """What the first decision about the first draft says of it; None if there is none or it says nothing."""
    about = (one for one in decisions if one.actor_kind == PERSON and one.draft_version == 1 and one.case_id)
    first = next(about, None)
    if first is None:
        return None
    if first.kind is DecisionKind.APPROVED:
        return True
    if first.reason is DecisionReason.TONE or first.kind is DecisionKind.CERTIFIED:
        return None
    return False


def _labelled_wrong(work: Work, record: QuestionRecord, known: _Labels) -> bool | None:
    """What a blind label of a person says; labels of the sample questions belong to their certificates."""
    if record.topic_id is None:
        return None
    group = (record.topic_id, record.language, record.pipeline_hash)
    if group not in known:
        known[group] = {
            one.question_sha256: one.wrong
            for one in work.oversight.labels(*group)
            if one.blind and one.labelled_by != LABELLED_BY
        }
    if not known[group]:
        return None
    message = work.conversations.message(record.message_id)
    asked = hashlib.sha256(message.text.encode()).hexdigest() if message is not None else ""
    return known[group].get(asked)
