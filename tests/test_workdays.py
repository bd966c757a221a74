"""What kind of day it is in China is known or unknown, never guessed, and no unknown day is ever counted."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import found_in

from generator.model.parts import Text
from generator.pipeline import check
from generator.settings import read_settings
from generator.workdays import (
    DAY_KINDS,
    HOLIDAYS,
    PACKAGED,
    Announcement,
    Arrangement,
    Calendar,
    Day,
    Holiday,
    add_workdays,
    calendar_of,
    count_workdays,
    day_of,
    is_working,
    packaged_years,
    period_end,
    period_length,
)

KNOWN = st.dates(date(2005, 1, 1), date(2025, 6, 30))
FAR = 2090
"""A year that the package will not hold for long."""


def arrangement(year: int, *holidays: tuple[str, str], workdays: tuple[str, ...] = ()) -> Arrangement:
    return Arrangement(
        year=year,
        source=Announcement(title=Text(zh="通知")),
        holidays=tuple(Holiday(name=Text(zh="某节"), from_=first, to=last) for first, last in holidays),
        workdays=workdays,
    )


def day(written: str, calendar: Calendar = PACKAGED) -> Day:
    return day_of(calendar, date.fromisoformat(written))


# -- days -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kind", "holiday"),
    [
        ("2024-09-13", "working", None),
        ("2024-09-14", "make_up", None),
        ("2024-09-15", "holiday", "中秋节"),
        ("2024-09-16", "holiday", "中秋节"),
        ("2024-09-17", "holiday", "中秋节"),
        ("2024-09-18", "working", None),
        ("2024-09-21", "weekend", None),
        ("2024-09-29", "make_up", None),
        ("2024-10-01", "holiday", "国庆节"),
        ("2018-12-29", "make_up", None),
        ("2018-12-31", "holiday", "元旦"),
        ("2026-02-14", "make_up", None),
        ("2026-10-01", "holiday", "国庆节"),
    ],
)
def test_a_day_is_what_the_state_council_arranged(written: str, kind: str, holiday: str | None) -> None:
    found = day(written)
    assert (found.kind, found.holiday.zh if found.holiday else None) == (kind, holiday)


@pytest.mark.parametrize(
    "written", ["2003-06-02", "2003-12-31", f"{FAR}-01-01", f"{FAR}-06-07", "0001-01-01", "9999-12-31"]
)
def test_a_day_of_a_year_without_arrangement_is_unknown_even_at_the_weekend(written: str) -> None:
    assert day(written) == Day("unknown")
    assert is_working(PACKAGED, date.fromisoformat(written)) is None


def test_the_last_week_before_a_year_without_arrangement_is_unknown() -> None:
    _, last = packaged_years()
    assert day(f"{last}-12-24").kind != "unknown"
    assert {day(f"{last}-12-{n}").kind for n in range(25, 32)} == {"unknown"}


def test_the_package_tells_what_it_holds_and_raises_for_the_rest() -> None:
    first, last = packaged_years()
    assert (first, last) >= (2004, 2026)
    for year in (first - 1, last + 1):
        with pytest.raises(NotImplementedError):
            chinese_calendar.is_workday(date(year, 6, 1))


def test_every_holiday_of_the_package_has_its_name_in_both_languages() -> None:
    assert {holiday.value for holiday in chinese_calendar.Holiday} == set(HOLIDAYS)
    assert all(name.en for name in HOLIDAYS.values())


@given(KNOWN)
def test_a_day_is_a_working_day_where_the_package_says_so(one: date) -> None:
    found = day_of(PACKAGED, one)
    assert found.kind in DAY_KINDS
    assert is_working(PACKAGED, one) == chinese_calendar.is_workday(one)
    assert (found.kind == "make_up") == (one.weekday() > 4 and chinese_calendar.is_workday(one))
    assert (found.kind == "weekend") <= (one.weekday() > 4)


# -- years that a host gives ----------------------------------------------------------------------------------

GIVEN = calendar_of(
    [
        arrangement(
            FAR, (f"{FAR - 1}-12-31", f"{FAR}-01-02"), (f"{FAR}-05-01", f"{FAR}-05-03"), workdays=(f"{FAR}-05-06",)
        )
    ]
)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (f"{FAR - 1}-12-30", "unknown"),
        (f"{FAR - 1}-12-31", "holiday"),
        (f"{FAR}-01-02", "holiday"),
        (f"{FAR}-01-03", "working"),
        (f"{FAR}-05-06", "make_up"),
        (f"{FAR}-05-07", "weekend"),
        (f"{FAR}-12-24", "weekend"),
        (f"{FAR}-12-25", "unknown"),
        (f"{FAR + 1}-01-02", "unknown"),
    ],
)
def test_a_given_year_is_known_with_the_days_that_it_takes_from_the_one_before(written: str, kind: str) -> None:
    assert day(written, GIVEN).kind == kind


def test_a_given_year_wins_over_the_packages() -> None:
    given = calendar_of([arrangement(2024, ("2024-09-18", "2024-09-18"))])
    assert [day(f"2024-09-{n}", given).kind for n in (14, 16, 18)] == ["weekend", "working", "holiday"]
    assert day("2023-10-02", given).kind == "holiday"


# -- counting -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        ("2024-06-28", 5, "2024-07-04"),
        ("2024-09-13", 1, "2024-09-13"),
        ("2024-09-13", 2, "2024-09-14"),
        ("2024-09-13", 5, "2024-09-20"),
        ("2024-09-15", 1, "2024-09-18"),
        ("2024-09-13", 0, None),
        ("2024-09-13", -1, None),
        (f"{FAR}-03-01", 1, None),
        ("2024-09-13", 10**12, None),
        ("9999-12-30", 5, None),
    ],
)
def test_working_days_are_added_from_the_first_day_on(first: str, count: int, last: str | None) -> None:
    found = add_workdays(PACKAGED, date.fromisoformat(first), count)
    assert found == (date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2024-06-28", "2024-07-04", 5),
        ("2024-09-13", "2024-09-19", 4),
        ("2023-04-27", "2023-05-06", 5),
        ("2024-09-15", "2024-09-17", 0),
        ("2024-09-19", "2024-09-13", 0),
        ("2024-09-13", f"{FAR}-01-01", None),
        (f"{FAR}-01-01", f"{FAR}-01-01", None),
    ],
)
def test_working_days_are_counted_with_both_ends(first: str, last: str, count: int | None) -> None:
    assert count_workdays(PACKAGED, date.fromisoformat(first), date.fromisoformat(last)) == count


@given(KNOWN, st.integers(1, 60))
def test_adding_and_counting_agree(first: date, count: int) -> None:
    last = add_workdays(PACKAGED, first, count)
    assert last is not None
    assert is_working(PACKAGED, last)
    assert count_workdays(PACKAGED, first, last) == count
    assert count_workdays(PACKAGED, first, last - timedelta(days=1)) == count - 1


def test_natural_days_need_no_arrangement() -> None:
    first = date(FAR, 12, 30)
    last = period_end(PACKAGED, first, 7, "natural")
    assert last == date(FAR + 1, 1, 5)
    assert period_length(PACKAGED, first, last, "natural") == 7
    assert period_end(PACKAGED, date(9999, 12, 30), 5, "natural") is None
    assert period_end(PACKAGED, first, 0, "natural") is None


# -- site_config/holidays.yml ---------------------------------------------------------------------------------

YEAR: dict[str, Any] = {
    "year": 2090,
    "source": "{title: {zh: 通知}}",
    "holidays": "[{name: {zh: 元旦}, from: 2089-12-31, to: 2090-01-02}]",
    "workdays": "[2090-01-07]",
}


def write(project: Path, *entries: dict[str, Any], text: str = "") -> None:
    lines = [f"- {{{', '.join(f'{key}: {value}' for key, value in entry.items())}}}\n" for entry in entries]
    (project / "site_config" / "holidays.yml").write_text(text or "".join(lines), "utf-8")


@pytest.mark.parametrize("text", ["# nothing yet\n", "\n", "[]\n", ""])
def test_the_file_may_be_missing_or_say_nothing(small_project: Path, text: str) -> None:
    if text:
        write(small_project, text=text)
    settings, problems = read_settings(small_project / "site_config")
    assert problems == ()
    assert settings is not None
    assert settings.holidays == calendar_of(())


def test_what_the_file_gives_is_known(small_project: Path) -> None:
    write(small_project, YEAR)
    settings, _ = read_settings(small_project / "site_config")
    assert settings is not None
    assert [day(f"2090-01-0{n}", settings.holidays).kind for n in (2, 3, 7, 8)] == [
        "holiday", "working", "make_up", "weekend",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"year": '"2090"'}, "settings-invalid /0/year"),
        ({"year": 12}, "settings-invalid /0/year"),
        ({"yaer": 2090}, "settings-invalid /0/yaer"),
        ({"source": "{}"}, "settings-invalid /0/source"),
        ({"source": "{title: {zh: 通知}, url: 'javascript:alert(1)'}"}, "settings-invalid /0/source/url"),
        ({"holidays": "[]"}, "settings-invalid /0/holidays"),
        ({"holidays": "2090-01-01"}, "settings-invalid /0/holidays"),
        ({"holidays": "[{name: {zh: 元旦}, from: 2090-01-01}]"}, "settings-invalid /0/holidays/0"),
        ({"holidays": "[{name: 元旦, from: 2090-01-01, to: 2090-01-01}]"}, "settings-invalid /0/holidays/0/name"),
        (
            {"holidays": "[{name: {zh: 元旦}, from: 2090-02-30, to: 2090-03-01}]"},
            "settings-invalid /0/holidays/0/from",
        ),
        ({"holidays": "[{name: {zh: 元旦}, from: 2090-01-01, to: 2091-03-01}]"}, "settings-invalid /0/holidays/0/to"),
        ({"holidays": "[{name: {zh: 元旦}, from: 2090-01-03, to: 2090-01-01}]"}, "dates-reversed /0/holidays/0/to"),
        ({"workdays": "[2090-1-7]"}, "settings-invalid /0/workdays/0"),
        ({"workdays": "[2090-01-32]"}, "settings-invalid /0/workdays/0"),
        ({"workdays": "[2090-01-07, 2090-01-01]"}, "settings-invalid /0/workdays/1"),
        ({"workdays": "[2089-09-07]"}, "settings-invalid /0/workdays/0"),
    ],
)
def test_what_is_wrong_in_the_file_is_a_located_problem(
    small_project: Path, keys: dict[str, Any], expected: str
) -> None:
    write(small_project, {**YEAR, **keys})
    (line,) = found_in(small_project)
    place, _, found = line.partition(" ")
    assert place.startswith("site_config/holidays.yml:1:")
    assert found == expected


def test_a_year_is_given_once(small_project: Path) -> None:
    write(small_project, YEAR, YEAR)
    assert found_in(small_project) == ["site_config/holidays.yml:2:4 key-repeated /1/year"]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b"- 1\n", b"just words", b"null", b"- &x 1\n", b"[" * 50000])
def test_a_file_of_another_shape_is_a_problem(small_project: Path, content: bytes) -> None:
    (small_project / "site_config" / "holidays.yml").write_bytes(content)
    assert {found.file for found in check(small_project).problems} == {"site_config/holidays.yml"}


def test_a_folder_in_place_of_the_file_is_a_problem(small_project: Path) -> None:
    (small_project / "site_config" / "holidays.yml").mkdir()
    assert found_in(small_project) == ["site_config/holidays.yml settings-missing"]
