"""Searches in a real Chromium: a local host that compresses and counts, and how each search is asked."""

from __future__ import annotations

import gzip
import mimetypes
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright
from texts import HTML_LANG

OPTIONS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
PATIENCE = 600_000
FIRST = 20
SLOWER = 4

BLANK = '<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{lang}</title>'
BLANKS = {f"blank-{lang}.html": BLANK.format(lang=html_lang).encode() for lang, html_lang in HTML_LANG.items()}
"""Pages that load nothing, in which a search is asked by its own interface: Pagefind goes by their language."""


class Host:
    """Hands out a folder, compressed where that saves, and remembers the bytes of every answer by its path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent: list[tuple[str, int]] = []
        self.address = ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """Without it a body waits some 40 ms for the reader to acknowledge the headers: the host would be measured."""

    def __init__(self, host: Host, *arguments: Any) -> None:
        self.host = host
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        file = self.host.folder / path
        if path in BLANKS:
            self.answer(path, BLANKS[path], False)
        elif file.is_file():
            self.answer(path, *compressed(file))
        else:
            self.send_error(404)

    def answer(self, path: str, body: bytes, is_gzip: bool) -> None:
        self.host.sent.append((path, len(body)))
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        if is_gzip:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(ConnectionError):  # a page that was closed has no use for the rest
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@cache
def compressed(file: Path) -> tuple[bytes, bool]:
    """The file's bytes as sent, and whether they are compressed; files that are so by themselves stay as they are."""
    raw = file.read_bytes()
    small = gzip.compress(raw, 6)
    return (small, True) if len(small) < len(raw) else (raw, False)


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """The folder on a local host; what it sends is compressed beforehand, so that no answer waits for it."""
    host = Host(folder)
    for file in folder.rglob("*"):
        if file.is_file():
            compressed(file)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, host)) as server:
        server.daemon_threads = True
        host.address = f"http://127.0.0.1:{server.server_port}/"
        Thread(target=partial(server.serve_forever, poll_interval=0.02), daemon=True).start()
        yield host
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """$CHROMIUM, else `chromium`, else Playwright's own."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(OPTIONS))
        yield browser
        browser.close()


class Engine(NamedTuple):
    """How a search is asked in a page, by a script that gets how many results are shown first, and `alone`.

    It makes `window.found(query)`, which tells what identifies every result, and `window.first(query)`, which ends
    when the first results can be shown with their excerpts. `alone`: everything runs in the page's own thread, the only
    one that Chromium slows down.
    """

    page: str
    script: str


OURS = Engine(
    "{lang}/find.html",
    """async () => {
      const form = document.querySelector("[data-zb-find] form");
      const fault = document.querySelector("[data-zb-fault]");
      const shown = () => new Promise((resolve, reject) => {
        document.addEventListener("zb-shown", resolve, { once: true });
        const told = () => { if (!fault.hidden) { reject(new Error(fault.textContent)); } };
        new MutationObserver(told).observe(fault, { attributes: true });
      });
      window.first = async (query) => {
        const done = shown();
        form.elements.q.value = query;
        form.elements.q.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await done;
      };
      window.found = async (query) => {
        await window.first(query);
        return window.zhangbang.finder.results();
      };
    }""",
)

PAGEFIND = Engine(
    "blank-{lang}.html",
    """async ([first, alone]) => {
      const pagefind = await import("/pagefind/pagefind.js");
      await pagefind.options({ noWorker: alone });
      await pagefind.init();
      const ask = (query) => pagefind.search(query || null);
      window.found = async (query) => (await ask(query)).results.map((result) => result.id);
      window.first = async (query) => {
        const results = (await ask(query)).results.slice(0, first);
        await Promise.all(results.map((result) => result.data()));
      };
    }""",
)

MATERIAL = Engine(
    "blank-{lang}.html",
    """async ([first, alone]) => {
      const index = await (await fetch(`/${document.documentElement.lang.slice(0, 2)}/search_index.json`)).json();
      const script = "/search.js";
      let worker, answered;
      if (alone) {
        window.postMessage = (message) => answered(message.data);
        await new Promise((resolve, reject) => {
          const element = document.createElement("script");
          document.head.append(Object.assign(element, { src: script, onload: resolve, onerror: reject }));
        });
        worker = { postMessage: (data) => window.dispatchEvent(new MessageEvent("message", { data })) };
      } else {
        worker = new Worker(script);
        worker.onmessage = (event) => answered(event.data.data);
      }
      const answer = (message) => new Promise((resolve) => { answered = resolve; worker.postMessage(message); });
      await answer({ type: 0, data: { ...index, options: { suggest: false } } });
      const ask = async (query) => (await answer({ type: 2, data: query })).items;
      window.found = async (query) => (await ask(query)).map((item) => item[0].location);
      window.first = async (query) => { (await ask(query)).slice(0, first); };
    }""",
)

WHOLE = "window.zbShown && document.querySelector('[data-zb-cover]').hidden"
"""Our page has shown results from the whole index."""

LISTENING = "document.addEventListener('zb-shown', () => { window.zbShown = true; })"


@contextmanager
def reader(browser: Browser) -> Iterator[Page]:
    """A page of its own, with nothing in its cache."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(LISTENING)
    yield page
    context.close()


def open_in(page: Page, host: Host, engine: Engine, lang: str, *, alone: bool = False, query: str = "") -> float:
    """Opens the page until the search can be asked for everything; how many seconds that took."""
    start = perf_counter()
    page.goto(host.address + engine.page.format(lang=lang) + (f"?q={quote(query)}" if query else ""))
    if engine is OURS:
        page.wait_for_function(WHOLE)
    page.evaluate(engine.script, [FIRST, alone])
    return perf_counter() - start


def found_by(page: Page, queries: Sequence[str]) -> dict[str, list[Any]]:
    """What identifies every result of each query."""
    return {query: page.evaluate("(query) => window.found(query)", query) for query in queries}


def timed(page: Page, queries: Sequence[str], slower: float = 1) -> list[float]:
    """Milliseconds from each query to its first results, with the page's thread so many times slower."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return [float(page.evaluate(TIMED, [query, APART])) for query in queries]


APART = 250
"""Milliseconds between queries, as between a reader's keys."""

TIMED = """async ([query, apart]) => {
  await new Promise((resolve) => setTimeout(resolve, apart));
  const start = performance.now();
  await window.first(query);
  return performance.now() - start;
}"""


def loaded_by(browser: Browser, address: str, host: Host) -> frozenset[str]:
    """The paths that any page loads."""
    mark = len(host.sent)
    with reader(browser) as page:
        page.goto(address, wait_until="networkidle")
    return frozenset(path for path, _ in host.sent[mark:])


def sent_for(browser: Browser, host: Host, engine: Engine, lang: str, query: str, without: frozenset[str]) -> Sent:
    """What the host sends from opening the page to the first results."""
    mark = len(host.sent)
    with reader(browser) as page:
        if engine is OURS:
            open_in(page, host, engine, lang, query=query)
        else:
            open_in(page, host, engine, lang)
            page.evaluate("(query) => window.first(query)", query)
    sent = [(path, size) for path, size in host.sent[mark:] if path not in without]
    later = next((i for i, (path, _) in enumerate(sent) if LATER.fullmatch(path)), len(sent))
    return Sent(sum(size for _, size in sent[:later]), later, sum(size for _, size in sent))


class Sent(NamedTuple):
    """Bytes and files until the first results, and the bytes with what our page loads after it has shown them."""

    first: int
    files: int
    whole: int


LATER = re.compile(r"search/columns-[1-9]\d*\..*")
"""The first of the files that our page loads once it has shown results."""
