"""The addresses that the service listens on: whether they are free, and how to reach them."""

from __future__ import annotations

import errno
import ipaddress
import socket

from assistant.cli.failures import CommandRefused
from assistant.settings import PREFIX, Settings

CONSOLE_HOST = "127.0.0.1"


def require_free_ports(settings: Settings) -> None:
    """Raises CommandRefused with the setting's name if an address cannot be listened on."""
    _require_free(settings.host, settings.port, f"{PREFIX}PORT")
    _require_free(CONSOLE_HOST, settings.console_port, f"{PREFIX}CONSOLE_PORT")


def chat_url(settings: Settings) -> str:
    """The chat's address for a browser on this machine."""
    return api_url(settings)


def api_url(settings: Settings) -> str:
    """Where the API is reached from this machine: an address that means every interface is no address to go to."""
    host = settings.host
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f"http://{host}:{settings.port}"
    if address.is_unspecified:
        host = "127.0.0.1" if address.version == 4 else "::1"
    return f"http://[{host}]:{settings.port}" if address.version == 6 else f"http://{host}:{settings.port}"


def _require_free(host: str, port: int, setting: str) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise CommandRefused(f"{PREFIX}HOST: there is no address {host!r} on this machine.") from None
    with socket.socket(family, kind, protocol) as probe:
        # As the servers do: what a connection just closed still holds does not count as in use.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen()
        except OSError as error:
            raise CommandRefused(_told(error, host, port, setting)) from None


def _told(error: OSError, host: str, port: int, setting: str) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"{setting}: port {port} on {host} is in use by another program; choose another one."
        case errno.EACCES | errno.EPERM:
            return f"{setting}: port {port} may not be used by this account; choose one above 1023."
        case errno.EADDRNOTAVAIL:
            return f"{PREFIX}HOST: {host} is no address of this machine."
        case _:
            return f"{setting}: port {port} on {host} cannot be used ({error.strerror})."
