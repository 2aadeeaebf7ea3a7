"""Knowledge changes and recalls, on each database: recorded once whoever comes first, found without reading content."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.recalls import (
    ChangeKind,
    Correction,
    KnowledgeChange,
    LeaveReason,
    RecallDecision,
    RecallState,
)
from assistant.services.knowledge_change_store import Standing
from assistant.services.stores import Work
from tests.adapters.database.builders import (
    HASH,
    NOW,
    a_citation,
    a_decision,
    a_reply,
    a_stored_draft,
    with_case,
    with_question,
)

LATER = NOW + timedelta(days=1)


def a_change(key: str, kind: ChangeKind, version_id: str = "v1") -> KnowledgeChange:
    """A version of the household bins, changed a day later."""
    return KnowledgeChange(key, kind, version_id, "bins", "waste", LATER, LATER, "sam", "Wrong day.", "v9")


def a_correction(key: str = "co1") -> Correction:
    """What the citizen was told instead, on version 9."""
    return Correction(
        id=key,
        change_id="ended",
        reply_id="r1",
        question_id="q1",
        conversation_id="c1",
        text="Bins are emptied on Tuesdays. [1]",
        citations=(a_citation("v9"),),
        label="supervisor, Waste",
        actor="sam",
        role="supervisor",
        proposed_sha256=HASH,
        sent_sha256=HASH,
        created_at=LATER,
    )


def _replied(store: DatabaseStore) -> None:
    with_question(store)
    with store.begin() as work:
        work.questions.add_decision(a_decision(), "key")
        work.questions.add_reply(a_reply(), "x1")


def _ended(store: DatabaseStore) -> None:
    """Reply r1 cites versions 1 and 2; version 1 has come and gone."""
    _replied(store)
    with store.begin() as work:
        work.knowledge_changes.record(a_change("began", ChangeKind.BEGAN), None)
        work.knowledge_changes.record(
            a_change("ended", ChangeKind.SUPERSEDED), Standing("began", ChangeKind.BEGAN)
        )


def _due(work: Work) -> list[tuple[str, str, str | None]]:
    return [(one.change_id, one.reply_id, one.correction_id) for one in work.recalls.due(LATER)]


def test_a_change_reads_as_it_was_recorded(store: DatabaseStore) -> None:
    """Every field survives; only endings are listed where those are asked for."""
    _ended(store)
    with store.read() as work:
        changes = work.knowledge_changes
        assert changes.get("ended") == a_change("ended", ChangeKind.SUPERSEDED)
        assert changes.standings() == {"v1": Standing("ended", ChangeKind.SUPERSEDED)}
        assert [one.id for one in changes.newest(ended=True)] == ["ended"]
        assert {one.id for one in changes.newest()} == {"began", "ended"}


def test_of_two_who_settle_the_same_only_one_records_it(store: DatabaseStore) -> None:
    """A first change and a following one are each taken once; nothing of the loser stays."""
    _ended(store)
    for after in (None, Standing("began", ChangeKind.BEGAN)):
        with pytest.raises(Conflict) as refused, store.begin() as work:
            work.knowledge_changes.record(a_change("again", ChangeKind.EXPIRED), after)
        assert refused.value.code == "already_settled"
    with store.read() as work:
        assert work.knowledge_changes.get("again") is None


def test_a_reply_is_due_once_for_a_change(store: DatabaseStore) -> None:
    """Citing the version twice is one recall; a version still in force recalls nothing; storing again adds none."""
    _ended(store)
    with store.begin() as work:
        due = work.recalls.due(LATER)
        assert _due(work) == [("ended", "r1", None)]
        assert work.recalls.add(due) == 1
        assert work.recalls.add(due) == 0
        assert _due(work) == []
        assert work.recalls.of_change("ended") == due
        assert work.recalls.counts() == {"ended": {("waste", RecallState.OPEN): 1}}


def test_what_was_left_is_final(store: DatabaseStore) -> None:
    """A second decision is refused, whichever it is."""
    _ended(store)
    left = RecallDecision("sam", "supervisor", LATER, LeaveReason.NOT_AFFECTED)
    with store.begin() as work:
        work.recalls.add(work.recalls.due(LATER))
        work.recalls.decide("ended", "r1", left)
    with pytest.raises(Conflict) as refused, store.begin() as work:
        work.recalls.decide("ended", "r1", left)
    assert refused.value.code == "already_decided"
    with store.read() as work:
        recall = work.recalls.get("ended", "r1")
        assert recall is not None
        assert (recall.decision, recall.state) == (left, RecallState.LEFT)


def test_a_correction_reads_as_it_was_written_until_it_is_erased(store: DatabaseStore) -> None:
    """Its text is content of the conversation: after an erasure it is gone, the recall is still counted."""
    _ended(store)
    with store.begin() as work:
        work.recalls.add(work.recalls.due(LATER))
        work.recalls.add_correction(a_correction())
    with store.read() as work:
        assert work.recalls.correction("co1") == a_correction()
        assert work.recalls.corrections_of("c1") == (a_correction(),)
    with store.begin() as work:
        work.conversations.erase("c1")
    with store.read() as work:
        with pytest.raises(NotFound):
            work.recalls.correction("co1")
        assert work.recalls.counts() == {"ended": {("waste", RecallState.ERASED): 1}}


def test_a_corrected_reply_comes_back_only_for_what_the_correction_cites(store: DatabaseStore) -> None:
    """The old version's next ending recalls nothing, the new one's recalls the correction."""
    _ended(store)
    with store.begin() as work:
        work.recalls.add(work.recalls.due(LATER))
        work.recalls.add_correction(a_correction())
        decision = RecallDecision("sam", "supervisor", LATER, correction_id="co1")
        work.recalls.decide("ended", "r1", decision)
        again = a_change("withdrawn", ChangeKind.WITHDRAWN)
        work.knowledge_changes.record(again, Standing("ended", ChangeKind.SUPERSEDED))
        assert _due(work) == []
        work.knowledge_changes.record(a_change("new", ChangeKind.WITHDRAWN, "v9"), None)
        assert _due(work) == [("new", "r1", "co1")]


def test_open_drafts_are_the_newest_of_cases_that_wait(store: DatabaseStore) -> None:
    """Found without reading any content; gone once the conversation is erased."""
    with_case(store)
    with store.begin() as work:
        work.questions.add_draft(a_stored_draft(1))
        work.questions.add_draft(a_stored_draft(2))
    with store.read() as work:
        (found,) = work.recalls.open_drafts()
        assert (found.case_id, found.draft_id, found.index_version) == ("k1", "d2", "index-7")
    with store.begin() as work:
        work.conversations.erase("c1")
    with store.read() as work:
        assert work.recalls.open_drafts() == ()
