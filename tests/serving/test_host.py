"""Who may ask for what over HTTP, and how it is answered."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest
from small import make_project, put

from generator.serving.following import Live
from generator.serving.host import MOST, Host, media_type
from generator.serving.project import Project
from serving.shows import project_of, shown_of

BASE = "/zhangbang/"


class Site:
    """A project that is served, and ways to ask for it."""

    def __init__(self, host: Host, project: Project, live: Live) -> None:
        self.host, self.project, self.live = host, project, live

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """The answer to one request."""
        connection = HTTPConnection("127.0.0.1", self.host.server_port, timeout=10)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=names)
            found = connection.getresponse()
            return found, found.read()
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        """All that is sent back to these bytes."""
        with socket.create_connection(("127.0.0.1", self.host.server_port), timeout=10) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def renew(self, path: str) -> None:
        """Takes in a change."""
        self.project.renew({path})
        self.live.publish(shown_of(self.project, f"{self.live.shown.mark}-next"))


@contextmanager
def served(root: Path) -> Iterator[Site]:
    project = project_of(root)
    live = Live(shown_of(project))
    with Host(("127.0.0.1", 0)) as host:
        host.live, host.base = live, BASE
        thread = Thread(target=host.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Site(host, project, live)
        finally:
            host.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(make_project(tmp_path_factory.mktemp("served") / "small")) as found:
        yield found


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("", "text/html; charset=utf-8"),
        ("zh/", "text/html; charset=utf-8"),
        ("zh/guides/a-guide.html", "text/html; charset=utf-8"),
        ("api/v1/guides/a-guide.json", "application/json"),
        ("data/guides.jsonl", "application/jsonl"),
        ("data/guides.csv", "text/csv; charset=utf-8"),
        ("feeds/zh/all.xml", "application/atom+xml; charset=utf-8"),
        ("calendars/zh/all.ics", "text/calendar; charset=utf-8"),
        ("sitemap.xml", "application/xml"),
        ("data/SHA256SUMS", "text/plain; charset=utf-8"),
        ("_serve/follow.js", "text/javascript; charset=utf-8"),
    ],
)
def test_what_is_there_is_answered_as_what_it_is(site: Site, path: str, media: str) -> None:
    found, body = site.ask(BASE + path)
    assert (found.status, found.getheader("Content-Type")) == (200, media)
    assert found.getheader("X-Content-Type-Options") == "nosniff"
    assert found.getheader("Cache-Control") == "no-cache"
    assert len(body) == int(found.getheader("Content-Length") or 0) > 0


def test_a_head_has_all_but_the_content(site: Site) -> None:
    whole, body = site.ask(f"{BASE}zh/index.html")
    head, nothing = site.ask(f"{BASE}zh/index.html", "HEAD")
    left = {"Date"}
    assert {k: v for k, v in head.getheaders() if k not in left} == {
        k: v for k, v in whole.getheaders() if k not in left
    }
    assert (nothing, len(body)) == (b"", int(head.getheader("Content-Length") or 0))


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_what_the_reader_knows_is_not_sent_again(site: Site, form: str) -> None:
    tag = site.ask(f"{BASE}zh/guides/a-guide.html")[0].getheader("ETag") or ""
    found, body = site.ask(f"{BASE}zh/guides/a-guide.html", If_None_Match=form.format(tag))
    assert (found.status, body, found.getheader("ETag")) == (304, b"", tag)


def test_what_the_reader_knows_otherwise_is_sent(site: Site) -> None:
    assert site.ask(f"{BASE}zh/guides/a-guide.html", If_None_Match='"other"')[0].status == 200


@pytest.mark.parametrize(
    ("path", "to"),
    [("/", BASE), ("/zhangbang", BASE), (f"{BASE}zh", f"{BASE}zh/"), (f"{BASE}zh/guides", f"{BASE}zh/guides/")],
)
def test_a_folder_leads_to_its_page(site: Site, path: str, to: str) -> None:
    found, _ = site.ask(path)
    assert (found.status, found.getheader("Location")) == (302, to)


@pytest.mark.parametrize(
    "path",
    [
        "/elsewhere",
        "//evil.example/",
        f"{BASE}gone.html",
        f"{BASE}zh/guides/gone.html",
        f"{BASE}../mkdocs.yml",
        f"{BASE}..%2fmkdocs.yml",
        f"{BASE}%2e%2e/mkdocs.yml",
        f"{BASE}zh/..%5c..%5cmkdocs.yml",
        f"{BASE}content/guides/a-guide.yml",
        f"{BASE}/etc/passwd",
        f"{BASE}%00",
        f"{BASE}%ff%fe.html",
        f"{BASE}zh/guides/{'a' * 5000}.html",
        f"{BASE}site_config/site.yml?x=zh/index.html",
    ],
)
def test_what_is_not_there_is_answered_with_the_sites_own_page(site: Site, path: str) -> None:
    found, body = site.ask(path)
    assert (found.status, found.getheader("Content-Type")) == (404, "text/html; charset=utf-8")
    assert body == site.live.shown.at("404.html").data  # type: ignore[union-attr]
    assert b"docs_dir" not in body


@pytest.mark.parametrize(
    "name", ["127.0.0.1:1", "localhost:8000", "LOCALHOST", "a.localhost", "[::1]:80", "192.168.1.7"]
)
def test_a_host_is_asked_by_its_address(site: Site, name: str) -> None:
    assert site.ask(f"{BASE}zh/", Host=name)[0].status == 200


@pytest.mark.parametrize(
    "name", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[", "a b", "1@b"]
)
def test_a_name_that_others_can_have_lead_here_is_refused(site: Site, name: str) -> None:
    found, body = site.ask(f"{BASE}zh/", Host=name)
    assert found.status == 421
    assert b"localhost" in body
    assert b"zb-" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"])
def test_only_reading_is_allowed(site: Site, method: str) -> None:
    found, _ = site.ask(f"{BASE}zh/", method)
    assert (found.status, found.getheader("Allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET http://evil.example/zhangbang/zh/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET zhangbang/zh/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /zhangbang/ HTTP/9.1\r\nHost: localhost\r\n\r\n",
        b"GET /zhangbang/zh/ HTTP/1.1\r\n\r\n",
        b"GET /zhangbang/zh/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nGET /",
        b"GET /zhangbang/zh/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
def test_what_is_no_plain_request_is_refused(site: Site, request_line: bytes) -> None:
    found = site.raw(request_line)
    assert b" 200 " not in found.partition(b"\r\n")[0]
    assert b"zb-" not in found
    assert found.count(b"HTTP/1.1 ") <= 1
    assert site.ask(f"{BASE}zh/")[0].status == 200


def test_a_page_that_cannot_be_made_says_so_and_follows(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(path: str) -> None:
        raise KeyError(path)

    monkeypatch.setattr(site.live.shown, "_page", fail)
    found, body = site.ask(f"{BASE}zh/guides/a-guide.html")
    assert found.status == 500
    assert b"_serve/follow.js" in body
    assert "KeyError" in caplog.text


def test_all_that_is_asked_for_at_once_is_of_one_state_each(small_project: Path) -> None:
    """While records change, no page names a title that its own state does not have."""
    put(small_project, "guide")
    with served(small_project) as site, ThreadPoolExecutor(8) as pool:
        titles = {site.live.shown.mark: "标题 a-guide"}

        def ask(_: int) -> tuple[bytes, bytes]:
            return site.ask(f"{BASE}zh/guides/a-guide.html")[1], site.ask(f"{BASE}zh/programmes/a-programme.html")[1]

        asked = [pool.submit(ask, n) for n in range(40)]
        for number in range(10):
            path = put(small_project, "guide", title={"zh": f"第 {number} 个标题"})
            titles[f"{site.live.shown.mark}-next"] = f"第 {number} 个标题"
            site.renew(path.relative_to(small_project).as_posix())
        for page in (page for pair in asked for page in pair.result()):
            mark = page.split(b'data-mark="')[1].split(b'"')[0].decode()
            others = [title for other, title in titles.items() if other != mark and title.encode() in page]
            assert (titles[mark].encode() in page, others) == (True, [])


def test_whoever_listens_is_told_of_the_next_state(small_project: Path) -> None:
    with served(small_project) as site:
        connection = HTTPConnection("127.0.0.1", site.host.server_port, timeout=10)
        connection.request("GET", f"{BASE}_serve/changes?mark={site.live.shown.mark}")
        found = connection.getresponse()
        assert (found.status, found.getheader("Content-Type")) == (200, "text/event-stream")
        assert found.readline().startswith(b"retry:")
        put(small_project, "guide", title={"zh": "改过的标题"})
        site.renew("content/guides/a-guide.yml")
        assert found.readline() == b"\n"
        assert found.readline().decode() == f"data: {site.live.shown.mark}\n"
        connection.close()


def test_whoever_listens_with_a_former_mark_is_told_at_once(site: Site) -> None:
    connection = HTTPConnection("127.0.0.1", site.host.server_port, timeout=10)
    connection.request("GET", f"{BASE}_serve/changes?mark=former")
    found = connection.getresponse()
    assert [found.readline() for _ in range(3)][2].decode() == f"data: {site.live.shown.mark}\n"
    connection.close()


def test_too_many_connections_do_not_keep_others_out_for_long(site: Site) -> None:
    idle = [socket.create_connection(("127.0.0.1", site.host.server_port), timeout=10) for _ in range(MOST + 10)]
    for connection in idle:
        connection.close()
    assert any(_answers(site) for _ in range(200))


def _answers(site: Site) -> bool:
    try:
        return site.ask(f"{BASE}zh/")[0].status == 200
    except OSError:
        return False


def test_an_ending_that_nobody_knows_is_plain_text() -> None:
    assert media_type(".nojekyll") == media_type("_redirects") == media_type("a.unknown") == "text/plain; charset=utf-8"
