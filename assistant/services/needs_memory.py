"""What the gathering of needs keeps of questions between rounds: terms and vectors, in this process only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.errors import NotFound
from assistant.domain.needs import Asked
from assistant.domain.personal_data import find_personal_data, mask
from assistant.services.needs_clustering import Sketch
from assistant.services.needs_names import Wording
from assistant.services.needs_store import Unsifted
from assistant.services.stores import Work
from knowledge_base import Embeddings
from knowledge_base.text import content_terms


@dataclass(frozen=True, slots=True)
class AskedText:
    """A question's text on its way into the memory; never kept."""

    conversation_id: str
    language: str
    text: str


class QuestionMemory:
    """Terms and vectors of questions by id. Nothing of it is stored: after a start it is made anew from the texts."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._seen: dict[str, tuple[Sketch, Wording]] = {}

    def __contains__(self, question_id: str) -> bool:
        return question_id in self._seen

    def read(self, work: Work, asked: Iterable[Asked], wanted: Iterable[Unsifted]) -> dict[str, AskedText]:
        """The texts of questions of which nothing is known yet; erased ones are left out."""
        messages = {one.question_id: one.message_id for one in wanted}
        of: dict[str, Asked | Unsifted] = {one.question_id: one for one in wanted}
        for member in asked:
            record = work.questions.get(member.question_id) if member.question_id not in self else None
            if record is not None:
                messages[member.question_id] = record.message_id
                of[member.question_id] = member
        found = {}
        for question_id, message_id in messages.items():
            text = text_of(work, message_id)
            if text is not None:
                one = of[question_id]
                found[question_id] = AskedText(one.conversation_id, one.language, text)
        return found

    def keep(self, texts: Mapping[str, AskedText]) -> None:
        """Look at new texts, without their personal data."""
        new = {question_id: asked for question_id, asked in texts.items() if question_id not in self}
        masked = [mask(asked.text, find_personal_data(asked.text)) for asked in new.values()]
        vectors = self._embeddings.embed(masked)
        for vector, plain, (question_id, asked) in zip(vectors, masked, new.items(), strict=True):
            sketch = Sketch(question_id, asked.language, content_terms(plain), vector)
            wording = Wording.of(question_id, asked.conversation_id, asked.language, asked.text)
            self._seen[question_id] = (sketch, wording)

    def sketch(self, question_id: str) -> Sketch:
        """Raises KeyError for a question that is not in the memory."""
        return self._seen[question_id][0]

    def sketches(self) -> Iterator[Sketch]:
        """All of them."""
        return (sketch for sketch, _ in self._seen.values())

    def wordings(self, asked: Iterable[Asked]) -> dict[str, Wording]:
        """Of those of the questions that are in the memory."""
        return {one.question_id: self._seen[one.question_id][1] for one in asked if one.question_id in self}

    def keep_only(self, question_ids: Collection[str]) -> None:
        """Drop all others: what another process erased must not live on here."""
        self._seen = {one: seen for one, seen in self._seen.items() if one in question_ids}

    def forget(self, conversation_id: str) -> None:
        """Drop all that came from a conversation."""
        of = {one: wording.conversation_id for one, (_, wording) in self._seen.items()}
        for question_id in [one for one, conversation in of.items() if conversation == conversation_id]:
            del self._seen[question_id]


def text_of(work: Work, message_id: str) -> str | None:
    """The text of a message, None once its conversation is erased."""
    try:
        message = work.conversations.message(message_id)
    except NotFound:
        return None
    return message.text if message is not None else None
