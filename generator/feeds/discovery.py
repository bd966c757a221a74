"""Which feeds and calendars belong to a page: for its head, and as links that say what they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.catalog import programme_of
from generator.feeds.atom import SPECIAL_PAGES, special_title
from generator.feeds.atom import TYPE as FEED
from generator.feeds.ics import TYPE as CALENDAR
from generator.feeds.ics import has_calendar
from generator.feeds.scopes import ALL, kind_name
from generator.funnel import counts
from generator.model.parts import Lang, Text
from generator.model.records import Guide, Programme, Record
from generator.render.view import Site
from generator.settings import Term
from generator.urls import SitePath, calendar_path, feed_path

LABELS = frozenset({"subscribe", "subscribe_feed", "subscribe_calendar", "subscribe_more", "subscribe_help"})


class Subscription(NamedTuple):
    """A feed or calendar: its media type, its file, and what it is about."""

    type: str
    path: SitePath
    about: Text

    @property
    def is_calendar(self) -> bool:
        """Whether it is a calendar."""
        return self.type == CALENDAR


Subscriptions = tuple[Subscription, ...]


def of_site(site: Site, lang: Lang) -> Subscriptions:
    """Those of the whole site: all updates, all deadlines, and what is new, changed, closing or amended."""
    special = (_special(site, lang, name) for name in SPECIAL_PAGES)
    return (*_of(lang, ALL, site.settings.labels["feed_all"]), *special)


def of_page(site: Site, lang: Lang, page: str) -> Subscriptions:
    """The feeds whose entries are on a page below a language's folder, and the calendar of the whole site."""
    named = (_special(site, lang, name) for name, place in SPECIAL_PAGES.items() if place == page)
    return (*named, *(one for one in of_site(site, lang) if one.is_calendar))


def of_kind(site: Site, lang: Lang, kind: str) -> Subscriptions:
    """The feed of a kind; with amendments also that of amendments and public notices."""
    own = _of(lang, kind_name(kind), site.settings.labels[f"kinds_{kind}"])
    return (*own, _special(site, lang, "notices")) if kind == "notice" else tuple(own)


def of_term(site: Site, lang: Lang, folder: str, key: str) -> Subscriptions:
    """Those of a domain or region; nothing for a year."""
    terms: dict[str, dict[str, Term]] = {"domains": site.settings.domains, "regions": site.settings.regions}
    term = terms.get(folder, {}).get(key)
    return tuple(_of(lang, f"{folder}/{key}", term.label)) if term is not None else ()


def of_record(site: Site, lang: Lang, record: Record) -> Subscriptions:
    """Those of the programme that a programme's or guide's page is about."""
    programme = programme_of(site.catalog, record) if isinstance(record, (Guide, Programme)) else None
    if programme is None or not counts(programme):
        return ()
    return tuple(_of(lang, f"programmes/{programme.id}", programme.title))


def _special(site: Site, lang: Lang, name: str) -> Subscription:
    return Subscription(FEED, feed_path(lang, name), special_title(site, name))


def _of(lang: Lang, name: str, about: Text) -> Iterator[Subscription]:
    yield Subscription(FEED, feed_path(lang, name), about)
    if has_calendar(name):
        yield Subscription(CALENDAR, calendar_path(lang, name), about)
