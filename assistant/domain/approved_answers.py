"""Approved answers: a reply that a person decided, kept for whoever asks the same again. State is derived from events.

An approved answer only takes the place of a draft. It is checked and routed like any other, so that keeping one never
lets anything out that would not have gone out before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from assistant.domain.answer_parts import HEADINGS, Part
from assistant.domain.answers import Citation, Claim, Draft, DraftMethod, Quote
from assistant.domain.errors import Conflict
from assistant.domain.questions import Language

OWN_WORDS_RUN = 6
"""Words in a row (characters count as words in Chinese) that make a reply repeat what a citizen wrote. Fewer are found
in any two texts on one matter: of the sample town's drafts and their questions 4 in 100 share five, none shares six."""

_MARK = re.compile(r"\s*\[(\d+)\]")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


class ApprovedState(StrEnum):
    """Where an approved answer stands."""

    STANDING = "standing"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class LapseReason(StrEnum):
    """Why an answer is used no more until somebody renews it."""

    SOURCE_CHANGED = "source_changed"
    CONFLICT = "conflict"
    WORDING_ERASED = "wording_erased"


class ApprovedStep(StrEnum):
    """What can happen to an approved answer after it was kept."""

    LAPSED = "lapsed"
    RENEWED = "renewed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ApprovedEvent:
    """One step. `reason` is a LapseReason or a person's words; `citations` belong to RENEWED: where the quotes stand now."""

    step: ApprovedStep
    by: str
    at: datetime
    reason: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask. `conversation_id` is that of the citizen whose words these are, None for words of the staff."""

    text: str
    key: str
    conversation_id: str | None = None


@dataclass(frozen=True, slots=True)
class ApprovedFacts:
    """What was kept, never changed: the text as it was sent, its sources, and who answers for it.

    `text` holds the marks of its citations. `decision_id` is the decision that sent it; `kept_by` need not be the same
    person as decided. `label` is what a citizen reads about who checked it: role and unit, never a name.
    """

    id: str
    department_id: str
    topic_id: str
    language: Language
    text: str
    citations: tuple[Citation, ...]
    decision_id: str
    kept_by: str
    role: str
    label: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class ApprovedAnswer:
    """An approved answer with its wordings and what happened to it."""

    facts: ApprovedFacts
    wordings: tuple[Wording, ...]
    citations: tuple[Citation, ...]
    events: tuple[ApprovedEvent, ...] = ()
    state: ApprovedState = ApprovedState.STANDING
    uses: int = 0

    @classmethod
    def of(
        cls,
        facts: ApprovedFacts,
        wordings: Iterable[Wording],
        events: Iterable[ApprovedEvent] = (),
        uses: int = 0,
    ) -> ApprovedAnswer:
        """The answer as its events made it. Raises Conflict for a step that its state forbids."""
        answer = cls(facts, tuple(wordings), facts.citations, uses=uses)
        for event in events:
            answer = answer.after(event)
        return answer

    def after(self, event: ApprovedEvent) -> ApprovedAnswer:
        """The answer one step on. Raises Conflict: `answer_withdrawn`, `answer_lapsed`, `answer_standing`."""
        if self.state is ApprovedState.WITHDRAWN:
            raise Conflict("answer_withdrawn", "This answer has been withdrawn.")
        moved = replace(self, events=(*self.events, event))
        match event.step:
            case ApprovedStep.LAPSED:
                if self.state is ApprovedState.LAPSED:
                    raise Conflict("answer_lapsed", "This answer has lapsed already.")
                return replace(moved, state=ApprovedState.LAPSED)
            case ApprovedStep.RENEWED:
                if self.state is ApprovedState.STANDING:
                    raise Conflict("answer_standing", "This answer is in use.")
                return replace(moved, state=ApprovedState.STANDING, citations=event.citations)
            case ApprovedStep.WITHDRAWN:
                return replace(moved, state=ApprovedState.WITHDRAWN)
            case _:
                assert_never(event.step)

    @property
    def version_ids(self) -> frozenset[str]:
        """The versions it stands on."""
        return frozenset(one.version_id for one in self.citations)

    @property
    def lapse_reason(self) -> LapseReason | None:
        """Why it lapsed, None while it stands."""
        if self.state is not ApprovedState.LAPSED:
            return None
        last = next(event for event in reversed(self.events) if event.step is ApprovedStep.LAPSED)
        return LapseReason(last.reason)

    def draft(self) -> Draft:
        """The kept words as a draft that can be checked."""
        return draft_of(self.facts.text, self.citations, self.facts.language)


def draft_of(text: str, citations: Sequence[Citation], language: Language) -> Draft:
    """A sent text as claims: one a paragraph, with the quotes that its marks name and the part that its heading says.

    A paragraph without marks has no quotes, and so no check will find it supported.
    """
    quotes = {one.number: _quote(one) for one in citations}
    parts = {heading: part for part, heading in HEADINGS[language].items()}
    part, claims = Part.ANSWER, []
    for paragraph in re.split(r"\n{2,}", text):
        if paragraph.strip() in parts:
            part = parts[paragraph.strip()]
            continue
        numbers = dict.fromkeys(int(number) for number in _MARK.findall(paragraph))
        said = _MARK.sub("", paragraph).strip()
        if said:
            quoted = tuple(quotes[number] for number in numbers if number in quotes)
            claims.append(Claim(said, quoted, part))
    return Draft(tuple(claims), language, DraftMethod.APPROVED)


def repeats(asked: str, reply: str) -> bool:
    """True if the reply holds OWN_WORDS_RUN words in a row of what a citizen wrote."""
    said = [word.casefold() for word in _WORD.findall(asked)]
    runs = {tuple(said[at : at + OWN_WORDS_RUN]) for at in range(len(said) - OWN_WORDS_RUN + 1)}
    there = [word.casefold() for word in _WORD.findall(reply)]
    return any(tuple(there[at : at + OWN_WORDS_RUN]) in runs for at in range(len(there) - OWN_WORDS_RUN + 1))


def _quote(citation: Citation) -> Quote:
    return Quote(
        citation.passage_id,
        citation.version_id,
        citation.document_id,
        citation.quote,
        citation.start,
        citation.end,
    )
