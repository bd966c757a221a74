"""The finder's desk and the pages that search in place: what is chosen is what goes home, and a scope holds."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import NewContext
from .wording import label

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(open_context: NewContext, home: str) -> Page:
    """The finder with all records, in a browser of its own."""
    page = open_context(accept_downloads=True).new_page()
    page.goto(f"{home}zh/find.html")
    expect(page.locator("[data-zb-hits] li").first).to_be_visible()
    return page


def taken(page: Page, format: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=label(f"take_as_{format}", "zh"), exact=True).click()
    return Path(download.value.path()).read_bytes()


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1:]


def test_all_results_go_home_unless_some_are_picked(desk: Page) -> None:
    total = len(desk.evaluate("zhangbang.finder.results()"))
    assert len(rows_of(taken(desk, "csv"))) == total > 1
    desk.locator("[data-zb-pick]").nth(1).check()
    title = desk.locator("[data-zb-hits] li").nth(1).locator("h3").inner_text()
    (row,) = rows_of(taken(desk, "csv"))
    assert title in row


def test_a_star_and_a_search_are_there_after_a_reload(desk: Page) -> None:
    star = desk.locator("[data-zb-star]").first
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    desk.locator("[data-zb-searchbox]").last.fill("电机")
    expect(desk.locator("[data-zb-count]")).to_contain_text(label("find_count", "zh").split("{")[0])
    expect(desk).to_have_url(re.compile("[?]q="))
    desk.locator("[data-zb-name]").fill("电机题目")
    desk.get_by_role("button", name=label("watch_save_search", "zh"), exact=True).click()
    desk.reload()
    expect(desk.locator("[data-zb-searches] a")).to_have_text("电机题目")
    assert desk.locator("[data-zb-stars] a").count() == 1


def test_a_tampered_watchlist_is_refused_in_words(desk: Page) -> None:
    file = {"name": "x.json", "mimeType": "application/json", "buffer": b'{"stars": ["<img src=x onerror=alert(1)>"]}'}
    desk.locator("[data-zb-import]").set_input_files(file)  # type: ignore[arg-type]
    expect(desk.locator("[data-zb-told]")).to_have_text(label("watch_not_ours", "zh"))


@pytest.mark.parametrize(
    "path", ["domains/motors.html", "regions/hunan.html", "programmes/sample-2025-open-challenge.html"]
)
def test_a_page_shows_its_own_list_until_something_is_asked_and_keeps_to_its_scope(
    path: str, open_context: NewContext, home: str
) -> None:
    page = open_context().new_page()
    page.goto(f"{home}zh/{path}")
    expect(page.locator("[data-zb-still]")).to_be_visible()
    expect(page.locator("[data-zb-live]")).to_be_hidden()
    page.locator(".zb-find input[type=search]").fill("样例")
    expect(page.locator("[data-zb-still]")).to_be_hidden()
    expect(page.locator("[data-zb-hits] li").first).to_be_visible()
    inside = page.evaluate("zhangbang.finder.results().length")
    everything = open_context().new_page()
    everything.goto(f"{home}zh/find.html?q=样例")
    expect(everything.locator("[data-zb-hits] li").first).to_be_visible()
    assert 0 < inside <= everything.evaluate("zhangbang.finder.results().length")
    href = page.locator("[data-zb-hits] h3 a").first.evaluate("link => link.href")
    assert page.goto(href).ok  # type: ignore[union-attr]
