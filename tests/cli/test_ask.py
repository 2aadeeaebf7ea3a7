"""`civicdesk ask` shows what the engine would do and stores nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.cli.office import Command

QUESTION = "How much does a resident parking permit cost per year?"


def rows(civicdesk: Command) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(civicdesk.folder / "civicdesk.sqlite")) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def test_the_draft_comes_with_numbered_quotes_and_their_documents(civicdesk: Command) -> None:
    """Each mark in the draft has its quote, and each quote its document."""
    found = civicdesk.json("ask", QUESTION)
    assert found["route"] == "review"
    assert "120 euros" in found["draft"]
    for quote in found["quotes"]:
        assert f"[{quote['number']}]" in found["draft"]
        assert quote["document_id"] == "resident-parking"
    assert [one["code"] for one in found["reasons"]]


def test_the_text_says_the_same_as_the_json(civicdesk: Command) -> None:
    """Route, reasons, draft, quotes and times are printed for people."""
    found = civicdesk.json("ask", QUESTION)
    said = civicdesk("ask", QUESTION).stdout
    for part in (found["route"], found["reasons"][0]["text"], found["draft"], found["quotes"][0]["text"]):
        assert part in said
    assert all(stage in said for stage in found["timings_ms"])


def test_nothing_is_stored(civicdesk: Command) -> None:
    """No table grows by a question from the command line."""
    before = rows(civicdesk)
    assert civicdesk("ask", QUESTION).exit_code == 0
    assert rows(civicdesk) == before


def test_the_answer_is_that_of_the_day_named(civicdesk: Command) -> None:
    """Before the policy was in force it is not quoted."""
    found = civicdesk.json("ask", QUESTION, "--as-of", "2025-12-31")
    assert found["quotes"] == []
    assert civicdesk.json("ask", QUESTION, "--as-of", "2026-01-01")["quotes"] != []


def test_danger_shows_contacts(civicdesk: Command) -> None:
    """The route is an emergency, with a number to call."""
    found = civicdesk.json("ask", "I want to kill myself")
    assert found["route"] == "emergency"
    assert all(contact["phone"] for contact in found["contacts"])
    assert found["draft"] is None


@pytest.mark.parametrize("question", ["", "   "])
def test_an_empty_question_is_wrong_input(civicdesk: Command, question: str) -> None:
    """It is refused by name."""
    result = civicdesk("ask", question)
    assert (result.exit_code, "QUESTION" in result.stderr) == (2, True)
