"""A citizen's rights over a room: what bootstrap makes, with the room's own parts."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.services.amendments import Amendments
from assistant.services.conversation_views import ConversationViews
from assistant.services.danger_beside import DangerBeside
from assistant.services.erasure import CONVERSATIONS_KEPT, ErasesContent
from assistant.services.live import LiveUpdates
from assistant.services.own_choices import OwnChoices
from assistant.services.own_record import OwnRecords
from assistant.services.own_rights import OwnRights
from tests.services.review_room import Room


def small_rights(
    room: Room,
    views: ConversationViews,
    live: LiveUpdates | None = None,
    derived: Sequence[ErasesContent] = (),
    danger: DangerBeside | None = None,
) -> OwnRights:
    """Put together; `derived` forget on an objection."""
    pages = live or room.pages
    return OwnRights(
        records=OwnRecords(room.store, room.town, views, CONVERSATIONS_KEPT),
        choices=OwnChoices(room.store, room.clock, pages, derived),
        amendments=Amendments(room.store, room.clock, room.ids, pages, danger),
    )
