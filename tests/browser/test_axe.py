from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .layout import HEIGHT
from .pages import PAGES, SAMPLES, address

AXE = (Path(__file__).parent / "node_modules/axe-core/axe.min.js").read_text("utf-8")
# Where the system's own colours are shown, axe would read those that the page asked for.
RUN = """async () => {
  const colours = { "color-contrast": { enabled: !matchMedia("(forced-colors: active)").matches } };
  const found = await axe.run(document, { resultTypes: ["violations"], rules: colours });
  const worded = (rule) => rule.nodes.map((node) => `${rule.id} ${node.target}: ${node.failureSummary}`);
  return found.violations.flatMap(worded);
}"""
SHADES = {"light": "default", "dark": "slate"}
ROWS = (("light", 1280), ("dark", 360)), (("dark", 1280), ("light", 360))
ALL = ROWS[0] + ROWS[1]
ASKED = {"contrast": "more", "forced_colors": "active"}
"""What a reader may ask of the system: more contrast, or its own few colours."""

pytestmark = pytest.mark.browser


def looks(path: str) -> tuple[tuple[str, int], ...]:
    """Half of the looks in each language, so that every template has all four; all four where a page has no twin."""
    return ROWS[0] if path.startswith("zh/") else ROWS[1] if path.startswith("en/") else ALL


def violations(page: Page, scheme: str, width: int) -> list[str]:
    """axe's findings on the open page; it comes by way of the debugger, for the page's policy bars inline scripts."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=scheme)
    page.locator(f"html[data-md-color-scheme={SHADES[scheme]}]").wait_for()
    found: list[str] = page.evaluate(RUN)
    return [f"{scheme} {width} px: {violation}" for violation in found]


def all_violations(page: Page, place: str, looks: Iterable[tuple[str, int]]) -> list[str]:
    page.goto(place)
    page.evaluate(AXE)
    return [found for scheme, width in looks for found in violations(page, scheme, width)]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_light_or_dark_wide_or_narrow(path: str, page: Page, home: str) -> None:
    assert all_violations(page, address(home, path), looks(path)) == []


@pytest.mark.parametrize("path", SAMPLES)
def test_axe_finds_nothing_on_invented_records(path: str, page: Page, sample_home: str) -> None:
    assert all_violations(page, address(sample_home, path), looks(path)) == []


@pytest.mark.proof
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_the_looks_that_are_left(path: str, page: Page, home: str) -> None:
    assert all_violations(page, address(home, path), [look for look in ALL if look not in looks(path)]) == []


@pytest.mark.proof
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("choice", ASKED)
def test_axe_finds_nothing_with_more_contrast_or_the_systems_colours(
    choice: str, path: str, page: Page, home: str
) -> None:
    page.emulate_media(**{choice: ASKED[choice]})
    found = all_violations(page, address(home, path), ROWS[0])
    page.emulate_media(contrast="null", forced_colors="null")
    assert found == []


@pytest.mark.parametrize("scheme", SHADES)
def test_axe_sees_pale_text(scheme: str, page: Page, home: str) -> None:
    page.goto(f"{home}zh/index.html")
    page.evaluate(AXE)
    page.evaluate("document.querySelector('h1').style.color = 'rgb(128 128 128 / 40%)'")
    assert any("color-contrast" in found for found in violations(page, scheme, 1280))
