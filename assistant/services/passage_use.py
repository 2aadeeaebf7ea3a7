"""Counting which passages are found and quoted, in the transaction of what made them so.

Only sums by week are kept: no text, no question, no conversation, no moment. Nothing has to go when a citizen erases
their conversation, because nothing of it is here (L-12).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from assistant.domain.answers import Citation
from assistant.domain.conversations import QuestionRecord
from assistant.domain.passage_use import week_of
from assistant.domain.routing import Working
from assistant.services.stores import Work


def count_found(work: Work, record: QuestionRecord, working: Working) -> None:
    """Count a finished question and the passages its draft was made from. One that was never searched counts nowhere.

    A new draft for the same question is not counted again.
    """
    if not working.index_version:
        return
    week = week_of(record.finished_at or record.asked_at)
    work.passage_use.found(week, {one.passage_id: one.version_id for one in working.evidence})
    if record.department_id is not None:
        work.passage_use.asked(week, record.department_id, record.language.value)


def count_quoted(work: Work, citations: Iterable[Citation], at: datetime) -> None:
    """Count the passages a reply quotes, each once."""
    work.passage_use.quoted(week_of(at), {one.passage_id: one.version_id for one in citations})
