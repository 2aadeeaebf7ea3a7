"""A review room on a real knowledge base whose clock is the room's own: policies come and go by the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from assistant.adapters.source_status import KnowledgeSourceStatus
from assistant.domain.recalls import KnowledgeChange
from assistant.services.knowledge_changes import KnowledgeChanges
from assistant.services.stores import Store
from knowledge_base import KnowledgeBase, Upload, store
from tests.adapters.database.stores import make_sqlite_store
from tests.knowledge_base.builders import an_upload
from tests.services.asking_room import AskingRoom
from tests.services.town_time import TOWN_TIME

FEE_84 = "A resident permit costs 84.00 euros a year."
FEE_96 = "A resident permit costs 96.00 euros a year."
DISABLED_FREE = "Holders of a disability card pay nothing."
OLD_TEXT = f"# Permits\n\n## Fees\n\n{FEE_84} {DISABLED_FREE} Visitors buy day tickets.\n"
NEW_TEXT = f"# Permits\n\n## Fees\n\n{FEE_96} {DISABLED_FREE} Visitors buy day tickets.\n"


class CalendarRoom(AskingRoom):
    """Everything between a citizen and a reviewer, and policies that take effect by the clock."""

    def __init__(self, directory: Path) -> None:
        self.engine_of_base = sa.create_engine(f"sqlite:///{directory / 'base.sqlite'}")
        store.create_tables(self.engine_of_base)
        self._directory = directory
        super().__init__(make_sqlite_store(directory))
        self.base = self.base_again()
        self.sources = KnowledgeSourceStatus(self.base, TOWN_TIME)  # type: ignore[assignment]
        self.changes = self.changes_of(self.store)

    def base_again(self) -> KnowledgeBase:
        """The knowledge base as another process opens it."""
        return KnowledgeBase.open(
            self.engine_of_base, self._directory / "kb", now=self.clock.now, new_id=self.ids.new_id
        )

    def changes_of(self, stored: Store) -> KnowledgeChanges:
        """The service as another process starts it."""
        return KnowledgeChanges(stored, self.base, self.clock, self.ids, TOWN_TIME)

    def close(self) -> None:
        """End the parser process and the connections."""
        self.base.close()
        self.engine_of_base.dispose()

    def publish(self, text: str = OLD_TEXT, since: date = date(2026, 1, 1), until: date | None = None) -> str:
        """A version of the permits by two people; its id."""
        return self.publish_upload(
            an_upload(text, document_id="permits", effective_from=since, effective_to=until)
        )

    def publish_upload(self, upload: Upload) -> str:
        """Any version by two people; its id."""
        version = self.base.add(upload, "ann")
        self.base.submit(version.id, "ann")
        return self.base.publish(version.id, "bob").id

    def recorded(self) -> list[KnowledgeChange]:
        """What was settled, oldest first."""
        with self.store.read() as work:
            return list(reversed(work.knowledge_changes.newest()))

    def settled(self) -> list[tuple[str, str, datetime]]:
        """The kinds, versions and moments of what was settled, oldest first."""
        return [(one.kind.value, one.version_id, one.at) for one in self.recorded()]


@contextmanager
def calendar_room(directory: Path) -> Iterator[CalendarRoom]:
    """A room for one test."""
    room = CalendarRoom(directory)
    try:
        yield room
    finally:
        room.close()


def dated(upload: Upload, since: date, until: date | None = None) -> Upload:
    """The upload with these dates."""
    return replace(upload, effective_from=since, effective_to=until)
