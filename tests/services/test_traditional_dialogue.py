"""Dialogue in traditional characters is heard as in simplified ones, and the writer's own characters are kept."""

from __future__ import annotations

import pytest

from assistant.domain.questions import Author, Turn
from assistant.domain.reasons import Reason
from assistant.domain.simplified import simplified
from assistant.services.steps.hearing import hear_all
from tests.services.test_dialogue import after

ANSWER = "每年84歐元。"


@pytest.mark.parametrize(
    ("text", "before", "asked"),
    [
        ("不是，我是說訪客停車證", "居民停車證多少錢？", "訪客停車證多少錢?"),
        ("不是居民停車證，是訪客停車證", "居民停車證多少錢？", "訪客停車證多少錢?"),
        ("說錯了，應該是訪客停車證", "居民停車證多少錢？", "訪客停車證多少錢?"),
        ("我的意思是女兒", "怎麼給兒子辦護照？", "怎麼給女兒辦護照?"),
        ("抱歉，我問的是週日", "游泳館週六開門嗎？", "游泳館週日開門嗎?"),
        ("不是，我是說訪客停車證", "居民停车证多少钱？", "訪客停車證多少钱?"),
    ],
)
def test_a_correction_in_traditional_characters_is_understood(text: str, before: str, asked: str) -> None:
    """the earlier question is asked with the right words in it, whichever characters it was written in."""
    assert [one.replace("？", "?") for one in after(text, before, ANSWER).understood] == [asked]


@pytest.mark.parametrize(
    ("text", "before", "asked"),
    [
        ("那我兒子呢？", "我怎麼辦護照？", "我兒子怎麼辦護照?"),
        ("孩子呢", "怎麼辦護照？", "我孩子怎麼辦護照?"),
        ("那我女兒呢", "我兒子怎麼辦護照？", "我女兒怎麼辦護照?"),
        ("還有媽媽呢？", "我怎麼辦護照？", "我媽媽怎麼辦護照?"),
        ("如果是鄰居呢", "我怎麼辦護照？", "我鄰居怎麼辦護照?"),
        ("那訪客停車證呢？", "居民停車證多少錢？", "訪客停車證多少錢?"),
    ],
)
def test_what_about_my_son_in_traditional_characters_carries_the_matter_over(
    text: str, before: str, asked: str
) -> None:
    """nobody has to ask the whole question again for another person or thing."""
    assert after(text, before, ANSWER).standalone.replace("？", "?") == asked


@pytest.mark.parametrize("text", ["答非所問", "我已經說過了", "你沒有回答我的問題，聽不懂我的話"])
def test_an_unanswered_citizen_is_heard_in_traditional_characters(text: str) -> None:
    """S-19: who says that the reply missed the question talks to a person next."""
    assert Reason.NOT_UNDERSTOOD in after(text, "居民停車證多少錢？", ANSWER).reasons


def test_several_questions_in_traditional_characters_become_parts() -> None:
    """Each is asked by itself, as it was written."""
    parts = hear_all("居民停車證多少錢？圖書館幾點關門？", (), lambda _: None)
    assert [one.asked for one in parts] == ["居民停車證多少錢？", "圖書館幾點關門？"]


@pytest.mark.parametrize("text", ["我要辦證", "請問這個怎麼辦", "需要什麼材料"])
def test_a_vague_message_in_traditional_characters_is_vague(text: str) -> None:
    """What says nothing of its matter in one script says nothing in the other."""
    assert after(text).vague


def test_the_second_option_is_chosen_in_traditional_characters() -> None:
    """An ordinal counts in either script."""
    history = (
        Turn(Author.CITIZEN, "多少錢"),
        Turn(Author.ASSISTANT, "哪一個？", ("居民停車證", "訪客停車證")),
    )
    assert [one.asked for one in hear_all("我選第二個", history, lambda _: None)] == ["訪客停車證"]


def test_simplifying_keeps_every_place() -> None:
    """One character for one, so that places found in the simplified form hold in the text."""
    text = "鄰居家的兒子，Café 𠮷 ① 辦護照嗎？"
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


def test_a_topic_named_in_traditional_characters_is_the_same_topic() -> None:
    """The department does not depend on the script."""
    one, other = after("居民停車證多少錢？"), after("居民停车证多少钱？")
    assert other.topic_id is not None
    assert (one.topic_id, one.department_id) == (other.topic_id, other.department_id)
