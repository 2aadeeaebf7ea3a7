"""A real HTTP server that keeps the API's contract on a small town: what the console is tested against."""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.review_console import (
    scripted_approved,
    scripted_audits,
    scripted_case_life,
    scripted_cases,
    scripted_checks,
    scripted_contacts,
    scripted_figures,
    scripted_health,
    scripted_oversight,
    scripted_policies,
    scripted_questions,
    scripted_ratings,
    scripted_recalls,
    scripted_reviewing,
    scripted_screening,
    scripted_tasks,
    scripted_versions,
)
from tests.review_console.scripted_town import Town, build_town
from tests.review_console.scripted_values import PASSWORD, RIGHTS, Json
from tests.review_console.scripted_wire import Call, Refusal

Route = tuple[str, str, str | None, Callable[[Town, Call], Any]]


def _me(town: Town, call: Call) -> Json:
    rights = {right for grant in call.staff["grants"] for right in RIGHTS[grant["role"]]}
    return {**call.staff, "rights": sorted(rights)}


def _sign_out(town: Town, call: Call) -> None:
    town.sessions.pop(call.token, None)


def _password(town: Town, call: Call) -> None:
    if call.json["current"] != PASSWORD:
        raise Refusal(422, "invalid", "The current password is wrong.", "current")


def _departments(town: Town, call: Call) -> Json:
    return {
        "departments": [
            {"id": "transport", "name": {"en": "Transport", "zh": "交通局"}},
            {"id": "housing", "name": {"en": "Housing", "zh": "住房局"}},
        ],
        "topics": [{"id": "parking", "department_id": "transport", "name": {"en": "Parking", "zh": "停车"}}],
    }


ROUTES: tuple[Route, ...] = (
    ("DELETE", "/api/staff/sessions/current", None, _sign_out),
    ("GET", "/api/staff/me", None, _me),
    ("POST", "/api/staff/password", None, _password),
    ("GET", "/api/staff/departments", None, _departments),
    *scripted_approved.ROUTES,
    *scripted_audits.ROUTES,
    *scripted_reviewing.ROUTES,
    *scripted_cases.ROUTES,
    *scripted_case_life.ROUTES,
    *scripted_ratings.ROUTES,
    *scripted_health.ROUTES,
    *scripted_questions.ROUTES,
    *scripted_recalls.ROUTES,
    *scripted_screening.ROUTES,
    *scripted_contacts.ROUTES,
    *scripted_versions.ROUTES,
    *scripted_tasks.ROUTES,
    *scripted_policies.ROUTES,
    *scripted_checks.ROUTES,
    *scripted_oversight.ROUTES,
    *scripted_figures.ROUTES,
)


class _Handler(BaseHTTPRequestHandler):
    town: Town
    lock: threading.Lock

    def log_message(self, *arguments: object) -> None:
        """Keep test output quiet."""

    def _answer(self) -> None:
        try:
            with self.lock:
                status, body = self._route()
        except Refusal as refusal:
            status, body = refusal.status, refusal.body
        payload = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(204 if body is None and status == 200 else status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - names of the base class

    def _route(self) -> tuple[int, Any]:
        path = urlsplit(self.path)
        call = self._read(path.query)
        if self.command == "POST" and path.path == "/api/staff/sessions":
            return 201, self._sign_in(call)
        staff = self.town.accounts.get(self.town.sessions.get(call.token, ""))
        if staff is None:
            raise Refusal(401, "unauthenticated", "Sign in first.")
        call.staff = staff
        if self.town.refuse_next and self.command != "GET":
            status, code = self.town.refuse_next.pop()
            raise Refusal(status, code, code)
        for method, pattern, right, serve in ROUTES:
            found = re.fullmatch(pattern, path.path)
            if method != self.command or found is None:
                continue
            held = {name for grant in staff["grants"] for name in RIGHTS[grant["role"]]}
            if right is not None and right not in held:
                raise Refusal(403, "forbidden", "Not permitted.")
            call.path = {name: unquote(value) for name, value in found.groupdict().items() if value}
            return 200, serve(self.town, call)
        raise Refusal(404, "not_found", "No such thing.")

    def _read(self, query: str) -> Call:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind = self.headers.get("Content-Type", "")
        call = Call(token=(self.headers.get("Authorization") or "").removeprefix("Bearer "))
        call.query = {name: values[0] for name, values in parse_qs(query).items()}
        if kind.startswith("application/json") and raw:
            call.json = json.loads(raw)
        if kind.startswith("multipart/form-data"):
            whole = BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + raw)
            for part in whole.walk():
                name = part.get_param("name", header="content-disposition")
                content = part.get_payload(decode=True)
                if isinstance(name, str) and isinstance(content, bytes):
                    call.form[name] = content.decode()
                    call.file_name = part.get_filename() or call.file_name
        return call

    def _sign_in(self, call: Call) -> Json:
        for staff in self.town.accounts.values():
            if staff["username"] == call.json["username"] and call.json["password"] == PASSWORD:
                token = secrets.token_urlsafe(32)
                self.town.sessions[token] = staff["id"]
                call.staff = staff
                return {"token": token, "staff": _me(self.town, call)}
        raise Refusal(401, "sign_in_failed", "Wrong.")


@contextmanager
def serve_town(town: Town | None = None) -> Iterator[tuple[str, Town]]:
    """The address of the served API and the state behind it."""
    state = town or build_town()
    handler = type("Handler", (_Handler,), {"town": state, "lock": threading.Lock()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
