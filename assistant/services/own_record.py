"""Everything that is held of a citizen's conversation, as they may read and take it away (L-11, L-19, S-27, X-21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.cases import CaseEventKind
from assistant.domain.conversations import Conversation
from assistant.domain.purposes import Purpose, choices_now
from assistant.domain.questions import Language
from assistant.domain.ratings import Rating
from assistant.domain.staff import Role, Staff
from assistant.services.conversation_views import ConversationViews, SeenMessage
from assistant.services.fixed_texts import unit_label
from assistant.services.ports import Directory
from assistant.services.stores import Store, Work


class Opened(StrEnum):
    """For what somebody on the staff opened it."""

    CASE = "case"
    RATING = "rating"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Access:
    """One reading: by role and unit, never by name (S-15)."""

    at: datetime
    by: str
    why: Opened


@dataclass(frozen=True, slots=True)
class Held:
    """A purpose for which something is kept. `objectable`: the citizen may say no; `allowed` is what holds now."""

    purpose: str
    objectable: bool
    allowed: bool


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The record. `erased_at_latest` is when it is erased by the clock if nothing more is written."""

    conversation: Conversation
    messages: tuple[SeenMessage, ...]
    ratings: tuple[Rating, ...]
    opened: tuple[Access, ...]
    held: tuple[Held, ...]
    erased_at_latest: datetime


NEEDED = ("answering", "oversight")
"""Purposes without which there is no service: answering what was asked, and checking who did what."""


class OwnRecords:
    """Reads for the citizen's own page."""

    def __init__(self, store: Store, directory: Directory, views: ConversationViews, kept: timedelta) -> None:
        """`kept` is how long a quiet conversation is kept."""
        self._store = store
        self._departments = {one.id: one for one in directory.departments()}
        self._views = views
        self._kept = kept

    def of(self, conversation: Conversation, language: Language) -> OwnRecord:
        """The whole record, names of units in this language."""
        messages = self._views.messages(conversation)
        with self._store.read() as work:
            choices = choices_now(work.choices.of(conversation.id))
            listed = work.ratings.of_conversation(conversation.id)
            ratings = tuple(one for item in listed if (one := work.ratings.get(item.facts.id)) is not None)
            opened = self._opened(work, conversation, ratings, language)
        last = max((one.message.created_at for one in messages), default=conversation.created_at)
        return OwnRecord(conversation, messages, ratings, opened, _held(choices), last + self._kept)

    def _opened(
        self, work: Work, conversation: Conversation, ratings: tuple[Rating, ...], language: Language
    ) -> tuple[Access, ...]:
        staff = {one.id: one for one in work.staff.all()}
        questions = [one.id for one in work.questions.of_conversation(conversation.id)]
        cases = work.cases.of_questions(questions).values()
        found: list[Access] = []
        for case in cases:
            for event in work.cases.events(case.id):
                if event.kind is CaseEventKind.READ:
                    who = self._unit(staff.get(event.actor), case.department_id, language)
                    found.append(Access(event.at, who, Opened.CASE))
        departments = {one.facts.id: one.facts.department_id for one in ratings}
        audits = {
            audit.id: audit.department_id for one in questions for audit in work.audits.of_question(one)
        }
        for kind, action, why, of in (
            ("rating", "rating_read", Opened.RATING, departments),
            ("reply_audit", "reply_audit_read", Opened.AUDIT, audits),
        ):
            for entry in work.oversight.audit_of(kind, tuple(of), action):
                who = self._unit(staff.get(entry.actor), of[entry.object_id], language)
                found.append(Access(entry.at, who, why))
        return tuple(sorted(found, key=lambda one: one.at, reverse=True))

    def _unit(self, staff: Staff | None, department_id: str, language: Language) -> str:
        """Role and unit of a reader, as far as they are known still."""
        grants = staff.grants if staff is not None else ()
        role = next((one.role for one in grants if one.department_id in (None, department_id)), None)
        return unit_label(self._departments.get(department_id), role or Role.CASEWORKER, language)


def _held(choices: Mapping[Purpose, bool]) -> tuple[Held, ...]:
    needed = tuple(Held(name, objectable=False, allowed=True) for name in NEEDED)
    return (*needed, *(Held(one.value, objectable=True, allowed=choices[one]) for one in Purpose))
