"""`civicdesk audit replay` rebuilds a case from the log, and says where the store differs (L-04)."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from assistant.bootstrap import build
from assistant.domain.questions import Language
from assistant.services.fixed_texts import disclosure_version
from tests.cli.office import Command, settings_of


@pytest.fixture
def number(civicdesk: Command) -> str:
    """The number of a case that waits."""
    installation = build(settings_of(civicdesk.folder))
    try:
        desk = installation.desk
        receipt = desk.conversations.open(Language.EN, disclosure_version())
        conversation = desk.conversations.authenticate(receipt.conversation_id, receipt.secret)
        accepted = desk.conversations.accept(conversation, "Who may see my file?", "c1")
        installation.processing.process(accepted.question_id)
        with installation.store.read() as work:
            case = work.cases.of_question(accepted.question_id)
        assert case is not None
        return case.number
    finally:
        installation.close()


def test_a_case_is_rebuilt(civicdesk: Command, number: str) -> None:
    """Exit code 0 and what the log says, for people and for programs."""
    result = civicdesk("audit", "replay", number)
    assert (result.exit_code, f"number: {number}" in result.stdout) == (0, True)
    told = json.loads(civicdesk("audit", "replay", number, "--json").stdout)
    assert (told["outcome"], told["differences"], told["erased"]) == ("reviewed", [], False)


def test_a_store_that_differs_is_told_with_its_exit_code(civicdesk: Command, number: str) -> None:
    """4, as for a chain that is not intact."""
    with closing(sqlite3.connect(civicdesk.folder / "civicdesk.sqlite")) as connection, connection:
        connection.execute("UPDATE questions SET topic_id = 'other', pipeline_hash = 'other'")
    result = civicdesk("audit", "replay", number)
    assert (result.exit_code, "engine" in result.stderr) == (4, True)


def test_an_unknown_number_is_wrong_input(civicdesk: Command) -> None:
    """2, naming the argument."""
    result = civicdesk("audit", "replay", "CD-2026-999999")
    assert (result.exit_code, "NUMBER" in result.stderr) == (2, True)
