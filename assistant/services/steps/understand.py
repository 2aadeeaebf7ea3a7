"""Second step: what is asked, made standalone; its topic and department, whether it is too vague or mere courtesy."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.courtesies import Courtesies, CourtesyKind, answers_something
from assistant.domain.model_budgets import ChargedTo
from assistant.domain.personal_data import find_personal_data, mask
from assistant.domain.questions import Author, Language, Question, Stage, Turn
from assistant.domain.reasons import Reason
from assistant.domain.routing import Courtesy, Working
from assistant.domain.several_questions import MAX_PARTS
from assistant.domain.topics import Matter, TopicTerms
from assistant.domain.vagueness import is_vague
from assistant.services.ports import ChatModel, Directory, ModelFailure
from assistant.services.steps.hearing import Heard, hear_all
from assistant.services.steps.screen import published_contacts
from knowledge_base.text import content_terms


class Understand:
    """Sets standalone (masked), understood, department_id, topic_id, vague, and parts where a message asks several
    things. The history it leaves is masked and without courtesies. A message of courtesies alone ends here."""

    def __init__(
        self, directory: Directory, model: ChatModel | None = None, courtesies: Courtesies | None = None
    ) -> None:
        """A `model` is asked to rewrite follow-ups; where it fails, and where there is none, code does it."""
        self._topics = TopicTerms(directory.topics(), content_terms)
        self._published = published_contacts(directory)
        self._model = model
        self._courtesies = courtesies

    @property
    def stage(self) -> Stage:
        """This step's stage."""
        return Stage.UNDERSTAND

    def run(self, working: Working) -> Working:
        """A follow-up becomes the questions it leans on and itself, a line each, or the model's rewrite."""
        if (courtesy := self._courtesy(working)) is not None:
            return replace(working, route=courtesy)
        question = replace(working.question, history=self._history(working.question))
        working = replace(working, question=question)
        heard = hear_all(working.masked_text, question.history, self._topic_of)
        if len(heard) == 1:
            return self._understood(working, heard[0])
        parts = tuple(
            replace(self._understood(replace(working, masked_text=one.asked), one), parts=(), understood=())
            for one in heard[:MAX_PARTS]
        )
        more = (Reason.PARTIAL_ANSWER,) if len(heard) > MAX_PARTS else ()
        whole = self._understood(working, Heard(working.masked_text))
        return replace(
            whole,
            vague=False,
            parts=parts,
            understood=tuple(one.asked for one in heard[:MAX_PARTS]),
            reasons=(*whole.reasons, *more),
        )

    def _understood(self, working: Working, heard: Heard) -> Working:
        question, standalone = working.question, heard.standalone
        if heard.earlier and not heard.understood:
            language = working.language or question.language
            rewritten = self._rewritten(question, heard.asked, language)
            standalone = rewritten or standalone
        matter = self._matter(heard.asked, standalone)
        known = matter.topic_id is not None
        vague = heard.failed or (
            not heard.earlier and is_vague(heard.asked, content_terms, topic_known=known)
        )
        if question.hint:
            standalone = f"{standalone}\n{self._masked(question.hint)}"
        return replace(
            working,
            standalone=standalone,
            understood=heard.understood,
            department_id=matter.department_id,
            topic_id=matter.topic_id,
            vague=vague,
            reasons=(*working.reasons, Reason.NOT_UNDERSTOOD) if heard.failed else working.reasons,
        )

    def _courtesy(self, working: Working) -> Courtesy | None:
        """The fixed text in return, unless a rule wants a person to read the message or it answers a question of ours."""
        if self._courtesies is None or working.flags:
            return None
        kind = self._courtesies.kind_of(working.masked_text)
        if kind is None:
            return None
        if kind is CourtesyKind.ACKNOWLEDGED and answers_something(working.question.history):
            return None
        language = working.language or working.question.language
        return Courtesy(kind, self._courtesies.reply(kind, language))

    def _history(self, question: Question) -> tuple[Turn, ...]:
        return tuple(
            replace(turn, text=self._masked(turn.text))
            for turn in question.history
            if turn.author is not Author.CITIZEN or not self._is_courtesy(turn.text)
        )

    def _is_courtesy(self, text: str) -> bool:
        return self._courtesies is not None and self._courtesies.kind_of(text) is not None

    def _topic_of(self, text: str) -> str | None:
        return self._topics.matter(text).topic_id

    def _matter(self, text: str, standalone: str) -> Matter:
        """What the message itself names counts before what was said earlier: people change the subject."""
        own = self._topics.matter(text)
        return own if own.topic_id is not None else self._topics.matter(standalone)

    def _masked(self, text: str) -> str:
        return mask(text, find_personal_data(text, self._published))

    def _rewritten(self, question: Question, text: str, language: Language) -> str | None:
        if self._model is None:
            return None
        charged = ChargedTo(question.id, self._topics.matter(text).department_id)
        try:
            return self._model.rewrite(text, question.history, language, charged)
        except ModelFailure:
            return None
