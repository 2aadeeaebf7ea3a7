"""What stands on the text that a version would supersede: open cases, replies given, topics with a certificate."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.cases import derive_status
from assistant.domain.errors import NotFound
from assistant.domain.publication_checks import Touched, TouchedCase
from assistant.domain.staff import Right, Staff
from assistant.services.stores import Work
from knowledge_base import DocumentSummary, Version, VersionState

LOOKED_THROUGH = 1_000
"""Open drafts that are read; each is decrypted, and a thousand take about a second."""


@dataclass(frozen=True, slots=True)
class TouchedFound:
    """What was found, and how many open drafts were not read."""

    touched: Touched
    left_out: int


def superseded(summary: DocumentSummary, version: Version, today: date) -> tuple[str, ...]:
    """The versions in force (now or later) whose place this one takes; of a published one, the version it replaced."""
    if version.state is VersionState.PUBLISHED:
        return (version.supersedes,) if version.supersedes else ()
    begins = max(today, version.effective_from)
    return tuple(
        one.id
        for one in summary.versions
        if one.served and one.id != version.id and (one.effective_to is None or one.effective_to >= begins)
    )


def touched_by(work: Work, staff: Staff, version_ids: Collection[str], now: datetime) -> TouchedFound:
    """What stands on these versions. Of cases and replies the reader may not see there is only the number."""
    if not version_ids:
        return TouchedFound(Touched(), 0)
    drafts = work.recalls.open_drafts()
    cases: list[TouchedCase] = []
    others = 0
    topics: set[str] = set()
    for draft in drafts[:LOOKED_THROUGH]:
        if not _quotes(work, draft.question_id, version_ids):
            continue
        case = work.cases.get(draft.case_id)
        if case is None or not staff.may(Right.READ_CASES, case.department_id):
            others += 1
            continue
        state = derive_status(work.cases.events(case.id), now).state
        cases.append(TouchedCase(case.id, case.number, case.topic_id, state.value))
        topics |= {case.topic_id} if case.topic_id else set()
    replies = work.publication_checks.replies_standing_on(version_ids)
    topics |= {reply.topic_id for reply in replies if reply.topic_id}
    certified = {one.topic_id for one in work.oversight.certificates() if one.withdrawn_at is None}
    return TouchedFound(
        Touched(
            version_ids=tuple(version_ids),
            cases=tuple(cases),
            other_cases=others,
            replies=len(replies),
            reply_ids=tuple(
                one.reply_id for one in replies if staff.may(Right.READ_CASES, one.department_id)
            ),
            topics=tuple(sorted(topics)),
            certified_topics=tuple(sorted(topics & certified)),
        ),
        max(0, len(drafts) - LOOKED_THROUGH),
    )


def _quotes(work: Work, question_id: str, version_ids: Collection[str]) -> bool:
    try:
        drafts = work.questions.drafts(question_id)
    except NotFound:  # erased since: nothing of it is left to redraft
        return False
    return bool(drafts) and any(quote.version_id in version_ids for quote in drafts[-1].draft.quotes())
