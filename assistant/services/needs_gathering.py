"""The round that finds needs: sifts what was not served, groups it, names the groups. Safe to break off anywhere."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.cases import DecisionKind
from assistant.domain.needs import (
    Asked,
    Cause,
    Need,
    NeedEvent,
    NeedFacts,
    NeedStep,
    cause_of,
)
from assistant.domain.personal_data import masked
from assistant.domain.purposes import Purpose
from assistant.services.needs_clustering import Groups, Rarity
from assistant.services.needs_memory import AskedText, QuestionMemory
from assistant.services.needs_naming import name_needs
from assistant.services.needs_store import Unsifted
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.stores import Store, Work
from knowledge_base import Audience, Embeddings, IndexUnavailable, InvalidInput, KnowledgeBase, SearchQuery

SYSTEM = "system"

AT_ONCE = 200
"""Questions sifted in one transaction. A town's day brings fewer; after an outage the next pass takes the next."""

NOBODY_LEFT = "nobody_left"
"""The note of a need whose askers have all erased what they wrote. Screens say it in words."""

NEAREST = 3
"""Passages looked at to tell whose a question is: the same three that a citizen is shown with a case."""

LowRated = Callable[[Work], Sequence[str]]
"""Ids of questions whose answer citizens rated low."""


def nobody_rated(_work: Work) -> Sequence[str]:
    """Where citizens cannot rate yet."""
    return ()


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Where the questions went: need by question, needs that became part of another, language by need."""

    places: dict[str, str]
    merged: list[tuple[str, str]]
    languages: dict[str, str]


class NeedsGathering:
    """Turns questions into needs."""

    def __init__(
        self,
        store: Store,
        base: KnowledgeBase,
        embeddings: Embeddings,
        directory: Directory,
        clock: Clock,
        ids: Ids,
        today: Callable[[], date],
        low_rated: LowRated = nobody_rated,
    ) -> None:
        self._store = store
        self._base = base
        self._directory = directory
        self._clock = clock
        self._ids = ids
        self._today = today
        self._low_rated = low_rated
        self._memory = QuestionMemory(embeddings)
        self._one_at_a_time = threading.RLock()

    def settle(self) -> int:
        """Put every question that was not served into a need; the number of questions put. Idempotent."""
        put = 0
        while True:
            with self._store.read() as work:
                found = (*work.needs.unsifted(AT_ONCE), *self._rated(work))
            if not found:
                return put
            with self._one_at_a_time:
                put += self._sift(list({one.question_id: one for one in found}.values()))

    def name_again(self) -> None:
        """Name the needs after a person moved questions from one to another."""
        with self._one_at_a_time:
            with self._store.read() as work:
                texts = self._memory.read(work, work.needs.asked(), ())
            self._memory.keep(texts)
            with self._store.begin() as work:
                name_needs(work, self._memory)

    def forget(self, conversation_id: str) -> None:
        """Take an erased conversation's questions out of their needs, and its words out of their names (L-12)."""
        with self._one_at_a_time:
            self._forget(conversation_id)

    def _forget(self, conversation_id: str) -> None:
        self._memory.forget(conversation_id)
        with self._store.read() as work:
            others = [one for one in work.needs.asked() if one.conversation_id != conversation_id]
            texts = self._memory.read(work, others, ())
        self._memory.keep(texts)
        with self._store.begin() as work:
            touched = work.needs.forget(conversation_id)
            if not touched:
                return
            needs = {need.facts.id: need for need in work.needs.all()}
            name_needs(work, self._memory)
            left = {one.need_id for one in work.needs.asked(touched)}
            for need_id in sorted(touched - left):
                need = needs[need_id]
                if need.state.waits:
                    event = NeedEvent(NeedStep.DROPPED, SYSTEM, self._clock.now(), NOBODY_LEFT)
                    work.needs.append(need_id, len(need.events), event)
            data = {"needs": ",".join(sorted(touched))}
            work.oversight.audit(
                SYSTEM, "needs_forgot", "conversation", conversation_id, data, self._clock.now()
            )

    def _rated(self, work: Work) -> list[Unsifted]:
        in_needs = {one.question_id for one in work.needs.asked()}
        found = (work.needs.question(one) for one in self._low_rated(work) if one not in in_needs)
        objected = work.choices.objected(Purpose.IMPROVEMENT)
        return [one for one in found if one is not None and one.conversation_id not in objected]

    def _sift(self, fresh: Sequence[Unsifted]) -> int:
        with self._store.read() as work:
            rated = frozenset(self._low_rated(work))
            needs = {need.facts.id: need for need in work.needs.all()}
            asked = work.needs.asked()
            objected = work.choices.objected(Purpose.IMPROVEMENT)
            causes = {one.question_id: _cause(one, rated) for one in fresh}
            wanted = [
                one
                for one in fresh
                if causes[one.question_id] is not None and one.conversation_id not in objected
            ]
            texts = self._memory.read(work, asked, wanted)
        self._memory.keep(texts)
        self._memory.keep_only({one.question_id for one in asked} | {one.question_id for one in wanted})
        wanted = [one for one in wanted if one.question_id in self._memory]
        grouped = self._group(asked, wanted, needs)
        places = grouped.places
        owners = {
            need_id: self._owner([one for one in wanted if places[one.question_id] == need_id], texts)
            for need_id in dict.fromkeys(places.values())
            if need_id not in needs
        }
        with self._store.begin() as work:
            for one in fresh:
                if one.question_id not in places:
                    final = _never(one) or one.conversation_id in objected
                    work.needs.sift(one, final=final)
            self._store_groups(work, grouped, wanted, owners, causes)
            name_needs(work, self._memory)
            self._log(work, owners)
        return len(wanted)

    def _group(
        self, asked: Sequence[Asked], wanted: Sequence[Unsifted], needs: Mapping[str, Need]
    ) -> _Grouped:
        """The wanted questions among those of the needs that still wait."""
        members = [one for one in asked if needs[one.need_id].state.waits and one.question_id in self._memory]
        groups = Groups(Rarity(self._memory.sketches()))
        for one in members:
            groups.add(one.need_id, self._memory.sketch(one.question_id))
        places: dict[str, str] = {}
        for question in wanted:
            sketch = self._memory.sketch(question.question_id)
            need_id = groups.best(sketch) or self._ids.new_id()
            groups.add(need_id, sketch)
            places[question.question_id] = need_id
        new = set(places.values()) - set(needs)
        untouched = {need_id for need_id, need in needs.items() if need.may_dissolve}
        merged = groups.merge(set(places.values()), untouched | new)
        for kept, gone in merged:
            places = {one: kept if need_id == gone else need_id for one, need_id in places.items()}
        return _Grouped(places, [pair for pair in merged if pair[1] not in new], groups.languages())

    def _store_groups(
        self,
        work: Work,
        grouped: _Grouped,
        wanted: Sequence[Unsifted],
        owners: Mapping[str, str],
        causes: Mapping[str, Cause | None],
    ) -> None:
        now = self._clock.now()
        for need_id, department_id in owners.items():
            work.needs.add(NeedFacts(need_id, now, grouped.languages[need_id], department_id))
        for one in wanted:
            cause = causes[one.question_id]
            assert cause is not None
            need_id = grouped.places[one.question_id]
            work.needs.put(
                Asked(one.question_id, one.conversation_id, need_id, cause, one.language, one.asked_at)
            )
        for kept, gone in grouped.merged:
            dissolved = work.needs.get(gone)
            assert dissolved is not None
            if not dissolved.may_dissolve:
                continue  # a person took it in hand in this moment
            work.needs.move(gone, kept)
            event = NeedEvent(NeedStep.MERGED, SYSTEM, now, need_id=kept)
            work.needs.append(gone, len(dissolved.events), event)

    def _owner(self, questions: Sequence[Unsifted], texts: Mapping[str, AskedText]) -> str:
        """The department whose topic it is, else whose documents are nearest, else who got the questions."""
        topics = {topic.id: topic.department_id for topic in self._directory.topics()}
        votes = Counter(topics[one.topic_id] for one in questions if one.topic_id in topics)
        if not votes:
            votes = Counter(
                owner for one in questions for owner in self._nearest(texts[one.question_id].text)
            )
        if not votes:
            votes = Counter(one.department_id for one in questions if one.department_id is not None)
        known = [one.id for one in self._directory.departments()]
        return min(
            (one for one in votes if one in known), key=lambda one: (-votes[one], one), default=known[0]
        )

    def _nearest(self, text: str) -> list[str]:
        try:
            result = self._base.search(
                SearchQuery(masked(text), self._today(), Audience.STAFF, limit=NEAREST)
            )
        except (IndexUnavailable, InvalidInput):
            return []
        return [hit.document.department_id for hit in result.hits]

    def _log(self, work: Work, found: Mapping[str, str]) -> None:
        for need_id, department_id in found.items():
            data = {"department": department_id}
            work.oversight.audit(SYSTEM, "need_found", "need", need_id, data, self._clock.now())


def _cause(question: Unsifted, rated: frozenset[str]) -> Cause | None:
    cause = cause_of(question.reasons, question.decided)
    return Cause.LOW_RATED if cause is None and question.question_id in rated else cause


def _never(question: Unsifted) -> bool:
    """True if a person has decided already and nothing came of it, or nothing ever can: see `cause_of`."""
    return bool(question.decided) or cause_of(question.reasons, (DecisionKind.WRITTEN,)) is None
