"""What must be settled before a version is submitted or published. Whatever is not known counts against it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.domain.errors import Conflict
from assistant.domain.publication_checks import Conflict as SourceConflict
from assistant.domain.publication_checks import Contradiction, PublicationReport, Statement, StatementKind
from assistant.services.oversight import checked_reason
from assistant.services.ports import Clock
from assistant.services.publication_findings import PublicationFindings
from assistant.services.stores import Store, Work
from knowledge_base import Inspection, KnowledgeBase, TrialIndex, Version, VersionState


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Findings (by id) that whoever publishes has seen, and why they publish all the same."""

    finding_ids: tuple[str, ...] = ()
    why: str = ""


NOTHING_SEEN = Acknowledged()


class PublicationRules:
    """Stops what is quarantined, what nobody looked at, and what was looked at beside another state of the base."""

    def __init__(
        self, base: KnowledgeBase, store: Store, findings: PublicationFindings, clock: Clock
    ) -> None:
        self._base = base
        self._store = store
        self._findings = findings
        self._clock = clock

    def before_submission(self, version_id: str) -> None:
        """Raises Conflict("quarantined") while something in the file waits for a second person (X-02)."""
        self._released_only(self._with_statements(self._findings.quarantined(version_id)))

    def before_publication(self, actor_id: str, version_id: str, seen: Acknowledged) -> Inspection:
        """What must still hold when the new index takes over; contradictions gone on with are on record by then.

        Raises Conflict: `quarantined`, `check_failed`, `unacknowledged`, and from the inspection `checks_outdated`.
        """
        if not _publishable(self._base.version(version_id), actor_id):
            # The knowledge base refuses it and says why. Should the state change before it looks, this refuses.
            return _look_again
        report = self._with_statements(self._findings.of(version_id))
        self._released_only(report)
        if report.barred_by:
            raise Conflict(
                "check_failed",
                f"The check for {report.barred_by[0].check.value} could not be done. Try again; "
                "nothing is published unchecked.",
            )
        if missing := report.unacknowledged(seen.finding_ids):
            raise Conflict(
                "unacknowledged",
                f"{len(missing)} findings have not been confirmed as seen: {', '.join(missing)}.",
            )
        if report.to_acknowledge:
            self._record(actor_id, report, checked_reason(seen.why, "acknowledged_why"))

        def same_state(_index: TrialIndex) -> None:
            active = self._base.active_index()
            if (active.id if active is not None else "") != report.index_version:
                _look_again(_index)

        return same_state

    def before_publications(
        self, actor_id: str, version_ids: Sequence[str], seen: Acknowledged
    ) -> Inspection:
        """As `before_publication` for several at once; their contradictions with each other must have been seen too."""
        checked = [self.before_publication(actor_id, version_id, seen) for version_id in version_ids]

        def look(index: TrialIndex) -> None:
            for one in checked:
                one(index)
            self._seen_among(actor_id, self._findings.among(index, version_ids), seen)

        return look

    def _seen_among(self, actor_id: str, found: Sequence[Contradiction], seen: Acknowledged) -> None:
        missing = [one for one in found if one.id not in seen.finding_ids]
        if missing:
            one = missing[0]
            raise Conflict(
                "unacknowledged",
                f"These versions contradict each other: “{one.ours.sentence}” and “{one.theirs.sentence}”. "
                f"Not confirmed as seen: {', '.join(one.id for one in missing)}.",
            )
        for version_id in dict.fromkeys(one.ours.version_id for one in found):
            of_it = tuple(one for one in found if one.ours.version_id == version_id)
            report = PublicationReport(version_id, "", contradictions=of_it)
            self._record(actor_id, report, checked_reason(seen.why, "acknowledged_why"))

    def _record(self, actor_id: str, report: PublicationReport, why: str) -> None:
        """Before the publication, so that no answer stands on a contradiction in the moment after it (S-05)."""
        now = self._clock.now()
        with self._store.begin() as work:
            for finding in report.to_acknowledge:
                said = Statement(report.version_id, finding, actor_id, now, why)
                work.publication_checks.add(StatementKind.ACKNOWLEDGEMENT, said)
            for one in report.contradictions:
                work.publication_checks.add_conflict(SourceConflict.of(one, now))
            data = {"findings": ",".join(report.to_acknowledge), "why": why}
            work.oversight.audit(actor_id, "findings_acknowledged", "version", report.version_id, data, now)

    def _with_statements(self, report: PublicationReport) -> PublicationReport:
        with self._store.read() as work:
            return with_statements(work, report)

    def _released_only(self, report: PublicationReport) -> None:
        if waiting := len(report.unreleased):
            raise Conflict(
                "quarantined",
                f"{waiting} places in the file wait until somebody other than the uploader has released them.",
            )


def _publishable(version: Version, actor_id: str) -> bool:
    others = actor_id not in (version.created_by, version.submitted_by)
    return version.state is VersionState.SUBMITTED and others


def _look_again(_index: TrialIndex) -> None:
    raise Conflict(
        "checks_outdated", "Something else was published meanwhile; look at the checks of this version again."
    )


def with_statements(work: Work, report: PublicationReport) -> PublicationReport:
    """The report with what people said about its findings, the newest word on each."""
    stored = work.publication_checks
    releases = _by_finding(stored.statements(report.version_id, StatementKind.RELEASE))
    seen = _by_finding(stored.statements(report.version_id, StatementKind.ACKNOWLEDGEMENT))
    return replace(
        report,
        quarantined=tuple(replace(one, release=releases.get(one.id)) for one in report.quarantined),
        contradictions=tuple(replace(one, seen=seen.get(one.id)) for one in report.contradictions),
        duplicates=tuple(replace(one, seen=seen.get(one.id)) for one in report.duplicates),
    )


def _by_finding(statements: Collection[Statement]) -> dict[str, Statement]:
    return {one.finding_id: one for one in statements}
