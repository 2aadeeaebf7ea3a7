"""Personal data: what is found, what is not, and how it is masked (X-16)."""

from __future__ import annotations

import pytest

from assistant.domain.check_digits import iban, luhn, resident_id
from assistant.domain.personal_data import PublishedContacts, find_personal_data, mask
from assistant.domain.privacy import PersonalDataType as Type

FOUND = [
    (Type.EMAIL, "jane.roe+town@example.co.uk"),
    (Type.EMAIL, "jane (at) example (dot) org"),
    (Type.PHONE, "07700 900123"),
    (Type.PHONE, "+44 20 7946 0958"),
    (Type.PHONE, "0044 7700 900 123"),
    (Type.PHONE, "(555) 234-5678"),
    (Type.PHONE, "555-234-5678 x12"),
    (Type.PHONE, "030/1234567"),
    (Type.PHONE, "13812345678"),
    (Type.PHONE, "138-1234-5678"),
    (Type.PHONE, "+86 138 1234 5678"),
    (Type.PHONE, "010-62345678"),
    (Type.PHONE, "0755 8234 5678"),
    (Type.PHONE, "１３８１２３４５６７８"),
    (Type.CREDIT_CARD, "4111 1111 1111 1111"),
    (Type.CREDIT_CARD, "6222021234567890128"),
    (Type.CREDIT_CARD, "3782-822463-10005"),
    (Type.IBAN, "GB82 WEST 1234 5698 7654 32"),
    (Type.IBAN, "de89370400440532013000"),
    (Type.CN_ID, "11010519491231002X"),
    (Type.CN_ID, "110105194912310 02x".replace(" ", "")),
    (Type.CN_PLATE, "沪A12345"),
    (Type.CN_PLATE, "粤B·D12345"),
    (Type.PASSPORT, "E12345678"),
    (Type.PASSPORT, "EA1234567"),
    (Type.NATIONAL_INSURANCE, "AB 12 34 56 C"),
    (Type.US_SSN, "123-45-6789"),
    (Type.IP_ADDRESS, "192.168.10.254"),
    (Type.IP_ADDRESS, "2001:db8::ff00:42:8329"),
    (Type.URL, "https://example.com/profile?user=7"),
    (Type.ADDRESS, "12 Baker Street"),
    (Type.ADDRESS, "flat 3, 12 mill lane"),
    (Type.ADDRESS, "Lindenstraße 14a"),
    (Type.ADDRESS, "SW1A 2AA"),
    (Type.ADDRESS, "中山路12号3栋502室"),
    (Type.ADDRESS, "阳光花园3栋2单元501室"),
]


@pytest.mark.parametrize(("kind", "value"), FOUND)
@pytest.mark.parametrize("frame", ["{}", "It is {}, thanks.", "我的是：{}，谢谢"])
def test_it_is_found_whole_wherever_it_stands(kind: Type, value: str, frame: str) -> None:
    """Alone, in an English and in a Chinese sentence, with exact offsets."""
    text = frame.format(value)
    (span,) = find_personal_data(text)
    assert span.type is kind
    assert text[span.start : span.end] == value


@pytest.mark.parametrize(
    "text",
    [
        "between 2024-01-15 and 31.12.2026 at 10:30:15",
        "The fee is 1 234 567 euros, or 12,500.00 EUR, or ¥100 000 000",
        "Form P-12, section 4.2.1, paragraphs 3 to 12",
        "in the years 2024 2025 2026 and 2019-2023",
        "2 minutes drive from my road, 5 cars in the street",
        "Is the number 4111 1111 1111 1112 valid?",
        "第12条第3款，2026年11月24日，3号窗口，2号线",
        "What is on www.gov.uk and europa.eu/rules?",
        "112 and 999 and 120",
        "zone B, 80335",
    ],
)
def test_ordinary_numbers_are_not_personal_data(text: str) -> None:
    """Dates, amounts, articles, opening times, public sites."""
    assert find_personal_data(text) == ()


def test_a_value_found_once_is_masked_everywhere() -> None:
    """A number that only its context gave away is masked where it stands without context too."""
    text = "My passport no is C1234567K. Is C1234567K still valid?"
    assert mask(text, find_personal_data(text)) == "My passport no is [PASSPORT]. Is [PASSPORT] still valid?"


def test_a_name_given_as_one_s_own_is_masked() -> None:
    """People who introduce themselves are not sent on by name."""
    english, chinese = "My name is Jane Roe, hello", "我叫张小明，想问停车证"
    assert mask(english, find_personal_data(english)) == "My name is [PERSON_NAME], hello"
    assert mask(chinese, find_personal_data(chinese)) == "我叫[PERSON_NAME],想问停车证"


def test_invisible_characters_do_not_hide_a_number() -> None:
    """The span reaches from the first to the last character as typed."""
    text = "call 0770\u200b0 900\u200d123 now"
    (span,) = find_personal_data(text)
    assert text[span.start : span.end] == "0770\u200b0 900\u200d123"
    assert mask(text, (span,)) == "call [PHONE_NUMBER] now"


def test_published_numbers_and_addresses_are_not_personal() -> None:
    """With or without the country's code, in any case."""
    published = PublishedContacts.of(["0555 100 200"], ["12 Mill Lane, first floor"])
    assert find_personal_data("0555 100 200 or +49 555 100 200, at 12 mill lane", published) == ()
    assert len(find_personal_data("0555 100 201, 14 Mill Lane", published)) == 2


def test_check_digits_tell_a_number_from_any_other() -> None:
    """One digit changed and the number is none."""
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")
    assert not luhn("0000000000000000")
    assert iban("GB82WEST12345698765432")
    assert not iban("GB82WEST12345698765433")
    assert resident_id("11010519491231002X")
    assert not resident_id("110105194912310021")
    assert not resident_id("110105194913310029")
