"""Giving the needs their names, from what the gathering remembers of their questions."""

from __future__ import annotations

from assistant.services.needs_memory import QuestionMemory
from assistant.services.needs_names import Names, Wording
from assistant.services.stores import Work


def name_needs(work: Work, memory: QuestionMemory) -> None:
    """Name anew whatever is called differently now: one question more or less can change every name."""
    needs = {need.facts.id: need for need in work.needs.all()}
    asked = work.needs.asked()
    wordings = memory.wordings(asked)
    names = Names(wordings.values())
    members: dict[str, list[Wording]] = {need_id: [] for need_id in needs}
    for one in asked:
        if one.question_id in wordings:
            members[one.need_id].append(wordings[one.question_id])
    for need_id, need in needs.items():
        words = names.of(members[need_id])
        if words != need.words:
            work.needs.name(need_id, words)
