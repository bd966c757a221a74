"""The one module that speaks to other hosts: one request for one address, and what came back.

Records are written by strangers. A request goes only to public addresses (a name is looked up once, and the
connection goes to what was found), ends in time however slowly the host talks, takes no more than the heads of an
answer, keeps no cookies and follows nothing by itself.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Sequence
from functools import cache
from threading import Timer
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import urlsplit

Method: TypeAlias = Literal["HEAD", "GET"]
Failure: TypeAlias = Literal["", "address", "private", "name", "connection", "time", "certificate", "tls", "protocol"]
"""Why there is no answer: the address is none, leads into a private network, has no host of that name, and so on."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")
_EXAMPLES = ipaddress.ip_network("3fff::/20")
_LEAST = 0.1
"""Seconds that one attempt has at the least."""

_CONTEXT = cache(ssl.create_default_context)
_PORTS = {"http": 80, "https": 443}


class Answer(NamedTuple):
    """What a host said: a status and where it sends us, or why there is none."""

    status: int = 0
    location: str = ""
    failure: Failure = ""
    detail: str = ""


class _Refused(Exception):  # noqa: N818 - it is an answer on its way up
    """A request that is not made."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(detail)
        self.failure = failure


def ask(method: Method, address: str, agent: str, timeout: float, *, allow_local: bool = False) -> Answer:
    """The host's answer to one request, whole within `timeout` seconds; `address` is ASCII, as RFC 3986 writes it."""
    try:
        return _asked(method, address, agent, timeout, allow_local)
    except _Refused as refused:
        return Answer(failure=refused.failure, detail=str(refused))
    except TimeoutError:
        return Answer(failure="time")
    except ssl.SSLCertVerificationError as error:
        return Answer(failure="certificate", detail=error.verify_message)
    except ssl.SSLError as error:
        return Answer(failure="tls", detail=(error.reason or "").replace("_", " ").lower())
    except OSError as error:
        return Answer(failure="connection", detail=error.strerror or "")
    except (http.client.HTTPException, ValueError) as error:
        return Answer(failure="protocol", detail=type(error).__name__)


def _asked(method: Method, address: str, agent: str, timeout: float, allow_local: bool) -> Answer:
    parts = urlsplit(address)
    host, port = _place(address)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    connection.sock = _connected(_found(host, port, allow_local), port, timeout)
    late: list[bool] = []
    clock = Timer(timeout, _cut, (connection, late))
    clock.start()
    try:
        if parts.scheme == "https":
            connection.sock = secured = _CONTEXT().wrap_socket(
                connection.sock, server_hostname=host, do_handshake_on_connect=False
            )
            secured.do_handshake()
        connection.putrequest(method, f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", skip_host=True)
        connection.putheader("Host", parts.netloc)
        connection.putheader("User-Agent", agent)
        connection.putheader("Accept", "*/*")
        connection.putheader("Connection", "close")
        connection.endheaders()
        answer = connection.getresponse()
        if late:
            raise TimeoutError
        return Answer(answer.status, answer.getheader("Location") or "")
    except (OSError, http.client.HTTPException) as error:
        if late:
            raise TimeoutError from error
        raise
    finally:
        clock.cancel()
        connection.close()


def _place(address: str) -> tuple[str, int]:
    """The host and port of an address that may be asked."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise _Refused("address") from error
    if not parts.hostname or not port or parts.username is not None:
        raise _Refused("address")
    return parts.hostname, port


def _found(host: str, port: int, allow_local: bool) -> list[str]:
    """Where the host's name leads; refused where any of its addresses is not public."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise _Refused("name") from error
    if not allow_local and not all(map(_is_public, found)):
        raise _Refused("private")
    return found


def _connected(found: Sequence[str], port: int, timeout: float) -> socket.socket:
    """A connection to the first of the addresses that takes one, within the time for all of them."""
    deadline = time.monotonic() + timeout
    for place in found[:-1]:
        try:
            return socket.create_connection((place, port), max(_LEAST, deadline - time.monotonic()))
        except OSError:
            if time.monotonic() >= deadline:
                raise
    return socket.create_connection((found[-1], port), max(_LEAST, deadline - time.monotonic()))


def _is_public(written: str) -> bool:
    """Whether an address lies in the open internet, whatever older address it carries inside."""
    address = ipaddress.ip_address(written.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return _is_public(str(inner))
        if address not in _UNICAST or address in _EXAMPLES:
            return False
    return address.is_global and not address.is_multicast


def _cut(connection: http.client.HTTPConnection, late: list[bool]) -> None:
    """Ends a conversation that takes too long; whoever waits for it sees it end."""
    late.append(True)
    try:
        connection.sock.shutdown(socket.SHUT_RDWR)
    except (OSError, AttributeError):
        return
