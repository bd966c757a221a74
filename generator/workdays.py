"""Which days people work in China: weekends, holidays and make-up working days, as far as each year is arranged.

The State Council's General Office arranges the holidays one year at a time, late in the year before. What it arranged
comes from the package `chinesecalendar`, and from the host for years that the package does not hold yet. A year
without an arrangement is unknown, and so is the last week before it, for its New Year may move days of December.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple, TypeAlias, get_args

import chinese_calendar  # type: ignore[import-untyped]  # the package has no types
import msgspec

from generator.dates import next_day
from generator.model.parts import Part, Text

DayKind: TypeAlias = Literal["working", "make_up", "weekend", "holiday", "unknown"]
Kind: TypeAlias = Literal["working", "natural"]
"""How a period counts its days: working days, or all."""

DAY_KINDS: tuple[DayKind, ...] = get_args(DayKind)

HOLIDAYS: Mapping[str, Text] = MappingProxyType(
    {
        "New Year's Day": Text(zh="元旦", en="New Year"),
        "Spring Festival": Text(zh="春节", en="Spring Festival"),
        "Tomb-sweeping Day": Text(zh="清明节", en="Tomb-Sweeping Day"),
        "Labour Day": Text(zh="劳动节", en="Labour Day"),
        "Dragon Boat Festival": Text(zh="端午节", en="Dragon Boat Festival"),
        "National Day": Text(zh="国庆节", en="National Day"),
        "Mid-autumn Festival": Text(zh="中秋节", en="Mid-Autumn Festival"),
        "Anti-Fascist 70th Day": Text(zh="抗战胜利70周年纪念日", en="Victory Day (70th anniversary)"),
    }
)
"""The package's names for holidays, as people say them."""

ExactDay = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Address = Annotated[str, msgspec.Meta(pattern=r"^https?://[^\s<>\"']+$")]


class Announcement(Part, frozen=True, kw_only=True):
    """The document that arranges a year's holidays."""

    title: Text
    number: str | None = None
    url: Address | None = None


class Holiday(Part, frozen=True, kw_only=True):
    """A statutory holiday's days off, both ends included."""

    name: Text
    from_: ExactDay = msgspec.field(name="from")
    to: ExactDay


class Arrangement(Part, frozen=True, kw_only=True):
    """One year's holidays and make-up working days, as a host gives them."""

    year: Annotated[int, msgspec.Meta(ge=1949, le=9998)]
    source: Announcement
    holidays: Annotated[tuple[Holiday, ...], msgspec.Meta(min_length=1)]
    workdays: tuple[ExactDay, ...] = ()


class Day(NamedTuple):
    """What kind of day it is, and the holiday it belongs to where its name is known."""

    kind: DayKind
    holiday: Text | None = None


class Calendar(NamedTuple):
    """What a host gives beside the package: single days, and the years that it arranges wholly."""

    days: Mapping[date, Day]
    years: frozenset[int]


PACKAGED = Calendar(MappingProxyType({}), frozenset())
"""The package's years alone."""

_MAKE_UP, _WORKING, _WEEKEND, _UNKNOWN = Day("make_up"), Day("working"), Day("weekend"), Day("unknown")
_ENDS_OPEN = 25
"""The day of December from which the next year's arrangement may reach back; so far it was the 29th at the earliest."""


def calendar_of(arrangements: Iterable[Arrangement]) -> Calendar:
    """The calendar in which these years win over the package's; their days must exist."""
    given = tuple(arrangements)
    days: dict[date, Day] = {}
    for arrangement in given:
        for holiday in arrangement.holidays:
            days.update(dict.fromkeys(days_between(*ends_of(holiday)), Day("holiday", holiday.name)))
        days.update(dict.fromkeys(map(date.fromisoformat, arrangement.workdays), _MAKE_UP))
    return Calendar(days, frozenset(arrangement.year for arrangement in given))


def day_of(calendar: Calendar, day: date) -> Day:
    """What kind of day it is; unknown where its year, or the year that its last week leads to, is not arranged."""
    given = calendar.days.get(day)
    if given is not None:
        return given
    if not _is_arranged(calendar, day.year) or (_ends_year(day) and not _is_arranged(calendar, day.year + 1)):
        return _UNKNOWN
    return _plain(day) if day.year in calendar.years else _packaged(day)


def is_working(calendar: Calendar, day: date) -> bool | None:
    """Whether people work that day; none where it is unknown."""
    kind = day_of(calendar, day).kind
    return None if kind == "unknown" else kind in ("working", "make_up")


def add_workdays(calendar: Calendar, first: date, count: int) -> date | None:
    """The `count`-th working day from `first` on, that day included; none if an unknown day is met."""
    left, day = count, first
    while left > 0:
        working = is_working(calendar, day)
        if working is None:
            return None
        left -= working
        day = next_day(day) if left else day
    return day if count > 0 else None


def count_workdays(calendar: Calendar, first: date, last: date) -> int | None:
    """The working days from `first` to `last`, both included; none if an unknown day is met."""
    count = 0
    for day in days_between(first, last):
        working = is_working(calendar, day)
        if working is None:
            return None
        count += working
    return count


def period_end(calendar: Calendar, first: date, count: int, kind: Kind) -> date | None:
    """The last day of a period of `count` days of a kind, its first day counted; none where it cannot be known."""
    if kind == "working":
        return add_workdays(calendar, first, count)
    left = (date.max - first).days
    return first + timedelta(days=count - 1) if 0 < count <= left else None


def period_length(calendar: Calendar, first: date, last: date, kind: Kind) -> int | None:
    """The days of a kind from `first` to `last`, both included; none where they cannot be known."""
    return count_workdays(calendar, first, last) if kind == "working" else (last - first).days + 1


def days_between(first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included; none where they are reversed."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def ends_of(holiday: Holiday) -> tuple[date, date]:
    """A holiday's first and last day; ValueError where one does not exist."""
    return date.fromisoformat(holiday.from_), date.fromisoformat(holiday.to)


@cache
def packaged_years() -> tuple[int, int]:
    """The first and the last year that the package holds."""
    held = chinese_calendar.constants.holidays
    return min(held).year, max(held).year


def _ends_year(day: date) -> bool:
    return day.month == 12 and day.day >= _ENDS_OPEN


def _is_arranged(calendar: Calendar, year: int) -> bool:
    first, last = packaged_years()
    return year in calendar.years or first <= year <= last


def _plain(day: date) -> Day:
    return _WEEKEND if day.weekday() > 4 else _WORKING


@lru_cache(maxsize=4096)
def _packaged(day: date) -> Day:
    is_off, name = chinese_calendar.get_holiday_detail(day)
    if name is None:
        return _plain(day)
    return Day("holiday", HOLIDAYS.get(name)) if is_off else _MAKE_UP
