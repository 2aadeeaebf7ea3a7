"""What a language model is told holds nothing worth stealing (X-04)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.language_model.parts import PROMPTS, draft_with, model_at
from tests.scripted_model.server import ScriptedModel

KEY = "sk-a1b2c3d4e5f6a7b8c9d0e1f2"
SECRET = re.compile(
    r"sk-[A-Za-z0-9]{8,}|AKIA[0-9A-Z]{12,}|-----BEGIN|eyJ[A-Za-z0-9_-]{10,}\.|"
    r"(?i:password|api[_ -]?key|secret|token)\s*[:=]\s*\S+|[A-Za-z0-9+/]{40,}|https?://|postgresql|/home/|/etc/"
)
"""Keys and tokens of known shapes, anything set equal to a password, long runs without meaning, addresses and paths."""

UNKNOWN = ("tools", "functions", "tool_choice", "user", "metadata", "web_search_options", "store")
"""Fields by which a model could act, remember or tell about whoever asked."""


@pytest.mark.parametrize("path", sorted(PROMPTS.glob("*.md")), ids=lambda path: path.name)
def test_prompts_hold_no_secret(path: Path) -> None:
    """X-04: whoever gets a model to repeat its prompt learns how it is asked, and nothing else."""
    assert SECRET.findall(path.read_text("utf-8")) == []


def test_the_scan_finds_secrets() -> None:
    """A scan that finds nothing anywhere would prove nothing."""
    for secret in (KEY, "password: hunter2", "https://intern.example/api", "A" * 44, "-----BEGIN KEY-----"):
        assert SECRET.search(f"Answer plainly. {secret}")


def test_what_is_sent_holds_no_secret_and_gives_no_means(server: ScriptedModel) -> None:
    """X-04: no key, path or address in any message, and no field through which the model could do anything."""
    draft_with(model_at(server, api_key=KEY))
    (request,) = server.requests
    assert not set(request) & set(UNKNOWN)
    said = "\n".join(message["content"] for message in request["messages"])
    assert SECRET.findall(said) == []
    assert KEY not in json.dumps(request)
