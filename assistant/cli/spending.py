"""`civicdesk spending`: what language models have cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.commands import command
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import say, say_table
from assistant.domain.model_budgets import MILLION
from assistant.services.model_spending_desk import MOST_DAYS

if TYPE_CHECKING:
    from assistant.services.model_spending_desk import BudgetToday

Days = Annotated[int, typer.Option(min=1, max=MOST_DAYS, help="How many days back, today included.")]


def spending(actor: Actor, days: Days = 30) -> None:
    """Show which language models are asked, today's budgets, and what the last days cost.

    Money is in the currency in which the prices are named.

    Example: `civicdesk spending --actor sam --days 7`
    """
    with opened() as installation:
        report = installation.desk.model_spending.report(acting(installation, actor), days)
    say(f"Drafts: {' → '.join(report.drafting) or 'no model, quotes only'}")
    say(f"Second opinion: {' → '.join(report.second_opinion) or 'none'}")
    say_table(
        ("department", "tokens today", "of", "cost today", "of"), [_budget(one) for one in report.budgets]
    )
    if not report.days:
        say("No language model was asked in these days.")
        return
    say_table(
        ("day", "department", "model", "calls", "failed", "tokens", "cost"),
        [
            (
                f"{one.day:%Y-%m-%d}",
                one.department_id or "(not known)",
                one.model,
                str(one.calls),
                str(one.failed),
                str(one.prompt_tokens + one.completion_tokens),
                _money(one.cost),
            )
            for one in report.days
        ],
    )


def _budget(budget: BudgetToday) -> tuple[str, str, str, str, str]:
    limit = budget.limit
    return (
        budget.department_id or "(all)",
        str(budget.spent.tokens),
        "no limit" if limit.tokens is None else str(limit.tokens),
        _money(budget.spent.cost),
        "no limit" if limit.cost is None else _money(limit.cost),
    )


def _money(millionths: int) -> str:
    return f"{millionths / MILLION:.4f}"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "spending")(spending)
