"""A failed command ends with one plain line, never with a traceback unless one is asked for."""

from __future__ import annotations

import pytest

from assistant.bootstrap import build
from assistant.cli.exit_codes import FAILED, WRONG_INPUT
from assistant.cli.failures import LOG_LEVEL, told
from assistant.domain.errors import Forbidden, Invalid
from assistant.domain.questions import Language
from tests.cli.office import Command, settings_of


def test_a_field_is_named_before_the_message() -> None:
    """What is wrong with an input begins with its field."""
    assert told(Invalid("reason", "Give a reason.")) == ("reason: Give a reason.", WRONG_INPUT)


def test_a_refusal_keeps_its_words() -> None:
    """Messages of the domain are written for people."""
    assert told(Forbidden("You may not.")) == ("You may not.", FAILED)


def test_what_was_not_foreseen_shows_its_kind_but_not_its_words() -> None:
    """Its message could hold what somebody wrote."""
    line, code = told(KeyError("my name is Jane Doe"))
    assert ("Jane" in line, "KeyError" in line, code) == (False, True, FAILED)


def test_a_missing_file_is_named() -> None:
    """The path stands in the line."""
    assert told(FileNotFoundError(2, "No such file", "x.tar"))[0].startswith("x.tar: ")


def test_a_database_that_cannot_be_reached_is_one_line(civicdesk: Command) -> None:
    """No traceback, and neither the address nor the password."""
    url = "postgresql+psycopg://desk:secret@127.0.0.1:1/desk"
    result = civicdesk("index", "list", database_url=url)
    assert result.exit_code == FAILED
    assert result.stderr.count("\n") == 1
    assert "secret" not in result.output


def test_a_changed_master_key_is_refused_in_words(civicdesk: Command) -> None:
    """The wrong key is told before anything is read."""
    installation = build(settings_of(civicdesk.folder))
    conversations = installation.desk.conversations
    conversations.open(Language.EN, conversations.disclosure(Language.EN).version)
    installation.close()
    key = civicdesk.folder / "master.key"
    key.write_text("ab" * 32 + "\n")
    result = civicdesk("index", "list")
    assert (result.exit_code, "master.key" in result.stderr) == (FAILED, True)


def test_debugging_shows_the_traceback(civicdesk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the log level DEBUG the exception passes through."""
    monkeypatch.setenv(LOG_LEVEL, "DEBUG")
    result = civicdesk("documents", "publish", "none", "--actor", "sam", log_level="DEBUG")
    assert result.exception is not None
    assert not isinstance(result.exception, SystemExit)
