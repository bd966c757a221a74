"""The home page: what can be claimed now, until when, for how much; with nothing open, when calls came before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.calls import Spell, habits_of, next_deadline
from generator.due import calls_of
from generator.feeds.discovery import of_site
from generator.funnel import counts
from generator.lang import HTML_LANG, say
from generator.lifecycle import Deadline, Status, status_at
from generator.model.parts import Date, Lang
from generator.model.records import KINDS, ListRecord, Programme, Record
from generator.render.groups import GROUPED_KINDS, ends, newest_first, sizes
from generator.render.page import Page
from generator.render.templates import render
from generator.render.view import Site, View
from generator.urls import SitePath, absolute, facet_path

LIVE = ("open", "closing")
CARDS = 6
RECENT = 5


class Call(NamedTuple):
    """A call on the home page: its next deadline, if it has one to come, and its state at the building date."""

    record: Record
    deadline: Deadline | None
    state: Status

    @property
    def is_open(self) -> bool:
        """Whether something can be filed now."""
        return self.state in LIVE


def home_page(site: Site, lang: Lang) -> Page:
    """What is open, soonest deadline first; what came before; and the ways in."""
    path = SitePath(f"{lang}/index.html")
    v = View(site, lang, path)
    calls = tuple(_calls(site))
    current = sorted((call for call in calls if call.deadline or call.is_open), key=_by_deadline)
    closed = [call.record for call in calls if call.state == "closed"]
    totals = [(kind, v.index(KINDS[kind].folder), _real(site, kind)) for kind in GROUPED_KINDS]
    content = render(
        "home.html",
        v=v,
        feeds=of_site(site, lang),
        totals=totals if any(site.catalog.records.values()) else (),
        current=current,
        any_open=any(call.is_open for call in current),
        coming=[call.record for call in current if call.state == "upcoming"][:CARDS],
        habits=[
            (habit.programme, [(_days(v, spell), spell.calls) for spell in habit.spells[:RECENT]])
            for habit in habits_of(site.catalog, closed, site.moment)[:RECENT]
        ],
        recent=[(record, v.date(_last(v, record).written)) for record in _newest(site, closed)[:RECENT]],
        domains=list(_domains(v)),
        programmes=newest_first(site, site.catalog.of(Programme).values())[:CARDS],
        lists=newest_first(site, site.catalog.of(ListRecord).values())[:CARDS],
    )
    own = site.settings.site
    title = f"{v.say(own.title)} · {v.say(own.tagline)}"
    data = {
        "@type": "WebSite",
        "name": v.say(own.title),
        "url": absolute(site.url, path),
        "inLanguage": HTML_LANG[lang],
    }
    return Page(path, lang, title, v.say(own.description), content, "home", data=data, feeds=of_site(site, lang))


def _calls(site: Site) -> Iterator[Call]:
    """Every call that is not invented, with its state at the building date."""
    for record in calls_of(site.catalog):
        if not record.sample:
            state = status_at(site.timelines[(record.kind, record.id)], site.moment)
            yield Call(record, next_deadline(site.catalog, record, site.moment), state)


def _by_deadline(call: Call) -> tuple[bool, str, str]:
    """Soonest deadline first; those without one last."""
    return call.deadline is None, call.deadline.moment if call.deadline else "", call.record.id


def _newest(site: Site, closed: Iterable[Record]) -> list[Record]:
    """Closed calls that have a last day, the last to close first."""
    dated = [record for record in closed if ends(site.catalog, record)]
    return sorted(dated, key=lambda record: (ends(site.catalog, record), record.id), reverse=True)


def _last(v: View, record: Record) -> Deadline:
    """The last of a record's deadlines: the one by which it is closed."""
    return max(v.deadlines(record), key=lambda found: found.moment)


def _days(v: View, spell: Spell) -> str:
    """When a call was open: its days, or that of its publication and its last, or its last alone."""
    closed = _day(v, spell.closed)
    if spell.opened is None:
        return v.L("spell_closed", closed=closed)
    opened = _day(v, spell.opened)
    if isinstance(spell.opened, str) and isinstance(spell.closed, str) and spell.opened[:4] == spell.closed[:4]:
        year = spell.opened[:4]  # said once: at the first day in Chinese, at the last in English
        opened, closed = (
            (opened, closed.removeprefix(f"{year}年")) if v.lang == "zh" else (opened.removesuffix(f" {year}"), closed)
        )
    return v.L("spell_published" if spell.is_published else "spell_open", opened=opened, closed=closed)


def _day(v: View, written: Date) -> str:
    """A date without its hour."""
    return v.date(written[:10] if isinstance(written, str) else written)


def _real(site: Site, kind: str) -> int:
    """How many records of a kind are neither invented nor withdrawn."""
    return sum(map(counts, site.catalog.records[kind].values()))


def _domains(v: View) -> Iterator[tuple[str, str, int]]:
    """The domains of which there are records: the way there, their names, how many records."""
    found = sizes(v.site, "domains")
    for domain, term in v.settings.domains.items():
        if domain in found:
            yield v.to(facet_path(v.lang, "domains", domain)), say(term.label, v.lang), found[domain]
