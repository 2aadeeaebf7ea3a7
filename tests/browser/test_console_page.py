"""The console in a real Chromium against the scripted API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request, expect

from tests.browser.pages.console import ConsolePage, serve_console
from tests.review_console.scripted_api import serve_town
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import EXCEPTION, FEE, HOSTILE, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def served(browser: Browser) -> Iterator[tuple[str, Town]]:
    """One console over one town; each test uses its own case."""
    with serve_town() as (api_url, town), serve_console(api_url) as address:
        yield address, town


@pytest.fixture
def town(served: tuple[str, Town]) -> Town:
    """The state behind the console."""
    return served[1]


@pytest.fixture
def requests() -> list[str]:
    """Every address the page asked for."""
    return []


@pytest.fixture
def console(browser: Browser, served: tuple[str, Town], requests: list[str]) -> Iterator[ConsolePage]:
    """A fresh browser window."""
    context = browser.new_context(viewport={"width": 1360, "height": 900})
    page = context.new_page()

    def note(request: Request) -> None:
        requests.append(request.url)

    page.on("request", note)
    yield ConsolePage(page, served[0])
    context.close()


def test_a_case_is_claimed_and_approved(console: ConsolePage, town: Town) -> None:
    """The round trip of an approval, by mouse and eye."""
    console.sign_in("carol", PASSWORD)
    console.open_case("CD-2026-000001")
    console.take_in_hand()
    console.decide("Approve the draft", "Right as it is")
    console.send("Send the draft as the reply")
    assert town.cases["case-1"]["state"] == "replied"
    assert town.cases["case-1"]["decisions"][0]["kind"] == "approved"


def test_a_draft_is_rejected_then_edited(console: ConsolePage, town: Town) -> None:
    """A rejection keeps the case; a new draft can be edited and sent."""
    console.sign_in("carol", PASSWORD)
    console.open_case("CD-2026-000003")
    console.take_in_hand()
    console.decide("Reject the draft", "Wrong fact")
    console.send("Set the draft aside")
    console.page.get_by_text("Ask for a new draft").click()
    console.press("Make a new draft")
    console.says("There is a new draft.")
    text = f"{FEE}\n\n{EXCEPTION}\n\nKind regards"
    console.decide("Edit the draft", "Tone or wording", text)
    expect(console.page.locator("ins").first).to_contain_text("Kind")
    console.send("Send the edited reply")
    assert [done["kind"] for done in town.cases["case-3"]["decisions"]] == ["rejected", "edited"]


def test_an_answer_is_labelled_blind(console: ConsolePage, town: Town) -> None:
    """H-11: question and sources, a verdict by mouse, and the alarm's picture for who reads certificates."""
    console.sign_in("sam", PASSWORD)
    console.go_to("Answers to label")
    console.says("A resident permit costs 84.00 euros a year. [1]")
    console.page.get_by_test_id("stMain").get_by_text("Right and complete").click()
    console.press("Store my label")
    console.says("No answer waits for your label.")
    assert town.labelled == ["right"]
    console.go_to("Certificates")
    expect(console.page.get_by_test_id("stVegaLiteChart").first).to_be_visible()


def test_a_hostile_question_loads_nothing_and_shows_as_text(
    console: ConsolePage, requests: list[str]
) -> None:
    """X-05: no image is fetched, no link made, and nothing outside this machine is asked for."""
    console.sign_in("carol", PASSWORD)
    console.open_case("CD-2026-000002")
    expect(console.page.locator(".cd-question")).to_have_text(HOSTILE)
    assert console.page.locator("a[href*='evil.example'], img[src*='evil.example']").count() == 0
    outside = [url for url in requests if not url.startswith((console.address, "data:", "blob:"))]
    assert outside == []


def test_a_policy_is_uploaded_submitted_and_published_by_a_second_person(
    console: ConsolePage, town: Town, tmp_path: Path
) -> None:
    """Two people are needed; the first is told so."""
    file = tmp_path / "fees.md"
    file.write_text("# Parking\n\nA permit costs 90.00 euros.\n", encoding="utf-8")
    console.sign_in("edith", PASSWORD)
    console.upload(file, "Resident parking permits", "parking-permits", "2026-12-01")
    console.says("A permit costs 90.00 euros.")
    console.press("Submit for publication")
    console.open_document("Resident parking permits")
    console.press("Publish")
    console.says("a second person must")
    console.sign_out()
    console.sign_in("sam", PASSWORD)
    console.open_document("Resident parking permits")
    console.press("Publish")
    console.says("Published. New questions use this version.")
    newest = town.documents["parking-permits"]["versions"][1]
    assert (newest["effective_from"], newest["state"]) == ("2026-12-01", "published")


def test_the_screens_are_chinese_after_one_switch(console: ConsolePage) -> None:
    """A switch in the side bar turns queue and case; what was chosen stays."""
    console.sign_in("carol", PASSWORD)
    console.choose_language("中文")
    expect(console.page.get_by_role("heading", name="案件", level=1)).to_be_visible()
    console.press("打开 CD-2026-000004")
    console.says("居民停车证多少钱？")
    console.says("找到的政策条文")
    console.says("没有草稿。")


def test_no_control_is_focused_when_a_case_opens(console: ConsolePage) -> None:
    """H-02: nothing is suggested by focus; the page opens at the question."""
    console.sign_in("carol", PASSWORD)
    console.open_case("CD-2026-000002")
    assert console.page.evaluate("document.activeElement.matches('button, input, textarea')") is False


def test_the_keyboard_signs_in(console: ConsolePage) -> None:
    """Name, Tab, password, Enter."""
    console.open()
    console.page.get_by_label("User name").click()
    console.page.keyboard.type("andy")
    console.page.keyboard.press("Tab")
    console.page.keyboard.type(PASSWORD)
    console.page.keyboard.press("Enter")
    expect(console.button("Sign out")).to_be_visible()


def test_what_one_person_typed_is_not_there_for_the_next(console: ConsolePage) -> None:
    """Two people share one window: after signing out nothing of the first is left."""
    console.sign_in("carol", PASSWORD)
    console.open_case("CD-2026-000004")
    console.fill("New note", "Only for carol")
    console.sign_out()
    console.page.get_by_label("User name").fill("sam")
    console.page.get_by_label("Password", exact=True).fill(PASSWORD)
    console.press("Sign in")
    console.open_case("CD-2026-000004")
    expect(console.page.get_by_role("textbox", name="New note")).to_have_value("")


def test_what_was_typed_is_back_after_the_session_was_ended(console: ConsolePage, town: Town) -> None:
    """A revoked session costs a sign-in, not the work."""
    console.sign_in("carol", PASSWORD)
    console.open_case("CD-2026-000004")
    console.fill("New note", "Half a thought")
    town.sessions.clear()
    console.press("Refresh")
    console.says("Your session has ended.")
    console.page.get_by_label("User name").fill("carol")
    console.page.get_by_label("Password", exact=True).fill(PASSWORD)
    console.press("Sign in")
    expect(console.page.get_by_role("textbox", name="New note")).to_have_value("Half a thought")


def test_a_decision_survives_a_refusal_on_screen(console: ConsolePage, town: Town) -> None:
    """A conflict is explained beside the refresh, and the text is still in its field afterwards."""
    console.sign_in("carol", PASSWORD)
    console.open_case("CD-2026-000004")
    console.take_in_hand()
    console.decide("Write my own reply", "Right as it is", "您好，每年84欧元。")
    town.refuse_next.append((409, "knowledge_changed"))
    console.press("Send my reply")
    console.says("A policy text behind this draft has changed.")
    console.press("Refresh this case")
    expect(console.page.get_by_role("textbox", name="Reply to the citizen")).to_have_value(
        "您好，每年84欧元。"
    )
    console.press("Send my reply")
    console.says("Decision recorded:")
    assert town.sent[-1]["text"] == "您好，每年84欧元。"
