"""A real HTTP server on 127.0.0.1 that speaks OpenAI's chat completions and behaves as told.

    with serve_model() as server:                            # Behaviour.GOOD until told otherwise
        server.behave(Behaviour.SLOW)                        # from now on
        server.behave(Behaviour.TOO_MANY, Behaviour.GOOD)    # once the first, then the second from then on
        server.url                                           # http://127.0.0.1:…/v1
        server.requests                                      # the JSON bodies of completions asked for, oldest first
        server.contacts                                      # "POST /v1/chat/completions" …: whatever came, fit or not
        server.headers                                       # those of each contact, names in lower case
        server.sent_text()                                   # all bodies as one string, to look for what must not leave

A good answer is made of the passages in the request: the first sentence of the first passage, quoted under its token.
Asked to rewrite a follow-up, it strings the citizen's messages together; `Behaviour.REWRITE` answers with `server.said`.
Asked to translate, it answers with `server.said`; `Behaviour.TRANSLATES` drafts in Chinese whatever the passages are in.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.scripted_model.behaviours import Behaviour, completion, streamed

__all__ = ["Behaviour", "ScriptedModel", "serve_model"]


HOLD_S = 30.0
"""How long a slow answer is held back at most: longer than any test waits."""

POLL_S = 0.02
"""How soon the server notices that it is to end."""

_STATUSES = {
    Behaviour.TOO_MANY: 429,
    Behaviour.BROKEN: 500,
    Behaviour.UNAUTHORISED: 401,
    Behaviour.TOO_LONG: 400,
    Behaviour.REDIRECT: 307,
}


_UNWANTED = {
    Behaviour.NO_TEMPERATURE: ("temperature",),
    Behaviour.ONE_LIMIT: ("max_tokens",),
    Behaviour.OLD_LIMIT: ("max_completion_tokens",),
}


@dataclass
class ScriptedModel:
    """The server's state, shared between the test and the server's threads."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    said: str = "A standalone question?"
    redirect_to: str = ""
    closing: threading.Event = field(default_factory=threading.Event)
    _behaviours: list[Behaviour] = field(default_factory=lambda: [Behaviour.GOOD])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def behave(self, *behaviours: Behaviour) -> None:
        """One behaviour a request, in order; the last one stays."""
        with self._lock:
            self._behaviours = list(behaviours)

    def next_behaviour(self) -> Behaviour:
        """The behaviour for the request that has just come."""
        with self._lock:
            return self._behaviours.pop(0) if len(self._behaviours) > 1 else self._behaviours[0]

    def sent_text(self) -> str:
        """Everything that was ever sent here, as one string."""
        return json.dumps(self.requests, ensure_ascii=False)


class _Handler(BaseHTTPRequestHandler):
    state: ScriptedModel
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        """Keep test output quiet."""

    def parse_request(self) -> bool:
        fits = super().parse_request()
        self.state.contacts.append(f"{self.command} {self.path}")
        self.state.headers.append(
            {name.lower(): value for name, value in self.headers.items()} if fits else {}
        )
        return fits

    def do_GET(self) -> None:
        models = [{"id": "scripted", "object": "model", "created": 0, "owned_by": "tests"}]
        if self.path.endswith("/models"):
            self._json(200, {"object": "list", "data": models})
        else:
            self._json(404, _error("there is nothing here"))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.path.endswith("/chat/completions"):
            self._json(404, _error("there is nothing here"))
            return
        request = json.loads(body)
        self.state.requests.append(request)
        self._answer(request, self.state.next_behaviour())

    def _answer(self, request: dict[str, Any], behaviour: Behaviour) -> None:
        mode = request.get("response_format", {}).get("type")
        rejects = (behaviour is Behaviour.NO_SCHEMA and mode == "json_schema") or (
            behaviour is Behaviour.NO_RESPONSE_FORMAT and mode
        )
        unwanted = [name for name in _UNWANTED.get(behaviour, ()) if name in request]
        if behaviour is Behaviour.SLOW:
            self.state.closing.wait(HOLD_S)
        if behaviour is Behaviour.HANG_UP:
            self.close_connection = True
        elif behaviour is Behaviour.DRIPPING:
            self._drip()
        elif behaviour is Behaviour.HTML_PAGE:
            self._send(200, "text/html", b"<html><body>Please sign in to the network</body></html>")
        elif behaviour in _STATUSES:
            # The words of the request in the error: servers do that, and the adapter must not repeat it.
            self._json(_STATUSES[behaviour], _error(f"cannot serve {request['messages'][-1]['content']}"))
        elif rejects:
            self._json(400, _error("response_format is not supported"))
        elif unwanted:
            told = f"Unsupported parameter: '{unwanted[0]}' is not supported with this model."
            # Some servers name the parameter in a field of its own, others in the message only.
            named = {"param": unwanted[0]} if behaviour is Behaviour.NO_TEMPERATURE else {}
            self._json(400, {"error": {**_error(told)["error"], **named}})
        elif behaviour is Behaviour.STREAMED:
            body = completion(request, Behaviour.GOOD, self.state.said)
            self._send(200, "text/event-stream", streamed(body))
        else:
            self._json(200, completion(request, behaviour, self.state.said))

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
        self._send(status, "application/json", json.dumps(body).encode())

    def _send(self, status: int, content_type: str, payload: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(payload)))
            if status == 307:
                self.send_header("Location", self.state.redirect_to)
            self.send_header("Retry-After-Ms", "10")
            self.end_headers()
            self.wfile.write(payload)
        except OSError:
            return


def _error(message: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error"}}


class _Server(ThreadingHTTPServer):
    daemon_threads = True


@contextmanager
def serve_model(behaviour: Behaviour = Behaviour.GOOD) -> Iterator[ScriptedModel]:
    """The scripted model behind a real address."""
    state = ScriptedModel()
    state.behave(behaviour)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True).start()
    try:
        yield state
    finally:
        state.closing.set()
        server.shutdown()
        server.server_close()
