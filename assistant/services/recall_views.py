"""Recalls as a supervisor sees them: changes with counts, and a change's replies grouped by the words they quoted."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from assistant.domain.answers import Citation
from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.questions import Language
from assistant.domain.recalls import KnowledgeChange, QuotedThenAndNow, QuoteFate, Recall, RecallState
from assistant.domain.staff import Right, Staff
from assistant.services.correction_texts import proposed_text
from assistant.services.ports import Clock
from assistant.services.quotes_then_and_now import QuotesThenAndNow
from assistant.services.stores import Store, Work
from knowledge_base import KnowledgeBase, UnknownObject

LISTED = 200
"""Changes shown, the newest; those with open recalls are shown however old they are."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """An ended version with what became of the replies that quoted it, as far as the reader may see them."""

    change: KnowledgeChange
    title: str
    version_number: int
    counts: Mapping[RecallState, int]


@dataclass(frozen=True, slots=True)
class RecalledReply:
    """A recalled reply without its content. `case_number` is None for one released under a certificate."""

    recall: Recall
    case_id: str | None
    case_number: str | None


@dataclass(frozen=True, slots=True)
class RecallGroup:
    """Replies that quoted the same words, which can be decided together.

    `id` changes when what stands in place of the words does. `proposed` is the correction by language, for the
    languages of its conversations.
    """

    id: str
    quotes: tuple[QuotedThenAndNow, ...]
    replies: tuple[RecalledReply, ...]
    proposed: Mapping[Language, str]

    @property
    def still_says_the_same(self) -> bool:
        """True if every quote stands as it did: leaving the replies is proposed."""
        return bool(self.quotes) and all(quote.fate.still_says_the_same for quote in self.quotes)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What a correction may cite: what stands now in place of changed words, numbered as proposed."""
        return tuple(
            quote.now for quote in self.quotes if quote.now is not None and quote.fate is not QuoteFate.GONE
        )


@dataclass(frozen=True, slots=True)
class ChangeDetail:
    """One change with its groups, largest first, and the replies of erased conversations."""

    row: ChangeRow
    groups: tuple[RecallGroup, ...]
    erased: tuple[RecalledReply, ...]


class RecallViews:
    """Reads for the console, within the departments whose replies a person may recall."""

    def __init__(self, store: Store, base: KnowledgeBase, clock: Clock, time_zone: tzinfo) -> None:
        self._store = store
        self._base = base
        self._clock = clock
        self._time_zone = time_zone

    def changes(self, staff: Staff) -> tuple[ChangeRow, ...]:
        """Ended versions, the newest first. Raises Forbidden."""
        require_somewhere(staff)
        with self._store.read() as work:
            counts = work.recalls.counts()
            changes = {one.id: one for one in work.knowledge_changes.newest(LISTED, ended=True)}
            for change_id, by_state in counts.items():
                if any(state is RecallState.OPEN for _, state in by_state) and change_id not in changes:
                    older = work.knowledge_changes.get(change_id)
                    if older is not None:
                        changes[older.id] = older
        rows = [self._row(one, staff, counts.get(one.id, {})) for one in changes.values()]
        return tuple(sorted(rows, key=lambda row: row.change.at, reverse=True))

    def change(self, staff: Staff, change_id: str) -> ChangeDetail:
        """One change with the replies the reader may see. Raises NotFound, Forbidden."""
        require_somewhere(staff)
        with self._store.read() as work:
            change = ended_change(work, change_id)
            counts = work.recalls.counts().get(change.id, {})
            seen = [one for one in work.recalls.of_change(change.id) if may_recall(staff, one)]
            groups = self.groups(work, change, [one for one in seen if not one.erased])
            erased = _with_cases(work, [one for one in seen if one.erased])
        return ChangeDetail(self._row(change, staff, counts), groups, erased)

    def groups(
        self, work: Work, change: KnowledgeChange, recalls: Sequence[Recall]
    ) -> tuple[RecallGroup, ...]:
        """The replies by the words they quoted, largest group first. None of them may be erased."""
        day = self._clock.now().astimezone(self._time_zone).date()
        compare = QuotesThenAndNow(self._base, day)
        members: dict[tuple[QuotedThenAndNow, ...], list[Recall]] = defaultdict(list)
        for recall in recalls:
            cited = [_plain(one) for one in _cited(work, recall) if one.version_id == change.version_id]
            members[compare.of(cited)].append(recall)
        found = [self._group(work, change, quotes, group) for quotes, group in members.items()]
        return tuple(sorted(found, key=lambda group: -len(group.replies)))

    def _group(
        self,
        work: Work,
        change: KnowledgeChange,
        quotes: tuple[QuotedThenAndNow, ...],
        recalls: Sequence[Recall],
    ) -> RecallGroup:
        since = change.at.astimezone(self._time_zone).date()
        languages = sorted({Language(one.language) for one in recalls})
        proposed = {one: proposed_text(quotes, since, one) for one in languages}
        return RecallGroup(group_id(change, quotes), quotes, _with_cases(work, recalls), proposed)

    def _row(
        self, change: KnowledgeChange, staff: Staff, counts: Mapping[tuple[str, RecallState], int]
    ) -> ChangeRow:
        seen = dict.fromkeys(RecallState, 0)
        for (department_id, state), number in counts.items():
            if staff.may(Right.RECALL_REPLIES, department_id):
                seen[state] += number
        try:
            version = self._base.version(change.version_id)
        except UnknownObject:
            return ChangeRow(change, change.document_id, 0, seen)
        return ChangeRow(change, version.title, version.number, seen)


def require_somewhere(staff: Staff) -> None:
    """Raises Forbidden for somebody who may recall no department's replies."""
    if not staff.may_somewhere(Right.RECALL_REPLIES):
        raise Forbidden("You may not recall replies.")


def may_recall(staff: Staff, recall: Recall) -> bool:
    """Whether this person decides about this reply."""
    return staff.may(Right.RECALL_REPLIES, recall.department_id)


def ended_change(work: Work, change_id: str) -> KnowledgeChange:
    """The change that ended a version. Raises NotFound."""
    change = work.knowledge_changes.get(change_id)
    if change is None or not change.kind.ended:
        raise NotFound("There is no such change.")
    return change


def group_id(change: KnowledgeChange, quotes: Sequence[QuotedThenAndNow]) -> str:
    """Names exactly what was compared: another wording, place or version in force gives another id."""
    compared: list[object] = [
        [
            [one.then.passage_id, one.then.quote, one.then.start, one.fate.value],
            [one.now.version_id, one.now.start, one.now.end] if one.now is not None else None,
        ]
        for one in quotes
    ]
    written = json.dumps([change.id, change.version_id, compared], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _cited(work: Work, recall: Recall) -> tuple[Citation, ...]:
    """What was told last: the correction's citations if it was one that quoted the version."""
    if recall.correction_id is not None:
        correction = work.recalls.correction(recall.correction_id)
        return correction.citations if correction is not None else ()
    reply = work.questions.reply_by_id(recall.reply_id)
    return reply.citations if reply is not None else ()


def _plain(citation: Citation) -> Citation:
    """Without its number in one reply, so that the same words in two replies are the same."""
    return replace(citation, number=0)


def _with_cases(work: Work, recalls: Sequence[Recall]) -> tuple[RecalledReply, ...]:
    cases = work.cases.of_questions([one.question_id for one in recalls])
    found = []
    for recall in recalls:
        case = cases.get(recall.question_id)
        found.append(RecalledReply(recall, case.id if case else None, case.number if case else None))
    return tuple(found)
