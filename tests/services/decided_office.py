"""An office that has decided cases: questions with signals, their cases, and what a person said of the first draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.domain.cases import DecisionKind, DecisionReason
from assistant.services.stores import Store
from tests.adapters.database.builders import (
    a_case,
    a_conversation,
    a_decision,
    a_finished_question,
    a_message,
    a_question,
)

SURE = {"document_odds": 5.0, "best_similarity": 0.8, "draft_from_top": 1.0}
UNSURE = {"document_odds": -0.5, "best_similarity": 0.3, "draft_from_top": 0.0}


def add_decided(
    store: Store,
    number: int,
    signals: Mapping[str, float],
    kind: DecisionKind | None = DecisionKind.APPROVED,
    reason: DecisionReason = DecisionReason.OK,
    **changes: Any,
) -> str:
    """One case in a conversation of its own, with a decision on its draft unless `kind` is None; the question's id."""
    question, conversation, case = f"q{number}", f"c{number}", f"k{number}"
    with store.begin() as work:
        work.conversations.add(replace(a_conversation(conversation)))
        message = a_message(
            f"m{number}", conversation_id=conversation, text=f"Question {number}?", client_id=f"n{number}"
        )
        work.conversations.append(message)
        asked = a_question(question, conversation_id=conversation, message_id=message.id)
        work.questions.add(asked)
        finished = a_finished_question(question, conversation_id=conversation, message_id=message.id)
        work.questions.finish(replace(finished, signals=dict(signals)))
        opened = a_case(case, question_id=question, conversation_id=conversation)
        work.cases.open(opened)
        if kind is not None:
            decision = a_decision(f"x{number}", kind, question_id=question, case_id=case, reason=reason)
            decision = replace(decision, **{"draft_version": 1, **changes})
            work.questions.add_decision(decision, f"key-{number}")
    return question


def add_history(store: Store, count: int = 80) -> None:
    """Decided cases in which what the engine was sure of was approved nine times in ten, and the rest seldom."""
    for number in range(count):
        sure = number % 2 == 0
        right = (number // 2) % 10 != 0 if sure else (number // 2) % 5 == 0
        kind = DecisionKind.APPROVED if right else DecisionKind.EDITED
        reason = DecisionReason.OK if right else DecisionReason.WRONG_FACT
        add_decided(store, number, SURE if sure else UNSURE, kind, reason)
