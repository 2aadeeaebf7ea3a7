"""Where questions, sittings and results of competence checks are kept, and incidents; nothing is written over."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.domain.competence_checks import CheckQuestion, CheckResult, CheckSitting
from assistant.domain.incidents import Incident


class CompetenceStore(Protocol):
    """Checks by topic, and what people must be told."""

    def add_question(self, question: CheckQuestion) -> None: ...
    def retire_question(self, question_id: str, by: str, at: datetime) -> None:
        """Ask it no more. Raises Conflict("already_retired")."""
        ...

    def question(self, question_id: str) -> CheckQuestion | None:
        """Retired ones too."""
        ...

    def questions(self, topic_id: str) -> tuple[CheckQuestion, ...]:
        """Those not retired, in the order in which they were set."""
        ...

    def begin(self, sitting: CheckSitting) -> None: ...
    def sitting(self, sitting_id: str) -> CheckSitting | None: ...
    def finish(self, result: CheckResult) -> None:
        """Store a result, once a sitting. Raises Conflict("already_answered")."""
        ...

    def results(self, staff_id: str, topic_id: str | None = None) -> tuple[CheckResult, ...]:
        """A person's own (of a topic), oldest first."""
        ...

    def add_incident(self, incident: Incident) -> None: ...
    def incidents(self, staff_id: str, limit: int) -> tuple[Incident, ...]:
        """Those that this person was a recipient of, newest first."""
        ...
