"""Likeness to texts whose vectors are kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.adapters import embedding_likeness
from assistant.adapters.embedding_likeness import EmbeddingLikeness
from knowledge_base import StaticEmbeddings
from knowledge_base.embeddings import Vectors

STATEMENTS = [
    "A resident parking permit costs 45 euros a year.",
    "Bring a proof of address.",
    "居民停车许可证每年四十五欧元。",
    "Opening hours: Monday to Friday, 8 to 16.",
    "A resident parking permit costs 45 euros a year.",
]


class CountingEmbeddings:
    """The built-in vectors, and what was asked of them."""

    name = StaticEmbeddings.name
    dimension = StaticEmbeddings.dimension

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._own = StaticEmbeddings()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the built-in ones."""
        self.asked += texts
        return self._own.embed(texts)


def test_vector_of_a_text_does_not_depend_on_its_company() -> None:
    """A text alone, in a batch and beside longer ones has the same vector to the last bit, so that it may be kept."""
    texts = [*STATEMENTS, "word " * 300]
    together = StaticEmbeddings().embed(texts)
    alone = np.concatenate([StaticEmbeddings().embed([one]) for one in texts])
    assert together.tobytes() == alone.tobytes()


def test_kept_vectors_give_the_same_likeness() -> None:
    """A second question is held against kept vectors with the very values that fresh ones give."""
    kept = EmbeddingLikeness(StaticEmbeddings())
    kept.to("Where do I park?", STATEMENTS[:3])
    question = "What does a parking permit cost?"
    assert kept.to(question, STATEMENTS) == EmbeddingLikeness(StaticEmbeddings()).to(question, STATEMENTS)


def test_each_statement_is_embedded_once() -> None:
    """What questions are held against is embedded for the first of them alone, a question each time."""
    embeddings = CountingEmbeddings()
    likeness = EmbeddingLikeness(embeddings)
    likeness.to("first?", STATEMENTS)
    likeness.to("second?", STATEMENTS)
    assert embeddings.asked == ["first?", *dict.fromkeys(STATEMENTS), "second?"]


def test_only_so_many_vectors_are_kept() -> None:
    """The oldest unused ones go, so that memory has a bound."""
    likeness = EmbeddingLikeness(StaticEmbeddings())
    for start in range(0, embedding_likeness.KEPT + 600, 300):
        likeness.to("question", [f"text {number}" for number in range(start, start + 300)])
    embeddings = CountingEmbeddings()
    likeness._embeddings = embeddings
    likeness.to("question", ["text 0", f"text {embedding_likeness.KEPT + 500}"])
    assert embeddings.asked == ["question", "text 0"]
