"""How the console is started: the one place that knows Streamlit's command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ENTRY = Path(__file__).with_name("app.py")

SAFETY_FLAGS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.enableXsrfProtection": "true",
    "server.maxUploadSize": "25",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "runner.magicEnabled": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
}
"""Passed as flags, which outrank environment and files, so that no setting lying around weakens them."""


def command(port: int, api_url: str) -> tuple[list[str], dict[str, str]]:
    """The argument list and environment that serve the console on 127.0.0.1:`port` against the API at `api_url`.

    The environment is a copy of this process's with the additions; nothing is started here.
    """
    argv = [sys.executable, "-m", "streamlit", "run", str(ENTRY), f"--server.port={port}"]
    argv += [f"--{name}={value}" for name, value in SAFETY_FLAGS.items()]
    root = str(ENTRY.parent.parent)
    inherited = os.environ.get("PYTHONPATH")
    env = dict(os.environ)
    env["PYTHONPATH"] = os.pathsep.join([root, inherited]) if inherited else root
    env["CIVICDESK_API_URL"] = api_url
    return argv, env
