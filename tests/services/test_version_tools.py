"""Comparing versions, trying the search and taking documents from listed sites, with the rights of who asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from assistant.domain.errors import Conflict, FetchFailed, Forbidden, Invalid, NotFound
from assistant.domain.paragraph_diff import Change
from assistant.services.search_trial import SearchTrials, Trial
from assistant.services.web_intake import AddressRequest, FetchedPage, WebIntake, WebPages
from knowledge_base import Audience
from knowledge_base.matched_terms import matched_spans, missing_words
from knowledge_base.whereabouts import Standing
from tests.fakes import MORNING
from tests.services.policy_office import EVE, HAL, TESS, PolicyOffice
from tests.services.review_room import ADA, ANDY, invalid

TODAY = date(2026, 11, 24)
OLD = (
    "# Permits\n\n## Fee\n\nA resident permit costs 84 euros a year.\n\n## Zone\n\nIt is valid in your zone."
)
NEW = OLD.replace("84", "96") + "\n\nVisitors buy day tickets."
ADDRESS = "https://www.example.org/kites.html"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyOffice]:
    """Permits of two versions, a leaflet for staff, one that ended, one withdrawn, and a draft."""
    made = PolicyOffice(tmp_path_factory.mktemp("office"))
    made.published(OLD, effective_from=date(2026, 1, 1))
    made.published(NEW, effective_from=date(2026, 7, 1))
    made.published("# Waivers\n\nThe clerk waives fees.", document_id="waivers", audience=Audience.STAFF)
    made.published("# Snow\n\nSnow is cleared.", document_id="snow", effective_to=date(2026, 3, 31))
    gone = made.published("# Trams\n\nTrams run at night.", document_id="trams")
    made.policies.withdraw(EVE, gone, "No trams any more")
    made.draft(TESS, "# Kites\n\nKites fly.", document_id="drafts-only", title="Kites")
    yield made
    made.close()


def _versions(office: PolicyOffice, document_id: str = "parking-permits") -> list[str]:
    return [one.id for one in sorted(office.base.document(document_id).versions, key=lambda v: v.number)]


def test_two_versions_are_compared_under_their_headings(office: PolicyOffice) -> None:
    """The fee changed, a paragraph came, the rest is the same; each stands under its heading."""
    first, second = _versions(office)
    found = office.desk.version_diffs.between(ANDY, "parking-permits", first, second)
    changed = [row for row in found.rows if row.change is not Change.SAME]
    assert [(row.change, row.headings[-1]) for row in changed] == [
        (Change.CHANGED, "Fee"),
        (Change.ADDED, "Zone"),
    ]
    assert [piece.text for piece in changed[0].pieces if piece.change] == ["84", "96"]
    assert (found.figures, found.counts[Change.ADDED]) == (1, 1)


def test_versions_of_another_document_are_not_compared(office: PolicyOffice) -> None:
    """Nor one with itself, nor another department's draft, nor anything for who reads no policies."""
    first, second = _versions(office)
    (draft,) = _versions(office, "drafts-only")
    diffs = office.desk.version_diffs
    with pytest.raises(NotFound):
        diffs.between(TESS, "snow", first, second)
    with pytest.raises(NotFound):
        diffs.between(HAL, "parking-permits", first, draft)
    with pytest.raises(Forbidden):
        diffs.between(ADA, "parking-permits", first, second)
    with invalid("to"):
        diffs.between(TESS, "parking-permits", first, first)


def test_the_question_s_words_are_marked_in_every_form() -> None:
    """Inflected in English, by pairs of characters in Chinese; what is not said is listed as typed."""
    text = "Residents pay for permits."
    assert [text[a:b] for a, b in matched_spans("resident permit fee", text)] == ["Residents", "permits"]
    assert missing_words("resident permit fee", text) == ("fee",)
    assert missing_words("居民停车证多少钱", "居民可以提交。") == ("停车证多少钱",)
    said = "居民停车证每年八十四元。"
    assert [said[a:b] for a, b in matched_spans("停车证多少钱", said)] == ["停车证"]


def test_a_trial_says_what_each_place_is_due_to(office: PolicyOffice) -> None:
    """What one hit is ahead of another, its parts are ahead of the other's."""
    trial = Trial("Who waives the cost of a resident permit?", TODAY, Audience.STAFF)
    first, second = (seen.hit for seen in office.desk.search_trials.hits(ANDY, trial).hits[:2])
    ahead = sum(first.explanation.values()) - sum(second.explanation.values())
    assert first.score > second.score
    assert ahead == pytest.approx(first.score - second.score)


def test_a_trial_takes_earlier_messages(office: PolicyOffice) -> None:
    """A question that means nothing alone finds what the conversation was about."""
    trial = Trial("And how much is it?", TODAY, history=("I want to clear a resident permit for my zone",))
    seen = office.desk.search_trials.hits(ANDY, trial)
    assert seen.hits[0].hit.document.id == "parking-permits"
    with invalid("history"):
        office.desk.search_trials.hits(ANDY, replace(trial, history=("x",) * 6))


@pytest.mark.parametrize(
    ("document_id", "trial", "standing"),
    [
        ("parking-permits", Trial("What does a resident permit cost?", TODAY), Standing.FOUND),
        ("waivers", Trial("Who waives fees?", TODAY), Standing.STAFF_ONLY),
        ("waivers", Trial("Who waives fees?", TODAY, Audience.STAFF), Standing.FOUND),
        ("snow", Trial("Is snow cleared?", TODAY), Standing.NOT_IN_FORCE),
        ("snow", Trial("Is snow cleared?", date(2026, 2, 1)), Standing.FOUND),
        ("trams", Trial("When do trams run?", TODAY), Standing.WITHDRAWN),
        ("drafts-only", Trial("Do kites fly?", TODAY), Standing.NOT_PUBLISHED),
    ],
)
def test_it_is_told_why_a_document_is_not_found(
    office: PolicyOffice, document_id: str, trial: Trial, standing: Standing
) -> None:
    """Each state has a name of its own."""
    assert office.desk.search_trials.whereabouts(TESS, trial, document_id).standing is standing


def test_a_document_beyond_the_first_passages_has_a_rank_and_lacks_words(office: PolicyOffice) -> None:
    """Its best passage's place and the words of the question that this passage does not say."""
    trial = Trial("Who waives fees for hovercraft?", TODAY, Audience.STAFF)
    found = office.desk.search_trials.whereabouts(TESS, trial, "parking-permits")
    assert found.rank is not None
    assert found.rank > 1
    assert "hovercraft" in found.missing


def test_the_state_of_another_departments_draft_is_not_told(office: PolicyOffice) -> None:
    """It does not exist for them."""
    with pytest.raises(NotFound):
        office.desk.search_trials.whereabouts(HAL, Trial("Do kites fly?", TODAY), "drafts-only")
    with pytest.raises(NotFound):
        SearchTrials(office.base).whereabouts(TESS, Trial("Anything?", TODAY), "nothing")


@dataclass
class ScriptedPages(WebPages):
    """A site whose page is set by hand."""

    page: bytes = b"<html><body><h1>Kites</h1><p>Kites fly until nine.</p></body></html>"
    asked: list[str] = field(default_factory=list)

    @property
    def sites(self) -> tuple[str, ...]:
        """One."""
        return ("www.example.org",)

    def fetch(self, address: str) -> FetchedPage:
        """The page as it is now."""
        self.asked.append(address)
        if not self.page:
            raise FetchFailed("Nothing there.")
        return FetchedPage("kites.html", self.page, address, MORNING)


def _request(document_id: str) -> AddressRequest:
    return AddressRequest(ADDRESS, document_id, "Kites", "transport", "en", date(2026, 1, 1))


def test_a_fetched_document_is_a_draft_that_knows_where_it_is_from(office: PolicyOffice) -> None:
    """Bytes, address and moment are kept; address and actor stand in the log."""
    pages = ScriptedPages()
    intake = WebIntake(office.policies, office.base, pages)
    fetched = intake.add(TESS, _request("kites-1"))
    version = fetched.preview.version
    assert fetched.is_new
    assert (version.state, version.source_url, version.fetched_at) == ("draft", ADDRESS, MORNING)
    assert office.base.original_file(version.id) == pages.page
    assert office.log()[-1].data["source"] == ADDRESS


def test_fetching_again_makes_a_version_only_of_another_text(office: PolicyOffice) -> None:
    """A comment that changed is nothing new; a sentence that changed is."""
    pages = ScriptedPages()
    intake = WebIntake(office.policies, office.base, pages)
    first = intake.add(TESS, _request("kites-2")).preview.version
    pages.page = pages.page.replace(b"<h1>", b"<!-- today --><h1>")
    same = intake.again(TESS, first.id, date(2026, 2, 1))
    assert (same.is_new, same.preview.version.id) == (False, first.id)
    pages.page = pages.page.replace(b"nine", b"ten")
    other = intake.again(TESS, first.id, date(2026, 2, 1))
    assert (other.is_new, other.preview.version.number) == (True, 2)
    assert other.preview.version.effective_from == date(2026, 2, 1)


def test_nobody_is_asked_for_who_may_not_add_the_document(office: PolicyOffice) -> None:
    """Rights come first: not even the site hears of it."""
    pages = ScriptedPages()
    intake = WebIntake(office.policies, office.base, pages)
    for staff in (HAL, ANDY, ADA):
        with pytest.raises(Forbidden):
            intake.add(staff, _request("kites-3"))
    with pytest.raises(Invalid):
        intake.add(TESS, replace(_request("kites-3"), department_id="nowhere"))
    assert pages.asked == []


def test_what_cannot_be_fetched_leaves_nothing(office: PolicyOffice) -> None:
    """No document, no version; and what was uploaded has no address to ask again."""
    intake = WebIntake(office.policies, office.base, ScriptedPages(page=b""))
    with pytest.raises(FetchFailed):
        intake.add(TESS, _request("kites-4"))
    assert "kites-4" not in {summary.document.id for summary in office.base.documents()}
    with pytest.raises(Conflict):
        intake.again(TESS, _versions(office)[0], date(2026, 2, 1))


def test_without_listed_sites_the_setting_is_named(office: PolicyOffice) -> None:
    """An installation that lists none asks nobody."""
    with pytest.raises(Invalid, match="CIVICDESK_INTAKE_SITES"):
        office.desk.web_intake.add(TESS, _request("kites-5"))
