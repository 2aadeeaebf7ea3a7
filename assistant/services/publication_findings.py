"""What the checks find in a version, compared with what is published now. Nothing here asks who wants to know."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, tzinfo

from assistant.domain.publication_checks import (
    Check,
    Contradiction,
    Duplicate,
    Gap,
    Incomplete,
    PublicationReport,
    Quarantined,
    finding_id,
)
from assistant.services.contradictions.finding import ContradictionFinder
from assistant.services.ports import Clock
from knowledge_base import KnowledgeBase, ParseWarning, TrialIndex, VersionPreview

log = logging.getLogger(__name__)

WORDS_AROUND = 80
"""Characters shown before and after a quarantined place: about a line, enough to see what it belongs to."""

WORDS_SHOWN = 600
"""Characters of the place itself that are shown."""

_KEPT = 64
"""Reports kept, so that looking and then publishing compares once; each is for one state of what is published."""


class PublicationFindings:
    """Reads, compares and remembers. A check that breaks off is reported as not done, and is done anew next time."""

    def __init__(self, base: KnowledgeBase, clock: Clock, time_zone: tzinfo) -> None:
        self._base = base
        self._clock = clock
        self._time_zone = time_zone
        self._finder = ContradictionFinder(lambda query: base.search(query))
        self._reports: OrderedDict[tuple[str, str, date], PublicationReport] = OrderedDict()
        self._lock = threading.Lock()

    def today(self) -> date:
        """The day in the town."""
        return self._clock.now().astimezone(self._time_zone).date()

    def of(self, version_id: str) -> PublicationReport:
        """The report without statements and without what is touched. Raises UnknownObject."""
        index, today = self._base.active_index(), self.today()
        key = (version_id, index.id if index is not None else "", today)
        with self._lock:
            if key in self._reports:
                self._reports.move_to_end(key)
                return self._reports[key]
        report = self._found(self._base.preview(version_id), key[1], today)
        if not report.barred_by:
            with self._lock:
                self._reports[key] = report
                if len(self._reports) > _KEPT:
                    self._reports.popitem(last=False)
        return report

    def quarantined(self, version_id: str) -> PublicationReport:
        """What the file itself is held for, compared with nothing. Raises UnknownObject."""
        return PublicationReport(version_id, "", _all_quarantined(self._base.preview(version_id)))

    def among(self, index: TrialIndex, version_ids: Collection[str]) -> tuple[Contradiction, ...]:
        """Contradictions between versions that are published together, each pair once. Raises IndexUnavailable."""
        pairs: dict[frozenset[str], Contradiction] = {}
        for version_id in version_ids:
            preview = self._base.preview(version_id)
            day = max(self.today(), preview.version.effective_from)
            for one in self._finder.of(preview, day, index.search).found:
                if one.theirs.version_id in version_ids:
                    pairs.setdefault(frozenset((one.ours.passage_id, one.theirs.passage_id)), one)
        return tuple(pairs.values())

    def _found(self, preview: VersionPreview, index_id: str, today: date) -> PublicationReport:
        report = PublicationReport(preview.version.id, index_id, _all_quarantined(preview))
        if not index_id:
            return report
        day = max(today, preview.version.effective_from)
        report = self._checked(
            report, Check.CONTRADICTIONS, lambda one: self._contradictions(one, preview, day)
        )
        return self._checked(report, Check.DUPLICATES, lambda one: self._duplicates(one, preview, day))

    def _checked(
        self,
        report: PublicationReport,
        check: Check,
        look: Callable[[PublicationReport], PublicationReport],
    ) -> PublicationReport:
        try:
            return look(report)
        except Exception as error:  # noqa: BLE001 - a check that fails holds the version, whatever it was
            log.error("the check for %s failed: %s", check.value, type(error).__name__)
            return _with_gap(report, check, Gap.FAILED, type(error).__name__)

    def _contradictions(
        self, report: PublicationReport, preview: VersionPreview, day: date
    ) -> PublicationReport:
        found = self._finder.of(preview, day)
        report = replace(report, contradictions=found.found)
        if found.left_out:
            return _with_gap(report, Check.CONTRADICTIONS, Gap.RULES_LEFT_OUT, str(found.left_out))
        return report

    def _duplicates(self, report: PublicationReport, preview: VersionPreview, day: date) -> PublicationReport:
        version_id = preview.version.id
        found = tuple(
            Duplicate(
                id=finding_id("duplicate", version_id, one.version.id),
                document_id=one.document.id,
                version_id=one.version.id,
                title=one.version.title,
                department_id=one.document.department_id,
                share=one.share,
                other_share=one.other_share,
                copied=tuple(paragraph.text for paragraph in one.copied),
            )
            for one in self._base.near_duplicates(version_id, day)
        )
        return replace(report, duplicates=found)


def _with_gap(report: PublicationReport, check: Check, gap: Gap, detail: str) -> PublicationReport:
    gap_id = finding_id("gap", report.version_id, check.value, gap.value, detail)
    return replace(report, incomplete=(*report.incomplete, Incomplete(gap_id, check, gap, detail)))


def _all_quarantined(preview: VersionPreview) -> tuple[Quarantined, ...]:
    return tuple(_quarantined(preview, warning) for warning in preview.warnings if warning.kind.quarantines)


def _quarantined(preview: VersionPreview, warning: ParseWarning) -> Quarantined:
    text, start, end = preview.text, warning.start, warning.end
    named = (warning.kind.value, str(start), str(end), warning.detail, warning.hidden)
    return Quarantined(
        id=finding_id("quarantine", preview.version.id, *named),
        kind=warning.kind.value,
        detail=warning.detail,
        start=start,
        end=end,
        before=text[max(0, start - WORDS_AROUND) : start],
        words=text[start:end][:WORDS_SHOWN],
        after=text[end : end + WORDS_AROUND],
        hidden=warning.hidden,
    )
