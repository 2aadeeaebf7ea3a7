"""The whole product for browser tests: the sample town, set up and served as `civicdesk run` does it."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn

from assistant.bootstrap import Installation, build
from assistant.first_start import ACCOUNTS_FILE, load_sample_town
from assistant.settings import Settings
from assistant.web.app import create_app

START_LIMIT_S = 30


@dataclass(frozen=True, slots=True)
class RealTown:
    """A served installation: its address, its passwords by user name, and its inside for assertions."""

    url: str
    passwords: dict[str, str]
    installation: Installation


def set_up_once(factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample town in it, made by whichever worker comes first and shared by all. Copy it."""
    shared = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    folder = shared / "sample-town"
    with (shared / "sample-town.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = shared / "sample-town.new"
            shutil.rmtree(making, ignore_errors=True)
            installation = build(Settings(data_dir=making, audit_share=0.0, _env_file=None))
            load_sample_town(installation, lambda what, done, total: None)
            installation.close()
            making.rename(folder)
    return folder


def passwords_in(folder: Path) -> dict[str, str]:
    """What the first start wrote for the newcomer."""
    lines = (folder / ACCOUNTS_FILE).read_text(encoding="utf-8").splitlines()[3:]
    return {line.split()[0]: line.split()[1] for line in lines if line.strip()}


@contextmanager
def serve_real_town(prepared: Path, folder: Path) -> Iterator[RealTown]:
    """A copy of the prepared town behind a real server on a free port."""
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    # No share for audits, so that a certified question is answered each time; none of drafts kept back, so that each is shown.
    installation = build(
        Settings(data_dir=folder, audit_share=0.0, answer_first_share=0.0, unaided_share=0.0, _env_file=None)
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    app = create_app(installation.desk, installation.working)
    config = uvicorn.Config(app, "127.0.0.1", port, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(url)
        yield RealTown(url, passwords_in(folder), installation)
    finally:
        server.should_exit = True
        thread.join(timeout=15)
        installation.close()


def _wait_until_ready(url: str) -> None:
    give_up = time.monotonic() + START_LIMIT_S
    while time.monotonic() < give_up:
        try:
            if httpx.get(f"{url}/api/health", trust_env=False).json()["status"] == "ready":
                return
        except (httpx.HTTPError, ValueError, KeyError):
            pass
        time.sleep(0.1)
    raise RuntimeError("the service did not become ready")
