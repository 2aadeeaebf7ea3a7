"""`civicdesk run`: first start, then the API and the console side by side until somebody ends them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

import typer

from assistant import run_lock
from assistant.cli.commands import command
from assistant.cli.installations import opened
from assistant.cli.ports import api_url, chat_url, require_free_ports
from assistant.cli.terminal import progress_bars, say
from assistant.fitting_index import require_fitting_index
from assistant.serving_environment import ONE_AT_A_TIME
from assistant.settings import PREFIX, Settings, load_settings
from assistant.supervise import Program, StopWish, Supervisor

PASSED_ON = frozenset(
    {"PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "TZ", "TMPDIR", "LANG", "LANGUAGE", "VIRTUAL_ENV"}
    | {"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "SSL_CERT_FILE", "SSL_CERT_DIR"}
)
"""What every program needs of the environment. Anything else stays with this process: it could be a secret."""

PASSED_ON_PREFIXES = ("LC_", "PYTHON")

NETWORK = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"})
"""What the API needs besides, in either case of letters, to reach a language model through a proxy."""

API_PREFIXES = (*PASSED_ON_PREFIXES, PREFIX, "PG")
"""The API reads the settings itself, and the PostgreSQL driver its own variables."""

CONSOLE_PREFIXES = (*PASSED_ON_PREFIXES, "STREAMLIT_")
"""The console gets no setting of the service: neither the model's key nor the database's address."""

CONSOLE_API_URL = f"{PREFIX}API_URL"

CONSOLE_LOG_LEVEL = {"STREAMLIT_LOGGER_LEVEL": "warning"}
"""Where the environment says nothing else: the addresses are told here, once."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "run")(run)


def run() -> None:
    """Set up what is missing, then serve the chat and the review console until Ctrl-C.

    The first start creates the data folder and, unless `CIVICDESK_SAMPLE_TOWN=false`, loads a fictional town with
    policies, accounts and certificates (a minute or two). Later starts take seconds and keep the data.

    Example: `CIVICDESK_PORT=8080 civicdesk run`
    """
    settings = load_settings()
    wish = StopWish()
    with run_lock.held(settings.data_dir) as lock:
        require_free_ports(settings)
        set_up(settings)
        with wish.heard():
            supervisor = Supervisor(programs(settings), wish, (lock,))
            with supervisor.started():
                if not wish:
                    _tell_addresses(settings)
                supervisor.watch()
    say("Stopped.")


def set_up(settings: Settings) -> None:
    """Bring the database up to date, load the sample town, see that an index answers. What was done is not repeated."""
    from assistant.first_start import load_sample_town

    with opened(settings) as installation, progress_bars() as progress:
        base = installation.knowledge_base
        require_fitting_index(base)
        if settings.sample_town:
            load_sample_town(installation, progress)
        if base.active_index() is None:
            base.build_index(lambda done, total: progress("Building the index", done, total))


def programs(settings: Settings) -> list[Program]:
    """What runs side by side. No secret stands on a command line."""
    from review_console.launch import command as console_command

    argv, env = console_command(settings.console_port, api_url(settings))
    host, port = api_url(settings).removeprefix("http://").rsplit(":", 1)
    return [
        Program(
            "the API",
            [sys.executable, "-P", "-m", "assistant.serve"],
            ONE_AT_A_TIME | _chosen(os.environ, API_PREFIXES, NETWORK),
            host.strip("[]"),
            int(port),
            "/api/health",
        ),
        Program(
            "the console",
            argv,
            CONSOLE_LOG_LEVEL | _chosen(env, CONSOLE_PREFIXES) | {CONSOLE_API_URL: env[CONSOLE_API_URL]},
            "127.0.0.1",
            settings.console_port,
            "/_stcore/health",
        ),
    ]


def _chosen(
    env: Mapping[str, str], prefixes: tuple[str, ...], more: frozenset[str] = frozenset()
) -> dict[str, str]:
    return {
        name: value
        for name, value in env.items()
        if name.upper() in PASSED_ON | more or name.upper().startswith(prefixes)
    }


def _tell_addresses(settings: Settings) -> None:
    from assistant.first_start import ACCOUNTS_FILE

    accounts = settings.data_dir / ACCOUNTS_FILE
    say(f"Chat      {chat_url(settings)}")
    say(f"Console   http://127.0.0.1:{settings.console_port}")
    if accounts.exists():
        say(f"Accounts  {accounts} (only you can read it)")
    say("Ctrl-C stops both.")
