"""Atom feeds (RFC 4287) in each language: one for every subject, and those of what is new, changed or closing soon.

A feed holds its newest entries and says in its subtitle how many more there are and by what rule it is made, so that
nothing is lost without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator import __version__
from generator.catalog import Key
from generator.dates import Interval, Moment, days_before, interval
from generator.due import board_of
from generator.exports.changes import Happening, first_day, happenings_of, official_date, revised_on
from generator.exports.values import exported, tombstones
from generator.feeds.entries import Entry, at_midnight, entry_of, first_id, page_links, tag, written
from generator.feeds.scopes import members_of, scopes_of, target_of
from generator.feeds.xmltext import DECLARATION, attribute, xml, xml_line
from generator.lang import HTML_LANG, OTHER, say
from generator.model.artifacts import Artifact
from generator.model.parts import Lang, Text
from generator.model.records import ListRecord, Notice, Record
from generator.render.view import Site, View
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

    records: Sequence[Record]
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
    press = _Press(site, lang)
    for feed in (*_of_subjects(press), *_special(press), _of_changes(press)):
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
        self.held: dict[Key, str] = {}
        self.dates: dict[Key, str] = {}

    def entry(self, record: Record) -> str:
        """The record's entry as XML."""
        key = (record.kind, record.id)
        if key not in self.held:
            self.held[key] = written(self.site, self.lang, self.unwritten(record))
        return self.held[key]

    def unwritten(self, record: Record) -> Entry:
        """The record's entry as a value."""
        return entry_of(self.view, record, self.date(record))

    def date(self, record: Record) -> str:
        """The day from which a record stands as it is."""
        key = (record.kind, record.id)
        if key not in self.dates:
            self.dates[key] = revised_on(self.site.catalog, record)
        return self.dates[key]

    def newest_first(self, records: Iterable[Record]) -> list[Record]:
        """The records by that day; those of one day by the last moment they are known for, then in a fixed order."""
        latest = self.site.latest
        ordered = sorted(records, key=lambda r: (r.kind, r.id))
        return sorted(ordered, key=lambda r: (self.date(r), latest[(r.kind, r.id)]), reverse=True)

    def feed(self, name: str, title: Text, page: str, rule: str, chosen: Chosen, updated: str = "") -> Feed:
        """The feed of the chosen records, cut to its size."""
        part = chosen.records[:LIMIT]
        newest = max(map(self.date, part), default=self.site.moment[:10])
        entries = [self.entry(record) for record in part]
        return Feed(name, say(title, self.lang), page, rule, updated or newest, entries, len(chosen.records))

    def words(self, key: str, **details: object) -> str:
        """The site's own words, filled in."""
        return say(self.site.settings.labels[key], self.lang).format_map(details)


def _of_subjects(press: _Press) -> Iterator[Feed]:
    rule = press.words("feed_rule_scope")
    members = members_of(press.site, press.newest_first(exported(press.site)))
    for scope in scopes_of(press.site).values():
        yield press.feed(scope.name, scope.title, scope.page, rule, Chosen(members.get(scope.name, ())))


def _special(press: _Press) -> Iterator[Feed]:
    site = press.site
    today = _spoken(site.moment[:10], press.lang)
    for name, choose in CHOICES.items():
        chosen = choose(press)
        rule = press.words(f"feed_rule_{name}", n=site.settings.site.closing_soon_days, date=today, rest=chosen.rest)
        updated = site.moment[:10] if name == "closing" else ""
        yield press.feed(name, special_title(site, name), SPECIAL_PAGES[name], rule, chosen, updated)


def _new(press: _Press) -> Chosen:
    """By the day on which an authority published, decided or accepted; records that give none have no place."""
    dated = [(str(found.last), record) for record in exported(press.site) if (found := _official(record))]
    ordered = sorted(dated, key=lambda pair: (pair[1].kind, pair[1].id))
    records = [record for _, record in sorted(ordered, key=lambda pair: pair[0], reverse=True)]
    return Chosen(records, sum(1 for _ in exported(press.site)) - len(records))


def _changed(press: _Press) -> Chosen:
    """What a notice changes, and what was taken down."""
    notices = (record for record in exported(press.site) if isinstance(record, Notice))
    targets = (target_of(press.site, notice) for notice in notices)
    changed = (*(target for target in targets if target is not None and not target.sample), *tombstones(press.site))
    return Chosen(press.newest_first(dict.fromkeys(changed)))


def _closing(press: _Press) -> Chosen:
    """Calls whose next deadline is near, the nearest first."""
    site = press.site
    board = board_of(site.catalog, site.timelines, site.settings.holidays, site.moment)
    near = [entry for entry in board.deadlines if _starts_closing(site, entry.until) <= site.moment]
    return Chosen(list(dict.fromkeys(entry.record for entry in near)))


def _notices(press: _Press) -> Chosen:
    """Notices, and lists on which objections are or were heard."""
    held = exported(press.site)
    return Chosen(press.newest_first(r for r in held if isinstance(r, Notice) or _has_public_notice(r)))


CHOICES: Mapping[str, Callable[[_Press], Chosen]] = {
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
