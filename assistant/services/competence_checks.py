"""Checks of what reviewers know: set from real policy text, taken by themselves, and demanded before they approve (S-23)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.competence_checks import (
    CHECK_LENGTH,
    CHOICES,
    DEMANDED_AFTER,
    MAX_ASKED,
    RETRY_AFTER,
    CheckQuestion,
    CheckResult,
    CheckSitting,
)
from assistant.domain.departments import Topic
from assistant.domain.errors import CheckNeeded, Conflict, Forbidden, Invalid, NotFound
from assistant.domain.staff import Right, Staff
from assistant.services.case_access import required_text
from assistant.services.ports import Clock, Directory, Ids, SourceStatus
from assistant.services.stores import Store, Work


@dataclass(frozen=True, slots=True)
class PolicyPassage:
    """A passage of a policy version."""

    document_id: str
    version_id: str
    text: str


class PolicyPassages(Protocol):
    """Looks passages up in the knowledge base."""

    def passage(self, passage_id: str) -> PolicyPassage | None:
        """None if there is no such passage."""
        ...


class CheckGate:
    """Demands a passed check of a topic before one of its drafts is approved."""

    def __init__(self, sources: SourceStatus, always: bool = False) -> None:
        """With `always` also where no check has been set: nobody approves there until somebody sets one."""
        self._sources = sources
        self._always = always

    def live(self, work: Work, topic_id: str, now: datetime) -> tuple[CheckQuestion, ...]:
        """The topic's questions whose passage is still in force."""
        questions = work.competence.questions(topic_id)
        in_force = self._sources.in_force({one.version_id for one in questions}, now)
        return tuple(one for one in questions if one.version_id in in_force)

    def in_force(self, version_id: str, now: datetime) -> bool:
        """Whether the version may be told today."""
        return version_id in self._sources.in_force({version_id}, now)

    def demanded_from(self, live: Sequence[CheckQuestion]) -> datetime | None:
        """Since when, or from when on, the topic's check is demanded; None while it has too few questions."""
        return live[CHECK_LENGTH - 1].set_at + DEMANDED_AFTER if len(live) >= CHECK_LENGTH else None

    def require(self, work: Work, staff: Staff, topic_id: str | None, now: datetime) -> None:
        """Raises CheckNeeded (403) for who has not passed, or whose check has expired."""
        if topic_id is None or valid_until(work.competence.results(staff.id, topic_id), now) is not None:
            return
        demanded = self.demanded_from(self.live(work, topic_id, now))
        if self._always or (demanded is not None and demanded <= now):
            raise CheckNeeded(
                "Pass the check of this topic first; you may still reject drafts and write replies."
            )


def valid_until(results: Sequence[CheckResult], now: datetime) -> datetime | None:
    """Until when the person may approve, None if not now."""
    ends = [one.expires_at for one in results if one.passed and one.expires_at > now]
    return max(ends, default=None)


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """One topic on a person's own page."""

    topic_id: str
    demanded_from: datetime | None
    valid_until: datetime | None
    again_from: datetime | None


@dataclass(frozen=True, slots=True)
class CheckAnswered:
    """What came of a sitting: the right choices and their passages are shown, so that something is learned."""

    passed: bool
    right: int
    valid_until: datetime | None
    questions: tuple[CheckQuestion, ...]


class CompetenceChecks:
    """Supervisors set and retire questions of their topics; whoever decides cases sits their checks."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        clock: Clock,
        ids: Ids,
        passages: PolicyPassages,
        gate: CheckGate,
    ) -> None:
        self._store = store
        self._topics = {one.id: one for one in directory.topics()}
        self._clock = clock
        self._ids = ids
        self._passages = passages
        self._gate = gate

    # setting

    def set_question(
        self, staff: Staff, topic_id: str, passage_id: str, asked: str, choices: Sequence[str], right: int
    ) -> CheckQuestion:
        """Add a question about a passage in force. Raises Forbidden, Invalid (topic_id, passage_id, asked, choices, right)."""
        topic = self._supervised(staff, topic_id)
        said = required_text("asked", asked, MAX_ASKED)
        offered = tuple(required_text("choices", one, MAX_ASKED) for one in choices)
        if len(offered) not in CHOICES or len(set(offered)) != len(offered):
            raise Invalid("choices", "Offer three to five different answers.")
        if right not in range(len(offered)):
            raise Invalid("right", "Say which answer is right.")
        now = self._clock.now()
        with self._store.begin() as work:
            found = self._passages.passage(passage_id)
            if found is None or not self._gate.in_force(found.version_id, now):
                raise Invalid("passage_id", "Choose a passage of a policy that is in force.")
            question = CheckQuestion(
                self._ids.new_id(),
                topic.id,
                found.document_id,
                found.version_id,
                found.text,
                said,
                offered,
                right,
                staff.id,
                now,
            )
            work.competence.add_question(question)
            data = {"topic": topic.id, "version": found.version_id}
            work.oversight.audit(staff.id, "check_question_set", "check_question", question.id, data, now)
        return question

    def retire_question(self, staff: Staff, question_id: str) -> None:
        """Ask it no more. Raises NotFound, Forbidden, Conflict("already_retired")."""
        now = self._clock.now()
        with self._store.begin() as work:
            question = work.competence.question(question_id)
            if question is None or not staff.may_somewhere(Right.SIGN_CERTIFICATES):
                raise NotFound("There is no such question.")
            self._supervised(staff, question.topic_id)
            work.competence.retire_question(question.id, staff.id, now)
            work.oversight.audit(staff.id, "check_question_retired", "check_question", question.id, {}, now)

    def questions(self, staff: Staff, topic_id: str) -> tuple[CheckQuestion, ...]:
        """Those asked now, with their answers. Raises Forbidden, Invalid(topic_id)."""
        topic = self._supervised(staff, topic_id)
        with self._store.read() as work:
            return self._gate.live(work, topic.id, self._clock.now())

    # sitting

    def own(self, staff: Staff) -> tuple[OwnCheck, ...]:
        """The reader's topics that have a check, or that they have passed."""
        now = self._clock.now()
        found = []
        with self._store.read() as work:
            for topic in self._topics.values():
                if not staff.may(Right.DECIDE_CASES, topic.department_id):
                    continue
                results = work.competence.results(staff.id, topic.id)
                demanded = self._gate.demanded_from(self._gate.live(work, topic.id, now))
                if demanded is not None or results:
                    again = _again_from(results, now)
                    found.append(OwnCheck(topic.id, demanded, valid_until(results, now), again))
        return tuple(found)

    def begin(self, staff: Staff, topic_id: str) -> tuple[CheckSitting, tuple[CheckQuestion, ...]]:
        """A check of CHECK_LENGTH questions drawn by chance. Raises Forbidden, Invalid(topic_id), Conflict (`no_check`,
        `too_soon` after a failed one)."""
        topic = self._topic(topic_id)
        if not staff.may(Right.DECIDE_CASES, topic.department_id):
            raise Forbidden("You do not decide cases of this topic.")
        now = self._clock.now()
        with self._store.begin() as work:
            left = list(self._gate.live(work, topic.id, now))
            if len(left) < CHECK_LENGTH:
                raise Conflict("no_check", "No check has been set for this topic.")
            if _again_from(work.competence.results(staff.id, topic.id), now) is not None:
                raise Conflict("too_soon", "Read the policy first and try again later.")
            drawn = tuple(left.pop(int(self._ids.draw() * len(left))) for _ in range(CHECK_LENGTH))
            ids = tuple(one.id for one in drawn)
            sitting = CheckSitting(self._ids.new_id(), staff.id, topic.id, ids, now)
            work.competence.begin(sitting)
            work.oversight.audit(staff.id, "check_begun", "topic", topic.id, {}, now)
        return sitting, drawn

    def answer(self, staff: Staff, sitting_id: str, answers: Collection[int]) -> CheckAnswered:
        """Answer a check of one's own, once. Raises NotFound, Invalid(answers), Conflict("already_answered")."""
        now = self._clock.now()
        with self._store.begin() as work:
            sitting = work.competence.sitting(sitting_id)
            if sitting is None or sitting.staff_id != staff.id:
                raise NotFound("There is no such check.")
            if len(answers) != len(sitting.question_ids):
                raise Invalid("answers", "Answer each question.")
            asked = tuple(one for key in sitting.question_ids if (one := work.competence.question(key)))
            right = sum(one.right == given for one, given in zip(asked, answers, strict=True))
            result = CheckResult(sitting.id, staff.id, sitting.topic_id, right, now)
            work.competence.finish(result)
            # Whether it was passed: the right to approve hangs on it. How many were right is the person's own.
            data = {"topic": sitting.topic_id, "passed": str(result.passed).lower()}
            work.oversight.audit(staff.id, "check_answered", "topic", sitting.topic_id, data, now)
        return CheckAnswered(result.passed, right, result.expires_at if result.passed else None, asked)

    def _topic(self, topic_id: str) -> Topic:
        if topic_id not in self._topics:
            raise Invalid("topic_id", "There is no such topic.")
        return self._topics[topic_id]

    def _supervised(self, staff: Staff, topic_id: str) -> Topic:
        if not staff.may_somewhere(Right.SIGN_CERTIFICATES):
            raise Forbidden("You may not set checks.")
        topic = self._topic(topic_id)
        if not staff.may(Right.SIGN_CERTIFICATES, topic.department_id):
            raise Forbidden("You may not set checks of this topic.")
        return topic


def _again_from(results: Sequence[CheckResult], now: datetime) -> datetime | None:
    """From when the next try is possible, None if now."""
    failed = [one.at + RETRY_AFTER for one in results if not one.passed]
    latest = max(failed, default=None)
    return latest if latest is not None and latest > now else None
