"""A programme's page at the reader's now: what is open, which stage runs and which is next, and where today stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from conftest import assemble, build, publish
from playwright.sync_api import Page, expect

from .conftest import NewContext, serve
from .wording import label, status_word

pytestmark = pytest.mark.browser

STAGES = """stages:
  - {id: collect, title: {zh: 征集, en: Collect}, when: "2025-05"}
  - id: publish
    title: {zh: 发榜, en: Publish}
    when: {text: {zh: 6月, en: June}, from: "2025-06-01", to: "2025-06-30"}
  - {id: talk, title: {zh: 洽谈, en: Talk}}
  - {id: sign, title: {zh: 签约, en: Sign}, when: "2025-08"}
  - {id: pay, title: {zh: 拨付, en: Pay}, when: "2025-10"}
rules:
"""
PATH = "zh/programmes/sample-2025-open-challenge.html"
# In UTC: a minute before and at the turn of a month in Beijing; last, how many stages stand before today.
STATES = (
    ("2025-04-30T15:59", ["next", "ahead", "ahead", "ahead"], 0),
    ("2025-04-30T16:00", ["now", "next", "ahead", "ahead"], 1),
    ("2025-06-30T15:59", ["past", "now", "next", "ahead"], 3),
    ("2025-06-30T16:00", ["past", "past", "next", "ahead"], 3),
    ("2025-08-01T04:00", ["past", "past", "now", "next"], 4),
    ("2026-01-01T04:00", ["past", "past", "past", "past"], 5),
)


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The fixture's site as built before its calls begin, its programme with five stages of which four are dated."""
    folder: Path = tmp_path_factory.mktemp("staged")
    project = publish(assemble(folder / "project"))
    programme = project / "content/programmes/sample-2025-open-challenge.yml"
    text = programme.read_text("utf-8")
    start, end = text.index("stages:\n"), text.index("rules:\n")
    programme.write_text(text[:start] + STAGES + text[end + len("rules:\n") :], "utf-8")
    with serve(build(project, folder / "site", as_of=date(2025, 4, 1))) as address:
        yield address


@pytest.fixture
def page(open_context: NewContext) -> Page:
    return open_context(timezone_id="America/Los_Angeles").new_page()


def at(page: Page, moment: str) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(f"{moment}+00:00"))


@pytest.mark.parametrize(("moment", "states", "before"), STATES)
def test_stages_are_past_now_next_or_later_by_word_and_today_stands_between(
    moment: str, states: list[str], before: int, page: Page, staged: str
) -> None:
    at(page, moment)
    page.goto(f"{staged}{PATH}")
    expect(page.locator(".zb-timeline .zb-status")).to_have_text([status_word(f"stage_{s}", "zh") for s in states])
    items = page.locator(".zb-timeline > li").evaluate_all("items => items.map((one) => one.matches('[data-zb-now]'))")
    assert (items.count(True), items.index(True)) == (1, before)


def test_today_is_the_readers_day_in_beijing(page: Page, staged: str) -> None:
    at(page, "2025-06-30T16:00")
    page.goto(f"{staged}{PATH}")
    expect(page.locator(".zb-timeline [data-zb-now] time")).to_have_text("2025年7月1日")
    page.goto(f"{staged}{PATH.replace('zh/', 'en/')}")
    expect(page.locator(".zb-timeline [data-zb-now] time")).to_have_text("1 July 2025")


def test_what_is_open_follows_the_readers_now(page: Page, staged: str) -> None:
    at(page, "2025-06-15T04:00")
    page.goto(f"{staged}{PATH}")
    expect(page.locator("[data-zb-open] > li:visible")).not_to_have_count(0)
    expect(page.get_by_text(label("programme_nothing_now", "zh"))).to_be_hidden()
    at(page, "2030-06-15T04:00")
    page.goto(f"{staged}{PATH}")
    expect(page.get_by_text(label("programme_nothing_now", "zh"))).to_be_visible()
    expect(page.locator("#starts")).to_be_visible()


def test_dates_of_calls_have_today_among_them(page: Page, staged: str) -> None:
    at(page, "2025-06-15T04:00")
    page.goto(f"{staged}{PATH}")
    marks = page.locator(".zb-dates > li").evaluate_all(
        "items => items.map((one) => (one.querySelector('.zb-status') ?? { className: 'today' }).className)"
    )
    today = marks.index("today")
    assert all("stage_past" in mark or "stage_now" in mark for mark in marks[:today])
    assert all("stage_next" in mark or "stage_ahead" in mark for mark in marks[today + 1 :])
    assert marks[today + 1 :]
