"""What a question wants to be told."""

from __future__ import annotations

import pytest

from assistant.services.extraction.wants import CONDITION, Want, told, wants


@pytest.mark.parametrize(
    ("question", "want"),
    [
        ("How much is a permit?", Want.AMOUNT),
        ("年卡多少钱？", Want.AMOUNT),
        ("When must I register?", Want.TIME),
        ("搬家后多久要登记？", Want.TIME),
        ("Where do I hand it in?", Want.PLACE),
        ("去哪个窗口办？", Want.PLACE),
        ("What documents do I need?", Want.DOCUMENT),
        ("要带什么材料？", Want.DOCUMENT),
        ("Which form is it?", Want.FORM),
        ("填哪张表？", Want.FORM),
        ("How do I apply?", Want.WAY),
        ("怎么申请？", Want.WAY),
        ("Can I keep a dog?", Want.PERMISSION),
        ("可以养狗吗？", Want.PERMISSION),
        ("Hello. Do I need a permit?", Want.PERMISSION),
        ("住酒店需要办理居住登记吗？", Want.PERMISSION),
        ("How heavy may a bin be?", Want.NUMBER),
        ("每户最多几张停车证？", Want.NUMBER),
        ("Who signs it?", Want.PERSON),
        ("谁来签字？", Want.PERSON),
        ("What is the phone number of the office?", Want.CONTACT),
        ("打哪个电话？", Want.CONTACT),
        ("菜地租金怎么算", Want.AMOUNT),
        ("At what times is it allowed?", Want.TIME),
        ("How long may a camper van be?", Want.NUMBER),
        ("What do I have to bring?", Want.DOCUMENT),
    ],
)
def test_words_of_both_languages_tell_the_want(question: str, want: Want) -> None:
    """Each kind of question is known by its own words."""
    assert want in wants(question)


def test_a_particular_want_outranks_a_common_one() -> None:
    """Nearly every policy sentence permits or forbids; the amount is what is asked."""
    assert wants("Do I have to pay, and how much?") == (Want.AMOUNT,)


def test_how_to_pay_asks_for_a_way() -> None:
    """The amount is not what is asked."""
    assert wants("How can I pay for a permit?") == (Want.WAY, Want.PERMISSION)


def test_to_bring_something_is_not_to_ask_for_papers() -> None:
    """When waste may be brought is a question of time alone."""
    assert wants("When can I bring paint?") == (Want.TIME,)


def test_how_often_is_told_by_a_frequency() -> None:
    """ "Three times a week" has no date and no duration."""
    assert told("You must care for them three times a week.", (Want.TIME,)) == 1.0


def test_a_question_without_such_words_wants_nothing_in_particular() -> None:
    """Then nothing is told by any sentence."""
    assert wants("my neighbour's hedge") == ()
    assert told("It costs 30 euros.", ()) == 0.0


def test_what_is_told_is_the_share_of_the_wants() -> None:
    """A sentence with the amount and no date tells half of what was asked."""
    assert told("It costs 30 euros.", (Want.AMOUNT, Want.TIME)) == 0.5
    assert told("办理费用为30欧元，3个工作日内办结。", (Want.AMOUNT, Want.TIME)) == 1.0


@pytest.mark.parametrize(
    "sentence", ["This does not apply to students.", "但学生除外。", "Children are exempt."]
)
def test_exceptions_are_conditions(sentence: str) -> None:
    """Sentences that limit what stands before them are known in both languages."""
    assert CONDITION.search(sentence)
    assert not CONDITION.search("The fee is 30 euros a year.")
