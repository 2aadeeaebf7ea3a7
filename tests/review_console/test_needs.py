"""Tasks, needs, the weekly report, the agenda and calls back in the console."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest

from tests.review_console.conftest import Console
from tests.review_console.scripted_tasks import build_tasks
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import HOSTILE

Visit = Callable[[str, str], Console]


@pytest.fixture(autouse=True)
def _something_to_do(town: Town) -> None:
    build_tasks(town)


def _open(console: Console, key: str) -> None:
    next(found for found in console.app.button if found.key == key).click().run()


def test_tasks_tell_whose_they_are_and_what_is_late(visit: Visit) -> None:
    """The list names kind, department and the day that has passed."""
    shown = visit("edith", "tasks").html()
    assert "Permit fee: 84 or 96 euros" in shown
    assert "Past its day" in shown
    assert "Contradiction" in shown
    assert escape(HOSTILE) in shown


def test_titles_and_notes_of_the_system_are_in_the_readers_language(visit: Visit, town: Town) -> None:
    """A Chinese screen shows no English of ours; names in it stand as they were written."""
    task = town.tasks["task-1"] | {"title_kind": "contradiction", "title_facts": ["Fees", "Permits"]}
    note = {"step": "noted", "by": "system", "at": task["opened_at"], "note": "newer_version:3"}
    town.tasks["task-1"] = task | {"detail": "lapsed:conflict", "events": [note]}
    console = visit("edith", "tasks")
    console.app.session_state["language"] = "zh"
    console.app.run()
    assert "《Fees》与《Permits》相互矛盾" in console.html()
    _open(console, "task:task-1")
    assert "所引用的文本存在尚未解决的矛盾。" in console.html()
    assert "其间已发布第 3 版" in console.html()


def test_a_task_is_done_with_a_note_only(visit: Visit, town: Town) -> None:
    """Somebody says what came of it."""
    console = visit("edith", "tasks")
    _open(console, "task:task-1")
    console.press("Done")
    assert "Write a note first." in console.notices()
    console.field("Note").set_value("Both say 96 now.").run()
    console.press("Done")
    assert town.tasks["task-1"]["state"] == "done"
    assert "Both say 96 now." in console.html()


def test_a_task_is_given_to_a_person(visit: Visit, town: Town) -> None:
    """Whose it is is chosen by name."""
    console = visit("edith", "tasks")
    _open(console, "task:task-1")
    console.field("Give it to").set_value("staff-sam").run()
    console.press("Give")
    assert town.tasks["task-1"]["assignee_id"] == "staff-sam"


def test_whoever_may_only_read_sees_no_buttons(visit: Visit) -> None:
    """The page offers nothing that would be refused."""
    console = visit("edith", "tasks")
    _open(console, "task:task-2")
    assert "Done" not in console.buttons()


def test_a_person_opens_a_task(visit: Visit, town: Town) -> None:
    """An editor offers kinds of documents only, no contact with people."""
    console = visit("edith", "tasks")
    kinds = [found for found in console.app.selectbox if found.label == "Kind"][-1]
    assert "Call back" not in kinds.options
    assert "Visit" not in kinds.options
    console.field("What is to be done").set_value("Write about kites")
    console.press("Open the task")
    assert town.tasks["task-3"]["title"] == "Write about kites"


def test_needs_are_listed_by_name_with_their_weeks(visit: Visit) -> None:
    """S-16: words, counts, and the bars in words for whoever sees none."""
    shown = visit("edith", "needs").html()
    assert "swimming pool lane" in shown
    assert "4 questions of 3 people" in shown
    assert "Questions in each of the last 12 weeks: 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 1" in shown
    assert "Not named yet" in shown


def test_what_people_wrote_is_asked_for_and_logged(visit: Visit, town: Town) -> None:
    """X-21: opening a need reads nobody's words; the switch does, once."""
    console = visit("sam", "needs")
    _open(console, "need:need-1")
    assert [one["action"] for one in town.audit if one["action"] == "need_questions_read"] == []
    console.toggle("Show what was asked")
    console.app.run()
    assert escape(HOSTILE) in console.html()
    assert [one["action"] for one in town.audit].count("need_questions_read") == 1


def test_an_editor_is_offered_no_words_of_people(visit: Visit) -> None:
    """A policy editor sees counts."""
    console = visit("edith", "needs")
    _open(console, "need:need-1")
    assert not any("Show what was asked" in found.label for found in console.app.toggle)


def test_one_click_asks_for_a_document(visit: Visit, town: Town) -> None:
    """S-16: a gap becomes a knowledge task."""
    console = visit("edith", "needs")
    _open(console, "need:need-1")
    console.press("Ask for a document")
    assert town.tasks["task-3"]["title"] == "swimming pool lane"
    assert town.needs["need-1"]["need"]["state"] == "tasked"


def test_a_need_is_closed_on_a_persons_word(visit: Visit, town: Town) -> None:
    """S-08: nothing is sent before somebody says that the version answers what was asked."""
    town.needs["need-1"]["need"]["proposed"] = "parking-permits-1"
    console = visit("sam", "needs")
    _open(console, "need:need-1")
    version = town.documents["parking-permits"]["versions"][0]["id"]
    console.field("Version that answers it").set_value(version).run()
    assert "Close the need and answer those who asked" not in console.buttons()
    console.app.checkbox[0].check().run()
    console.press("Close the need and answer those who asked")
    assert town.needs["need-1"]["need"]["served_by"] == version
    assert "told in the conversation" in console.html()


def test_an_editor_proposes_but_does_not_close(visit: Visit, town: Town) -> None:
    """S-08: whoever may not answer people may name the version."""
    console = visit("edith", "needs")
    _open(console, "need:need-1")
    version = town.documents["parking-permits"]["versions"][0]["id"]
    console.field("Version that answers it").set_value(version).run()
    assert not console.app.checkbox
    console.press("Propose it")
    assert town.needs["need-1"]["need"]["proposed"] == version


def test_a_person_joins_two_needs_that_mean_the_same(visit: Visit, town: Town) -> None:
    """The other need takes over the questions and is opened."""
    console = visit("edith", "needs")
    _open(console, "need:need-2")
    console.toggle("It is the same as another need")
    console.field("The other need").set_value("need-1").run()
    console.press("Make it part of that need")
    assert town.needs["need-2"]["need"]["state"] == "merged"
    assert "8 questions of 3 people" in console.html()


def test_a_person_takes_a_need_apart(visit: Visit, town: Town) -> None:
    """S-16: the ticked question becomes a need of its own, which opens; what was not ticked stays."""
    console = visit("sam", "needs")
    _open(console, "need:need-1")
    console.toggle("Show what was asked")
    console.toggle("Some of these ask for something else")
    assert "Make a need of those ticked" not in console.buttons()
    next(one for one in console.app.checkbox if "sauna" in one.label).check().run()
    console.press("Make a need of those ticked")
    assert "The questions are a need of their own now." in console.notices()
    assert town.needs["need-1"]["need"]["questions"] == 3
    assert console.app.session_state["open_need"] == "need-3"


def test_needs_of_two_languages_are_told_apart_and_may_be_joined(visit: Visit, town: Town) -> None:
    """S-16: the choice names the languages, and says what joining means, before anybody joins."""
    town.needs["need-2"]["need"] |= {"words": ["游泳馆"], "language": "zh", "languages": {"zh": 2}}
    console = visit("edith", "needs")
    _open(console, "need:need-2")
    assert "Chinese: 2" in console.html()
    console.toggle("It is the same as another need")
    console.field("The other need").set_value("need-1").run()
    assert "They were asked in different languages" in "".join(console.notices())
    console.press("Make it part of that need")
    assert town.needs["need-2"]["need"]["state"] == "merged"


def test_the_report_gives_each_need_an_owner_and_a_day(visit: Visit) -> None:
    """S-16: where no person took it, the department stands there."""
    shown = visit("edith", "needs_report").html()
    assert "swimming pool lane" in shown
    assert "3 questions of 3 people were not served." in shown
    assert shown.count("Transport") >= 2


def test_the_agenda_shows_empty_sections_too(visit: Visit) -> None:
    """S-06: that nothing was passed on is said, not left out."""
    console = visit("edith", "agenda")
    headings = [found.value.replace("\\", "") for found in console.app.subheader]
    assert headings == [
        "Contradictions not settled (1)",
        "Cases passed on between departments (0)",
        "Knowledge gaps (2)",
        "Pages that misled (0)",
        "Tasks past their day (0)",
        "Too few conversations with a person (0)",
    ]


def test_a_closed_case_offers_a_call_back_once(visit: Visit, town: Town) -> None:
    """S-31: with one call open, no second is offered."""
    town.cases["case-1"]["state"] = "replied"
    console = visit("carol", "cases")
    console.app.session_state["open_case"] = "case-1"
    console.app.run()
    console.press("Ask for a call back")
    assert [one["kind"] for one in town.tasks.values()].count("call_back") == 1
    assert "Ask for a call back" not in console.buttons()


def test_a_department_below_its_floor_of_human_contact_is_on_the_agenda(visit: Visit) -> None:
    """S-17: share and floor are read there, and the way leads to the figures, not to a task."""
    console = visit("sam", "agenda")
    assert "12% &lt; 20%" in console.html()
    assert "To the figures" in console.buttons()
