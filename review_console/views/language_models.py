"""Language models: which are asked, what is left of the budgets, and what the last days cost."""

from __future__ import annotations

import streamlit as st
from babel.numbers import format_decimal

from review_console import bars, frame, markup, moments
from review_console.language import _, current
from review_console.wire_spending import Amount, Budget, Day, Limit, Spending

MILLION = 1_000_000
"""The API counts money in millionths."""

NEARLY_SPENT = 0.8
"""Share of a budget from which its bar turns to the colour of a warning: the rest lasts for the last hours of a day."""

PERIODS = (7, 30, 90)


def page() -> None:
    """Models, budgets of today, then the days."""
    st.title(_("Language models"))
    told = _(
        "A language model may draft and may doubt; it never decides. When a budget is spent, or the next call could pass "
        "it, drafts are made of quotes and go to a person."
    )
    frame.show(markup.text(told))
    days = st.segmented_control(
        _("Days shown"), PERIODS, default=PERIODS[1], key="spending_days", required=True
    )
    found = frame.attempt(lambda: frame.client().spending.spending(int(days or PERIODS[1])))
    if found is None:
        return
    frame.show(markup.facts(_models(found)))
    frame.show(_budgets(found.budgets))
    if found.days:
        frame.show(_days(found.days))
    else:
        frame.show(markup.text(_("No language model was asked in these days.")))


def _models(found: Spending) -> list[tuple[str, str]]:
    nobody = _("none")
    return [
        (_("Draft, in this order"), " → ".join(found.drafting) or _("none: drafts are made of quotes")),
        (_("Second reader"), " → ".join(found.second_opinion) or nobody),
        (_("Budget of one question"), _limit(found.question) or _("no limit")),
    ]


def _budgets(budgets: tuple[Budget, ...]) -> markup.Html:
    rows = [
        (
            frame.department_name(one.department_id) if one.department_id else _("All departments"),
            _bar(one),
            _amount(one.spent),
            _limit(one.limit) or _("no limit"),
        )
        for one in budgets
    ]
    headers = [_("Department"), _("Share spent"), _("Spent today"), _("Budget of the day")]
    return bars.table(headers, rows, _("Budgets of today"))


def _bar(budget: Budget) -> bars.Bar | str:
    pairs = (
        (budget.limit.tokens, budget.spent.tokens),
        (budget.limit.cost, budget.spent.cost),
        (budget.limit.ms, budget.spent.ms),
    )
    found = [spent / most if most else 1.0 for most, spent in pairs if most is not None]
    if not found:
        return "–"
    share = max(found)
    return bars.Bar(min(1.0, share), f"{share * 100:.0f} %", late=share >= NEARLY_SPENT)


def _days(days: tuple[Day, ...]) -> markup.Html:
    tokens = [one.prompt_tokens + one.completion_tokens for one in days]
    rows = [
        (
            moments.day(one.day),
            frame.department_name(one.department_id) if one.department_id else _("not known yet"),
            one.model,
            _number(one.calls),
            _number(one.failed),
            bars.Bar(share, _number(count)),
            _money(one.cost),
        )
        for one, count, share in zip(days, tokens, bars.shares(tokens), strict=True)
    ]
    headers = [
        _("Day"),
        _("Department"),
        _("Model"),
        _("Calls"),
        _("of these failed"),
        _("Tokens"),
        _("Cost"),
    ]
    return bars.table(headers, rows, _("What the last days cost"))


def _amount(amount: Amount) -> str:
    seconds = _("{seconds} s").format(seconds=_number(round(amount.ms / 1000)))
    tokens = _("{tokens} tokens").format(tokens=_number(amount.tokens))
    return f"{tokens} · {_money(amount.cost)} · {seconds}"


def _limit(limit: Limit) -> str:
    found = []
    if limit.tokens is not None:
        found.append(_("{tokens} tokens").format(tokens=_number(limit.tokens)))
    if limit.cost is not None:
        found.append(_money(limit.cost))
    if limit.ms is not None:
        found.append(_("{seconds} s").format(seconds=_number(round(limit.ms / 1000))))
    return " · ".join(found)


def _number(value: int) -> str:
    return format_decimal(value, locale=current())


def _money(millionths: int) -> str:
    """Without a currency: the town's own, in which its prices are named."""
    return format_decimal(millionths / MILLION, format="#,##0.00##", locale=current())
