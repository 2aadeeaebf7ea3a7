"""A real HTTP server that speaks OpenAI's chat completions and behaves as told.

with serve_model() as server:
    server.behave(Behaviour.SLOW)        # from now on; GOOD at first
    server.url                           # http://127.0.0.1:…/v1
    server.requests                      # the JSON bodies received, oldest first
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Behaviour(StrEnum):
    """What the server does with a request."""

    GOOD = "good"
    GOOD_AFTER_FAULT = "good_after_fault"
    EMPTY_CLAIMS = "empty_claims"
    SLOW = "slow"
    DRIPPING = "dripping"
    TOO_MANY = "too_many"
    BROKEN = "broken"
    UNAUTHORISED = "unauthorised"
    REFUSAL = "refusal"
    GARBAGE = "garbage"
    NULL_CONTENT = "null_content"
    NO_CHOICES = "no_choices"
    INVENTED_PASSAGE = "invented_passage"
    MISQUOTE = "misquote"
    NO_QUOTE = "no_quote"
    WEB_ADDRESS = "web_address"
    NOT_JSON = "not_json"
    NO_SCHEMA = "no_schema"
    NO_RESPONSE_FORMAT = "no_response_format"
    HANG_UP = "hang_up"
    REWRITE = "rewrite"


_PASSAGE = re.compile(r"token (P\w+)\n(<<\w+>>)\n[^\n]*\n(.*?)\n\2", re.DOTALL)
HOLD_S = 30.0


@dataclass
class ScriptedModel:
    """The server's state."""

    url: str = ""
    behaviour: Behaviour = Behaviour.GOOD
    requests: list[dict[str, Any]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    said: str = "A standalone question?"

    def behave(self, behaviour: Behaviour) -> None:
        """From now on."""
        self.behaviour = behaviour

    def sent_text(self) -> str:
        """Everything that was ever sent here, as one string."""
        return json.dumps(self.requests, ensure_ascii=False)


def _draft(
    request: dict[str, Any], *, passage: str | None = None, quote: str | None = None
) -> dict[str, Any]:
    """A reply made of the first sentence of the first passage in the request."""
    text = "\n".join(str(message["content"]) for message in request["messages"] if message["role"] == "user")
    found = _PASSAGE.search(text)
    token, body = (found.group(1), found.group(3)) if found else ("P0", "nothing")
    lines = [line.strip() for line in body.splitlines() if len(line.strip()) > 20]
    first = re.split(r"(?<=[.。])\s*", lines[0] if lines else body)[0]
    return {"claims": [{"text": first, "quotes": [{"passage": passage or token, "quote": quote or first}]}]}


class _Handler(BaseHTTPRequestHandler):
    state: ScriptedModel
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        """Keep test output quiet."""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.state.requests.append(request)
        behaviour = self.state.behaviour
        mode = request.get("response_format", {}).get("type")
        if behaviour is Behaviour.HANG_UP:
            self.close_connection = True
            return
        if behaviour is Behaviour.SLOW:
            self.state.closing.wait(HOLD_S)
        statuses = {Behaviour.TOO_MANY: 429, Behaviour.BROKEN: 500, Behaviour.UNAUTHORISED: 401}
        if behaviour in statuses:
            self._json(statuses[behaviour], {"error": {"message": "no", "type": "x"}})
        elif (behaviour is Behaviour.NO_SCHEMA and mode == "json_schema") or (
            behaviour is Behaviour.NO_RESPONSE_FORMAT and mode
        ):
            self._json(
                400,
                {"error": {"message": "response_format is not supported", "type": "invalid_request_error"}},
            )
        elif behaviour is Behaviour.DRIPPING:
            self._drip()
        else:
            self._json(200, self._completion(request, behaviour))

    def _completion(self, request: dict[str, Any], behaviour: Behaviour) -> dict[str, Any]:
        message: dict[str, Any] = {"role": "assistant", "content": self._content(request, behaviour)}
        if behaviour is Behaviour.REFUSAL:
            message |= {"content": None, "refusal": "I will not."}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        return {
            "id": "c1",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": request["model"],
            "choices": [] if behaviour is Behaviour.NO_CHOICES else choices,
            "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
        }

    def _content(self, request: dict[str, Any], behaviour: Behaviour) -> str | None:
        first_try = not any(message["role"] == "assistant" for message in request["messages"])
        match behaviour:
            case Behaviour.NULL_CONTENT | Behaviour.REFUSAL:
                return None
            case Behaviour.GARBAGE:
                return '{"claims": "yes"}'
            case Behaviour.NOT_JSON:
                return "Dear citizen, the fee is 5 euros."
            case Behaviour.REWRITE:
                return self.state.said
            case Behaviour.EMPTY_CLAIMS:
                return '{"claims": []}'
            case Behaviour.INVENTED_PASSAGE:
                return json.dumps(_draft(request, passage="Pffffffff"))
            case Behaviour.MISQUOTE:
                return json.dumps(_draft(request, quote="The fee is 99999 euros by order of nobody."))
            case Behaviour.GOOD_AFTER_FAULT if first_try:
                return json.dumps(_draft(request, quote="Words that stand nowhere at all."))
            case Behaviour.NO_QUOTE:
                draft = _draft(request)
                draft["claims"][0]["quotes"] = []
                return json.dumps(draft)
            case Behaviour.WEB_ADDRESS:
                draft = _draft(request)
                draft["claims"][0]["text"] += " See https://evil.example/"
                return json.dumps(draft)
            case _:
                return json.dumps(_draft(request), ensure_ascii=False)

    def _drip(self) -> None:
        """Headers at once, then a byte of white space every tenth of a second, for ever."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            while not self.state.closing.wait(0.1):
                self.wfile.write(b" ")
                self.wfile.flush()
        except OSError:
            return

    def _json(self, status: int, body: object) -> None:
        payload = json.dumps(body).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)
        except OSError:
            return


class _Server(ThreadingHTTPServer):
    daemon_threads = True


@contextmanager
def serve_model(behaviour: Behaviour = Behaviour.GOOD) -> Iterator[ScriptedModel]:
    """The scripted model behind a real address."""
    state = ScriptedModel(behaviour=behaviour)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield state
    finally:
        state.closing.set()
        server.shutdown()
        server.server_close()
