"""The console's own client against the real service on a real port: both sides of the contract are the product's."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from assistant.web.app import create_app
from review_console.client import ApiError, Client
from review_console.outgoing import DecisionRequest, KeptFinding
from tests.services.review_room import CAROL, EXCEPTION, FEE, FLAGGED, a_draft, a_working
from tests.services.staff_office import PASSWORD
from tests.web.staff_desk import StaffDesk


@pytest.fixture
def url(staff_desk: StaffDesk) -> Iterator[str]:
    """The address at which the desk is served."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(create_app(staff_desk.desk), log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


def _signed_in(url: str, username: str) -> Client:
    client = Client(url)
    client.staff.sign_in(username, PASSWORD)
    return client


def test_a_caseworkers_day_goes_through_the_consoles_client(staff_desk: StaffDesk, url: str) -> None:
    """Sign in, find, claim, note, redraft, reject, approve, change the password, sign out."""
    case = staff_desk.room.open_case(a_working(a_draft(FEE, EXCEPTION), FLAGGED))
    carol = _signed_in(url, "carol")
    assert carol.staff.me().display_name == CAROL.display_name
    (row,) = carol.cases.list(state="waiting", department="transport").cases
    carol.cases.claim(row.id)
    carol.cases.add_note(row.id, "Called the depot.")
    shown = carol.cases.get(row.id)
    assert shown.draft is not None
    named = {"draft_id": shown.draft.id, "draft_version": 1, "draft_sha256": shown.draft.sha256}
    with pytest.raises(ApiError) as refused:
        carol.cases.decide(row.id, DecisionRequest("approved", "ok", "k1", **named))  # type: ignore[arg-type]
    assert refused.value.code == "unresolved_findings"
    rejected = carol.cases.decide(row.id, DecisionRequest("rejected", "wrong_fact", "k2", **named))  # type: ignore[arg-type]
    assert (rejected.kind, rejected.case_state) == ("rejected", "in_hand")
    assert carol.cases.get(row.id).draft_void == "rejected"
    carol.cases.redraft(row.id, "disability card")
    shown = carol.cases.get(row.id)
    assert shown.draft is not None
    assert shown.draft.version == 2
    kept = (KeptFinding(0, "Compared by hand."),)
    request = DecisionRequest(
        "approved", "ok", "k3", shown.draft.id, 2, shown.draft.sha256, note="Checked.", kept=kept
    )
    done = carol.cases.decide(row.id, request)
    assert (done.kind, done.case_state) == ("approved", "replied")
    assert carol.cases.decide(row.id, request) == done
    reply = staff_desk.room.reply(case)
    assert reply is not None
    assert reply.text == shown.draft.text
    carol.staff.change_password(PASSWORD, "another grey heron")
    with pytest.raises(ApiError) as ended:
        carol.staff.me()
    assert ended.value.status == 401
    carol.staff.sign_in("carol", "another grey heron")
    carol.staff.sign_out()


def test_an_administrators_day_goes_through_the_consoles_client(url: str) -> None:
    """Create an account, give it a role, end its sessions, close it."""
    ada = _signed_in(url, "ada")
    made = ada.accounts.create("nina", "Nina Park", "caseworker", "housing")
    nina = Client(url)
    nina.staff.sign_in("nina", made.password)
    ada.accounts.grant(made.account.id, "supervisor", None)
    assert "sign_certificates" in nina.staff.me().rights
    ada.accounts.revoke_sessions(made.account.id)
    with pytest.raises(ApiError):
        nina.staff.me()
    ada.accounts.deactivate(made.account.id)
    with pytest.raises(ApiError):
        nina.staff.sign_in("nina", made.password)
    closed = next(one for one in ada.accounts.list().accounts if one.username == "nina")
    assert not closed.active
