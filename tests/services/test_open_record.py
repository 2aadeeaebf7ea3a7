"""The open record tells what is true of the running system, and nothing that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.adapters.office_file import OfficeFileError, read_office, read_register
from assistant.domain.office_facts import NOT_STATED, RiskArea
from assistant.domain.questions import Language
from assistant.services.card_texts import CARD, HEADINGS, CardPart, CardSaid
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.small_records import small_records

ROOT = Path(__file__).parents[2]


@pytest.fixture
def room(tmp_path: Path) -> AskingRoom:
    """A town in which somebody asks."""
    return AskingRoom(make_sqlite_store(tmp_path))


def leaves(value: object) -> list[object]:
    """Every value of a record that holds no others."""
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)] if value else [""]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)] if value else [""]
    return [value]


def test_no_field_of_the_record_is_empty(room: AskingRoom) -> None:
    """L-29: both tiers and all five sections; what the office has not said is said to be not stated."""
    record = small_records(room).atrs()
    assert all(leaf not in ("", None) for leaf in leaves(record))
    assert isinstance(record["tier_2"], dict)
    assert [name[0] for name in record["tier_2"]] == ["1", "2", "3", "4", "5"]
    assert NOT_STATED in leaves(record)


def test_scale_and_performance_are_those_of_the_store(room: AskingRoom) -> None:
    """L-29: counted, not copied: a question more and the record tells one more; the certificate's figures as signed."""
    records = small_records(room)
    room.sign(a_certificate_for_parking(room))
    room.process(releasable())
    text = str(records.atrs())
    assert "'answered': 1" in text
    assert "'labelled': 40" in text
    assert "'upper_bound': 0.056" in text


@pytest.mark.parametrize("language", list(Language))
def test_the_card_has_its_headings_and_live_figures(room: AskingRoom, language: Language) -> None:
    """L-06: purpose, accuracy with its measure, failures, oversight, log; without a certificate it says so."""
    records = small_records(room)
    before = {one.part: " ".join(one.sentences) for one in records.card(language)}
    assert list(before) == list(CardPart)
    assert before[CardPart.ACCURACY] == CARD[CardSaid.NO_CERTIFICATE][language]
    room.sign(a_certificate_for_parking(room))
    after = {one.part: " ".join(one.sentences) for one in records.card(language)}
    assert "40" in after[CardPart.ACCURACY]
    assert "5.6 %" in after[CardPart.ACCURACY]
    assert "15 %" in after[CardPart.OVERSIGHT]


def test_the_card_says_that_the_machine_assists_and_a_person_is_responsible(room: AskingRoom) -> None:
    """L-13: on the public page, in both languages."""
    for language in Language:
        card = " ".join(said for one in small_records(room).card(language) for said in one.sentences)
        assert CARD[CardSaid.ASSISTS][language] in card


def test_models_are_named_where_there_are_some(room: AskingRoom) -> None:
    """What drafts is told; without a model that is told too."""
    with_model = str(small_records(room, ("model-a", "model-b")).card(Language.EN))
    assert "model-a; model-b" in with_model
    assert CARD[CardSaid.NO_MODEL][Language.EN] in str(small_records(room).card(Language.EN))


def test_the_register_covers_every_area_and_its_tests_exist() -> None:
    """L-33: each risk has a measure, an owner and a way to switch the part at risk off; each named test is there."""
    risks = read_register()
    assert {one.area for one in risks} == set(RiskArea)
    assert all(one.owner and one.disengage for one in risks)
    assert [path for one in risks for path in one.tests if not (ROOT / path).exists()] == []
    assert len({one.id for one in risks}) == len(risks)


def test_an_office_file_is_read_and_faults_are_named(tmp_path: Path) -> None:
    """A missing file states nothing; an unknown or empty field is refused by its name."""
    directory = tmp_path / "directory.yaml"
    assert read_office(directory).team == NOT_STATED
    office = tmp_path / "office.yaml"
    office.write_text("team: Digital team\n")
    assert read_office(directory).team == "Digital team"
    for wrong, name in (("budget: 3\n", "budget"), ("team: ''\n", "team"), ("- a\n", "the file")):
        office.write_text(wrong)
        with pytest.raises(OfficeFileError, match=name):
            read_office(directory)


def test_a_register_without_an_area_is_refused(tmp_path: Path) -> None:
    """L-33: the minimum rows are a minimum."""
    whole = (ROOT / "assistant" / "risk_register.yaml").read_text(encoding="utf-8")
    cut = tmp_path / "register.yaml"
    cut.write_text(whole.replace("area: value_chain", "area: privacy"), encoding="utf-8")
    with pytest.raises(OfficeFileError, match="value_chain"):
        read_register(cut)


def test_every_sentence_of_the_card_is_there_in_every_language() -> None:
    """With the same places."""
    for texts in (*CARD.values(), *HEADINGS.values()):
        places = {
            tuple(sorted({part.split("}")[0] for part in text.split("{")[1:]})) for text in texts.values()
        }
        assert set(texts) == set(Language)
        assert len(places) == 1
