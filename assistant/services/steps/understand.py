"""Second step: the question made standalone, its topic and department, and whether it is too vague."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.personal_data import find_personal_data, mask
from assistant.domain.questions import Author, Language, Stage, Turn
from assistant.domain.routing import Working
from assistant.domain.topics import Matter, TopicTerms
from assistant.domain.vagueness import is_follow_up, is_vague
from assistant.services.ports import ChatModel, Directory, ModelFailure
from assistant.services.steps.screen import published_contacts
from knowledge_base.text import content_terms

MAX_EARLIER_QUESTIONS = 3
"""Earlier questions a follow-up may lean on. It mostly leans on the last; that one may lean on another in turn."""


class Understand:
    """Sets standalone (masked), department_id, topic_id and vague."""

    def __init__(self, directory: Directory, model: ChatModel | None = None) -> None:
        """A `model` is asked to rewrite follow-ups; where it fails, and where there is none, code does it."""
        self._topics = TopicTerms(directory.topics(), content_terms)
        self._published = published_contacts(directory)
        self._model = model

    @property
    def stage(self) -> Stage:
        """This step's stage."""
        return Stage.UNDERSTAND

    def run(self, working: Working) -> Working:
        """A follow-up becomes the questions it leans on and itself, a line each, or the model's rewrite."""
        question, text = working.question, working.masked_text
        history = [replace(turn, text=self._masked(turn.text)) for turn in question.history]
        earlier = _leant_on(text, history)
        standalone = text
        if earlier:
            language = working.language or question.language
            standalone = self._rewritten(text, history, language) or "\n".join((*earlier, text))
        matter = self._matter(text, standalone)
        vague = not earlier and is_vague(text, content_terms, topic_known=matter.topic_id is not None)
        if question.hint:
            standalone = f"{standalone}\n{self._masked(question.hint)}"
        return replace(
            working,
            standalone=standalone,
            department_id=matter.department_id,
            topic_id=matter.topic_id,
            vague=vague,
        )

    def _matter(self, text: str, standalone: str) -> Matter:
        """What the message itself names counts before what was said earlier: people change the subject."""
        own = self._topics.matter(text)
        return own if own.topic_id is not None else self._topics.matter(standalone)

    def _masked(self, text: str) -> str:
        return mask(text, find_personal_data(text, self._published))

    def _rewritten(self, text: str, history: Sequence[Turn], language: Language) -> str | None:
        if self._model is None:
            return None
        try:
            return self._model.rewrite(text, history, language)
        except ModelFailure:
            return None


def _leant_on(text: str, history: Sequence[Turn]) -> list[str]:
    """The citizen's earlier questions a follow-up needs, oldest first; none if the text stands alone."""
    if not is_follow_up(text, content_terms):
        return []
    needed: list[str] = []
    for turn in reversed(history):
        if turn.author is not Author.CITIZEN:
            continue
        needed.append(turn.text)
        if len(needed) == MAX_EARLIER_QUESTIONS or not is_follow_up(turn.text, content_terms):
            break
    return needed[::-1]
