"""Erasing a conversation everywhere (L-12): its key and content, what was derived from it, and in what is restored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

from assistant.domain.audit_chain import entry_hash
from assistant.domain.cases import CaseEvent, CaseEventKind, derive_status
from assistant.domain.conversations import Conversation
from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.staff import Right, Staff
from assistant.services.live import LiveUpdates
from assistant.services.oversight import checked_reason
from assistant.services.ports import Clock
from assistant.services.stores import Store, Work

CITIZEN = "citizen"

CONVERSATIONS_KEPT = timedelta(days=180)
"""How long a quiet conversation is kept unless the town says otherwise: half a year, the least that logs of use must be
kept (L-05) and no longer (S-28)."""

AT_ONCE = 200
"""Conversations erased in one round; the next one goes on."""

ERASED_ACTION = "conversation_erased"

PAST_ITS_TIME = "past_its_time"
"""The reason on record, a code, where the clock erased."""

RECEIPT = re.compile(r"[0-9a-f]{64}")
"""What a receipt looks like: a SHA-256 sum."""


class ErasesContent(Protocol):
    """Whatever keeps something that came from what citizens wrote, outside the conversation's own content."""

    def forget(self, conversation_id: str) -> None:
        """Drop everything that came from this conversation. Forgetting twice is no error."""
        ...


class Tombstones(Protocol):
    """Which conversations are to be erased, kept apart from the database: a restored database does not know."""

    def add(self, conversation_id: str, at: datetime) -> None:
        """On the disk when this returns. Adding twice is no error."""
        ...

    def done(self, conversation_id: str, at: datetime) -> None:
        """Everything of it has been erased."""
        ...

    def to_do(self) -> tuple[str, ...]:
        """Those added and not done."""
        ...

    def all(self) -> tuple[str, ...]:
        """Every conversation ever added."""
        ...


class BackupRegister(Protocol):
    """Which backups were made."""

    def made_at(self) -> tuple[datetime, ...]:
        """When each backup was made that may still exist, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A backup in which the conversation can still be read by whoever has it, and until when it is kept."""

    made_at: datetime
    kept_until: datetime


@dataclass(frozen=True, slots=True)
class Erased:
    """What is told to whoever erases: what could not be reached, and a receipt to check it by later. The receipt is the
    hash of the log's entry about the erasure: it names nobody, and fits no other log."""

    at: datetime
    copies: tuple[KeptCopy, ...]
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What a receipt stands for: erased at that moment, and still gone."""

    at: datetime
    gone: bool


class Erasure:
    """Erases by its citizen's or an administrator's wish, and again whatever a restore brings back."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        live: LiveUpdates,
        tombstones: Tombstones,
        backups: BackupRegister,
        backups_kept: timedelta,
        erasers: Sequence[ErasesContent],
        kept: timedelta = CONVERSATIONS_KEPT,
    ) -> None:
        """`backups_kept` and `kept` are the town's own rules for how long it keeps a backup, and a conversation in which
        nobody writes any more."""
        self._kept = kept
        self._store = store
        self._clock = clock
        self._live = live
        self._tombstones = tombstones
        self._backups = backups
        self._backups_kept = backups_kept
        self._erasers = tuple(erasers)
        self._looked = False

    def erase_own(self, conversation: Conversation) -> Erased:
        """At the wish of the citizen, whose receipt was checked. Erasing twice is no error."""
        return self._wished(conversation.id, conversation.created_at, CITIZEN, "")

    def erase_for(self, staff: Staff, conversation_id: str, reason: str) -> Erased:
        """By an administrator, for a citizen who asked otherwise. Raises Forbidden, NotFound, Invalid(reason)."""
        if not staff.may(Right.ERASE_CONVERSATIONS, None):
            raise Forbidden("You may not erase conversations.")
        said = checked_reason(reason)
        with self._store.read() as work:
            conversation = work.conversations.get(conversation_id)
        if conversation is None:
            raise NotFound("There is no such conversation.")
        return self._wished(conversation.id, conversation.created_at, staff.id, said)

    def check(self, receipt: str) -> Deletion:
        """What a receipt says today. Raises NotFound for one that this log never gave, or whose entry was changed."""
        with self._store.read() as work:
            entry = work.oversight.audit_by_hash(receipt) if RECEIPT.fullmatch(receipt) else None
            if (
                entry is None
                or entry.action != ERASED_ACTION
                or entry_hash(entry.previous_hash, entry) != receipt
            ):
                raise NotFound("There is no such receipt.")
            return Deletion(entry.at, not _readable(work, entry.object_id))

    def past_their_time(self) -> int:
        """Erase conversations that were quiet for longer than they are kept; those with an open case stay. How many."""
        before = self._clock.now() - self._kept
        with self._store.read() as work:
            past = (one for one in work.conversations.quiet_since(before) if not self._waits(work, one))
            quiet = list(islice(past, AT_ONCE))
        for conversation_id in quiet:
            now = self._clock.now()
            self._tombstones.add(conversation_id, now)
            self._erase(conversation_id, "system", PAST_ITS_TIME, now)
        return len(quiet)

    def _waits(self, work: Work, conversation_id: str) -> bool:
        """Whether something is still to come of it: a question on its way, or a case that nobody has answered."""
        questions = work.questions.of_conversation(conversation_id)
        if any(record.outcome is None for record in questions):
            return True
        cases = work.cases.of_questions([record.id for record in questions])
        events = work.cases.events_of([case.id for case in cases.values()])
        now = self._clock.now()
        return any(derive_status(one, now).state.is_open for one in events.values())

    def settle(self) -> int:
        """Finish what a crash left half erased and erase again what a restore brought back; how many conversations."""
        wanted = list(self._tombstones.to_do())
        if not self._looked:
            with self._store.read() as work:
                wanted += [one for one in self._tombstones.all() if _readable(work, one)]
        for conversation_id in dict.fromkeys(wanted):
            self._erase(conversation_id, "system", "", self._clock.now())
        self._looked = True
        return len(set(wanted))

    def _wished(self, conversation_id: str, since: datetime, actor: str, reason: str) -> Erased:
        now = self._clock.now()
        # Known outside the database before anything is gone: from here on no crash or restore can undo the wish.
        self._tombstones.add(conversation_id, now)
        receipt = self._erase(conversation_id, actor, reason, now)
        copies = tuple(
            KeptCopy(made_at, made_at + self._backups_kept)
            for made_at in self._backups.made_at()
            if since <= made_at <= now < made_at + self._backups_kept
        )
        return Erased(now, copies, receipt)

    def _erase(self, conversation_id: str, actor: str, reason: str, now: datetime) -> str:
        """The receipt of the erasure, of the first one where it was erased before."""
        receipt = ""
        with self._store.begin() as work:
            if _readable(work, conversation_id):
                _withdraw_cases(work, conversation_id, actor, now)
                work.conversations.erase(conversation_id)
                data = {"reason": reason} if reason else {}
                entry = work.oversight.audit(actor, ERASED_ACTION, "conversation", conversation_id, data, now)
                receipt = entry.hash
            else:
                earlier = work.oversight.audit_of("conversation", (conversation_id,), ERASED_ACTION)
                receipt = earlier[0].hash if earlier else ""
        for eraser in self._erasers:
            eraser.forget(conversation_id)
        self._tombstones.done(conversation_id, now)
        self._live.changed(conversation_id)
        return receipt


def _readable(work: Work, conversation_id: str) -> bool:
    known = work.conversations.get(conversation_id) is not None
    return known and not work.conversations.erased(conversation_id)


def _withdraw_cases(work: Work, conversation_id: str, actor: str, now: datetime) -> None:
    """Nobody is left to be answered: open cases leave the queue."""
    questions = [record.id for record in work.questions.of_conversation(conversation_id)]
    for case in work.cases.of_questions(questions).values():
        state = derive_status(work.cases.events(case.id), now).state
        if state.is_open:
            data = {"reason": "conversation_erased"}
            work.cases.append(CaseEvent(case.id, 0, CaseEventKind.WITHDRAWN, actor, now, data))
