"""What a message asks, heard in its conversation: a choice, a correction, another person, a follow-up, or by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain.clarified import chosen, offered
from assistant.domain.corrections import corrected, correction_in, other_thing
from assistant.domain.not_answered import says_not_answered
from assistant.domain.other_person import asked_for, for_other
from assistant.domain.questions import Author, Turn
from assistant.domain.several_questions import asks, questions_in
from assistant.domain.vagueness import is_follow_up, is_vague, points_back
from knowledge_base.text import content_terms

MAX_EARLIER_QUESTIONS = 3
"""Earlier questions a follow-up may lean on. It mostly leans on the last; that one may lean on another in turn."""

TopicOf = Callable[[str], str | None]
"""The topic that the words of a text name."""

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


def hear(text: str, history: Sequence[Turn], topic_of: TopicOf) -> Heard:
    """A message heard in its conversation. `history` is masked and holds no courtesies."""
    options, asked_before = offered(history), _asked(history)
    if options and (choice := chosen(text, options, content_terms)):
        return Heard(choice, asked_before[-1:], (choice,))
    failed = says_not_answered(text, tuple(history))
    if asked_before and (changed := _changed(text, history, failed, topic_of)) is not None:
        return changed
    earlier = tuple(_leant_on(text, history, topic_of)) or (asked_before[-1:] if failed else ())
    if options:
        whole = "\n".join((*earlier, text))
        failed = failed or is_vague(whole, content_terms, topic_known=False)
    return Heard(text, earlier, (), failed)


def hear_all(text: str, history: Sequence[Turn], topic_of: TopicOf) -> tuple[Heard, ...]:
    """Each question of a message that asks several, heard after those before it; one if it asks one thing."""
    history = history[-TURNS_HEARD:]
    heard = hear(text, history, topic_of)
    if heard.understood or heard.failed:
        return (heard,)
    questions = questions_in(text, content_terms)
    if len(questions) < 2:
        return (heard,)
    found: list[Heard] = []
    said = list(history)
    for question in questions:
        found.append(hear(question, said, topic_of))
        said.append(Turn(Author.CITIZEN, question))
    return tuple(found)


def _changed(text: str, history: Sequence[Turn], failed: bool, topic_of: TopicOf) -> Heard | None:
    """The question before with a correction, another person or another thing in it; None for any other message."""
    correction, who, other = correction_in(text), asked_for(text), other_thing(text)
    if correction is None and who is None and other is None:
        return None
    before = _in_full(history, topic_of)
    if not asks(before):
        return None
    if correction is not None:
        if asks(correction.new):
            earlier = tuple(_leant_on(correction.new, history, topic_of))
            return Heard(correction.new, earlier, (correction.new,), failed)
        asked = corrected(correction, before, content_terms)
        if asked is None or asked == before:
            return Heard(text, (before,), (), failed)
    elif who is not None:
        asked = for_other(who, before)
    else:
        assert other is not None
        asked = corrected(other, before, content_terms, alike=True)
        if asked is None or asked == before:
            return None
    return Heard(asked, (), (asked,), failed)


def _in_full(history: Sequence[Turn], topic_of: TopicOf) -> str:
    """The citizen's last question as it was heard then: a correction of a correction starts from the corrected one."""
    last = max(place for place, turn in enumerate(history) if turn.author is Author.CITIZEN)
    heard = hear(history[last].text, history[:last], topic_of)
    return heard.asked if heard.understood else history[last].text


def _asked(history: Sequence[Turn]) -> tuple[str, ...]:
    return tuple(turn.text for turn in history if turn.author is Author.CITIZEN)


def _leant_on(text: str, history: Sequence[Turn], topic_of: TopicOf) -> list[str]:
    """The citizen's earlier questions a follow-up needs, oldest first; none if the text stands alone."""
    if not is_follow_up(text, content_terms) or _names_another_topic(text, history, topic_of):
        return []
    needed: list[str] = []
    for place in range(len(history) - 1, -1, -1):
        turn = history[place]
        if turn.author is not Author.CITIZEN:
            continue
        heard = hear(turn.text, history[:place], topic_of) if len(needed) == 0 else None
        if heard is not None and heard.understood:
            return [heard.asked]
        needed.append(turn.text)
        if len(needed) == MAX_EARLIER_QUESTIONS or not is_follow_up(turn.text, content_terms):
            break
    return needed[::-1]


def _names_another_topic(text: str, history: Sequence[Turn], topic_of: TopicOf) -> bool:
    """True for a message that is only short: it points back to nothing and names a topic that the last one did not."""
    own = None if points_back(text) else topic_of(text)
    asked_before = _asked(history)
    return own is not None and bool(asked_before) and topic_of(asked_before[-1]) != own
