"""The checks of a version as staff see them, and the release of what is quarantined (X-02, X-03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.errors import Conflict, Forbidden, Invalid
from assistant.domain.publication_checks import (
    Check,
    Gap,
    Incomplete,
    PublicationReport,
    Statement,
    StatementKind,
    finding_id,
)
from assistant.domain.staff import Right, Staff
from assistant.services.oversight import checked_reason
from assistant.services.policies import Policies
from assistant.services.ports import Clock
from assistant.services.publication_findings import PublicationFindings
from assistant.services.publication_rules import with_statements
from assistant.services.stores import Store
from assistant.services.touched_by_version import superseded, touched_by
from knowledge_base import KnowledgeBase, VersionPreview, VersionState


class PublicationChecks:
    """Whoever may see a version may see its checks; who may edit or publish it, but did not upload it, releases."""

    def __init__(
        self,
        policies: Policies,
        base: KnowledgeBase,
        store: Store,
        findings: PublicationFindings,
        clock: Clock,
    ) -> None:
        self._policies = policies
        self._base = base
        self._store = store
        self._findings = findings
        self._clock = clock

    def report(self, staff: Staff, version_id: str) -> PublicationReport:
        """Everything to be known before a publication. Raises NotFound, Forbidden as `Policies.preview`."""
        return self._seen_by(staff, self._policies.preview(staff, version_id))

    def release(
        self, staff: Staff, version_id: str, finding_ids: Sequence[str], why: str
    ) -> PublicationReport:
        """Let quarantined places through, with a reason. Raises NotFound, Forbidden, Invalid.

        Raises Conflict: `same_person` for whoever uploaded the file, `not_waiting` once it is published or discarded.
        """
        preview = self._policies.preview(staff, version_id)
        department = preview.document.department_id
        if not any(staff.may(right, department) for right in (Right.EDIT_POLICIES, Right.PUBLISH_POLICIES)):
            raise Forbidden("You may not do this for this department.")
        said = checked_reason(why, "why")
        if preview.version.created_by == staff.id:
            raise Conflict(
                "same_person", "Whoever uploaded a file does not release it: a second person must."
            )
        if preview.version.state not in (VersionState.DRAFT, VersionState.SUBMITTED):
            raise Conflict("not_waiting", "This version no longer waits to be published.")
        self._record(staff, self._findings.of(version_id), finding_ids, said)
        return self._seen_by(staff, preview)

    def _record(self, staff: Staff, report: PublicationReport, finding_ids: Sequence[str], why: str) -> None:
        known = {one.id: one for one in report.quarantined}
        wanted = list(dict.fromkeys(finding_ids))
        if not wanted or any(one not in known for one in wanted):
            raise Invalid("finding_ids", "Name places of this version that are quarantined.")
        now = self._clock.now()
        with self._store.begin() as work:
            for one in wanted:
                said = Statement(report.version_id, one, staff.id, now, why)
                work.publication_checks.add(StatementKind.RELEASE, said)
            data = {
                "findings": ",".join(wanted),
                "kinds": ",".join(sorted({known[one].kind for one in wanted})),
                "why": why,
            }
            work.oversight.audit(staff.id, "quarantine_released", "version", report.version_id, data, now)

    def _seen_by(self, staff: Staff, preview: VersionPreview) -> PublicationReport:
        version = preview.version
        report = self._findings.of(version.id)
        summary = self._base.document(preview.document.id)
        standing = superseded(summary, version, self._findings.today())
        with self._store.read() as work:
            found = touched_by(work, staff, standing, self._clock.now())
            report = replace(with_statements(work, report), touched=found.touched)
        if found.left_out:
            gap = Incomplete(
                finding_id("gap", version.id, Check.TOUCHED),
                Check.TOUCHED,
                Gap.CASES_LEFT_OUT,
                str(found.left_out),
            )
            report = replace(report, incomplete=(*report.incomplete, gap))
        return report
