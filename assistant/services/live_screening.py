"""The screen with the rules in force now: a change by policy staff counts for the very next message."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.questions import Stage
from assistant.domain.routing import Working
from assistant.domain.screening import ScreeningRules
from assistant.domain.screening_changes import ChangeBook
from assistant.services.local_rules import merged_rules
from assistant.services.ports import Step
from assistant.services.stores import Store

log = logging.getLogger(__name__)

MakeScreen = Callable[[ScreeningRules], Step]
"""Builds the screening step around a set of rules."""


@dataclass(frozen=True, slots=True)
class _InForce:
    revision: int
    step: Step


class LiveScreening:
    """Implements the port `Step`: screens with the shipped rules and all changes in force, in every process at once.

    The revision is read for each message, as stop switches are. Where the store cannot be read, the rules last known
    screen on: without the store nothing can be released, and whoever is in danger is still shown help.
    """

    def __init__(self, store: Store, shipped: ScreeningRules, make_screen: MakeScreen) -> None:
        """Reads the changes in force; raises what the store raises, so that nothing starts without them."""
        self._store = store
        self._shipped = shipped
        self._make_screen = make_screen
        self._lock = threading.Lock()
        self._in_force = self._read()

    @property
    def stage(self) -> Stage:
        """This step's stage."""
        return Stage.SCREEN

    @property
    def shipped(self) -> ScreeningRules:
        """The rules that come with the product or stand in the folder of the settings."""
        return self._shipped

    def run(self, working: Working) -> Working:
        """As the screening step, with the rules of this moment."""
        return self._now().step.run(working)

    def screen_with(self, book: ChangeBook) -> Step:
        """The step as these changes would make it, for trying out."""
        return self._make_screen(self.rules_with(book))

    def rules_with(self, book: ChangeBook) -> ScreeningRules:
        """The rules as these changes would make them."""
        return merged_rules(self._shipped, book.standing())

    def _now(self) -> _InForce:
        known = self._in_force
        try:
            with self._store.read() as work:
                revision = work.screening.revision()
            if revision == known.revision:
                return known
            with self._lock:
                if self._in_force.revision != revision:
                    self._in_force = self._read()
                return self._in_force
        except Exception as error:  # noqa: BLE001 - see the class
            log.error("the screening changes could not be read: %s", type(error).__name__)
            return known

    def _read(self) -> _InForce:
        with self._store.read() as work:
            book, revision = ChangeBook(work.screening.changes()), work.screening.revision()
        return _InForce(revision, self.screen_with(book))
