"""The sitemap fits the schema of sitemaps.org, lists every page that may be listed once, and each with its twin."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from exports.sites import BASE, HOME, site_with
from lxml import etree
from pages import pages_of
from small import document

from feeds.made import by_path
from generator.feeds.sitemap import compile_sitemap
from generator.model.parts import LANGS

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OFFICIAL = Path(__file__).parents[1] / "browser/node_modules/sitemap/schema/sitemap.xsd"
"""The schema of sitemaps.org, as the npm package `sitemap` brings it."""

LARGEST_FILE = 50 * 1024 * 1024


@cache
def schema() -> etree.XMLSchema:
    together = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <xs:import namespace="{SPACE[1:-1]}" schemaLocation="{OFFICIAL.as_uri()}"/>
    <xs:import namespace="{XHTML[1:-1]}" schemaLocation="{Path(__file__).with_name("xhtml-link.xsd").as_uri()}"/>
    </xs:schema>"""
    return etree.XMLSchema(etree.fromstring(together))


def urls_of(site: Path) -> list[etree._Element]:
    root = etree.fromstring((site / "sitemap.xml").read_bytes())
    schema().assertValid(root)
    return root.findall(f"{SPACE}url")


def place(url: etree._Element) -> str:
    return (url.findtext(f"{SPACE}loc") or "").removeprefix(HOME)


def twins(url: etree._Element) -> dict[str, str]:
    return {str(link.get("hreflang")): str(link.get("href")) for link in url.findall(f"{XHTML}link")}


def test_it_fits_the_schema_of_sitemaps_org(published_site: Path, built_site: Path) -> None:
    for site in (published_site, built_site):
        assert urls_of(site)
        assert (site / "sitemap.xml").stat().st_size < LARGEST_FILE


def test_every_page_that_may_be_listed_is_there_once(published_site: Path) -> None:
    listed = [place(url) for url in urls_of(published_site)]
    expected = {
        name
        for name, page in pages_of(published_site).items()
        if 'name="robots" content="noindex"' not in page.html and 'http-equiv="refresh"' not in page.html
    }
    assert len(listed) == len(set(listed))
    assert set(listed) == expected


def test_the_twins_of_a_page_are_those_that_its_head_names(published_site: Path) -> None:
    for url in urls_of(published_site):
        page = pages_of(published_site)[place(url)]
        named = {str(a["hreflang"]): str(a["href"]) for a in page.every("link") if "hreflang" in a and "type" not in a}
        assert twins(url) == named, place(url)


def test_twins_name_each_other(published_site: Path) -> None:
    found = {place(url): twins(url) for url in urls_of(published_site)}
    for path, named in found.items():
        if named:
            assert set(named) == {"zh-CN", "en", "x-default"}
            for href in named.values():
                assert found[href.removeprefix(HOME)] == named, path


def test_a_records_page_says_when_it_was_last_revised_and_others_say_nothing(published_site: Path) -> None:
    days = {place(url): url.findtext(f"{SPACE}lastmod") for url in urls_of(published_site)}
    assert days["zh/guides/sample-2025-forwarding.html"] == "2025-06-08"
    assert days["en/challenges/sample-2025-01-motor.html"] == "2025-06-11"
    assert days["zh/index.html"] is None and days["zh/guides/index.html"] is None


@pytest.mark.parametrize(("largest", "files"), [(100, 1), (4, 1), (3, 3), (1, 5)])
def test_more_pages_than_a_file_may_hold_are_several_files_and_an_index(largest: int, files: int) -> None:
    site = site_with(*BASE, document("challenge"))
    paths = ["zh/a.html", "en/a.html", "zh/b & c.html", "index.html", "404.html", "x.js"]
    made = by_path(compile_sitemap(site, paths, largest))
    assert len(made) == files
    root = etree.fromstring(made.pop("sitemap.xml"))
    parts = [root] if files == 1 else [etree.fromstring(made[name]) for name in sorted(made)]
    if files > 1:
        named = [loc.text for loc in root.iter(f"{SPACE}loc")]
        assert root.tag == f"{SPACE}sitemapindex"
        assert named == [f"{HOME}{name}" for name in sorted(made)]
    places = [place(url) for part in parts for url in part.findall(f"{SPACE}url")]
    assert places == ["en/a.html", "index.html", "zh/a.html", "zh/b%20%26%20c.html"]
    for part in parts:
        schema().assertValid(part)
        assert len(part) <= largest


def test_a_file_never_has_more_bytes_than_it_may() -> None:
    site = site_with(*BASE, document("challenge"))
    paths = [f"{lang}/{number}.html" for number in range(20) for lang in LANGS]
    (whole,) = compile_sitemap(site, paths)
    limit = len(whole.data) // 3
    *parts, index = compile_sitemap(site, paths, heaviest=limit)
    assert len(parts) >= 3
    assert max(len(part.data) for part in parts) <= limit
    assert index.path == "sitemap.xml"
    schema().assertValid(etree.fromstring(parts[-1].data))
    listed = [place(url) for part in parts for url in etree.fromstring(part.data).iter(f"{SPACE}url")]
    assert listed == [place(url) for url in etree.fromstring(whole.data).iter(f"{SPACE}url")]


def test_files_are_made_one_after_another() -> None:
    site = site_with(*BASE, document("challenge"))
    made = compile_sitemap(site, [f"zh/{number}.html" for number in range(100_000)], 100)
    assert next(made).path == "sitemap-1.xml"
