"""What has become of quoted words: whether they still stand in what is in force, and what stands in their place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.answers import Citation
from assistant.domain.recalls import QuotedThenAndNow, QuoteFate
from knowledge_base import Audience, KnowledgeBase, Passage, UnknownObject, VersionPreview
from knowledge_base.sentences import sentences

ALIKE = 0.6
"""From which share of matching characters (twice the matches by both lengths) a sentence is shown as the new wording.
In the sample policies 95 of 100 sentences keep .8 or more when their numbers change, and two different sentences of one
document reach .6 in fewer than one pair of a hundred; a person decides in any case."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A span of the new text with the passage it lies in."""

    passage: Passage
    start: int
    end: int


class QuotesThenAndNow:
    """Compares within one day's knowledge base; remembers what it compared, so make one for each use."""

    def __init__(self, base: KnowledgeBase, day: date) -> None:
        self._base = base
        self._day = day
        self._successors: dict[str, VersionPreview | None] = {}
        self._compared: dict[Citation, QuotedThenAndNow] = {}

    def of(self, citations: Sequence[Citation]) -> tuple[QuotedThenAndNow, ...]:
        """Each quote with its fate, in order; the new citations are numbered from 1."""
        found, number = [], 0
        for citation in citations:
            compared = self._compared.get(citation)
            if compared is None:
                compared = self._compared[citation] = self._compare(citation)
            if compared.now is not None:
                number += 1
                numbered = replace(compared.now, number=number)
                compared = QuotedThenAndNow(compared.then, compared.fate, numbered)
            found.append(compared)
        return tuple(found)

    def _compare(self, then: Citation) -> QuotedThenAndNow:
        preview = self._successor(then.document_id)
        if preview is None:
            return QuotedThenAndNow(then, QuoteFate.GONE, None)
        if preview.version.id == then.version_id:
            return QuotedThenAndNow(then, QuoteFate.IN_FORCE, then)
        standing = list(_places_of(then.quote, preview))
        same = next((one for one in standing if _same_heading(one.passage, then)), None)
        if same is not None:
            return QuotedThenAndNow(then, QuoteFate.SAME, _citation(preview, same))
        if standing:
            return QuotedThenAndNow(then, QuoteFate.MOVED, _citation(preview, standing[0]))
        like = _most_alike(then, preview)
        if like is not None:
            return QuotedThenAndNow(then, QuoteFate.CHANGED, _citation(preview, like))
        return QuotedThenAndNow(then, QuoteFate.GONE, None)

    def _successor(self, document_id: str) -> VersionPreview | None:
        """The version of the document that a citizen may be told today."""
        if document_id not in self._successors:
            self._successors[document_id] = self._in_force(document_id)
        return self._successors[document_id]

    def _in_force(self, document_id: str) -> VersionPreview | None:
        try:
            summary = self._base.document(document_id)
        except UnknownObject:
            return None
        if summary.document.audience is not Audience.PUBLIC:
            return None
        fitting = [one for one in summary.versions if one.served and one.in_force_on(self._day)]
        return self._base.preview(fitting[0].id) if fitting else None


def _places_of(quote: str, preview: VersionPreview) -> Iterator[_Place]:
    start = preview.text.find(quote)
    while start >= 0:
        passage = _passage_around(preview, start, start + len(quote))
        if passage is not None:
            yield _Place(passage, start, start + len(quote))
        start = preview.text.find(quote, start + 1)


def _passage_around(preview: VersionPreview, start: int, end: int) -> Passage | None:
    return next((one for one in preview.passages if one.start <= start and end <= one.end), None)


def _same_heading(passage: Passage, then: Citation) -> bool:
    return passage.heading_path[-1:] == then.heading_path[-1:]


def _most_alike(then: Citation, preview: VersionPreview) -> _Place | None:
    """The run of as many sentences as the quote has that is most like it; those under the same heading go first."""
    count = max(1, len(sentences(then.quote)))
    best, place = ALIKE, None
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(then.quote)
    for passage in sorted(preview.passages, key=lambda one: not _same_heading(one, then)):
        spans = sentences(passage.text)
        for first in range(len(spans) - count + 1):
            start, end = spans[first][0], spans[first + count - 1][1]
            matcher.set_seq1(passage.text[start:end])
            if matcher.real_quick_ratio() <= best or matcher.quick_ratio() <= best:
                continue
            ratio = matcher.ratio()
            if ratio > best:
                best, place = ratio, _Place(passage, passage.start + start, passage.start + end)
    return place


def _citation(preview: VersionPreview, place: _Place) -> Citation:
    version = preview.version
    return Citation(
        number=1,
        document_id=version.document_id,
        version_id=version.id,
        version_number=version.number,
        passage_id=place.passage.id,
        document_title=version.title,
        department_id=preview.document.department_id,
        heading_path=place.passage.heading_path,
        quote=preview.text[place.start : place.end],
        start=place.start,
        end=place.end,
        effective_from=version.effective_from.isoformat(),
    )
