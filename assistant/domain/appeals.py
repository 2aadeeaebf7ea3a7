"""Appeals: a citizen asks that another person looks at a reply again (L-11, L-17, L-19, L-20).

An appeal is a case like any other, about a reply instead of a draft. What came of it is told by the reason of the
decision on that case: "it is right" upholds the earlier reply, every other reason says what was wrong with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.cases import CaseState, Decision, DecisionKind, DecisionReason


class AppealState(StrEnum):
    """Where an appeal stands."""

    OPEN = "open"
    UPHELD = "upheld"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Appeal:
    """That a reply is to be looked at again.

    `attempt` counts from 1 per reply: only an appeal that was taken back may be made anew. `question_id` is the
    appeal's own question, `case_id` its case. `released_by_kind` and `released_by` let the reply out.
    """

    reply_id: str
    attempt: int
    case_id: str
    question_id: str
    conversation_id: str
    released_by_kind: str
    released_by: str
    made_at: datetime


def appeal_state(state: CaseState, decisions: Sequence[Decision]) -> AppealState:
    """Where an appeal stands: `state` is its case's, `decisions` are those on its question, in order."""
    if state is CaseState.WITHDRAWN:
        return AppealState.WITHDRAWN
    sent = [one for one in decisions if one.kind is not DecisionKind.REJECTED]
    if state is not CaseState.REPLIED or not sent:
        return AppealState.OPEN
    return AppealState.UPHELD if sent[-1].reason is DecisionReason.OK else AppealState.CHANGED
