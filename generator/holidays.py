"""What may be wrong with the holidays that a host gives in site_config/holidays.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.problems import Place, Pointer, Problem, problem
from generator.workdays import Arrangement, Holiday, days_between, ends_of


def arrangement_problems(arrangements: Iterable[Arrangement], file: str) -> Iterator[Problem]:
    """Years given twice; days that do not exist, lie outside their year, or are both a holiday and a working day."""
    years: set[int] = set()
    for i, arrangement in enumerate(arrangements):
        if arrangement.year in years:
            yield problem("key-repeated", Place(file), pointer=(i, "year"), value=arrangement.year)
        years.add(arrangement.year)
        wrong = tuple(_holiday_problems(arrangement, Place(file), i))
        yield from wrong or _workday_problems(arrangement, Place(file), i)


def _holiday_problems(arrangement: Arrangement, place: Place, i: int) -> Iterator[Problem]:
    for j, holiday in enumerate(arrangement.holidays):
        ends = {"from": holiday.from_, "to": holiday.to}
        strange = [key for key, written in ends.items() if not _belongs(arrangement.year, written)]
        if strange:
            yield _invalid(place, (i, "holidays", j, strange[0]), ends[strange[0]])
        elif holiday.to < holiday.from_:
            words = {"start": holiday.from_, "end": holiday.to}
            yield problem("dates-reversed", place, pointer=(i, "holidays", j, "to"), words=words)


def _workday_problems(arrangement: Arrangement, place: Place, i: int) -> Iterator[Problem]:
    off = {str(day) for holiday in arrangement.holidays for day in _days_off(holiday)}
    for j, written in enumerate(arrangement.workdays):
        if written in off or not _belongs(arrangement.year, written):
            yield _invalid(place, (i, "workdays", j), written)


def _days_off(holiday: Holiday) -> Iterator[date]:
    return days_between(*ends_of(holiday))


def _invalid(place: Place, pointer: Pointer, written: str) -> Problem:
    return problem("settings-invalid", place, pointer=pointer, reason=written)


def _belongs(year: int, written: str) -> bool:
    """Whether it is a day that an arrangement of `year` may name: from the December before to the January after."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return False
    return date(year - 1, 12, 1) <= day <= date(year + 1, 1, 31)
