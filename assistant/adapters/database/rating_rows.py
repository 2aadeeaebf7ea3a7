"""Ratings in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.cipher import Place
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.rating_tables import rating_events, ratings
from assistant.adapters.database.serialisation import VERSION, versioned
from assistant.domain.ratings import (
    ExclusionWhy,
    Grade,
    Rating,
    RatingEvent,
    RatingFacts,
    RatingReason,
    RatingStep,
)
from assistant.services.rating_store import RatingStore


@dataclass(slots=True)
class DatabaseRatings(RatingStore):
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys

    def add(self, facts: RatingFacts, first: RatingEvent) -> Rating:
        with unique_or(self.connection, "rating_exists", "This reply has been rated."):
            self.connection.execute(sa.insert(ratings).values(asdict(facts)))
        return self.append(Rating(facts), first)

    def get(self, rating_id: str) -> Rating | None:
        return next(iter(self._found(ratings.c.id == rating_id, notes=True)), None)

    def of_reply(self, reply_id: str) -> Rating | None:
        return next(iter(self._found(ratings.c.reply_id == reply_id)), None)

    def of_conversation(self, conversation_id: str) -> tuple[Rating, ...]:
        return self._found(ratings.c.conversation_id == conversation_id)

    def all(self, department_ids: frozenset[str] | None) -> tuple[Rating, ...]:
        if department_ids is None:
            return self._found(sa.true())
        return self._found(ratings.c.department_id.in_(sorted(department_ids)))

    def append(self, rating: Rating, event: RatingEvent) -> Rating:
        after = rating.after(event)
        seq = len(after.events)
        conversation = rating.facts.conversation_id
        sealed = None
        if event.note:
            content = {"v": VERSION, "note": event.note}
            sealed = self.keys.seal(conversation, _place(rating.facts.id, seq), content)
        with unique_or(
            self.connection, "rating_changed", "Somebody changed this rating meanwhile; look again."
        ):
            self.connection.execute(
                sa.insert(rating_events).values(
                    rating_id=rating.facts.id,
                    seq=seq,
                    step=event.step,
                    by=event.by,
                    at=event.at,
                    grade=event.grade,
                    reasons=[str(one) for one in event.reasons],
                    why=event.why,
                    sealed=sealed,
                )
            )
        return after

    def _found(self, condition: sa.ColumnElement[bool], notes: bool = False) -> tuple[Rating, ...]:
        query = sa.select(ratings).where(condition).order_by(ratings.c.given_at, ratings.c.id)
        rows = self.connection.execute(query).all()
        events = self._events(condition, {row.id: row.conversation_id for row in rows} if notes else {})
        return tuple(Rating.of(_facts(row), events[row.id]) for row in rows)

    def _events(
        self, condition: sa.ColumnElement[bool], conversations: dict[str, str]
    ) -> dict[str, list[RatingEvent]]:
        query = (
            sa.select(rating_events)
            .join(ratings, ratings.c.id == rating_events.c.rating_id)
            .where(condition)
            .order_by(rating_events.c.rating_id, rating_events.c.seq)
        )
        found: dict[str, list[RatingEvent]] = defaultdict(list)
        for row in self.connection.execute(query).all():
            found[row.rating_id].append(self._event(row, conversations.get(row.rating_id)))
        return found

    def _event(self, row: Any, conversation_id: str | None) -> RatingEvent:
        reasons: Sequence[str] = row.reasons
        return RatingEvent(
            step=RatingStep(row.step),
            by=row.by,
            at=row.at,
            note=self._note(row, conversation_id),
            grade=Grade(row.grade) if row.grade is not None else None,
            reasons=tuple(map(RatingReason, reasons)),
            why=ExclusionWhy(row.why) if row.why is not None else None,
        )

    def _note(self, row: Any, conversation_id: str | None) -> str:
        """What was said; nothing is left of it once the conversation is erased, while the grade still counts."""
        if row.sealed is None or conversation_id is None or not self.keys.exists(conversation_id):
            return ""
        opened = self.keys.open(conversation_id, _place(row.rating_id, row.seq), row.sealed)
        fields = versioned(opened, "a note on a rating")
        note = fields.text("note")
        fields.done()
        return note


def _place(rating_id: str, seq: int) -> Place:
    return Place("rating_events", f"{rating_id}:{seq}", "sealed")


def _facts(row: Any) -> RatingFacts:
    return RatingFacts(**{name: getattr(row, name) for name in RatingFacts.__slots__})
