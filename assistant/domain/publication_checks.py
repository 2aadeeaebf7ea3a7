"""What is to be known of a version before it is published, and what people decided about it (S-05, X-02, X-03)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


def finding_id(*parts: str) -> str:
    """The same for the same finding, whenever and by whom it is found again."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()[:24]


class Check(StrEnum):
    """The checks, in the order in which they are shown."""

    QUARANTINE = "quarantine"
    CONTRADICTIONS = "contradictions"
    DUPLICATES = "duplicates"
    TOUCHED = "touched"


class Standing(StrEnum):
    """What a check says: nothing found, something to look at, or the version waits for a person."""

    PASS = "pass"  # noqa: S105 - a word, no secret
    LOOK = "look"
    HELD = "held"


class StatementKind(StrEnum):
    """What a person said: that a quarantined place is harmless, or that they saw a finding and publish all the same."""

    RELEASE = "release"
    ACKNOWLEDGEMENT = "acknowledgement"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person said about a finding, and why."""

    version_id: str
    finding_id: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Something in the file that waits for a second person's eyes (X-02).

    `start..end` is the span in the version's text, `before`, `words` and `after` the text there; `hidden` is what the
    file holds at that place and its readers do not see.
    """

    id: str
    kind: str
    detail: str
    start: int
    end: int
    before: str
    words: str
    after: str
    hidden: str
    release: Statement | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a version. `marked` are the spans of the values in it."""

    document_id: str
    version_id: str
    passage_id: str
    department_id: str
    title: str
    heading_path: tuple[str, ...]
    sentence: str
    start: int
    end: int
    marked: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A rule of the version and one of another published document: the same matter, another value."""

    id: str
    ours: Place
    theirs: Place
    seen: Statement | None = None

    @property
    def departments(self) -> tuple[str, ...]:
        """Who owns the two texts."""
        return tuple(dict.fromkeys((self.ours.department_id, self.theirs.department_id)))


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A published document with much text in common; shares are 0..1, of the version and of the other one."""

    id: str
    document_id: str
    version_id: str
    title: str
    department_id: str
    share: float
    other_share: float
    copied: tuple[str, ...]
    seen: Statement | None = None


@dataclass(frozen=True, slots=True)
class TouchedCase:
    """An open case whose newest draft quotes the version that would be superseded."""

    id: str
    number: str
    topic_id: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What stands on the versions in force that this one would supersede. Of cases and replies of
    other departments there is only the number."""

    version_ids: tuple[str, ...] = ()
    cases: tuple[TouchedCase, ...] = ()
    other_cases: int = 0
    replies: int = 0
    reply_ids: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    certified_topics: tuple[str, ...] = ()


class Gap(StrEnum):
    """Why a check is not complete."""

    FAILED = "failed"
    RULES_LEFT_OUT = "rules_left_out"
    CASES_LEFT_OUT = "cases_left_out"

    @property
    def bars(self) -> bool:
        """True if nothing can be published before the check has been done; else whoever publishes must have seen it."""
        return self is Gap.FAILED


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A check that was not done, or not for all of the version. It counts as held, never as passed."""

    id: str
    check: Check
    gap: Gap
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PublicationReport:
    """All that was found about one version, against one state of what is published."""

    version_id: str
    index_version: str
    quarantined: tuple[Quarantined, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    touched: Touched = field(default_factory=Touched)
    incomplete: tuple[Incomplete, ...] = ()

    @property
    def unreleased(self) -> tuple[Quarantined, ...]:
        """What keeps the version from being submitted."""
        return tuple(one for one in self.quarantined if one.release is None)

    @property
    def barred_by(self) -> tuple[Incomplete, ...]:
        """Checks that must be done again before anything is published."""
        return tuple(one for one in self.incomplete if one.gap.bars)

    @property
    def to_acknowledge(self) -> tuple[str, ...]:
        """Ids of what whoever publishes must have seen."""
        ids = [one.id for one in self.contradictions]
        ids += [one.id for one in self.duplicates]
        ids += [one.id for one in self.incomplete if not one.gap.bars]
        return tuple(ids)

    def unacknowledged(self, seen: Iterable[str]) -> tuple[str, ...]:
        """Those of them that are not among the given ones."""
        known = frozenset(seen)
        return tuple(one for one in self.to_acknowledge if one not in known)

    def standing(self, check: Check) -> Standing:
        """What one check says."""
        if any(one.check is check for one in self.incomplete):
            return Standing.HELD
        if check is Check.QUARANTINE:
            if self.unreleased:
                return Standing.HELD
            return Standing.LOOK if self.quarantined else Standing.PASS
        if check is Check.CONTRADICTIONS:
            found = bool(self.contradictions)
        elif check is Check.DUPLICATES:
            found = bool(self.duplicates)
        else:
            touched = self.touched
            found = bool(touched.cases or touched.other_cases or touched.replies)
        return Standing.LOOK if found else Standing.PASS


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two published sentences that contradict each other, and the task that was opened for their owners (S-05).

    `task_id` is None from the moment a person goes on in spite of it until the publication was settled.
    """

    id: str
    ours: Place
    theirs: Place
    found_at: datetime
    task_id: str | None = None

    @classmethod
    def of(cls, found: Contradiction, at: datetime) -> Conflict:
        """The same conflict from whichever side the contradiction was found."""
        sides = sorted((one.passage_id, str(one.start), one.sentence) for one in (found.ours, found.theirs))
        return cls(finding_id("conflict", *sides[0], *sides[1]), found.ours, found.theirs, at)

    @property
    def version_ids(self) -> tuple[str, str]:
        """Both versions. Once one of them is no longer in force there is nothing to contradict."""
        return self.ours.version_id, self.theirs.version_id

    @property
    def passage_ids(self) -> tuple[str, str]:
        """Both passages."""
        return self.ours.passage_id, self.theirs.passage_id
