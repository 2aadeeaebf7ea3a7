"""How the console is started."""

from __future__ import annotations

import tomllib
from pathlib import Path

from review_console.launch import ENTRY, SAFETY_FLAGS, command


def test_the_command_serves_on_the_loopback_only() -> None:
    """The console is not reachable from outside unless a proxy is put before it."""
    argv, _env = command(8501, "http://127.0.0.1:8000")
    assert "--server.address=127.0.0.1" in argv
    assert "--server.port=8501" in argv


def test_no_usage_statistics_are_sent() -> None:
    """Streamlit's own reporting is off."""
    assert "--browser.gatherUsageStats=false" in command(1, "http://127.0.0.1:2")[0]


def test_the_environment_names_the_api() -> None:
    """The console finds the API by its environment."""
    assert command(1, "http://127.0.0.1:2")[1]["CIVICDESK_API_URL"] == "http://127.0.0.1:2"


def test_a_start_by_hand_is_as_safe() -> None:
    """The configuration beside app.py agrees with every safety flag."""
    config = tomllib.loads((ENTRY.parent / ".streamlit" / "config.toml").read_text("utf-8"))
    for name, value in SAFETY_FLAGS.items():
        section, option = name.split(".")
        assert str(config[section][option]).lower() == value.lower()


def test_the_entry_exists() -> None:
    """The command names a file that is there."""
    assert Path(command(1, "x")[0][4]).is_file()
