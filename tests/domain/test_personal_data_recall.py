"""How many numbers that name a person are found in ordinary sentences, and how long it takes (X-16)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from assistant.domain.personal_data import find_personal_data, masked

OF_EACH = 100
"""Values of each kind: two misses are allowed, three are not."""

FRAMES = {
    "en": (
        "Hello, my number is {} and I would like to know when my permit comes.",
        "Please write to me: {}. Thanks!",
        "I gave you {} last week, is it still on file?",
    ),
    "zh": (
        "您好，我的号码是{}，请问许可证什么时候办好？",
        "请联系我：{}。谢谢！",
        "上周我填的是{}，还有效吗？",
    ),
}


def _digits(draw: random.Random, count: int) -> str:
    return "".join(draw.choices("0123456789", k=count))


def _resident_id(draw: random.Random) -> str:
    """Eighteen places with the check digit of GB 11643."""
    body = f"{draw.choice(('110105', '310104', '440305'))}{draw.randint(1950, 2015)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
    body += _digits(draw, 3)
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]


def _card(draw: random.Random) -> str:
    """Sixteen digits that pass Luhn."""
    body = "4" + _digits(draw, 14)
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(body))
    total = sum(value - 9 if value > 9 else value for value in doubled)
    number = body + str(-total % 10)
    return draw.choice((number, " ".join(number[at : at + 4] for at in range(0, 16, 4))))


def _national_insurance(draw: random.Random) -> str:
    return f"{draw.choice(('AB', 'CE', 'JK', 'MX'))}{_digits(draw, 6)}{draw.choice('ABCD')}"


KINDS: dict[str, Callable[[random.Random], str]] = {
    "resident identity number": _resident_id,
    "mobile, China": lambda draw: f"1{draw.choice('35789')}{_digits(draw, 9)}",
    "mobile, Britain": lambda draw: f"07{draw.choice('789')}00 {_digits(draw, 6)}",
    "landline": lambda draw: f"0{draw.choice(('10', '21'))}-{draw.choice('568')}{_digits(draw, 7)}",
    "plate": lambda draw: f"{draw.choice('京沪粤')}{draw.choice('ABCDE')}{_digits(draw, 5)}",
    "bank card": _card,
    "e-mail": lambda draw: (
        f"{draw.choice(('jane.roe', 'li', 'x_9'))}{_digits(draw, 2)}@{draw.choice(('mail', 'post'))}.example"
    ),
    "national insurance number": _national_insurance,
}


@pytest.mark.parametrize("kind", KINDS)
def test_structured_numbers_are_found_in_sentences_of_both_languages(kind: str) -> None:
    """X-16: at least 98 in 100 of each kind; nothing of a found one is left in the masked text."""
    draw = random.Random(kind)
    missed = []
    for number in range(OF_EACH):
        value = KINDS[kind](draw)
        frame = FRAMES[draw.choice(("en", "zh"))][number % 3]
        if value in masked(frame.format(value)):
            missed.append(frame.format(value))
    assert len(missed) <= 0.02 * OF_EACH, missed


@pytest.mark.parametrize(
    "text",
    [
        "My passport number is E12345678, can I renew it here?",
        "我的护照号是E12345678，能在这里换吗？",
        "I live at 17 Willow Lane and want a permit.",
        "我住在中山路18号3单元502室，想办停车证。",
    ],
)
def test_passports_and_addresses_are_found_by_their_words(text: str) -> None:
    """X-16: forms without a check digit need the words beside them."""
    assert find_personal_data(text)


@pytest.mark.parametrize("language", FRAMES)
def test_a_hundred_words_take_less_than_a_tenth_of_a_second(language: str) -> None:
    """X-16: at most 100 ms for 100 tokens; the best of three, so that a busy machine fails no one."""
    draw = random.Random(7)
    text = " ".join(frame.format(_card(draw)) for frame in FRAMES[language] * 4)
    assert len(text.split() if language == "en" else text) >= 100
    took = []
    for _ in range(3):
        start = time.process_time()
        find_personal_data(text)
        took.append(time.process_time() - start)
    assert min(took) <= 0.1
