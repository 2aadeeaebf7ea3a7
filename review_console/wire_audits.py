"""Audits, watched certificates and own figures as the API tells them."""

from __future__ import annotations

from datetime import date, datetime

from review_console.transport import Wire


class AuditRow(Wire):
    """One answer that waits for a label."""

    id: str
    department_id: str
    topic_id: str | None = None
    language: str
    drawn_at: datetime


class AuditList(Wire):
    """What waits for this person."""

    audits: tuple[AuditRow, ...] = ()


class Source(Wire):
    """A passage that the answer stands on."""

    document_title: str
    heading_path: tuple[str, ...] = ()
    text: str
    effective_from: date
    effective_to: date | None = None


class AuditSheet(AuditRow):
    """Question, answer and sources."""

    question: str
    answer: str
    passages: tuple[Source, ...] = ()


class Feedback(Wire):
    """What a test was."""

    kind: str
    right: bool
    original: str
    changed: str


class Labelled(Wire):
    """What came of a label."""

    settled: bool
    withdrawn: tuple[str, ...] = ()
    feedback: Feedback | None = None


class AlarmStep(Wire):
    """One audited answer and the alarm after it."""

    number: int
    wrong: bool
    weight: float
    log_wealth: float
    log_limit: float
    raised: bool
    at: datetime


class Agreement(Wire):
    """How far labellers agree."""

    items: int
    observed: float
    kappa: float | None = None
    kappa_interval: tuple[float, float] | None = None
    alpha: float | None = None
    alpha_interval: tuple[float, float] | None = None


class Quality(Wire):
    """Whether labels of audits may feed a certificate."""

    agreement: Agreement
    audited: int
    left_out: int
    reason: str = ""
    seeds: int
    caught: int
    catch_lower: float | None = None


class ShiftWarning(Wire):
    """A shift of what is asked."""

    kind: str
    value: float
    bound: float
    at: datetime


class WatchedCertificate(Wire):
    """A certificate with all that came after its signature."""

    id: str
    topic_id: str
    language: str
    status: str
    threshold: float
    bar: float
    alpha: float
    delta: float
    catch_lower: float | None = None
    failure_budget: float
    n: int
    k: int
    risk_upper: float
    expires_at: datetime
    withdrawn_reason: str | None = None
    replies: int
    max_replies: int
    drawn: int
    settled: int
    wrong: int
    risk: float | None = None
    steps: tuple[AlarmStep, ...] = ()
    topic_steps: tuple[AlarmStep, ...] = ()
    quality: Quality
    warnings: tuple[ShiftWarning, ...] = ()
    appealed: int = 0
    appealed_changed: int = 0
    appealed_open: int = 0


class OwnAnswer(Wire):
    """One test that the reader has seen."""

    kind: str
    place: str
    right: bool
    at: datetime


class OwnFigures(Wire):
    """The reader's own record."""

    seeds: int
    caught: int
    catch_lower: float | None = None
    controls: int
    rejected: int
    sensitivity: float | None = None
    criterion: float | None = None
    suspended: bool
    answered: tuple[OwnAnswer, ...] = ()


class Person(Wire):
    """Somebody to be trained."""

    id: str
    display_name: str


class Suspended(Wire):
    """Whose approvals need a second person."""

    people: tuple[Person, ...] = ()
