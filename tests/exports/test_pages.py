"""A record's page, and its entry in a feed, say what every export says of it, in both languages.

Keys of choices and identifiers are for machines; a page says them as words, which other tests hold. What a page leaves
out of a record stands in NOT_SAID with its reason.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from exports.published import real_site
from generator.exports.values import DATA_FILE, exported, plain
from generator.feeds.entries import entry_of
from generator.lang import say
from generator.model.parts import LANGS, Lang, Text
from generator.render.pages import record_page
from generator.render.view import View
from generator.urls import SitePath

AS_WRITTEN = frozenset({"number", "code", "credit_code", "url", "quote", "phone", "email"})
"""Keys whose values stand on the page to the letter."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
Path = tuple[str, ...]

CLAUSE = "the page names the document below; the clause is for those who check, in the data and in rules.html"
STATED = "a rule's statement says its figures in a sentence"
IN_SOURCE = "the page shows the name that the source uses, and links to the unit"
NOT_SAID: Mapping[str, str] = {
    **{
        f"{part}.cite.place": CLAUSE
        for part in ("legal_basis", "goals", "domains_stated", "figures", "solver", "contacts")
    },
    **{
        f"{part}.cite.quote": CLAUSE
        for part in ("legal_basis", "goals", "domains_stated", "figures", "solver", "contacts")
    },
    **{
        f"sections.fields.{part}": CLAUSE
        for part in ("cite.place", "cite.quote", "columns.cite.place", "columns.cite.quote")
    },
    **dict.fromkeys(("valid.cite.quote", "filing.cite.quote", "support.cite.place", "term.cite.place"), CLAUSE),
    **dict.fromkeys(("rules.basis", "rules.at_least", "conditions.cap"), STATED),
    **dict.fromkeys(("issuers.organisation.title", "recommender.organisation.title"), IN_SOURCE),
    "domains.name": IN_SOURCE,
    "pages": "a page needs no link to itself",
    "status.label": "that a programme or unit is published and stays so goes without saying",
    "regions.name": "a region's name says what it lies in where people need it; the country goes without saying",
    "short": "stands where there is little room, such as tables of other pages",
    "rules.asks.question": "asked on the programme's check page",
    "linked_from.title": "a call tells what it forwards; that it was forwarded stands on the other page",
    "sections.sentences.text": "the form shows the sentence with blanks in place of keys",
}
"""What a record's own page leaves out, by its path, and why."""


def words_in(value: Any, lang: Lang, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Everything of exported values that a person reads, as a page words it."""
    if isinstance(value, list):
        for item in value:
            yield from words_in(item, lang, path)
    elif isinstance(value, dict) and "zh" in value:
        yield path, say(Text(**value), lang)
    elif isinstance(value, dict) and "currency" in value:
        yield path, say(Text(**value["text"]), lang)
    elif isinstance(value, dict) and isinstance(value.get("from") or value.get("to"), str):
        yield path, day_in_words(value, lang)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from words_in(inner, lang, (*path, key))
    elif isinstance(value, str) and path[-1] in AS_WRITTEN:
        yield path, value


def day_in_words(days: Mapping[str, Any], lang: Lang) -> str:
    """A day, month or year as both languages write it; a vague one in its own words."""
    if "text" in days:
        return say(Text(**days["text"]), lang)
    first, last = days["from"], days["to"]
    year, month, day = map(int, (first or last).split("-"))
    if first == last:
        return f"{year}年{month}月{day}日" if lang == "zh" else f"{day} {MONTHS[month - 1]} {year}"
    return f"{year}年" if lang == "zh" else str(year)


def shown(content: str) -> str:
    """What a page shows, and where its links lead, without white space."""
    text = re.sub(r"<[^>]+>", "", re.sub(r"<script.*?</script>", "", content, flags=re.DOTALL))
    links = re.findall(r'href="([^"]*)"', content)
    return squeezed(html.unescape(" ".join((text, *links))))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def missing(lang: Lang) -> dict[str, str]:
    """What pages do not say, by path, with one record that holds it."""
    site, found = real_site(), dict[str, str]()
    for record in exported(site):
        page = shown(record_page(site, lang, record).content)
        for path, words in words_in(plain(site, record, DATA_FILE), lang):
            if squeezed(words) not in page:
                found.setdefault(".".join(path), f"{record.kind}/{record.id}: {words}")
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_says_what_is_exported_of_its_record(lang: Lang) -> None:
    assert {path: example for path, example in missing(lang).items() if path not in NOT_SAID} == {}


def test_what_pages_leave_out_is_left_out_indeed() -> None:
    assert set(NOT_SAID) <= {*missing("zh"), *missing("en")}


TOLD = ("title", "summary", "number", "code", "owner_payment", "support.amount", "support.options", "amount")
"""What a feed's entry tells of a record, of what it has of these."""


@pytest.mark.parametrize("lang", LANGS)
def test_a_feeds_entry_says_what_is_exported_of_its_record(lang: Lang) -> None:
    site = real_site()
    view, compared = View(site, lang, SitePath(f"{lang}/index.html")), 0
    for record in exported(site):
        value = plain(site, record, DATA_FILE)
        entry = entry_of(view, record, record.updated_on)
        told = squeezed(html.unescape(re.sub(r"<[^>]+>", "", f"{say(entry.title, lang)} {entry.summary}")))
        for path, words in words_in(value, lang):
            if ".".join(path) in TOLD or (path[0] == "deadlines" and path[-1] == "written"):
                assert squeezed(words) in told, (record.id, path)
                compared += 1
        assert entry.updated == value["updated_on"]
        assert value["pages"][lang].endswith(f"{lang}/{entry.path}")
    assert compared > 2 * sum(1 for _ in exported(site))
