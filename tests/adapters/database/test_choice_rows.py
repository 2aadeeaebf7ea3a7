"""Choices, quiet conversations and lookups in the log, on each database."""

from __future__ import annotations

from datetime import timedelta

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.purposes import Choice, Purpose
from tests.adapters.database.builders import NOW, a_conversation, a_message


def test_the_newest_choice_counts(store: DatabaseStore) -> None:
    """No, then yes, then no again; another purpose and another conversation do not matter."""
    with store.begin() as work:
        for key in ("c1", "c2"):
            work.conversations.add(a_conversation(key))
        for allowed in (False, True, False):
            work.choices.add("c1", Choice(Purpose.IMPROVEMENT, allowed, NOW))
        work.choices.add("c1", Choice(Purpose.AI_DRAFTS, True, NOW))
        work.choices.add("c2", Choice(Purpose.IMPROVEMENT, False, NOW))
        work.choices.add("c2", Choice(Purpose.IMPROVEMENT, True, NOW))
    with store.read() as work:
        assert work.choices.objected(Purpose.IMPROVEMENT) == {"c1"}
        assert work.choices.objected(Purpose.AI_DRAFTS) == frozenset()
        assert [one.allowed for one in work.choices.of("c1")] == [False, True, False, True]


def test_quiet_conversations_are_those_without_a_newer_message(store: DatabaseStore) -> None:
    """A message on the moment itself counts as newer; erased ones are not among them."""
    with store.begin() as work:
        for key in ("c1", "c2", "c3"):
            work.conversations.add(a_conversation(key))
        work.conversations.append(a_message("m1", created_at=NOW + timedelta(days=2)))
        work.conversations.erase("c3")
    with store.read() as work:
        assert work.conversations.quiet_since(NOW) == ()
        assert work.conversations.quiet_since(NOW + timedelta(days=2)) == ("c2",)
        assert work.conversations.quiet_since(NOW + timedelta(days=3)) == ("c1", "c2")


def test_an_entry_is_found_by_its_hash_and_by_what_it_is_about(store: DatabaseStore) -> None:
    """The first, one in between and the newest; not by a hash that the log never had."""
    with store.begin() as work:
        entries = [work.oversight.audit("a", "done", "thing", f"t{n % 2}", {}, NOW) for n in range(3)]
        work.oversight.audit("a", "other", "thing", "t0", {}, NOW)
    with store.read() as work:
        for entry in entries:
            assert work.oversight.audit_by_hash(entry.hash) == entry
        assert work.oversight.audit_by_hash("0" * 64) is None
        found = work.oversight.audit_of("thing", ("t0",), "done")
        assert [one.seq for one in found] == [entries[0].seq, entries[2].seq]
