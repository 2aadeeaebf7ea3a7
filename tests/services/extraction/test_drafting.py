"""Drafts made of the policies' own sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.answers import DraftMethod
from assistant.domain.questions import Language
from assistant.services.extraction.claims import LONGEST_LIST
from assistant.services.extraction.drafting import MOST_CLAIMS, MOST_CONDITIONS, extract
from assistant.services.extraction.next_steps import MOST_NEXT_STEPS
from tests.services.extraction.pages import LikenessOf, NoLikeness, drafted, passage, said

FEES = (
    "The office is open on weekdays from 8:00 to 12:30. A resident parking permit costs 30 euros a year. "
    "This does not apply to electric cars. Permits are sent by post."
)


def test_the_sentence_that_answers_leads() -> None:
    """What was asked comes first, whatever stands before it in the text."""
    assert said("How much is a resident parking permit?", passage(FEES))[0] == (
        "A resident parking permit costs 30 euros a year."
    )


def test_the_exception_after_the_answer_is_told() -> None:
    """A price without its exception would be wrong for some."""
    claims = said("How much is a resident parking permit?", passage(FEES))
    assert "This does not apply to electric cars." in claims


def test_quotes_stand_at_their_offsets_in_the_version() -> None:
    """A passage in the middle of a version quotes with the version's offsets."""
    text = "x" * 100 + FEES
    found = drafted("How much is a permit?", passage(FEES, start=100))
    quotes = found.draft.quotes()
    assert quotes
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)


def test_the_type_of_the_question_decides_between_sentences() -> None:
    """Of two sentences about the same thing the one with a time answers "when"."""
    text = "The permit office decides about permits alone. The permit office is open for permits on Mondays."
    assert said("When is the permit office open?", passage(text))[0].endswith("on Mondays.")


def test_chinese_questions_find_chinese_sentences() -> None:
    """Characters and pairs of them carry the words of a question."""
    text = "登记处在市政厅一楼。普通居住证明每份收费9欧元。居住证明不得寄往其他地址。"
    claims = said("居住证明多少钱一份？", passage(text), language=Language.ZH)
    assert claims[0] == "普通居住证明每份收费9欧元。"


def test_a_short_list_is_quoted_whole_with_its_lead_in() -> None:
    """Half of the papers to bring is a wrong answer; an item without its lead-in may mean the opposite."""
    text = "Bring these papers to register:\n\n- an identity card or passport\n- the form of the landlord"
    [claim] = drafted("Which papers do I bring to register?", passage(text)).draft.claims
    assert claim.text == text.replace("\n\n", "\n")
    assert [quote.text for quote in claim.quotes] == [text]


def test_an_item_of_a_long_list_is_quoted_after_its_lead_in() -> None:
    """Two quotes, one after the other, carry the claim."""
    items = "\n".join(f"- household thing of the kind number {n}00" for n in range(LONGEST_LIST // 30))
    text = f"The following is not taken as bulky waste:\n\n- car tyres of any size\n{items}"
    claim = drafted("Do you take car tyres as bulky waste?", passage(text)).draft.claims[0]
    assert claim.text == "The following is not taken as bulky waste: car tyres of any size"
    assert [quote.text for quote in claim.quotes] == [
        "The following is not taken as bulky waste:",
        "car tyres of any size",
    ]


def test_all_claims_come_from_one_document() -> None:
    """Sentences of two offices' rules do not make one answer."""
    one = passage("A parking permit costs 30 euros a year.", document_id="parking")
    two = passage("A parking permit costs 31 euros a year.", document_id="other", score=0.99)
    documents = {
        quote.document_id for quote in drafted("What does a parking permit cost?", one, two).draft.quotes()
    }
    assert documents == {"parking"}


def test_a_sentence_in_two_passages_is_said_once() -> None:
    """Overlapping passages hold the same place of the version."""
    text = "A parking permit costs 30 euros a year."
    claims = said("What does a parking permit cost?", passage(text), passage(text, start=0, score=0.9))
    assert claims == [text]


def test_the_other_claims_keep_the_order_of_the_text() -> None:
    """After the answer the reader follows the page."""
    text = (
        "A parking permit for a car costs 10 euros. A parking permit for a van costs 20 euros. "
        "A parking permit for a bus costs 30 euros."
    )
    found = drafted("What does a parking permit cost?", passage(text)).draft
    starts = [claim.quotes[0].start for claim in found.claims[1:]]
    assert len(starts) == 2
    assert starts == sorted(starts)


def test_a_draft_stays_short() -> None:
    """Ten equally good sentences are cut to a number a reader takes in."""
    text = " ".join(f"A parking permit of kind {n} costs {n} euros." for n in range(1, 11))
    assert len(said("What does a parking permit cost?", passage(text))) == MOST_CLAIMS


def test_what_is_asked_now_outweighs_what_was_asked_before() -> None:
    """A follow-up asks for the deadline, not once more for the price."""
    text = "The parking permit costs 30 euros. The decision is made within 5 working days."
    asked = "What does the parking permit cost?\nand how long does the decision take?"
    assert said(asked, passage(text))[0] == "The decision is made within 5 working days."


def test_a_follow_up_without_a_want_of_its_own_wants_what_was_asked_before() -> None:
    """ "And if I lose it" still asks for the price."""
    text = "A lost pass is reported at the counter. A lost pass costs 10 euros to replace."
    assert said("What does the pass cost?\nand if it is lost", passage(text))[0].endswith("to replace.")


def test_likeness_in_meaning_decides_where_words_do_not() -> None:
    """People do not use the words of the policy."""
    text = "The hall may be rented by clubs. The pool may be used by clubs."
    found = extract("swimming", Language.EN, [passage(text)], LikenessOf("pool"))
    assert found is not None
    assert found.draft.claims[0].text == "The pool may be used by clubs."


def test_passages_that_state_nothing_give_no_draft() -> None:
    """A heading is no answer, and no passage none either."""
    assert extract("Fees?", Language.EN, [passage("Fees")], NoLikeness()) is None
    assert extract("Fees?", Language.EN, [], NoLikeness()) is None


def test_a_clear_winner_has_a_larger_share_than_one_of_many() -> None:
    """Confidence hears how close the race was."""
    one = passage("A parking permit costs 30 euros a year. The library lends books and films.")
    many = passage(" ".join(f"A parking permit of kind {n} costs {n} euros." for n in range(1, 6)))
    question = "What does a parking permit cost?"
    assert drafted(question, one).signals["draft_share"] > drafted(question, many).signals["draft_share"]


def test_the_method_and_language_are_named() -> None:
    """A reader of the record sees that no model wrote this."""
    draft = drafted("What does a permit cost?", passage(FEES)).draft
    assert (draft.method, draft.language) == (DraftMethod.EXTRACTIVE, Language.EN)


WORDS = st.text(alphabet="abc .:?!\n-|1第条费。：、（）", max_size=200)


@given(WORDS, WORDS)
def test_whatever_the_text_claims_are_carried_verbatim(question: str, text: str) -> None:
    """Each claim consists of its quotes, white space aside, and each quote stands in the passage."""
    found = extract(question, Language.EN, [passage(text, start=7)], NoLikeness())
    if found is None:
        return
    assert 1 <= len(found.draft.claims) <= MOST_CLAIMS + MOST_CONDITIONS + MOST_NEXT_STEPS
    for claim in found.draft.claims:
        assert claim.text.split() == " ".join(quote.text for quote in claim.quotes).split()
        assert all(text[quote.start - 7 : quote.end - 7] == quote.text for quote in claim.quotes)
