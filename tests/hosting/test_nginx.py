"""Real nginx with the sample serves the site below a path and at a host's root."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from conftest import AS_OF, assemble, publish
from pages import Page

from generator.links.internal import look_through
from generator.publishing import Asked, build_site

from .samples import NGINX

pytestmark = pytest.mark.hosts

RUN = ("nginx -t", "nginx -s reload")
"""What the guide tells a host to type."""

WHOLE = """
{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/zhangbang.conf;
}}
"""


class Served:
    """A site that nginx serves at `base`."""

    def __init__(self, site: Path, port: int, base: str) -> None:
        self.site, self.port, self.base = site, port, base

    def get(self, path: str, **heads: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers=heads)
        answer = connection.getresponse()
        answer.whole = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer


def sample(base: str, site: Path, port: int) -> str:
    """The sample as its head says to change it."""
    text = NGINX.read_text("utf-8")
    if base == "/":
        text = re.sub(r"    location = /calls \{.*?\n    \}\n", "", text, flags=re.DOTALL).replace("/calls/", "/")
    else:
        text = text.replace("/calls", base.rstrip("/"))
    return text.replace("/srv/zhangbang/site", str(site)).replace("listen 80;", f"listen 127.0.0.1:{port};")


@pytest.fixture(scope="module", params=["/zhangbang/", "/", "/a/b-c/"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder, base = tmp_path_factory.mktemp("nginx"), request.param
    project = publish(assemble(folder / "project"))
    config = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(
        config.replace("https://example.org/zhangbang/", f"https://calls.example{base}"), "utf-8"
    )
    site = build_site(project, Asked(folder / "site", AS_OF))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "zhangbang.conf").write_text(sample(base, site, port), "utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(WHOLE.format(folder=folder, user=user), "utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    running = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        _wait_for(port, running)
        for command in RUN:
            subprocess.run(
                [program, *command.split()[1:], "-p", str(folder), "-c", str(folder / "nginx.conf")], check=True
            )
        yield Served(site, port, base)
    finally:
        running.terminate()
        running.wait(10)


def _wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert running.poll() is None, "nginx ended"
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError


def test_every_file_is_served_as_it_is(served: Served) -> None:
    for path in sorted(served.site.rglob("*")):
        name = path.relative_to(served.site).as_posix()
        if path.is_file() and served.base + name not in moved(served):
            answer = served.get(served.base + name)
            assert (name, answer.status, answer.whole == path.read_bytes()) == (name, 200, True)  # type: ignore[attr-defined]


def moved(served: Served) -> dict[str, str]:
    lines = (served.site / "_redirects").read_text().splitlines()
    return {old: new for old, new, _ in map(str.split, lines)}


def test_no_link_of_the_site_is_broken_where_it_is_served(served: Served) -> None:
    assert look_through(served.site, served.base, 1).problems == ()


def test_old_addresses_answer_301(served: Served) -> None:
    assert len(moved(served)) == 2
    for old, new in moved(served).items():
        answer = served.get(old)
        assert (answer.status, answer.getheader("Location")) == (301, new)
        assert served.get(new).status == 200


@pytest.mark.parametrize("lost", ["nowhere", "zh/guides/no-such.html", "a/b/c/d.html", "assets/zb/x.00000000.js"])
def test_lost_addresses_get_the_sites_own_page_whose_links_hold(served: Served, lost: str) -> None:
    answer = served.get(served.base + lost)
    html = answer.whole.decode()  # type: ignore[attr-defined]
    assert (answer.status, html) == (404, (served.site / "404.html").read_text("utf-8"))
    assert answer.getheader("Cache-Control") != "public, max-age=31536000, immutable"
    page = Page(html)
    forms = [str(form["action"]) for form in page.every("form")]
    assert len(forms) == 2
    for link in (*page.links, *forms):
        if link.startswith("/"):
            assert served.get(link).status == 200, link


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("zh/index.html", "text/html; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
        ("calendars/zh/all.ics", "text/calendar; charset=utf-8"),
        ("data/catalog.ttl", "text/turtle; charset=utf-8"),
        ("data/catalog.jsonld", "application/ld+json; charset=utf-8"),
        ("data/guides.jsonl", "application/jsonl; charset=utf-8"),
        ("data/guides.csv", "text/csv; charset=utf-8"),
        ("data/zhangbang.sqlite", "application/vnd.sqlite3"),
        ("data/SHA256SUMS", "text/plain; charset=utf-8"),
        ("api/v1/index.json", "application/json; charset=utf-8"),
        ("feeds/zh/all.xml", "text/xml; charset=utf-8"),
        ("forms/sample-2025-need-form.pdf", "application/pdf"),
    ],
)
def test_files_have_their_types(served: Served, path: str, kind: str) -> None:
    answer = served.get(served.base + path)
    assert (answer.status, answer.getheader("Content-Type")) == (200, kind)


def test_lifetimes_compression_and_policy(served: Served) -> None:
    script, *_ = sorted((served.site / "search").glob("*-*.js"))
    entrance = served.get(f"{served.base}search/manifest.js")
    assert entrance.getheader("Cache-Control") == "public, max-age=300"
    forever = served.get(f"{served.base}search/{script.name}")
    assert forever.getheader("Cache-Control") == "public, max-age=31536000, immutable"
    page = served.get(f"{served.base}zh/index.html", **{"Accept-Encoding": "gzip"})
    assert page.getheader("Cache-Control") == "public, max-age=300"
    assert page.getheader("Content-Encoding") == "gzip"
    assert page.getheader("Content-Security-Policy") is None
    assert page.getheader("Referrer-Policy") == "same-origin"


def test_the_path_without_its_slash_leads_to_the_site(served: Served) -> None:
    if served.base != "/":
        answer = served.get(served.base.rstrip("/"))
        assert (answer.status, answer.getheader("Location")) == (301, served.base)
        assert served.get("/").status == 404
