"""Pages look as they would with the theme's whole style sheets: what was cut from them matched nothing."""

from __future__ import annotations

from pathlib import Path

import material
import pytest
from playwright.sync_api import Page

from .pages import PAGES, address

THEME = Path(material.__file__).parent / "templates/assets/stylesheets"
WHOLE = "\n".join(next(THEME.glob(f"{name}.*.min.css")).read_text("utf-8") for name in ("main", "palette"))
SEVERAL = (
    "zh/index.html",
    "zh/find.html",
    "zh/forms/sample-2025-need-form.html",
    "zh/how-to-review.html",
    "en/rules.html",
    "en/guides/sample-2025-claim.html",
)
DIFFERENT = """async (whole) => {
  const all = [...document.querySelectorAll("*")].filter((one) => !one.closest("head"));
  const looks = () => all.flatMap((one) => ["", "::before", "::after", "::marker"].map((part) => {
    const style = getComputedStyle(one, part);
    return part === "::before" || part === "::after" ? style.content !== "none" && text(style) : text(style);
  }));
  const seen = (style) => [...style].filter((name) => !name.startsWith("--"));
  const text = (style) => seen(style).map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
  const frame = document.querySelector("link[href*='zb/frame.']"), cut = looks();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(whole);
  const rules = [...sheet.cssRules].map((rule) => rule.cssText);
  while (frame.sheet.cssRules.length) { frame.sheet.deleteRule(0); }
  rules.forEach((rule, place) => { frame.sheet.insertRule(rule, place); });
  const full = looks();
  return full.flatMap((look, i) => look === cut[i] ? [] : [all[Math.floor(i / 4)].outerHTML.slice(0, 80)]);
}"""

pytestmark = pytest.mark.browser


def differences(page: Page, place: str, whole: str = WHOLE) -> list[str]:
    """The elements of a page that look otherwise under `whole`, light and wide, and dark and narrow."""
    found: list[str] = []
    for scheme, width in (("light", 1280), ("dark", 360)):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.goto(place)
        found += page.evaluate(DIFFERENT, whole)
    return found


@pytest.mark.parametrize("path", SEVERAL)
def test_nothing_that_a_page_needs_was_cut(path: str, page: Page, home: str) -> None:
    assert differences(page, address(home, path)) == []


@pytest.mark.proof
@pytest.mark.parametrize("path", sorted({*PAGES} - {*SEVERAL}))
def test_nothing_that_any_page_needs_was_cut(path: str, page: Page, home: str) -> None:
    assert differences(page, address(home, path)) == []


def test_a_rule_that_is_needed_would_be_missed(page: Page, home: str) -> None:
    found = differences(page, f"{home}zh/index.html", WHOLE + ".md-content .zb-page h1{padding:3px}")
    assert any(element.startswith("<h1") for element in found)
