"""What a message asks, heard in its conversation: a choice, a correction, another person, a follow-up, or by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.clarified import chosen, offered
from assistant.domain.corrections import Correction, corrected, correction_in, other_thing
from assistant.domain.not_answered import says_not_answered
from assistant.domain.other_person import asked_for, for_other
from assistant.domain.questions import Author, Turn
from assistant.domain.several_questions import asks, questions_in
from assistant.domain.vagueness import is_follow_up, is_vague
from knowledge_base.text import content_terms

MAX_EARLIER_QUESTIONS = 3
"""Earlier questions a follow-up may lean on. It mostly leans on the last; that one may lean on another in turn."""

TURNS_HEARD = 16
"""Turns of a conversation that are looked back at: eight questions and their replies."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is asked: `asked` in full, `earlier` the questions it leans on, oldest first.

    `understood` is what the citizen is shown where we took their words for more than they say. `failed` says that this
    is the second turn in a row that did not get anywhere.
    """

    asked: str
    earlier: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    failed: bool = False

    @property
    def standalone(self) -> str:
        """The questions, a line each."""
        return "\n".join((*self.earlier, self.asked))


def hear(text: str, history: Sequence[Turn]) -> Heard:
    """A message heard in its conversation. `history` is masked and holds no courtesies."""
    options, asked_before = offered(history), _asked(history)
    if options and (choice := chosen(text, options, content_terms)):
        return Heard(choice, asked_before[-1:], (choice,))
    failed = says_not_answered(text, tuple(history))
    if asked_before and asks(_in_full(history)):
        if (correction := correction_in(text)) is not None:
            return _corrected(text, correction, history, failed)
        if (who := asked_for(text)) is not None:
            asked = for_other(who, _in_full(history))
            return Heard(asked, (), (asked,), failed)
        if (other := other_thing(text)) is not None:
            before = _in_full(history)
            asked_instead = corrected(other, before, content_terms, alike=True)
            if asked_instead is not None and asked_instead != before:
                return Heard(asked_instead, (), (asked_instead,), failed)
    earlier = tuple(_leant_on(text, history)) or (asked_before[-1:] if failed else ())
    if options:
        whole = "\n".join((*earlier, text))
        failed = failed or is_vague(whole, content_terms, topic_known=False)
    return Heard(text, earlier, (), failed)


def hear_all(text: str, history: Sequence[Turn]) -> tuple[Heard, ...]:
    """Each question of a message that asks several, heard after those before it; one if it asks one thing."""
    history = history[-TURNS_HEARD:]
    heard = hear(text, history)
    if heard.understood or heard.failed:
        return (heard,)
    questions = questions_in(text, content_terms)
    if len(questions) < 2:
        return (heard,)
    found: list[Heard] = []
    said = list(history)
    for question in questions:
        found.append(hear(question, said))
        said.append(Turn(Author.CITIZEN, question))
    return tuple(found)


def _corrected(text: str, correction: Correction, history: Sequence[Turn], failed: bool) -> Heard:
    """The earlier question with the correction in it; a whole question instead takes its place."""
    before = _in_full(history)
    if questions_in(correction.new, content_terms) and _is_question(correction.new):
        return Heard(correction.new, tuple(_leant_on(correction.new, history)), (correction.new,), failed)
    asked = corrected(correction, before, content_terms)
    if asked is None or asked == before:
        return Heard(text, (before,), (), failed)
    return Heard(asked, (), (asked,), failed)


def _is_question(text: str) -> bool:
    words = text.split()
    if text.rstrip().endswith(("?", "？")):
        return len(words) > 2 or len(text) > 5
    return bool(words) and words[0].casefold() in (
        "how",
        "what",
        "when",
        "where",
        "why",
        "who",
        "can",
        "do",
        "is",
    )


def _in_full(history: Sequence[Turn]) -> str:
    """The citizen's last question as it was heard then: a correction of a correction starts from the corrected one."""
    last = max(place for place, turn in enumerate(history) if turn.author is Author.CITIZEN)
    heard = hear(history[last].text, history[:last])
    return heard.asked if heard.understood else history[last].text


def _asked(history: Sequence[Turn]) -> tuple[str, ...]:
    return tuple(turn.text for turn in history if turn.author is Author.CITIZEN)


def _leant_on(text: str, history: Sequence[Turn]) -> list[str]:
    """The citizen's earlier questions a follow-up needs, oldest first; none if the text stands alone."""
    if not is_follow_up(text, content_terms):
        return []
    needed: list[str] = []
    for place in range(len(history) - 1, -1, -1):
        turn = history[place]
        if turn.author is not Author.CITIZEN:
            continue
        heard = hear(turn.text, history[:place]) if len(needed) == 0 else None
        if heard is not None and heard.understood:
            return [heard.asked]
        needed.append(turn.text)
        if len(needed) == MAX_EARLIER_QUESTIONS or not is_follow_up(turn.text, content_terms):
            break
    return needed[::-1]
