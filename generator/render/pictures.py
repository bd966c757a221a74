"""Which pictures stand for the site's pages where a link to them is shared, and what stands on each.

There is one for the site, each kind, domain and programme, and one for each record while there are few enough. They
say both languages at once, and nothing that goes stale: days, and never how many are left.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from generator.colours import Colours
from generator.dates import interval
from generator.funnel import counts
from generator.lang import say
from generator.lifecycle import deadlines_of
from generator.model.artifacts import Artifact
from generator.model.parts import Date, Lang, Money, Text
from generator.model.records import (
    KINDS,
    Challenge,
    Guide,
    ListRecord,
    Programme,
    Record,
    Success,
    Winner,
)
from generator.money import say_money
from generator.reads import note, remembered, unheard
from generator.render.painting import HEIGHT, WIDTH, Look, Words, painted
from generator.render.view import Site
from generator.urls import SitePath

MOST_RECORDS = 2_000
"""Of more records than these none has a picture of its own but programmes."""
FOLDER = "share/"
SITE = SitePath(f"{FOLDER}site.png")
SIZE = (WIDTH, HEIGHT)
INK, PAPER, ACCENT = "#1b2733", "#ffffff", "#b3261e"
_DATED = ("published_on", "decided_on", "accepted_on")
"""The dates of a record of which the first that it has is told; their labels have the same names."""


LABELS = frozenset(
    {"picture_alt", "picture_total", "domain", "closes", "owner_payment", "government_support", *_DATED}
    | {f"{prefix}_{kind}" for prefix in ("kind", "kinds", "lead") for kind in KINDS}
)
"""The labels that stand on pictures and beside them."""


class Picture(NamedTuple):
    """A picture of the site: where it stands, what stands on it, and in which colours."""

    path: SitePath
    words: Words
    look: Look


class Shared(NamedTuple):
    """What a page says of its picture: where it is, and what is to be seen there, in the page's language."""

    path: SitePath
    alt: str


def pictures_of(site: Site) -> Iterator[Picture]:
    """Every picture of the site, none where it wants none."""
    if not site.settings.site.pictures:
        return
    paint, tagline = partial(_picture, site), _both(site, site.settings.site.tagline)
    yield paint(SITE, site.settings.site.title, tagline, _each(site, site.settings.site.description))
    for kind, cls in KINDS.items():
        yield paint(kind_path(kind), _label(site, f"kinds_{kind}"), tagline, _each(site, _label(site, f"lead_{kind}")))
        yield from (_of_record(site, record) for record in _own(site, cls))
    for domain, term in site.settings.domains.items():
        yield paint(domain_path(domain), term.label, _both(site, _label(site, "domain")), ())


def picture_at(site: Site, path: str) -> Picture | None:
    """The picture at a path of the site, if there is one."""
    return next((picture for picture in pictures_of(site) if picture.path == path), None)


def digest_of(picture: Picture) -> bytes:
    """What stands for all that a picture is made from."""
    return blake2b(msgspec.msgpack.encode(picture), digest_size=12).digest()


def paint(picture: Picture) -> Iterator[Artifact]:
    """The picture's file."""
    yield Artifact(picture.path, painted(picture.words, picture.look))


def of_record(site: Site, lang: Lang, record: Record) -> Shared | None:
    """The picture of a record's page: its own, else its kind's."""
    if not _has_own(site, record):
        return of_kind(site, lang, record.kind)
    return _shared(site, lang, _record_path(record), say(record.title, lang))


def of_kind(site: Site, lang: Lang, kind: str) -> Shared | None:
    """The picture of a kind's pages."""
    return _shared(site, lang, kind_path(kind), say(_label(site, f"kinds_{kind}"), lang))


def of_domain(site: Site, lang: Lang, domain: str) -> Shared | None:
    """The picture of a domain's pages."""
    return _shared(site, lang, domain_path(domain), say(site.settings.domains[domain].label, lang))


def of_site(site: Site, lang: Lang) -> Shared | None:
    """The picture of every other page."""
    own = site.settings.site
    return _shared(site, lang, SITE, say(own.tagline, lang))


def kind_path(kind: str) -> SitePath:
    """Where a kind's picture stands."""
    return SitePath(f"{FOLDER}{KINDS[kind].folder}.png")


def domain_path(domain: str) -> SitePath:
    """Where a domain's picture stands."""
    return SitePath(f"{FOLDER}domains/{domain}.png")


def has_records(site: Site) -> bool:
    """Whether the records are few enough for a picture of each."""
    note(("pictured",))
    with unheard():
        return remembered(site.pieces, "pictured", lambda: sum(map(counts, site.catalog.every())) <= MOST_RECORDS)


ANSWERS = {"pictured": has_records}
"""What is answered to those who ask whether records have pictures."""


def _shared(site: Site, lang: Lang, path: SitePath, words: str) -> Shared | None:
    if not site.settings.site.pictures:
        return None
    alt = (
        site.words[lang].labels["picture_alt"].format_map({"name": say(site.settings.site.title, lang), "title": words})
    )
    return Shared(path, alt)


def _own(site: Site, cls: type[Record]) -> Iterator[Record]:
    """The records of a kind that have a picture of their own."""
    return (record for record in site.catalog.of(cls).values() if _has_own(site, record))


def _has_own(site: Site, record: Record) -> bool:
    return counts(record) and (isinstance(record, Programme) or has_records(site))


def _record_path(record: Record) -> SitePath:
    return SitePath(f"{FOLDER}{record.folder}/{record.id}.png")


def _of_record(site: Site, record: Record) -> Picture:
    kicker = _both(site, _label(site, f"kind_{record.kind}"))
    return _picture(site, _record_path(record), record.title, kicker, tuple(_facts(site, record)))


def _picture(site: Site, path: SitePath, title: Text, kicker: str, facts: tuple[str, ...]) -> Picture:
    own = site.settings.site
    name = _both(site, own.title)
    second = (title.en or "") if "en" in own.languages and title.en != title.zh else ""
    return Picture(path, Words(kicker, title.zh, second, facts, name), _look(own.colours))


def _facts(site: Site, record: Record) -> Iterator[str]:
    """Where, when and how much, each in one line: nothing that another day would say otherwise."""
    yield from _states(site, record)
    yield from _dates(site, record)
    if isinstance(record, (Challenge, Winner)) and record.owner_payment:
        yield _fact(site, "owner_payment", _amount(site, record.owner_payment))
    elif isinstance(record, (Challenge, Winner)) and record.support and record.support.amount:
        how = _both(site, site.settings.vocabularies["mode"].get(record.support.mode or ""))
        yield _fact(site, "government_support", " ".join(filter(None, (_amount(site, record.support.amount), how))))
    elif isinstance(record, ListRecord) and record.amount:
        yield _fact(site, "picture_total", _amount(site, record.amount))


def _states(site: Site, record: Record) -> Iterator[str]:
    """The place, and what the source says of an award's or result's state."""
    words = [site.words[lang].regions.get(getattr(record, "region", ""), "") for lang in site.settings.site.languages]
    place = " ".join(dict.fromkeys(filter(None, words)))
    status = {Winner: ("status", "state"), Success: ("basis", "basis")}.get(type(record))
    state = _both(site, site.settings.vocabularies[status[0]].get(getattr(record, status[1]))) if status else ""
    if place or state:
        yield " · ".join(filter(None, (place, state)))


def _dates(site: Site, record: Record) -> Iterator[str]:
    """The deadline of a call, as it stands; else when the record's own paper was published."""
    ends = {_day(found.written) for found in deadlines_of(site.catalog, record)} if _is_call(record) else set()
    days = sorted(filter(None, ends))
    if days:
        yield _fact(site, "closes", " – ".join(dict.fromkeys((days[0], days[-1]))))
        return
    for name in _DATED:
        written = getattr(record, name, None)
        if written is not None and (day := _day(written)):
            yield _fact(site, name, day)
            return


def _is_call(record: Record) -> bool:
    return isinstance(record, (Guide, ListRecord, Challenge))


def _day(written: Date) -> str:
    """A date in figures, which both languages read alike; nothing where it is only worded."""
    found = interval(written)
    if found is None:
        return ""
    if not isinstance(written, str):
        return f"{found.first} – {found.last}" if found.first != found.last else str(found.first)
    return written.replace("T", " ")


def _amount(site: Site, money: Money) -> str:
    return " · ".join(dict.fromkeys(say_money(money, lang) for lang in site.settings.site.languages))


def _fact(site: Site, label: str, value: str) -> str:
    return f"{_both(site, _label(site, label))}  {value}"


def _label(site: Site, name: str) -> Text:
    return site.settings.labels[name]


def _both(site: Site, text: Text | None) -> str:
    """A short text in the site's languages, one after the other."""
    return " ".join(dict.fromkeys(say(text, lang) for lang in site.settings.site.languages))


def _each(site: Site, text: Text) -> tuple[str, ...]:
    """A longer text in each of the site's languages."""
    return tuple(dict.fromkeys(say(text, lang) for lang in site.settings.site.languages))


def _look(colours: Colours | None) -> Look:
    accent = colours.accent if colours is not None else None
    return Look(INK, PAPER, accent if isinstance(accent, str) else ACCENT)
