"""Conditions the source states beside a quoted sentence and the draft leaves out."""

from __future__ import annotations

import pytest

from assistant.domain.answers import Claim
from assistant.domain.verification import verify
from tests.domain.verification.drafts import DAY, draft, passage, quote


@pytest.mark.parametrize(
    ("section", "quoted", "condition"),
    [
        (
            "The fee is 30 euros. Except for holders of a disability card, everybody pays it. Bring a photo.",
            "The fee is 30 euros.",
            "Except for holders of a disability card, everybody pays it.",
        ),
        (
            "Firms cannot order a collection, except for offices with fewer than five employees.",
            "Firms cannot order a collection",
            "except for offices with fewer than five employees.",
        ),
        (
            "The fee is 30 euros. This does not apply to students under 27.",
            "The fee is 30 euros.",
            "This does not apply to students under 27.",
        ),
        ("停车证收费30欧元，但领取社会福利的人免费。", "停车证收费30欧元", "但领取社会福利的人免费。"),
        ("逾期提出的异议不予受理。但因病延误的除外。", "逾期提出的异议不予受理。", "但因病延误的除外。"),
    ],
)
def test_an_exception_beside_the_quoted_words_is_listed(section: str, quoted: str, condition: str) -> None:
    """What directly qualifies the quoted sentence, in it or right after it, is listed as it stands."""
    evidence = passage(section)
    verdict = verify(draft(Claim(quoted, (quote(evidence, quoted),))), [evidence], DAY)
    assert verdict.omitted_conditions == (condition,)
    assert not verdict.clean


def test_a_draft_that_quotes_rule_and_exception_is_clean() -> None:
    """An exception that another claim quotes is told."""
    evidence = passage("The fee is 30 euros. However, students under 27 pay nothing.")
    rule, exception = "The fee is 30 euros.", "However, students under 27 pay nothing."
    both = draft(Claim(rule, (quote(evidence, rule),)), Claim(exception, (quote(evidence, exception),)))
    assert verify(both, [evidence], DAY).clean


def test_an_exception_in_other_words_is_told() -> None:
    """A claim that holds the exception's content tells it, quoted or not."""
    evidence = passage("The fee is 30 euros. However, students under 27 pay nothing.")
    text = "The fee is 30 euros, but students under 27 pay nothing."
    verdict = verify(draft(Claim(text, (quote(evidence),))), [evidence], DAY)
    assert verdict.omitted_conditions == ()


def test_conditions_elsewhere_in_the_section_do_not_count() -> None:
    """An exception to another rule of the same passage is none of this claim's."""
    evidence = passage(
        "The fee is 30 euros. Bring a photo. Shops close at 18:00. Except for bakeries, shops are closed on Sunday."
    )
    verdict = verify(
        draft(Claim("The fee is 30 euros.", (quote(evidence, "The fee is 30 euros."),))), [evidence], DAY
    )
    assert verdict.clean
