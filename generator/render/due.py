"""The board of what is due, in one language: the entries of `generator.due` laid out by section and year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.catalog import guide_of, list_of
from generator.due import Board, Entry, board_of
from generator.feeds.discovery import of_page
from generator.model.parts import Lang
from generator.model.records import Record
from generator.render.page import Page, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.urls import SitePath
from generator.workdays import Calendar, packaged_years


class Bunch(NamedTuple):
    """Entries of one moment that one list or call holds together, or a single one."""

    holder: Record | None
    entries: tuple[Entry, ...]


class YearOf(NamedTuple):
    """The entries of one year."""

    year: int
    total: int
    bunches: tuple[Bunch, ...]


def due_page(site: Site, lang: Lang) -> Page:
    """What is due, from the building date on."""
    path = SitePath(f"{lang}/due.html")
    v = View(site, lang, path)
    heading = v.L("nav_due")
    board = board_of(site.catalog, site.timelines, site.settings.holidays, site.moment)
    content = render(
        "due.html",
        v=v,
        feeds=of_page(site, lang, "due.html"),
        board=board,
        as_of=v.date(site.moment[:10]),
        terms=_terms(site, board),
        calls=by_year(site, board.calls),
        years_held=_years_held(site.settings.holidays, v.L("comma")),
    )
    crumbs = (home_crumb(v), (heading, ""))
    page = Page(path, lang, titled(v, heading), v.L("due_lead"), content, "due", crumbs)
    return page._replace(feeds=of_page(site, lang, "due.html"))


def by_year(site: Site, entries: Iterable[Entry]) -> tuple[YearOf, ...]:
    """The entries by the year in which each falls due, in their order."""
    years = ((year, tuple(found)) for year, found in groupby(entries, key=lambda entry: entry.year))
    return tuple(YearOf(year, len(found), bunched(site, found)) for year, found in years)


def bunched(site: Site, entries: Sequence[Entry]) -> tuple[Bunch, ...]:
    """Entries of one moment brought together under the list or call that holds them, where each stood first."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in entries:
        held_by = _holder(site, entry.record) or entry.record
        groups.setdefault((entry.until, held_by.kind, held_by.id), []).append(entry)
    return tuple(Bunch(_holder(site, found[0].record), tuple(found)) for found in groups.values())


def _holder(site: Site, record: Record) -> Record | None:
    """The list or call that a challenge or award belongs to."""
    found = list_of(site.catalog, record) or guide_of(site.catalog, record)
    return found if found is not record else None


def _terms(site: Site, board: Board) -> tuple[tuple[str, tuple[YearOf, ...]], ...]:
    return (
        ("due_ending", by_year(site, board.terms_coming)),
        ("due_ended", by_year(site, board.terms_over)),
    )


def _years_held(calendar: Calendar, comma: str) -> str:
    """The years whose holidays are known."""
    first, last = packaged_years()
    more = sorted(year for year in calendar.years if not first <= year <= last)
    return comma.join([f"{first}–{last}", *map(str, more)])
