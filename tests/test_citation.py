"""A page says how it is cited, by GB/T 7714 and in BibTeX, whatever its title holds."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from exports.sites import HOME, site_with
from hypothesis import given
from hypothesis import strategies as st
from pages import pages_of
from small import document

from generator.exports.values import clean
from generator.model.parts import LANGS, Lang
from generator.render.citation import Citation, citation_of, cite_box, data_citation
from generator.render.view import View
from generator.urls import SitePath, record_path

HOSTILE = st.text(st.characters(codec=None), min_size=1, max_size=60)
SPECIAL = "\\{}#$%&_~^"
PRINTED = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    **{f"\\{c}": c for c in "#$%&_"},
}


def cited(lang: Lang = "zh", url: str = HOME, **keys: object) -> Citation:
    """How the smallest challenge with these keys is cited."""
    site = site_with(document("programme"), document("list"), document("challenge", **keys), url=url)
    record = site.catalog.records["challenge"]["a-challenge"]
    found = citation_of(View(site, lang, record_path(lang, record.folder, record.id)), record)
    assert found is not None
    return found


def fields(entry: str) -> dict[str, str]:
    """The fields of one entry, read as BibTeX does: its braces must balance."""
    head = re.match(r"@misc\{([a-z0-9-]+),\n", entry)
    assert head, entry
    found: dict[str, str] = {}
    at = head.end()
    while entry[at] != "}":
        name = re.compile(r"\s*([a-z]+) = \{").match(entry, at)
        assert name, entry[at:]
        end = closing(entry, name.end())
        found[name[1]] = entry[name.end() : end]
        at = end + 1 + len(re.compile(r",?\n").match(entry, end + 1)[0])  # type: ignore[index]
    assert at == len(entry) - 1
    return found


def closing(entry: str, start: int) -> int:
    """Where the brace opened before `start` closes: BibTeX counts every brace, whatever stands before it."""
    depth = 1
    for at in range(start, len(entry)):
        depth += (entry[at] == "{") - (entry[at] == "}")
        if depth == 0:
            return at
    raise AssertionError(entry)


def printed(words: str) -> str:
    """What LaTeX prints for these words."""
    return re.sub("|".join(map(re.escape, PRINTED)), lambda found: PRINTED[found[0]], words)


def test_a_record_is_cited_by_the_standard() -> None:
    found = cited(title={"zh": "电机"}, updated_on="2025-03-04")
    assert "2025-06-15".join(found.standard) == (
        "张榜编辑组. 电机: challenge/a-challenge[EB/OL]. (2025-03-04)[2025-06-15]. "
        f"{HOME}zh/challenges/a-challenge.html."
    )
    assert found.accessed == "2025-06-15"


def test_english_readers_cite_the_english_page() -> None:
    found = cited("en", title={"zh": "电机", "en": "Motors"})
    assert found.standard[0].startswith("The zhangbang editors. Motors: challenge/a-challenge[EB/OL]. ")
    assert fields("2025-06-15".join(found.bibtex))["url"].endswith("/en/challenges/a-challenge.html")


def test_an_entry_has_the_fields_of_a_web_page() -> None:
    assert fields("2025-06-15".join(cited(title={"zh": "电机"}, updated_on="2025-03-04").bibtex)) == {
        "author": "{张榜编辑组}",
        "title": "{电机}",
        "year": "2025",
        "month": "3",
        "url": f"{HOME}zh/challenges/a-challenge.html",
        "note": "challenge/a-challenge, 2025-03-04更新",
        "langid": "chinese",
        "urldate": "2025-06-15",
    }


@given(st.one_of(HOSTILE, st.text(st.sampled_from(SPECIAL + " a榜"), min_size=1)))
def test_whatever_a_title_holds_the_entry_balances_and_prints_it(words: str) -> None:
    found = cited(title={"zh": words})
    entry = "2025-06-15".join(found.bibtex)
    title = fields(entry)["title"]
    assert title[0] == "{" and title[-1] == "}"
    assert printed(title[1:-1]).split() == clean(words).split()
    assert "\n" not in found.standard[0] + found.standard[1]
    (entry + found.standard[0]).encode()


@given(HOSTILE)
def test_whatever_a_title_holds_the_box_holds_it_as_text(words: str) -> None:
    site = site_with(document("programme"), document("list"), document("challenge", title={"zh": words}))
    record = site.catalog.records["challenge"]["a-challenge"]
    v = View(site, "zh", SitePath("zh/challenges/a-challenge.html"))
    found = citation_of(v, record)
    assert found is not None
    html = cite_box(v, found)
    inside = re.search(r'id="cite-bibtex">(.*?)</pre>', html, re.DOTALL)
    assert inside
    assert unescape(re.sub(r"</?time[^>]*>", "", inside[1])) == found.accessed.join(found.bibtex)


@pytest.mark.parametrize("keys", [{"sample": True}, {"withdrawn": {"on": "2025-01-01", "reason": {"zh": "误录"}}}])
def test_invented_and_withdrawn_records_are_not_to_be_cited(keys: dict[str, object]) -> None:
    site = site_with(document("programme"), document("list"), document("challenge", **keys))
    record = site.catalog.records["challenge"]["a-challenge"]
    v = View(site, "zh", SitePath("zh/challenges/a-challenge.html"))
    assert citation_of(v, record) is None
    assert cite_box(v, None) == ""


def test_without_an_address_of_its_own_a_page_is_cited_without_one() -> None:
    found = cited(url="")
    assert found.standard[1] == "]."
    assert "url" not in fields("x".join(found.bibtex))


def test_the_data_as_a_whole_are_a_dataset() -> None:
    v = View(site_with(document("programme")), "zh", SitePath("zh/data.html"))
    found = data_citation(v, "2025-01-02")
    assert found.standard[0].startswith("张榜编辑组. 张榜：全部记录[DS/OL]. (2025-01-02)[")
    assert found.bibtex[0].startswith("@misc{zhangbang-data-2025-01-02,")


@pytest.mark.parametrize("lang", LANGS)
def test_every_record_page_of_a_published_site_has_one_box(published_site: Path, lang: Lang) -> None:
    found = pages_of(published_site)
    files = (published_site / "api/v1").glob("*/sample-*.json")
    records = [path.stem for path in files if "withdrawn" not in json.loads(path.read_text("utf-8"))]
    pages = [page for name, page in found.items() if name.startswith(f"{lang}/") and Path(name).stem in records]
    assert len(pages) > 20
    boxed = [page for page in pages if page.ids.count("cite-bibtex") == 1]
    assert [page for page in pages if page not in boxed and "zb-sources" in page.html] == []


def test_invented_records_have_no_box(built_site: Path) -> None:
    assert not any("cite-bibtex" in page.ids for name, page in pages_of(built_site).items() if "/sample-" in name)
