"""Ratings over a room: what bootstrap makes, with the room's own parts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from assistant.domain.service_times import PLAIN, ServiceTimes
from assistant.services.call_backs import CallBacks
from assistant.services.danger_beside import DangerBeside
from assistant.services.live import LiveUpdates
from assistant.services.rating_desk import RatingDesk
from assistant.services.ratings import RatingParts, Ratings
from assistant.services.tasks import Tasks
from tests.services.review_room import Room


def small_ratings(
    room: Room, tasks: Tasks, live: LiveUpdates | None = None, danger: DangerBeside | None = None
) -> tuple[Ratings, RatingDesk]:
    """The citizen's side and that of staff; days are of 24 hours and of UTC."""
    pages = live or room.pages
    call_backs = CallBacks(room.store, room.clock, tasks, tasks.today)
    ratings = Ratings(
        RatingParts(
            store=room.store,
            clock=room.clock,
            ids=room.ids,
            live=pages,
            times=ServiceTimes(PLAIN),
            call_backs=call_backs,
            time_zone=ZoneInfo("UTC"),
            danger=danger,
        )
    )
    return ratings, RatingDesk(room.store, room.clock, room.ids, room.town, call_backs, pages)
