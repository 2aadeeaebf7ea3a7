"""Twenty people work through one queue at the same time, over real HTTP, on each database (H-19)."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import CaseEventKind
from assistant.domain.staff import Grant, Role, Staff
from assistant.web.app import create_app
from tests.services.staff_office import PASSWORD, cheap_passwords
from tests.web.staff_desk import StaffDesk

REVIEWERS = 20
CASES = 12
TRY_AGAIN = {"try_again", "case_changed"}
START_LIMIT_S = 20.0


@contextmanager
def served(desk: StaffDesk) -> Iterator[str]:
    """The address of the desk behind a real server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(create_app(desk.desk), "127.0.0.1", port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    give_up = time.monotonic() + START_LIMIT_S
    while not server.started and time.monotonic() < give_up:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=START_LIMIT_S)


def work_through(url: str, headers: dict[str, str], case_ids: list[str]) -> tuple[list[str], list[int]]:
    """Take every case that is free and reply to it: those replied to, and every status that was met."""
    replied, statuses = [], []
    with httpx.Client(base_url=url, headers=headers, timeout=60) as http:

        def send(path: str, body: dict[str, str]) -> int:
            while True:
                answer = http.post(path, json=body)
                statuses.append(answer.status_code)
                if answer.status_code != 409 or answer.json()["code"] not in TRY_AGAIN:
                    return answer.status_code

        for case_id in case_ids:
            path = f"/api/staff/cases/{case_id}"
            if send(f"{path}/claim", {}) != 204:
                continue
            body = {
                "kind": "written",
                "reason": "ok",
                "decision_key": f"key-{case_id}",
                "text": "Please come by.",
            }
            if send(f"{path}/decisions", body) == 200:
                replied.append(case_id)
    return replied, statuses


def test_twenty_reviewers_lose_and_double_nothing(store: DatabaseStore, tmp_path: Path) -> None:
    """H-19: every case gets one reply by one person, nobody meets a failure, and the queue says what the events say."""
    desk = StaffDesk(tmp_path, store)
    cases = [desk.room.open_case() for _ in range(CASES)]
    names = [f"reviewer{number}" for number in range(REVIEWERS)]
    password_hash = cheap_passwords().hash(PASSWORD)
    with store.begin() as work:
        for name in names:
            work.staff.add(Staff(name, name, name, (Grant(Role.CASEWORKER),)), password_hash)
    sessions = [desk.headers(name) for name in names]
    ids = [case.id for case in cases]
    with served(desk) as url, ThreadPoolExecutor(REVIEWERS) as pool:
        # Everybody begins at another case, so that they meet in the middle as people do.
        orders = [ids[n % CASES :] + ids[: n % CASES] for n in range(REVIEWERS)]
        done = list(pool.map(lambda n: work_through(url, sessions[n], orders[n]), range(REVIEWERS)))
    assert sorted(one for replied, _statuses in done for one in replied) == sorted(ids)
    assert {status for _replied, statuses in done for status in statuses} <= {200, 204, 409}
    with store.read() as work:
        for case in cases:
            kinds = [event.kind for event in work.cases.events(case.id)]
            assert kinds.count(CaseEventKind.REPLIED) == 1
            assert len(work.questions.decisions(case.question_id)) == 1
    with store.begin() as work:
        assert work.queue.recount() == 0
