"""Names of people in running text, in English and Chinese, and the names that are not people's (X-16)."""

from __future__ import annotations

import pytest

from assistant.domain.personal_data import find_personal_data, mask
from assistant.domain.privacy import PersonalDataType as Type

NAMED = [
    ("My full name is Jane van der Roe and I moved.", "Jane van der Roe"),
    ("My daughter's name is Ayanna.", "Ayanna"),
    ("My son Richard was born in May.", "Richard"),
    ("my neighbour Zbych parks there", "Zbych"),
    ("I rent from Mr. O'Connor now.", "O'Connor"),
    ("Please ask Dr Fanucci about it", "Fanucci"),
    ("Was the form of Katarzyna Nowak received?", "Katarzyna Nowak"),
    ("Please write to Ravil G. Yefimov.", "Ravil G. Yefimov"),
    ("Hello Ubul, can you help?", "Ubul"),
    ("Can I get a permit?\n\nKind regards,\nQuionia Trout", "Quionia Trout"),
    ("my name is john smith and i moved", "john smith"),
    ("a letter for mrs jones came", "jones"),
    ("Surname: Kárpáthy", "Kárpáthy"),
    ("我是李雷，想问停车证", "李雷"),
    ("姓名：欧阳小红", "欧阳小红"),
    ("联系人 王小明 电话", "王小明"),
    ("我儿子叫张子轩，今年六岁", "张子轩"),
    ("我老公王强，外地户口", "王强"),
    ("请问张伟先生在吗", "张伟先生"),
    ("我找李医生", "李医生"),
    ("我叫阿卜杜拉·买买提，", "阿卜杜拉·买买提"),
    ("怎么办停车证？谢谢！\n韩梅梅", "韩梅梅"),
]

NOT_PEOPLE = [
    "How do I get to Victoria Road or the Louis Armstrong Park?",
    "What does the Stafford Loan cost, and the Mary Jones Scholarship?",
    "Does Medicare Part B Premium rise? Is Schedule C Form needed?",
    "Can the Child Maintenance Service or Child Student Visa help?",
    "St John Ambulance, San Antonio, Hurricane Katrina, Jesse Brown VA Medical Center",
    "My name is wrong on the register. My name was misspelled.",
    "Hello, can I apply? Dear Sir or Madam, hi there",
    "my partner British by birth, my wife US citizen",
    "How Do I Renew My Driver License In May",
    "我是高中生，我是安徽人，我是农民，我是单身",
    "他人的姓名为公司的名字，联系人是谁？申请人应当到场",
    "安全主任在吗，老师傅怎么办证",
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_name_is_told_by_what_stands_around_it_or_as_a_common_given_name(text: str, name: str) -> None:
    """X-16: of whoever asks, and of the people they ask about."""
    found = [(span.type, text[span.start : span.end]) for span in find_personal_data(text)]
    assert found == [(Type.NAME, name)]


@pytest.mark.parametrize("text", NOT_PEOPLE)
def test_places_rules_and_bodies_keep_their_names(text: str) -> None:
    """A question about them could not be answered otherwise."""
    assert [text[span.start : span.end] for span in find_personal_data(text)] == []


def test_a_part_of_a_name_is_masked_too() -> None:
    """The surname alone, later in the message."""
    text = "My friend Faina Yefremova moved out. Does Yefremova have to tell you?"
    assert mask(text, find_personal_data(text)) == (
        "My friend [PERSON_NAME] moved out. Does [PERSON_NAME] have to tell you?"
    )


def test_a_name_that_is_a_word_takes_no_other_word_away() -> None:
    """Who is called Will still writes "I will", and Ann pays an annual fee."""
    text = "My name is Will. I will ask for my wife Ann about the Annual fee."
    assert mask(text, find_personal_data(text)) == (
        "My name is [PERSON_NAME]. I will ask for my wife [PERSON_NAME] about the Annual fee."
    )
