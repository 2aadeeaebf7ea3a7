"""Looking at the base as it would be, and finding what was in force on any day."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge_base import Audience, KnowledgeBase, LifeCycleConflict, SearchQuery, TrialIndex
from tests.knowledge_base.builders import TODAY, an_upload, found, published

MARCH, AUGUST = date(2026, 3, 15), date(2026, 8, 15)
OLD = "# Permits\n\nA resident permit costs 30 euros a year."
NEW = "# Permits\n\nA resident permit costs 45 euros a year."
QUESTION = "How much is a resident permit?"


class Refused(Exception):
    """What an inspection says no with."""


def test_each_day_is_answered_by_the_version_of_that_day(base: KnowledgeBase) -> None:
    """G-08: January to June the first version answers, from July the second, for citizens and staff alike."""
    published(base, an_upload(OLD, effective_from=date(2026, 1, 1)))
    published(base, an_upload(NEW, effective_from=date(2026, 7, 1)))
    published(base, an_upload("Bins are emptied on Monday.", document_id="bins", title="Bins"))
    for audience in Audience:
        assert "30 euros" in found(base, QUESTION, MARCH, audience)[0]
        assert "45 euros" in found(base, QUESTION, AUGUST, audience)[0]
        assert not any("30 euros" in text for text in found(base, QUESTION, AUGUST, audience))


def test_what_is_published_for_a_later_day_is_found_from_that_day(base: KnowledgeBase) -> None:
    """G-08: scheduled publication takes effect by the calendar alone."""
    published(base, an_upload(OLD, effective_from=date(2026, 7, 1)))
    assert found(base, QUESTION, date(2026, 6, 30)) == []
    assert found(base, QUESTION, date(2026, 7, 1))


def test_what_ended_is_found_until_its_last_day(base: KnowledgeBase) -> None:
    """G-08: expiry takes effect by the calendar alone; the past still answers."""
    published(base, an_upload(OLD, effective_to=date(2026, 6, 30)))
    assert found(base, QUESTION, date(2026, 6, 30))
    assert found(base, QUESTION, date(2026, 7, 1)) == []


def test_what_was_withdrawn_is_found_on_no_day(base: KnowledgeBase) -> None:
    """A withdrawn text never stands again, not even for a day on which it was in force."""
    version = published(base, an_upload(OLD))
    base.withdraw(version.id, "bob", "Wrong fee")
    assert [found(base, QUESTION, day, who) for day in (MARCH, AUGUST) for who in Audience] == [[]] * 4


def test_an_inspection_sees_the_base_as_it_would_be(base: KnowledgeBase) -> None:
    """Before activation the new text is found by the inspection and by nobody else."""
    published(base, an_upload(OLD))
    draft = base.add(an_upload(NEW, effective_from=TODAY), "ann")
    base.submit(draft.id, "ann")
    seen: list[str] = []

    def look(index: TrialIndex) -> None:
        hits = index.search(SearchQuery(QUESTION, TODAY, Audience.PUBLIC)).hits
        seen.extend(hit.passage.text for hit in hits)
        assert "30 euros" in found(base, QUESTION)[0]

    base.publish(draft.id, "bob", look)
    assert "45 euros" in seen[0]
    assert "45 euros" in found(base, QUESTION)[0]


def test_an_inspection_that_refuses_leaves_everything_as_it_was(base: KnowledgeBase) -> None:
    """The old text goes on answering, the version waits, no file is left."""
    published(base, an_upload(OLD))
    active = base.active_index()
    draft = base.add(an_upload(NEW, effective_from=TODAY), "ann")
    base.submit(draft.id, "ann")
    built: list[str] = []

    def refuse(index: TrialIndex) -> None:
        built.append(index.id)
        raise Refused

    with pytest.raises(Refused):
        base.publish(draft.id, "bob", refuse)
    assert base.active_index() == active
    assert base.version(draft.id).state == "submitted"
    assert "30 euros" in found(base, QUESTION)[0]
    assert built[0] not in {index.id for index in base.index_versions()}


def test_a_rehearsal_publishes_nothing(base: KnowledgeBase) -> None:
    """A draft can be tried as if it were published; afterwards nothing has changed."""
    published(base, an_upload(OLD))
    draft = base.add(an_upload(NEW, effective_from=TODAY), "ann")
    seen: list[str] = []
    base.rehearse(
        [draft.id],
        lambda index: seen.extend(
            hit.passage.text for hit in index.search(SearchQuery(QUESTION, TODAY, Audience.PUBLIC)).hits
        ),
    )
    assert "45 euros" in seen[0]
    assert base.version(draft.id).state == "draft"
    assert len(base.index_versions()) == 1
    assert "30 euros" in found(base, QUESTION)[0]


def test_only_what_waits_can_be_rehearsed(base: KnowledgeBase) -> None:
    """A published version has no rehearsal."""
    version = published(base, an_upload(OLD))
    with pytest.raises(LifeCycleConflict):
        base.rehearse([version.id], lambda _index: None)
