"""A small contacts desk: the town with one line to call, its housing department known by the word tenancy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from pathlib import Path

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.departments import Topic
from assistant.domain.questions import Language
from assistant.services.contact_desk import ContactDesk
from assistant.services.live_contacts import LiveContacts
from assistant.services.ports import Clock, Ids
from assistant.services.stores import Store
from tests.services.small_screening import HelpingTown, small_live


class TalkativeTown(HelpingTown):
    """Messages about tenancies are a matter of housing."""

    def topics(self) -> tuple[Topic, ...]:
        """With words of the residents' own."""
        terms = {Language.EN: ("tenancy",), Language.ZH: ("租房",)}
        return tuple(replace(one, terms=terms) if one.id == "tenancy" else one for one in super().topics())


def small_live_contacts(store: Store, clock: Clock) -> LiveContacts:
    """The contacts of one process on this store."""
    return LiveContacts(store, TalkativeTown(), clock, UTC)


def small_contacts(store: DatabaseStore, folder: Path, clock: Clock, ids: Ids) -> ContactDesk:
    """The desk of one process on this store."""
    town, live = TalkativeTown(), small_live_contacts(store, clock)
    screen = small_live(store, folder, town, live.in_force)
    return ContactDesk(store, live, screen, town, clock, ids)
