"""The second step: standalone question, topic, vagueness."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.questions import Author, Language, Question, Turn
from assistant.domain.routing import Working
from assistant.services.steps.understand import Understand
from tests.services.engine_parts import FakeModel, a_question
from tests.services.screening import directory


def understood(question: Question, model: FakeModel | None = None) -> Working:
    """What the step makes of a question whose text holds nothing to mask."""
    working = Working(question, masked_text=question.text, language=question.language)
    return Understand(directory(), model).run(working)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Where do I get a bus pass for pupils?", "bus-passes"),
        ("When is the recycling centre open?", "waste-collection"),
        ("my landlord keeps the deposit", "private-renting"),
        ("How do I register a birth?", "civil-records"),
        ("养狗要交犬税吗？", "dogs-and-noise"),
        ("大件垃圾怎么预约", "waste-collection"),
    ],
)
def test_a_question_with_a_topic_s_terms_gets_the_topic(text: str, topic: str) -> None:
    """The terms of the directory decide, in both languages, and the topic brings its department."""
    working = understood(a_question(text))
    assert working.topic_id == topic
    department = next(one.department_id for one in directory().topics() if one.id == topic)
    assert working.department_id == department


def test_a_question_without_terms_has_no_topic() -> None:
    """Nobody guesses where no term occurs."""
    working = understood(a_question("When does the swimming pool open tomorrow?"))
    assert (working.topic_id, working.department_id) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "I need a permit",
        "help",
        "how much does it cost",
        "opening hours?",
        "我要办证",
        "多少钱？",
        "你好，想咨询点事",
    ],
)
def test_a_question_that_names_nothing_is_vague(text: str) -> None:
    """Words that any question to an office may have say nothing."""
    assert understood(a_question(text)).vague


@pytest.mark.parametrize(
    "text",
    [
        "dog tax",
        "What does a parking permit cost?",
        "Where is the nearest pharmacy on duty?",
        "犬税多少钱",
        "怎么砍树",
    ],
)
def test_a_short_question_that_names_its_matter_is_not_vague(text: str) -> None:
    """Short is not vague."""
    assert not understood(a_question(text)).vague


def test_a_question_that_stands_alone_stays_as_it_is() -> None:
    """Earlier messages are not mixed into a question that needs none."""
    working = understood(a_question("Where can I bring old paint and batteries?", "How much is the dog tax?"))
    assert working.standalone == "Where can I bring old paint and batteries?"


def test_a_follow_up_brings_the_question_it_leans_on() -> None:
    """The search sees what "it" is, and the topic is that of the earlier question."""
    working = understood(a_question("and for the second car?", "What does resident parking cost per year?"))
    assert working.standalone == "What does resident parking cost per year?\nand for the second car?"
    assert working.topic_id == "resident-parking"
    assert not working.vague


def test_a_chain_of_follow_ups_reaches_back_to_its_start() -> None:
    """A follow-up to a follow-up brings both."""
    question = a_question(
        "那第三条呢",
        "How do I pay the dog tax in two rates?",
        "第一条狗的犬税一年要交多少钱来着",
        "那第二条呢",
    )
    lines = understood(replace(question, language=Language.ZH)).standalone.split("\n")
    assert lines == ["第一条狗的犬税一年要交多少钱来着", "那第二条呢", "那第三条呢"]


def test_only_the_citizen_s_own_words_are_leant_on() -> None:
    """What the assistant said is not the citizen's question."""
    question = replace(
        a_question("is it free?"),
        history=(
            Turn(Author.CITIZEN, "Can I get a disability card for my son?"),
            Turn(Author.ASSISTANT, "The disability card is issued by the Benefits Department."),
        ),
    )
    assert understood(question).standalone == "Can I get a disability card for my son?\nis it free?"


def test_earlier_messages_are_masked() -> None:
    """Personal data of an earlier message does not reach the search."""
    working = understood(
        a_question("and then?", "My mail is jane@example.org, how do I get a bus pass for pupils?")
    )
    assert "jane" not in working.standalone
    assert "[EMAIL_ADDRESS]" in working.standalone


def test_a_caseworker_s_hint_widens_the_search() -> None:
    """The hint is appended, masked like everything else."""
    question = replace(
        a_question("What does a second parking permit cost?"), hint="form P-2, ask jane@example.org"
    )
    assert understood(question).standalone.endswith("\nform P-2, ask [EMAIL_ADDRESS]")


def test_a_model_rewrites_a_follow_up_from_masked_text() -> None:
    """Where a model is configured its rewriting is the standalone question, and it sees no personal data."""
    model = FakeModel("What does resident parking cost for a second car?")
    working = understood(
        a_question("and for the second car?", "I am at jane@example.org. Parking cost?"), model
    )
    assert working.standalone == "What does resident parking cost for a second car?"
    assert "jane" not in repr(model.asked)


def test_a_model_is_not_asked_about_a_question_that_stands_alone() -> None:
    """No call is made where nothing is to be rewritten."""
    model = FakeModel("unused")
    understood(a_question("Where can I bring old paint and batteries?", "Hello"), model)
    assert model.asked == []


def test_a_failing_model_leaves_the_deterministic_way() -> None:
    """A fault of the model costs no answer."""
    working = understood(
        a_question("and for the second car?", "What does resident parking cost?"), FakeModel(None)
    )
    assert working.standalone == "What does resident parking cost?\nand for the second car?"
