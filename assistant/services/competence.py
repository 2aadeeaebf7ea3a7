"""Who may approve alone, from the seeds they caught; shown to nobody but themselves and whoever trains them (H-07, H-08)."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import bdtr

from assistant.domain.detection import Detection
from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.seeds import MUST_CATCH, SUSPENDED_BELOW, AnsweredSeed
from assistant.domain.staff import Right, Staff
from assistant.services.case_access import decidable_case, trains
from assistant.services.certification import lower_bound
from assistant.services.label_quality import detection_of
from assistant.services.oversight import checked_reason
from assistant.services.ports import Clock
from assistant.services.stores import Store, Work

BOUND_DELTA = 0.05
"""The one-sided bound on a catch rate is wrong with this chance (H-07)."""


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """A person's own record: counts, the exact lower bound of the catch rate, and whether they approve alone."""

    detection: Detection
    catch_lower: float | None
    suspended: bool
    answered: tuple[AnsweredSeed, ...]


class Competence:
    """Suspension is no penalty: cases go to pairs and training follows; the figure stands in no report on a person."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def own(self, staff: Staff) -> OwnFigures:
        """The reader's own figures; there is no way to ask for another's."""
        with self._store.read() as work:
            answered = work.seeds.answered(staff.id)
            suspended = is_suspended(work, staff.id)
        detection = detection_of(list(answered))
        lower = lower_bound(detection.caught, detection.seeds, BOUND_DELTA) if detection.seeds else None
        return OwnFigures(detection, lower, suspended, answered)

    def suspended(self, staff: Staff) -> tuple[Staff, ...]:
        """Who is to be trained, for supervisors of their department. Raises Forbidden."""
        if not staff.may_somewhere(Right.SIGN_CERTIFICATES):
            raise Forbidden("You may not see this.")
        with self._store.read() as work:
            return tuple(one for one in work.staff.all() if trains(staff, one) and is_suspended(work, one.id))

    def reinstate(self, staff: Staff, person_id: str, reason: str) -> None:
        """After training: what was missed before counts no longer. Raises NotFound, Forbidden, Invalid, Conflict."""
        said = checked_reason(reason)
        now = self._clock.now()
        with self._store.begin() as work:
            person = work.staff.get(person_id)
            if person is None or not trains(staff, person):
                raise NotFound("There is no such person.")
            if person.id == staff.id:
                raise Forbidden("Somebody else must do this.")
            if not is_suspended(work, person.id):
                raise Conflict("not_suspended", "This person approves alone already.")
            work.seeds.reinstate(person.id, staff.id, said, now)
            data = {"reason": said}
            work.oversight.audit(staff.id, "solo_approval_restored", "staff", person.id, data, now)

    def pair(self, staff: Staff, case_id: str, draft_sha256: str) -> None:
        """Stand by this very draft, so that a colleague whose solo approval is suspended may approve it.

        Raises NotFound, Forbidden (also for who is suspended), Conflict (`draft_changed`, `already_paired`).
        """
        now = self._clock.now()
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            if is_suspended(work, staff.id):
                raise Forbidden("Your own approvals need a second person.")
            drafts = work.questions.drafts(case.question_id)
            if not drafts or drafts[-1].sha256 != draft_sha256:
                raise Conflict("draft_changed", "The draft has changed since you opened the case.")
            work.seeds.pair(case.id, draft_sha256, staff.id, now)
            data = {"draft_sha256": draft_sha256}
            work.oversight.audit(staff.id, "draft_paired", "case", case.id, data, now)


def is_suspended(work: Work, staff_id: str) -> bool:
    """True if so few seeds were caught since the last training that a catch rate of 80 % is refuted (H-08)."""
    since = work.seeds.reinstated(staff_id)
    counted = [one for one in work.seeds.answered(staff_id) if since is None or one.at > since]
    detection = detection_of(counted)
    return fails(detection.caught, detection.seeds)


def fails(caught: int, seeds: int) -> bool:
    """Whether as few caught of so many has a chance of 5 % at most if four in five are caught."""
    return seeds > 0 and float(bdtr(caught, seeds, MUST_CATCH)) <= SUSPENDED_BELOW


def require_pair(work: Work, staff: Staff, case_id: str, draft_sha256: str) -> None:
    """Raises Conflict("pair_needed") where this person may not approve alone and nobody else stands by the draft."""
    if is_suspended(work, staff.id) and not set(work.seeds.paired(case_id, draft_sha256)) - {staff.id}:
        raise Conflict("pair_needed", "A second person must stand by this draft.")
