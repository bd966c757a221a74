"""The finder's desk and the pages that search in place: what is chosen is what goes home, and a scope holds."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.model.parts import LANGS
from generator.model.records import KINDS

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


def test_the_sheet_tells_the_quota_that_the_programme_states(desk: Page) -> None:
    desk.goto(f"{desk.url.split('?')[0]}?kind=challenge")
    expect(desk.locator("[data-zb-hits] li").first).to_be_visible()
    assert any("每家限报两项" in cell for row in rows_of(taken(desk, "csv")) for cell in row)


def test_many_results_are_read_a_few_files_at_a_time(desk: Page) -> None:
    desk.evaluate(
        """() => {
          const finder = window.zhangbang.finder, rows = finder.rows, results = finder.results();
          window.asked = [];
          finder.results = () => Array.from({ length: 1000 }, (_, i) => results[i % results.length]);
          finder.rows = (docs) => { window.asked.push(docs.length); return rows(docs); };
        }"""
    )
    assert len(rows_of(taken(desk, "csv"))) == sum(desk.evaluate("window.asked")) == 1000
    assert max(desk.evaluate("window.asked")) < 500


def test_what_changed_here_since_the_last_visit_is_told_and_leads_to_it(desk: Page) -> None:
    desk.locator("[data-zb-star]").first.click()
    desk.evaluate(
        """() => {
          const kept = JSON.parse(localStorage.getItem("zb-watch"));
          const then = "2000-01-01T00:00";
          localStorage.setItem("zb-watch", JSON.stringify({ ...kept, lastVisit: then, seenAt: then }));
        }"""
    )
    desk.reload()
    news = desk.locator("[data-zb-news] a")
    expect(news).to_contain_text(str(len(desk.evaluate("zhangbang.finder.results()"))))
    news.click()
    expect(desk).to_have_url(re.compile("sort=updated"))


def test_the_link_of_a_search_is_copied_or_shown(desk: Page) -> None:
    desk.goto(f"{desk.url.split('?')[0]}?kind=challenge")
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = desk.get_by_role("button", name=label("take_as_link", "zh"), exact=True)
    button.click()
    expect(desk.locator("[data-zb-told]")).to_have_text(label("take_linked", "zh"))
    assert desk.evaluate("navigator.clipboard.readText()") == desk.url
    desk.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('kept')); }")
    button.click()
    expect(desk.locator("[data-zb-told]")).to_have_text(desk.url)


@pytest.mark.parametrize("lang", LANGS)
def test_deadlines_that_go_home_have_the_names_of_the_sites_own_calendar(
    lang: str, open_context: NewContext, home: str, published_site: Path
) -> None:
    page = open_context(accept_downloads=True).new_page()
    page.goto(f"{home}{lang}/find.html")
    expect(page.locator("[data-zb-hits] li").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name=label("take_as_ics", lang), exact=True).click()
    home_names = names_in(Path(download.value.path()).read_bytes())
    own = {name for name in names_in((published_site / f"calendars/{lang}/all.ics").read_bytes()) if is_deadline(name)}
    assert own <= home_names
    assert len(own) > 5 and any(name.count(".") > 2 for name in own)


def names_in(data: bytes) -> set[str]:
    return set(re.findall(r"^UID:(.+?)@zhangbang\r$", data.decode().replace("\r\n ", ""), re.MULTILINE))


def is_deadline(name: str) -> bool:
    return name.partition(".")[0] in KINDS
