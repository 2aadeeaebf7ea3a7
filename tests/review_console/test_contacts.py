"""The page of the emergency contacts: looking, trying out, changing, the second person, and bringing a list back."""

from __future__ import annotations

import pytest

from assistant.domain.contact_changes import EMERGENCY_KINDS, ContactChangeState
from review_console import labels_contacts as labels
from tests.review_console.scripted_town import Town

LIST = {
    "kind": "crisis",
    "department_id": None,
    "first_day": "2026-11-24",
    "last_day": None,
    "contacts": [
        {
            "name": {"en": "Night line", "zh": "夜间热线"},
            "phone": "0555 200 200",
            "when": {"en": "Day and night", "zh": "日夜"},
        }
    ],
    "id": "contacts-1",
    "why": "A new number",
    "by": "Edith Editor",
    "at": "2026-11-24T09:00:00+00:00",
    "state": "proposed",
    "may_change": True,
}


@pytest.mark.parametrize(
    ("found", "codes"), [(labels.DANGERS, EMERGENCY_KINDS), (labels.CHANGE_STATES, ContactChangeState)]
)
def test_each_code_has_a_label(found: dict[str, str], codes: type) -> None:
    """Staff never read a bare code."""
    assert set(found) == {str(code) for code in codes}  # type: ignore[attr-defined]


def _part(page, name: str) -> None:  # type: ignore[no-untyped-def]
    chooser = next(found for found in page.app.segmented_control if found.label == "Show")
    chooser.set_value(name).run()


def test_the_numbers_in_force_stand_there_by_danger(visit) -> None:  # type: ignore[no-untyped-def]
    """Whoever reads policies may look; foreign text is mere text."""
    html = visit("carol", "contacts").html()
    for shown in ("Somebody may take their life", "0555 100 111", "Day and night", "&lt;script&gt;"):
        assert shown in html
    assert "<script>" not in html


def test_a_tried_message_shows_whom_the_citizen_would_call(visit) -> None:  # type: ignore[no-untyped-def]
    """And says so where no danger is seen."""
    page = visit("carol", "contacts")
    _part(page, "try")
    page.field("Message").set_value("I want to end my life").run()
    page.press("Try it out")
    assert "Danger seen" in page.html()
    assert "0555 100 111" in page.html()
    page.field("Message").set_value("Where is the library?").run()
    page.press("Try it out")
    assert "No danger is seen" in page.notices()


def test_a_list_is_stated_in_both_languages_and_waits(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """The form is empty afterwards."""
    page = visit("edith", "contacts")
    _part(page, "changes")
    page.field("Number 1").set_value("0555 200 200").run()
    for language, name, when in (("English", "Night line", "At night"), ("Chinese", "夜间热线", "夜里")):
        page.field(f"Who answers number 1, in {language}").set_value(name).run()
        page.field(f"When to call number 1, in {language}").set_value(when).run()
    page.field("Reason").set_value("A new number").run()
    page.press("State the change")
    (change,) = town.contacts
    (contact,) = change["contacts"]
    assert (change["kind"], change["department_id"], contact["phone"]) == ("crisis", None, "0555 200 200")
    assert contact["name"] == {"en": "Night line", "zh": "夜间热线"}
    assert contact["when"] == {"en": "At night", "zh": "夜里"}
    assert "It waits for a second person." in page.notices()
    assert page.field("Number 1").value == ""


def test_a_list_is_confirmed_by_somebody_else_and_brought_back(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """Whoever proposed it sees no button to confirm; a list that was in force can be proposed again."""
    town.contacts.append(dict(LIST))
    page = visit("edith", "contacts")
    _part(page, "changes")
    assert "Confirm" not in page.buttons()
    assert "Somebody else must confirm what you proposed." in page.html()
    page = visit("sam", "contacts")
    _part(page, "changes")
    page.press("Confirm")
    assert town.contacts[0]["state"] == "in_force"
    page.press("Bring back this list")
    assert (town.contacts[1]["state"], town.contacts[1]["by"]) == ("proposed", "Sam Supervisor")


def test_who_may_not_change_contacts_sees_no_form(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """They read the history."""
    town.contacts.append({**LIST, "may_change": False})
    page = visit("carol", "contacts")
    _part(page, "changes")
    assert {"State the change", "Confirm", "Decline"}.isdisjoint(page.buttons())
    assert "A new number" in page.html()
