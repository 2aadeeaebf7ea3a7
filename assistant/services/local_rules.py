"""The shipped screening rules with what policy staff added to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.domain.message_reading import EXCEPTABLE_KINDS, READING
from assistant.domain.phrases import phrase_pattern
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.screening import Rule, ScreeningRules, wording
from assistant.domain.screening_changes import ExceptionAdded, PhraseAdded, ScreeningChange

LOCAL = "local/"
"""How the names of added phrases begin; what follows is the id of the change."""

LET_THROUGH = "let_through/"
"""How the flag is named that a message carries which only an added exception lets past a rule."""


@dataclass(frozen=True, slots=True)
class _LetThrough(Rule):
    """Fires on what a rule would have flagged, had nobody added an exception to it.

    Certificates were earned while such messages went to people; they cannot cover them now.
    """

    unchanged: Rule | None = None
    loosened: Rule | None = None

    def fires(self, form: str) -> bool:
        assert self.unchanged is not None
        assert self.loosened is not None
        looked_like = any(pattern.search(form) for pattern in self.patterns)
        return looked_like and self.unchanged.fires(form) and not self.loosened.fires(form)


def local_pattern(phrase: str, language: Language) -> re.Pattern[str]:
    """The pattern of an added phrase; it knows no lists. Raises PhraseError."""
    return re.compile(phrase_pattern(phrase, language, {}), re.ASCII)


def merged_rules(shipped: ScreeningRules, standing: Iterable[ScreeningChange]) -> ScreeningRules:
    """The rules in force: those shipped, exceptions added to them, and the added phrases among those of their reason.

    No shipped rule is ever left out. An exception to a rule that is no longer there has no effect.
    """
    changes = tuple(standing)
    added = [_local_rule(change) for change in changes if isinstance(change.content, PhraseAdded)]
    rules = _in_order((*shipped.rules, *added))
    exceptions: dict[str, list[re.Pattern[str]]] = {}
    for change in changes:
        if isinstance(change.content, ExceptionAdded) and not change.content.rule.startswith(READING):
            pattern = local_pattern(change.content.phrase, change.content.language)
            exceptions.setdefault(change.content.rule, []).append(pattern)
    kept: list[Rule] = []
    watchers: list[Rule] = []
    for rule in rules:
        extra = tuple(exceptions.get(rule.name, ()))
        loosened = replace(rule, exceptions=(*rule.exceptions, *extra)) if extra else rule
        kept.append(loosened)
        if extra:
            watchers.append(_watcher(rule, loosened, extra))
    return replace(shipped, rules=(*kept, *watchers), read_past=_read_past(changes))


def _read_past(changes: Iterable[ScreeningChange]) -> frozenset[tuple[str, str]]:
    """The wordings excepted from the reader. One from crisis has no effect, whoever wrote it into the store."""
    allowed = {f"{READING}{kind}" for kind in EXCEPTABLE_KINDS}
    contents = (change.content for change in changes)
    return frozenset(
        (content.rule, wording(content.phrase))
        for content in contents
        if isinstance(content, ExceptionAdded) and content.rule in allowed
    )


def _local_rule(change: ScreeningChange) -> Rule:
    content = change.content
    assert isinstance(content, PhraseAdded)
    pattern = local_pattern(content.phrase, content.language)
    return Rule(content.reason, f"{LOCAL}{change.id}", content.emergency, (pattern,), ())


def _watcher(rule: Rule, loosened: Rule, extra: tuple[re.Pattern[str], ...]) -> Rule:
    name = f"{LET_THROUGH}{rule.name}"
    return _LetThrough(Reason.NO_CERTIFICATE, name, False, extra, (), 1, rule, loosened)


def _in_order(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Shipped rules keep their order; an added one comes behind the last of its reason."""
    reasons = list(dict.fromkeys(rule.reason for rule in rules))
    return tuple(rule for reason in reasons for rule in rules if rule.reason is reason)
