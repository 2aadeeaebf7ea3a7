"""What the retrieving step asks the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.adapters.directory_file import DirectoryFile
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Author, Language, Question, Turn
from assistant.domain.routing import Working
from assistant.services.steps.retrieve import Retrieve

DIRECTORY = Path(__file__).parents[2] / "knowledge_base" / "sample" / "directory.yaml"
REPLY = "84 euros a year."
BINS, HOUSING = "What does the grey bin cost?", "How do I get on the social housing list?"


@dataclass
class ListeningSearch:
    """Finds nothing and remembers what it was asked."""

    passages: tuple[Evidence, ...] = ()
    index_version: str = "i1"
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def find(self, text: str, history: Sequence[str], asked_at: datetime, limit: int) -> ListeningSearch:
        """Itself, with nothing in it."""
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
    assert search.asked == [(standalone, history)]


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
