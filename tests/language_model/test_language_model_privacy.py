"""What leaves the process, where it goes, and what is written down about it."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.domain.questions import Author, Language, Turn
from assistant.services.ports import ModelFailure
from tests.language_model.parts import CHARGED, FEE, INJECTION, draft_with, model_at, passage, question
from tests.scripted_model.server import Behaviour, ScriptedModel, serve_model

PHONE = "0171 5550123"
KEY = "key-of-the-endpoint"
ASKING = """
import logging, sys
logging.basicConfig(level=logging.DEBUG)
from tests.language_model.parts import draft_with, model_at
from tests.scripted_model.server import ScriptedModel
draft_with(model_at(ScriptedModel(url=sys.argv[1]), api_key=sys.argv[2]))
"""


def test_only_what_is_masked_is_sent(server: ScriptedModel) -> None:
    """The history is not sent with a draft, and the standalone text stands for what was typed."""
    asked = question(f"call {PHONE}", history=(Turn(Author.CITIZEN, f"I am at {PHONE}"),))
    model_at(server).draft(asked, "What does it cost? [PHONE_NUMBER]", [passage()], CHARGED)
    assert "[PHONE_NUMBER]" in server.sent_text()
    assert PHONE not in server.sent_text()


def test_an_instruction_in_a_passage_stays_between_the_markers(server: ScriptedModel) -> None:
    """It stands once, in the block of its passage, under a marker that the system message names."""
    draft_with(model_at(server))
    system, user = (message["content"] for message in server.requests[0]["messages"])
    (marker,) = set(re.findall(r"<<\w+>>", user))
    assert marker in system
    assert INJECTION not in system
    blocks = user.split(marker)
    assert [INJECTION in block for block in blocks] == [False, False, False, True, False]


def test_markers_and_tokens_differ_from_one_request_to_the_next(server: ScriptedModel) -> None:
    """A policy's author cannot know what to write to step out of the markers."""
    model = model_at(server)
    for _ in range(3):
        draft_with(model)
        model.rewrite("and electric?", [], Language.EN, CHARGED)
    markers = re.findall(r"<<(\w+)>>", "".join(_user(request) for request in server.requests))
    tokens = re.findall(r"token (P\w+)", "".join(_user(request) for request in server.requests))
    assert len(set(markers)) == 6
    assert len(set(tokens)) == 3


def _user(request: dict[str, list[dict[str, str]]]) -> str:
    return request["messages"][1]["content"]


@pytest.mark.parametrize("behaviour", [Behaviour.TOO_MANY, Behaviour.UNAUTHORISED, Behaviour.MISQUOTE])
def test_neither_logs_nor_errors_repeat_the_question_or_the_key(
    server: ScriptedModel, behaviour: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    """The server's error repeats the question; nothing of it is logged, at whatever level, or raised."""
    caplog.set_level(logging.DEBUG)
    server.behave(behaviour)
    with pytest.raises(ModelFailure) as caught:
        model_at(server, api_key=KEY).draft(question(), "What does a unicorn cost?", [passage()], CHARGED)
    written = caplog.text + str(caught.value) + repr(caught.value.__cause__)
    assert "unicorn" in server.sent_text()
    assert "unicorn" not in written
    assert FEE not in written
    assert KEY not in written


@pytest.mark.parametrize("library", ["openai._base_client", "httpx", "httpcore.http11", "langsmith.client"])
def test_libraries_stay_quiet_even_where_debugging_is_on(server: ScriptedModel, library: str) -> None:
    """Some of their releases write whole requests out, whatever this one does."""
    logging.getLogger(library.partition(".")[0]).setLevel(logging.DEBUG)
    model_at(server)
    assert not logging.getLogger(library).isEnabledFor(logging.INFO)


def test_a_redirect_is_not_followed(server: ScriptedModel) -> None:
    """A server cannot pass a citizen's words on to another."""
    with serve_model() as thief:
        server.redirect_to = f"{thief.url}/chat/completions"
        server.behave(Behaviour.REDIRECT)
        with pytest.raises(ModelFailure):
            draft_with(model_at(server))
        assert not thief.contacts


def test_the_environment_can_neither_reroute_nor_trace_nor_sign_nor_log(server: ScriptedModel) -> None:
    """A process full of variables asks the address and with the key it was given, and writes nothing down."""
    with serve_model() as thief:
        variables = {
            **dict.fromkeys(("OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_PROXY"), thief.url),
            **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"), thief.url),
            **dict.fromkeys(("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT", "LANGSMITH_GATEWAY"), thief.url),
            **dict.fromkeys(("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"), "true"),
            **dict.fromkeys(("LANGSMITH_API_KEY", "LANGSMITH_GATEWAY_API_KEY", "OPENAI_API_KEY"), "another"),
            **dict.fromkeys(("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"), "another"),
            "OPENAI_CUSTOM_HEADERS": "Authorization: Bearer another\nX-Leak: another",
            "OPENAI_LOG": "debug",
        }
        kept = {name: value for name, value in os.environ.items() if name.lower() != "no_proxy"}
        ran = subprocess.run(
            [sys.executable, "-c", ASKING, server.url, KEY],
            cwd=Path(__file__).parents[2],
            env=kept | variables,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert server.contacts == ["POST /v1/chat/completions"]
        assert thief.contacts == []
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert "another" not in str(server.headers)
    assert FEE not in ran.stdout + ran.stderr
    assert KEY not in ran.stdout + ran.stderr
