"""A server for a built site under a path of its host, and a visitor who follows every link in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import urlopen

from pages import Page


class Visited(NamedTuple):
    """What a visitor saw: the pages by address, what else was there, and links that led nowhere."""

    pages: dict[str, Page]
    files: frozenset[str]
    broken: tuple[str, ...]


class _Below(SimpleHTTPRequestHandler):
    """Serves a folder below `/open/calls/` alone, as a host does that has other things at its root."""

    prefix = "/open/calls"

    def translate_path(self, path: str) -> str:
        inside = path.startswith(f"{self.prefix}/")
        return super().translate_path(path.removeprefix(self.prefix) if inside else "/not/here")

    def log_message(self, *_: object) -> None:
        """A test says nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of the site while it is served under a path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Below, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{_Below.prefix}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def visit(base: str) -> Visited:
    """Follows every link below `base` from its first page on."""
    waiting, pages, files, broken = [base], {}, set(), []
    wanted: list[tuple[str, str, str]] = []
    seen = {base}
    while waiting:
        address = waiting.pop()
        body = _body(address)
        if body is None:
            broken.append(address)
        elif address.endswith((".html", "/")):
            pages[address] = Page(body.decode("utf-8"))
            for link in pages[address].links:
                target, fragment = urldefrag(urljoin(address, link))
                if not target.startswith("http://127.0.0.1"):
                    continue
                wanted.append((address, target, unquote(fragment)))
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        else:
            files.add(address)
    lost = [f"{page} → {target}#{part}" for page, target, part in wanted if not _has(pages, target, part)]
    return Visited(pages, frozenset(files), (*broken, *lost))


def _has(pages: dict[str, Page], target: str, fragment: str) -> bool:
    return not fragment or target not in pages or fragment in pages[target].ids


def _body(address: str) -> bytes | None:
    try:
        with urlopen(address, timeout=30) as answer:
            return bytes(answer.read())
    except HTTPError:
        return None
