from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.lang import HTML_LANG, OTHER
from generator.model.parts import LANGS

from .conftest import NewContext
from .layout import too_wide
from .pages import BILINGUAL, INNER, MOVED, NOW, OWNERS, PAGES, ROOT, UNLISTED, address
from .wording import label

SITE_URL = "https://example.org/zhangbang/"
WIDTHS = (320, 360, 768, 1280)
STOPS = 24
FOCUS = """() => {
  const held = document.activeElement, box = held.getBoundingClientRect(), style = getComputedStyle(held);
  return held === document.body ? null : {
    what: held.outerHTML.slice(0, 120),
    seen: box.width > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    content: held.closest("#content, .zb-footer") !== null,
  };
}"""
CONTENT = """async () => {
  const built = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  return [built, document].map((page) => {
    const content = page.querySelector("#content").cloneNode(true);
    const living = ".zb-left, .zb-cites, .zb-versus, " +
      "[data-zb-rules], [data-zb-explorer], [data-zb-within]";
    content.querySelectorAll(living).forEach((mark) => mark.remove());
    const scripted = content.querySelector("[data-zb-check], [data-zb-find], [data-zb-fill], [data-zb-comparison]");
    if (scripted) { return "a page that works with scripts only"; }
    return content.innerHTML;
  });
}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=PAGES)
def visited(request: pytest.FixtureRequest, page: Page, home: str) -> str:
    """The path of an open page: tests that only look share the visit."""
    page.goto(address(home, request.param))
    return str(request.param)


def path_of(page: Page, home: str) -> str:
    return re.split("[#?]", page.url.removeprefix(home))[0]


def attribute(page: Page, selector: str, name: str) -> str | None:
    return page.locator(selector).get_attribute(name)


def lang_of(path: str) -> str:
    return path.partition("/")[0] if path in BILINGUAL else "zh"


def twin(path: str, lang: str) -> str:
    return f"{lang}/{path.partition('/')[2]}" if path in BILINGUAL else f"{lang}/index.html"


# -- what a page says about itself ----------------------------------------------------------------------------
def test_a_page_names_itself_and_its_twin_alike_everywhere(visited: str, page: Page) -> None:
    found = page.locator("link[rel=canonical], meta[property='og:url']")
    names = found.evaluate_all("all => all.map((one) => one.href || one.content)")
    found = page.locator("link[rel=alternate][hreflang]")
    alternates = found.evaluate_all("all => Object.fromEntries(all.map((one) => [one.hreflang, one.href]))")
    twins = {"zh-CN": "zh", "en": "en", "x-default": "zh"} if visited in set(BILINGUAL) - MOVED else {}
    listed = visited not in UNLISTED
    named = f"{lang_of(visited)}/{NOW}" if visited in MOVED else visited
    assert names == ([SITE_URL + named] * 2 if listed else [])
    assert alternates == ({code: SITE_URL + twin(visited, lang) for code, lang in twins.items()} if listed else {})
    assert page.locator("meta[name=robots][content=noindex]").count() == (not listed)


def test_the_language_switch_points_at_the_twin(visited: str, page: Page, home: str) -> None:
    other = OTHER[lang_of(visited)]
    assert attribute(page, "html", "lang") == HTML_LANG[lang_of(visited)]
    assert page.locator(".zb-language").evaluate("link => link.href") == home + twin(visited, other)
    assert attribute(page, ".zb-language", "hreflang") == HTML_LANG[other] == attribute(page, ".zb-language", "lang")


def test_a_page_is_described_alike_to_readers_and_to_other_sites(visited: str, page: Page) -> None:
    told = {
        name: attribute(page, f"meta[property='og:{name}']", "content") for name in ("locale", "title", "description")
    }
    described = attribute(page, "meta[name=description]", "content")
    assert told == {
        "locale": {"zh": "zh_CN", "en": "en_GB"}[lang_of(visited)],
        "title": page.title(),
        "description": described,
    }
    assert page.title() and described


def test_breadcrumbs_lead_from_the_home_page_to_this_one(visited: str, page: Page, home: str) -> None:
    crumbs = page.locator(".zb-crumbs a")
    assert crumbs.evaluate_all("links => links.map((link) => link.href)") == [home + path for path in above(visited)]
    if above(visited):
        here = page.locator(".zb-crumbs [aria-current=page]").inner_text()
        assert here == page.locator("h1").inner_text()
        assert crumbs_told_to_machines(page) == [*crumbs.all_inner_texts(), here]


def above(path: str) -> list[str]:
    """The pages above a page: its language's home, and its folder's index."""
    lang, *folders, name = path.split("/") if path in BILINGUAL else ("", "index.html")
    if path in MOVED or (not folders and name == "index.html"):
        return []
    indexes = [f"{lang}/{folder}/index.html" for folder in folders if name != "index.html"]
    owner = [f"{lang}/{OWNERS[page]}"] if (page := path.partition("/")[2]) in OWNERS else []
    return [f"{lang}/index.html", *indexes, *owner]


def crumbs_told_to_machines(page: Page) -> list[str]:
    graph = json.loads(page.locator("script[type='application/ld+json']").inner_text())["@graph"]
    (trail,) = (item for item in graph if item["@type"] == "BreadcrumbList")
    return [step["name"] for step in trail["itemListElement"]]


def test_at_the_building_date_scripts_add_only_the_days_that_are_left(visited: str, page: Page) -> None:
    assert visited
    built, shown = page.evaluate(CONTENT)
    assert shown == built != ""


def test_nothing_reaches_beyond_the_window(visited: str, page: Page) -> None:
    assert visited
    assert {width: found for width in WIDTHS if (found := too_wide(page, width))} == {}


def test_a_page_that_is_too_wide_is_noticed(page: Page, home: str) -> None:
    page.goto(f"{home}zh/index.html")
    page.locator("h1").evaluate("it => { it.textContent = 'W'.repeat(300); it.style.overflowWrap = 'normal'; }")
    assert too_wide(page, 1280)[0].startswith("the page is ")
    assert any(fault.startswith("h1.") for fault in too_wide(page, 1280))


# -- languages ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["index.html", "challenges/sample-2025-01-motor.html", "regions/hunan.html"])
def test_the_language_switch_stays_on_the_page_there_and_back(path: str, page: Page, home: str) -> None:
    page.goto(f"{home}zh/{path}")
    for lang in ("en", "zh"):
        page.click(".zb-language")
        assert path_of(page, home) == f"{lang}/{path}"


@pytest.mark.parametrize(
    ("locale", "lang"),
    [("zh-CN", "zh"), ("zh-Hant-HK", "zh"), ("en-GB", "en"), ("de-DE", "en")],
)
def test_the_root_leads_on_by_the_readers_language(locale: str, lang: str, open_context: NewContext, home: str) -> None:
    page = open_context(locale=locale).new_page()
    page.goto(home)
    page.wait_for_url(f"{home}{lang}/index.html")


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_the_root_stays_for_who_came_to_choose(
    locale: str, open_context: NewContext, home: str, published_site: Path
) -> None:
    page = open_context(locale=locale).new_page()
    for site in (home, f"{published_site.as_uri()}/"):
        page.goto(f"{site}index.html#choose")
        page.wait_for_timeout(200)
        assert page.url == f"{site}index.html#choose"
        page.locator(".zb-button[lang=en]").click()
        assert page.url == f"{site}en/index.html"


def test_an_address_that_leads_nowhere_shows_the_way_back_from_any_depth(page: Page, home: str) -> None:
    for missing in ("nowhere.html", "zh/nowhere.html", "en/challenges/nowhere.html"):
        answer = page.goto(home + missing)
        assert answer is not None
        assert answer.status == 404
        assert page.locator("[data-zb-theme-switch]").is_visible()
        page.click(".zb-button[lang=en]")
        assert path_of(page, home) == "en/index.html"


# -- the keyboard ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", [*(f"zh/{path}" for path in INNER), *ROOT.values()])
def test_the_keyboards_place_is_always_seen_and_its_first_stop_skips_to_the_content(
    path: str, page: Page, home: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address(home, path))
    stops = [stop for _ in range(STOPS) if (stop := next_stop(page))]
    assert 'class="zb-skip"' in stops[0]["what"]
    assert [stop for stop in stops if not stop["seen"] or stop["outline"] < 2] == []
    page.locator(".zb-skip").press("Enter")
    assert next_stop(page)["content"]


def next_stop(page: Page) -> Mapping[str, Any]:
    """Where the keyboard goes next; nothing where it leaves the page."""
    page.keyboard.press("Tab")
    return page.evaluate(FOCUS) or {}


def test_the_skip_link_is_out_of_sight_until_it_is_needed(page: Page, home: str) -> None:
    page.goto(f"{home}zh/index.html")
    assert page.locator(".zb-skip").evaluate("link => link.getBoundingClientRect().right") < 0


# -- light and dark -------------------------------------------------------------------------------------------
def shown_theme(page: Page) -> tuple[str | None, str]:
    """The choice that the page holds, and whether its ground is dark."""
    ground: str = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    brightness = sum(float(part) for part in re.findall(r"[0-9.]+", ground)[:3])
    return attribute(page, "html", "data-zb-theme"), "dark" if brightness < 384 else "light"


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_theme_switch_goes_round_and_survives_a_reload(system: str, open_context: NewContext, home: str) -> None:
    page = open_context(color_scheme=system).new_page()
    page.goto(f"{home}zh/index.html")
    for expected in (("auto", system), ("light", "light"), ("dark", "dark"), ("auto", system)):
        assert shown_theme(page) == expected
        page.reload()
        assert shown_theme(page) == expected
        page.click("[data-zb-theme-switch]")


@pytest.mark.parametrize("lang", LANGS)
def test_the_theme_switch_says_its_state_in_the_pages_language(lang: str, open_context: NewContext, home: str) -> None:
    page = open_context().new_page()
    page.goto(f"{home}{lang}/index.html")
    for choice in ("auto", "light", "dark"):
        page.get_by_role("button", name=label(f"theme_{choice}", lang), exact=True).click()


def test_a_reader_on_auto_follows_the_system_at_once(open_context: NewContext, home: str) -> None:
    page = open_context(color_scheme="light").new_page()
    page.goto(f"{home}zh/index.html")
    page.emulate_media(color_scheme="dark")
    page.locator("html[data-md-color-scheme=slate]").wait_for()
    assert shown_theme(page) == ("auto", "dark")
