"""SIGKILL at every moment of a question: after a restart it is answered or a case, exactly once."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from assistant.bootstrap import build
from assistant.settings import Settings
from tests.browser.real_town import set_up_once
from tests.faults.dying_server import MOMENTS, NEVER, main

START_LIMIT_S = 40
ANSWER_LIMIT_S = 30
QUESTION = "How much does a resident parking permit cost per year?"


@pytest.fixture(autouse=True)
def no_script_is_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of the console leave a script of theirs as the main module, which each new process would run again."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample town, set up once."""
    return set_up_once(tmp_path_factory)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _processes() -> ForkServerContext:
    """Processes of their own that need not load the whole service anew, which takes longer than all they do."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.dying_server", "chromadb", "wordllama"])
    return context


@contextmanager
def _serving(folder: Path, moment: str) -> Iterator[tuple[ForkServerProcess, httpx.Client]]:
    port = _free_port()
    process = _processes().Process(target=main, args=(str(folder), str(port), moment), daemon=True)
    process.start()
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=10)
    try:
        give_up = time.monotonic() + START_LIMIT_S
        while time.monotonic() < give_up and process.is_alive():
            try:
                if client.get("/api/health").is_success:
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield process, client
    finally:
        process.kill()
        process.join(timeout=10)
        client.close()


def _ask(client: httpx.Client) -> tuple[str, dict[str, str]]:
    version = client.get("/api/disclosure").json()["version"]
    opened = client.post("/api/conversations", json={"language": "en", "disclosure_version": version}).json()
    secret = {"Authorization": f"Receipt {opened['secret']}"}
    path = f"/api/conversations/{opened['conversation_id']}"
    answer = client.post(f"{path}/messages", json={"text": QUESTION, "client_id": "c1"}, headers=secret)
    assert answer.status_code == 202
    return path, secret


def _outcome(client: httpx.Client, path: str, secret: dict[str, str]) -> list[str]:
    give_up = time.monotonic() + ANSWER_LIMIT_S
    kinds: list[str] = []
    while time.monotonic() < give_up:
        kinds = [message["kind"] for message in client.get(path, headers=secret).json()["messages"]]
        if len(kinds) > 1:
            break
        time.sleep(0.1)
    time.sleep(0.3)  # time enough for a second outcome, if there were one
    return [message["kind"] for message in client.get(path, headers=secret).json()["messages"]]


@pytest.mark.timeout(240)
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_question_killed_at_any_moment_gets_its_one_outcome_after_restart(
    prepared: Path, tmp_path: Path, moment: str
) -> None:
    """The question was acknowledged, the server dies, the next one finishes it once; the log still verifies."""
    folder = tmp_path / "data"
    shutil.copytree(prepared, folder)
    with _serving(folder, moment) as (process, client):
        path, secret = _ask(client)
        process.join(timeout=ANSWER_LIMIT_S)
        assert process.exitcode == -signal.SIGKILL
    with _serving(folder, NEVER) as (_, client):
        kinds = _outcome(client, path, secret)
        counts = client.get("/api/outcomes").json()
    assert kinds in (["question", "reply"], ["question", "case"])
    assert sum(counts.values()) == 1
    assert counts["in_progress"] == 0
    installation = build(Settings(data_dir=folder, _env_file=None))
    assert installation.desk.oversight.verify_chain().intact
    installation.close()
