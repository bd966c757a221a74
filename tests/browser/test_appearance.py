"""A site in Chinese alone, with a logo, colours and numbers of its own, is as accessible and as well-formed as ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import assemble, build, publish
from playwright.sync_api import Page, expect

from .conftest import serve
from .markup import markup_problems
from .test_axe import AXE, violations

pytestmark = pytest.mark.browser

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="#0a5c36"/>'
    '<path stroke="#fff" stroke-width="3" d="M10 20h70"/></svg>'
)
CHOSEN = """
languages: [zh]
logo: logo.svg
colours: {primary: "#0a5c36", accent: "#8a5000"}
footer:
  sponsor: {zh: 某某省科学技术厅, en: A department}
  contact: {zh: "联系电话：0731-12345678"}
  icp: 湘ICP备2024000001号-1
  police: 湘公网安备 43010002000001号
  site_id: "4300000001"
"""
PAGES = ("zh/index.html", "zh/guides/sample-2025-claim.html", "zh/rules.html")


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that chooses all of this."""
    folder = tmp_path_factory.mktemp("chosen")
    project = publish(assemble(folder / "project"))
    (project / "site_config/logo.svg").write_text(LOGO, "utf-8")
    with (project / "site_config/site.yml").open("a") as site:
        site.write(CHOSEN)
    return build(project, folder / "site")


@pytest.fixture(scope="module")
def base(chosen: Path) -> Iterator[str]:
    """Its address."""
    with serve(chosen) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, page: Page, base: str) -> None:
    page.goto(base + path)
    page.evaluate(AXE)
    looks = (("light", 1280), ("dark", 360))
    assert [found for scheme, width in looks for found in violations(page, scheme, width)] == []


def test_html_validate_finds_nothing(chosen: Path, tmp_path: Path) -> None:
    pages = [chosen / path for path in (*PAGES, "index.html", "404.html")]
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
