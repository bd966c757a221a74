"""What is due: deadlines, public notices, yearly duties, terms, closed calls and validity, from what records say.

A date that a source gives vaguely is over when the last day it may mean is over, and entries are in the order of that
day. An entry about a missing result says that none is recorded here, and nothing about the units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from generator.catalog import Catalog, Key
from generator.dates import BEGINNING, Moment, closes_at, interval, opens_at
from generator.lifecycle import Deadline, Phase, Timeline, deadlines_of, has_outcome, notice_end, status_at
from generator.model.parts import Date, Rule
from generator.model.records import Challenge, Guide, ListRecord, Programme, Record, Success, Winner
from generator.workdays import Calendar

_BY_WINDOWS = frozenset({"upcoming", "open", "closing", "closed", "undated"})
_IN_FORCE = frozenset({"in_force", "published"})
_SETTLED = frozenset({"completed", "recorded", "prize", "failed", "unclaimed", "deferred", "cancelled", "exempt"})
_TAKEN_DOWN = frozenset({"suspended", "withdrawn"})
_LEAP_YEARS_APART = 8


class Entry(NamedTuple):
    """One thing that falls due: its record, the date as written, that date's first moment and the first after it."""

    record: Record
    written: Date
    since: Moment
    until: Moment
    deadline: Deadline | None = None
    rule: Rule | None = None
    worked_out: bool = False
    """Whether this site worked the date out from a first day and a length."""

    @property
    def year(self) -> int:
        """The year of the last day that the date may mean."""
        found = interval(self.written)
        return found.last.year if found is not None else int(self.until[:4])


class Board(NamedTuple):
    """Everything that is due at a moment; what is to come by time, what is over with the newest first."""

    deadlines: tuple[Entry, ...]
    notices: tuple[Entry, ...]
    duties: tuple[Entry, ...]
    terms_coming: tuple[Entry, ...]
    terms_over: tuple[Entry, ...]
    calls: tuple[Entry, ...]
    in_force: tuple[Entry, ...]
    expired: tuple[Entry, ...]


def board_of(catalog: Catalog, timelines: Mapping[Key, Timeline], calendar: Calendar, moment: Moment) -> Board:
    """What is due at `moment`, without invented records and those that were taken down."""
    states = {key: status_at(timeline, moment) for key, timeline in timelines.items()}
    now = _Now(catalog, states, calendar, moment)
    terms, validity = tuple(_terms(now)), tuple(_validity(now))
    return Board(
        deadlines=_coming(_deadlines(now), moment),
        notices=_coming(_notices(now), moment),
        duties=_coming(_duties(now), moment),
        terms_coming=_coming(terms, moment),
        terms_over=_over(terms, moment),
        calls=_over(_calls(now), moment),
        in_force=_coming(validity, moment),
        expired=_over(validity, moment),
    )


def calls_of(catalog: Catalog) -> Iterator[Record]:
    """What a reader can act on: calls, and challenge lists and challenges with windows of their own."""
    yield from catalog.of(Guide).values()
    yield from (r for r in catalog.of(ListRecord).values() if r.windows)
    yield from (r for r in catalog.of(Challenge).values() if r.windows)


def is_followed(catalog: Catalog, record: Record) -> bool:
    """Whether any record tells how a call went on, or its lists and challenges, or the call that it forwards."""
    if has_outcome(catalog, record):
        return True
    later = (*catalog.referring(record, ListRecord), *catalog.referring(record, Challenge))
    if isinstance(record, Guide) and (record.call == "demand" and later):
        return True
    forwarded = catalog.find(Guide, record.forwards) if isinstance(record, Guide) else None
    return any(is_followed(catalog, other) for other in (*later, *((forwarded,) if forwarded else ())))


def next_yearly(due: str, today: date) -> date | None:
    """The first day from `today` on that falls on `due`, written MM-DD; none where no year has such a day."""
    years = range(today.year, today.year + _LEAP_YEARS_APART + 1)
    days = (found.first for year in years if (found := interval(f"{year:04}-{due}")) and found.is_day)
    return next((day for day in days if day >= today), None)


def term_timeline(entry: Entry) -> Timeline:
    """Whether an agreed term is over, by time."""
    return (Phase(BEGINNING, "term_running"), Phase(entry.until, "term_over"))


class _Now(NamedTuple):
    """The records with their states at a moment."""

    catalog: Catalog
    states: Mapping[Key, str]
    calendar: Calendar
    moment: Moment

    def state(self, record: Record) -> str:
        return self.states[(record.kind, record.id)]

    def shows(self, record: Record) -> bool:
        """Whether the board speaks of a record at all."""
        return not record.sample and self.state(record) not in _TAKEN_DOWN


def _entry(record: Record, written: Date) -> Entry | None:
    since, until = opens_at(written), closes_at(written)
    return Entry(record, written, since, until) if since is not None and until is not None else None


def _of_deadline(record: Record, deadline: Deadline) -> Entry:
    since = opens_at(deadline.written) or BEGINNING
    return Entry(record, deadline.written, min(since, deadline.moment), deadline.moment, deadline)


def _deadlines(now: _Now) -> Iterator[Entry]:
    for record in filter(now.shows, calls_of(now.catalog)):
        if now.state(record) in _BY_WINDOWS:
            for found in deadlines_of(now.catalog, record):
                yield _of_deadline(record, found)


def _notices(now: _Now) -> Iterator[Entry]:
    for record in filter(now.shows, now.catalog.of(ListRecord).values()):
        notice = record.public_notice
        last = notice_end(notice, now.calendar) if notice is not None else None
        entry = _entry(record, last.written) if last is not None else None
        if entry is not None and last is not None:
            yield entry._replace(worked_out=last.worked_out)


def _duties(now: _Now) -> Iterator[Entry]:
    today = date.fromisoformat(now.moment[:10])
    for programme in filter(now.shows, now.catalog.of(Programme).values()):
        if now.state(programme) in _IN_FORCE:
            for rule in programme.rules:
                day = next_yearly(rule.due, today) if rule.due is not None else None
                entry = _entry(programme, str(day)) if day is not None else None
                if entry is not None and entry.since < _end_of(programme):
                    yield entry._replace(rule=rule)


def _end_of(programme: Programme) -> Moment:
    """The first moment after the programme's validity; later than any where it has no end."""
    end = closes_at(programme.valid.to) if programme.valid is not None and programme.valid.to is not None else None
    return end or "~"


def _terms(now: _Now) -> Iterator[Entry]:
    held: tuple[Challenge | Winner, ...] = (*now.catalog.of(Challenge).values(), *now.catalog.of(Winner).values())
    for record in held:
        if record.term is not None and record.term.to is not None and now.shows(record) and not _settled(now, record):
            entry = _entry(record, record.term.to)
            if entry is not None:
                yield entry


def _settled(now: _Now, record: Challenge | Winner) -> bool:
    """Whether a later result is recorded; a challenge also steps back for an award that tells its own term."""
    if now.state(record) in _SETTLED or now.catalog.referring(record, Success):
        return True
    if isinstance(record, Challenge):
        awards = now.catalog.referring(record, Winner)
        return any(award.term is not None or _settled(now, award) for award in awards)
    challenge = now.catalog.find(Challenge, record.challenge)
    return challenge is not None and bool(now.catalog.referring(challenge, Success))


def _calls(now: _Now) -> Iterator[Entry]:
    for record in filter(now.shows, calls_of(now.catalog)):
        deadlines = deadlines_of(now.catalog, record)
        if deadlines and now.state(record) == "closed" and not is_followed(now.catalog, record):
            yield _of_deadline(record, max(deadlines, key=lambda found: found.moment))


def _validity(now: _Now) -> Iterator[Entry]:
    for programme in filter(now.shows, now.catalog.of(Programme).values()):
        if programme.valid is not None and programme.valid.to is not None:
            entry = _entry(programme, programme.valid.to)
            if entry is not None:
                yield entry


def _coming(entries: Iterable[Entry], moment: Moment) -> tuple[Entry, ...]:
    return tuple(sorted((entry for entry in entries if entry.until > moment), key=_by_time))


def _over(entries: Iterable[Entry], moment: Moment) -> tuple[Entry, ...]:
    """Those that are over, the newest first and the rest of the order as for those to come."""
    ordered = sorted((entry for entry in entries if entry.until <= moment), key=_by_time)
    return tuple(sorted(ordered, key=lambda entry: entry.until, reverse=True))


def _by_time(entry: Entry) -> tuple[Moment, Moment, str, str, str]:
    """By the last day that the date may mean, then the first; then by record and rule."""
    return entry.until, entry.since, entry.record.kind, entry.record.id, entry.rule.id if entry.rule else ""
