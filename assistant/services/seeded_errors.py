"""Seeds: made from answers that people approved, shown among the others, and told apart at once after the answer (H-06)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.domain.answers import Claim, Draft
from assistant.domain.conversations import QuestionRecord, StoredDraft
from assistant.domain.incidents import IncidentKind
from assistant.domain.seeds import (
    CONTROL_SHARE,
    SEED_AT_LEAST_EVERY,
    SEED_SHARE,
    Seed,
    SeedAnswer,
    SeedFeedback,
    SeedKind,
    SeedPlace,
    SeedShowing,
)
from assistant.domain.staff import Staff
from assistant.services.audit_access import labelling_departments, took_part
from assistant.services.competence import is_suspended
from assistant.services.incidents import write_incident
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.stores import Store, Work

STOCK = 12
"""Seeds kept ready for each department: as many as three people need in a hundred cases each."""


class SeedEdits(Protocol):
    """Ways to make a right sentence wrong by one edit."""

    def of(self, claim: Claim, stored: StoredDraft) -> Iterator[tuple[SeedKind, str]]:
        """Every wrong sentence that can be made of the claim, with what was done to it."""
        ...


@dataclass(frozen=True, slots=True)
class SeedParts:
    """What seeds are made and shown with."""

    store: Store
    directory: Directory
    clock: Clock
    ids: Ids
    edits: SeedEdits


class SeededErrors:
    """Nothing of a seed ever reaches a citizen: it has no case, no decision, no reply, and is in no figure of them."""

    def __init__(self, parts: SeedParts) -> None:
        self._store = parts.store
        self._directory = parts.directory
        self._clock = parts.clock
        self._ids = parts.ids
        self._edits = parts.edits

    # making

    def settle(self) -> int:
        """Fill up each department's stock; how many were made. Erased conversations give none."""
        made = 0
        for department in self._directory.departments():
            with self._store.read() as work:
                missing = STOCK - work.seeds.stock(department.id)
                sources = work.seeds.sources(department.id, missing) if missing > 0 else ()
            for question_id in sources:
                with self._store.begin() as work:
                    made += self._made(work, question_id)
        return made

    def fresh(self, work: Work, department_id: str, count: int) -> list[Seed]:
        """So many seeds that nobody has been shown, made now where the stock is too small; fewer if answers are lacking."""
        missing = count - len(work.seeds.fresh(department_id))
        for question_id in work.seeds.sources(department_id, missing) if missing > 0 else ():
            self._made(work, question_id)
        return list(work.seeds.fresh(department_id)[:count])

    def _made(self, work: Work, question_id: str) -> bool:
        record = work.questions.get(question_id)
        drafts = work.questions.drafts(question_id)
        if record is None or not drafts or record.department_id is None:
            return False
        stored = drafts[-1]
        seed = self._seed(record, stored)
        if seed is None:
            return False
        work.seeds.add(seed)
        data = {"kind": seed.kind.value, "draft": stored.id}
        work.oversight.audit("system", "seed_made", "seed", seed.id, data, seed.created_at)
        return True

    def _seed(self, record: QuestionRecord, stored: StoredDraft) -> Seed | None:
        """One edit, or a control by chance and where no edit can be made; None for a draft that says nothing."""
        claims = stored.draft.claims
        if not claims:
            return None
        control = self._ids.draw() < CONTROL_SHARE
        ways = [
            (number, kind, text)
            for number, claim in enumerate(claims)
            for kind, text in self._edits.of(claim, stored)
        ]
        left = (0, SeedKind.CONTROL, claims[0].text)
        number, kind, changed = left if control or not ways else self._chosen(ways)
        return Seed(
            id=self._ids.new_id(),
            question_id=record.id,
            draft_id=stored.id,
            department_id=record.department_id or "",
            topic_id=record.topic_id,
            language=record.language,
            kind=kind,
            created_at=self._clock.now(),
            draft=_with(stored.draft, number, changed),
            original=claims[number].text,
            changed=changed,
        )

    def _chosen(self, ways: list[tuple[int, SeedKind, str]]) -> tuple[int, SeedKind, str]:
        """First a kind, then one of its edits: else the many ways to change a number would crowd out the rest."""
        kinds = sorted({kind for _, kind, _ in ways})
        kind = kinds[int(self._ids.draw() * len(kinds))]
        of_kind = [way for way in ways if way[1] is kind]
        return of_kind[int(self._ids.draw() * len(of_kind))]

    # showing

    def offer(self, work: Work, staff: Staff, place: SeedPlace) -> None:
        """After a person checked something there: perhaps give them a seed next, surely after thirty without one."""
        if work.seeds.open_showings(staff.id, place):
            return
        since = work.seeds.newest_showing(staff.id, place)
        due = work.seeds.checked_since(staff.id, place, since) >= SEED_AT_LEAST_EVERY - 1
        if not due and not self._ids.draw() < SEED_SHARE:
            return
        now = self._clock.now()
        for seed in work.seeds.unshown(labelling_departments(staff), staff.id):
            if took_part(work, staff, seed.question_id):
                continue
            number = work.cases.next_number(now) if place is SeedPlace.CASES else ""
            work.seeds.show(SeedShowing(self._ids.new_id(), seed.id, staff.id, place, number, now))
            return

    def open(self, work: Work, staff: Staff, place: SeedPlace) -> tuple[tuple[SeedShowing, Seed], ...]:
        """What this person has been given there and not answered; without what was erased meanwhile."""
        showings = work.seeds.open_showings(staff.id, place)
        return tuple((one, seed) for one in showings if (seed := work.seeds.get(one.seed_id)) is not None)

    def given(
        self, work: Work, staff: Staff, place: SeedPlace, showing_id: str
    ) -> tuple[SeedShowing, Seed] | None:
        """The one with this id, if it is theirs, there, and open."""
        return next((one for one in self.open(work, staff, place) if one[0].id == showing_id), None)

    def answer(self, work: Work, showing: SeedShowing, seed: Seed, rejected: bool) -> SeedFeedback:
        """Store what the person made of it and say what it was. Raises Conflict("already_decided")."""
        now = self._clock.now()
        before = is_suspended(work, showing.staff_id)
        work.seeds.answer(SeedAnswer(showing.id, rejected, now))
        right = rejected is seed.kind.bad
        # Not whether it was right: the log is read by others, the figure is the person's own.
        work.oversight.audit(showing.staff_id, "seed_answered", "seed", seed.id, {}, now)
        if not before and is_suspended(work, showing.staff_id):
            kind = IncidentKind.SOLO_APPROVAL_SUSPENDED
            write_incident(work, self._ids, kind, showing.staff_id, seed.department_id, now)
        return SeedFeedback(seed.kind, right, seed.original, seed.changed)


def _with(draft: Draft, number: int, text: str) -> Draft:
    """The draft with one claim's words exchanged; a claim that lost all its words is left out."""
    claims = [
        replace(claim, text=text) if place == number else claim for place, claim in enumerate(draft.claims)
    ]
    return replace(draft, claims=tuple(claim for claim in claims if claim.text.strip()))
