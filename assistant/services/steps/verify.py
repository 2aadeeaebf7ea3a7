"""The step that checks the draft against its passages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, tzinfo

from assistant.domain.questions import Stage
from assistant.domain.routing import Working
from assistant.domain.verification import verify


class Verify:
    """Sets the verdict. Without a draft there is nothing to check and the verdict stays unset."""

    def __init__(self, zone: tzinfo = UTC) -> None:
        """`zone` decides which day a question was asked on, and so which versions were in force."""
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
        return replace(working, verdict=verify(working.draft, working.evidence, day))
