"""The directory file: read strictly, every error named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from assistant.adapters.directory_file import DirectoryError, DirectoryFile
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.services.emergency_contacts import EmergencyContacts
from tests.services.screening import DIRECTORY

Change = Callable[[dict[str, Any]], object]


def changed(tmp_path: Path, change: Change) -> Path:
    """The sample directory with one change."""
    data = yaml.safe_load(DIRECTORY.read_text(encoding="utf-8"))
    change(data)
    path = tmp_path / "directory.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def test_the_sample_directory_is_read_whole() -> None:
    """Departments, topics, contacts, town and time zone come out as they stand in the file."""
    directory = DirectoryFile(DIRECTORY)
    assert [one.id for one in directory.departments()][:2] == ["registry", "housing"]
    assert directory.topics()[0].terms[Language.ZH][0] == "居住登记"
    assert directory.emergency_contacts()[1].kinds == (Reason.CRISIS,)
    assert directory.town_name(Language.ZH) == "奥德摩尔市"
    assert directory.time_zone == ZoneInfo("Europe/Berlin")


CHANGES: dict[str, Change] = {
    "mayor: unknown field": lambda d: d.update(mayor="x"),
    "topics: missing": lambda d: d.pop("topics"),
    "town.time_zone: unknown time zone": lambda d: d["town"].update(time_zone="Mars/Base"),
    "town.name.zh: missing": lambda d: d["town"]["name"].pop("zh"),
    "town.name.fr: unknown field": lambda d: d["town"]["name"].update(fr="x"),
    "departments[0].phone: must be a text": lambda d: d["departments"][0].update(phone=112),
    "departments[1].promise_hours: must be": lambda d: d["departments"][1].update(promise_hours=0),
    "departments[2].promise_hours: must be": lambda d: d["departments"][2].update(promise_hours=True),
    "departments[0].human_contact_floor: must be": lambda d: d["departments"][0].update(
        human_contact_floor=20
    ),
    "departments[1].id: 'registry' is used twice": lambda d: d["departments"][1].update(id="registry"),
    "topics[3].id: 'civil-records' is used twice": lambda d: d["topics"][3].update(id="civil-records"),
    "topics[0].department_id: no department": lambda d: d["topics"][0].update(department_id="x"),
    "topics[0].terms.en: must be a list": lambda d: d["topics"][0]["terms"].update(en=[]),
    "topics[0].terms.en[0]: must be a text": lambda d: d["topics"][0]["terms"].update(en=[5]),
    "emergency_contacts[0].kinds: unknown kind": lambda d: d["emergency_contacts"][0].update(kinds=["flood"]),
    "emergency_contacts: no contact of kind 'violence'": lambda d: [
        each.update(kinds=["crisis", "safeguarding_minor"]) for each in d["emergency_contacts"]
    ],
    "emergency_contacts[1].phone: must be a telephone number": lambda d: d["emergency_contacts"][1].update(
        phone="ask at the desk"
    ),
    "emergency_contacts[1].name.zh: missing": lambda d: d["emergency_contacts"][1]["name"].pop("zh"),
    "emergency_contacts[1].departments: no department": lambda d: d["emergency_contacts"][1].update(
        departments=["x"]
    ),
    "emergency_contacts: no contact of kind 'crisis' for every department": lambda d: [
        each.update(departments=["housing"]) for each in d["emergency_contacts"]
    ],
    "emergency_contacts: more than 4 contacts of kind 'crisis' for 'housing'": lambda d: d[
        "emergency_contacts"
    ].extend([{**d["emergency_contacts"][1], "departments": ["housing"]}] * 3),
    "departments: must be a list": lambda d: d.update(departments={}),
    "departments[0]: must be a mapping": lambda d: d.update(departments=["registry"]),
}


@pytest.mark.parametrize("message", CHANGES)
def test_an_error_names_file_and_field(tmp_path: Path, message: str) -> None:
    """Each mistake stops the start and says where it is."""
    path = changed(tmp_path, CHANGES[message])
    with pytest.raises(DirectoryError) as caught:
        DirectoryFile(path)
    assert str(caught.value).startswith(f"{path}: {message}")


@pytest.mark.parametrize("content", [b"- a list", b"a: [", b"\xff\xfe"])
def test_a_file_that_is_no_directory_is_refused(tmp_path: Path, content: bytes) -> None:
    """Lists, broken YAML and other encodings are errors of this file."""
    path = tmp_path / "directory.yaml"
    path.write_bytes(content)
    with pytest.raises(DirectoryError, match="directory"):
        DirectoryFile(path)


def test_a_department_may_set_a_floor_of_human_contact(tmp_path: Path) -> None:
    """S-17: a share of its own; where none is written, there is none."""
    path = changed(tmp_path, lambda d: d["departments"][1].update(human_contact_floor=0.2))
    floors = [one.human_contact_floor for one in DirectoryFile(path).departments()]
    assert floors[:3] == [None, 0.2, None]


def test_a_department_has_contacts_of_its_own(tmp_path: Path) -> None:
    """They come first for its matters, and for no other department's; everybody's follow (S-20)."""
    own = {
        "name": {"en": "Homelessness line", "zh": "无家可归者热线"},
        "phone": "0555 100 130",
        "when": {"en": "Day and night", "zh": "全天"},
        "kinds": ["crisis"],
        "departments": ["housing"],
    }
    path = changed(tmp_path, lambda d: d["emergency_contacts"].append(own))
    contacts = EmergencyContacts(DirectoryFile(path))
    housing = contacts.for_message(
        "I lose my home, I cannot pay the rent deposit of my tenancy", {Reason.CRISIS}
    )
    assert housing.department_id == "housing"
    assert [one.phone for one in housing.contacts] == ["0555 100 130", "112", "0555 100 111"]
    other = contacts.for_message("no way out", {Reason.CRISIS})
    assert (other.department_id, [one.phone for one in other.contacts]) == (None, ["112", "0555 100 111"])
    violence = contacts.for_message("my landlord hits me, tenancy", {Reason.VIOLENCE})
    assert "0555 100 130" not in [one.phone for one in violence.contacts]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """The error names the file that is not there."""
    with pytest.raises(DirectoryError, match=r"nowhere\.yaml"):
        DirectoryFile(tmp_path / "nowhere.yaml")
