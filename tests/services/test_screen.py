"""The first step: masking, language, flags, help at once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.privacy import PersonalDataType
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.routing import ShowEmergency
from assistant.domain.screening import MAX_MESSAGE
from tests.services.screening import directory, screened

PIECES = st.sampled_from(
    (
        "call 07700 900123", "13812345678", "jane@example.org", "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32",
        "11010519491231002X", "沪A12345", "192.168.0.1", "12 Mill Road", "市集广场1号", "https://example.com/a?b=c",
        "\u200b", "\u202e", "\x00", "\ud800", "é", "İ", "ﬁ", "１３８", "我叫张三,", "My name is Jane Roe", "[URL]", "@", ".",
    )
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=12), PIECES), max_size=12).map("".join))
def test_nothing_typed_breaks_the_screen_or_leaks(text: str) -> None:
    """Whatever comes in, the screen answers, its spans lie in the text, and the masked text holds none of them."""
    working = screened(text)
    for span in working.personal_data:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] not in working.masked_text.replace(f"[{span.type}]", "")


def test_personal_data_is_masked_but_raises_no_flag() -> None:
    """Who names a phone number with an ordinary question gets an ordinary answer."""
    working = screened("What does a parking permit cost? My number is 07700 900123")
    assert working.masked_text == "What does a parking permit cost? My number is [PHONE_NUMBER]"
    assert [span.type for span in working.personal_data] == [PersonalDataType.PHONE]
    assert working.flags == ()


def test_the_office_s_own_number_and_address_stay_readable() -> None:
    """What the directory publishes is nobody's personal data."""
    text = "Is 0555 100 400 the number of the office at 12 Mill Lane?"
    assert screened(text).masked_text == text


def test_invisible_characters_are_gone_from_the_masked_text() -> None:
    """Zero-width, bidi and full-width characters do not travel on."""
    assert screened("Ｗhat\u200b does\u202e it cost？").masked_text == "What does it cost?"


def test_a_message_of_the_limit_is_not_too_long() -> None:
    """The longest message the chat page accepts is answered like any other."""
    assert screened(("word " * MAX_MESSAGE)[:MAX_MESSAGE]).flags == ()


def test_a_message_over_the_limit_goes_to_a_person() -> None:
    """One character more is too long."""
    flags = screened(("word " * MAX_MESSAGE)[: MAX_MESSAGE + 1]).flags
    assert [flag.reason for flag in flags] == [Reason.TOO_LONG]


def test_the_language_written_counts_not_the_one_chosen() -> None:
    """A Chinese question on the English page is answered in Chinese, and the other way round."""
    assert screened("办停车证要多少钱？", Language.EN).language is Language.ZH
    assert screened("How much is the parking permit please?", Language.ZH).language is Language.EN


def test_the_chosen_language_counts_where_nothing_else_tells() -> None:
    """A form number says nothing about the language."""
    assert screened("P-12?", Language.ZH).language is Language.ZH


def test_a_few_foreign_words_do_not_matter() -> None:
    """Names of documents from elsewhere may stand in a question."""
    assert screened("Do I need my Meldebescheinigung to register in the town?").flags == ()
    assert screened("办resident parking permit要带什么？").flags == ()


def test_violence_that_is_over_shows_no_emergency() -> None:
    """What happened in the past goes to a person, not to an emergency line."""
    working = screened("I was assaulted at the station last year, can I get support?")
    assert [flag.reason for flag in working.flags] == [Reason.VIOLENCE]
    assert working.route is None


def test_violence_happening_now_shows_the_contacts_for_it() -> None:
    """The contacts are those of the directory whose kinds fit."""
    route = screened("help, my husband is hitting me").route
    assert isinstance(route, ShowEmergency)
    assert route.contacts == tuple(
        contact for contact in directory().emergency_contacts() if Reason.VIOLENCE in contact.kinds
    )


def test_a_look_alike_does_not_excuse_the_rest() -> None:
    """An exception takes away its own words only."""
    flags = screened("How do I kill weeds? I want to kill myself").flags
    assert Reason.CRISIS in {flag.reason for flag in flags}
