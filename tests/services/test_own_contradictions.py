"""Two passages of one document that a draft cites must not name different values for one matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.answers import Claim
from assistant.domain.evidence import Evidence
from assistant.domain.reasons import Reason
from assistant.services.contradictions.one_document import disagreement
from assistant.services.contradictions.rules import rules_of
from assistant.services.steps.own_contradictions import own_contradictions
from tests.domain.verification.drafts import draft, passage, quote

CONTRADICTING = [
    ("A resident parking permit costs 30 euros a year.", "A resident parking permit costs 45 euros a year."),
    (
        "The resident parking permit is issued within 5 working days.",
        "The resident parking permit is issued within 10 working days.",
    ),
    (
        "Applications for the heating grant close on 30 June 2026.",
        "Applications for the heating grant close on 31 May 2026.",
    ),
    ("A building permit is valid for 2 years.", "A building permit is valid for 3 years."),
    ("The dog tax is due by 15 February.", "The dog tax is due by 1 March."),
    ("居民停车证每年收费30欧元。", "居民停车证每年收费45欧元。"),
    ("居住证自受理之日起5个工作日内发放。", "居住证自受理之日起15个工作日内发放。"),
    ("取暖补贴申请截止日期为2026年6月30日。", "取暖补贴申请截止日期为2026年5月31日。"),
    ("建筑许可有效期为2年。", "建筑许可有效期为3年。"),
]
OTHER_CASES = [
    ("A resident parking permit costs 30 euros a year.", "A second resident parking permit costs 60 euros a year."),
    ("The first permit of a household costs 30 euros a year.", "Each further permit of a household costs 60 euros a year."),
    ("A household with one dog pays 84 euros dog tax.", "A household with two dogs pays 120 euros dog tax."),
    ("A bus pass costs 27 euros a month.", "A bus pass costs 270 euros a year."),
    ("Adults pay 4 euros for the pool.", "Children pay 2 euros for the pool."),
    ("Up to 60 square metres the housing fee is 100 euros.", "Over 60 square metres the housing fee is 150 euros."),
    ("The tax for dogs over 20 kg is 90 euros.", "The tax for dogs under 20 kg is 45 euros."),
    ("In 2025 the resident permit costs 30 euros.", "In 2026 the resident permit costs 36 euros."),
    ("Late applications for a passport cost 20 euros.", "Applications for a passport cost 10 euros."),
    ("Bins | weekly | 30 euros", "Bins | monthly | 12 euros"),
    ("The permit is issued within 5 working days.", "If papers are missing, the permit is issued within 10 working days."),
    ("This costs 20 euros for each resident permit.", "This costs 40 euros for each resident permit."),
    ("A resident parking permit costs 30 euros a year.", "A resident parking permit costs thirty euros a year."),
    ("第一辆车的停车证每年收费30欧元。", "第二辆车的停车证每年收费60欧元。"),
    ("停车证每月收费3欧元。", "停车证每年收费30欧元。"),
    ("成人游泳票4欧元。", "儿童游泳票2欧元。"),
    ("面积不超过60平方米的住房补贴为100欧元。", "面积超过60平方米的住房补贴为150欧元。"),
    ("居住证在5个工作日内发放。", "材料不齐的，居住证在10个工作日内发放。"),
    ("逾期办理护照收费20欧元。", "办理护照收费10欧元。"),
    ("Rents from 300 to 500 euros get a grant of 10 %.", "Rents from 500 to 700 euros get a grant of 5 %."),
    ("租金300元至500元的部分按10%补助", "租金500元至700元的部分按5%补助"),
    ("对单位处三万元罚款。", "对单位处五万元罚款。"),
]  # fmt: skip


def cited(ours: str, theirs: str, heads: tuple[str, str] = ("", "")) -> list[Evidence]:
    """Two passages of one document, under their headings."""
    return [
        replace(passage(text, "policy", start), heading_path=(head,) if head else ())
        for text, head, start in ((ours, heads[0], 100), (theirs, heads[1], 900))
    ]


def found(evidence: list[Evidence]) -> list[tuple[Reason, int, str]]:
    """The findings on a draft that copies each passage."""
    made = draft(*(Claim(one.text, (quote(one),)) for one in evidence))
    return [
        (one.reason, one.claim, made.claims[one.claim].text[one.start : one.end])
        for one in dict.fromkeys(own_contradictions(made, evidence))
    ]


@pytest.mark.parametrize(("ours", "theirs"), CONTRADICTING)
def test_different_values_for_one_matter_in_one_document_are_a_conflict(ours: str, theirs: str) -> None:
    """S-05: amounts, dates and durations; both claims are named, in both languages and both orders."""
    for evidence in (cited(ours, theirs), cited(theirs, ours)):
        assert {(reason, claim) for reason, claim, _ in found(evidence)} == {
            (Reason.KB_CONFLICT, 0),
            (Reason.KB_CONFLICT, 1),
        }


@pytest.mark.parametrize(("ours", "theirs"), OTHER_CASES)
def test_values_for_different_cases_in_one_document_are_no_conflict(ours: str, theirs: str) -> None:
    """Tiers, rates, years, bounds, conditions, table rows and the same value in other words."""
    assert found(cited(ours, theirs)) == []
    assert found(cited(theirs, ours)) == []


def test_the_finding_stands_at_the_figure() -> None:
    """The reviewer sees which figure of which sentence is contradicted."""
    evidence = cited(*CONTRADICTING[0])
    assert [words for _, _, words in found(evidence)] == ["30 euros", "45 euros"]


def test_headings_that_name_the_case_tell_values_apart() -> None:
    """The same sentence under "Adults" and under "Children" is two rules."""
    texts = ("A monthly pass for the bus costs 49 euros.", "A monthly pass for the bus costs 27 euros.")
    assert found(cited(*texts, ("Adults", "Children"))) == []
    assert found(cited(*texts, ("Fees", "How to apply")))


def test_both_cases_told_in_both_passages_are_no_conflict() -> None:
    """A passage that repeats the value of the other has only more to say."""
    first = "A resident parking permit costs 30 euros a year."
    second = f"{first} A resident parking permit costs 45 euros a year."
    assert disagreement(
        *(next(rules_of(one, ())) for one in (first, "A resident parking permit costs 45 euros a year."))
    )
    assert (Reason.KB_CONFLICT, 0, "30 euros") not in found(cited(first, second))


def test_passages_that_the_draft_does_not_cite_are_not_compared() -> None:
    """Only what the draft stands on can contradict itself."""
    evidence = cited(*CONTRADICTING[0])
    made = draft(Claim(evidence[0].text, (quote(evidence[0]),)))
    assert list(own_contradictions(made, evidence)) == []
