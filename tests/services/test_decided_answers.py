"""Which decisions and labels an office's confidence may learn from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import DecisionKind, DecisionReason
from assistant.services.decided_answers import decided_answers
from assistant.services.sample_town import LABELLED_BY
from tests.adapters.database.builders import a_label
from tests.adapters.database.stores import make_sqlite_store
from tests.services.decided_office import SURE, add_decided


@pytest.fixture
def store(tmp_path: Path) -> DatabaseStore:
    """An empty one."""
    return make_sqlite_store(tmp_path)


def _told(store: DatabaseStore) -> dict[str, tuple[bool, bool]]:
    return {one.question_id: (one.right, one.blind) for one in decided_answers(store)}


def test_an_approval_is_right_and_a_rewrite_or_a_rejection_wrong(store: DatabaseStore) -> None:
    """An own reply in place of the draft counts against it too."""
    add_decided(store, 1, SURE)
    add_decided(store, 2, SURE, DecisionKind.EDITED, DecisionReason.WRONG_FACT)
    add_decided(store, 3, SURE, DecisionKind.REJECTED, DecisionReason.NOT_OUR_REMIT)
    add_decided(store, 4, SURE, DecisionKind.WRITTEN, DecisionReason.INCOMPLETE)
    assert _told(store) == {
        "q1": (True, False),
        "q2": (False, False),
        "q3": (False, False),
        "q4": (False, False),
    }


def test_what_says_nothing_about_the_first_draft_is_left_out(store: DatabaseStore) -> None:
    """Undecided, changed in tone only, about a later draft or about none, without signals, by a certificate."""
    add_decided(store, 1, SURE, None)
    add_decided(store, 2, SURE, DecisionKind.EDITED, DecisionReason.TONE)
    add_decided(store, 3, SURE, draft_version=2)
    add_decided(store, 4, SURE, DecisionKind.WRITTEN, DecisionReason.INCOMPLETE, draft_version=None)
    add_decided(store, 5, {})
    add_decided(store, 6, SURE, DecisionKind.CERTIFIED, actor_kind="certificate")
    assert _told(store) == {}


def test_a_blind_label_counts_before_the_decision(store: DatabaseStore) -> None:
    """Whoever labelled was not shown a proposal; labels of the sample questions are kept for certificates."""
    add_decided(store, 1, SURE)
    add_decided(store, 2, SURE, None)
    add_decided(store, 3, SURE)
    with store.begin() as work:
        for number, by in ((1, "andy"), (2, "andy"), (3, LABELLED_BY)):
            asked = hashlib.sha256(f"Question {number}?".encode()).hexdigest()
            work.oversight.add_label(a_label(f"l{number}", question_sha256=asked, wrong=True, labelled_by=by))
    assert _told(store) == {"q1": (False, True), "q2": (False, True), "q3": (True, False)}


def test_an_erased_conversation_teaches_nothing_any_more(store: DatabaseStore) -> None:
    """Neither its decision nor a label on it counts, and the others still do."""
    add_decided(store, 1, SURE)
    add_decided(store, 2, SURE)
    with store.begin() as work:
        work.conversations.erase("c1")
    assert _told(store) == {"q2": (True, False)}
