"""The chat and the API as one process: `python -m assistant.serve`. `civicdesk run` starts it; so may a service manager."""

from __future__ import annotations

import logging
import signal
import sys
from types import FrameType

import uvicorn

from assistant.bootstrap import Installation, build, set_up_logging
from assistant.fitting_index import UnfitIndex, require_fitting_index
from assistant.settings import Settings, SettingsError, load_settings
from assistant.web.app import create_app

KEEP_ALIVE_S = 15
"""Seconds an idle connection stays open: longer than a page waits between two looks, shorter than a proxy keeps one."""

FINISH_WITHIN_S = 5
"""Seconds open requests get at the end. Live pages never end by themselves and come back by themselves, so waiting
longer would only delay the end; a question that was accepted is stored and taken up at the next start."""

WAITING_CONNECTIONS = 512
"""Connections the operating system holds for us before it refuses: a burst, not a day."""


def server_of(installation: Installation) -> uvicorn.Server:
    """The server, not yet started. Paths carry ids, so requests are not logged, nor does it tell what serves."""
    settings = installation.settings
    return uvicorn.Server(
        uvicorn.Config(
            create_app(installation.desk, installation.working),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            # A proxy on this machine may name its client, so that limits count people and not the proxy.
            proxy_headers=True,
            forwarded_allow_ips="127.0.0.1,::1",
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=FINISH_WITHIN_S,
            backlog=WAITING_CONNECTIONS,
            lifespan="on",
        )
    )


def serve(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT; the exit code."""
    set_up_logging(settings.log_level)
    for chatty in ("alembic", "uvicorn.error"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))
    installation = build(settings)
    try:
        require_fitting_index(installation.knowledge_base)
    except UnfitIndex as error:
        installation.close()
        sys.stderr.write(f"{error}\n")
        return 1
    # The server handles signals while it runs and raises them once more at its end: then it is time to close.
    signal.signal(signal.SIGTERM, _end)
    try:
        server = server_of(installation)
        server.run()
        return 0 if server.started else 1
    finally:
        installation.close()


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> None:
    """The process's entry."""
    try:
        settings = load_settings()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None
    raise SystemExit(serve(settings))


if __name__ == "__main__":
    main()
