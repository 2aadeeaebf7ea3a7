"""The typed client against a real HTTP server."""

from __future__ import annotations

import socket
from datetime import date

import pytest

from review_console.client import ApiError, Client
from review_console.outgoing import DecisionRequest, KeptFinding, UploadRequest
from review_console.transport import DEFAULT_API_URL, api_url
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import PASSWORD


def test_sign_in_carries_the_token_on_later_calls(client: Client) -> None:
    """After signing in the API knows who is calling."""
    client.staff.sign_in("carol", PASSWORD)
    assert client.staff.me().display_name == "Carol Caseworker"


def test_sign_out_ends_the_session_on_the_server(client: Client, town: Town) -> None:
    """No session is left behind on the server."""
    client.staff.sign_in("carol", PASSWORD)
    client.staff.sign_out()
    assert town.sessions == {}


def test_a_refusal_carries_status_code_message_and_field(client: Client) -> None:
    """One error type tells everything the API said."""
    client.staff.sign_in("carol", PASSWORD)
    with pytest.raises(ApiError) as caught:
        client.staff.change_password("wrong", "new password")
    assert (caught.value.status, caught.value.code, caught.value.field) == (422, "invalid", "current")


def test_an_absent_api_is_one_plain_error() -> None:
    """No httpx exception leaves the client."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(ApiError) as caught:
        Client(f"http://127.0.0.1:{port}").staff.me()
    assert caught.value.code == "api_unreachable"


def test_an_answer_that_does_not_fit_is_an_error_naming_the_field(client: Client, town: Town) -> None:
    """A changed contract is told, not guessed around."""
    client.staff.sign_in("carol", PASSWORD)
    del town.cases["case-1"]["promised_at"]
    with pytest.raises(ApiError) as caught:
        client.cases.get("case-1")
    assert caught.value.code == "unreadable_answer"
    assert "promised_at" in caught.value.message


def test_an_id_cannot_reach_another_route(client: Client) -> None:
    """Ids are one path segment whatever they hold."""
    client.staff.sign_in("carol", PASSWORD)
    with pytest.raises(ApiError) as caught:
        client.cases.get("../me")
    assert caught.value.status == 404


def test_a_case_is_parsed_with_draft_and_evidence(client: Client) -> None:
    """Everything a decision needs arrives typed."""
    client.staff.sign_in("carol", PASSWORD)
    case = client.cases.get("case-3")
    assert case.draft is not None
    assert case.draft.checks is not None
    assert case.draft.checks.findings[0].reason == "number_mismatch"
    assert case.evidence[0].document_title == "Resident parking permits"


def test_a_decision_leaves_out_what_was_not_given() -> None:
    """The API forbids unknown and pointless fields."""
    body = DecisionRequest("written", "ok", "key", text="Hello").body()
    assert body == {"kind": "written", "reason": "ok", "decision_key": "key", "text": "Hello"}


def test_a_decision_sends_why_findings_are_kept(client: Client, town: Town) -> None:
    """Kept findings reach the API with claim and reason."""
    client.staff.sign_in("carol", PASSWORD)
    client.cases.claim("case-3")
    draft = client.cases.get("case-3").draft
    assert draft is not None
    request = DecisionRequest(
        "approved", "ok", "key", draft.id, draft.version, draft.sha256, kept=(KeptFinding(0, "old form"),)
    )
    client.cases.decide("case-3", request)
    assert town.sent[0]["asked"]["kept"] == [{"claim": 0, "why": "old form"}]


def test_an_upload_arrives_with_its_bytes_and_fields(client: Client, town: Town) -> None:
    """File and fields travel as one multipart form."""
    client.staff.sign_in("edith", PASSWORD)
    request = UploadRequest(
        "a.md", "# 费用".encode(), "fees", "Fees", "transport", "zh", "public", "city", date(2026, 1, 2)
    )
    preview = client.policies.upload(request)
    assert (preview.version.state, town.uploads[0]["text"]) == ("draft", "# 费用")


def test_departments_and_topics_have_names_in_both_languages(client: Client) -> None:
    """Names are looked up by id and language; an unknown id stands for itself."""
    client.staff.sign_in("carol", PASSWORD)
    directory = client.staff.directory()
    assert directory.department_name("transport", "zh") == "交通局"
    assert directory.topic_name("unheard-of", "en") == "unheard-of"


def test_the_address_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """CIVICDESK_API_URL decides; without it the documented default."""
    monkeypatch.setenv("CIVICDESK_API_URL", "http://127.0.0.1:9/")
    assert api_url() == "http://127.0.0.1:9"
    monkeypatch.delenv("CIVICDESK_API_URL")
    assert api_url() == DEFAULT_API_URL
