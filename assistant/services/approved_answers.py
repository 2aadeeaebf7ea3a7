"""Keeping decided replies as approved answers, and looking after them (S-08: a person answers for each)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo

from assistant.domain.approved_answers import (
    ApprovedAnswer,
    ApprovedEvent,
    ApprovedState,
    ApprovedStep,
    Wording,
)
from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.questions import Author
from assistant.domain.staff import Right, Staff
from assistant.services.approved_facts import facts_of
from assistant.services.approved_lookup import StoredApprovedAnswers
from assistant.services.approved_renewal import renewed_citations
from assistant.services.approved_wordings import WordingRules
from assistant.services.case_access import decidable_case
from assistant.services.oversight import checked_reason
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.stores import Store, Work
from assistant.services.tasks import Tasks
from knowledge_base import KnowledgeBase

MAX_LISTED = 500
"""Answers shown at once; a search narrows them down."""


@dataclass(frozen=True, slots=True)
class ApprovedParts:
    """What the service is made from."""

    store: Store
    base: KnowledgeBase
    directory: Directory
    clock: Clock
    ids: Ids
    lookup: StoredApprovedAnswers
    tasks: Tasks
    time_zone: tzinfo = UTC


class ApprovedAnswers:
    """Whoever may decide cases of a department keeps, renews and withdraws its answers; who may read them sees them."""

    def __init__(self, parts: ApprovedParts) -> None:
        self._store = parts.store
        self._base = parts.base
        self._clock = parts.clock
        self._ids = parts.ids
        self._lookup = parts.lookup
        self._tasks = parts.tasks
        self._time_zone = parts.time_zone
        self._rules = WordingRules(parts.directory)

    def keep(self, staff: Staff, case_id: str, wordings: Sequence[str]) -> ApprovedAnswer:
        """Keep the reply of a decided case for whoever asks in one of these wordings.

        Raises NotFound, Forbidden, Invalid (`wordings`), Conflict: `not_decided`, `no_sources` for a reply without
        any, `topic_unknown`, `personal_data` if the reply holds any or repeats the citizen's own words,
        `knowledge_changed` if a source may no longer be told, `already_kept`, `wording_taken`.
        """
        now = self._clock.now()
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            facts = facts_of(work, staff, case, self._ids.new_id(), now)
            said = [
                message.text
                for message in work.conversations.messages(case.conversation_id)
                if message.author is Author.CITIZEN
            ]
            self._rules.check_reply(facts.text, facts.citations, said)
            checked = self._rules.checked(wordings, facts.language, said, case.conversation_id)
            answer = ApprovedAnswer.of(facts, checked)
            if self._lookup.told(answer, now) is None:
                raise Conflict(
                    "knowledge_changed", "A policy text behind this reply may no longer be told to citizens."
                )
            self._refuse_taken(work, answer, checked)
            work.approved_answers.add(facts, checked)
            data = {
                "case": case.id,
                "decision": facts.decision_id,
                "department": facts.department_id,
                "topic": facts.topic_id,
                "versions": ",".join(sorted(answer.version_ids)),
                "wordings": str(len(checked)),
            }
            work.oversight.audit(staff.id, "answer_kept", "approved_answer", facts.id, data, now)
        return answer

    def of_case(self, staff: Staff, case_id: str) -> ApprovedAnswer | None:
        """The approved answer that was made of a case's reply. Raises NotFound, Forbidden."""
        with self._store.read() as work:
            case = decidable_case(work, staff, case_id)
            decisions = work.questions.decisions(case.question_id)
            found = (work.approved_answers.of_decision(one.id) for one in decisions)
            return next((one for one in found if one is not None), None)

    def listed(
        self, staff: Staff, search: str = "", state: ApprovedState | None = None
    ) -> tuple[ApprovedAnswer, ...]:
        """The answers of the departments whose cases this person may read: lapsed ones first, then newest first."""
        if not staff.may_somewhere(Right.READ_CASES):
            raise Forbidden("You may not read approved answers.")
        words = search.casefold().split()
        with self._store.read() as work:
            found = [
                one
                for one in work.approved_answers.all()
                if staff.may(Right.READ_CASES, one.facts.department_id)
                and state in (None, one.state)
                and all(word in _searched(one) for word in words)
            ]
        order = (ApprovedState.LAPSED, ApprovedState.STANDING, ApprovedState.WITHDRAWN)
        return tuple(sorted(found, key=lambda one: order.index(one.state))[:MAX_LISTED])

    def read(self, staff: Staff, answer_id: str) -> ApprovedAnswer:
        """One answer. Raises NotFound also for one of a department whose cases this person may not read."""
        with self._store.read() as work:
            return _readable(work, staff, answer_id)

    def add_wording(self, staff: Staff, answer_id: str, text: str) -> ApprovedAnswer:
        """One more way to ask. Raises NotFound, Forbidden, Invalid(wordings), Conflict (`wording_taken`, `answer_withdrawn`)."""
        now = self._clock.now()
        with self._store.begin() as work:
            answer = _workable(work, staff, answer_id)
            if answer.state is ApprovedState.WITHDRAWN:
                raise Conflict("answer_withdrawn", "This answer has been withdrawn.")
            checked = self._rules.checked((text,), answer.facts.language, (), None)
            self._refuse_taken(work, answer, checked)
            work.approved_answers.add_wording(answer_id, checked[0])
            work.oversight.audit(staff.id, "answer_wording_added", "approved_answer", answer_id, {}, now)
            return _workable(work, staff, answer_id)

    def withdraw(self, staff: Staff, answer_id: str, reason: str) -> ApprovedAnswer:
        """Use it no more. Raises NotFound, Forbidden, Invalid(reason), Conflict("answer_withdrawn")."""
        event = ApprovedEvent(ApprovedStep.WITHDRAWN, staff.id, self._clock.now(), checked_reason(reason))
        with self._store.begin() as work:
            answer = _workable(work, staff, answer_id)
            return self._step(work, staff, answer, event, {"reason": event.reason})

    def renew(self, staff: Staff, answer_id: str) -> ApprovedAnswer:
        """Use it again on the texts in force now, word for word as it is.

        Raises NotFound, Forbidden, Conflict: `answer_standing`, `answer_withdrawn`, `no_wording`, `quotes_changed` if
        a quote stands in no text in force, `conflict_open`, `wording_taken`.
        """
        now = self._clock.now()
        with self._store.read() as work:
            answer = _workable(work, staff, answer_id)
        if answer.state is not ApprovedState.LAPSED:
            answer.after(ApprovedEvent(ApprovedStep.RENEWED, staff.id, now))  # says why not
        if not answer.wordings:
            raise Conflict("no_wording", "Write first in which words this is asked.")
        today = now.astimezone(self._time_zone).date()
        citations = renewed_citations(self._base, answer.citations, today)
        if citations is None:
            raise Conflict(
                "quotes_changed",
                "What this answer quotes no longer stands in the text in force. Withdraw it and keep a new reply.",
            )
        event = ApprovedEvent(ApprovedStep.RENEWED, staff.id, now, "", citations)
        renewed = answer.after(event)
        if self._lookup.told(renewed, now) is None:
            raise Conflict("conflict_open", "A contradiction about what this answer quotes is still open.")
        with self._store.begin() as work:
            self._refuse_taken(work, renewed, renewed.wordings)
            versions = ",".join(sorted(renewed.version_ids))
            return self._step(work, staff, answer, event, {"versions": versions})

    def _step(
        self, work: Work, staff: Staff, answer: ApprovedAnswer, event: ApprovedEvent, data: dict[str, str]
    ) -> ApprovedAnswer:
        moved = answer.after(event)
        answer_id = answer.facts.id
        work.approved_answers.append(answer_id, len(answer.events), event)
        if answer.state is ApprovedState.LAPSED:
            self._finish_task(work, staff, answer, event)
        action = f"answer_{event.step}"
        work.oversight.audit(staff.id, action, "approved_answer", answer_id, data, event.at)
        return moved

    def _finish_task(self, work: Work, staff: Staff, answer: ApprovedAnswer, event: ApprovedEvent) -> None:
        task = work.tasks.by_finding(finding_of(answer))
        if task is not None and task.state.value == "open":
            self._tasks.finish(work, task, staff.id, f"The approved answer was {event.step}.")

    def _refuse_taken(self, work: Work, answer: ApprovedAnswer, wordings: Sequence[Wording]) -> None:
        facts = answer.facts
        for wording in wordings:
            others = work.approved_answers.with_wording(wording.key, facts.topic_id, facts.language)
            if any(one.facts.id != facts.id and one.state is ApprovedState.STANDING for one in others):
                raise Conflict("wording_taken", f"Another approved answer is in use for “{wording.text}”.")


def finding_of(answer: ApprovedAnswer) -> str:
    """What identifies the task of an answer's latest lapse."""
    return f"approved:{answer.facts.id}:{sum(one.step is ApprovedStep.LAPSED for one in answer.events)}"


def _searched(answer: ApprovedAnswer) -> str:
    asked = (one.text for one in answer.wordings)
    return " ".join((*asked, answer.facts.text, answer.facts.topic_id)).casefold()


def _readable(work: Work, staff: Staff, answer_id: str) -> ApprovedAnswer:
    answer = work.approved_answers.get(answer_id)
    if answer is None or not staff.may(Right.READ_CASES, answer.facts.department_id):
        raise NotFound("There is no such approved answer.")
    return answer


def _workable(work: Work, staff: Staff, answer_id: str) -> ApprovedAnswer:
    answer = _readable(work, staff, answer_id)
    if not staff.may(Right.DECIDE_CASES, answer.facts.department_id):
        raise Forbidden("You may read this answer but not change it.")
    return answer
