"""Appeals on each database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.appeals import Appeal
from assistant.domain.errors import Conflict
from tests.adapters.database.builders import NOW, a_case, a_conversation, a_finished_question


@pytest.fixture
def appeal(store: DatabaseStore) -> Appeal:
    """One whose case, question and conversation exist."""
    with store.begin() as work:
        work.conversations.add(a_conversation())
        for key in ("q1", "q2"):
            work.questions.add(a_finished_question(key))
            work.cases.open(a_case(f"case-{key}", question_id=key))
    return Appeal("reply-1", 1, "case-q1", "q1", "c1", "certificate", "cert-1", NOW)


def test_an_appeal_is_found_by_everything_it_names(store: DatabaseStore, appeal: Appeal) -> None:
    """By reply, case, question, conversation and whoever let the reply out; nothing else finds it."""
    with store.begin() as work:
        work.appeals.add(appeal)
    with store.read() as work:
        assert work.appeals.of_reply("reply-1") == (appeal,)
        assert work.appeals.of_case("case-q1") == appeal
        assert work.appeals.of_question("q1") == appeal
        assert work.appeals.of_conversation("c1") == (appeal,)
        assert work.appeals.against("cert-1") == (appeal,)
        assert work.appeals.of_reply("reply-2") == ()
        assert work.appeals.of_case("case-q2") is None


def test_one_appeal_a_reply_and_attempt(store: DatabaseStore, appeal: Appeal) -> None:
    """The second breaks on the key and leaves the transaction usable; another attempt is another appeal."""
    second = replace(appeal, case_id="case-q2", question_id="q2")
    with store.begin() as work:
        work.appeals.add(appeal)
        with pytest.raises(Conflict) as caught:
            work.appeals.add(second)
        work.appeals.add(replace(second, attempt=2))
    assert caught.value.code == "already_appealed"
    with store.read() as work:
        assert [one.attempt for one in work.appeals.of_reply("reply-1")] == [1, 2]
