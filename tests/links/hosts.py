"""Hosts on this machine that answer as hosts elsewhere do: well, badly, slowly or not at all."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

STATUSES: Mapping[str, int] = {
    "/here": 200,
    "/gone": 410,
    "/lost": 404,
    "/forbidden": 403,
    "/browsers-only": 412,
    "/too-often": 429,
    "/broken": 500,
    "/away": 503,
    "/odd": 400,
}
REDIRECTS: Mapping[str, tuple[int, str]] = {
    "/moved": (301, "/here"),
    "/moved-twice": (308, "/moved"),
    "/for-now": (302, "/here"),
    "/moved-then-for-now": (301, "/for-now"),
    "/moved-to-nothing": (301, "/lost"),
    "/round": (301, "/round"),
    "/to-file": (302, "file:///etc/passwd"),
    "/to-script": (302, "javascript:alert(1)"),
    "/without-place": (302, ""),
    "/to-chinese": (301, "/页面"),
}


class Request(NamedTuple):
    """What a host was asked, and when."""

    method: str
    path: str
    heads: Mapping[str, str]
    at: float


class Host(NamedTuple):
    """A host's address, and what it was asked."""

    url: str
    asked: list[Request]


class _Answers(BaseHTTPRequestHandler):
    def __init__(self, asked: list[Request], *arguments: object) -> None:
        self.asked = asked
        super().__init__(*arguments)  # type: ignore[arg-type]

    def _answer(self) -> None:
        self.asked.append(Request(self.command, self.path, dict(self.headers), time.monotonic()))
        earlier = sum(request.path == self.path for request in self.asked) - 1
        path = self.path.partition("?")[0]
        if path in REDIRECTS:
            status, place = REDIRECTS[path]
            self.send_response(status)
            if place:
                self.send_header("Location", place.encode().decode("latin-1"))
        elif path == "/slow":
            time.sleep(0.6)
            self.send_response(200)
        elif path == "/drip":
            self._drip()
            return
        elif path == "/endless":
            self._endless()
            return
        elif path == "/no-heads" and self.command == "HEAD":
            self.send_response(405)
        elif path == "/wakes-up":
            self.send_response(200 if earlier > 2 else 503)
        elif path == "/babble":
            self.wfile.write(b"no HTTP at all\r\n\r\n")
            return
        else:
            self.send_response(STATUSES.get(path, 200))
        self.send_header("Set-Cookie", "a=b")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = _answer  # noqa: N815 - named by http.server

    def _drip(self) -> None:
        """A head that never ends, a letter at a time: each wait is short, all of them are not."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
        for _ in range(60):
            self.wfile.write(b"a")
            time.sleep(0.05)

    def _endless(self) -> None:
        """A body that goes on as long as somebody takes it."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(10_000):
            self.wfile.write(b"x" * 100_000)

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def host(identity: ssl.SSLContext | None = None) -> Iterator[Host]:
    """A host for as long as a test asks it, secured where it has an identity."""
    asked: list[Request] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answers, asked)) as server:
        server.daemon_threads = True
        if identity:
            server.socket = identity.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = Thread(target=partial(server.serve_forever, poll_interval=0.02))
        thread.start()
        try:
            yield Host(f"{'https' if identity else 'http'}://127.0.0.1:{server.server_port}", asked)
        finally:
            server.shutdown()
            thread.join()


def self_signed(folder: Path) -> ssl.SSLContext:
    """The identity of 127.0.0.1 by its own word."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "identity.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextmanager
def silent_port() -> Iterator[str]:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
