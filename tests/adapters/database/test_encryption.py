"""What somebody with the database's files, but without the master key, can and cannot do."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.adapters.database.cipher import Cipher, ContentDamaged, WrongMasterKey
from assistant.adapters.database.store import DatabaseStore
from assistant.adapters.database.tables import conversation_keys, messages
from assistant.domain.audit_chain import verify
from tests.adapters.database.builders import (
    NOW,
    a_conversation,
    a_decision,
    a_message,
    a_reply,
    a_stored_draft,
    with_case,
)
from tests.adapters.database.stores import FILE_NAME, make_sqlite_store

SENTENCES = (
    "My neighbour at number four sings at night",
    "secret payload value",
    "Bins are emptied on Mondays",
    "周一收垃圾",
    "holidays excepted",
    "Monday is not a number",
    "Checked against the calendar",
    "Called the depot about it",
    "Household bins",
)
"""Something of every kind of content: message, payload, claim, evidence, finding, note, citation."""


def fill(store: DatabaseStore) -> None:
    """Store one of everything that holds content."""
    with_case(store)
    with store.begin() as work:
        work.conversations.append(a_message(text=SENTENCES[0], payload={"note": SENTENCES[1]}))
        work.questions.add_draft(a_stored_draft())
        work.questions.add_decision(a_decision(), "key-1")
        work.questions.add_reply(a_reply(), "x1")
        work.cases.add_note("k1", "s1", SENTENCES[7], NOW)


def everything(engine: sa.Engine) -> bytes:
    """All rows of all tables as a thief would find them, binary columns as they are."""
    found = b""
    with engine.connect() as connection:
        for table in sa.inspect(engine).get_table_names():
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                for value in row:
                    found += value if isinstance(value, bytes) else str(value).encode()
    return found


def spellings(sentences: Iterable[str]) -> list[bytes]:
    """The sentences in the encodings in which they might lie about."""
    return [
        spelling
        for sentence in sentences
        for spelling in (
            sentence.encode(),
            sentence.encode("utf-16-le"),
            sentence.encode().hex().encode(),
            sentence.encode("ascii", "backslashreplace"),
        )
    ]


def test_no_row_shows_a_sentence(store: DatabaseStore, engine: sa.Engine) -> None:
    """No table holds a word that anybody wrote, while ids and codes are readable."""
    fill(store)
    found = everything(engine)
    assert [spelling for spelling in spellings(SENTENCES) if spelling in found] == []
    assert b"no_certificate" in found


def test_no_file_shows_a_sentence(tmp_path: Path) -> None:
    """Neither the database file nor SQLite's log beside it holds a sentence."""
    fill(make_sqlite_store(tmp_path))
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert f"{FILE_NAME}-wal" in files
    raw = b"".join(files.values())
    assert [spelling for spelling in spellings(SENTENCES) if spelling in raw] == []
    assert b"no_certificate" in raw


def test_content_moved_to_another_row_is_refused(store: DatabaseStore, engine: sa.Engine) -> None:
    """Two messages cannot be swapped behind the service's back."""
    with store.begin() as work:
        work.conversations.add(a_conversation())
        work.conversations.append(a_message("m1", text="yes"))
        work.conversations.append(a_message("m2", text="no"))
    with engine.begin() as connection:
        sealed = dict(connection.execute(sa.select(messages.c.id, messages.c.sealed)).tuples().all())
        change = sa.update(messages).where(messages.c.id == "m1").values(sealed=sealed["m2"])
        connection.execute(change)
    with store.read() as work, pytest.raises(ContentDamaged):
        work.conversations.message("m1")


def test_another_master_key_reads_nothing_and_is_noticed(store: DatabaseStore, engine: sa.Engine) -> None:
    """With a wrong key file the service can say so at once, before a citizen meets it."""
    fill(store)
    assert store.master_key_fits()
    stranger = DatabaseStore(engine, Cipher(bytes(32)))
    assert not stranger.master_key_fits()
    with stranger.read() as work, pytest.raises(WrongMasterKey):
        work.conversations.messages("c1")


def test_a_store_without_content_fits_any_master_key(store: DatabaseStore) -> None:
    """A new installation is not refused."""
    assert store.master_key_fits()


def test_the_audit_chain_verifies_after_an_erasure(store: DatabaseStore) -> None:
    """Erasing a conversation takes its content and leaves the log of who did what."""
    fill(store)
    with store.begin() as work:
        work.oversight.audit("s1", "decided", "question", "q1", {"sha256": "0" * 64}, NOW)
        work.conversations.erase("c1")
        work.oversight.audit("citizen", "erased", "conversation", "c1", {}, NOW)
    with store.read() as work:
        verdict = verify(work.oversight.audit_entries())
    assert (verdict.intact, verdict.entries) == (True, 2)


def test_an_erased_key_is_in_no_file(tmp_path: Path) -> None:
    """After an erasure the wrapped key is gone from SQLite's file, its free space and its log."""
    store = make_sqlite_store(tmp_path)
    fill(store)
    with sa.create_engine(f"sqlite:///{tmp_path / FILE_NAME}").connect() as connection:
        wrapped: bytes = connection.execute(sa.select(conversation_keys.c.wrapped)).scalar_one()
    assert any(wrapped in file.read_bytes() for file in tmp_path.iterdir())
    with store.begin() as work:
        work.conversations.erase("c1")
    assert [file.name for file in tmp_path.iterdir() if wrapped in file.read_bytes()] == []
