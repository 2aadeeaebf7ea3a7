"""Recalling replies: opened by themselves when a text they quoted ends, decided by supervisors (X-22)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo

from assistant.domain.errors import Conflict, Invalid, NotFound
from assistant.domain.questions import Language
from assistant.domain.recalls import Correction, LeaveReason, Recall, RecallDecision, RecallState
from assistant.domain.staff import Role, Staff
from assistant.services.fixed_texts import unit_label
from assistant.services.live import LiveUpdates
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.recall_views import (
    ChangeDetail,
    ChangeRow,
    RecallGroup,
    RecallViews,
    ended_change,
    may_recall,
    require_somewhere,
)
from assistant.services.release import release_correction, sha256_of, still_cited
from assistant.services.stores import Store, Work
from knowledge_base import KnowledgeBase

MAX_CORRECTION = 4_000
"""Characters of a correction: as long as a citizen's message may be."""

DECIDED_AT_ONCE = 500
"""Replies decided in one request: each is a transaction of its own, and a request should end within seconds."""

AT_ONCE = 500
"""Replies recalled in one transaction: some milliseconds, so that nobody else waits for the write lock."""

QUIET_LOOKS = 2
"""Looks that must find nothing before the replies are left alone until the next change."""

_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Told:
    """What one request did, by reply: told or left now, decided before by somebody, or nobody left to be told."""

    done: tuple[str, ...]
    decided_before: tuple[str, ...]
    erased: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplyContent:
    """A recalled reply as its citizen reads it, with the question."""

    question: str
    reply: str


class Recalls:
    """Opens recalls and carries out what supervisors decide. Nothing here sends anything by itself."""

    def __init__(
        self,
        store: Store,
        base: KnowledgeBase,
        directory: Directory,
        clock: Clock,
        ids: Ids,
        live: LiveUpdates,
        mark: Callable[[], object],
        time_zone: tzinfo = UTC,
    ) -> None:
        """`mark` changes whenever a version may have come into force or ended."""
        self._mark = mark
        self._quiet: tuple[object, int] = (None, 0)
        self._store = store
        self._clock = clock
        self._ids = ids
        self._live = live
        self._departments = {one.id: one for one in directory.departments()}
        self._views = RecallViews(store, base, clock, time_zone)

    def settle(self) -> int:
        """Recall every reply that cites a version out of force and has not been recalled for it; how many.

        Idempotent and safe in several processes at once. Once two looks in a row found nothing, it is not looked again
        until the knowledge base changes: a reply that was on its way at the change is stored by then.
        """
        mark = self._mark()
        if self._quiet == (mark, QUIET_LOOKS):
            return 0
        now = self._clock.now()
        with self._store.read() as work:
            due = work.recalls.due(now)
        opened = sum(self._open(due[start : start + AT_ONCE]) for start in range(0, len(due), AT_ONCE))
        looks = self._quiet[1] + 1 if self._quiet[0] == mark else 1
        self._quiet = (mark, 0 if due else looks)
        return opened

    def _open(self, due: Sequence[Recall]) -> int:
        now = self._clock.now()
        with self._store.begin() as work:
            opened = work.recalls.add(due)
            numbers = Counter(recall.change_id for recall in due)
            if opened:
                for change_id, number in numbers.items():
                    data = {"replies": str(number)}
                    work.oversight.audit(
                        "system", "replies_recalled", "knowledge_change", change_id, data, now
                    )
        return opened

    def changes(self, staff: Staff) -> tuple[ChangeRow, ...]:
        """Ended versions with what became of the replies on them. Raises Forbidden."""
        return self._views.changes(staff)

    def change(self, staff: Staff, change_id: str) -> ChangeDetail:
        """One change, its replies grouped by the words they quoted. Raises NotFound, Forbidden."""
        return self._views.change(staff, change_id)

    def read(self, staff: Staff, change_id: str, reply_id: str) -> ReplyContent:
        """A recalled reply and its question; the reading is on record before anything is shown. Raises NotFound."""
        require_somewhere(staff)
        with self._store.begin() as work:
            recall = _recall(work, staff, change_id, reply_id)
            data = {"change": change_id}
            work.oversight.audit(staff.id, "reply_read", "reply", reply_id, data, self._clock.now())
        with self._store.read() as work:
            reply = work.questions.reply_by_id(recall.reply_id)
            record = work.questions.get(recall.question_id)
            asked = work.conversations.message(record.message_id) if record is not None else None
        if reply is None or asked is None:
            raise NotFound("There is no such reply.")
        return ReplyContent(asked.text, reply.text)

    def leave(self, staff: Staff, change_id: str, reply_ids: Sequence[str], reason: LeaveReason) -> Told:
        """Let replies stand as they are. Raises NotFound, Forbidden, Invalid(reply_ids)."""
        require_somewhere(staff)
        told = _Tally()
        for recall in self._chosen(staff, change_id, reply_ids):
            now = self._clock.now()
            decision = RecallDecision(staff.id, Role.SUPERVISOR.value, now, left=reason)
            with self._store.begin() as work:
                if not told.may_decide(work, recall):
                    continue
                work.recalls.decide(recall.change_id, recall.reply_id, decision)
                data = {"change": change_id, "version": recall.version_id, "because": reason.value}
                work.oversight.audit(staff.id, "reply_left", "reply", recall.reply_id, data, now)
            told.done.append(recall.reply_id)
        return told.told()

    def correct(
        self,
        staff: Staff,
        change_id: str,
        group_id: str,
        reply_ids: Sequence[str],
        texts: Mapping[Language, str],
    ) -> Told:
        """Tell the citizens of one group's replies what is right, each in the language of the conversation.

        `group_id` names what was compared: if other words stand in force by now, Conflict("group_changed"). Raises
        NotFound, Forbidden, Invalid (reply_ids, texts). Asked again, it tells nobody twice.
        """
        require_somewhere(staff)
        chosen = self._chosen(staff, change_id, reply_ids)
        told = _Tally()
        with self._store.read() as work:
            open_ones = [one for one in chosen if told.may_decide(work, one)]
            change = ended_change(work, change_id)
            groups = self._views.groups(work, change, open_ones)
        if any(group.id != group_id for group in groups):
            raise Conflict("group_changed", "Other words are in force by now. Look at the replies again.")
        told = _Tally()
        if groups:
            said = _checked(groups[0], texts)
        for recall in chosen:
            if recall.reply_id not in {one.reply_id for one in open_ones}:
                told.note(recall)
            elif self._correct(staff, recall, groups[0], said[Language(recall.language)], told):
                self._live.changed(recall.conversation_id)
        return told.told()

    def _correct(self, staff: Staff, recall: Recall, group: RecallGroup, text: str, told: _Tally) -> bool:
        language = Language(recall.language)
        with self._store.begin() as work:
            if not told.may_decide(work, recall):
                return False
            correction = Correction(
                id=self._ids.new_id(),
                change_id=recall.change_id,
                reply_id=recall.reply_id,
                question_id=recall.question_id,
                conversation_id=recall.conversation_id,
                text=text,
                citations=still_cited(group.citations, text),
                label=unit_label(self._departments.get(recall.department_id), Role.SUPERVISOR, language),
                actor=staff.id,
                role=Role.SUPERVISOR.value,
                proposed_sha256=sha256_of(group.proposed[language]),
                sent_sha256=sha256_of(text),
                created_at=self._clock.now(),
            )
            release_correction(work, self._ids, recall, correction)
        told.done.append(recall.reply_id)
        return True

    def _chosen(self, staff: Staff, change_id: str, reply_ids: Sequence[str]) -> list[Recall]:
        wanted = list(dict.fromkeys(reply_ids))
        if not 0 < len(wanted) <= DECIDED_AT_ONCE:
            raise Invalid("reply_ids", f"Choose between 1 and {DECIDED_AT_ONCE} replies.")
        with self._store.read() as work:
            ended_change(work, change_id)
            return [_recall(work, staff, change_id, reply_id) for reply_id in wanted]


class _Tally:
    """What became of each reply of a request."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.before: list[str] = []
        self.erased: list[str] = []

    def may_decide(self, work: Work, recall: Recall) -> bool:
        """Whether the reply is still open, looked at in this transaction; noted if it is not."""
        newest = work.recalls.get(recall.change_id, recall.reply_id)
        assert newest is not None
        self.note(newest)
        return newest.state is RecallState.OPEN

    def note(self, recall: Recall) -> None:
        """Remember a reply that cannot be decided."""
        if recall.state is RecallState.ERASED:
            self.erased.append(recall.reply_id)
        elif recall.state is not RecallState.OPEN:
            self.before.append(recall.reply_id)

    def told(self) -> Told:
        """The outcome."""
        return Told(tuple(self.done), tuple(self.before), tuple(self.erased))


def _recall(work: Work, staff: Staff, change_id: str, reply_id: str) -> Recall:
    recall = work.recalls.get(change_id, reply_id)
    if recall is None or not may_recall(staff, recall):
        raise NotFound("There is no such reply among those recalled.")
    return recall


def _checked(group: RecallGroup, texts: Mapping[Language, str]) -> dict[Language, str]:
    """The text for each language of the group. A mark must name a source that the citizen can open."""
    found = {}
    known = {citation.number for citation in group.citations}
    for language in group.proposed:
        text = texts.get(language, "").strip()
        if not text:
            raise Invalid(f"texts.{language.value}", "Write the correction in this language as well.")
        if len(text) > MAX_CORRECTION:
            raise Invalid(f"texts.{language.value}", f"Write at most {MAX_CORRECTION} characters.")
        if any(int(mark) not in known for mark in _MARK.findall(text)):
            raise Invalid(f"texts.{language.value}", "A mark in the text names no source.")
        found[language] = text
    return found
