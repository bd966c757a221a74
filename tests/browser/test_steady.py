"""Nothing moves while a page comes over a slow line: what scripts add is there when the page is first seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route

from .conftest import BUILT_AT, NewContext
from .layout import HEIGHT
from .pages import BY_TEMPLATE, PAGES, address

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
"""What Lighthouse calls slow 4G: milliseconds, and bytes a second."""

WATCH = """window.moved = [];
new PerformanceObserver((list) => list.getEntries().filter((one) => !one.hadRecentInput).forEach((one) => {
  const places = one.sources.map((source) => source.node && (source.node.outerHTML || source.node.data).slice(0, 80));
  window.moved.push(`${one.value.toFixed(4)} ${places}`);
})).observe({ type: "layout-shift", buffered: true });"""
ALIVE = ("home", "find", "due", "form", "check", "changes", "edit", "api")
"""The templates whose pages scripts change as they come."""

SOME = tuple((f"zh/{BY_TEMPLATE[name][0]}", (360, 1280)[place % 2]) for place, name in enumerate(ALIVE))
ALL = tuple((path, width) for path in PAGES for width in (360, 1280))
"""Pages and the widths at which they are opened."""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def slow_page(open_context: NewContext) -> Iterator[Page]:
    """A page on a slow line that remembers nothing, and notes what moves."""
    context = open_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.clock.set_fixed_time(BUILT_AT)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", SLOW)
    yield page
    context.close()


def moved(page: Page, place: str, width: int) -> list[str]:
    """How much moved while the page came, and what."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(place, wait_until="networkidle")
    found: list[str] = page.evaluate("new Promise((done) => setTimeout(() => done(window.moved), 100))")
    return found


@pytest.mark.parametrize(("path", "width"), SOME)
def test_nothing_moves_on_pages_that_scripts_change(path: str, width: int, slow_page: Page, home: str) -> None:
    assert moved(slow_page, home + path, width) == []


@pytest.mark.proof
@pytest.mark.parametrize(("path", "width"), sorted({*ALL} - {*SOME}))
def test_nothing_moves_on_any_page(path: str, width: int, slow_page: Page, home: str) -> None:
    assert moved(slow_page, address(home, path), width) == []


def test_what_moves_is_seen(slow_page: Page, home: str) -> None:
    def late(route: Route) -> None:
        page = route.fetch()
        route.fulfill(response=page, body=page.text().replace(' blocking="render"', ""))

    slow_page.route("**/zh/api.html", late)
    found = moved(slow_page, f"{home}zh/api.html", 360)
    slow_page.unroute("**/zh/api.html")
    assert any(float(one.partition(" ")[0]) > 0.1 for one in found), found
