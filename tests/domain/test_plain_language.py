"""How easily a text is read, and what sounds cold in it (S-20)."""

from __future__ import annotations

import pytest

from assistant.domain.confidence_notes import SignalNote, signal_notes
from assistant.domain.plain_language import LONGEST_CHARACTERS, LONGEST_WORDS, plain_language
from assistant.domain.questions import Language
from assistant.services.fixed_texts import EMERGENCY

SHORT = "A permit costs 30 euros a year. You can pay by card."
LONG = (
    "A resident parking permit, which is issued by the transport department to residents of a zone who have registered a "
    "vehicle there and whose vehicle is not longer than five metres, costs 30 euros a year."
)
SHORT_ZH = "居民停车证每年收费30欧元。可以刷卡。"
LONG_ZH = "由交通部门向在该区域登记了车辆且车辆长度不超过五米并且没有自有车库或者固定车位的本区域常住居民签发的居民停车许可证每年应当缴纳的费用为30欧元。"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (SHORT, 1.0),
        (LONG, 0.0),
        (f"{SHORT} {LONG}", 2 / 3),
        (SHORT_ZH, 1.0),
        (LONG_ZH, 0.0),
        ("", 1.0),
        ("…", 1.0),
    ],
)
def test_the_score_is_the_share_of_short_sentences(text: str, plain: float) -> None:
    """S-20: at most 25 words or 50 characters a sentence, in either language."""
    assert plain_language(text).plain == pytest.approx(plain)


def test_figures_and_forms_count_as_one_word() -> None:
    """A telephone number or an amount does not make a sentence hard."""
    assert plain_language("Pay 1,500.00 euros on form W-8 at 12:30.").longest == 8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("As already stated, the fee is due.", "As already stated"),
        ("You should have read the notice.", "You should have read"),
        ("Failure to comply leads to a fine.", "Failure to comply"),
        ("That is your own fault.", "your own fault"),
        ("早就说过要带材料。", "早就说过"),
        ("不带材料后果自负。", "后果自负"),
        ("请不要再问了。", "不要再问"),
    ],
)
def test_words_that_blame_or_close_a_door_are_found(text: str, words: str) -> None:
    """S-20: the tone check names the words, in both languages."""
    ((start, end),) = plain_language(text).cold
    assert text[start:end] == words


@pytest.mark.parametrize(
    "text",
    [
        SHORT,
        SHORT_ZH,
        "Please bring your passport. If you cannot come, call us.",
        "You must register within 14 days.",
        "The permit is not transferable.",
        "您可以委托他人办理，请带上身份证。",
        "不予办理的，会书面说明理由。",
        "Parents are responsible for their children.",
    ],
)
def test_plain_rules_are_not_cold(text: str) -> None:
    """A duty or a refusal that is simply told is no bad tone."""
    assert plain_language(text).cold == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_words_for_danger_are_plain_and_warm(language: Language) -> None:
    """S-20: what is shown in a crisis passes the check that drafts go through."""
    for text in EMERGENCY.values():
        found = plain_language(text[language])
        assert found.cold == ()
        assert found.longest <= (LONGEST_CHARACTERS if language is Language.ZH else LONGEST_WORDS)


def test_the_reviewer_is_told_of_long_sentences_and_a_cold_tone() -> None:
    """S-20: both are doubts beside the draft; a short and friendly one has neither."""
    assert signal_notes({"plain_sentences": 0.5, "cold_words": 2.0}) == (
        SignalNote.LONG_SENTENCES,
        SignalNote.COLD_TONE,
    )
    assert signal_notes({"plain_sentences": 1.0, "cold_words": 0.0}) == ()
