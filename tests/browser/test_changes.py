"""The page of what changed shows the last days that a reader chooses, by their own clock, and keeps the choice."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from .conftest import NewContext

pytestmark = pytest.mark.browser

NOON = datetime(2025, 6, 15, 4, tzinfo=UTC)
"""Noon in Beijing."""


def opened(open_context: NewContext, address: str, at: datetime = NOON) -> Page:
    page = open_context().new_page()
    page.clock.set_fixed_time(at)
    page.goto(address)
    return page


def days(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "[data-zb-day]", "all => all.filter(one => !one.hidden).map(one => one.getAttribute('data-zb-day'))"
    )
    return found


def test_only_the_last_days_are_shown_and_the_address_says_so(open_context: NewContext, home: str) -> None:
    page = opened(open_context, f"{home}zh/changes.html")
    everything = days(page)
    page.get_by_label("只看").select_option("7")
    assert days(page) == [day for day in everything if day >= "2025-06-09"] != everything
    expect(page).to_have_url(re.compile(r"[?]days=7$"))
    page.reload()
    assert days(page) == [day for day in everything if day >= "2025-06-09"]
    page.get_by_label("只看").select_option("")
    assert days(page) == everything
    expect(page).to_have_url(re.compile(r"changes\.html$"))


def test_a_day_begins_at_midnight_in_beijing(open_context: NewContext, home: str) -> None:
    address = f"{home}en/changes.html?days=7"
    before, after = (datetime(2025, 6, 17, hour, minute, tzinfo=UTC) for hour, minute in ((15, 59), (16, 0)))
    assert "2025-06-11" in days(opened(open_context, address, before))
    assert "2025-06-11" not in days(opened(open_context, address, after))


def test_where_nothing_changed_the_page_says_so(open_context: NewContext, home: str) -> None:
    page = opened(open_context, f"{home}zh/changes.html?days=7", datetime(2031, 1, 1, tzinfo=UTC))
    assert days(page) == []
    expect(page.locator("[data-zb-nothing]")).to_be_visible()


def test_a_choice_that_is_none_shows_everything(open_context: NewContext, home: str) -> None:
    page = opened(open_context, f"{home}zh/changes.html?days=lots")
    assert len(days(page)) == page.locator("[data-zb-day]").count() > 3
    expect(page.locator("[data-zb-nothing]")).to_be_hidden()
