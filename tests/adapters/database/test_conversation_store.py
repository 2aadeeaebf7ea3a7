"""Conversations and their messages, on each database."""

from __future__ import annotations

import pytest

from assistant.adapters.database.cipher import ContentErased
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.conversations import MessageKind
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.questions import Author
from tests.adapters.database.builders import a_conversation, a_message


@pytest.fixture
def opened(store: DatabaseStore) -> DatabaseStore:
    """A store with conversations c1 and c2."""
    with store.begin() as work:
        work.conversations.add(a_conversation("c1"))
        work.conversations.add(a_conversation("c2"))
    return store


def test_a_conversation_reads_as_it_was_added(opened: DatabaseStore) -> None:
    """Every field of a conversation survives storing."""
    with opened.read() as work:
        assert work.conversations.get("c1") == a_conversation("c1")


def test_an_unknown_conversation_reads_as_none(store: DatabaseStore) -> None:
    """Asking for a conversation that does not exist is no error."""
    with store.read() as work:
        assert work.conversations.get("nobody") is None


def test_a_message_reads_as_it_was_appended(opened: DatabaseStore) -> None:
    """Text, payload and every other field of a message survive storing."""
    message = a_message(
        text="Ünïcode 周一 😀 \x00 \ud83d\ude00 \udc80",
        client_id="tab-1",
        question_id="q1",
        kind=MessageKind.CLARIFY,
    )
    with opened.begin() as work:
        stored = work.conversations.append(message)
    with opened.read() as work:
        assert work.conversations.message("m1") == stored
        assert (stored.text, stored.payload) == (message.text, message.payload)


def test_messages_are_numbered_from_one_in_each_conversation(opened: DatabaseStore) -> None:
    """The store gives out seq 1, 2, 3 per conversation, whatever the message says."""
    with opened.begin() as work:
        given = [work.conversations.append(a_message(f"m{n}", seq=77)).seq for n in (1, 2, 3)]
        other = work.conversations.append(a_message("m4", conversation_id="c2", author=Author.PERSON)).seq
    assert (given, other) == ([1, 2, 3], 1)


def test_messages_after_a_seq_come_in_order(opened: DatabaseStore) -> None:
    """A page that has seen message 1 is given 2 and 3."""
    with opened.begin() as work:
        for number in (1, 2, 3):
            work.conversations.append(a_message(f"m{number}"))
    with opened.read() as work:
        assert [message.id for message in work.conversations.messages("c1", after=1)] == ["m2", "m3"]
        assert work.conversations.messages("c2") == ()


def test_the_newest_seq_counts_messages(opened: DatabaseStore) -> None:
    """The newest seq is 0 before the first message and follows each one."""
    with opened.begin() as work:
        before = work.conversations.newest_seq("c1")
        work.conversations.append(a_message())
        assert (before, work.conversations.newest_seq("c1")) == (0, 1)


def test_a_client_id_is_taken_once_per_conversation(opened: DatabaseStore) -> None:
    """Sending the same message twice is refused, and the first one can be read in the same block."""
    with opened.begin() as work:
        first = work.conversations.append(a_message("m1", client_id="tab-1"))
    with opened.begin() as work:
        with pytest.raises(Conflict) as refused:
            work.conversations.append(a_message("m2", client_id="tab-1"))
        assert refused.value.code == "already_sent"
        assert work.conversations.by_client_id("c1", "tab-1") == first
        work.conversations.append(a_message("m3", conversation_id="c2", client_id="tab-1"))


def test_messages_without_a_client_id_do_not_collide(opened: DatabaseStore) -> None:
    """Having no client id is not a client id."""
    with opened.begin() as work:
        work.conversations.append(a_message("m1"))
        work.conversations.append(a_message("m2"))
        assert work.conversations.newest_seq("c1") == 2


def test_a_message_to_an_unknown_conversation_is_not_found(store: DatabaseStore) -> None:
    """Nothing is written for a conversation that does not exist."""
    with store.begin() as work, pytest.raises(NotFound):
        work.conversations.append(a_message())


def test_a_payload_that_json_cannot_carry_is_refused(opened: DatabaseStore) -> None:
    """NaN is not JSON; it is refused when stored, not when read."""
    with opened.begin() as work, pytest.raises(ValueError, match="not JSON compliant"):
        work.conversations.append(a_message(payload={"score": float("nan")}))


def test_erasing_makes_messages_unreadable_and_leaves_the_rest(opened: DatabaseStore) -> None:
    """After an erasure the content is gone for reading and writing; ids, numbers and other people's words stay."""
    with opened.begin() as work:
        work.conversations.append(a_message("m1", client_id="tab-1"))
        other = work.conversations.append(a_message("m2", conversation_id="c2"))
    with opened.begin() as work:
        work.conversations.erase("c1")
        work.conversations.erase("c1")
        with pytest.raises(ContentErased):
            work.conversations.messages("c1")
    with opened.begin() as work:
        with pytest.raises(ContentErased):
            work.conversations.message("m1")
        with pytest.raises(ContentErased):
            work.conversations.by_client_id("c1", "tab-1")
        with pytest.raises(ContentErased):
            work.conversations.append(a_message("m3"))
        assert work.conversations.newest_seq("c1") == 1
        assert work.conversations.get("c1") == a_conversation("c1")
        assert work.conversations.message("m2") == other


def test_erased_tells_gone_content_from_no_conversation(opened: DatabaseStore) -> None:
    """Only an existing conversation whose key is destroyed counts as erased."""
    with opened.begin() as work:
        work.conversations.erase("c1")
        told = [work.conversations.erased(key) for key in ("c1", "c2", "nobody")]
        assert told == [True, False, False]


def test_erasing_an_unknown_conversation_is_not_found(store: DatabaseStore) -> None:
    """Nobody is told that an erasure happened which did not."""
    with store.begin() as work, pytest.raises(NotFound):
        work.conversations.erase("nobody")


def test_an_exception_leaves_nothing_behind(store: DatabaseStore) -> None:
    """A block that fails commits nothing of what it did before."""

    def fail() -> None:
        with store.begin() as work:
            work.conversations.add(a_conversation())
            work.conversations.append(a_message())
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        fail()
    with store.read() as work:
        assert work.conversations.get("c1") is None
        assert work.conversations.message("m1") is None
