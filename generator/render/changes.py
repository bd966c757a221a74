"""The page of what changed: what happened to the records day by day, as `generator.exports.changes` knows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.exports.changes import PATH as DATA
from generator.exports.changes import WHATS, Happening, What, happenings_of, within_a_day
from generator.feeds.discovery import of_site
from generator.model.parts import Lang
from generator.render.page import Page, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.urls import SitePath

PATH = "changes.html"
EACH, ALL = 200, 2000
"""What a page lists at most: of one kind on one day, and altogether; the rest is counted, and in the data file."""

WITHIN = (7, 30, 90, 365)
"""The numbers of days that a reader can choose from."""


class Group(NamedTuple):
    """What happened in one way on one day: what is listed, and how many more there are."""

    what: What
    found: Sequence[Happening]
    more: int


class Day(NamedTuple):
    """One day, as the sources write it, and the last day that this may mean."""

    day: str
    heading: str
    groups: Sequence[Group]


def changes_page(site: Site, lang: Lang) -> Page:
    """What happened, the newest day first."""
    path = SitePath(f"{lang}/{PATH}")
    v = View(site, lang, path)
    found = happenings_of(site)
    heading, counted = v.L("changes_title"), Counter(happening.what for happening in found)
    content = render(
        "changes.html",
        v=v,
        feeds=of_site(site, lang),
        days=tuple(_days(v, found[:ALL])),
        older=len(found[ALL:]),
        counts=[(what, counted[what]) for what in WHATS],
        within=WITHIN,
        data=DATA,
    )
    crumbs = (home_crumb(v), (heading, ""))
    page = Page(path, lang, titled(v, heading), v.L("changes_lead"), content, "changes", crumbs)
    return page._replace(feeds=of_site(site, lang))


def _days(v: View, found: Sequence[Happening]) -> Iterator[Day]:
    """The days, and after each the vague dates that may mean no later one."""
    headed = [(happening.day, v.date(happening.written), happening) for happening in found]
    order = sorted(headed, key=lambda one: one[1])
    order.sort(key=lambda one: one[0], reverse=True)
    for (day, heading), held in groupby(order, key=lambda one: one[:2]):
        happened = sorted((one[2] for one in held), key=within_a_day)
        yield Day(day, heading, tuple(_groups(happened)))


def _groups(happened: Sequence[Happening]) -> Iterator[Group]:
    for what, held in groupby(happened, key=lambda happening: happening.what):
        found = tuple(held)
        yield Group(what, found[:EACH], len(found[EACH:]))
