"""Help for whoever is in danger does not wait: not for a free worker, not for a search, not for a model."""

from __future__ import annotations

import logging
from collections.abc import Callable

from assistant.domain.questions import Question
from assistant.domain.routing import ShowEmergency, Working
from assistant.services.ports import Step

log = logging.getLogger(__name__)


class HelpAtOnce:
    """Looks at a question as it is accepted, and lets one about danger have its outcome before the sender gets an answer.

    The screen is the pipeline's first step and such a question goes no further, so that nothing else is awaited.
    """

    def __init__(self, screen: Step, process: Callable[[str], object]) -> None:
        """`process` stores the outcome of the question of this id; idempotent."""
        self._screen = screen
        self._process = process

    def wanted(self, question: Question) -> bool:
        """True if a message tells of danger. False where looking fails, as in `given`. Never raises."""
        try:
            return isinstance(self._screen.run(Working(question)).route, ShowEmergency)
        except Exception as error:  # noqa: BLE001 - what it stands beside goes to a person in any case
            log.error("looking for danger beside question %s failed: %s", question.id, type(error).__name__)
            return False

    def given(self, question: Question) -> bool:
        """True if help is shown already. False for everything else, and wherever this fails: then it waits in the queue
        with all others, whose first step looks again. Never raises."""
        try:
            if not isinstance(self._screen.run(Working(question)).route, ShowEmergency):
                return False
            self._process(question.id)
        except Exception as error:  # noqa: BLE001 - an accepted question must never be refused afterwards
            log.error("looking for danger in question %s failed: %s", question.id, type(error).__name__)
            return False
        return True
