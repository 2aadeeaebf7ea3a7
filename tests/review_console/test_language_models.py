"""The page about language models, run by itself in one session."""

from __future__ import annotations


def test_models_budgets_and_costs_are_on_the_page(visit) -> None:  # type: ignore[no-untyped-def]
    """In what order they are asked, what share of the day is gone, and what it cost."""
    html = visit("sam", "language_models").html()
    for figure in ("usual → spare", "95 %", "2,000,000 tokens", "1,200", "4.25", "40 s"):
        assert figure in html


def test_a_budget_that_is_nearly_spent_is_drawn_as_a_warning(visit) -> None:  # type: ignore[no-untyped-def]
    """Its bar has the colour that late things have elsewhere; without a limit there is no bar."""
    html = visit("sam", "language_models").html()
    assert html.count("#b3541e") == 1


def test_days_without_a_call_are_told_in_words(visit) -> None:  # type: ignore[no-untyped-def]
    """No empty table."""
    page = visit("sam", "language_models")
    page.app.segmented_control(key="spending_days").set_value(7).run()
    assert "No language model was asked in these days." in page.html()


def test_a_caseworker_is_not_offered_the_page(visit) -> None:  # type: ignore[no-untyped-def]
    """It opens for those who may see certificates."""
    assert "usual" not in visit("carol", "language_models").html()
