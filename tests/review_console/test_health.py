"""The pages of health and history, and reporting a page from a case."""

from __future__ import annotations

import csv
import io
from html import escape

from streamlit.util import calc_hash

from review_console import bars
from review_console.views.health import as_csv
from review_console.wire_health import DocumentHealth
from tests.review_console.conftest import Console
from tests.review_console.scripted_health import document
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import HOSTILE


def _go(console: Console, url_path: str) -> None:
    """Open a page of the navigation: the harness itself only knows pages that are files."""
    console.app._page_hash = calc_hash(url_path)
    console.app.run()


def test_documents_stand_in_the_order_asked_for(console: Console) -> None:
    """By damage at first; by replies where chosen. An overdue review is named in words."""
    console.sign_in("edith")
    _go(console, "health")
    page = console.html()
    assert page.index("Resident parking permits") < page.index("Bus fares")
    assert "overdue" in page
    console.field("Sort by").set_value("replies").run()
    page = console.html()
    assert page.index("Bus fares") < page.index("Resident parking permits")


def test_an_empty_base_says_what_will_appear(console: Console, town: Town) -> None:
    """No invented figures: words until the first publication."""
    town.documents.clear()
    console.sign_in("edith")
    _go(console, "health")
    assert "No document is published yet." in console.notices()


def test_a_review_is_put_on_record_with_its_next_day(console: Console, town: Town) -> None:
    """The version shown is the one reviewed, and the proposed day stands unless changed."""
    console.sign_in("edith")
    _go(console, "health")
    console.field("Look at a document").set_value("parking-permits").run()
    console.field("Note (optional)").set_value("Fees checked").run()
    console.press("Reviewed, still right")
    assert town.reviews[0]["version_id"] == "version-parking-permits-1"
    assert (town.reviews[0]["next_review"], town.reviews[0]["note"]) == ("2099-01-01", "Fees checked")
    assert "Reviewed by Edith Editor" in console.html()


def test_a_caseworker_reads_the_health_but_reviews_nothing(console: Console) -> None:
    """The form is for those who keep the documents."""
    console.sign_in("carol")
    _go(console, "health")
    console.field("Look at a document").set_value("parking-permits").run()
    assert "Passages never found" in [found.value for found in console.app.subheader]
    assert "Reviewed, still right" not in console.buttons()


def test_a_reviewer_reports_the_page_from_the_case(console: Console, town: Town) -> None:
    """Kind, passage and words go to the owners, who read them under health with the version published since."""
    console.sign_in("carol")
    console.press("Open CD-2026-000001")
    console.press("Report the page")
    assert town.faults == []
    console.field("Which passage?").set_value("passage-fees").run()
    console.field("How did it mislead?").set_value("outdated").run()
    console.field("What is wrong?").set_value("The fee rose.").run()
    console.press("Report the page")
    assert (town.faults[0]["kind"], town.faults[0]["note"]) == ("outdated", "The fee rose.")
    assert "Reported." in console.notices()
    _go(console, "health")
    assert "The fee rose." in console.html()
    assert "Version 2 was published since" in console.notices()


def _reported(town: Town, number: int, **changes: object) -> dict[str, object]:
    fault = {
        "id": f"fault-{number}",
        "kind": "wrong",
        "document_id": "parking-permits",
        "title": "Resident parking permits › 2 Fees",
        "note": f"Fault number {number}.",
        "reported_by": "Carol Caseworker",
        "reported_at": "2026-11-24T09:00:00Z",
        "task_id": "task-1",
        "state": "open",
        "due": "2026-12-01",
        "departments": ["transport"],
        "case_id": "case-1",
        "case_number": "CD-2026-000001",
    }
    town.faults.append(fault | changes)
    return town.faults[-1]


def test_a_documents_page_lists_its_open_faults_with_owner_and_deadline(console: Console, town: Town) -> None:
    """S-16: whoever opens the document sees what misled; closed faults and those of other documents do not stand there."""
    _reported(town, 1)
    _reported(town, 2, state="done")
    _reported(town, 3, document_id="waste")
    console.sign_in("edith")
    console.field("Open a document").set_value("parking-permits").run()
    page = console.html()
    assert "Fault number 1." in page
    assert "Fault number 2." not in page
    assert "Fault number 3." not in page
    assert "Nobody yet; Transport answers for it" in page
    assert "1 Dec 2026" in page


def test_a_fault_leads_to_its_case_whoever_may_read_it(console: Console, town: Town) -> None:
    """X-09: the button stands there for readers of the case; the API names none to others."""
    _reported(town, 1)
    console.sign_in("sam")
    _go(console, "documents")
    console.field("Open a document").set_value("parking-permits").run()
    assert "Open case CD" in " ".join(console.buttons())
    console.press("Open case CD-2026-000001")
    assert console.app.session_state["open_case"] == "case-1"


def test_whoever_may_not_read_the_case_is_not_led_there(console: Console, town: Town) -> None:
    """X-09: an editor gets the task, not the case."""
    _reported(town, 1, case_id=None, case_number=None)
    console.sign_in("edith")
    console.field("Open a document").set_value("parking-permits").run()
    assert "Open the task" in console.buttons()
    assert "Open case" not in " ".join(console.buttons())


def test_the_page_tells_of_versions_cut_by_an_older_splitter(console: Console, town: Town) -> None:
    """With the command that renews them; nothing is said where there are none."""
    console.sign_in("edith")
    _go(console, "health")
    assert "index recut" not in console.notices()
    town.older_cuts = 3
    console.app.run()
    assert "older splitter: 3" in console.notices()


def test_the_history_tells_who_rolled_back_what_and_why(console: Console) -> None:
    """A roll-back names its reason and the documents it changed."""
    console.sign_in("edith")
    _go(console, "history")
    page = console.html()
    for said in ("Rolled back", "Sam Supervisor", "Wrong fee", "Resident parking permits: 2 → 1"):
        assert escape(said) in page


def test_a_document_shows_its_own_history(console: Console) -> None:
    """One switch away from its versions."""
    console.sign_in("edith")
    console.field("Open a document").set_value("parking-permits").run()
    toggles = [found for found in console.app.toggle if "history" in found.label]
    toggles[0].set_value(True).run()
    assert "Every step on record" in console.html()


def test_no_cell_of_the_download_is_a_formula() -> None:
    """A title that begins like one is told to be text, and every document has its line."""
    rows = [
        DocumentHealth.model_validate(document("a", "=HYPERLINK(1)")),
        DocumentHealth.model_validate(document("b", "Fees, fines", never_found=None)),
    ]
    lines = list(csv.DictReader(io.StringIO(as_csv(rows))))
    assert [line["title"] for line in lines] == ["'=HYPERLINK(1)", "Fees, fines"]
    assert [line["never_found"] for line in lines] == ["1", ""]


def test_bars_are_drawn_to_the_largest_and_hold_no_markup() -> None:
    """The longest is full, nothing is drawn for nothing, and foreign words stay words."""
    assert bars.shares([2.0, 1.0, 0.0]) == [1.0, 0.5, 0.0]
    assert bars.shares([0.0]) == [0.0]
    drawn = bars.table(["a"], [(bars.Bar(1.0, HOSTILE),), (HOSTILE,)], HOSTILE)
    assert "<script>" not in drawn
    assert drawn.count(escape(HOSTILE)) == 3
