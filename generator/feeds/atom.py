"""Atom feeds (RFC 4287) in each language: one for every subject, and those of what is new, changed or closing soon.

A feed holds its newest entries and says in its subtitle how many more there are and by what rule it is made, so that
nothing is lost without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from generator import __version__
from generator.catalog import Key
from generator.dates import Interval, Moment, days_before, interval
from generator.due import board_of
from generator.exports.changes import Happening, first_day, happenings_of, official_date
from generator.exports.values import exported, tombstones
from generator.feeds.entries import Entry, at_midnight, entry_of, first_id, page_links, tag, written
from generator.feeds.scopes import ALL, members_of, newest_first, scope_of, stands_since, subjects, target_of
from generator.feeds.xmltext import DECLARATION, attribute, xml, xml_line
from generator.funnel import counts
from generator.lang import HTML_LANG, OTHER, say
from generator.model.artifacts import Artifact
from generator.model.parts import Lang, Text
from generator.model.records import ListRecord, Notice, Record
from generator.pieces import Piece
from generator.render.view import Groups, Site, View, groups_of, once
from generator.urls import SitePath, absolute, feed_path

LIMIT = 100
"""The entries that a feed holds at most."""

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
SPECIAL_PAGES: Mapping[str, str] = {
    "new": "changes.html",
    "changed": "changes.html",
    "closing": "due.html",
    "notices": "notices/index.html",
    "changes": "changes.html",
}
"""The feeds that are about no subject, each with its page below a language's folder."""

LABELS = frozenset({*(f"feed_{name}" for name in SPECIAL_PAGES), *(f"feed_rule_{name}" for name in SPECIAL_PAGES)}) | {
    "feed_all", "feed_rule_scope", "feed_whole", "feed_part", "feed_none",
}  # fmt: skip


class Chosen(NamedTuple):
    """The records of a feed in its order, and how many could have no place in it."""

    keys: Sequence[Key]
    rest: int = 0


class Feed(NamedTuple):
    """One feed before it is written: the entries that it holds, of how many, and by what rule."""

    name: str
    title: str
    page: str
    rule: str
    updated: str
    entries: Sequence[str]
    total: int


def compile_feeds(site: Site, lang: Lang) -> Iterator[Artifact]:
    """All feeds of one language."""
    for _, make in pieces(site, lang):
        yield from make()


def pieces(site: Site, lang: Lang) -> Iterator[Piece[Artifact]]:
    """Each feed of one language by itself."""
    for name in subjects(site):
        yield f"atom {lang} {name}", partial(_made, _of_subject, site, lang, name)
    for name in CHOICES:
        yield f"atom {lang} {name}", partial(_made, _special, site, lang, name)
    yield f"atom {lang} changes", partial(_made, _of_changes, site, lang)


def _made(compose: Callable[..., Feed], site: Site, lang: Lang, *about: object) -> Iterator[Artifact]:
    feed = compose(_Press(site, lang), *about)
    yield Artifact(feed_path(lang, feed.name), _written(site, lang, feed).encode())


def special_title(site: Site, name: str) -> Text:
    """What a feed that is about no subject is called."""
    found, days = site.settings.labels[f"feed_{name}"], site.settings.site.closing_soon_days
    return Text(zh=found.zh.format_map({"n": days}), en=found.en and found.en.format_map({"n": days}))


class _Press:
    """A language's entries, each written once and put into many feeds."""

    def __init__(self, site: Site, lang: Lang) -> None:
        self.site, self.lang = site, lang
        self.view = View(site, lang, SitePath(""))

    def entry(self, record: Record) -> str:
        """The record's entry as XML."""
        key = ("entry", self.lang, self.site.url, self.site.moment, record.kind, record.id)
        return once(self.site, key, lambda: written(self.site, self.lang, self.unwritten(record)))

    def unwritten(self, record: Record) -> Entry:
        """The record's entry as a value."""
        return entry_of(self.view, record, stands_since(self.site, record))

    def feed(self, name: str, title: Text, page: str, rule: str, chosen: Chosen, updated: str = "") -> Feed:
        """The feed of the chosen records, cut to its size."""
        part = [self.site.catalog.at(key) for key in chosen.keys[:LIMIT]]
        newest = max((stands_since(self.site, record) for record in part), default=self.site.moment[:10])
        entries = [self.entry(record) for record in part]
        return Feed(name, say(title, self.lang), page, rule, updated or newest, entries, len(chosen.keys))

    def words(self, key: str, **details: object) -> str:
        """The site's own words, filled in."""
        return say(self.site.settings.labels[key], self.lang).format_map(details)


def _of_subject(press: _Press, name: str) -> Feed:
    held, scope = members_of(press.site).get(name, ()), scope_of(press.site, name)
    return press.feed(scope.name, scope.title, scope.page, press.words("feed_rule_scope"), Chosen(held))


def _special(press: _Press, name: str) -> Feed:
    site = press.site
    today = _spoken(site.moment[:10], press.lang)
    chosen = _chosen(site, name)
    rule = press.words(f"feed_rule_{name}", n=site.settings.site.closing_soon_days, date=today, rest=chosen.rest)
    updated = site.moment[:10] if name == "closing" else ""
    return press.feed(name, special_title(site, name), SPECIAL_PAGES[name], rule, chosen, updated)


def _chosen(site: Site, name: str) -> Chosen:
    """The records of a feed that is about no subject; of what is new also how many records have no place in it."""
    groups = chosen(site, name)
    rest = len(members_of(site).get(ALL, ())) - len(groups[name]) if name == "new" else 0
    return Chosen(groups[name], rest)


def chosen(site: Site, name: str) -> Groups:
    """The records of a feed that is about no subject, under its name."""
    return groups_of(site, f"feed {name}", lambda: {name: _keys(CHOICES[name](site))})


def _keys(records: Iterable[Record]) -> tuple[Key, ...]:
    return tuple(dict.fromkeys((record.kind, record.id) for record in records))


def _new(site: Site) -> Iterable[Record]:
    """By the day on which an authority published, decided or accepted; records that give none have no place."""
    dated = [(str(found.last), record) for record in exported(site) if (found := _official(record))]
    ordered = sorted(dated, key=lambda pair: (pair[1].kind, pair[1].id))
    return [record for _, record in sorted(ordered, key=lambda pair: pair[0], reverse=True)]


def _changed(site: Site) -> Iterable[Record]:
    """What a notice changes, and what was taken down."""
    targets = (target_of(site, notice) for notice in site.catalog.of(Notice).values() if counts(notice))
    changed = (*(target for target in targets if target is not None and not target.sample), *tombstones(site))
    return newest_first(site, {(record.kind, record.id): record for record in changed}.values())


def _closing(site: Site) -> Iterable[Record]:
    """Calls whose next deadline is near, the nearest first."""
    board = board_of(site.catalog, site.timelines, site.settings.holidays, site.moment)
    return [entry.record for entry in board.deadlines if _starts_closing(site, entry.until) <= site.moment]


def _notices(site: Site) -> Iterable[Record]:
    """Notices, and lists on which objections are or were heard."""
    held = (*exported(site, Notice.kind), *exported(site, ListRecord.kind))
    return newest_first(site, (r for r in held if isinstance(r, Notice) or _has_public_notice(r)))


CHOICES: Mapping[str, Callable[[Site], Iterable[Record]]] = {
    "new": _new,
    "changed": _changed,
    "closing": _closing,
    "notices": _notices,
}
"""How each feed that is about no subject chooses its records."""


def _starts_closing(site: Site, until: Moment) -> Moment:
    return days_before(until, site.settings.site.closing_soon_days)


def _has_public_notice(record: Record) -> bool:
    return isinstance(record, ListRecord) and record.public_notice is not None


def _official(record: Record) -> Interval | None:
    official = official_date(record)
    return interval(official) if official is not None else None


def _of_changes(press: _Press) -> Feed:
    """Each thing that happened as an entry of its own; those without a day are on the page and in the data only.

    A vague date counts from its first day, so that no entry is dated after the day on which it can be known.
    """
    dated = (happening for happening in happenings_of(press.site) if happening.day)
    found = sorted(dated, key=lambda happening: first_day(happening.written), reverse=True)
    entries = [written(press.site, press.lang, _entry_of(press, happening)) for happening in found[:LIMIT]]
    newest = first_day(found[0].written) if found else press.site.moment[:10]
    title, rule = special_title(press.site, "changes"), press.words("feed_rule_changes")
    return Feed("changes", say(title, press.lang), SPECIAL_PAGES["changes"], rule, newest, entries, len(found))


def _entry_of(press: _Press, happening: Happening) -> Entry:
    """A record's entry as news of one day: named by what happened, and with an id of its own."""
    record = happening.record
    entry = press.unwritten(record)
    label, colon = (press.site.settings.labels[key] for key in (f"change_{happening.what}", "colon"))
    english = f"{say(label, 'en')}{say(colon, 'en')}{record.title.en}" if record.title.en else None
    return entry._replace(
        id=tag(press.lang, "changes", happening.day, happening.what, record.kind, first_id(record)),
        title=Text(zh=f"{label.zh}{colon.zh}{record.title.zh}", en=english),
        updated=first_day(happening.written),
        published="",
    )


def _twins(site: Site, other: Lang, feed: Feed) -> Iterator[str]:
    """The same feed in the other language, where the site has it."""
    if other in site.settings.site.languages:
        href = _address(site, other, feed)
        yield f'<link rel="alternate" type="{TYPE}" hreflang="{HTML_LANG[other]}" href="{href}"/>'


def _written(site: Site, lang: Lang, feed: Feed) -> str:
    own = site.settings.site
    gap = "" if lang == "zh" else " "
    name = f"{say(own.title, lang)} · {feed.title}"
    head = (
        f"<id>{xml(tag(lang, 'feeds', feed.name))}</id>",
        f"<title>{xml_line(name)}</title>",
        f"<subtitle>{xml_line(f'{feed.rule}{gap}{_counted(site, lang, feed)}')}</subtitle>",
        f"<updated>{at_midnight(feed.updated)}</updated>",
        f'<link rel="self" type="{TYPE}" href="{_address(site, lang, feed)}"/>',
        *page_links(site, lang, feed.page),
        *_twins(site, OTHER[lang], feed),
        f'<link rel="license" href="{attribute(own.data_licence_url)}"/>',
        f"<author><name>{xml_line(say(own.publisher, lang))}</name></author>",
        f"<rights>{xml_line(say(own.data_licence, lang))} · {xml(own.data_licence_url)}</rights>",
        f'<generator version="{__version__}">zhangbang</generator>',
    )
    start = f'{DECLARATION}<feed xmlns="{ATOM}" xml:lang="{HTML_LANG[lang]}">\n'
    return "".join((start, "\n".join(head), "\n", *feed.entries, "</feed>\n"))


def _counted(site: Site, lang: Lang, feed: Feed) -> str:
    """How many entries there are, and how many of them are here."""
    shown = len(feed.entries)
    key = "feed_none" if not shown else "feed_whole" if shown == feed.total else "feed_part"
    words = say(site.settings.labels[key], lang)
    return words.format_map({"n": feed.total, "total": feed.total, "shown": shown, "rest": feed.total - shown})


def _address(site: Site, lang: Lang, feed: Feed) -> str:
    return attribute(absolute(site.url, feed_path(lang, feed.name)))


def _spoken(day: str, lang: Lang) -> str:
    year, month, date = day.split("-")
    return f"{int(year)}年{int(month)}月{int(date)}日" if lang == "zh" else day
