"""Hard rules: what a message must not contain if a machine is to answer it (C-15).

The phrases are data (`assistant/screening_rules`); this is how they are matched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.reasons import Reason
from assistant.domain.screening_form import screening_form

MAX_MESSAGE = 4_000
"""Characters a question may have; the chat page accepts no more (a longer one comes by other ways and goes to a person)."""

MAX_SCREENED = 40_000
"""Characters looked at: ten of the longest messages. What is longer goes to a person anyway."""


def wording(text: str) -> str:
    """A message's letters and digits in its screening form: two messages have the same wording if they differ in
    nothing but case, blanks, marks, tricks of spelling or traditional characters."""
    return "".join(sign for sign in screening_form(text) if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. It fires if at least `needed` different patterns are found once the exceptions are cut out.

    `emergency` says that help must be shown at once, not only that a person must read the message.
    """

    reason: Reason
    name: str
    emergency: bool
    patterns: tuple[re.Pattern[str], ...]
    exceptions: tuple[re.Pattern[str], ...]
    needed: int = 1

    def fires(self, form: str) -> bool:
        """Whether the rule fires on a text in its screening form."""
        for exception in self.exceptions:
            form = exception.sub("\n", form)
        found = 0
        for pattern in self.patterns:
            found += pattern.search(form) is not None
            if found >= self.needed:
                return True
        return False


@dataclass(frozen=True, slots=True)
class ScreeningRules:
    """All rules in force, in the order in which their reasons lead."""

    rules: tuple[Rule, ...]
    read_past: frozenset[tuple[str, str]] = frozenset()
    """Whole messages that the learned reader no longer flags: the name of its rule, and the message's wording."""

    def reads_past(self, rule: str, text: str) -> bool:
        """Whether policy staff excepted a message of this wording from this rule of the reader."""
        return any(rule == name for name, _ in self.read_past) and (rule, wording(text)) in self.read_past

    def firing(self, text: str) -> tuple[Rule, ...]:
        """The rules that fire on a text as typed, in order."""
        form = screening_form(text[:MAX_SCREENED])
        return tuple(rule for rule in self.rules if rule.fires(form))
