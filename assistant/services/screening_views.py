"""The screening rules, their changes and a tried message as staff see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.message_reading import EXCEPTABLE_KINDS, READING, REASON_OF, MessageKind
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.routing import ShowEmergency, Working
from assistant.domain.screening import MAX_SCREENED, Rule, ScreeningRules
from assistant.domain.screening_changes import (
    ChangeBook,
    ChangeState,
    ExceptionAdded,
    PhraseAdded,
    ScreeningChange,
)
from assistant.domain.screening_form import screening_form
from assistant.services.local_rules import LET_THROUGH, LOCAL

SHOWN_WORDS = 5
"""Words shown of one rule that fired: enough to see why, and a line of the console."""


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule in the words of its file. `needed` of its phrases must be found; `patterns` counts the expressions that
    phrases could not say, by language."""

    name: str
    reason: Reason
    emergency: bool
    needed: int
    phrases: Mapping[Language, tuple[str, ...]]
    exceptions: Mapping[Language, tuple[str, ...]]
    patterns: Mapping[Language, int]


@dataclass(frozen=True, slots=True)
class SeenRule:
    """A rule in force; `added_exceptions` are those of policy staff, by language."""

    text: RuleText
    local: bool
    added_exceptions: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SeenChange:
    """A change with its state and display names. `undo_waits`: taking it back waits for a second person."""

    change: ScreeningChange
    state: ChangeState
    by: str
    decided_by: str | None
    mine: bool
    loosens: bool
    undo_waits: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Fired:
    """A flag of a tried message: its reason, the rule, and the words that the rule saw (in their screening form)."""

    reason: Reason
    rule: str
    words: tuple[str, ...]
    emergency: bool
    let_through: bool


@dataclass(frozen=True, slots=True)
class TryOut:
    """What the screen makes of a message. `masked` is how it goes on; `contacts` are shown at once, by name."""

    masked: str
    personal_data: tuple[str, ...]
    language: str | None
    fired: tuple[Fired, ...]
    contacts: tuple[str, ...]


def rules_seen(texts: Sequence[RuleText], book: ChangeBook) -> tuple[SeenRule, ...]:
    """Every shipped rule with the exceptions added to it, the added phrases, each as a rule of its own, and the learned
    reader's kinds from which a message can be excepted."""
    standing = book.standing()
    added = [
        (change.content.rule, change.content)
        for change in standing
        if isinstance(change.content, ExceptionAdded)
    ]
    local = [_local_text(change) for change in standing if isinstance(change.content, PhraseAdded)]
    seen = []
    for text in (*texts, *local, *map(_reading_text, EXCEPTABLE_KINDS)):
        of_rule = [content for rule, content in added if rule == text.name]
        exceptions = {
            language: tuple(content.phrase for content in of_rule if content.language is language)
            for language in Language
        }
        seen.append(SeenRule(text, text.name.startswith(LOCAL), exceptions))
    return tuple(seen)


def tried(rules: ScreeningRules, working: Working, text: str) -> TryOut:
    """What a run of the screen showed, with the words of each rule that fired."""
    by_name = {rule.name: rule for rule in rules.rules}
    form = screening_form(text[:MAX_SCREENED])
    fired = tuple(
        Fired(
            flag.reason,
            flag.rule,
            words_seen(by_name[flag.rule], form) if flag.rule in by_name else (),
            by_name[flag.rule].emergency if flag.rule in by_name else False,
            flag.rule.startswith(LET_THROUGH),
        )
        for flag in working.flags
    )
    language = working.language or working.question.language
    route = working.route
    contacts = route.contacts if isinstance(route, ShowEmergency) else ()
    return TryOut(
        masked=working.masked_text,
        personal_data=tuple(dict.fromkeys(span.type.value for span in working.personal_data)),
        language=working.language,
        fired=fired,
        contacts=tuple(f"{contact.name[language]}: {contact.phone}" for contact in contacts),
    )


def words_seen(rule: Rule, form: str) -> tuple[str, ...]:
    """The words of a text in its screening form that a rule's phrases match, exceptions cut out, each once."""
    for exception in rule.exceptions:
        form = exception.sub("\n", form)
    found = (match.group().strip() for pattern in rule.patterns for match in pattern.finditer(form))
    return tuple(dict.fromkeys(" ".join(words.split()) for words in found))[:SHOWN_WORDS]


def _reading_text(kind: MessageKind) -> RuleText:
    """A kind of the learned reader. It goes by no phrases, so that none can be shown."""
    none: dict[Language, tuple[str, ...]] = dict.fromkeys(Language, ())
    return RuleText(f"{READING}{kind}", REASON_OF[kind], False, 1, none, none, dict.fromkeys(Language, 0))


def _local_text(change: ScreeningChange) -> RuleText:
    content = change.content
    assert isinstance(content, PhraseAdded)
    none: dict[Language, tuple[str, ...]] = dict.fromkeys(Language, ())
    return RuleText(
        name=f"{LOCAL}{change.id}",
        reason=content.reason,
        emergency=content.emergency,
        needed=1,
        phrases={**none, content.language: (content.phrase,)},
        exceptions=none,
        patterns=dict.fromkeys(Language, 0),
    )
