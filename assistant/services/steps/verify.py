"""The step that checks the draft against its passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, tzinfo

from assistant.domain.answers import Draft, Finding
from assistant.domain.questions import Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import Working
from assistant.domain.verification import verify
from assistant.services.ports import OpenConflicts

UNSETTLED = "owners have not settled it"
"""Detail of a finding about a contradiction on record, where the draft's own passages may not show the other side."""


class Verify:
    """Sets the verdict. Without a draft there is nothing to check and the verdict stays unset.

    A claim on a passage that another document contradicts, as their owners have not settled yet, is a finding too.
    """

    def __init__(self, conflicts: OpenConflicts, zone: tzinfo = UTC) -> None:
        """`zone` decides which day a question was asked on, and so which versions were in force."""
        self._conflicts = conflicts
        self._zone = zone

    @property
    def stage(self) -> Stage:
        """Which stage this step is."""
        return Stage.VERIFY

    def run(self, working: Working) -> Working:
        """The question with the verdict on its draft."""
        if working.draft is None:
            return working
        day = working.question.asked_at.astimezone(self._zone).date()
        verdict = verify(working.draft, working.evidence, day)
        return replace(
            working, verdict=replace(verdict, findings=(*verdict.findings, *self._open(working.draft, day)))
        )

    def _open(self, draft: Draft, day: date) -> Iterator[Finding]:
        contradicted = self._conflicts.on({quote.passage_id for quote in draft.quotes()}, day)
        for index, claim in enumerate(draft.claims):
            if any(quote.passage_id in contradicted for quote in claim.quotes):
                yield Finding(Reason.KB_CONFLICT, index, 0, len(claim.text), UNSETTLED)
