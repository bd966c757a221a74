"""When calls close, month by month, and how long challenges took from their publication to final acceptance.

Both say only what records say: a deadline that may mean days of two months counts in none of them, and a time is told
only where both its days are recorded, as the fewest and the most days that they may mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from generator.catalog import Catalog, guide_of, list_of
from generator.dates import interval
from generator.due import calls_of
from generator.funnel import counts
from generator.lifecycle import deadlines_of
from generator.model.parts import Date
from generator.model.records import Challenge, Record, Success, Winner

Month: TypeAlias = tuple[int, int]
"""A year and one of its months, from 1."""


class Deadlines(NamedTuple):
    """The last day of every deadline that falls in one month, in their order, and how many are too vague for that."""

    days: tuple[date, ...] = ()
    vague: int = 0

    def by_month(self, since: date = date.min) -> Mapping[Month, int]:
        """How many fall in each month that has any, from a day on."""
        return Counter(month_of(day) for day in self.days if day >= since)


class Span(NamedTuple):
    """A challenge or award with its result, and the fewest and most days from its publication to final acceptance."""

    result: Success
    about: Record
    least: int
    most: int


class Spans(NamedTuple):
    """The times that are known, the shortest first, and how many results tell of final acceptance."""

    known: tuple[Span, ...] = ()
    accepted: int = 0


def deadline_days(catalog: Catalog) -> Deadlines:
    """The deadlines of all calls, and of lists and challenges with windows of their own, as notices left them."""
    days = [
        interval(found.written)
        for record in calls_of(catalog)
        if counts(record)
        for found in deadlines_of(catalog, record)
    ]
    told = [day.last for day in days if day is not None and month_of(day.first) == month_of(day.last)]
    return Deadlines(tuple(sorted(told)), len(days) - len(told))


def months_from(first: Month, count: int) -> tuple[Month, ...]:
    """So many months from one on, itself included; a negative count is of months before it, itself left out."""
    start = first[0] * 12 + first[1] - 1
    numbers = range(start, start + count) if count > 0 else range(start + count, start)
    return tuple((number // 12, number % 12 + 1) for number in numbers)


def month_of(day: date) -> Month:
    """The month in which a day lies."""
    return day.year, day.month


def spans_of(catalog: Catalog) -> Spans:
    """How long each challenge with a recorded final acceptance took."""
    accepted = [one for one in catalog.of(Success).values() if counts(one) and one.basis == "acceptance"]
    known = sorted(_spans(catalog, accepted), key=lambda span: (span.least + span.most, span.result.id))
    return Spans(tuple(known), len(accepted))


def _spans(catalog: Catalog, accepted: list[Success]) -> Iterator[Span]:
    for result in accepted:
        about = _challenge_of(catalog, result)
        published = _published_on(catalog, about) if about is not None else None
        days = _days(published, result.accepted_on)
        if about is not None and days is not None:
            yield Span(result, about, *days)


def _challenge_of(catalog: Catalog, result: Success) -> Challenge | None:
    """The challenge that a result completes, directly or through its award."""
    award = catalog.find(Winner, result.winner)
    found = catalog.find(Challenge, result.challenge or (award.challenge if award is not None else None))
    return found if found is not None and counts(found) else None


def _published_on(catalog: Catalog, challenge: Challenge) -> Date | None:
    """When a challenge was published: on its own day, else its list of challenges', else its call's."""
    listing = list_of(catalog, challenge)
    challenges = listing if listing is not None and listing.publishes == "challenges" else None
    for holder in (challenge, challenges, guide_of(catalog, challenge)):
        if holder is not None and holder.published_on is not None:
            return holder.published_on
    return None


def _days(published: Date | None, accepted: Date | None) -> tuple[int, int] | None:
    """The fewest and most days between two dates; none where one is not told or they surely stand the wrong way."""
    first = interval(published) if published is not None else None
    last = interval(accepted) if accepted is not None else None
    if first is None or last is None or last.last < first.first:
        return None
    return max(0, (last.first - first.last).days), (last.last - first.first).days
