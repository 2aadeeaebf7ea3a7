"""A real HTTP server that serves the chat page and keeps the citizens' contract with scripted outcomes.

Run it by hand with `python -m tests.browser.scripted_chat_api 8700` to work on the page.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from tests.browser import scripted_chat_town as town
from tests.browser.scripted_chat_town import Json

STATIC = Path(__file__).parents[2] / "assistant" / "web" / "static"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
POLL_S = 0.02
"""How often the server looks whether it is to stop; the library's half second would be paid by every test."""
STAGES = ("screen", "understand", "retrieve", "draft", "verify", "route")


@dataclass
class Talk:
    """One conversation: its messages, all events so far, and the answers given per client id."""

    id: str
    secret: str
    language: str
    messages: list[Json] = field(default_factory=list)
    events: list[tuple[str, Json]] = field(default_factory=list)
    taken: dict[str, Json] = field(default_factory=dict)


@dataclass
class ScriptedTown:
    """The server's state. Tests turn its switches; every change wakes the open streams."""

    talks: dict[str, Talk] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)
    disclosure_version: str = "d1"
    hold_at: str | None = None
    drop_answers: int = 0
    refuse_next: list[tuple[int, str, str, int | None]] = field(default_factory=list)
    unreachable: bool = False
    wire: int = 0
    streams_opened: int = 0
    closing: bool = False
    requests: list[str] = field(default_factory=list)
    appealed: list[Json] = field(default_factory=list)
    rated: list[Json] = field(default_factory=list)
    proposed: list[Json] = field(default_factory=list)
    choices: dict[str, bool] = field(default_factory=dict)
    url: str = ""

    def only_talk(self) -> Talk:
        """The one conversation there is."""
        (talk,) = self.talks.values()
        return talk

    def cut(self) -> None:
        """Close every open stream."""
        with self.changed:
            self.wire += 1
            self.changed.notify_all()

    def release(self) -> None:
        """Let a question held at a stage go on."""
        with self.changed:
            self.hold_at = None
            self.changed.notify_all()

    def add(self, talk: Talk, message: Json, text: str | None = None) -> Json:
        """Put `message` into the conversation and on its stream."""
        with self.changed:
            seq = len(talk.messages) + 1
            whole = {**message, "id": f"{talk.id}-m{seq}", "seq": seq, "created_at": "2026-05-04T09:00:00Z"}
            if text is not None:
                whole["text"] = text
            talk.messages.append(whole)
            talk.events.append(("message", whole))
            self.changed.notify_all()
            return whole

    def reply_as_person(self, text: str, provenance: str = "person") -> None:
        """A person answers the open case."""
        talk = self.only_talk()
        for message in talk.messages:
            if "case" in message:
                message["case"]["state"] = "replied"
        self.add(talk, town.persons_reply(text, provenance))

    def decide_appeal(self, state: str, text: str) -> None:
        """Another person says what came of the appeal."""
        talk = self.only_talk()
        first = next(message for message in talk.messages if message["kind"] == "reply")
        first["reply"]["appeal"]["state"] = state
        told = town.persons_reply(text)
        told["reply"] = {**told["reply"], "id": "outcome", "of_appeal": True}
        self.add(talk, told)

    def mend_rated(self, text: str) -> None:
        """Staff write that something was mended; the reply may be rated once more."""
        talk = self.only_talk()
        first = next(message for message in talk.messages if message["kind"] == "reply")
        first["reply"]["rating"] |= {"open": True, "mended": True}
        released = {"kind": "person", "label": "caseworker, Housing"}
        told = {"kind": "call_back", "author": "person", "released_by": released}
        self.add(talk, {**told, "about_reply": first["reply"]["id"], "mended": True}, text)

    def correct(self, text: str) -> None:
        """A person corrects the first reply."""
        talk = self.only_talk()
        first = next(message for message in talk.messages if message["kind"] == "reply")
        first["reply"]["corrected_at"] = "2026-05-05T09:00:00Z"
        corrected = {**town.persons_reply(text), "kind": "correction", "corrects": first["reply"]["id"]}
        corrected["reply"] = {**corrected["reply"], "id": "correction"}
        self.add(talk, corrected)

    def take(self, talk: Talk, client_id: str, text: str) -> Json:
        """Accept a question once; the same client id gets the same answer."""
        with self.changed:
            if client_id in talk.taken:
                return talk.taken[client_id]
            message = self.add(talk, {"author": "citizen", "kind": "question"}, text)
            answer: Json = {"question_id": f"q-{message['id']}", "message": message}
            talk.taken[client_id] = answer
            if "end my life" in text:  # help comes with the answer; here the stream never brings it
                helped = town.outcome("fire", "")
                answer["at_once"] = [{**message, **helped, "id": "at-once", "seq": message["seq"] + 1}]
                return answer
        threading.Thread(target=self._work, args=(talk, answer), daemon=True).start()
        return answer

    def _work(self, talk: Talk, answer: Json) -> None:
        for stage in STAGES:
            for state in ("started", "done"):
                with self.changed:
                    event = {"question_id": answer["question_id"], "stage": stage, "state": state}
                    talk.events.append(("stage", event))
                    self.changed.notify_all()
                    while self.hold_at == stage and not self.closing:
                        self.changed.wait(1)
        number = f"H-2026-{len(talk.messages):04d}"
        self.add(talk, town.outcome(answer["message"]["text"], number))


class _Handler(BaseHTTPRequestHandler):
    town: ScriptedTown
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        """Keep test output quiet."""

    def do_GET(self) -> None:
        path = self._begin()
        if path is None:
            return None
        if path == "/api/disclosure":
            language = self.query.get("language", "en")
            told = {"version": self.town.disclosure_version, "text": town.DISCLOSURE[language]}
            return self._json(200, {**told, "languages": ["en", "zh"], "town_name": "Aldermoor"})
        if path in town.OPEN:
            return self._json(200, town.OPEN[path])
        found = re.fullmatch(r"/api/documents/([^/]+)/versions/([^/]+)", path)
        if found:
            document = town.DOCUMENTS.get("/".join(unquote(part) for part in found.groups()))
            return (
                self._json(200, document) if document else self._refuse(404, "not_found", "No such document.")
            )
        if path.startswith("/api/"):
            return self._conversation(path)
        return self._file(path)

    def do_POST(self) -> None:
        path = self._begin()
        if path is None:
            return None
        self.body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if self.town.refuse_next:
            return self._refuse(*self.town.refuse_next.pop(0))
        if path == "/api/deletion-receipts":
            if self.body["receipt"] != town.RECEIPT:
                return self._refuse(404, "not_found", "There is no such receipt.")
            return self._json(200, {"at": "2026-05-04T09:00:00Z", "gone": True})
        if path.endswith("/proposals"):
            self.town.proposed.append(self.body)
            return self._json(200, {})
        if path == "/api/conversations":
            if self.body["disclosure_version"] != self.town.disclosure_version:
                return self._refuse(409, "disclosure_outdated", "The notice has changed.")
            talk = Talk(secrets.token_hex(8), secrets.token_hex(16), self.body["language"])
            self.town.talks[talk.id] = talk
            return self._json(201, {"conversation_id": talk.id, "secret": talk.secret})
        return self._conversation(path)

    def do_PUT(self) -> None:
        path = self._begin()
        self.body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        return None if path is None else self._conversation(path)

    def do_DELETE(self) -> None:
        path = self._begin()
        return None if path is None else self._conversation(path)

    def _begin(self) -> str | None:
        self.town.requests.append(f"{self.command} {self.path}")
        parts = urlsplit(self.path)
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if self.town.unreachable and parts.path.startswith("/api/"):
            self.close_connection = True
            return None
        return parts.path

    def _conversation(self, path: str) -> None:
        found = re.fullmatch(r"/api/conversations/([^/]+)(?:/(\w+))?(?:/[^/]+/explanation)?", path)
        talk = self.town.talks.get(found[1]) if found else None
        if found is None or talk is None or self.headers["Authorization"] != f"Receipt {talk.secret}":
            return self._refuse(404, "not_found", "No such conversation.")
        serve = {
            ("GET", None): self._read,
            ("GET", "events"): self._events,
            ("POST", "messages"): self._message,
            ("POST", "person"): self._person,
            ("POST", "withdraw"): self._withdraw,
            ("POST", "appeals"): self._appeal,
            ("POST", "ratings"): self._rate,
            ("GET", "record"): self._record,
            ("GET", "replies"): self._explain,
            ("PUT", "choices"): self._choose,
            ("POST", "amendments"): self._amend,
            ("DELETE", None): self._erase,
        }[self.command, found[2]]
        return serve(talk)

    def _read(self, talk: Talk) -> None:
        self._json(200, {"id": talk.id, "language": talk.language, "messages": talk.messages})

    def _erase(self, talk: Talk) -> None:
        del self.town.talks[talk.id]
        copy = {"made_at": "2026-05-01T03:00:00Z", "kept_until": "2026-06-05T03:00:00Z"}
        self._json(200, {"at": "2026-05-04T09:00:00Z", "copies": [copy], "receipt": town.RECEIPT})

    def _message(self, talk: Talk) -> None:
        answer = self.town.take(talk, self.body["client_id"], self.body["text"])
        if self.town.drop_answers > 0:
            self.town.drop_answers -= 1
            self.close_connection = True
            return
        self._json(202, answer)

    def _person(self, talk: Talk) -> None:
        self.town.add(talk, town.case(f"H-2026-{len(talk.messages):04d}"))
        self._json(202, {})

    def _record(self, talk: Talk) -> None:
        purposes = ("answering", "oversight", "ai_drafts", "improvement")
        held = [
            {"purpose": one, "objectable": n > 1, "allowed": self.town.choices.get(one, True)}
            for n, one in enumerate(purposes)
        ]
        opened = [{"at": "2026-05-04T09:30:00Z", "by": "caseworker, Housing", "why": "case"}]
        record = {"format": "civic-desk-record/1", "conversation_id": talk.id, "held": held}
        times = {"begun_at": "2026-05-04T09:00:00Z", "erased_at_latest": "2026-10-31T09:00:00Z"}
        self._json(200, {**record, **times, "opened": opened, "ratings": [], "messages": talk.messages})

    def _explain(self, _talk: Talk) -> None:
        heading = {"en": "Who decided", "zh": "由谁决定"}[self.query["language"]]
        sentences = ["No person read this reply before you did."]
        told = [{"part": "decided", "heading": heading, "sentences": sentences}]
        self._json(200, {"language": self.query["language"], "paragraphs": told})

    def _choose(self, _talk: Talk) -> None:
        self.town.choices[self.body["purpose"]] = self.body["allowed"]
        self._json(200, {"choices": self.town.choices})

    def _amend(self, talk: Talk) -> None:
        amended = {"kind": "amendment", "author": "citizen", "amends": self.body["message_id"]}
        self.town.add(talk, amended, self.body["text"])
        self._json(200, {})

    def _rate(self, talk: Talk) -> None:
        self.town.rated.append(self.body)
        for message in talk.messages:
            if message.get("reply", {}).get("id") == self.body["reply_id"]:
                shown = {"grade": self.body["grade"], "open": True, "mended": False}
                message["reply"]["rating"] = shown
        return self._json(200, {})

    def _appeal(self, talk: Talk) -> None:
        number = f"H-2026-{len(talk.messages):04d}"
        self.town.appealed.append(self.body)
        for message in talk.messages:
            if message.get("reply", {}).get("id") == self.body["reply_id"]:
                message["reply"]["appeal"] = {"case_number": number, "state": "open"}
        self.town.add(talk, {"kind": "question", "author": "citizen"}, "Please look again.")
        card = town.case(number)
        self.town.add(talk, card)
        return self._json(202, card["case"])

    def _withdraw(self, talk: Talk) -> None:
        for message in talk.messages:
            if message.get("case", {}).get("number") == self.body["case_number"]:
                message["case"]["state"] = "withdrawn"
                return self._json(200, message["case"])
        return self._refuse(404, "not_found", "No such case.")

    def _events(self, talk: Talk) -> None:
        self.close_connection = True
        self._head(200, "text/event-stream", None)
        after = int(self.query["after"])
        place = len([None for name, event in talk.events if name == "message" and event["seq"] <= after])
        missed = [event for name, event in talk.events if name == "message"][place:]
        with self.town.changed:
            self.town.streams_opened += 1
            wire, at = self.town.wire, len(talk.events)
        try:
            self.wfile.write(b": open\n\n")
            for event in missed:
                self._event("message", event)
            while wire == self.town.wire and not self.town.closing:
                with self.town.changed:
                    self.town.changed.wait_for(
                        lambda seen=at: (
                            len(talk.events) > seen or wire != self.town.wire or self.town.closing
                        ),  # type: ignore[misc]
                        timeout=5,
                    )
                    fresh, at = talk.events[at:], len(talk.events)
                for name, event in fresh if wire == self.town.wire else []:
                    self._event(name, event)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def _event(self, name: str, value: Json) -> None:
        self.wfile.write(f"event: {name}\nid: {value.get('seq', '')}\ndata: {json.dumps(value)}\n\n".encode())

    def _file(self, path: str) -> None:
        file = STATIC / ("index.html" if path == "/" else path.lstrip("/"))
        if ".." in path or not file.is_file():
            return self._refuse(404, "not_found", "No such page.")
        return self._send(200, file.read_bytes(), KINDS[file.suffix])

    def _json(self, status: int, body: object) -> None:
        self._send(status, json.dumps(body).encode(), "application/json")

    def _refuse(self, status: int, code: str, message: str, wait: int | None = None) -> None:
        self.wait = wait
        self._json(status, {"code": code, "message": message})

    def _send(self, status: int, payload: bytes, kind: str) -> None:
        self._head(status, kind, len(payload))
        self.wfile.write(payload)

    def _head(self, status: int, kind: str, length: int | None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        if length is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        if getattr(self, "wait", None):
            self.send_header("Retry-After", str(self.wait))
            self.wait = None
        self.end_headers()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a connection is no news."""
        if not isinstance(sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serve_chat(port: int = 0) -> Iterator[ScriptedTown]:
    """The scripted town behind a real address (`.url`)."""
    state = ScriptedTown()
    handler = type("Handler", (_Handler,), {"town": state})
    server = _Server(("127.0.0.1", port), handler)
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True).start()
    try:
        yield state
    finally:
        with state.changed:
            state.closing = True
            state.changed.notify_all()
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    with serve_chat(int(sys.argv[1])) as running:
        print(running.url)
        while True:
            time.sleep(3600)
