"""One record as an Atom entry: an id for ever, its own date, who issued it, and what a reader must know at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator import lifecycle
from generator.catalog import programme_of
from generator.dates import interval
from generator.exports.changes import official_date
from generator.feeds.scopes import target_of
from generator.feeds.xmltext import attribute, one_line, xml, xml_line
from generator.lang import HTML_LANG, OTHER, falls_back, say
from generator.model.parts import Issuer, Lang, Party, Text
from generator.model.records import Challenge, ListRecord, Notice, Organisation, Record
from generator.render.view import Site, View
from generator.urls import absolute

AUTHORITY = "tag:zhangbang,2026"
"""Who names entries (RFC 4151): this program, so that a site keeps its entries' ids when it moves to another host."""


class Entry(NamedTuple):
    """What an entry is made of; `published` is empty where no exact day is known."""

    id: str
    title: Text
    updated: str
    published: str
    authors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    path: str
    summary: str


def tag(lang: Lang, *steps: str) -> str:
    """An id for ever of something in one language, the same at whatever address the site stands."""
    return f"{AUTHORITY}:{'/'.join((lang, *steps))}"


def entry_of(v: View, record: Record, updated: str) -> Entry:
    """The record's entry in the view's language; a record that was renamed keeps the id of its first name."""
    return Entry(
        id=tag(v.lang, record.kind, first_id(record)),
        title=record.title,
        updated=updated,
        published=_exact_day(record),
        authors=tuple(_authors(v, record)),
        categories=tuple(_categories(v, record)),
        path=f"{record.folder}/{record.id}.html",
        summary=_summary(v, record),
    )


def written(site: Site, lang: Lang, entry: Entry) -> str:
    """The entry as XML."""
    shown = ' xml:lang="zh-CN"' if falls_back(entry.title, lang) else ""
    parts = (
        f"<id>{xml(entry.id)}</id>",
        f"<title{shown}>{xml_line(say(entry.title, lang))}</title>",
        f"<updated>{at_midnight(entry.updated)}</updated>",
        f"<published>{at_midnight(entry.published)}</published>" if entry.published else "",
        *page_links(site, lang, entry.path),
        *(f"<author><name>{xml(name)}</name></author>" for name in entry.authors),
        *(f'<category term="{attribute(term)}" label="{attribute(label)}"/>' for term, label in entry.categories),
        f'<summary type="html">{xml(entry.summary)}</summary>',
    )
    return f"<entry>\n{_lines(parts)}</entry>\n"


def page_links(site: Site, lang: Lang, path: str) -> tuple[str, ...]:
    """The links to a page below a language's folder, in that language and in the other, if the site has it."""
    return tuple(_page_link(site, one, path) for one in (lang, OTHER[lang]) if one in site.settings.site.languages)


def at_midnight(day: str) -> str:
    """The first moment of a day in Beijing, as RFC 3339 writes it."""
    return f"{day}T00:00:00+08:00"


def first_id(record: Record) -> str:
    """The id under which a record was first published."""
    return record.formerly[0] if record.formerly else record.id


def _lines(parts: tuple[str, ...]) -> str:
    return "".join(f"{part}\n" for part in parts if part)


def _page_link(site: Site, lang: Lang, path: str) -> str:
    href = attribute(absolute(site.url, f"{lang}/{path}"))
    return f'<link rel="alternate" type="text/html" hreflang="{HTML_LANG[lang]}" href="{href}"/>'


def _exact_day(record: Record) -> str:
    official = official_date(record)
    found = interval(official) if official is not None else None
    return str(found.first) if found is not None and found.is_day else ""


def _authors(v: View, record: Record) -> Iterator[str]:
    """Those who issued it, or what it belongs to; else whoever publishes the site."""
    about = record
    if isinstance(record, Notice) and not record.issuers:
        about = target_of(v.site, record) or record
    issuers: tuple[Issuer, ...] = getattr(about, "issuers", ()) or v.issuers_of(about)
    names = dict.fromkeys(filter(None, (one_line(name_of(v, issuer)) for issuer in issuers)))
    yield from names or (v.say(v.settings.site.publisher),)


def name_of(v: View, party: Party | Issuer) -> str:
    """A unit's name as printed, else its record's."""
    found = v.catalog.find(Organisation, party.organisation)
    return v.say(party.name) or (v.say(found.title) if found else party.organisation or "")


def _categories(v: View, record: Record) -> Iterator[tuple[str, str]]:
    yield record.kind, v.L(f"kind_{record.kind}")
    for domain in v.domains(record):
        yield f"domains/{domain}", v.say(v.settings.domains[domain].label)
    region: str | None = getattr(record, "region", None)
    if region is not None:
        yield f"regions/{region}", v.region_name(region)


# -- what a reader must know at once --------------------------------------------------------------------------------


def _summary(v: View, record: Record) -> str:
    """Its summary and its facts as HTML of paragraphs and a list, nothing else."""
    told = [_paragraph(v.L("withdrawn_banner") + v.say(record.withdrawn.reason))] if record.withdrawn else []
    told += [_paragraph(line) for line in v.say(record.summary).splitlines() if line.strip()]
    facts = [f"<li>{xml(label)}{v.L('colon')}{xml_line(words)}</li>" for label, words in facts_of(v, record)]
    return "".join((*told, "<ul>", *facts, "</ul>") if facts else told)


def _paragraph(words: str) -> str:
    return f"<p>{xml_line(words)}</p>"


def facts_of(v: View, record: Record) -> Iterator[tuple[str, str]]:
    """What a record says at a glance, each with its label: kind, deadlines, amounts, units, number and date."""
    found = (
        (v.L("notice_type"), v.word("notice_type", record.type) if isinstance(record, Notice) else v.kind_word(record)),
        *_deadlines(v, record),
        *_amounts(v, record),
        *_units(v, record),
        (v.L("programme"), _title(v, programme_of(v.catalog, record), record)),
        (v.L("number"), getattr(record, "number", None) or ""),
        (v.L("code"), getattr(record, "code", None) or ""),
        (v.L("published_on"), v.date(official_date(record))),
        *_objections(v, record),
        *_changes(v, record),
    )
    return ((label, words) for label, words in found if words)


def _deadlines(v: View, record: Record) -> Iterator[tuple[str, str]]:
    if record.withdrawn is None:
        for deadline in v.deadlines(record):
            where = f" · {v.region_name(deadline.window.region)}" if deadline.window.region else ""
            told = (v.date(deadline.written), v.reason(deadline))
            yield v.deadline_label(deadline.window) + where, " · ".join(filter(None, told))


def _amounts(v: View, record: Record) -> Iterator[tuple[str, str]]:
    yield v.L("owner_payment"), v.money(getattr(record, "owner_payment", None))
    support = getattr(record, "support", None)
    if support is not None:
        amounts = support.options or ((support.amount,) if support.amount else ())
        yield v.L("government_support"), " / ".join(map(v.money, amounts))
    yield v.L("amount"), v.money(getattr(record, "amount", None))


def _units(v: View, record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Challenge):
        yield v.L("owner"), name_of(v, record.owner) if record.owner else v.without_owner(record)
    yield v.L("units"), v.L("comma").join(name_of(v, unit) for unit in v.units(record))


def _title(v: View, found: Record | None, record: Record) -> str:
    return v.say(found.title) if found is not None and found is not record else ""


def _objections(v: View, record: Record) -> Iterator[tuple[str, str]]:
    notice = record.public_notice if isinstance(record, ListRecord) else None
    end = lifecycle.notice_end(notice, v.settings.holidays) if notice is not None else None
    if end is not None:
        yield v.L("event_notice_end"), v.date(end.written)


def _changes(v: View, record: Record) -> Iterator[tuple[str, str]]:
    """What a notice changes, as on its page."""
    if isinstance(record, Notice):
        target = target_of(v.site, record)
        yield v.L("target_record"), v.say(target.title) if target else ""
        for change in v.changes(record, target):
            was, now = (" · ".join(part.striptags() for part in side) for side in (change.was, change.now))
            told = (f"{v.L('was')} {was}" if was else "", f"{v.L('now')} {now}" if now else "")
            yield change.about.striptags(), v.L("semicolon").join(filter(None, told)) or v.L("not_stated")
