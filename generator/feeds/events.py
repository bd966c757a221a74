"""What stands in calendars: deadlines, openings, ends of public notices and roadshows, from what records say.

An event keeps its name when its date moves: record, audience, region and kind make it, as `takeaway.js` names the
deadlines that readers take home. A date that the source gives vaguely is a span of days that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import quote

from generator.catalog import windows_of
from generator.dates import Moment, interval, opens_at
from generator.due import calls_of
from generator.exports.changes import bearing_on, revised_on
from generator.feeds.scopes import ALL, places_of, regions_around
from generator.lifecycle import (
    Deadline,
    Standing,
    notice_end,
    number_among_alike,
    standing_windows,
    status_at,
)
from generator.model.parts import Date, Stage, Window
from generator.model.records import Challenge, Guide, ListRecord, Programme, Record
from generator.render.view import Site, once

Kind: TypeAlias = Literal["deadline", "opening", "notice-end", "roadshow"]
AT = "@zhangbang"
LONGEST = 62
"""A vague date of more days than these is marked on one of them: a banner over half a year tells nobody anything."""

HALF_HOUR = timedelta(minutes=30)
TAKEN_DOWN = frozenset({"suspended", "withdrawn"})
_ROADSHOW = "路演"


class Event(NamedTuple):
    """One event: days (the last not included) where `is_days`, else moments in Beijing; `worked_out` by this site."""

    uid: str
    kind: Kind
    record: Record
    written: Date
    start: datetime
    end: datetime
    is_days: bool
    is_vague: bool = False
    is_cut: bool = False
    worked_out: bool = False
    window: Window | None = None
    stage: Stage | None = None
    deadline: Deadline | None = None
    sequence: int = 0
    revised_on: str = ""
    state: str = ""
    """`suspended` or `withdrawn` where the call was; else empty."""


def events_of(site: Site) -> tuple[Event, ...]:
    """Every event of the records that are not invented, by time; those of calls that were taken down too."""
    return tuple(event for event, _ in numbered_events(site))


def numbered_events(site: Site) -> list[tuple[Event, int]]:
    """The same events, each with its number among those of its record, from 0."""
    found = ((event, n) for record in _holders(site) for n, event in enumerate(events_of_record(site, record)))
    return sorted(found, key=lambda pair: (pair[0].start, pair[0].end, pair[0].uid))


def subjects_of(site: Site, event: Event) -> Iterator[str]:
    """The subjects whose calendars hold an event: its record's, its region's, and those of what takes its dates."""
    yield ALL
    yield from places_of(site, event.record)
    if event.window is not None:
        yield from regions_around(site, event.window.region)
        for challenge in _heirs(site, event.record):
            yield from (name for name in places_of(site, challenge) if name.startswith("domains/"))


def uid(*steps: str | None) -> str:
    """An event's name for ever; the steps that are there, written in ASCII."""
    return ".".join(quote(step, safe="-_.!~*'()") for step in steps if step) + AT


def _holders(site: Site) -> Iterator[Record]:
    """The records that may have events of their own."""
    seen = dict.fromkeys((*calls_of(site.catalog), *site.catalog.of(ListRecord).values()))
    yield from (record for record in (*seen, *site.catalog.of(Programme).values()) if not record.sample)


def _heirs(site: Site, holder: Record) -> Iterator[Challenge]:
    """The challenges that take their windows from a record."""
    for challenge in site.catalog.referring(holder, Challenge):
        if windows_of(site.catalog, challenge)[0] is holder:
            yield challenge


def events_of_record(site: Site, record: Record) -> tuple[Event, ...]:
    """The events of one record, worked out once for all calendars."""
    return once(site, ("events", site.moment, record.kind, record.id), lambda: tuple(_of_record(site, record)))


def _of_record(site: Site, record: Record) -> Iterator[Event]:
    standing = standing_windows(site.catalog, record)
    windows = [one.window for one in standing]
    dated = (*_of_windows(record, standing, windows), *_of_notice(site, record), *_of_stages(record))
    if dated:
        state = status_at(site.timelines[(record.kind, record.id)], site.moment)
        sequence, revised = _sequence(site, record), revised_on(site.catalog, record)
        for event in dated:
            yield event._replace(sequence=sequence, revised_on=revised, state=state if state in TAKEN_DOWN else "")


def _of_windows(record: Record, standing: tuple[Standing, ...], windows: list[Window]) -> Iterator[Event]:
    for one in standing:
        number = number_among_alike(windows, one.window)
        steps = (record.kind, record.id, one.window.audience, one.window.region, str(number) if number > 1 else None)
        if one.deadline is not None:
            yield _closing(uid(*steps), record, one.deadline)
        opens = one.window.opens
        opening = _at(uid("opens", *steps), "opening", record, opens) if opens is not None else None
        if opening is not None:
            yield opening._replace(window=one.window)


def _closing(name: str, record: Record, deadline: Deadline) -> Event:
    """A deadline: the half hour before its hour, else the day that it ends, for midnight belongs to that day."""
    end = datetime.fromisoformat(deadline.moment)
    found = interval(deadline.written)
    assert found is not None, "a deadline has days"
    if not found.is_day:
        event = _days(name, "deadline", record, deadline.written, found.first, _last_day(deadline.moment))
    elif _is_midnight(deadline.moment):
        last = _last_day(deadline.moment)
        event = _days(name, "deadline", record, deadline.written, last, last)
    else:
        event = Event(name, "deadline", record, deadline.written, end - HALF_HOUR, end, is_days=False)
    return event._replace(window=deadline.window, deadline=deadline, is_vague=not found.is_day)


def _at(name: str, kind: Kind, record: Record, written: Date) -> Event | None:
    """An event on the days that a date may mean, or in the half hour from its hour; none for wording without days."""
    found, first = interval(written), opens_at(written)
    if found is None or first is None:
        return None
    if found.is_day and found.from_hour:
        start = datetime.fromisoformat(first)
        return Event(name, kind, record, written, start, start + HALF_HOUR, is_days=False)
    return _days(name, kind, record, written, found.first, found.last)._replace(is_vague=not found.is_day)


def _days(name: str, kind: Kind, record: Record, written: Date, first: date, last: date) -> Event:
    """Whole days; too many of them are cut to the one that matters: the first of an opening, the last of an end."""
    first = min(first, last)
    is_cut = (last - first).days >= LONGEST
    if is_cut:
        first, last = (first, first) if kind in ("opening", "roadshow") else (last, last)
    start, end = datetime(first.year, first.month, first.day), datetime(last.year, last.month, last.day)
    end = end if last == date.max else end + timedelta(days=1)
    return Event(name, kind, record, written, start, end, is_days=True, is_cut=is_cut)


def _of_notice(site: Site, record: Record) -> Iterator[Event]:
    notice = record.public_notice if isinstance(record, ListRecord) else None
    last = notice_end(notice, site.settings.holidays) if notice is not None else None
    event = _at(uid("notice-end", record.kind, record.id), "notice-end", record, last.written) if last else None
    if event is not None and last is not None:
        yield event._replace(worked_out=last.worked_out)


def _of_stages(record: Record) -> Iterator[Event]:
    for stage in record.stages if isinstance(record, (Guide, Programme)) else ():
        if stage.when is not None and (stage.id.startswith("roadshow") or _ROADSHOW in stage.title.zh):
            event = _at(uid("roadshow", record.kind, record.id, stage.id), "roadshow", record, stage.when)
            if event is not None:
                yield event._replace(stage=stage)


def _sequence(site: Site, record: Record) -> int:
    """How often a record's events were revised: once for each notice on it, and once more where that was undone."""
    told = sum(2 if notice.withdrawn else 1 for notice in bearing_on(site.catalog, record))
    return told + (record.withdrawn is not None)


def _is_midnight(moment: Moment) -> bool:
    return moment.endswith("T00:00")


def _last_day(moment: Moment) -> date:
    """The day that ends at a moment, or in which it lies."""
    return (datetime.fromisoformat(moment) - timedelta(minutes=1)).date()
