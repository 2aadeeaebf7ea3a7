"""Tries what nobody could answer against what is published now, and proposes the version that would answer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, tzinfo

from assistant.domain.errors import NotFound
from assistant.domain.needs import Asked, Need, NeedEvent, NeedStep
from assistant.domain.would_answer import only_autonomy_is_missing
from assistant.services.ports import Clock
from assistant.services.process_question import question_of
from assistant.services.redraft_case import DraftAgain
from assistant.services.stores import Store
from knowledge_base import KnowledgeBase, UnknownObject

SYSTEM = "system"

TRIED = 5
"""Questions of a need that are asked again, the newest first: each costs a run of the engine, and a version that
answers most of five is worth a person's look."""

AT_ONCE = 40
"""Needs tried in one round, so that no round takes minutes; the next round goes on."""


class NeedsProposals:
    """Proposes; a person decides."""

    def __init__(
        self,
        store: Store,
        base: KnowledgeBase,
        clock: Clock,
        time_zone: tzinfo,
        today: Callable[[], date],
        ask: DraftAgain,
    ) -> None:
        self._store = store
        self._base = base
        self._clock = clock
        self._time_zone = time_zone
        self._today = today
        self._ask = ask

    def settle(self) -> int:
        """Try the needs that were not tried on the present state of the knowledge base; how many got a proposal."""
        index = self._base.active_index()
        if index is None:
            return 0
        state = f"{index.id}/{self._today().isoformat()}"
        with self._store.read() as work:
            tried = work.needs.tried_on()
            waiting = [
                need
                for need in work.needs.all()
                if need.state.waits and need.proposed is None and tried[need.facts.id] != state
            ]
            asked = work.needs.asked([need.facts.id for need in waiting[:AT_ONCE]])
        proposed = 0
        for need in waiting[:AT_ONCE]:
            mine = [one for one in asked if one.need_id == need.facts.id]
            proposed += self._try(need, mine, state)
        return proposed

    def _try(self, need: Need, asked: list[Asked], state: str) -> bool:
        found = self._answering(asked)
        version_id = found if found is not None and self._is_new(found, need, asked) else None
        with self._store.begin() as work:
            work.needs.tried(need.facts.id, state)
            now_is = work.needs.get(need.facts.id)
            if version_id is None or now_is is None or not now_is.state.waits or now_is.proposed is not None:
                return False
            event = NeedEvent(NeedStep.PROPOSED, SYSTEM, self._clock.now(), version_id=version_id)
            work.needs.append(need.facts.id, len(now_is.events), event)
            data = {"version": version_id}
            work.oversight.audit(SYSTEM, "need_proposed", "need", need.facts.id, data, self._clock.now())
        return True

    def _answering(self, asked: list[Asked]) -> str | None:
        """The version on which more than half of the questions would be answered if permission were given."""
        tried = asked[-TRIED:]
        votes = Counter(version for one in tried for version in self._answers(one.question_id))
        best = min(votes, key=lambda one: (-votes[one], one), default=None)
        return best if best is not None and votes[best] * 2 > len(tried) else None

    def _answers(self, question_id: str) -> set[str]:
        try:
            with self._store.read() as work:
                record = work.questions.get(question_id)
                if record is None:
                    return set()
                question = question_of(work, record)
        except NotFound:
            return set()  # erased meanwhile
        working = self._ask(replace(question, asked_at=self._clock.now()))
        if working.draft is None or not only_autonomy_is_missing(working, topic_matters=False):
            return set()
        return {quote.version_id for quote in working.draft.quotes()}

    def _is_new(self, version_id: str, need: Need, asked: list[Asked]) -> bool:
        """True if it was not there yet when the need was first asked, and nobody has declined it."""
        declined = {event.version_id for event in need.events if event.step is NeedStep.PROPOSED}
        try:
            version = self._base.version(version_id)
        except UnknownObject:
            return False
        begins = datetime.combine(version.effective_from, time(), tzinfo=self._time_zone)
        published = version.published_at
        first = min(one.asked_at for one in asked)
        return version_id not in declined and published is not None and max(begins, published) > first
