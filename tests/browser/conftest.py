"""One browser for all tests of this folder, the fixture site on a local server, and pages to open it in."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from conftest import REPOSITORY
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from generator.publishing import Asked, build_site

from .pages import STAY

OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BASE = "/zhangbang/"
"""The path of the fixture site's `site_url`."""

BUILT_AT = datetime(2025, 6, 15, 4, tzinfo=UTC)
"""Noon in Beijing on the day as of which the fixture site is built."""

REFERENCE_DAY = date(2026, 11, 27)
"""The day as of which the reference site is built, where a test opens it."""

PATIENCE = 10_000
"""Milliseconds that a page may take."""

NewContext = Callable[..., BrowserContext]


class StaticHost(SimpleHTTPRequestHandler):
    """Hands out a site as static hosts do: below its base path, and its page for addresses that lead nowhere."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(f"/{path.removeprefix(BASE)}" if path.startswith(BASE) else "/outside")

    def do_GET(self) -> None:
        if not self.path.endswith(STAY):
            return super().do_GET()
        page = Path(self.translate_path(self.path.removesuffix(STAY))).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(re.sub(rb'<meta http-equiv="refresh"[^>]*>', b"", page))
        return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        del message, explain
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(Path(self.directory, "404.html").read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def serve(site: Path, host: type[StaticHost] = StaticHost) -> Iterator[str]:
    """The site on a local host: its address, with the slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(site))) as server:
        thread = Thread(target=partial(server.serve_forever, poll_interval=0.02))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{BASE}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """$CHROMIUM, else `chromium`, else Playwright's own; one that is missing is an error."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def home(published_site: Path) -> Iterator[str]:
    """The address of the fixture site, its records not marked as invented."""
    with serve(published_site) as address:
        yield address


@pytest.fixture(scope="package")
def sample_home(built_site: Path) -> Iterator[str]:
    """The address of the fixture site, its records marked as invented."""
    with serve(built_site) as address:
        yield address


@pytest.fixture(scope="package")
def reference_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own records, as of one day."""
    site = tmp_path_factory.mktemp("reference") / "site"
    build_site(REPOSITORY, Asked(site, REFERENCE_DAY))
    return site


@pytest.fixture(scope="module")
def open_context(browser: Browser) -> Iterator[NewContext]:
    """A reader's browser with the given settings, closed after the module's tests."""
    with ExitStack() as stack:

        def make(**settings: object) -> BrowserContext:
            chosen = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce", **settings}
            context = stack.enter_context(browser.new_context(**chosen))
            context.set_default_timeout(PATIENCE)
            return context

        yield make


@pytest.fixture(scope="module")
def page(open_context: NewContext) -> Page:
    """A page whose clock stands at the building date; a module's tests share it."""
    page = open_context().new_page()
    page.clock.set_fixed_time(BUILT_AT)
    return page
