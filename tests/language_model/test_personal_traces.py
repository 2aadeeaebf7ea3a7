"""What a citizen said of themselves reaches the person who decides, and nothing and nobody else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assistant.domain.questions import Language
from tests.language_model.personal_traces import LEAST_SENT, REVIEWER, Glass, glass_installation

ENGLISH = {
    "name": "Quentin Abernathy",
    "e-mail": "q.abernathy@example.org",
    "telephone": "07700 900123",
    "street": "7 Linden Avenue",
    "passport": "502135326",
    "national insurance": "QQ123456C",
    "card": "4111 1111 1111 1111",
    "account": "GB82WEST12345698765432",
    "day of birth": "12/03/1985",
    "plate": "AB12 CDE",
}
CHINESE = {
    "name": "张子轩",
    "identity card": "11010519491231002X",
    "mobile": "13812345678",
    "landline": "010-62345678",
    "plate": "粤BD12345",
    "passport": "E12345678",
    "card": "6222021234567890128",
    "messenger": "zhang_2024x",
    "street": "中山路12号3栋502室",
    "permit": "C12345678",
}
ASKED = (
    f"My name is {ENGLISH['name']}, {ENGLISH['e-mail']}. What does a resident parking permit cost at {ENGLISH['street']}?",
    f"And for my car {ENGLISH['plate']}? Call {ENGLISH['telephone']}, born on or so, date of birth {ENGLISH['day of birth']}.",
    f"What does it cost by card {ENGLISH['card']} or from {ENGLISH['account']}? "
    f"Passport {ENGLISH['passport']}, {ENGLISH['national insurance']}.",
    "And how much is that?",
)
ASKED_IN_CHINESE = (
    f"我叫{CHINESE['name']}，身份证{CHINESE['identity card']}，住{CHINESE['street']}，居民停车证多少钱？",
    f"那{CHINESE['plate']}呢？手机{CHINESE['mobile']}，电话{CHINESE['landline']}，微信{CHINESE['messenger']}",
    f"停车证怎么付款？银行卡{CHINESE['card']}，护照{CHINESE['passport']}，通行证{CHINESE['permit']}",
    "那要多少钱？",
)
TAP = "the tap of the log is open"
HINT = "Think of Quentin Abernathy, 07700 900123"


@dataclass(frozen=True)
class Told:
    """What was asked, and what it left."""

    glass: Glass
    asked: tuple[str, ...]
    asked_in_chinese: tuple[str, ...]
    traces: dict[str, bytes]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Conversations with follow-ups, one while the search is broken, a draft anew with a hint, what people need gathered."""
    with (
        pytest.MonkeyPatch.context() as patch,
        glass_installation(tmp_path_factory.mktemp("traces") / "data", patch) as glass,
    ):
        asked = glass.ask(Language.EN, *ASKED)
        asked_in_chinese = glass.ask(Language.ZH, *ASKED_IN_CHINESE)
        logging.getLogger("assistant.services").debug(TAP)
        glass.embeddings.broken = True
        glass.ask(Language.EN, ASKED[0])
        glass.embeddings.broken = False
        reviewing, case_id = glass.installation.desk.review_cases, glass.case_of(asked[0])
        reviewing.claim(REVIEWER, case_id)
        reviewing.redraft(REVIEWER, case_id, HINT)
        glass.installation.desk.needs.gathering.settle()
        yield Told(glass, tuple(asked), tuple(asked_in_chinese), glass.traces())


def test_the_taps_are_where_the_words_pass(told: Told) -> None:
    """Every place that is searched below holds the masked words of the question, so that an empty tap proves nothing."""
    assert len(told.traces["traffic"]) > LEAST_SENT
    for place in ("traffic", "requests", "embeddings", "searches"):
        assert b"[PERSON_NAME]" in told.traces[place] or b"[STREET_ADDRESS]" in told.traces[place]
    assert TAP.encode() in told.traces["log"]
    assert b"SQLite format 3" in told.traces["files"]


@pytest.mark.parametrize(
    "place", ["traffic", "requests", "addresses", "embeddings", "searches", "log", "files"]
)
@pytest.mark.parametrize("value", [*ENGLISH.values(), *CHINESE.values()])
def test_nothing_that_leaves_or_stays_behind_holds_it(told: Told, place: str, value: str) -> None:
    """X-16, S-10: not the model, the embedding, the search, the log, an address, nor a file on disk, follow-ups included."""
    held = told.traces[place]
    escaped = value.encode("ascii", "backslashreplace")
    for form in (value, value.lower(), value.replace(" ", ""), value.replace(" ", "").replace("-", "")):
        assert form.encode() not in held
    assert escaped not in held


@pytest.mark.parametrize("language", list(Language))
def test_the_person_who_decides_sees_what_was_typed(told: Told, language: Language) -> None:
    """X-16: the handler of the case reads the question whole, whatever the engine was shown."""
    asked, typed = (
        (told.asked, ASKED) if language is Language.EN else (told.asked_in_chinese, ASKED_IN_CHINESE)
    )
    reviewing = told.glass.installation.desk.review_cases
    case = reviewing.read(REVIEWER, told.glass.case_of(asked[0]))
    assert case.question == typed[0]
    assert typed[0] in [message.text for message in case.conversation]
