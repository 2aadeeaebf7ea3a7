"""Looks for published rules that a version contradicts: each of its rules is searched for, and what is found compared."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.publication_checks import Contradiction, Place, finding_id
from assistant.services.contradictions.matching import Clash, Comparison, compared
from assistant.services.contradictions.rules import Rule, rules_of
from knowledge_base import Audience, Document, Passage, SearchQuery, SearchResult, Version, VersionPreview

PASSAGES_COMPARED = 8
"""Passages looked at for each query. Of figures changed in the sample, three passages find as many as eight or sixteen;
eight leave room for larger bases and cost a twentieth more time than three, sixteen a third more."""

SEARCHED_TOGETHER = 400
"""Rules that follow each other are searched for with one query of up to so many characters: three to five sentences.
This takes well under half of the time and finds as many of the figures changed in passages of the sample (71 of 73)."""

MOST_RULES = 400
"""Rules of one version that are compared: the longest policy of the sample has 56, and 400 take some five seconds.
What is left out is said, and a person must look."""

_KEPT = 4_000
"""Passages whose rules are kept, some ten megabytes; the 42 policies of the sample have 230 passages."""

Search = Callable[[SearchQuery], SearchResult]


@dataclass(frozen=True, slots=True)
class Contradictions:
    """What was found, and how many rules were not compared."""

    found: tuple[Contradiction, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Source:
    passage: Passage
    document: Document
    version: Version

    def place(self, rule: Rule, spans: Sequence[tuple[int, int]]) -> Place:
        return Place(
            document_id=self.document.id,
            version_id=self.version.id,
            passage_id=self.passage.id,
            department_id=self.document.department_id,
            title=self.version.title,
            heading_path=self.passage.heading_path,
            sentence=rule.text,
            start=self.passage.start + rule.start,
            end=self.passage.start + rule.end,
            marked=tuple(spans),
        )


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A rule of ours beside one of another document, both about the same matter."""

    ours: _Source
    rule: Rule
    theirs: _Source
    other: Rule
    comparison: Comparison

    @property
    def our_rule(self) -> tuple[str, int]:
        return self.ours.passage.id, self.rule.start

    @property
    def their_rule(self) -> tuple[str, int]:
        return self.theirs.passage.id, self.other.start

    def contradiction(self) -> Contradiction:
        clash: Sequence[Clash] = self.comparison.clashes
        mine = self.ours.place(self.rule, [(one.ours.start, one.ours.end) for one in clash])
        its = self.theirs.place(self.other, [(one.theirs.start, one.theirs.end) for one in clash])
        name = finding_id("contradiction", mine.version_id, *_named(mine), *_named(its))
        return Contradiction(name, mine, its)


class ContradictionFinder:
    """Compares versions with what is published. Rules of passages are kept: texts of versions never change."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._rules: OrderedDict[str, tuple[Rule, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, preview: VersionPreview, day: date, search: Search | None = None) -> Contradictions:
        """Contradictions with other documents in force on the day, in another index if `search` is of one.

        Raises IndexUnavailable.
        """
        search = search or self._search
        met: dict[tuple[str, int, str, int], _Meeting] = {}
        room, left_out = MOST_RULES, 0
        for passage in preview.passages:
            ours = _Source(passage, preview.document, preview.version)
            rules = self._of_passage(passage, preview.version.title)
            left_out += max(0, len(rules) - room)
            for together in _neighbours(rules[:room]):
                for one in self._with(ours, together, day, search):
                    met.setdefault((*one.our_rule, *one.their_rule), one)
            room -= min(room, len(rules))
        found: dict[str, Contradiction] = {}
        for one in _nearest(tuple(met.values())):
            contradiction = one.contradiction()
            found.setdefault(contradiction.id, contradiction)
        return Contradictions(tuple(found.values()), left_out)

    def _with(self, ours: _Source, rules: Sequence[Rule], day: date, search: Search) -> Iterator[_Meeting]:
        text = " ".join((*ours.passage.heading_path[-1:], *(rule.text for rule in rules)))
        result = search(SearchQuery(text, day, Audience.STAFF, limit=PASSAGES_COMPARED))
        for hit in result.hits:
            if hit.document.id == ours.document.id or hit.document.language != ours.document.language:
                continue
            theirs = _Source(hit.passage, hit.document, hit.version)
            for other in self._of_passage(hit.passage, hit.version.title):
                for rule in rules:
                    if (comparison := compared(rule, other)) is not None:
                        yield _Meeting(ours, rule, theirs, other, comparison)

    def _of_passage(self, passage: Passage, title: str) -> tuple[Rule, ...]:
        with self._lock:
            if passage.id in self._rules:
                self._rules.move_to_end(passage.id)
                return self._rules[passage.id]
        rules = tuple(rules_of(passage.text, (title, *passage.heading_path)))
        with self._lock:
            self._rules[passage.id] = rules
            if len(self._rules) > _KEPT:
                self._rules.popitem(last=False)
        return rules


def _nearest(met: Sequence[_Meeting]) -> Iterator[_Meeting]:
    """The clashes of rules that have no closer counterpart in the other document.

    Beside "a permit costs 30 euros", which agrees or clashes with ours, "a second permit costs 60" is another matter.
    """
    for one in met:
        same_documents = [
            other
            for other in met
            if other.theirs.document.id == one.theirs.document.id
            and (other.our_rule == one.our_rule or other.their_rule == one.their_rule)
        ]
        closest = min(other.comparison.strange for other in same_documents)
        if one.comparison.clashes and one.comparison.strange == closest:
            yield one


def _neighbours(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The rules in order, as many together as one query may hold and as speak of one thing; at least one.

    A rule about something else in the same passage would be lost among the words of its neighbours.
    """
    together: list[Rule] = []
    for rule in rules:
        if together and (
            sum(len(one.text) for one in (*together, rule)) > SEARCHED_TOGETHER
            or not any(rule.subject.common_with(one.subject) for one in together)
        ):
            yield together
            together = []
        together.append(rule)
    if together:
        yield together


def _named(place: Place) -> tuple[str, str, str]:
    return place.passage_id, str(place.start), place.sentence
