"""`civicdesk spending`, on an installation that has asked a model once."""

from __future__ import annotations

from assistant.bootstrap import build
from assistant.domain.model_budgets import UsedCall
from tests.cli.office import Command, settings_of
from tests.services.small_spending import planned, small_ledger


def test_what_was_spent_is_printed_by_day_department_and_model(civicdesk: Command) -> None:
    """One line a day, and the sum against today's budget."""
    installation = build(settings_of(civicdesk.folder))
    ledger = small_ledger(installation.store, installation.clock, installation.ids)
    ledger.end(ledger.begin(planned()), UsedCall(1_200, 20, 10))
    installation.close()
    result = civicdesk("spending", "--actor", "sam")
    assert result.exit_code == 0
    assert "no model, quotes only" in result.stdout
    line = next(line for line in result.stdout.splitlines() if " dear " in line)
    assert line.split()[1:] == ["transport", "dear", "1", "0", "30", "0.0001"]


def test_days_without_a_call_are_told(civicdesk: Command) -> None:
    """Nothing was asked, and that is said."""
    assert "No language model was asked" in civicdesk("spending", "--actor", "sam").stdout


def test_who_may_not_see_it_is_told_so(civicdesk: Command) -> None:
    """A caseworker's account is refused with a line."""
    result = civicdesk("spending", "--actor", "hanna")
    assert result.exit_code != 0
    assert "may not see" in result.stderr
