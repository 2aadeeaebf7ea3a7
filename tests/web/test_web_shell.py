"""What holds for every answer: headers, bounds on bodies, refusals of one shape, and failures that tell nothing."""

from __future__ import annotations

import logging
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.services.conversation_views import ConversationViews
from assistant.services.conversations import Conversations
from assistant.services.oversight import Oversight
from assistant.web.headers import MAX_BODY, MAX_UPLOAD
from tests.web.citizen_desk import CitizenDesk

ROOT = Path(__file__).parents[2]
SECRET = "Ann Miller, 4 Mill Lane"
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def _fail(*_arguments: object, **_named: object) -> Any:
    raise RuntimeError(SECRET)


def _assert_safe(answer: httpx.Response) -> None:
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value, name
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "max-age=" in answer.headers["strict-transport-security"]


def test_every_answer_carries_the_headers(citizen_desk: CitizenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages, answers, refusals of every kind and failures alike; what comes from the API is never stored."""
    http = citizen_desk.http
    monkeypatch.setattr(Oversight, "outcome_counts", _fail)
    answers = {
        "page": http.get("/"),
        "script": http.get("/app.js"),
        "openapi": http.get("/openapi.json"),
        "no page": http.get("/nothing-here"),
        "answer": http.get("/api/health"),
        "refused method": http.delete("/api/health"),
        "unknown route": http.get("/api/nothing-here"),
        "not signed in": http.get("/api/staff/me"),
        "wrong field": http.get("/api/disclosure?language=xx"),
        "too large": http.post("/api/conversations", content=b"x" * (MAX_BODY + 1)),
        "failure": http.get("/api/outcomes"),
    }
    statuses = {what: answer.status_code for what, answer in answers.items()}
    assert statuses == {
        "page": 200,
        "script": 200,
        "openapi": 200,
        "no page": 404,
        "answer": 200,
        "refused method": 405,
        "unknown route": 404,
        "not signed in": 401,
        "wrong field": 422,
        "too large": 413,
        "failure": 500,
    }
    for answer in answers.values():
        _assert_safe(answer)
        if answer.url.path.startswith("/api/"):
            assert answer.headers["cache-control"] == "no-store"
        if answer.status_code >= 400:
            assert set(answer.json()) >= {"code", "message"}
    assert answers["not signed in"].headers["www-authenticate"] == "Bearer"
    assert "GET" in answers["refused method"].headers["allow"]


def test_a_failure_tells_nothing_to_anybody(
    citizen_desk: CitizenDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The citizen reads a plain sentence; the log has the kind and the place and not the exception's text."""
    citizen = citizen_desk.citizen()
    monkeypatch.setattr(Conversations, "accept", _fail)
    with caplog.at_level(logging.DEBUG):
        answer = citizen.send(SECRET)
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal"
    for told in (answer.text, caplog.text):
        assert "Miller" not in told
        assert "Traceback" not in told
    assert "RuntimeError" not in answer.text
    assert "RuntimeError" in caplog.text
    assert "/api/conversations/{conversation_id}/messages" in caplog.text


def test_a_stream_that_breaks_off_logs_no_text(
    citizen_desk: CitizenDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page's stream ends; the log names the kind of the fault and not what was being read."""
    citizen = citizen_desk.citizen()
    monkeypatch.setattr(ConversationViews, "messages", _fail)
    with caplog.at_level(logging.DEBUG):
        answer = citizen.http.get(f"{citizen.path}/events", headers=citizen.headers, timeout=3)
        give_up = time.monotonic() + 5  # the page's end may be seen before the server has written its line
        while "RuntimeError at" not in caplog.text and time.monotonic() < give_up:
            time.sleep(0.02)
    assert "Miller" not in answer.text + caplog.text
    assert "RuntimeError at" in caplog.text


def _chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 1024 + 1):
        yield b"x" * 1024


def test_a_body_of_unknown_length_is_bounded_too(citizen_desk: CitizenDesk) -> None:
    """Without a length it is counted as it comes, and refused in the same words."""
    answer = citizen_desk.http.post("/api/conversations", content=_chunks(MAX_BODY + 1024))
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
    _assert_safe(answer)


def test_an_upload_may_be_larger_but_not_endless(citizen_desk: CitizenDesk) -> None:
    """Only the upload's own address takes files, up to its limit, and only from staff."""
    http = citizen_desk.http
    file = {"file": ("policy.md", b"x" * (MAX_BODY * 2))}
    assert http.post("/api/policies", files=file).status_code in (401, 422)
    assert http.post("/api/conversations", files=file).status_code == 413
    assert b" 413 " in _status_of(http, "/api/policies", str(MAX_UPLOAD + 1))


def _status_of(http: httpx.Client, path: str, length: str) -> bytes:
    """The first line of the answer to a body that is announced and never sent."""
    with socket.create_connection((http.base_url.host, http.base_url.port or 80), timeout=5) as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
        connection.sendall(head.encode("latin-1"))
        return connection.recv(1024).partition(b"\r\n")[0]


@pytest.mark.parametrize("length", ["-1", "\u00b2", "1e3", str(10**30)])
def test_a_senseless_length_is_refused(citizen_desk: CitizenDesk, length: str) -> None:
    """Before anything is read."""
    status = _status_of(citizen_desk.http, "/api/conversations", length)
    assert re.match(rb"HTTP/1\.1 4(00|13) ", status)


def _called() -> set[str]:
    """Every address in the console's calls and the page's scripts, with what is filled in written as {}."""
    found: set[str] = set()
    for path in (ROOT / "review_console").glob("calls_*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'"(/api/[^"?]*)', text))
        found |= {
            f"/api/staff/cases/{{}}{rest}" for rest in re.findall(r'_\w*path\w*\(case_id, "([^"]+)"', text)
        }
    for path in (ROOT / "assistant" / "web" / "static").glob("*.js"):
        found |= set(re.findall(r'["`](/api/[^"`?]*)', path.read_text(encoding="utf-8")))
    return {re.sub(r"\$?\{[^}]*\}", "{}", address).rstrip("/") for address in found}


def test_the_listed_routes_are_all_that_console_and_page_call(citizen_desk: CitizenDesk) -> None:
    """/openapi.json has each of them; a part filled in by the caller may stand for anything."""
    listed = citizen_desk.http.get("/openapi.json").json()["paths"]
    called = _called()
    assert len(called) > 20
    for address in called:
        pattern = re.escape(address).replace(r"\{\}", ".+")
        assert any(re.fullmatch(pattern, one) for one in listed), address


def test_every_listed_route_says_what_it_does(citizen_desk: CitizenDesk) -> None:
    """The list is documentation: no operation without its sentence."""
    for address, operations in citizen_desk.http.get("/openapi.json").json()["paths"].items():
        for method, operation in operations.items():
            assert operation.get("description"), f"{method} {address}"
