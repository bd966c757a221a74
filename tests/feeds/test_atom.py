"""Feeds are Atom to the letter, stand for exactly the records that they say, and name an entry for ever."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import feedparser
import pytest
from exports.sites import BASE, site_with
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from small import document

from feeds.made import HOSTILE, by_path, fixture_site, invented_site, other, real_site
from feeds.rfc4287 import ATOM, entries, faults, text
from generator.catalog import domains_of
from generator.exports.changes import happenings_of, revised_on
from generator.exports.values import exported
from generator.feeds import atom
from generator.feeds.atom import LIMIT, SPECIAL_PAGES, compile_feeds
from generator.feeds.scopes import members_of, subjects
from generator.feeds.xmltext import one_line
from generator.model.parts import LANGS, Lang
from generator.model.records import KINDS, Record
from generator.render.groups import GROUPED_KINDS
from generator.render.view import Site
from generator.settings import ancestors

SITES: dict[str, Callable[[], Site]] = {"fixture": fixture_site, "invented": invented_site, "real": real_site}


@cache
def feeds_of(name: str, lang: Lang) -> dict[str, bytes]:
    return by_path(compile_feeds(SITES[name](), lang))


EVERY = [pytest.param(name, lang, id=f"{name}-{lang}") for name in SITES for lang in LANGS]


def root_of(data: bytes) -> etree._Element:
    return etree.fromstring(data)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_every_feed_is_atom_to_the_letter(name: str, lang: Lang) -> None:
    found = {path: faults(data) for path, data in feeds_of(name, lang).items()}
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_reader_finds_nothing_wrong(name: str, lang: Lang) -> None:
    for path in ("all", *SPECIAL_PAGES):
        data = feeds_of(name, lang)[f"feeds/{lang}/{path}.xml"]
        read = feedparser.parse(data)
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert (read.version, len(read.entries)) == ("atom10", len(entries(root_of(data))))


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_there_is_a_feed_for_every_subject_and_no_other(name: str, lang: Lang) -> None:
    there = (*subjects(SITES[name]()), *SPECIAL_PAGES)
    assert set(feeds_of(name, lang)) == {f"feeds/{lang}/{subject}.xml" for subject in there}


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_no_record_is_lost_without_a_word(name: str, lang: Lang) -> None:
    site = SITES[name]()
    members = members_of(site)
    for subject in subjects(site):
        root, held = root_of(feeds_of(name, lang)[f"feeds/{lang}/{subject}.xml"]), members.get(subject, ())
        assert len(entries(root)) == min(LIMIT, len(held)), subject
        assert count_told(root, lang) == len(held), subject


def count_told(root: etree._Element, lang: Lang) -> int:
    """The number of all entries that the subtitle states: whole, or as shown, total and rest."""
    told, shown = text(root, "subtitle"), len(entries(root))
    whole = {"zh": r"共 (\d+) 条，全部列出。$", "en": r"All (\d+) are listed\.$"}[lang]
    part = {
        "zh": r"共 (?P<all>\d+) 条，这里列出 (?P<shown>\d+) 条，其余 (?P<rest>\d+) 条见网站。$",
        "en": r"(?P<shown>\d+) of (?P<all>\d+) are listed; the other (?P<rest>\d+) are on the site\.$",
    }[lang]
    if not shown:
        assert told.endswith({"zh": "目前没有。", "en": "None at present."}[lang])
        return 0
    if found := re.search(whole, told):
        assert int(found[1]) == shown
        return shown
    found = re.search(part, told)
    assert found, told
    assert int(found["shown"]) == shown and shown + int(found["rest"]) == int(found["all"])
    return int(found["all"])


def test_every_exported_record_is_in_the_feed_of_all_and_of_its_kind() -> None:
    site = fixture_site()
    ids = ids_in("fixture", "zh", "all")
    assert ids == {entry_id(record) for record in exported(site)}
    for kind in KINDS:
        assert ids_in("fixture", "zh", f"kinds/{kind}") == {i for i in ids if i.split("/")[1] == kind}


def ids_in(name: str, lang: Lang, path: str) -> set[str]:
    return {text(entry, "id") for entry in entries(root_of(feeds_of(name, lang)[f"feeds/{lang}/{path}.xml"]))}


def entry_id(record: Record, lang: Lang = "zh") -> str:
    return f"tag:zhangbang,2026:{lang}/{record.kind}/{record.formerly[0] if record.formerly else record.id}"


def test_invented_records_are_in_no_feed() -> None:
    for lang in LANGS:
        assert all(not entries(root_of(data)) for data in feeds_of("invented", lang).values())


def test_the_special_feeds_hold_what_they_are_called() -> None:
    def names(path: str) -> set[str]:
        return {found.removeprefix("tag:zhangbang,2026:zh/") for found in ids_in("fixture", "zh", path)}

    assert names("notices") >= {"notice/sample-2025-extension", "notice/sample-2025-correction"}
    assert any(found.startswith("list/") for found in names("notices"))
    assert names("changed") >= {"challenge/sample-2025-03-controller", "guide/sample-2025-forwarding"}
    assert "challenge/sample-2025-03-controller" not in names("all")
    dated = {entry_id(r) for r in exported(fixture_site()) if atom.official_date(r) is not None}
    assert ids_in("fixture", "zh", "new") == dated
    assert len(names("changes")) == min(LIMIT, sum(bool(h.day) for h in happenings_of(fixture_site())))


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2025-07-01", False), ("2025-07-02", True), ("2025-07-15", True), ("2025-07-16", False)]
)
def test_what_closes_within_fourteen_days_is_closing(as_of: str, expected: bool) -> None:
    site = fixture_site(as_of)
    feeds = by_path(compile_feeds(site, "zh"))
    found = [text(entry, "id") for entry in entries(root_of(feeds["feeds/zh/closing.xml"]))]
    assert ("tag:zhangbang,2026:zh/guide/sample-2025-forwarding" in found) == expected


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_an_entry_says_when_its_record_or_its_newest_notice_changed_it(name: str, lang: Lang) -> None:
    site = SITES[name]()
    days = {entry_id(record, lang): revised_on(site.catalog, record) for record in site.catalog.every()}
    for path, data in feeds_of(name, lang).items():
        if not path.endswith("/changes.xml"):
            for entry in entries(root_of(data)):
                assert text(entry, "updated") == f"{days[text(entry, 'id')]}T00:00:00+08:00"


def test_entries_of_a_feed_stand_by_day_with_the_newest_first() -> None:
    for path, data in feeds_of("fixture", "zh").items():
        if not path.endswith(("/new.xml", "/closing.xml")):
            days = [text(entry, "updated") for entry in entries(root_of(data))]
            assert days == sorted(days, reverse=True), path


def test_an_entry_keeps_its_id_wherever_the_site_stands() -> None:
    site = fixture_site()
    moved = by_path(compile_feeds(site._replace(url="https://mirror.example.net/"), "zh"))
    for path, data in feeds_of("fixture", "zh").items():
        here, there = root_of(data), root_of(moved[path])
        assert text(here, "id") == text(there, "id")
        assert [text(e, "id") for e in entries(here)] == [text(e, "id") for e in entries(there)]
        assert b"https://example.org/zhangbang/" not in moved[path]


def test_a_renamed_record_keeps_the_id_of_its_first_name() -> None:
    site = site_with(*BASE, document("challenge", id="new-name", formerly=["first-name", "second-name"]))
    found = by_path(compile_feeds(site, "en"))["feeds/en/kinds/challenge.xml"]
    assert [text(entry, "id") for entry in entries(root_of(found))] == ["tag:zhangbang,2026:en/challenge/first-name"]


@pytest.mark.parametrize("lang", LANGS)
def test_entries_lead_to_the_page_in_this_language_first_and_in_the_other(lang: Lang, published_site: object) -> None:
    del published_site
    codes = {"zh": "zh-CN", "en": "en"}
    for entry in entries(root_of(feeds_of("fixture", lang)[f"feeds/{lang}/all.xml"])):
        links = [(link.get("hreflang"), link.get("href")) for link in entry.findall(f"{ATOM}link")]
        kind, record_id = text(entry, "id").split("/")[1:]
        pages = [f"https://example.org/zhangbang/{at}/{KINDS[kind].folder}/" for at in (lang, other(lang))]
        assert [code for code, _ in links] == [codes[lang], codes[other(lang)]]
        assert all(str(href).startswith(page) for (_, href), page in zip(links, pages, strict=True)), record_id


def test_an_entry_tells_deadline_amount_and_owner() -> None:
    feed = root_of(feeds_of("fixture", "zh")["feeds/zh/kinds/challenge.xml"])
    summaries = {text(entry, "id").rpartition("/")[2]: text(entry, "summary") for entry in entries(feed)}
    told = summaries["sample-2025-01-motor"]
    assert "<li>发榜单位：" in told and "<li>榜额（发榜方支付）：" in told and "揭榜截止：2025年6月20日 16:30" in told


def test_feeds_name_licence_and_author() -> None:
    root = root_of(feeds_of("fixture", "en")["feeds/en/all.xml"])
    assert text(root, "rights").endswith("https://creativecommons.org/licenses/by/4.0/")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "The testers"
    extension = next(e for e in entries(root) if text(e, "id").endswith("notice/sample-2025-extension"))
    assert extension.findtext(f"{ATOM}author/{ATOM}name") != "The testers"


def test_a_long_feed_says_how_many_more_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atom, "LIMIT", 3)
    for lang in LANGS:
        for path, data in by_path(compile_feeds(fixture_site(), lang)).items():
            root = root_of(data)
            whole = root_of(feeds_of("fixture", lang)[path])
            assert count_told(root, lang) == len(entries(whole)), path
            assert [text(e, "id") for e in entries(root)] == [text(e, "id") for e in entries(whole)][:3]


# -- bad input ------------------------------------------------------------------------------------------------


def hostile(words: str) -> Site:
    text_of = {"zh": words, "en": words}
    vague = {"text": text_of, "from": "2025-07-01", "to": "2025-07-10"}
    return site_with(
        document("programme", title=text_of, issuers=[{"name": text_of}]),
        document("list", title=text_of, summary=text_of, public_notice={"from": "2025-06-01", "days": 5}),
        document(
            "challenge", title=text_of, summary=text_of, owner={"name": text_of}, owner_payment={"text": text_of},
            windows=[{"audience": "solver", "action": "claim", "closes": {"text": text_of}}],
        ),
        document("guide", title=text_of, windows=[{"audience": "solver", "action": "claim", "closes": vague}]),
        document("notice", title=text_of, changes=[{"about": text_of, "before": text_of, "after": text_of}]),
        document("success", title={"zh": words}, withdrawn={"on": "2025-06-01", "reason": {"zh": words}}),
    )  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_breaks_a_feed(words: str) -> None:
    site = hostile(words)
    for lang in LANGS:
        for path, data in by_path(compile_feeds(site, lang)).items():
            assert faults(data) == [], path
        shown = entries(root_of(by_path(compile_feeds(site, lang))[f"feeds/{lang}/kinds/challenge.xml"]))
        assert len(shown) == 1
        tags = re.findall(r"</?(\w+)", re.sub(r"&\w+;", "", text(shown[0], "summary")))
        assert set(tags) <= {"p", "ul", "li"}
        assert text(shown[0], "title") == one_line(words)


@given(st.text(st.characters(), max_size=60))
def test_any_text_leaves_every_feed_well_formed(words: str) -> None:
    site = site_with(*BASE, document("challenge", title={"zh": words or "题"}, summary={"zh": words or "题"}))
    data = by_path(compile_feeds(site, "en"))["feeds/en/kinds/challenge.xml"]
    assert faults(data) == []


def test_a_record_with_nothing_but_what_it_must_have_is_an_entry() -> None:
    site = site_with(*(document(kind) for kind in KINDS))
    for lang in LANGS:
        feeds = by_path(compile_feeds(site, lang))
        assert [path for path, data in feeds.items() if faults(data)] == []
        assert len(entries(root_of(feeds[f"feeds/{lang}/all.xml"]))) == len(KINDS)


def test_equal_records_give_equal_bytes_in_any_order() -> None:
    documents = [document(kind, id=f"{kind}-{n}") for kind in ("organisation",) for n in range(9)]
    forwards, backwards = site_with(*documents), site_with(*reversed(documents))
    assert list(compile_feeds(forwards, "zh")) == list(compile_feeds(backwards, "zh"))


def test_news_of_a_vague_date_is_dated_by_its_first_day() -> None:
    month = {"text": {"zh": "六月"}, "from": "2025-06", "to": "2025-06"}
    site = site_with(*BASE, document("guide", published_on=month), document("notice", published_on=month))
    root = root_of(by_path(compile_feeds(site, "zh"))["feeds/zh/changes.xml"])
    assert text(root, "updated").startswith("2025-06-01T")
    days = [text(entry, "updated")[:10] for entry in entries(root)]
    assert days == sorted(days, reverse=True) and days[:2] == ["2025-06-01", "2025-06-01"]


@pytest.mark.parametrize("make", [fixture_site, real_site])
def test_a_domains_and_a_regions_feed_hold_what_their_pages_do(
    make: Callable[[], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atom, "LIMIT", 10_000)
    site = make()
    feeds = by_path(compile_feeds(site, "zh"))
    records = [record for record in exported(site) if record.kind in GROUPED_KINDS]
    regions = {r.id: ancestors(site.settings.regions, getattr(r, "region", "")) for r in records}
    for folder, terms in (("domains", site.settings.domains), ("regions", site.settings.regions)):
        for key in terms:
            held = [
                r for r in records if key in (domains_of(site.catalog, r) if folder == "domains" else regions[r.id])
            ]
            found = {text(entry, "id") for entry in entries(root_of(feeds[f"feeds/zh/{folder}/{key}.xml"]))}
            assert {i for i in found if i.split("/")[1] in GROUPED_KINDS} == {entry_id(r) for r in held}, key
