"""Messages heard in their conversation: courtesies, choices, corrections, other persons, several questions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import assistant
from assistant.adapters.courtesy_files import CourtesiesError, load_courtesies
from assistant.domain.courtesies import Courtesies, CourtesyKind
from assistant.domain.questions import Author, Language, Question, Turn
from assistant.domain.reasons import Reason
from assistant.domain.routing import Courtesy, Flag, Working
from assistant.domain.several_questions import MAX_PARTS
from assistant.services.steps.understand import Understand
from tests.services.engine_parts import a_question
from tests.services.screening import directory

FOLDER = Path(assistant.__file__).parent / "courtesies"
OPTIONS = ("Resident parking permit: Fees", "Visitor tickets: Prices", "Parking zones: Hours")


@cache
def courtesies() -> Courtesies:
    """Those that come with the product."""
    return load_courtesies(FOLDER)


def understood(question: Question, *flags: Flag) -> Working:
    """What the step makes of a question."""
    working = Working(question, masked_text=question.text, language=question.language, flags=flags)
    return Understand(directory(), None, courtesies()).run(working)


def after(text: str, *said: str) -> Working:
    """What it makes of a message after what was said, citizen and assistant in turn."""
    authors = (Author.CITIZEN, Author.ASSISTANT)
    history = tuple(Turn(authors[place % 2], one) for place, one in enumerate(said))
    language = Language.ZH if "\u4e00" <= text[0] <= "\u9fff" else Language.EN
    return understood(replace(a_question(text), history=history, language=language))


def asked_back(text: str) -> Working:
    """What it makes of the answer to a clarifying question."""
    history = (
        Turn(Author.CITIZEN, "How much does it cost?"),
        Turn(Author.ASSISTANT, "Which of these do you mean?", OPTIONS),
    )
    return understood(replace(a_question(text), history=history))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hi there!", "greeting"),
        ("Thank you so much for your help :)", "thanks"),
        ("ok thanks, bye", "thanks"),
        ("Are you a robot or a human?", "identity"),
        ("What can you do?", "ability"),
        ("how are you", "wellbeing"),
        ("Goodbye", "farewell"),
        ("I see.", "acknowledged"),
        ("您好！", "greeting"),
        ("好的，非常感谢", "thanks"),
        ("你是真人还是机器人？", "identity"),
        ("再见", "farewell"),
        ("明白了", "acknowledged"),
    ],
)
def test_a_message_of_courtesies_alone_gets_a_fixed_text(text: str, kind: str) -> None:
    """Both languages; no search, no draft, no case."""
    route = after(text).route
    assert isinstance(route, Courtesy)
    assert (route.kind.value, bool(route.text)) == (kind, True)


@pytest.mark.parametrize(
    "text",
    [
        "Hello, what does the dog tax cost?",
        "Thanks for nothing",
        "谢谢，那停车证呢",
        "您好，犬税多少钱",
        "dogs",
    ],
)
def test_courtesies_around_a_question_leave_it_a_question(text: str) -> None:
    """Only what says nothing else is courtesy."""
    assert after(text).route is None


def test_a_flagged_message_is_never_courtesy() -> None:
    """A rule that wants a person goes before politeness."""
    flag = Flag(Reason.COMPLAINT, "complaint/test")
    assert understood(a_question("thanks"), flag).route is None


def test_an_answer_to_our_question_is_not_courtesy() -> None:
    """ "Fine" after a question of ours may be the answer to it; after a statement it is politeness."""
    assert after("fine", "How do I pay the dog tax?", "Do you mean by card?").route is None
    assert isinstance(after("fine", "How do I pay the dog tax?", "By card.").route, Courtesy)


def test_courtesies_are_not_leant_on() -> None:
    """A question after "hello" is the first question."""
    assert after("I need a permit", "Hello", "Hello. What would you like to know?").vague


def test_every_kind_has_its_text_in_both_languages(tmp_path: Path) -> None:
    """A file that lacks one is refused at the start."""
    for language in Language:
        assert all(courtesies().reply(kind, language) for kind in CourtesyKind)
    text = (FOLDER / "courtesies.yaml").read_text(encoding="utf-8")
    (tmp_path / "courtesies.yaml").write_text(text.replace("  farewell:", "  fairwell:"), encoding="utf-8")
    with pytest.raises(CourtesiesError):
        load_courtesies(tmp_path)


def test_a_pathological_courtesy_is_read_in_no_time() -> None:
    """A message made to keep the matching busy ends like any other."""
    assert courtesies().kind_of("好的好" * 39 + "车") is None


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("Visitor tickets: Prices", 1),
        ("2", 1),
        ("the second one", 1),
        ("the last one please", 2),
        ("visitor tickets", 1),
        ("第三个", 2),
        ("resident", 0),
    ],
)
def test_an_option_is_chosen_by_tap_number_or_words(text: str, option: int) -> None:
    """The choice answers the question that was too vague; it is not vague any more."""
    working = asked_back(text)
    assert working.understood == (OPTIONS[option],)
    assert working.standalone == f"How much does it cost?\n{OPTIONS[option]}"
    assert not working.vague


def test_two_options_that_fit_are_not_guessed_between() -> None:
    """ "Parking" is in two of them: nothing is taken for chosen."""
    assert asked_back("parking").understood == ()


def test_asked_back_in_vain_is_a_second_failed_turn() -> None:
    """S-19: after two turns that got nowhere a person takes over; the citizen is not asked again."""
    working = asked_back("I don't know, just the cost please")
    assert Reason.NOT_UNDERSTOOD in working.reasons


@pytest.mark.parametrize(
    "text", ["That is not what I asked!", "you didn't answer my question", "答非所问", "没有回答我的问题"]
)
def test_a_citizen_who_was_not_answered_reaches_a_person(text: str) -> None:
    """S-19: who says that the reply missed the question talks to a person next."""
    working = after(text, "When is the recycling centre open?", "The dog tax is 84 euros.")
    assert Reason.NOT_UNDERSTOOD in working.reasons
    assert "recycling centre" in working.standalone


@pytest.mark.parametrize(
    ("text", "before", "asked"),
    [
        ("No, I meant the visitor permit", "How much is a resident permit?", "How much is a visitor permit?"),
        (
            "sorry, for my daughter",
            "Can I get a passport for my son?",
            "Can I get a passport for my daughter?",
        ),
        ("I meant Sunday", "Is the pool open on Saturday?", "Is the pool open on Sunday?"),
        ("Not a dog but a cat", "Where do I register my dog?", "Where do I register my cat?"),
        ("I meant: how long is it valid?", "How much is a permit?", "how long is it valid?"),
        ("不是，我是说访客停车证", "居民停车证多少钱？", "访客停车证多少钱?"),
        ("不是居民停车证，是访客停车证", "居民停车证多少钱？", "访客停车证多少钱?"),
    ],
)
def test_a_correction_takes_the_place_of_what_it_corrects(text: str, before: str, asked: str) -> None:
    """The earlier question is asked with the right words in it, and the citizen is shown how it was understood."""
    working = after(text, before, "84 euros a year.")
    assert working.understood == (asked,)
    assert working.standalone.split("\n")[-1] == asked


@pytest.mark.parametrize(
    ("text", "before", "asked"),
    [
        ("What about my son?", "How do I apply for a passport?", "How do I apply for a passport for my son?"),
        ("and for my daughter?", "Is it free for my son?", "Is it free for my daughter?"),
        ("那我儿子呢？", "我怎么办护照？", "我儿子怎么办护照?"),
        ("孩子呢", "怎么办护照？", "我孩子怎么办护照?"),
        ("what about Sunday?", "Is the pool open on Saturday?", "Is the pool open on Sunday?"),
        ("What about a visitor permit?", "How much is a resident permit?", "How much is a visitor permit?"),
    ],
)
def test_what_about_somebody_else_carries_the_matter_over(text: str, before: str, asked: str) -> None:
    """Nobody has to ask the whole question again for another person or another thing of its kind."""
    assert after(text, before, "Bring a photo.").standalone == asked


def test_a_follow_up_leans_on_the_corrected_question() -> None:
    """What was corrected stays corrected."""
    working = after(
        "how long is it valid?",
        "How much is a resident permit?",
        "84.",
        "No, I meant the visitor permit",
        "9.",
    )
    assert working.standalone == "How much is a visitor permit?\nhow long is it valid?"


@pytest.mark.parametrize(
    ("text", "before", "alone"),
    [
        ("dog tax rates?", "What does a resident parking permit cost?", True),
        ("公交卡怎么优惠", "居民停车证多少钱", True),
        ("and the dog tax?", "What does a resident parking permit cost?", False),
        ("多少钱", "居民停车证在哪里办", False),
    ],
)
def test_a_short_message_with_a_topic_of_its_own_stands_alone(text: str, before: str, alone: bool) -> None:
    """Short is not leaning where another topic is named; words that point back always lean."""
    standalone = after(text, before, "84 euros a year.").standalone
    assert (standalone == text) is alone


def test_what_about_something_unlike_stays_a_follow_up() -> None:
    """ "What about the fee?" changes no word of the question before: both are searched."""
    lines = after("what about the fee?", "How do I apply for a passport?", "Bring a photo.").standalone
    assert lines == "How do I apply for a passport?\nwhat about the fee?"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "How much is the dog tax? Where do I bring old paint?",
            ["How much is the dog tax?", "Where do I bring old paint?"],
        ),
        (
            "How much is a resident parking permit and where do I get it?",
            ["How much is a resident parking permit", "where do I get it?"],
        ),
        ("居民停车证多少钱，在哪里办理？", ["居民停车证多少钱", "在哪里办理？"]),
        ("养狗要交犬税吗？另外，大件垃圾怎么预约？", ["养狗要交犬税吗？", "大件垃圾怎么预约？"]),
    ],
)
def test_several_questions_become_parts_in_order(text: str, parts: list[str]) -> None:
    """Each part is a question of its own; the citizen is shown all of them."""
    working = after(text)
    assert [part.masked_text for part in working.parts] == parts
    assert list(working.understood) == parts


@pytest.mark.parametrize(
    "text",
    [
        "I lost my card. How do I get a new one?",
        "Is there help for people who work and who live here?",
        "If I move, do I keep my parking permit?",
        "How and when do I pay the dog tax?",
        "How do I renew my passport? How can I renew the passport?",
        "Can you help me? How much is the dog tax?",
        "如果我搬家了，停车证还能用吗？",
        "What are the rules for noise and dogs?",
    ],
)
def test_one_question_with_words_around_it_stays_one(text: str) -> None:
    """Circumstances, conditions, lists and repetitions do not make a second question."""
    assert after(text).parts == ()


def test_a_part_that_leans_on_the_one_before_is_searched_with_it() -> None:
    """ "it" in the second question is what the first one names."""
    parts = after("How much is a resident parking permit and where do I get it?").parts
    assert parts[1].standalone == "How much is a resident parking permit\nwhere do I get it?"
    assert parts[1].topic_id == parts[0].topic_id == "resident-parking"


def test_more_questions_than_are_answered_go_to_a_person() -> None:
    """Nothing asked is dropped: a person sees the whole message."""
    matters = (
        "the dog tax",
        "a bus pass",
        "a birth certificate",
        "the grey bin",
        "a passport",
        "bulky waste",
    )
    working = after(" ".join(f"How much is {matter}?" for matter in matters))
    assert len(working.parts) == MAX_PARTS
    assert Reason.PARTIAL_ANSWER in working.reasons
