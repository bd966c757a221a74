"""A site in Chinese alone, with a logo, colours and numbers of its own, is as accessible and as well-formed as ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import serve
from .markup import markup_problems
from .test_axe import AXE, violations

pytestmark = pytest.mark.browser

PAGES = ("zh/index.html", "zh/guides/sample-2025-claim.html", "zh/rules.html")


@pytest.fixture(scope="module")
def base(chosen_site: Path) -> Iterator[str]:
    """Its address."""
    with serve(chosen_site) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, page: Page, base: str) -> None:
    page.goto(base + path)
    page.evaluate(AXE)
    looks = (("light", 1280), ("dark", 360))
    assert [found for scheme, width in looks for found in violations(page, scheme, width)] == []


def test_html_validate_finds_nothing(chosen_site: Path, tmp_path: Path) -> None:
    pages = [chosen_site / path for path in (*PAGES, "index.html", "404.html")]
    assert {page: found for page, found in markup_problems(pages, tmp_path / "report.json").items() if found} == {}


def test_the_logo_is_seen_in_its_proportions_and_the_colours_are_the_sites(page: Page, base: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{base}zh/index.html")
    size = page.locator(".zb-logo").evaluate("image => [image.naturalWidth > 0, image.width / image.height]")
    assert size[0]
    assert size[1] == pytest.approx(3, abs=0.1)
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.zb-nav a[aria-current]')).color") == "rgb(10, 92, 54)"
    )


def test_the_root_leads_on_to_the_chinese_pages(page: Page, base: str) -> None:
    page.goto(f"{base}index.html")
    page.wait_for_url(f"{base}zh/index.html")
    expect(page.locator(".zb-language")).to_have_count(0)


def test_a_search_finds_what_there_is(page: Page, base: str) -> None:
    page.goto(f"{base}zh/find.html?q=motor")
    expect(page.locator("main a[href*='sample-2025-01-motor']").first).to_be_visible()
