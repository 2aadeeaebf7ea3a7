"""Documents are fetched from listed sites only, whatever an address, a redirect or a name's addresses say."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.adapters.web_pages import MAX_REDIRECTS, USER_AGENT, ListedSites
from assistant.domain.errors import FetchFailed, Invalid
from tests.fakes import MORNING, FixedClock

PAGE = b"<!doctype html><html><body><h1>Kites</h1><p>Kites fly.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A site with every bad habit."""

    seen: list[dict[str, str]]

    def do_GET(self) -> None:
        """Serve by path."""
        self.seen.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
        habits: dict[str, Callable[[], None]] = {
            "/rules": self._page,
            "/loop": lambda: self._to("/loop"),
            "/elsewhere": lambda: self._to("http://evil.example/rules"),
            "/metadata": lambda: self._to("http://169.254.169.254/latest"),
            "/file": lambda: self._to("file:///etc/passwd"),
            "/moved": lambda: self._to("/rules"),
            "/many": lambda: self._to(f"/many{'x' * len(self.seen)}"),
            "/large": self._large,
            "/lying": lambda: self._page([("Content-Length", "999999999")]),
            "/drip": self._drip,
            "/zipped": lambda: self._page([("Content-Encoding", "gzip")]),
            "/cookie": lambda: self._to("/rules", [("Set-Cookie", "id=1")]),
        }
        habits.get(self.path, self._missing)()

    def _page(self, headers: list[tuple[str, str]] | None = None) -> None:
        self.send_response(200)
        for name, value in [("Content-Type", "text/html"), *(headers or [])]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(PAGE)

    def _to(self, place: str, headers: list[tuple[str, str]] | None = None) -> None:
        self.send_response(302)
        for name, value in [("Location", place), *(headers or [])]:
            self.send_header(name, value)
        self.end_headers()

    def _large(self) -> None:
        self._page()
        self._pour(b"x" * 65_536, 0)

    def _drip(self) -> None:
        self._page()
        self._pour(b".", 0.05)

    def _pour(self, drop: bytes, pause_s: float) -> None:
        try:
            for _ in range(400):
                self.wfile.write(drop)
                self.wfile.flush()
                time.sleep(pause_s)
        except OSError:
            pass

    def _missing(self) -> None:
        self.send_error(404)

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A real server on this machine."""
    Site.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()


@pytest.fixture
def pages() -> ListedSites:
    """What may ask this machine only, under one name."""
    return ListedSites(
        ["rules.example"],
        FixedClock(),
        loopback=True,
        resolve=lambda _host, _port: ["127.0.0.1"],
        whole_s=1.0,
        max_bytes=1_000_000,
    )


def public(*addresses: str) -> ListedSites:
    """What asks as the product does; the listed name has these addresses."""
    return ListedSites(["rules.example"], FixedClock(), resolve=lambda _host, _port: addresses)


def test_a_page_comes_with_its_name_place_and_time(pages: ListedSites, port: int) -> None:
    """The bytes as sent; a name without suffix gets the one that fits."""
    page = pages.fetch(f"http://rules.example:{port}/rules")
    assert (page.content, page.file_name, page.fetched_at) == (PAGE, "rules.html", MORNING)
    assert page.source == f"http://rules.example:{port}/rules"


def test_the_site_is_told_who_asks_and_gets_no_cookie(pages: ListedSites, port: int) -> None:
    """The product is named, the host is the listed one, and nothing is remembered from one request to the next."""
    pages.fetch(f"http://rules.example:{port}/cookie")
    asked = Site.seen[-1]
    assert asked["user-agent"] == USER_AGENT
    assert asked["host"] == f"rules.example:{port}"
    assert not {"cookie", "authorization", "referer"} & asked.keys()


def test_a_redirect_within_the_list_is_followed(pages: ListedSites, port: int) -> None:
    """The place is where the document was in the end."""
    assert pages.fetch(f"http://rules.example:{port}/moved").source.endswith("/rules")


def test_a_redirect_loop_ends(pages: ListedSites, port: int) -> None:
    """After the permitted number, and not later."""
    before = len(Site.seen)
    with pytest.raises(FetchFailed):
        pages.fetch(f"http://rules.example:{port}/loop")
    assert len(Site.seen) - before == MAX_REDIRECTS + 1


@pytest.mark.parametrize("path", ["elsewhere", "metadata", "file"])
def test_a_redirect_to_another_place_is_refused(pages: ListedSites, port: int, path: str) -> None:
    """Another host, a machine's inner address, another scheme: checked like the first address."""
    with pytest.raises(Invalid) as refused:
        pages.fetch(f"http://rules.example:{port}/{path}")
    assert refused.value.field == "address"


@pytest.mark.parametrize("path", ["large", "lying", "drip", "zipped", "nothing-here"])
def test_a_site_that_sends_no_document_fails_in_time(pages: ListedSites, port: int, path: str) -> None:
    """Too large, lying about it, a drip of bytes, compressed, or missing: each ends with a plain reason."""
    started = time.monotonic()
    with pytest.raises(FetchFailed):
        pages.fetch(f"http://rules.example:{port}/{path}")
    assert time.monotonic() - started < 10


def test_a_server_that_is_away_is_told(pages: ListedSites) -> None:
    """Nobody listens there."""
    with pytest.raises(FetchFailed):
        pages.fetch("http://rules.example:9/rules")


@pytest.mark.parametrize(
    "address",
    [
        "http://rules.example/x",
        "ftp://rules.example/x",
        "file:///etc/passwd",
        "rules.example/x",
        "https://rules.example:8443/x",
        "https://rules.example:99999/x",
        "https://user:secret@rules.example/x",
        "https://rules.example@evil.example/x",
        "https://evil.example/x",
        "https://rules.example.evil.example/x",
        "https://sub.rules.example/x",
        "https://rules.example./x",
        "https://rulеs.example/x",
        "https://xn--ruls-n4d.example/x",
        "https://ｒules.example/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://2130706433/x",
        "https://rules.example\\@evil.example/x",
        "https://rules.example/a b",
        "https://rules.example/\r\nHost: evil.example",
        "https://rules.example/" + "x" * 3_000,
        "",
    ],
)
def test_an_address_that_is_not_on_the_list_asks_nobody(address: str) -> None:
    """No name is looked up for it, however it is dressed up."""
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["93.184.215.14"]

    with pytest.raises(Invalid) as refused:
        ListedSites(["rules.example"], FixedClock(), resolve=resolve).fetch(address)
    assert (refused.value.field, asked) == ("address", [])


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.0.0.7",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_a_listed_name_that_leads_inside_is_refused(ip: str) -> None:
    """Private, loopback, link-local, metadata and disguised addresses; one among public ones is enough."""
    with pytest.raises(Invalid):
        public("93.184.215.14", ip).fetch("https://rules.example/x")


def test_the_connection_goes_to_the_address_that_was_checked(port: int) -> None:
    """A name that would lead elsewhere at a second look-up is looked up once for each request."""
    answers = iter([["127.0.0.1"], ["203.0.113.9"]])
    pages = ListedSites(
        ["rules.example"], FixedClock(), loopback=True, resolve=lambda _host, _port: next(answers)
    )
    assert pages.fetch(f"http://rules.example:{port}/rules").content == PAGE


def test_without_a_list_the_setting_is_named() -> None:
    """The refusal says what to set."""
    with pytest.raises(Invalid, match="CIVICDESK_INTAKE_SITES"):
        ListedSites([], FixedClock()).fetch("https://rules.example/x")
