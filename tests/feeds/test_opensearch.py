"""The description of the finder keeps to OpenSearch 1.1, and a browser that reads it comes to the finder."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace
from pages import pages_of, target_of

from feeds.made import HOSTILE, by_path, fixture_site
from generator.feeds.opensearch import compile_opensearch
from generator.model.parts import LANGS, Lang, Text

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def described(data: bytes) -> dict[str, list[etree._Element]]:
    root = etree.fromstring(data)
    assert root.tag == f"{SPACE}OpenSearchDescription"
    found: dict[str, list[etree._Element]] = {}
    for child in root:
        found.setdefault(str(child.tag).removeprefix(SPACE), []).append(child)
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_it_leads_to_the_finder_in_its_language(lang: Lang, published_site: Path) -> None:
    found = described((published_site / f"opensearch-{lang}.xml").read_bytes())
    search, own = found["Url"]
    assert search.get("template") == f"https://example.org/zhangbang/{lang}/find.html?q={{searchTerms}}"
    assert own.get("rel") == "self" and own.get("template") == f"https://example.org/zhangbang/opensearch-{lang}.xml"
    assert (published_site / lang / "find.html").is_file()
    image = str(found["Image"][0].text).removeprefix("https://example.org/zhangbang/")
    assert (published_site / image).is_file()


def test_every_page_names_the_description_of_its_language(published_site: Path) -> None:
    for name, page in pages_of(published_site).items():
        (link,) = (a for a in page.every("link") if a.get("rel") == "search")
        assert link["type"] == "application/opensearchdescription+xml"
        lang = "en" if name.startswith("en/") else "zh"
        assert target_of(name, str(link["href"]))[0] == f"opensearch-{lang}.xml"


@pytest.mark.parametrize("words", HOSTILE)
def test_no_name_is_too_long_or_breaks_it(words: str) -> None:
    site = fixture_site()
    own = replace(site.settings.site, title=Text(zh=words), description=Text(zh=words))
    site = site._replace(settings=replace(site.settings, site=own))
    for lang in LANGS:
        (data,) = by_path(compile_opensearch(site, lang)).values()
        found = described(data)
        assert len(found["ShortName"][0].text or "") <= 16
        assert len(found["Description"][0].text or "") <= 1024
