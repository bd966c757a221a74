"""Dates as the records write them, on one clock: Asia/Shanghai, UTC+8 without daylight saving since 1991.

A moment is local wall time as `YYYY-MM-DDTHH:MM`; moments compare as strings, here and in the browser alike.
"""

from __future__ import annotations

import os
import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from generator.model.parts import Date

Moment: TypeAlias = str

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable of the environment that says when it is, in seconds since 1970."""

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
BEGINNING: Moment = ""
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?\Z", re.ASCII)


class Interval(NamedTuple):
    """The days that a written date may mean, both included, and the hours where they are given."""

    first: date
    last: date
    from_hour: str | None = None
    hour: str | None = None

    @property
    def is_day(self) -> bool:
        """Whether it is one exact day."""
        return self.first == self.last


def is_calendar_date(written: object) -> bool:
    """Whether `written` is a year, month, day or minute that exists; what is not text passes, as formats do."""
    return not isinstance(written, str) or _parsed(written) is not None


def interval(written: Date) -> Interval | None:
    """The days that `written` may mean; none for wording without dates."""
    if isinstance(written, str):  # asked first: a class of msgspec answers isinstance slowly
        return _parsed(written)
    first = _parsed(written.from_) if written.from_ else None
    last = _parsed(written.to) if written.to else None
    known = first or last
    if known is None:
        return None
    return Interval((first or known).first, (last or known).last, (first or known).hour, (last or known).hour)


def opens_at(written: Date) -> Moment | None:
    """The first moment that `written` may mean."""
    found = interval(written)
    return None if found is None else _opening(found)


def closes_at(written: Date) -> Moment | None:
    """The first moment after `written`: the given hour, else the end of its last day."""
    found = interval(written)
    return None if found is None else _closing(found)


def is_after(one: Date, other: Date) -> bool:
    """Whether `one` is certainly later than `other`: whatever moments the two may mean."""
    later, earlier = interval(one), interval(other)
    if later is None or earlier is None:
        return False
    if later.first != earlier.last:
        return later.first > earlier.last
    return bool(later.from_hour and earlier.hour) and str(later.from_hour) > str(earlier.hour)


def same_date(one: Date, other: Date) -> bool:
    """Whether two dates are written alike or close at the same moment."""
    moment = closes_at(one)
    return one == other or (moment is not None and moment == closes_at(other))


def start_of(day: date) -> Moment:
    """The first moment of `day`."""
    return f"{day}T00:00"


def next_day(day: date) -> date:
    """The day after; the last day there is stays."""
    return day if day == date.max else day + timedelta(days=1)


def days_before(moment: Moment, days: int) -> Moment:
    """The moment `days` days earlier, at the same hour; never before the first day there is."""
    then = datetime.fromisoformat(moment)
    earliest = (then - datetime.min).days
    return (then - timedelta(days=min(days, earliest))).isoformat(timespec="minutes")


def today_from_clock() -> date:
    """The building date: SOURCE_DATE_EPOCH, else today in Asia/Shanghai."""
    epoch = os.environ.get(EPOCH)
    now = datetime.fromtimestamp(int(epoch), SHANGHAI) if epoch else datetime.now(SHANGHAI)
    return now.date()


@lru_cache(maxsize=16384)
def _opening(found: Interval) -> Moment:
    return f"{found.first}T{found.from_hour or '00:00'}"


@lru_cache(maxsize=16384)
def _closing(found: Interval) -> Moment:
    return f"{found.last}T{found.hour}" if found.hour else start_of(next_day(found.last))


@lru_cache(maxsize=16384)
def _parsed(written: str) -> Interval | None:
    match = _WRITTEN.match(written)
    if match is None:
        return None
    year, month, day, hour, minute = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if hour is not None and (int(hour) > 23 or int(minute) > 59):
        return None
    last = first if day else date(first.year, int(month or 12), monthrange(first.year, int(month or 12))[1])
    at = f"{hour}:{minute}" if hour else None
    return Interval(first, last, at, at)
