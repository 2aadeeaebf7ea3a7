"""Fetching from listed sites. Whoever types an address must not be able to make this server ask any other machine.

A host must be on the list letter by letter; its addresses are looked up once, refused unless every one is public, and
the connection goes to the address that was checked, so that a name that changes its address in between gains nothing.
Redirects are followed by hand, each checked like the first. Neither cookies nor credentials nor proxies are used.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from assistant.domain.errors import FetchFailed, Invalid
from assistant.services.ports import Clock
from assistant.services.web_intake import SITES_SETTING, FetchedPage, WebPages, no_sites
from knowledge_base.parsing.limits import MAX_FILE_BYTES

USER_AGENT = "CivicDesk/1.0 (policy intake on behalf of an editor)"
MAX_ADDRESS = 2_000
MAX_REDIRECTS = 3
"""A move to https and to a canonical name take two; more is a loop or a tracker."""
CONNECT_S = 5.0
READ_S = 10.0
"""Longest wait for the next bytes."""
WHOLE_S = 30.0
"""Longest time for one document with all its redirects: a drip of bytes ends here, and an editor waits no longer."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_KNOWN_SUFFIXES = {".md", ".markdown", ".html", ".htm", ".xhtml", ".txt", ".text", ".pdf", ".docx", ".xlsx"}
_SUFFIX_BY_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\\]")
_HTML = re.compile(rb"\A\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)

Resolve = Callable[[str, int], Iterable[str]]


@dataclass(frozen=True, slots=True)
class _Place:
    """A checked address: where to connect, and what to ask for there."""

    url: str
    host: str
    port: int
    scheme: str
    path: str
    ip: str


class ListedSites(WebPages):
    """Fetches over https from the listed hosts."""

    def __init__(
        self,
        sites: Iterable[str],
        clock: Clock,
        *,
        loopback: bool = False,
        resolve: Resolve | None = None,
        whole_s: float = WHOLE_S,
        max_bytes: int = MAX_FILE_BYTES,
    ) -> None:
        """`loopback` is for tests with a server on this machine: http, any port and loopback addresses are allowed,
        and nothing but loopback addresses."""
        self._sites = tuple(sites)
        self._clock = clock
        self._loopback = loopback
        self._resolve = resolve or _resolved
        self._whole_s = whole_s
        self._max_bytes = max_bytes

    @property
    def sites(self) -> tuple[str, ...]:
        return self._sites

    def fetch(self, address: str) -> FetchedPage:
        if not self._sites:
            raise no_sites()
        give_up = time.monotonic() + self._whole_s
        url = address
        for _ in range(MAX_REDIRECTS + 1):
            place = self._checked(url)
            answer = self._asked(place, give_up)
            if isinstance(answer, _Body):
                name = _file_name(place.path, answer)
                return FetchedPage(name, answer.content, place.url, self._clock.now())
            url = urljoin(place.url, answer)
        raise FetchFailed(f"The site redirects more than {MAX_REDIRECTS} times.")

    def _checked(self, address: str) -> _Place:
        """Where to connect for an address. Raises Invalid("address")."""
        if len(address) > MAX_ADDRESS or _UNPRINTABLE.search(address) or not address.isascii():
            raise Invalid(
                "address", "Write an address of plain letters, e.g. https://www.example.org/rules.pdf."
            )
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as error:
            raise Invalid("address", "This is not an address.") from error
        schemes = ("https", "http") if self._loopback else ("https",)
        if parts.scheme not in schemes:
            raise Invalid("address", "Only addresses that begin with https:// are fetched.")
        if "@" in parts.netloc:
            raise Invalid("address", "An address with a user name in it is not fetched.")
        host = (parts.hostname or "").lower()
        if host not in self._sites:
            raise Invalid("address", f"This site is not among those listed in {SITES_SETTING}.")
        if port not in (None, 443) and not self._loopback:
            raise Invalid("address", "Only the usual port of https is asked.")
        port = port or (443 if parts.scheme == "https" else 80)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        url = f"{parts.scheme}://{parts.netloc}{path}"
        return _Place(url, host, port, parts.scheme, path, self._public_address(host, port))

    def _public_address(self, host: str, port: int) -> str:
        try:
            found = list(self._resolve(host, port))
        except OSError as error:
            raise FetchFailed("The site's name is not known.") from error
        if not found or not all(self._may_ask(one) for one in found):
            raise Invalid("address", "The site's name leads to a machine that may not be asked.")
        return found[0]

    def _may_ask(self, ip: str) -> bool:
        address = ipaddress.ip_address(ip.partition("%")[0])
        if isinstance(address, ipaddress.IPv6Address):
            if address.ipv4_mapped is not None:
                address = address.ipv4_mapped
            elif address.sixtofour is not None or address.teredo is not None or address in _NAT64:
                return False  # an IPv4 address in disguise
        if self._loopback:
            return address.is_loopback
        return address.is_global and not address.is_multicast

    def _asked(self, place: _Place, give_up: float) -> _Body | str:
        """What the site sent, or the address it redirects to. Raises FetchFailed."""
        limits = httpx.Timeout(READ_S, connect=CONNECT_S)
        host = f"[{place.ip}]" if ":" in place.ip else place.ip
        url = f"{place.scheme}://{host}:{place.port}{place.path}"
        usual = (place.scheme, place.port) in (("https", 443), ("http", 80))
        headers = {
            "Host": place.host if usual else f"{place.host}:{place.port}",
            "User-Agent": USER_AGENT,
            "Accept-Encoding": "identity",
            "Accept": "*/*",
        }
        try:
            with (
                httpx.Client(trust_env=False, follow_redirects=False, timeout=limits) as client,
                client.stream("GET", url, headers=headers, extensions={"sni_hostname": place.host}) as answer,
            ):
                return self._read(answer, give_up)
        except httpx.TimeoutException as error:
            raise FetchFailed("The site took too long.") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchFailed(f"The site could not be read ({type(error).__name__}).") from error

    def _read(self, answer: httpx.Response, give_up: float) -> _Body | str:
        if answer.has_redirect_location:
            return str(answer.headers["location"])
        if answer.status_code != 200:
            raise FetchFailed(f"The site answered with status {answer.status_code}.")
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise FetchFailed("The site sent the document compressed, which it was asked not to do.")
        if int(_digits(answer.headers.get("content-length", ""))) > self._max_bytes:
            raise FetchFailed(self._too_large())
        content = bytearray()
        for piece in answer.iter_raw():
            content += piece
            if len(content) > self._max_bytes:
                raise FetchFailed(self._too_large())
            if time.monotonic() > give_up:
                raise FetchFailed("The site took too long.")
        return _Body(bytes(content), answer.headers.get("content-type", ""))

    def _too_large(self) -> str:
        return f"The document is larger than {self._max_bytes // 1_000_000} MB."


@dataclass(frozen=True, slots=True)
class _Body:
    content: bytes
    media_type: str


def _digits(text: str) -> str:
    return text if text.isdecimal() else "0"


def _resolved(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _file_name(path: str, body: _Body) -> str:
    """A name for the file: the address's last part, with a suffix that says what the site sent where it has none.

    It only proposes: whether the content is what the name says is decided by the parser, from the content.
    """
    name = PurePosixPath(unquote(path.partition("?")[0])).name or "index"
    if PurePosixPath(name).suffix.lower() in _KNOWN_SUFFIXES:
        return name
    if body.content[:1024].find(b"%PDF-") >= 0:
        return f"{name}.pdf"
    if body.content.startswith(b"PK\x03\x04"):
        return f"{name}.docx"
    if _HTML.match(body.content[:4096]):
        return f"{name}.html"
    return name + _SUFFIX_BY_TYPE.get(body.media_type.partition(";")[0].strip().lower(), "")
