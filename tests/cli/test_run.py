"""`civicdesk run`: both programs answer, one Ctrl-C ends everything, and no secret goes where it is not needed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from assistant.cli.ports import api_url
from assistant.cli.running import programs, set_up
from assistant.run_lock import AlreadyRunning, held
from assistant.serve import serve
from assistant.settings import PREFIX, Settings
from tests.cli.office import Command, settings_of
from tests.faults.supervised_town import free_port

STARTED_WITHIN_S = 90.0
ENDED_WITHIN_S = 25.0
SECRET = "not-for-everybody"
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")


@dataclass(frozen=True, slots=True)
class Served:
    """A running `civicdesk run`: its process, its two addresses, and where it writes."""

    process: subprocess.Popen[bytes]
    chat: str
    console: str
    output: Path

    def descendants(self) -> list[int]:
        """The numbers of the processes it started, and of those that they started."""
        parents = {int(path.name): parent_of(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
        found, new = [], {self.process.pid}
        while new:
            new = {child for child, parent in parents.items() if parent in new}
            found += sorted(new)
        return found


def parent_of(process: Path) -> int:
    """A process's parent, 0 if it is gone."""
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def runs(number: int) -> bool:
    """Whether this process runs; one that ended and was not yet collected does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@contextmanager
def running(folder: Path) -> Iterator[Served]:
    """`civicdesk run` on this data folder, once both addresses were told; killed at the end of the block."""
    port, console_port = free_port(), free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    env |= {f"{PREFIX}DATA_DIR": str(folder), f"{PREFIX}SAMPLE_TOWN": "false", f"{PREFIX}PORT": str(port)}
    env |= {f"{PREFIX}CONSOLE_PORT": str(console_port)}
    output = folder.parent / "output.txt"
    with output.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "run"],
            env=env,
            cwd=Path(__file__).parents[2],
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    served = Served(process, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{console_port}", output)
    left: list[int] = []
    try:
        give_up = time.monotonic() + STARTED_WITHIN_S
        while "Ctrl-C" not in output.read_text():
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < give_up, output.read_text()
            time.sleep(0.1)
        left = served.descendants()
        yield served
    finally:
        process.kill()
        process.wait()
        for number in left:
            if runs(number):
                os.kill(number, signal.SIGKILL)


def all_end(numbers: list[int]) -> bool:
    """Whether all of these processes end within a while."""
    give_up = time.monotonic() + ENDED_WITHIN_S
    while any(runs(number) for number in numbers):
        if time.monotonic() > give_up:
            return False
        time.sleep(0.05)
    return True


def becomes_free(folder: Path) -> bool:
    """Whether the lock is given up within a while: a killed process lets go when its last thread is gone."""
    give_up = time.monotonic() + ENDED_WITHIN_S
    while time.monotonic() < give_up:
        with suppress(AlreadyRunning), held(folder):
            return True
        time.sleep(0.05)
    return False


@needs_proc
@pytest.mark.timeout(180)
def test_both_programs_answer_until_ctrl_c_and_nothing_stays_behind(civicdesk: Command) -> None:
    """Chat and console are served, a second run is refused, and one SIGINT ends every process in order."""
    with running(civicdesk.folder) as served:
        assert served.chat in served.output.read_text()
        assert httpx.get(f"{served.chat}/api/health", trust_env=False).json()["status"] == "ready"
        assert httpx.get(served.console, trust_env=False).status_code == 200
        assert "server" not in httpx.get(served.chat, trust_env=False).headers
        second = civicdesk("run")
        assert (second.exit_code, "running" in second.stderr) == (1, True)
        started = served.descendants()
        assert len(started) >= 2
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(ENDED_WITHIN_S) == 0
        assert all_end(started)


@needs_proc
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
@pytest.mark.timeout(180)
def test_killing_the_command_leaves_no_program_and_no_lock(civicdesk: Command) -> None:
    """After SIGKILL the programs end too, and the data folder is free again."""
    with running(civicdesk.folder) as served:
        started = served.descendants()
        served.process.kill()
        served.process.wait()
        assert all_end(started)
        assert becomes_free(civicdesk.folder)


@pytest.mark.parametrize("setting", ["port", "console_port"])
def test_a_busy_port_is_told_with_the_name_of_its_setting(civicdesk: Command, setting: str) -> None:
    """Nothing is started, and the line names what to change."""
    ports = {"port": str(free_port()), "console_port": str(free_port())}
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(ports[setting])))
        other.listen()
        result = civicdesk("run", **ports)
    assert result.exit_code == 1
    assert f"{PREFIX}{setting.upper()}: port {ports[setting]}" in result.stderr


def test_every_wrong_setting_is_named(civicdesk: Command) -> None:
    """Exit code 2, a line for each; the values are not repeated."""
    result = civicdesk("run", port="many", workers="0", model_base_url=SECRET)
    assert result.exit_code == 2
    for name in ("PORT", "WORKERS", "MODEL_BASE_URL"):
        assert f"{PREFIX}{name}:" in result.stderr
    assert SECRET not in result.output


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Settings, in an environment that holds secrets of this service and of others."""
    for name in (
        "CIVICDESK_MODEL_API_KEY",
        "CIVICDESK_DATABASE_URL",
        "OPENAI_API_KEY",
        "AWS_SECRET_ACCESS_KEY",
    ):
        monkeypatch.setenv(name, SECRET)
    monkeypatch.setenv("PGPASSWORD", SECRET)
    return settings_of(tmp_path)


def test_no_secret_stands_on_a_command_line(crowded: Settings) -> None:
    """Whoever lists processes learns nothing."""
    assert not [one for program in programs(crowded) for one in program.argv if SECRET in one]


def test_the_console_gets_no_secret_at_all(crowded: Settings) -> None:
    """Neither the model's key nor the database's address, and of the settings only where the API is."""
    env = programs(crowded)[1].env
    assert SECRET not in env.values()
    assert [name for name in env if name.startswith(PREFIX)] == [f"{PREFIX}API_URL"]


def test_the_api_gets_the_settings_and_no_other_secrets(crowded: Settings) -> None:
    """What other programs keep in the environment is not passed on."""
    env = programs(crowded)[0].env
    secret = {name for name, value in env.items() if value == SECRET}
    assert secret == {"CIVICDESK_MODEL_API_KEY", "CIVICDESK_DATABASE_URL", "PGPASSWORD"}


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("desk.example", "http://desk.example:8000"),
    ],
)
def test_the_console_reaches_the_api_whatever_it_listens_on(host: str, url: str) -> None:
    """An address that means every interface is asked on the loopback."""
    assert api_url(Settings.model_construct(host=host)) == url


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("embedding_model", "another-model/2"),
        ("dimension", 64),
        ("tokenizer", "another-tokenizer/1"),
        ("splitter", "another-splitter/1"),
        ("format", "other-files/9"),
    ],
)
def test_an_index_made_for_other_settings_stops_the_start(
    civicdesk: Command, field: str, value: object
) -> None:
    """One line says what does not fit and which command mends it."""
    rewrite_manifest(civicdesk.folder, **{field: value})
    refused = civicdesk("run", port=str(free_port()), console_port=str(free_port()))
    assert refused.exit_code == 1
    assert "was built with" in refused.stderr
    assert refused.stderr.strip().endswith("civicdesk index build")


def test_the_command_named_mends_the_index(civicdesk: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """The API alone refuses too; after the build nothing is refused any more."""
    rewrite_manifest(civicdesk.folder, tokenizer="another-tokenizer/1")
    settings = settings_of(civicdesk.folder)
    assert serve(settings) == 1
    assert "civicdesk index build" in capsys.readouterr().err
    assert civicdesk("index", "build").exit_code == 0
    set_up(settings)
    assert civicdesk("index", "check").exit_code == 0


def rewrite_manifest(folder: Path, **changed: object) -> None:
    """Change what the active index says of itself."""
    for path in (folder / "indexes").glob("*/manifest.json"):
        path.write_text(json.dumps(json.loads(path.read_text()) | changed))
