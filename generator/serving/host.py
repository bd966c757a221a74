"""The HTTP part: who may ask for what, and how it is answered. Nothing is read from a folder or written to one."""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET, AF_INET6
from socketserver import TCPServer
from threading import BoundedSemaphore
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from generator.model.artifacts import Artifact
from generator.render.pages import NOT_FOUND
from generator.serving.following import Live
from generator.serving.shown import CHANGES, FOLLOW, Shown, follow_line

log = logging.getLogger("zhangbang.serve")

SCRIPT = (Path(__file__).parent.parent / "theme" / "serve.js").read_bytes()

TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "jsonld": "application/ld+json",
    "xml": "application/xml",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "sqlite": "application/vnd.sqlite3",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "woff2": "font/woff2",
}
"""By ending; everything else is plain text."""

PLAIN = "text/plain; charset=utf-8"
FEED = "application/atom+xml; charset=utf-8"

HEARTBEAT = 15.0
"""Seconds after which a browser that waits is told that nothing has changed."""

IDLE = 60.0
"""Seconds for which a connection may say nothing."""

MOST = 64
"""How many connections there may be at once: a browser needs a handful."""

STRANGER = (
    "请用 IP 地址或 localhost 打开，如 http://127.0.0.1:8000/\n"
    "Open it by an IP address or localhost, such as http://127.0.0.1:8000/\n"
)
BROKEN = (
    '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>500</title>\n{follow}</head><body>\n'
    "<h1>这一页没有做成</h1><p>原因在运行 serve 的终端里；改好以后，这一页自己会重新打开。</p>\n"
    '<h1 lang="en">This page could not be made</h1><p lang="en">The terminal in which serve runs says why; '
    "once that is mended, the page opens again by itself.</p>\n</body></html>\n"
)


class Answer(NamedTuple):
    """What is sent back."""

    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes = b""


class Host(ThreadingHTTPServer):
    """Has its address from the beginning; answers once it has something to show."""

    daemon_threads = True
    live: Live
    base = "/"

    def __init__(self, address: tuple[str, int]) -> None:
        self.name = address[0]
        self.address_family = AF_INET6 if ":" in self.name else AF_INET
        self._free = BoundedSemaphore(MOST)
        super().__init__(address, _Handler)

    @property
    def url(self) -> str:
        """The address of the site's root."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        return f"http://{name}:{self.server_port}{self.base}"

    def server_bind(self) -> None:
        """Takes the address, and asks nobody for its name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.name, self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Takes another connection, unless there are too many."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answers on one connection until it is closed."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """That a reader went away is no news."""
        del request, client_address
        log.debug("a connection broke", exc_info=True)

    def knows(self, name: str) -> bool:
        """Whether a request may name this host.

        A page from elsewhere can have its own name lead to this machine; it cannot have an IP address, or localhost.
        """
        try:
            host = urlsplit(f"//{name}").hostname or ""
            if host == "localhost" or host.endswith(".localhost") or host == self.name.lower():
                return True
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return True


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Host
    protocol_version = "HTTP/1.1"
    timeout = IDLE
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answers with what stands at the address."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answers as to GET, without the content."""
        self._answer()

    def _answer(self) -> None:
        if not self.target_is_plain():
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        if not self.server.knows(self.headers.get("Host", "")):
            self._send(_told(HTTPStatus.MISDIRECTED_REQUEST, words=STRANGER))
            self.close_connection = True
            return
        parts = urlsplit(self.path)
        path = unquote(parts.path, errors="replace")
        if path == f"{self.server.base}{CHANGES}" and self.command == "GET":
            self._tell_changes(parse_qs(parts.query).get("mark", [""])[0])
        else:
            self._send(answer(self.server.live, self.server.base, path, self.headers.get("If-None-Match", "")))

    def target_is_plain(self) -> bool:
        """Whether a path is asked for, without a body: no other host, and nothing that hides another request."""
        has_body = "Transfer-Encoding" in self.headers or self.headers.get("Content-Length", "0") != "0"
        return self.path.startswith("/") and not self.path.startswith("//") and not has_body

    def _send(self, found: Answer) -> None:
        self.send_response(found.status)
        for name, value in {**COMMON, **found.headers}.items():
            self.send_header(name, value)
        if found.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)
        self.wfile.flush()

    def _tell_changes(self, mark: str) -> None:
        """Tells a browser of each other state, for as long as it listens."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in {**COMMON, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        for line in self._changes(mark):
            self.wfile.write(line.encode())
            self.wfile.flush()

    def _changes(self, mark: str) -> Iterator[str]:
        yield "retry: 500\n\n"
        while True:
            now = self.server.live.another(mark, HEARTBEAT)
            yield ":\n\n" if now == mark else f"data: {now}\n\n"
            mark = now

    def version_string(self) -> str:
        """What answers."""
        return "zhangbang"

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing of requests."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answers to what is no request that can be understood, or of another kind."""
        del message, explain
        self.close_connection = True
        headers = {"Allow": "GET, HEAD"} if code == HTTPStatus.NOT_IMPLEMENTED else {}
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else HTTPStatus(code)
        self._send(_told(status, headers))


COMMON: Mapping[str, str] = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What goes with every answer: what is not published yet is nobody else's."""


def answer(live: Live, base: str, path: str, known: str = "") -> Answer:
    """What stands at this path, unless the reader knows it already; all of it is of one state."""
    shown = live.shown
    if not path.startswith(base):
        return _moved(base) if path in ("/", base[:-1]) else _missing(shown)
    place = path.removeprefix(base)
    if place == FOLLOW:
        return _found(Artifact(FOLLOW, SCRIPT), known)
    try:
        artifact = shown.at(f"{place}index.html" if not place or place.endswith("/") else place)
        if artifact is None:
            return _moved(f"{path}/") if _is_folder(shown, place) else _missing(shown)
    except Exception:
        log.exception("%s", path)
        page = BROKEN.format(follow=follow_line(base, shown.mark))
        return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, {"Content-Type": TYPES["html"]}, page.encode())
    live.look_through(shown, artifact)
    return _found(artifact, known)


def _is_folder(shown: Shown, place: str) -> bool:
    return "." not in place and shown.at(f"{place}/index.html") is not None


def _found(artifact: Artifact, known: str) -> Answer:
    tag = f'"{blake2b(artifact.data, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag}
    if known.strip() == "*" or tag in re.findall(r'"[^"]*"', known):
        return Answer(HTTPStatus.NOT_MODIFIED, headers)
    return Answer(HTTPStatus.OK, {**headers, "Content-Type": media_type(artifact.path)}, artifact.data)


def _missing(shown: Shown) -> Answer:
    page = shown.at(NOT_FOUND)
    return Answer(HTTPStatus.NOT_FOUND, {"Content-Type": TYPES["html"]}, page.data if page else b"")


def _moved(path: str) -> Answer:
    return Answer(HTTPStatus.FOUND, {"Location": quote(path), "Content-Type": PLAIN})


def _told(status: HTTPStatus, headers: Mapping[str, str] | None = None, words: str = "") -> Answer:
    body = f"{status.value} {status.phrase}\n{words}".encode()
    return Answer(status, {"Content-Type": PLAIN, "Connection": "close", **(headers or {})}, body)


def media_type(path: str) -> str:
    """What kind of file stands at a path."""
    if path.startswith("feeds/"):
        return FEED
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    return TYPES.get(ending, PLAIN)
