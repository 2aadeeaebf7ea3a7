"""What the retrieving step asks the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.adapters.directory_file import DirectoryFile
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Author, Language, Question, Turn
from assistant.domain.routing import Working
from assistant.services.steps.retrieve import Retrieve
from tests.services.engine_parts import a_passage

DIRECTORY = Path(__file__).parents[2] / "knowledge_base" / "sample" / "directory.yaml"
REPLY = "84 euros a year."
BINS, HOUSING = "What does the grey bin cost?", "How do I get on the social housing list?"


@dataclass
class ListeningSearch:
    """Finds what it was given and remembers what it was asked."""

    passages: tuple[Evidence, ...] = ()
    index_version: str = "i1"
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def find(self, text: str, history: Sequence[str], asked_at: datetime, limit: int) -> ListeningSearch:
        """Itself, with the same in it for every question."""
        self.asked.append((text, tuple(history)))
        return self


@pytest.mark.parametrize(
    ("topic_id", "standalone", "history"),
    [
        ("social-housing", HOUSING, ()),
        (None, HOUSING, (BINS, REPLY)),
        ("waste-collection", f"{BINS}\n{HOUSING}", (BINS, REPLY)),
    ],
    ids=["stands alone and names its topic", "names no topic", "leans on what was said"],
)
def test_what_was_said_before_is_searched_unless_a_question_names_its_own_matter(
    topic_id: str | None, standalone: str, history: tuple[str, ...]
) -> None:
    """A change of subject is not led back to the old one; a follow-up is not cut off from it."""
    search = ListeningSearch()
    turns = (Turn(Author.CITIZEN, BINS), Turn(Author.ASSISTANT, REPLY))
    question = Question("q", "c", HOUSING, Language.EN, datetime(2026, 11, 24, tzinfo=UTC), turns)
    working = Working(question, masked_text=HOUSING, standalone=standalone, topic_id=topic_id)
    Retrieve(search, DirectoryFile(DIRECTORY)).run(working)
    assert search.asked[-1] == (standalone, history)


def test_of_replies_only_the_last_is_searched() -> None:
    """A short answer means what the last reply asked; what earlier replies said is over."""
    search = ListeningSearch()
    turns = (
        Turn(Author.CITIZEN, BINS),
        Turn(Author.ASSISTANT, REPLY),
        Turn(Author.CITIZEN, "And a second one?"),
        Turn(Author.PERSON, "Is it for a household of five or more?"),
    )
    question = Question("q", "c", "yes", Language.EN, datetime(2026, 11, 24, tzinfo=UTC), turns)
    Retrieve(search, DirectoryFile(DIRECTORY)).run(Working(question, masked_text="yes", standalone="yes"))
    assert search.asked == [("yes", (BINS, "And a second one?", "Is it for a household of five or more?"))]


def found(score: float, likeness: float = 0.6, document_id: str = "housing") -> Evidence:
    """A passage as the search scored it."""
    passage = a_passage(document_id, title="Social housing", heading=document_id)
    return replace(passage, score=score, signals={"dense_similarity": likeness})


def searched(text: str, *passages: Evidence) -> tuple[Working, ListeningSearch]:
    """What a message about something else than bins becomes, after a question about bins."""
    search = ListeningSearch(passages)
    turns = (Turn(Author.CITIZEN, BINS), Turn(Author.ASSISTANT, REPLY))
    question = Question("q", "c", text, Language.EN, datetime(2026, 11, 24, tzinfo=UTC), turns)
    working = Working(question, masked_text=text, standalone=f"{BINS}\n{text}", topic_id="waste-collection")
    return Retrieve(search, DirectoryFile(DIRECTORY)).run(working), search


def test_a_message_that_finds_its_own_matter_drops_what_was_said_before() -> None:
    """Alike and well ahead of the next passage: the subject has changed, for the draft and the topic too."""
    working, search = searched("The social housing waiting list please", found(3.0), found(1.0, 0.6, "bins"))
    assert search.asked == [("The social housing waiting list please", ())]
    assert working.standalone == "The social housing waiting list please"
    assert working.topic_id == "social-housing"


@pytest.mark.parametrize(
    ("text", "lead", "likeness"),
    [
        ("The social housing waiting list please", 0.5, 0.6),
        ("The social housing waiting list please", 3.0, 0.4),
        ("and for the social housing waiting list, what does it cost", 1.5, 0.6),
        ("yes please", 3.0, 0.6),
    ],
    ids=["no lead", "not alike", "points back", "says too little"],
)
def test_a_message_that_does_not_stand_out_keeps_what_was_said_before(
    text: str, lead: float, likeness: float
) -> None:
    """A follow-up is never cut off from its matter by a chance resemblance."""
    working, search = searched(text, found(1.0 + lead, likeness), found(1.0, likeness, "bins"))
    assert search.asked[-1] == (f"{BINS}\n{text}", (BINS, REPLY))
    assert working.standalone == f"{BINS}\n{text}"
