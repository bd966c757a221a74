"""A page names the feeds and calendars that belong to it, in its head and in words, and each of them is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from pages import Page, pages_of, target_of

from generator.model.parts import LANGS

TYPES = ("application/atom+xml", "text/calendar")
PAGES = {
    "index.html": ("feeds/{}/all.xml", "calendars/{}/all.ics"),
    "due.html": ("feeds/{}/closing.xml", "calendars/{}/all.ics"),
    "changes.html": ("feeds/{}/changes.xml", "feeds/{}/new.xml", "feeds/{}/changed.xml", "calendars/{}/all.ics"),
    "guides/index.html": ("feeds/{}/kinds/guide.xml",),
    "notices/index.html": ("feeds/{}/kinds/notice.xml", "feeds/{}/notices.xml"),
    "domains/motors.html": ("feeds/{}/domains/motors.xml", "calendars/{}/domains/motors.ics"),
    "domains/nothing-yet.html": ("feeds/{}/domains/nothing-yet.xml", "calendars/{}/domains/nothing-yet.ics"),
    "regions/xiangtan.html": ("feeds/{}/regions/xiangtan.xml", "calendars/{}/regions/xiangtan.ics"),
    "programmes/sample-2025-open-challenge.html": (
        "feeds/{}/programmes/sample-2025-open-challenge.xml",
        "calendars/{}/programmes/sample-2025-open-challenge.ics",
    ),
    "guides/sample-2025-claim.html": (
        "feeds/{}/programmes/sample-2025-open-challenge.xml",
        "calendars/{}/programmes/sample-2025-open-challenge.ics",
    ),
}


def in_head(name: str, page: Page) -> list[str]:
    links = [a for a in page.every("link") if a.get("rel") == "alternate" and a.get("type") in TYPES]
    assert all(a.get("title") for a in links), name
    return [target_of(name, str(a["href"]))[0] for a in links]


def in_words(name: str, page: Page) -> list[str]:
    return [target_of(name, str(a["href"]))[0] for a in page.every("a") if a.get("type") in TYPES]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_what_belongs_to_it(path: str, lang: str, published_site: Path) -> None:
    page = pages_of(published_site)[f"{lang}/{path}"]
    expected = {file.format(lang) for file in PAGES[path]}
    assert expected <= set(in_head(f"{lang}/{path}", page))
    assert expected <= set(in_words(f"{lang}/{path}", page))


@pytest.mark.parametrize("site_name", ["built_site", "published_site"])
def test_every_feed_and_calendar_that_a_page_names_is_there(site_name: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(site_name)
    for name, page in pages_of(site).items():
        named = {*in_head(name, page), *in_words(name, page)}
        assert [path for path in named if not (site / path).is_file()] == [], name
        assert set(in_words(name, page)) <= set(in_head(name, page)), name


def test_every_feed_and_calendar_is_named_by_a_page(published_site: Path) -> None:
    made = {
        p.relative_to(published_site).as_posix()
        for f in ("feeds", "calendars")
        for p in (published_site / f).rglob("*.*")
    }
    assert made - {path for name, page in pages_of(published_site).items() for path in in_head(name, page)} == set()


def test_a_feed_leads_to_pages_that_are_there(published_site: Path) -> None:
    for path in (published_site / "feeds").rglob("*.xml"):
        root = etree.fromstring(path.read_bytes())
        hrefs = {str(link.get("href")) for link in root.iter("{*}link") if link.get("rel") in ("alternate", "self")}
        inside = {href.removeprefix("https://example.org/zhangbang/") for href in hrefs}
        assert [href for href in inside if not (published_site / href).is_file()] == [], path


def test_an_invented_programme_has_no_feed_and_its_page_names_none(built_site: Path) -> None:
    assert not (built_site / "feeds/zh/programmes").exists()
    page = pages_of(built_site)["zh/programmes/sample-2025-open-challenge.html"]
    assert in_head("zh/programmes/x.html", page) == in_words("zh/programmes/x.html", page) == []
