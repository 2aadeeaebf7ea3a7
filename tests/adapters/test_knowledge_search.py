"""The engine's evidence from the real knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.adapters.knowledge_search import KnowledgeSearch
from assistant.services.ports import EvidenceUnavailable
from knowledge_base import Audience, KnowledgeBase, store
from tests.knowledge_base.builders import an_upload, published

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
FEES = "# Parking permits\n\n## Fees\n\nA resident permit costs 30 euros a year."


@pytest.fixture
def base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    """An empty knowledge base."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'base.sqlite'}")
    store.create_tables(engine)
    opened = KnowledgeBase.open(engine, tmp_path)
    yield opened
    opened.close()
    engine.dispose()


def test_a_passage_carries_all_that_a_citation_needs(base: KnowledgeBase) -> None:
    """Document, version, headings, dates, offsets and the legs' figures come along."""
    version = published(base, an_upload(FEES))
    found = KnowledgeSearch(base, UTC).find("permit fee", (), NOON, 10)
    passage = found.passages[0]
    assert (passage.document_id, passage.version_id) == ("parking-permits", version.id)
    assert passage.effective_from == date(2026, 1, 1)
    assert passage.department_id == "transport"
    assert "Fees" in passage.heading_path[-1]
    assert base.version_text(version.id)[passage.start : passage.end] == passage.text
    assert {"term_coverage", "dense_similarity", "rank_lexical"} <= set(passage.signals)
    assert found.index_version


def test_what_is_for_staff_only_is_never_evidence(base: KnowledgeBase) -> None:
    """A citizen's question finds public pages only."""
    published(
        base,
        an_upload("Waivers are decided by the permit clerk.", document_id="waivers", audience=Audience.STAFF),
    )
    published(base, an_upload(FEES))
    found = KnowledgeSearch(base, UTC).find("permit waivers clerk", (), NOON, 10)
    assert {passage.document_id for passage in found.passages} == {"parking-permits"}


def test_the_day_is_that_of_the_town(base: KnowledgeBase) -> None:
    """Late in the evening a town in the east already lives under tomorrow's rules."""
    published(base, an_upload(FEES, effective_from=date(2026, 6, 2)))
    late = datetime(2026, 6, 1, 23, tzinfo=UTC)
    assert KnowledgeSearch(base, UTC).find("permit fee", (), late, 10).passages == ()
    east = KnowledgeSearch(base, timezone(timedelta(hours=2)))
    assert len(east.find("permit fee", (), late, 10).passages) == 1


def test_an_office_without_an_index_says_that_evidence_is_unavailable(base: KnowledgeBase) -> None:
    """The pipeline makes a case of it; only the kind of failure is told."""
    with pytest.raises(EvidenceUnavailable, match="IndexUnavailable"):
        KnowledgeSearch(base, UTC).find("permit fee", (), NOON, 10)


def test_what_was_asked_before_helps_to_find(base: KnowledgeBase) -> None:
    """ "And the fee?" alone names no matter."""
    published(base, an_upload(FEES))
    published(base, an_upload("A dog licence costs a fee of 90 euros.", document_id="dogs", title="Dogs"))
    found = KnowledgeSearch(base, UTC).find("and the fee?", ("my dog needs a licence",), NOON, 10)
    assert found.passages[0].document_id == "dogs"
