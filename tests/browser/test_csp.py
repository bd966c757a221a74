from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import NewContext
from .pages import INNER, MOVED, PAGES, ROOT, address
from .watching import MARKER, Watch

INLINE = f"window.{MARKER} = 'inline'"
INJECT_SCRIPT = f"""() => {{
  const script = document.createElement("script");
  script.textContent = "{INLINE}";
  document.body.append(script);
}}"""
INJECT_HANDLER = f"""() => document.body.insertAdjacentHTML("beforeend", `<img src="data:," onerror="{INLINE}">`)"""
INJECT_STYLE = """() => document.body.insertAdjacentHTML("beforeend", '<p style="color: red">x</p>')"""
INJECT_IMAGE = """() => document.body.insertAdjacentHTML("beforeend", '<img src="https://elsewhere.example/x.png">')"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def watch(open_context: NewContext, home: str) -> Watch:
    return Watch(open_context().new_page(), home)


@pytest.fixture(scope="module")
def watch_on_disk(open_context: NewContext, published_site: Path) -> Watch:
    return Watch(open_context().new_page(), f"{published_site.as_uri()}/")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_to_its_policy_and_its_own_origin(path: str, watch: Watch) -> None:
    assert watch.open(address(watch.home, path)) == []
    assert scripts_ran(watch.page)


@pytest.mark.parametrize("path", sorted({*(f"zh/{path}" for path in INNER), "en/index.html", ROOT["language"]} - MOVED))
def test_a_page_opened_from_a_disk_does_too(path: str, watch_on_disk: Watch) -> None:
    assert watch_on_disk.open(address(watch_on_disk.home, path)) == []
    assert scripts_ran(watch_on_disk.page)


def scripts_ran(page: Page) -> bool:
    return page.locator("html.js").count() == 1 and page.locator("[data-zb-theme-switch]").is_visible()


@pytest.mark.parametrize("injection", [INJECT_SCRIPT, INJECT_HANDLER, INJECT_STYLE, INJECT_IMAGE])
def test_the_policy_refuses_what_is_injected_and_the_watch_sees_it(injection: str, watch: Watch) -> None:
    assert watch.open(f"{watch.home}zh/index.html") == []
    watch.page.evaluate(injection)
    watch.page.wait_for_timeout(100)
    found = watch.look()
    assert any("refused by the policy" in fault for fault in found)
    assert not any("ran as script" in fault for fault in found)


def test_the_watch_sees_requests_that_leave_or_fail(open_context: NewContext, home: str) -> None:
    watch = Watch(open_context(bypass_csp=True).new_page(), home)
    watch.page.route("https://elsewhere.example/**", lambda route: route.abort())
    watch.open(f"{home}zh/index.html")
    watch.page.evaluate(INJECT_IMAGE)
    watch.page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<img src=nowhere.png>')")
    watch.page.wait_for_load_state("networkidle")
    found = "\n".join(watch.look())
    assert "request to another origin: https://elsewhere.example/x.png" in found
    assert "nowhere.png 404" in found
