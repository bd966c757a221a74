"""A written date means a span of days; moments are Beijing wall time and compare as text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import (
    closes_at,
    days_before,
    interval,
    is_after,
    is_calendar_date,
    next_day,
    opens_at,
    same_date,
    start_of,
    today_from_clock,
)
from generator.model.parts import Date, FuzzyDate, Text

DAYS = st.dates(date(1, 1, 2))


def fuzzy(**ends: str) -> FuzzyDate:
    return FuzzyDate(text=Text(zh="约"), from_=ends.get("from_"), to=ends.get("to"))


@pytest.mark.parametrize(
    "written",
    ["2025", "2025-02", "2025-02-28", "2024-02-29", "2025-12-31T23:59", "2025-01-01T00:00", "0001-01-01", "9999-12-31"],
)
def test_dates_that_exist_are_dates(written: str) -> None:
    assert is_calendar_date(written)


@pytest.mark.parametrize(
    "written",
    ["", "25", "2025-2", "2025-02-30", "2025-02-29", "2025-13", "2025-00", "2025-01-00", "0000", "2025-01-01T24:00",
     "2025-01-01T12:60", "2025-01T12:00", "2025-01-01 12:00", "2025-01-01T12:00:00", "2025-01-01T12:00+08:00",
     "2025/01/01", "20250101", "2025-01-01\n", "2025\n", " 2025", "２０２５-01-10", "٢٠٢٥", "2025-01-１０", "+2025",
     "-2025", "2025-W01"],
)  # fmt: skip
def test_dates_that_do_not_exist_are_none(written: str) -> None:
    assert not is_calendar_date(written)
    assert interval(written) is None


@pytest.mark.parametrize("value", [None, 2025, True, [], {}])
def test_what_is_no_text_is_not_the_formats_affair(value: object) -> None:
    assert is_calendar_date(value)


@pytest.mark.parametrize(
    ("written", "opens", "closes"),
    [
        ("2025", "2025-01-01T00:00", "2026-01-01T00:00"),
        ("2025-02", "2025-02-01T00:00", "2025-03-01T00:00"),
        ("2024-02", "2024-02-01T00:00", "2024-03-01T00:00"),
        ("2025-12", "2025-12-01T00:00", "2026-01-01T00:00"),
        ("2025-06-30", "2025-06-30T00:00", "2025-07-01T00:00"),
        ("2025-06-30T16:30", "2025-06-30T16:30", "2025-06-30T16:30"),
        ("2025-06-30T00:00", "2025-06-30T00:00", "2025-06-30T00:00"),
    ],
)
def test_a_day_is_open_to_its_end_and_an_hour_to_the_hour(written: str, opens: str, closes: str) -> None:
    assert (opens_at(written), closes_at(written)) == (opens, closes)


@pytest.mark.parametrize(
    ("written", "opens", "closes"),
    [
        (fuzzy(from_="2025-06-01", to="2025-06-10"), "2025-06-01T00:00", "2025-06-11T00:00"),
        (fuzzy(from_="2025-06", to="2025-07"), "2025-06-01T00:00", "2025-08-01T00:00"),
        (fuzzy(from_="2025-06"), "2025-06-01T00:00", "2025-07-01T00:00"),
        (fuzzy(to="2025"), "2025-01-01T00:00", "2026-01-01T00:00"),
        (fuzzy(), None, None),
    ],
)
def test_a_vague_date_spans_the_days_it_may_mean(written: FuzzyDate, opens: str | None, closes: str | None) -> None:
    assert (opens_at(written), closes_at(written)) == (opens, closes)


def test_a_vague_date_keeps_its_hour() -> None:
    assert closes_at(fuzzy(from_="2025-06-01", to="2025-06-10T17:00")) == "2025-06-10T17:00"


@given(DAYS)
def test_a_day_closes_after_it_opens(day: date) -> None:
    opens, closes = opens_at(str(day)), closes_at(str(day))
    assert opens is not None
    assert closes is not None
    assert opens < closes or day == date.max


@given(DAYS, DAYS)
def test_moments_compare_as_days_do(one: date, other: date) -> None:
    assert (start_of(one) < start_of(other)) == (one < other)


@given(st.text())
def test_no_text_raises(written: str) -> None:
    assert is_calendar_date(written) == (interval(written) is not None)


def test_the_last_day_there_is_has_no_next() -> None:
    assert next_day(date.max) == date.max
    assert closes_at("9999-12-31") is not None


@pytest.mark.parametrize(
    ("moment", "days", "earlier"),
    [
        ("2025-07-01T00:00", 14, "2025-06-17T00:00"),
        ("2025-03-01T16:30", 1, "2025-02-28T16:30"),
        ("2025-01-01T00:00", 0, "2025-01-01T00:00"),
    ],
)
def test_days_before_keep_the_hour(moment: str, days: int, earlier: str) -> None:
    assert days_before(moment, days) == earlier


@pytest.mark.parametrize("moment", ["0001-01-02T00:00", "9999-12-31T00:00", "2025-01-01T00:00"])
@pytest.mark.parametrize("days", [0, 14, 3650])
def test_days_before_never_leave_the_calendar(moment: str, days: int) -> None:
    assert len(days_before(moment, days)) == len("2025-01-01T00:00")


@pytest.mark.parametrize(
    ("epoch", "day"),
    [("0", date(1970, 1, 1)), ("1735660799", date(2024, 12, 31)), ("1735660800", date(2025, 1, 1)),
     ("1735689599", date(2025, 1, 1))],
)  # fmt: skip
def test_the_building_date_is_beijings(monkeypatch: pytest.MonkeyPatch, epoch: str, day: date) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today_from_clock() == day


# -- certain order --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-06-02", "2025-06-01"),
        ("2025-07", "2025-06-30"),
        ("2026", "2025-12"),
        ("2025-06-01T12:01", "2025-06-01T12:00"),
        (fuzzy(from_="2025-07", to="2025-08"), "2025-06"),
    ],
)
def test_a_date_is_certainly_after_another(one: Any, other: Any) -> None:
    assert is_after(one, other)
    assert not is_after(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-06-01", "2025-06-01"),
        ("2025-06-01T12:00", "2025-06-01T12:00"),
        ("2025-06-01T12:00", "2025-06-01"),
        ("2025-06", "2025-06-15"),
        ("2025", "2025-12-31"),
        (fuzzy(from_="2025-06", to="2025-08"), "2025-07"),
        (fuzzy(), "2025-07"),
    ],
)
def test_dates_that_may_fall_together_are_in_no_order(one: Any, other: Any) -> None:
    assert not is_after(one, other)
    assert not is_after(other, one)


WRITTEN = st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]) | st.dates().map(lambda day: str(day)[:4])


@given(WRITTEN, WRITTEN)
def test_no_two_dates_are_each_after_the_other(one: str, other: str) -> None:
    assert not (is_after(one, other) and is_after(other, one))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2025-06-10", "2025-06-10", True),
        ("2025-06-10", "2025-06-10T17:00", False),
        ("2025-06", "2025-06-30", True),
        ("2025-06-10", FuzzyDate(text=Text(zh="六月上旬"), from_="2025-06-01", to="2025-06-10"), True),
        (FuzzyDate(text=Text(zh="另行通知")), FuzzyDate(text=Text(zh="另行通知")), True),
        (FuzzyDate(text=Text(zh="另行通知")), FuzzyDate(text=Text(zh="待定")), False),
    ],
)
def test_two_dates_are_the_same_where_they_close_at_the_same_moment(one: Date, other: Date, same: bool) -> None:
    assert same_date(one, other) == same_date(other, one) == same
