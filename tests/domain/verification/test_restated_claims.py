"""What the check finds in claims that say things in words of their own, and where it points to."""

from __future__ import annotations

import pytest

from assistant.domain.answers import Claim, Verdict
from assistant.domain.reasons import Reason
from assistant.domain.verification import verify
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import sentences
from tests.domain.verification.drafts import DAY, draft, passage, quote, verdict_on


def marked(text: str, verdict: Verdict) -> list[tuple[Reason, str]]:
    """The findings with the words they stand on."""
    return [(one.reason, text[one.start : one.end]) for one in verdict.findings]


@pytest.mark.parametrize(
    ("claim", "source", "words"),
    [
        (
            "You can apply at the office in Brookfield by post.",
            "You can apply at the office in Aldermoor by post.",
            "Brookfield",
        ),
        ("申请应当向消防局提交。", "申请应当向住房局提交。", "向消防局"),
        (
            "Applications by post go to Mr Harding of the housing office.",
            "Applications by post go to the housing office.",
            "Harding",
        ),
    ],
)
def test_a_name_that_no_source_holds_is_a_finding_at_its_words(claim: str, source: str, words: str) -> None:
    """G-01: an exchanged place, office or person is found, and the finding spans it."""
    found = marked(claim, verdict_on(claim, source))
    assert any(reason is Reason.UNSUPPORTED_CLAIM and span in words for reason, span in found), found


def test_a_name_from_the_title_of_the_policy_is_known() -> None:
    """The title over a passage names the office that its rules speak of without naming it."""
    evidence = passage("You can apply by post or at the counter.", document="aldermoor")
    claim = Claim("In Aldermoor you can apply by post or at the counter.", (quote(evidence),))
    assert "aldermoor" in evidence.document_title.lower()
    assert verify(draft(claim), [evidence], DAY).clean


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Some shops must close on Sunday.", "All shops must close on Sunday."),
        ("All shops must close at ten.", "Most shops must close at ten."),
        ("部分商店周日应当关门。", "所有商店周日应当关门。"),
    ],
)
def test_all_and_some_do_not_stand_for_each_other(claim: str, source: str) -> None:
    """G-02: a word of amount put in another's place turns the scope of a rule."""
    assert Reason.NEGATION_MISMATCH in {reason for reason, _ in marked(claim, verdict_on(claim, source))}


@pytest.mark.parametrize(
    ("claim", "source", "condition"),
    [
        (
            "You pay 30 euros for the permit.",
            "You pay 30 euros for the permit if you live in the old town.",
            "if you live in the old town",
        ),
        (
            "The fee for a copy has to be paid in advance.",
            "Unless you receive social assistance, the fee for a copy must be paid in advance.",
            "Unless you receive social assistance",
        ),
        ("外地人可申请临时停车证。", "外地人可以申请临时停车证，但货车除外。", "但货车除外"),
    ],
)
def test_a_condition_of_the_restated_sentence_is_listed(claim: str, source: str, condition: str) -> None:
    """G-09: who tells a rule in other words and leaves out its condition has it listed."""
    verdict = verdict_on(claim, source)
    assert verdict.omitted_conditions == (condition,)
    assert not verdict.clean


def test_a_condition_told_by_another_claim_is_not_listed() -> None:
    """G-09: what counts is the draft as a whole."""
    evidence = passage("You pay 30 euros for the permit if you live in the old town.")
    both = draft(
        Claim("You pay 30 euros for the permit.", (quote(evidence),)),
        Claim("This is for people who live in the old town.", (quote(evidence),)),
    )
    assert verify(both, [evidence], DAY).omitted_conditions == ()


def test_a_figure_in_the_place_of_another_is_found_though_the_quotes_hold_it() -> None:
    """G-01: the right number at the wrong place of a copied sentence is a wrong number."""
    source = "The counter opens at 8:00 and closes at 12:00. The phone line opens at 9:00."
    claim = "The counter opens at 9:00 and closes at 12:00."
    assert (Reason.NUMBER_MISMATCH, "9:00") in marked(claim, verdict_on(claim, source))


def test_a_writers_own_count_is_no_figure() -> None:
    """Two ways that the source lists without counting them may be called two."""
    source = "You can apply online. You can also apply by post."
    assert verdict_on("There are two ways to apply: online or by post.", source).clean


def test_a_count_that_the_source_gives_otherwise_is_wrong() -> None:
    """G-01: five forms are not two forms."""
    claim = "You need five forms to apply online."
    found = marked(claim, verdict_on(claim, "You need two forms to apply online."))
    assert Reason.NUMBER_MISMATCH in {reason for reason, _ in found}


def test_a_denial_that_no_quote_speaks_of_is_found() -> None:
    """G-02: "cannot" where the source denies nothing, in words too different to be compared one by one."""
    claim = "Families who rent in the town can never get help with heating there."
    source = "Help with heating is paid to families once a year. The town pays it with the rent."
    assert Reason.NEGATION_MISMATCH in {reason for reason, _ in marked(claim, verdict_on(claim, source))}


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        ("You must send the form by post.", "Send the form by post.", True),
        ("You must send the form by post.", "Most people send the form by post.", False),
    ],
)
def test_an_instruction_is_a_duty_and_a_description_is_none(claim: str, source: str, right: bool) -> None:
    """G-02: "must" may stand for an imperative, not for what merely happens."""
    assert verdict_on(claim, source).clean is right


def test_the_number_of_a_list_item_opens_it_and_is_no_figure() -> None:
    """A list in one line is cut before its numbers, and they are not compared with the source."""
    text = "You need: 1. A passport 2. A photo 3. The fee of 30 euros"
    assert [text[start:end] for start, end in sentences(text)] == [
        "You need:",
        "1. A passport",
        "2. A photo",
        "3. The fee of 30 euros",
    ]
    assert [figure.value for figure in figures_of(text)] == ["30"]


def test_a_number_at_the_end_of_a_sentence_stays_a_figure() -> None:
    """Only numbers that count up from one make a list."""
    text = "The counter is number 2. Bring a photo."
    assert [figure.value for figure in figures_of(text)] == ["2"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("第十二条", "12"),
        ("百分之五", "5"),
        ("2万元", "20000"),
        ("三十日", "30"),
        ("1,200 euros", "1200"),
        ("2.5 million euros", "2500000"),
        ("one hundred and twenty euros", "120"),
        ("open from 22.00", "22:00"),
        ("call 0555 100 400", "0555100400"),
        ("form P-13", "p-13"),
    ],
)
def test_figures_are_read_by_value(text: str, value: str) -> None:
    """G-01: digits, words, Chinese numerals, thousands, forms and telephone numbers have one spelling inside."""
    assert value in {one for figure in figures_of(text) for one in figure.values}
