"""The health of documents: damage from real replies, reviews by persons, passages never found, ageing (S-16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from assistant.domain.content_faults import FaultKind
from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.tasks import TaskKind, TaskState
from assistant.services.content_faults import FaultReport
from assistant.services.health_figures import NEVER_FOUND_AFTER
from assistant.services.publication_history import Step
from assistant.services.tasks import NewTask
from knowledge_base import store as kb_tables
from tests.services.health_office import HealthOffice
from tests.services.policy_office import EVE, HAL, HOUSING, TESS, TEXT, TOM, editor
from tests.services.review_room import ADA, ANDY, CAROL, invalid

SECTIONS = (
    "# Permits\n\n## Fees\n\nA permit costs 84 euros a year.\n\n## Signs\n\nSigns are blue since May 2020.\n"
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HealthOffice]:
    """An office where each test publishes a document of its own."""
    made = HealthOffice(tmp_path_factory.mktemp("office"))
    yield made
    made.close()


def _next(office: HealthOffice, days: int = 100) -> date:
    return office.desk.tasks.today() + timedelta(days=days)


def test_replies_that_stand_on_a_document_do_damage_with_time(office: HealthOffice) -> None:
    """Two replies and sixty days without a look; replies of more than ninety days ago no longer count."""
    version_id = office.published()
    office.answer(version_id)
    office.answer(version_id)
    office.ask(version_id)
    office.turn(days=60)
    health = office.health(version_id)
    assert health.exposure.replies == 2
    assert health.exposure.damage(office.desk.tasks.today()) == pytest.approx(2 * 60 / 30.4375)
    office.turn(days=31)
    assert office.health(version_id).exposure.replies == 0


def test_a_review_by_a_person_sets_the_age_back_and_the_next_day(office: HealthOffice) -> None:
    """It is an act on record; tasks that asked for it are done by it."""
    version_id = office.published()
    document_id = office.document(version_id)
    new = NewTask(TaskKind.REVIEW_DUE, ("transport",), "Review", document_ids=(document_id,))
    task = office.desk.tasks.open_as(TESS, new)
    office.turn(days=40)
    office.desk.health.review(TESS, document_id, version_id, _next(office), "Compared with the order")
    health = office.health(version_id)
    assert health.exposure.months(office.desk.tasks.today()) == 0
    assert health.exposure.review_by == _next(office)
    assert office.desk.tasks.read(TESS, task.facts.id).state is TaskState.DONE
    assert office.policies.log()[-1].action == "document_reviewed"
    step = office.desk.history.of_document(TESS, document_id)[0]
    assert (step.step, step.by, step.reason) == (Step.REVIEWED, "tess", "Compared with the order")


def test_a_review_does_not_outlive_its_version(office: HealthOffice) -> None:
    """What was read was the old text: the new one has the day of its own publication and nobody's review."""
    version_id = office.published()
    office.desk.health.review(TESS, office.document(version_id), version_id, _next(office), "")
    newer = office.renewed(version_id, TEXT.replace("84", "92"))
    health = office.health(version_id)
    assert (health.version.id, health.reviewed, health.exposure.review_by) == (newer, None, None)


def test_only_those_who_keep_a_document_review_it(office: HealthOffice) -> None:
    """Reading it is not enough; another department's editor and an administrator do not even find it."""
    version_id = office.published()
    document_id = office.document(version_id)
    for person, refusal in ((CAROL, Forbidden), (ANDY, Forbidden), (HAL, NotFound), (ADA, NotFound)):
        with pytest.raises(refusal):
            office.desk.health.review(person, document_id, version_id, _next(office), "")
    assert office.health(version_id).reviewed is None


def test_a_review_names_a_served_version_and_a_day_to_come(office: HealthOffice) -> None:
    """Neither a draft nor yesterday nor the next century."""
    version_id = office.published()
    document_id = office.document(version_id)
    for days in (0, -1, 3_000):
        with invalid("next_review"):
            office.desk.health.review(TESS, document_id, version_id, _next(office, days), "")
    draft = office.policies.draft(TESS, TEXT + "\nNew.\n", document_id=document_id)
    with invalid("version_id"):
        office.desk.health.review(TESS, document_id, draft, _next(office), "")


def test_one_document_alone_has_the_figures_it_has_among_all(office: HealthOffice) -> None:
    """S-16: counted for itself, each figure is the overview's: replies, use, faults, reviews, ageing against the mean."""
    first, second = office.published(SECTIONS), office.published(SECTIONS)
    for version_id in (first, first, second):
        office.answer(version_id)
    newer = office.renewed(first, SECTIONS.replace("84", "92"))
    office.answer(newer)
    office.desk.health.review(TESS, office.document(second), second, _next(office), "Read")
    report = FaultReport(office.passages(second)[0].id, FaultKind.WRONG, "The fee rose.")
    office.desk.content_faults.report(CAROL, office.ask(second).id, report)
    office.desk.health.settle()
    office.turn(days=20)
    overview = office.desk.health.overview(EVE).documents
    assert len(overview) >= 2
    assert {one.exposure.replies for one in overview} >= {1, 3}
    for one in overview:
        assert office.desk.health.document(EVE, one.document_id).health == one


def test_versions_cut_by_an_older_splitter_are_counted_for_their_readers(office: HealthOffice) -> None:
    """What an upgrade left behind is seen on the page on health, by whoever may see the documents."""
    version_id = office.published()
    before = office.desk.health.overview(EVE).older_cuts
    with office.policies.base._engine.begin() as connection:
        table = kb_tables.versions
        older = sa.update(table).where(table.c.id == version_id).values(splitter="structure/1")
        connection.execute(older)
    assert office.desk.health.overview(EVE).older_cuts == before + 1
    assert office.desk.health.overview(HAL).older_cuts == 0
    office.policies.base.cut_anew(lambda one: None)
    office.policies.base.build_index()
    assert office.desk.health.overview(EVE).older_cuts == before


def test_each_sees_the_health_of_their_own_departments_only(office: HealthOffice) -> None:
    """Housing's editor sees housing's page and not transport's; an administrator none at all."""
    transport, housing = office.published(), office.published(department_id=HOUSING)
    seen = {one.document_id for one in office.desk.health.overview(HAL).documents}
    assert seen == {office.document(housing)}
    with pytest.raises(NotFound):
        office.desk.health.document(HAL, office.document(transport))
    with pytest.raises(Forbidden):
        office.desk.health.overview(ADA)


def test_a_passage_is_never_found_only_after_enough_questions(office: HealthOffice) -> None:
    """Thirty questions of its department and language in whole weeks since its publication, none of which found it."""
    version_id = office.published(SECTIONS)
    other = office.published()
    office.turn(days=7)
    for _ in range(NEVER_FOUND_AFTER - 1):
        office.ask(other)
    assert office.health(version_id).never_found is None
    office.ask(version_id, ordinal=0)
    health = office.health(version_id)
    assert (health.questions, health.passages_found, health.never_found) == (30, 1, health.passages - 1)
    passages = office.desk.health.document(TESS, office.document(version_id)).passages
    assert [one.found for one in passages] == [1] + [0] * (len(passages) - 1)


def test_the_most_damaging_document_stands_first(office: HealthOffice) -> None:
    """The order of the page is the order of what to read next."""
    version_id = office.published()
    office.answer(version_id)
    office.turn(days=1)
    office.answer(version_id)
    found = office.desk.health.overview(EVE).documents
    damage = [one.exposure.damage(office.desk.tasks.today()) for one in found]
    assert damage == sorted(damage, reverse=True)
    assert damage[0] > 0


def test_faults_new_versions_and_past_dates_make_a_document_age_faster(office: HealthOffice) -> None:
    """A dropped fault was none; each of the others raises the rate above a quiet twin's."""
    quiet, version_id = office.published(), office.published(SECTIONS)
    office.turn(days=30)
    report = FaultReport(office.passages(version_id)[0].id, FaultKind.OUTDATED, "The fee rose.")
    fault = office.desk.content_faults.report(CAROL, office.ask(version_id).id, report)
    faulty = office.health(version_id)
    assert faulty.history.findings == 1
    assert faulty.ageing.finding_rate > office.health(quiet).ageing.finding_rate
    office.desk.tasks.close(TOM, fault.task.facts.id, done=False, note="It is right")
    assert office.health(version_id).history.findings == 0
    assert office.health(version_id).history.past_dates == 0.0
    office.desk.health.settle()
    office.desk.health.settle()
    assert office.health(version_id).history.past_dates == 1.0
    office.renewed(version_id, TEXT)
    renewed = office.health(version_id)
    assert (renewed.history.revisions, renewed.history.past_dates) == (1, 0.0)
    assert renewed.ageing.revision_rate > office.health(quiet).ageing.revision_rate
    assert renewed.next_review <= office.health(quiet).next_review


def test_no_review_is_proposed_after_a_texts_last_day(office: HealthOffice) -> None:
    """A text that ends is looked at before it does."""
    ends = _next(office, 20)
    version_id = office.published(effective_to=ends)
    assert office.health(version_id).next_review == ends


def test_drafts_of_another_department_are_not_in_the_history(office: HealthOffice) -> None:
    """What was published is everybody's; what is only drafted is the department's own."""
    version_id = office.published()
    document_id = office.document(version_id)
    office.turn(hours=1)
    office.policies.draft(TESS, TEXT + "\nSoon.\n", document_id=document_id)
    own = [one.number for one in office.desk.history.of_document(TESS, document_id)]
    others = [one.number for one in office.desk.history.of_document(HAL, document_id)]
    assert own == [2, 1, 1, 1]
    assert others == [1, 1, 1]
    hidden = office.policies.draft(TESS, TEXT + "\nNever.\n", document_id="only-a-draft")
    assert office.policies.base.version(hidden).number == 1
    with pytest.raises(NotFound):
        office.desk.history.of_document(HAL, "only-a-draft")


def test_a_roll_back_is_in_the_history_of_what_it_changed(office: HealthOffice) -> None:
    """It names who, why, and which version answered before and after; a document it did not touch does not have it."""
    version_id, other = office.published(), office.published()
    before = office.policies.base.active_index()
    assert before is not None
    office.turn(hours=1)
    office.renewed(version_id, TEXT.replace("84", "92"))
    office.turn(hours=1)
    office.policies.policies.roll_back(editor("max"), before.id, "Wrong fee")
    step = office.desk.history.of_document(TESS, office.document(version_id))[0]
    assert (step.step, step.by, step.reason) == (Step.INDEX_ROLLED_BACK, "max", "Wrong fee")
    assert [(one.document_id, one.before, one.after) for one in step.touched] == [
        (office.document(version_id), 2, 1)
    ]
    steps = [one.step for one in office.desk.history.of_document(TESS, office.document(other))]
    assert Step.INDEX_ROLLED_BACK not in steps
    assert office.desk.history.of_base(TESS)[0].step is Step.INDEX_ROLLED_BACK
    assert all(one.at < step.at for one in office.desk.history.of_base(TESS, step.at))
