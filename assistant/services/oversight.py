"""Stop switches, the audit log, and the counters everybody may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from assistant.domain.audit_chain import ChainVerdict, verify
from assistant.domain.errors import Forbidden, Invalid
from assistant.domain.incidents import IncidentKind
from assistant.domain.oversight import AuditEntry, Stop, StopScope
from assistant.domain.questions import Outcome
from assistant.domain.staff import Right, Staff
from assistant.services.incidents import write_incident
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.staff_names import display_names
from assistant.services.stores import ANY_TIME, Store, Work

MAX_REASON = 500
MAX_PAGE = 500


class Oversight:
    """What supervisors and auditors do with the service as a whole."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        clock: Clock,
        active_index: Callable[[], str],
        ids: Ids | None = None,
    ) -> None:
        """With `ids`, as in every installation, a stop is an incident that people are told of (L-08)."""
        self._ids = ids
        self._store = store
        self._directory = directory
        self._clock = clock
        self._active_index = active_index

    # stop switches

    def stops(self, _staff: Staff) -> tuple[Stop, ...]:
        """Every switch ever turned with its newest state; whoever works here may know what is stopped."""
        with self._store.read() as work:
            names = display_names(work)
            return tuple(replace(stop, by=names.get(stop.by, stop.by)) for stop in work.oversight.stops())

    def turn_stop(self, staff: Staff, scope: StopScope, scope_id: str, on: bool, reason: str) -> Stop:
        """Turn a switch; the next question feels it (S-14). Raises Forbidden, Invalid (scope_id, reason)."""
        scope_id = "" if scope is StopScope.WHOLE else scope_id
        department = self._department_of(scope, scope_id)
        if not staff.may(Right.STOP_REPLIES, department):
            raise Forbidden("You may not turn this switch.")
        said = checked_reason(reason)
        now = self._clock.now()
        stop = Stop(scope, scope_id, on, said, staff.id, now)
        with self._store.begin() as work:
            work.oversight.add_stop(stop)
            data = {"on": str(on).lower(), "reason": said}
            action = "stop_turned_on" if on else "stop_turned_off"
            work.oversight.audit(staff.id, action, scope.value, scope_id, data, now)
            if on and self._ids is not None:
                about = f"{scope.value}:{scope_id}"
                write_incident(work, self._ids, IncidentKind.REPLIES_STOPPED, about, department, now)
        return stop

    def _department_of(self, scope: StopScope, scope_id: str) -> str | None:
        match scope:
            case StopScope.WHOLE:
                return None
            case StopScope.DEPARTMENT:
                if scope_id in {one.id for one in self._directory.departments()}:
                    return scope_id
                raise Invalid("scope_id", "There is no such department.")
            case StopScope.TOPIC:
                for topic in self._directory.topics():
                    if topic.id == scope_id:
                        return topic.department_id
                raise Invalid("scope_id", "There is no such topic.")
            case _:
                assert_never(scope)

    # the audit log

    def audit(self, staff: Staff, after: int, limit: int) -> tuple[AuditEntry, ...]:
        """Consecutive entries with a higher `seq`. Raises Forbidden."""
        self._auditors_only(staff)
        with self._store.read() as work:
            return work.oversight.audit_entries(after, min(max(limit, 1), MAX_PAGE))

    def verify_audit(self, staff: Staff) -> ChainVerdict:
        """Recompute the whole chain and put on record who asked. Raises Forbidden."""
        self._auditors_only(staff)
        verdict = self.verify_chain()
        with self._store.begin() as work:
            data = {"intact": str(verdict.intact).lower(), "entries": str(verdict.entries)}
            work.oversight.audit(staff.id, "audit_verified", "audit", "chain", data, self._clock.now())
        return verdict

    def verify_chain(self) -> ChainVerdict:
        """Recompute the whole chain, for the command line."""
        with self._store.read() as work:
            return verify(_all_entries(work))

    def _auditors_only(self, staff: Staff) -> None:
        if not staff.may(Right.READ_AUDIT, None):
            raise Forbidden("Only auditors read the log.")

    # figures

    def outcome_counts(self) -> dict[str, int]:
        """Questions by outcome, and those in progress, recounted from the questions themselves."""
        with self._store.read() as work:
            counts = work.questions.outcome_counts()
            open_questions = len(work.questions.unfinished(ANY_TIME))
        shown = {outcome.value: counts.get(outcome, 0) for outcome in Outcome}
        return {**shown, "in_progress": open_questions}

    def health(self) -> str:
        """The active index version's id, "" if there is none. Raises what the database raises."""
        with self._store.read() as work:
            work.oversight.audit_head()
        return self._active_index()


def checked_reason(reason: str, field: str = "reason") -> str:
    """A reason somebody typed, trimmed. Raises Invalid if it is empty or overlong."""
    said = reason.strip()
    if not said:
        raise Invalid(field, "Give a reason.")
    if len(said) > MAX_REASON:
        raise Invalid(field, f"Write at most {MAX_REASON} characters.")
    return said


def _all_entries(work: Work) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    while page := work.oversight.audit_entries(entries[-1].seq if entries else 0, MAX_PAGE):
        entries.extend(page)
    return entries
