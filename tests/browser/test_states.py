from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from conftest import assemble, build, publish
from playwright.sync_api import Page

from generator.model.parts import LANGS

from .conftest import NewContext, serve
from .pages import PAGES, address
from .wording import label, status_word

CLAIM = "guides/sample-2025-claim.html"
MOTOR = "challenges/sample-2025-01-motor.html"
FORWARDING = "guides/sample-2025-forwarding.html"
LIST = "lists/sample-2025-challenges.html"

# In Beijing the call is open from 20 May until 20 June begins, the motor from 1 June to 16:30 on 20 June; here in UTC.
STATES = (
    (CLAIM, "2025-05-19T15:59", "upcoming", 31),
    (CLAIM, "2025-05-19T16:00", "open", 30),
    (CLAIM, "2025-06-05T15:59", "open", 14),
    (CLAIM, "2025-06-05T16:00", "closing", 13),
    (CLAIM, "2025-06-18T15:59", "closing", 1),
    (CLAIM, "2025-06-18T16:00", "closing", 0),
    (CLAIM, "2025-06-19T15:59", "closing", 0),
    (CLAIM, "2025-06-19T16:00", "closed", None),
    (MOTOR, "2025-05-31T15:59", "upcoming", 20),
    (MOTOR, "2025-05-31T16:00", "open", 19),
    (MOTOR, "2025-06-06T08:29", "open", 14),
    (MOTOR, "2025-06-06T08:30", "closing", 14),
    (MOTOR, "2025-06-20T08:29", "closing", 0),
    (MOTOR, "2025-06-20T08:30", "closed", None),
    (MOTOR, "2025-08-31T15:59", "closed", None),
    (MOTOR, "2025-08-31T16:00", "under_way", None),
    (MOTOR, "2046-11-21T00:00", "under_way", None),
)
ELSEWHERE = "America/Los_Angeles"
OPEN = (
    ("2025-06-15T04:00", [CLAIM, MOTOR, FORWARDING]),
    ("2025-06-19T16:00", [MOTOR, FORWARDING]),
    ("2025-06-20T08:30", [FORWARDING]),
    ("2025-07-10T04:00", [FORWARDING, LIST]),
    ("2025-09-15T08:59", [LIST]),
    ("2025-09-15T09:00", []),
)

pytestmark = pytest.mark.browser


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}+00:00")


def shown(page: Page) -> tuple[str, str, str]:
    """A record's state, its name, and the days left until its first deadline."""
    badge, left = page.locator(".zb-headline .zb-status"), page.locator(".zb-fact--key .zb-left").first
    state: str = badge.evaluate("badge => badge.className")
    return state.removeprefix("zb-status zb-status--"), badge.inner_text(), left.inner_text()


def days_left(days: int | None, lang: str) -> str:
    if days is None:
        return ""
    word = {0: "last_day", 1: "day_left"}.get(days, "days_left")
    return label(word, lang).replace("{n}", str(days))


def open_records(page: Page) -> list[str]:
    shown = page.locator("[data-zb-open] > li:visible .zb-card__title a")
    return [str(link.get_attribute("href")) for link in shown.all()]


@pytest.fixture(scope="module")
def timed_page(open_context: NewContext) -> Page:
    """A page whose clock the tests set."""
    return open_context().new_page()


@pytest.fixture(scope="module")
def page_elsewhere(open_context: NewContext) -> Page:
    """The same for a reader whose own day begins fifteen hours after Beijing's."""
    return open_context(timezone_id=ELSEWHERE).new_page()


@pytest.fixture(scope="module")
def page_without_scripts(open_context: NewContext) -> Page:
    return open_context(java_script_enabled=False).new_page()


@pytest.fixture(scope="module")
def early_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the fixture site as it was built before any of its calls began."""
    folder = tmp_path_factory.mktemp("early")
    with serve(build(publish(assemble(folder / "project")), folder / "site", as_of=date(2025, 4, 1))) as address:
        yield address


# -- the reader's now -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("path", "moment", "status", "days"), STATES)
def test_a_state_is_that_of_beijings_now_for_a_reader_elsewhere(
    path: str, moment: str, status: str, days: int | None, page_elsewhere: Page, early_home: str
) -> None:
    page_elsewhere.clock.set_fixed_time(utc(moment))
    page_elsewhere.goto(f"{early_home}en/{path}")
    assert shown(page_elsewhere) == (status, status_word(status, "en"), days_left(days, "en"))


def test_a_state_is_the_same_for_a_reader_in_beijing(timed_page: Page, home: str) -> None:
    timed_page.clock.set_fixed_time(utc("2025-06-18T16:00"))
    timed_page.goto(f"{home}zh/{CLAIM}")
    assert shown(timed_page) == ("closing", status_word("closing", "zh"), days_left(0, "zh"))


@pytest.mark.parametrize("path", [CLAIM, MOTOR])
def test_a_clock_that_is_behind_shows_no_state_from_before_the_building_date(
    path: str, timed_page: Page, page_without_scripts: Page, home: str
) -> None:
    timed_page.clock.set_fixed_time(utc("1970-01-01T00:00"))
    timed_page.goto(f"{home}zh/{path}")
    page_without_scripts.goto(f"{home}zh/{path}")
    assert shown(timed_page)[:2] == shown(page_without_scripts)[:2]


@pytest.mark.parametrize(("moment", "records"), OPEN)
def test_the_home_page_lists_what_is_open_now_or_says_that_nothing_is(
    moment: str, records: list[str], timed_page: Page, home: str
) -> None:
    timed_page.clock.set_fixed_time(utc(moment))
    timed_page.goto(f"{home}zh/index.html")
    assert sorted(open_records(timed_page)) == sorted(f"../zh/{path}" for path in records)
    assert timed_page.locator("[data-zb-empty]").is_visible() == (not records)


@pytest.mark.parametrize(("moment", "is_coming"), [("2025-06-15T04:00", True), ("2025-07-10T04:00", False)])
def test_what_was_to_come_is_shown_until_it_opens(moment: str, is_coming: bool, timed_page: Page, home: str) -> None:
    timed_page.clock.set_fixed_time(utc(moment))
    timed_page.goto(f"{home}zh/index.html")
    section = timed_page.locator("section[aria-labelledby=coming]")
    assert section.is_visible() == is_coming
    assert section.locator("li:visible").count() == is_coming


def test_a_page_left_open_closes_on_the_minute(open_context: NewContext, home: str) -> None:
    page = open_context().new_page()
    page.clock.install(time=utc("2025-06-20T08:28"))
    page.goto(f"{home}zh/{MOTOR}")
    assert shown(page) == ("closing", status_word("closing", "zh"), days_left(0, "zh"))
    page.clock.run_for("02:00")
    assert shown(page) == ("closed", status_word("closed", "zh"), "")


def test_a_closed_call_says_that_no_result_is_recorded_only_once_it_is_closed(timed_page: Page, home: str) -> None:
    for moment, told in (("2025-07-15T15:59", False), ("2025-07-15T16:00", True)):
        timed_page.clock.set_fixed_time(utc(moment))
        timed_page.goto(f"{home}zh/{FORWARDING}")
        assert timed_page.locator(".zb-headline").get_by_text(label("no_result", "zh")).is_visible() == told


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("moment", "gansu"), [("2025-07-04T03:59", "closing"), ("2025-07-04T04:00", "closed")])
def test_every_windows_row_has_its_own_state(lang: str, moment: str, gansu: str, timed_page: Page, home: str) -> None:
    # Until noon in Beijing, as extended, Gansu's recommenders may send theirs.
    timed_page.clock.set_fixed_time(utc(moment))
    timed_page.goto(f"{home}{lang}/{CLAIM}")
    rows = timed_page.locator("#windows ~ .zb-scroll").first.locator(".zb-status").all_inner_texts()
    assert rows == [status_word(status, lang) for status in ("closed", "closed", gansu, "undated")]


# -- without scripts ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", [CLAIM, MOTOR, FORWARDING, LIST])
def test_without_scripts_a_record_shows_its_state_at_the_building_date(
    path: str, page: Page, page_without_scripts: Page, home: str
) -> None:
    page.goto(f"{home}en/{path}")
    page_without_scripts.goto(f"{home}en/{path}")
    assert shown(page_without_scripts) == (*shown(page)[:2], "")


def test_without_scripts_the_home_page_lists_what_was_open_at_the_building_date(
    page_without_scripts: Page, home: str
) -> None:
    page_without_scripts.goto(f"{home}zh/index.html")
    assert sorted(open_records(page_without_scripts)) == sorted(f"../zh/{path}" for path in OPEN[0][1])


@pytest.fixture(scope="module", params=PAGES)
def visited(request: pytest.FixtureRequest, page_without_scripts: Page, home: str) -> str:
    """The path of a page that is open without scripts: the tests share the visit."""
    page_without_scripts.goto(address(home, request.param))
    return str(request.param)


def test_without_scripts_nothing_is_hidden_but_what_is_not_so_at_the_building_date(
    visited: str, page_without_scripts: Page
) -> None:
    assert page_without_scripts.locator("html").get_attribute("class") == "no-js"
    hidden = page_without_scripts.locator("body [hidden]:not([hidden] [hidden])")
    kinds: list[list[str]] = hidden.evaluate_all("all => all.map((one) => one.getAttributeNames())")
    assert visited
    needing_scripts = {
        "data-zb-theme-switch",
        "data-zb-check",
        "data-zb-result",
        "data-zb-live",
        "data-zb-desk",
        "data-zb-fill",
        "data-zb-copy-of",
        "data-zb-explorer",
        "data-zb-edit",
        "data-zb-within",
        "data-zb-rules",
    }
    assert all({*needing_scripts, "data-zb-show", "data-zb-empty", "data-zb-nothing"} & set(names) for names in kinds)


def test_without_scripts_every_link_leads_to_a_place_that_exists(
    visited: str, page_without_scripts: Page, home: str, published_site: Path
) -> None:
    links = page_without_scripts.locator("[href], [src]")
    found: list[str] = links.evaluate_all("all => all.map((one) => one.href || one.src)")
    missing = {link for link in found if link.startswith(home) and not exists(published_site, link.removeprefix(home))}
    assert visited
    assert missing == set()
    assert {urlsplit(link).scheme for link in found} <= {"http", "https", "mailto"}


@cache
def exists(site: Path, link: str) -> bool:
    address, fragment = urldefrag(unquote(link))
    file = site / address.partition("?")[0]
    return file.is_file() and (not fragment or f'id="{fragment}"' in file.read_text("utf-8"))


def test_a_link_to_nowhere_is_noticed(published_site: Path) -> None:
    assert exists(published_site, f"zh/{CLAIM}#windows")
    assert not exists(published_site, f"zh/{CLAIM}#nowhere")
    assert not exists(published_site, "zh/guides/nowhere.html")
