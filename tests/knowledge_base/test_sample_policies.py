"""The sample town's policies: each file can be read, all are published once, and they show what was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
import yaml

from knowledge_base import Audience, KnowledgeBase, MediaType, VersionState, store
from knowledge_base.parsing import BlockKind, ParserProcess
from knowledge_base.sample_policies import (
    SAMPLE_FOLDER,
    load_sample_policies,
    sample_policies,
)
from knowledge_base.uploads import DocumentSummary
from tests.knowledge_base.builders import found

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A knowledge base with the sample policies."""
    directory = tmp_path_factory.mktemp("town")
    engine = sa.create_engine(f"sqlite:///{directory / 'base.sqlite'}")
    store.create_tables(engine)
    base = KnowledgeBase.open(engine, directory / "kb")
    load_sample_policies(base, "ann", "bob")
    yield base
    base.close()
    engine.dispose()


@pytest.fixture(scope="module")
def summaries(town: KnowledgeBase) -> dict[str, DocumentSummary]:
    """The documents of the town by id."""
    return {summary.document.id: summary for summary in town.documents()}


def _in_force(summary: DocumentSummary) -> list[str]:
    return [version.id for version in summary.versions if version.in_force_on(TODAY)]


def test_every_file_has_headings_and_nothing_odd(parser: ParserProcess) -> None:
    """Each sample file parses into a title and sections, and warns of nothing."""
    for policy in sample_policies():
        for version in policy.versions:
            parsed = parser.parse(version.path.name, version.path.read_bytes())
            headings = [block for block in parsed.blocks if block.kind is BlockKind.HEADING]
            assert len(headings) >= 4, version.path.name
            assert parsed.warnings == (), version.path.name
            assert policy.title in parsed.text[headings[0].start : headings[0].end], version.path.name


def test_every_version_is_published(summaries: dict[str, DocumentSummary]) -> None:
    """All versions of all manifests are published, each document with as many as its manifest names."""
    for policy in sample_policies():
        versions = summaries[policy.document_id].versions
        assert [version.state for version in versions] == [VersionState.PUBLISHED] * len(policy.versions)


def test_town_has_the_promised_variety(summaries: dict[str, DocumentSummary]) -> None:
    """At least 30 documents of at least 5 departments, 20 English and 12 Chinese, in each of the four formats."""
    documents = [summary.document for summary in summaries.values()]
    languages = Counter(document.language for document in documents)
    formats = {version.media_type for summary in summaries.values() for version in summary.versions}
    assert len(documents) >= 30
    assert len({document.department_id for document in documents}) >= 5
    assert languages["en"] >= 20
    assert languages["zh"] >= 12
    assert formats >= {MediaType.MARKDOWN, MediaType.HTML, MediaType.PDF, MediaType.DOCX}


def test_town_shows_each_kind_of_date_and_audience(summaries: dict[str, DocumentSummary]) -> None:
    """The English half has a superseded, a coming and an expired version and a staff-only document."""
    own = [summary for summary in summaries.values() if summary.document.language == "en"]
    over = [
        summary
        for summary in own
        if any(
            version.effective_to is not None and version.effective_to < TODAY for version in summary.versions
        )
    ]
    assert any(_in_force(summary) for summary in over), "superseded"
    assert any(version.effective_from > TODAY for summary in own for version in summary.versions), "coming"
    assert any(not _in_force(summary) for summary in over), "expired"
    assert any(summary.document.audience is Audience.STAFF for summary in own), "staff-only"


def test_each_topic_of_the_directory_has_a_policy_of_its_department() -> None:
    """Every topic is covered in English, and each policy belongs to the department of its topic."""
    directory = yaml.safe_load((SAMPLE_FOLDER / "directory.yaml").read_text(encoding="utf-8"))
    owners = {topic["id"]: topic["department_id"] for topic in directory["topics"]}
    for policy in sample_policies():
        assert owners[policy.topic_id] == policy.department_id, policy.document_id
    assert {policy.topic_id for policy in sample_policies() if policy.language == "en"} == set(owners)


def test_dense_topics_have_three_english_documents() -> None:
    """The two topics with many questions rest on three English documents each."""
    topics = Counter(policy.topic_id for policy in sample_policies() if policy.language == "en")
    assert topics["resident-parking"] == 3
    assert topics["waste-collection"] == 3


def test_fee_in_force_is_found_and_the_old_one_is_not(town: KnowledgeBase) -> None:
    """Today's parking fee answers today, the superseded one only in its own time."""
    question = "What does a resident parking permit cost a year?"
    assert any("30 euros a year" in text for text in found(town, question, TODAY))
    assert not any("costs 24 euros" in text for text in found(town, question, TODAY))
    assert any("costs 24 euros" in text for text in found(town, question, date(2024, 6, 1)))


def test_staff_guidance_is_hidden_from_citizens(town: KnowledgeBase) -> None:
    """The caseworkers' guidance is found by staff and never by the public."""
    question = "Who decides on a hardship waiver over 300 euros?"
    assert any("team leader" in text for text in found(town, question, TODAY, Audience.STAFF))
    assert not any("team leader" in text for text in found(town, question, TODAY))


def test_two_departments_disagree_on_removal_vans(town: KnowledgeBase) -> None:
    """A question about signs for a removal van finds both of two contradicting deadlines."""
    texts = found(town, "How early must I apply for no-stopping signs for a removal van?", TODAY)
    assert any("at least 10 working days before the move" in text for text in texts)
    assert any("at least 5 working days before the move" in text for text in texts)


def test_loading_again_changes_nothing(town: KnowledgeBase) -> None:
    """A second load publishes nothing, adds nothing and keeps the active index version."""
    before = (town.documents(), town.publication_events(), town.active_index())
    assert load_sample_policies(town, "ann", "bob") == 0
    assert (town.documents(), town.publication_events(), town.active_index()) == before
