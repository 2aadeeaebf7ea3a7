"""The parts of an extractive reply: answer, conditions, next steps; tables, lists and steps stay such."""

from __future__ import annotations

from assistant.domain.answer_parts import HEADINGS, Part
from assistant.domain.questions import Language
from tests.services.extraction.pages import drafted, passage, said

PERMIT = (
    "A resident parking permit costs 30 euros a year. This does not apply to electric cars.\n\n"
    "A resident parking permit is applied for on form P-12 by each holder.\n\n"
    "A stolen bin must be reported on form W-4.\n\n"
    "The Transport Department at 3 Station Road is open Monday to Friday 8:00–12:00."
)
CHINESE_PERMIT = (
    "居民停车证每年收费30欧元，电动汽车除外。申请居民停车证使用表P-12。"
    "交通局设在车站路3号，开放时间为周一至周五8:00–12:00。"
)


def parts(question: str, text: str, language: Language = Language.EN) -> list[tuple[Part, str]]:
    """Each claim with its part."""
    draft = drafted(question, passage(text), language=language).draft
    return [(claim.part, claim.text) for claim in draft.claims]


def test_an_answer_is_followed_by_its_conditions_and_then_by_what_to_do() -> None:
    """The citizen reads what was asked, for whom it is different (G-09), and how to go on, in this order."""
    told = parts("How much is a resident parking permit?", PERMIT)
    assert told == [
        (Part.ANSWER, "A resident parking permit costs 30 euros a year."),
        (Part.CONDITION, "This does not apply to electric cars."),
        (
            Part.NEXT_STEP,
            "A resident parking permit is applied for on form P-12 by each holder.",
        ),
        (Part.NEXT_STEP, "The Transport Department at 3 Station Road is open Monday to Friday 8:00–12:00."),
    ]


def test_the_parts_stand_under_fixed_headings() -> None:
    """Nothing but quotes and two fixed headings is said, and the answer stands under none (G-01)."""
    draft = drafted("How much is a resident parking permit?", passage(PERMIT)).draft
    paragraphs = draft.text().split("\n\n")
    assert paragraphs[0] == "A resident parking permit costs 30 euros a year. [1]"
    fixed = [one for one in paragraphs if not one.endswith("]")]
    assert fixed == ["Conditions and exceptions", "What to do next"]
    assert not any(heading in draft.plain_text() for heading in fixed)


def test_a_chinese_reply_has_chinese_headings_and_next_steps() -> None:
    """Form and office are known by Chinese words too."""
    told = parts("居民停车证多少钱？", CHINESE_PERMIT, Language.ZH)
    assert told[0] == (Part.ANSWER, "居民停车证每年收费30欧元，电动汽车除外。")
    assert [text for part, text in told if part is Part.NEXT_STEP] == [
        "申请居民停车证使用表P-12。",
        "交通局设在车站路3号，开放时间为周一至周五8:00–12:00。",
    ]
    draft = drafted("居民停车证多少钱？", passage(CHINESE_PERMIT), language=Language.ZH).draft
    assert HEADINGS[Language.ZH][Part.NEXT_STEP] in draft.text().split("\n\n")


def test_the_form_of_another_matter_is_no_next_step() -> None:
    """A stolen bin's form does not belong under the price of a permit."""
    told = said("How much is a resident parking permit?", passage(PERMIT))
    assert not any("W-4" in claim for claim in told)


def test_what_is_told_already_is_no_next_step() -> None:
    """Who asks for the opening hours reads them once."""
    told = said("When is the Transport Department open?", passage(PERMIT))
    assert sum("is open Monday" in claim for claim in told) == 1


def test_rows_of_one_table_are_one_claim_with_a_quote_each() -> None:
    """A table stays a table: its rows stand together, each verbatim."""
    text = "Dog: First dog | Tax a year: 96 euros\nDog: Each further dog | Tax a year: 180 euros"
    [claim] = drafted("How much tax is a dog a year?", passage(text)).draft.claims
    assert claim.text == text
    assert [quote.text for quote in claim.quotes] == text.split("\n")


def test_steps_keep_their_numbers() -> None:
    """Who asks how gets all steps in order, from the first number on."""
    text = "1. Fill in form P-12.\n2. Attach a copy of the registration.\n3. Pay by card at the counter."
    [claim] = drafted("How do I apply for a permit?", passage(text)).draft.claims
    assert claim.text == text


def test_one_rule_of_a_numbered_list_stands_alone() -> None:
    """Who asks for one figure does not read five rules."""
    text = "1. Each resident may hold only one permit.\n2. A household may hold at most two permits."
    assert said("How many permits may a household hold?", passage(text))[0] == (
        "A household may hold at most two permits."
    )


def test_a_row_that_repeats_the_answer_is_not_told() -> None:
    """The same price twice is no second answer."""
    text = "A permit costs 30 euros a year.\n\nPermit: a year | Costs: 30 euros"
    assert len(said("What does a permit cost a year?", passage(text))) == 1


def test_the_number_of_an_article_is_not_said() -> None:
    """The citation names the article; the answer begins with its words."""
    told = said("犬税多少？", passage("第三条 犬税每年96欧元。"), language=Language.ZH)
    assert told == ["犬税每年96欧元。"]


def test_what_a_page_says_of_itself_does_not_lead() -> None:
    """Who wrote the text is no answer to where a place is."""
    text = (
        "Policy of the Environment Department for the recycling centre.\n\nThe centre is at 52 Canal Street."
    )
    assert said("Where is the recycling centre?", passage(text))[0] == "The centre is at 52 Canal Street."


def test_who_names_a_matter_is_told_from_the_beginning_of_its_section() -> None:
    """ "I need help with a lost card" asks for no particular thing."""
    text = (
        "Fees\n\nA card costs 10 euros and help with a card is free.\n\nLost card\n\n"
        "Tell the bank at once.\n\nThen wait for a letter about help with a card that was lost."
    )
    assert said("I need help with a lost card", passage(text))[0] == "Tell the bank at once."


def test_a_step_for_a_case_of_its_own_is_no_next_step() -> None:
    """ "If you apply at the counter" tells nobody how to apply, and a ban is no step."""
    text = (
        "A parking permit costs 30 euros a year.\n\n"
        "If you apply for a parking permit at the counter you receive a provisional one.\n\n"
        "A parking permit cannot be applied for by post."
    )
    assert said("How much is a parking permit?", passage(text)) == ["A parking permit costs 30 euros a year."]


def test_what_is_free_of_something_else_is_no_condition() -> None:
    """The sentence after a price is its exception only if it is about the same matter."""
    text = "A car tyre costs 4 euros. Green waste is free of charge."
    assert said("What does a car tyre cost?", passage(text)) == ["A car tyre costs 4 euros."]


def test_steps_told_as_the_answer_are_not_told_again() -> None:
    """The list that answers holds the form and the counter already."""
    text = "1. Fill in form P-12 online.\n2. Pay by card at the counter, the counter takes no cash."
    assert said("cash for the permit at the counter", passage(text)) == [text]
