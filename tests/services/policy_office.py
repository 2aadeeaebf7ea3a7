"""An office where policies are made: a real knowledge base, a real log, two departments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from assistant.domain.oversight import AuditEntry
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.knowledge_desk import KnowledgeDesk, KnowledgeParts
from assistant.services.public_documents import PublicDocuments
from assistant.services.publication_rules import Acknowledged
from knowledge_base import Audience, KnowledgeBase, SearchQuery, Upload, store
from tests.adapters.database.stores import make_sqlite_store
from tests.fakes import CountingIds, FixedClock
from tests.knowledge_base.builders import TODAY, an_upload
from tests.services.review_room import SmallTown

TRANSPORT, HOUSING = "transport", "housing"


def editor(name: str, department_id: str | None = None) -> Staff:
    """A policy editor of one department, or of all."""
    return Staff(name, name, name.title(), (Grant(Role.POLICY_EDITOR, department_id),))


TESS, TOM = editor("tess", TRANSPORT), editor("tom", TRANSPORT)
HAL = editor("hal", HOUSING)
EVE = editor("eve")
TEXT = "# Permits\n\nA resident permit costs 84 euros a year.\n"


class PolicyOffice:
    """The use cases on policies, and a look into what they left."""

    def __init__(self, directory: Path) -> None:
        self.store = make_sqlite_store(directory)
        self.engine = sa.create_engine(f"sqlite:///{directory / 'base.sqlite'}")
        store.create_tables(self.engine)
        self.clock = FixedClock()
        self.base = KnowledgeBase.open(self.engine, directory / "kb", now=self.clock.now)
        parts = KnowledgeParts(self.store, self.base, SmallTown(), self.clock, CountingIds())
        self.desk = KnowledgeDesk.of(parts)
        self.policies = self.desk.policies
        self.public = PublicDocuments(self.base, SmallTown())

    def close(self) -> None:
        """End the parser process and the connections."""
        self.base.close()
        self.engine.dispose()

    def draft(self, staff: Staff = TESS, text: str = TEXT, **changes: object) -> str:
        """A version in state `draft`; its id."""
        return self.policies.upload(staff, the_upload(text, **changes)).version.id

    def published(self, text: str = TEXT, **changes: object) -> str:
        """A version that one person submitted and another published."""
        version_id = self.draft(EVE, text, **changes)
        self.policies.submit(EVE, version_id)
        self.publish(editor("max"), version_id)
        return version_id

    def publish(self, staff: Staff, version_id: str) -> None:
        """Publish in spite of all that the checks found."""
        found = self.desk.publication_checks.report(staff, version_id).to_acknowledge
        self.policies.publish(staff, version_id, seen=Acknowledged(found, "known to us"))

    def found(self, question: str, audience: Audience = Audience.PUBLIC) -> list[str]:
        """The versions a question finds; none while nothing was ever published."""
        if self.base.active_index() is None:
            return []
        hits = self.base.search(SearchQuery(question, TODAY, audience, limit=10)).hits
        return [hit.version.id for hit in hits]

    def log(self) -> list[AuditEntry]:
        """What the audit log says."""
        with self.store.read() as work:
            return list(work.oversight.audit_entries())

    def actions(self) -> list[str]:
        """What was done, in order."""
        return [entry.action for entry in self.log()]


def the_upload(text: str = TEXT, **changes: object) -> Upload:
    """A transport document in force since the beginning of the year."""
    upload = an_upload(text, effective_from=date(2026, 1, 1))
    return replace(upload, **changes)  # type: ignore[arg-type]
