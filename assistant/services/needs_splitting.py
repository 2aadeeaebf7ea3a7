"""Taking a need apart and joining two: the system groups by words, a person knows what was meant (S-16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from assistant.domain.errors import Conflict, Forbidden, Invalid
from assistant.domain.needs import Asked, Need, NeedEvent, NeedFacts, NeedStep
from assistant.domain.staff import Right, Staff
from assistant.services.needs_access import workable_need
from assistant.services.needs_quotes import quotes_of
from assistant.services.ports import Clock, Ids
from assistant.services.stores import Store, Work


class NeedsSplitting:
    """Moves questions between needs on a person's word."""

    def __init__(self, store: Store, clock: Clock, ids: Ids, name_again: Callable[[], None]) -> None:
        """`name_again` names the needs once the questions have moved."""
        self._store = store
        self._clock = clock
        self._ids = ids
        self._name_again = name_again

    def split(self, staff: Staff, need_id: str, question_ids: Collection[str]) -> Need:
        """Make a new need of some of a need's questions, of the same department; the new one.

        Raises Forbidden unless this person may read each of them, Invalid if none or all are named, and
        Conflict("need_changed") if one belongs to another need by now. What stays apart by a person's word is never
        joined again by the system.
        """
        chosen = frozenset(question_ids)
        with self._store.begin() as work:
            need = workable_need(work, staff, need_id)
            if not staff.may_somewhere(Right.READ_CASES):
                raise Forbidden("Whoever takes a need apart must be able to read what was asked.")
            moved = _chosen(work, staff, need, chosen)
            made = self._made(work, staff, need, moved)
        self._name_again()
        with self._store.read() as work:
            named = work.needs.get(made.facts.id)
        return named or made

    def merge(self, staff: Staff, need_id: str, into: str) -> Need:
        """Make a need part of another, which takes over its questions, whatever language they are in."""
        if need_id == into:
            raise Invalid("into", "A need cannot become part of itself.")
        with self._store.begin() as work:
            need, kept = workable_need(work, staff, need_id), workable_need(work, staff, into)
            if not kept.state.waits:
                raise Invalid("into", "That need is closed.")
            event = NeedEvent(NeedStep.MERGED, staff.id, self._clock.now(), need_id=into)
            merged = need.after(event)
            work.needs.append(need_id, len(need.events), event)
            work.needs.move(need_id, into)
            work.oversight.audit(staff.id, "need_merged", "need", need_id, {"into": into}, event.at)
        self._name_again()
        return merged

    def _made(self, work: Work, staff: Staff, need: Need, moved: Sequence[Asked]) -> Need:
        now, new_id = self._clock.now(), self._ids.new_id()
        language = Counter(one.language for one in moved).most_common(1)[0][0]
        facts = NeedFacts(new_id, now, language, need.department_id)
        taken = NeedEvent(NeedStep.SPLIT, staff.id, now, need_id=new_id)
        born = NeedEvent(NeedStep.SPLIT_OFF, staff.id, now, need_id=need.facts.id)
        need.after(taken)
        made = Need.of(facts, [born])
        work.needs.add(facts)
        work.needs.append(new_id, 0, born)
        work.needs.append(need.facts.id, len(need.events), taken)
        work.needs.move_questions([one.question_id for one in moved], need.facts.id, new_id)
        data = {"into": new_id, "questions": ",".join(one.question_id for one in moved)}
        work.oversight.audit(staff.id, "need_split", "need", need.facts.id, data, now)
        return made


def _chosen(work: Work, staff: Staff, need: Need, chosen: frozenset[str]) -> list[Asked]:
    asked = work.needs.asked([need.facts.id])
    moved = [one for one in asked if one.question_id in chosen]
    if not chosen:
        raise Invalid("question_ids", "Choose the questions that ask for something else.")
    readable = {one.question_id for one in quotes_of(work, staff, moved)}
    if any(one.question_id not in readable for one in moved):
        raise Forbidden("You may not read all of these questions.")
    if len(moved) != len(chosen):
        raise Conflict("need_changed", "Somebody changed this need meanwhile; look again.")
    if len(moved) == len(asked):
        raise Invalid("question_ids", "Leave at least one question where it is.")
    return moved
