"""Who asks whether a person or a machine writes gets the honest answer, and no case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.courtesies import CourtesyKind
from assistant.domain.reasons import Reason
from assistant.domain.routing import Courtesy, Working
from assistant.services.steps.understand import Understand
from tests.services.screening import directory, screened
from tests.services.test_dialogue import courtesies

ENGLISH = (
    "are you a robot?",
    "Are you a bot or a human?",
    "Are you a real person?",
    "are you human",
    "Are you an AI?",
    "Hi, are you a live agent or a chatbot?",
    "Am I talking to a robot?",
    "Am I chatting with a real person?",
    "am i speaking with a person or a machine?",
    "Is this a bot?",
    "Is this a real person or a computer?",
    "Are you actually a real human?",
    "Do I talk to a machine here?",
)
CHINESE = (
    "你是机器人吗",
    "你是机器人吗？",
    "你是真人吗?",
    "您是真人还是机器人？",
    "你到底是人还是机器人",
    "你是不是机器人？",
    "你是人工智能吗",
    "你是人工客服吗？",
    "我是在和机器人说话吗？",
    "请问我在跟真人聊天吗",
    "這是機器人嗎？",
    "妳是真人嗎",
    "你是人吗",
    "对面是真人吗",
)
WISHES = (
    "Are you a robot? I want to talk to a person.",
    "is this a bot? connect me to a human",
    "Are you a real person I can talk to? If not, get me a human please",
    "你是机器人吗？我要找真人",
    "你是机器人吧，转人工",
    "别让机器人回答，我要真人",
    "我要真人",
    "有真人吗",
    "我不想和机器人说话",
)


def understood(text: str) -> Working:
    """What the screen and the next step make of a message."""
    working = screened(text)
    return Understand(directory(), None, courtesies()).run(replace(working))


@pytest.mark.parametrize("text", [*ENGLISH, *CHINESE])
def test_who_asks_what_it_is_gets_the_honest_answer_and_no_case(text: str) -> None:
    """The fixed text says that an AI system writes; the question is no wish for a person and makes no case."""
    working = understood(text)
    assert working.flags == ()
    assert isinstance(working.route, Courtesy)
    assert working.route.kind is CourtesyKind.IDENTITY
    assert "AI system" in working.route.text or "人工智能" in working.route.text


@pytest.mark.parametrize("text", CHINESE)
def test_the_honest_answer_is_in_the_language_of_the_question(text: str) -> None:
    """A Chinese question is answered in Chinese whatever the page was set to."""
    route = understood(text).route
    assert isinstance(route, Courtesy)
    assert "人工智能" in route.text


@pytest.mark.parametrize("text", WISHES)
def test_who_asks_for_a_person_as_well_still_reaches_one(text: str) -> None:
    """C-15: the question what it is does not hide the wish beside it."""
    assert Reason.PERSON_REQUESTED in {flag.reason for flag in screened(text).flags}
