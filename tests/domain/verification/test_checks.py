"""What the check of a draft finds, one rule at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.answers import Claim
from assistant.domain.reasons import Reason
from assistant.domain.verification import CHECKER, verify
from tests.domain.verification.drafts import DAY, draft, flagged_words, passage, quote, reasons, verdict_on

PERMIT = "A resident parking permit costs 30 euros a year. Apply on form P-12 under article 12, or call 0555 100 400."
PERMIT_ZH = "居民停车证每年收费30欧元。第十二条 申请使用表P-12，材料齐全的在5个工作日内办好。"


def test_a_copied_sentence_is_clean() -> None:
    """A claim that is its quote has no finding and full support."""
    verdict = verdict_on(PERMIT, PERMIT)
    assert verdict.clean
    assert verdict.supported == (1.0,)
    assert verdict.checker == CHECKER


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("You pay thirty euros a year for a resident parking permit.", PERMIT),
        ("The permit costs €30 a year.", PERMIT),
        ("Use form P 12 to apply under article 12.", PERMIT),
        ("居民停车证每年收费三十欧元。", PERMIT_ZH),
        ("按照第12条，申请使用表P-12。", PERMIT_ZH),
        ("材料齐全的五个工作日内办好。", PERMIT_ZH),
        ("The rule applies from 2026-07-01.", "The rule applies from 1 July 2026."),
        ("The rule applies from July 1, 2026.", "The rule applies from 1 July 2026."),
        ("规定自2026-07-01起施行。", "规定自二〇二六年七月一日起施行。"),
        ("The limit is 20,400 euros.", "The limit is 20400 euros."),
        ("The tax is 10 % of the rent.", "The tax is ten per cent of the rent."),
        ("税率为10%。", "税率为百分之十。"),
        ("The office opens at 2 pm.", "The office opens at 14:00."),
        ("Hand it in within two weeks.", "Hand it in within 14 days."),
    ],
)
def test_the_same_value_in_another_spelling_is_no_mismatch(claim: str, source: str) -> None:
    """Numerals, currencies, dates, percentages, times, forms and articles are compared by value."""
    assert Reason.NUMBER_MISMATCH not in reasons(verdict_on(claim, source))


@pytest.mark.parametrize(
    ("claim", "source", "wrong"),
    [
        ("A resident parking permit costs 35 euros a year.", PERMIT, "35 euros"),
        ("A resident parking permit costs 30 dollars a year.", PERMIT, "30 dollars"),
        ("Apply on form P-13 under article 12.", PERMIT, "P-13"),
        ("Apply on form P-12 under article 21.", PERMIT, "article 21"),
        ("Or call 0555 100 401.", PERMIT, "0555 100 401"),
        ("居民停车证每年收费四十欧元。", PERMIT_ZH, "四十欧元"),
        ("材料齐全的在5天内办好。", PERMIT_ZH, "5天"),
        ("The rule applies from 2 July 2026.", "The rule applies from 1 July 2026.", "2 July 2026"),
        ("See https://town.example/b.", "See https://town.example/a.", "https://town.example/b"),
    ],
)
def test_another_value_or_unit_is_found_at_its_words(claim: str, source: str, wrong: str) -> None:
    """G-01: a figure that no quote carries is reported with the span it has in the claim."""
    assert wrong in flagged_words(claim, source)
    assert Reason.NUMBER_MISMATCH in reasons(verdict_on(claim, source))


def test_a_figure_of_something_else_in_the_quote_is_a_mismatch() -> None:
    """That 60 euros stand in the quote does not make them the price of the first permit."""
    source = "A resident parking permit costs 30 euros a year. The second permit of a household costs 60 euros a year."
    assert Reason.NUMBER_MISMATCH in reasons(
        verdict_on("A resident parking permit costs 60 euros a year.", source)
    )


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Dogs may enter the playground.", "Dogs may not enter the playground."),
        ("You must bring the original.", "You need not bring the original."),
        ("You may register within 14 days.", "You must register within 14 days."),
        ("Clubs can have a bonfire permit.", "Only clubs can have a bonfire permit."),
        (
            "Late forms are refused, including where illness caused it.",
            "Late forms are refused, except where illness caused it.",
        ),
        ("You need at least 3 photos.", "You need at most 3 photos."),
        ("犬只可以进入游乐场。", "犬只不得进入游乐场。"),
        ("申请人可以出示原件。", "申请人应当出示原件。"),
        ("申请人无需出示原件。", "申请人必须出示原件。"),
        ("停车证至少3张。", "停车证最多3张。"),
    ],
)
def test_another_force_is_a_negation_mismatch(claim: str, source: str) -> None:
    """G-02: must, may, not, only, except, at least and at most are compared with the quote."""
    assert Reason.NEGATION_MISMATCH in reasons(verdict_on(claim, source))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Dogs must not enter the playground.", "Dogs are not allowed to enter the playground."),
        ("You have to register.", "Everybody must register."),
        ("An item can weigh up to 50 kg.", "An item may not weigh more than 50 kilograms."),
        ("禁止犬只进入游乐场。", "犬只不得进入游乐场。"),
        ("押金最多3个月租金。", "押金不得超过3个月租金。"),
    ],
)
def test_the_same_force_in_other_words_is_no_mismatch(claim: str, source: str) -> None:
    """A prohibition, a duty and a limit may be put differently."""
    assert Reason.NEGATION_MISMATCH not in reasons(verdict_on(claim, source))


def test_a_sentence_about_something_else_is_unsupported() -> None:
    """A claim whose words are not in its quotes is reported whole, with a low share."""
    verdict = verdict_on("The swimming pool opens again after the summer holidays.", PERMIT)
    assert Reason.UNSUPPORTED_CLAIM in reasons(verdict)
    assert verdict.supported[0] < 0.5


def test_words_added_to_a_supported_sentence_are_found() -> None:
    """An invention after a true half is reported at its own words."""
    source = "A resident parking permit costs 30 euros a year."
    claim = (
        "A resident parking permit costs 30 euros a year and includes complimentary weekend museum admission."
    )
    assert any("museum" in words for words in flagged_words(claim, source))


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_quote_beside_its_offsets_is_not_verbatim(shift: int) -> None:
    """G-03: the quoted words must stand at the offsets, code point for code point."""
    evidence = passage(PERMIT)
    words = quote(evidence, "costs 30 euros a year")
    moved = replace(words, start=words.start + shift, end=words.end + shift)
    verdict = verify(draft(Claim("It costs 30 euros a year.", (moved,))), [evidence], DAY)
    assert Reason.QUOTE_NOT_VERBATIM in reasons(verdict)


def test_a_passage_that_was_not_given_is_found() -> None:
    """G-03: a quote of an invented passage counts as no quote at all."""
    evidence = passage(PERMIT)
    invented = replace(quote(evidence), passage_id="made-up")
    verdict = verify(draft(Claim(PERMIT, (invented,))), [evidence], DAY)
    assert reasons(verdict) == {Reason.QUOTE_NOT_VERBATIM, Reason.UNSUPPORTED_CLAIM}
    assert verdict.supported == (0.0,)


def test_a_quote_of_another_version_is_found() -> None:
    """G-03: the version is part of what is quoted."""
    evidence = passage(PERMIT)
    old = replace(quote(evidence), version_id="parking-v0")
    assert Reason.QUOTE_NOT_VERBATIM in reasons(verify(draft(Claim(PERMIT, (old,))), [evidence], DAY))


def test_a_claim_without_quotes_is_unsupported() -> None:
    """G-07: nothing carries a claim that quotes nothing."""
    verdict = verify(draft(Claim(PERMIT, ())), [passage(PERMIT)], DAY)
    assert reasons(verdict) == {Reason.UNSUPPORTED_CLAIM}


def test_a_source_that_ended_yesterday_is_expired() -> None:
    """G-08: the last day in force still counts, the next one does not."""
    evidence = passage(PERMIT, until=date(2026, 11, 23))
    claim = draft(Claim(PERMIT, (quote(evidence),)))
    assert Reason.EXPIRED_SOURCE in reasons(verify(claim, [evidence], DAY))
    assert verify(claim, [evidence], date(2026, 11, 23)).clean


def test_documents_that_name_different_amounts_conflict() -> None:
    """G-08, C-15: another document in force with another price for the same thing is a finding at the claim's figure."""
    ours = passage("No-stopping signs for a removal van cost 48 euros.")
    other = passage("The no-stopping signs for a removal van cost 35 euros.", document="moving")
    text = "No-stopping signs for a removal van cost 48 euros."
    verdict = verify(draft(Claim(text, (quote(ours),))), [ours, other], DAY)
    [finding] = verdict.findings
    assert finding.reason is Reason.KB_CONFLICT
    assert text[finding.start : finding.end] == "48 euros"


def test_a_conflict_with_a_document_no_longer_in_force_is_none() -> None:
    """G-08: an old price elsewhere does not matter."""
    ours = passage("No-stopping signs for a removal van cost 48 euros.")
    other = passage(
        "The no-stopping signs for a removal van cost 35 euros.", document="moving", until=date(2026, 1, 1)
    )
    assert verify(draft(Claim(ours.text, (quote(ours),))), [ours, other], DAY).clean


def test_limits_of_two_different_benefits_do_not_conflict() -> None:
    """Sentences that each name a thing strange to the other are about two matters."""
    ours = passage("The income limit for social housing is 20,400 euros a year for one person.")
    other = passage(
        "The income limit for housing allowance is 17,400 euros a year for one person.", document="allowance"
    )
    assert verify(draft(Claim(ours.text, (quote(ours),))), [ours, other], DAY).clean


def test_chinese_documents_that_name_different_amounts_conflict() -> None:
    """The same holds in Chinese."""
    ours = passage("补办居民停车证每张收费8欧元。")
    other = passage("补办居民停车证每张收费12欧元。", document="fees")
    verdict = verify(draft(Claim(ours.text, (quote(ours),))), [ours, other], DAY)
    assert reasons(verdict) == {Reason.KB_CONFLICT}


@pytest.mark.parametrize("text", ["不得" * 2000, "a " * 3000, "亿" * 5000, "9" * 6000, "must not " * 1500])
def test_a_claim_made_to_stall_the_check_is_unsupported(text: str) -> None:
    """A text far longer than a sentence that is no copy of its quote is refused at once."""
    assert Reason.UNSUPPORTED_CLAIM in reasons(verdict_on(text, text + "!?"))


@pytest.mark.parametrize("claim", ["。", "…", "?!", " — ", "。。。", "**", "•"])
def test_a_claim_of_punctuation_alone_is_not_supported(claim: str) -> None:
    """G-01: a claim without a letter or digit says nothing, so no quote can carry it, not even one that holds it."""
    verdict = verdict_on(claim, f"{PERMIT_ZH} {claim}")
    assert Reason.UNSUPPORTED_CLAIM in reasons(verdict)
    assert verdict.supported == (0.0,)
    assert {finding.detail for finding in verdict.findings} == {"says nothing"}
