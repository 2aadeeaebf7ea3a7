"""What may still be told, on a real knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from assistant.adapters.source_status import KnowledgeSourceStatus
from knowledge_base import Audience, KnowledgeBase, store
from tests.knowledge_base.builders import an_upload, published

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    """An empty knowledge base on SQLite."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'base.sqlite'}")
    store.create_tables(engine)
    opened = KnowledgeBase.open(engine, tmp_path / "kb")
    yield opened
    opened.close()
    engine.dispose()


def test_only_published_public_versions_in_force_may_be_told(base: KnowledgeBase) -> None:
    """Drafts, staff documents, what has ended and what is unknown are left out."""
    status = KnowledgeSourceStatus(base, ZoneInfo("UTC"))
    good = published(base, an_upload("Dogs need a licence.", document_id="dogs"))
    staff = published(base, an_upload("Ask the supervisor.", document_id="internal", audience=Audience.STAFF))
    ended = published(
        base, an_upload("Cats need a bell.", document_id="cats", effective_to=date(2026, 5, 31))
    )
    draft = base.add(an_upload("Birds may sing.", document_id="birds"), "ann")
    asked = {good.id, staff.id, ended.id, draft.id, "unknown"}
    assert status.in_force(asked, NOON) == {good.id}
    assert status.speaking(asked, NOON) == {good.id, staff.id}
    base.withdraw(good.id, "bob", "wrong")
    assert status.in_force(asked, NOON) == frozenset()


def test_the_day_is_the_towns_own(base: KnowledgeBase) -> None:
    """Late on 31 May in UTC it is already June in Shanghai, and the version counts there."""
    version = published(base, an_upload("Dogs need a licence.", effective_from=date(2026, 6, 1)))
    evening = datetime(2026, 5, 31, 20, tzinfo=UTC)
    assert KnowledgeSourceStatus(base, ZoneInfo("UTC")).in_force({version.id}, evening) == frozenset()
    shanghai = KnowledgeSourceStatus(base, ZoneInfo("Asia/Shanghai"))
    assert shanghai.in_force({version.id}, evening) == {version.id}


def test_a_version_rolled_back_out_of_the_index_may_not_be_told(base: KnowledgeBase) -> None:
    """Published is not enough: search must answer on it."""
    status = KnowledgeSourceStatus(base, ZoneInfo("UTC"))
    first = published(base, an_upload("Dogs need a licence.", document_id="dogs"))
    before = base.active_index()
    second = published(base, an_upload("Cats need a bell.", document_id="cats"))
    assert status.in_force({first.id, second.id}, NOON) == {first.id, second.id}
    assert before is not None
    base.rollback_index(before.id, "bob", "test")
    assert status.in_force({first.id, second.id}, NOON) == {first.id}
