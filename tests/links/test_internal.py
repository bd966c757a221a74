"""A link within a site leads to a file of it and a place in that file, below whatever path the site is served."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import codes

from generator.links.internal import look_through
from generator.links.targets import Own, below, is_external, is_readable, own_of, target_of
from generator.report import as_text

HOME = '<link rel="canonical" href="https://h.example/sub/index.html">'
PAGE = "zh/a.html"


def site(folder: Path, **files: str) -> Path:
    """A site of a few files; `index` is its first page, `page` one below a language."""
    names = {"index": "index.html", "page": PAGE, "lost": "404.html"}
    for name, text in {"index": HOME, **files}.items():
        path = folder / names.get(name, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def found(folder: Path, base: str | None = None) -> list[str]:
    return codes(look_through(folder, base, 1).problems)


@pytest.mark.parametrize(
    "html",
    ['<a href="../index.html">x</a>', '<a href="a.html#b">x</a><p id="b">', '<a href="#b"></a><a name="b">x</a>',
     '<a href="?q=1">x</a>', '<a href="https://h.example/sub/zh/a.html?x#b" id="b">x</a>', '<a href="mailto:a@b.c">',
     '<a href="https://h.example/submarine/x">x</a>', '<a href="//cdn.example/x">x</a>', '<a href="">x</a>',
     '<meta property="og:url" content="https://h.example/sub/">', '<img src="data:image/png;base64,x">',
     '<meta http-equiv="refresh" content="0; url=../index.html">', '<img srcset="a.html 1x, a.html#z 2x" id="z">',
     '<script>"<a href=\\"nowhere\\">"</script>', '<!-- <a href="nowhere">x</a> -->', '<a href="a.html#%62" id="b">'],
)  # fmt: skip
def test_what_leads_somewhere_is_fine(tmp_path: Path, html: str) -> None:
    looked = look_through(site(tmp_path, page=html), None, 1)
    assert not looked.problems, as_text(looked.problems, "en")


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<a href="b.html">x</a>', "href-missing"),
        ('<img src="b.png">', "href-missing"),
        ('<img srcset="a.html 1x, b.png 2x">', "href-missing"),
        ('<form action="../find.html">', "href-missing"),
        ('<meta http-equiv="Refresh" content="0;URL=\'b.html\'">', "href-missing"),
        ('<link rel="canonical" href="https://h.example/sub/zh/b.html">', "href-missing"),
        ('<link rel="alternate" hreflang="en" href="https://h.example/sub/en/a.html">', "href-missing"),
        ('<meta property="og:url" content="https://h.example/sub/b.html">', "href-missing"),
        ('<a href="../">x</a>', "href-missing"),
        ('<a href="A.html">x</a>', "href-missing"),
        ('<a href="#b">x</a>', "href-fragment"),
        ('<a href="../index.html#b">x</a>', "href-fragment"),
        ('<a href="../../x.html">x</a>', "href-outside"),
        ('<a href="../../sub/index.html">x</a>', "href-outside"),
        ('<a href="/sub/index.html">x</a>', "href-rooted"),
        ('<a href="javascript:alert(1)">x</a>', "href-strange"),
        ('<a href="file:///c:/x.html">x</a>', "href-strange"),
        ('<a href="http://[x/">x</a>', "href-strange"),
    ],
)
def test_what_does_not_is_told(tmp_path: Path, html: str, code: str) -> None:
    assert found(site(tmp_path, page=html)) == [code]


def test_the_page_for_lost_addresses_begins_its_links_where_the_site_does(tmp_path: Path) -> None:
    folder = site(tmp_path, lost='<a href="/sub/index.html">x</a><a href="/sub/">x</a><a href="#a" id="a">x</a>')
    assert found(folder) == []
    assert found(folder, "/sub/") == []
    assert found(folder, "/elsewhere") == ["href-base"]
    assert found(site(tmp_path, lost='<form action="zh/a.html">', page="")) == ["href-base"]


@pytest.mark.parametrize(
    ("name", "text", "is_fine"),
    [
        ("sitemap.xml", "<loc>https://h.example/sub/index.html</loc>", True),
        ("sitemap.xml", "<loc>https://h.example/sub/zh/b.html</loc>", False),
        ("feeds/a.xml", '<link href="https://h.example/sub/b.html?a=1&amp;b=2"/>', False),
        ("search.xml", '<Url template="https://h.example/sub/index.html?q={searchTerms}"/>', True),
        ("a.ics", "URL:https://h.example/sub/ind\r\n ex.html\r\n", True),
        ("a.ics", "URL:https://h.example/sub/b\r\n .html\r\n", False),
        ("api/a.json", '{"items": [{"href": "../index.html"}]}', True),
        ("api/a.json", '{"items": [{"href": "b.json"}]}', False),
        ("api/a.json", '{"pages": {"zh": "../zh/b.html"}}', False),
        ("api/a.json", '{"url": "https://h.example/sub/b.json"}', False),
        ("api/a.json", '{"example": {"href": "b.json"}}', True),
        ("api/a.json", '{"$ref": "b.json#/x"}', False),
        ("api/a.json", '{"resources": [{"path": "b.csv"}]}', False),
        ("a.jsonl", '{"href": "index.html"}\n{"href": "b.json"}\n', False),
        ("a.ttl", "<https://h.example/sub/b.ttl#x> a <y> .", False),
        ("robots.txt", "Sitemap: https://h.example/sub/sitemap.xml", False),
        ("a.css", "a { background: url('b.svg') }", False),
        ("a.css", "a { background: url(index.html) }", True),
    ],
)
def test_files_for_programs_are_looked_through_too(tmp_path: Path, name: str, text: str, is_fine: bool) -> None:
    assert found(site(tmp_path, **{name: text})) == ([] if is_fine else ["href-missing"])


def test_a_link_on_every_page_is_told_once_with_its_line(tmp_path: Path) -> None:
    folder = site(tmp_path / "site", **{f"p{n}.html": '<p>\n<a href="b&amp;c.html">x</a>' for n in range(3)})
    (told,) = look_through(folder, None, 1).problems
    assert (told.file, told.line, told.value) == ("site/p0.html", 2, "b&c.html")
    assert "3 files have this link" in str(told.message.en)


def test_processes_find_what_one_finds(published_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "site"
    shutil.copytree(published_site, broken)
    (broken / "zh/stats.html").unlink()
    (broken / "api/v1/guides/sample-2025-claim.json").unlink()
    monkeypatch.setattr("generator.links.internal.FEWEST", 1)
    one, two = (look_through(broken, None, jobs) for jobs in (1, 2))
    assert one == two
    assert {p.code for p in one.problems} == {"href-missing"}
    assert any("leads to zh/stats.html," in str(p.message.en) for p in one.problems)


@given(st.text(), st.text())
def test_no_address_raises(page: str, address: str) -> None:
    own = own_of("https://h.example/sub/")
    if is_readable(address):
        below(address, own)
        assert is_external(address) in (True, False)
        target_of(page, address)


def test_the_sites_own_address_is_known_with_and_without_its_slash() -> None:
    own = own_of("https://h.example/sub")
    assert own == Own("https://h.example/sub/", "/sub/")
    assert [below(address, own) for address in ("https://h.example/sub", "https://h.example/sub/#a")] == [
        "index.html",
        "index.html#a",
    ]
    assert below("https://h.example/subway/", own) is None
