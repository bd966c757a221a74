"""What can be pressed is large enough, has a name, is reached by keyboard from header to foot, and never traps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from generator.model.parts import LANGS

from .conftest import BUILT_AT, NewContext
from .pages import BY_TEMPLATE, MOVED, PAGES, ROOT, address
from .wording import label

LEAST = 24
"""CSS pixels that a target is wide and high, or around whose middle no other target lies (WCAG 2.2, 2.5.8)."""

SMALL = """(least) => {
  const words = "p, li, td, dd, th, dt, caption, span";
  const inline = (one) => getComputedStyle(one).display === "inline" && one.closest(words);
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("[data-zb-paper]"));
  const boxes = all.map((one) => (one.matches("label input") ? one.closest("label") : one).getBoundingClientRect());
  const gap = (at, from, to) => Math.max(from - at, 0, at - to);
  const near = (x, y, box) => Math.hypot(gap(x, box.left, box.right), gap(y, box.top, box.bottom));
  const apart = (i, j) => i !== j && !all[i].contains(all[j]) && !all[j].contains(all[i]);
  const crowded = (box, i) => boxes.some((other, j) => apart(i, j)
    && near((box.left + box.right) / 2, (box.top + box.bottom) / 2, other) < least / 2);
  return all.flatMap((one, i) => {
    const box = boxes[i];
    const fits = Math.min(box.width, box.height) >= least - 0.5;
    if (!box.width || inline(one) || fits || !crowded(box, i)) { return []; }
    return [`${one.outerHTML.slice(0, 80)}: ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`];
  });
}"""
HELD = """() => {
  const held = document.activeElement;
  if (held === document.body) { return null; }
  const box = held.getBoundingClientRect(), shown = getComputedStyle(held);
  const across = Math.max(box.left, 0) + Math.min(box.width, 8) / 2;
  const down = Math.max(box.top, 0) + Math.min(box.height, 8) / 2;
  const at = document.elementFromPoint(across, down);
  return {
    what: held.outerHTML.slice(0, 90),
    outlined: shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) >= 2,
    hidden: !at || !(held === at || held.contains(at) || at.contains(held)),
  };
}"""
TARGETS = tuple(f"zh/{paths[0]}" for name, paths in BY_TEMPLATE.items() if name != "moved") + tuple(ROOT.values())
ROUNDS = ("home", "find", "form", "stats", "check")
"""The templates whose pages are walked from end to end."""

pytestmark = pytest.mark.browser


@pytest.fixture
def walker(open_context: NewContext) -> Iterator[Page]:
    """A page on a phone, of its own for each test."""
    page = open_context(viewport={"width": 360, "height": 640}).new_page()
    page.clock.set_fixed_time(BUILT_AT)
    yield page
    page.close()


# -- sizes ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", TARGETS)
def test_what_can_be_pressed_is_large_enough(path: str, page: Page, home: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address(home, path), wait_until="networkidle" if "find" in path else "load")
    assert page.evaluate(SMALL, LEAST) == []


def test_what_is_too_small_is_noticed(page: Page, home: str) -> None:
    page.goto(f"{home}zh/index.html")
    page.locator(".zb-tools").evaluate("it => { it.innerHTML = '<button>a</button><button>b</button>'; }")
    assert len(page.evaluate(SMALL, LEAST)) == 2


# -- the keyboard ---------------------------------------------------------------------------------------------
def walk(page: Page) -> list[dict[str, object]]:
    """Every stop of the keyboard, from the top of the page until it leaves the page."""
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        held = page.evaluate(HELD)
        if held is None:
            return stops
        stops.append(held)
    raise AssertionError(f"the keyboard does not leave the page: {stops[-3:]}")


@pytest.mark.parametrize("name", ROUNDS)
def test_the_keyboard_goes_through_the_page_and_out_and_its_place_is_never_hidden(
    name: str, walker: Page, home: str
) -> None:
    walker.goto(f"{home}zh/{BY_TEMPLATE[name][0]}", wait_until="networkidle")
    stops = walk(walker)
    assert [stop["what"] for stop in stops if stop["hidden"] or not stop["outlined"]] == []
    assert "zb-skip" in str(stops[0]["what"])
    assert any("zb-nav" in str(stop["what"]) or "guides/index" in str(stop["what"]) for stop in stops)
    assert "noopener" in str(stops[-1]["what"]) or "footer" in str(stops[-1]["what"]) or len(stops) > 20


def test_a_trap_is_noticed(walker: Page, home: str) -> None:
    walker.goto(f"{home}zh/about.html")
    walker.evaluate("addEventListener('keydown', (event) => event.key === 'Tab' && event.preventDefault())")
    walker.locator(".zb-skip").focus()
    with pytest.raises(AssertionError, match="does not leave"):
        walk(walker)


@pytest.mark.parametrize("lang", LANGS)
def test_the_search_in_the_header_is_used_by_keyboard_alone(lang: str, page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{home}{lang}/about.html")
    page.keyboard.press("/")
    page.keyboard.type("电机")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}{lang}/find.html?q=*")
    page.locator(".zb-hit a").first.wait_for()


# -- names ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGS)
def test_the_frame_reads_as_landmarks_with_names(lang: str, page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{home}{lang}/challenges/sample-2025-01-motor.html")
    heard = page.locator("body").aria_snapshot()
    for role, name in (
        ("link", label("skip", lang)),
        ("search", label("find_site", lang)),
        ("searchbox", label("find_label", lang)),
        ("navigation", label("nav_main", lang)),
        ("navigation", label("breadcrumbs", lang)),
        ("navigation", label("nav_more", lang)),
        ("button", label("theme_auto", lang)),
    ):
        assert f'{role} "{name}"' in heard, (role, name)
    for role in ("banner", "main", "article", "contentinfo", "heading"):
        assert f"- {role}" in heard, role


@pytest.mark.parametrize("path", [pytest.param(p, marks=[] if p in TARGETS else pytest.mark.proof) for p in PAGES])
def test_all_that_can_be_pressed_or_filled_has_a_name_and_headings_come_in_order(
    path: str, page: Page, home: str
) -> None:
    page.goto(address(home, path))
    line = page.context.new_cdp_session(page)
    nodes = line.send("Accessibility.getFullAXTree")["nodes"]
    line.detach()
    heard = [node for node in nodes if not node["ignored"]]
    acting = {"link", "button", "textbox", "searchbox", "checkbox", "radio", "combobox", "listbox", "spinbutton"}
    nameless = [node["nodeId"] for node in heard if _role(node) in acting and not _name(node)]
    levels = [_level(node) for node in heard if _role(node) == "heading"]
    assert nameless == []
    assert path in MOVED or levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def _role(node: dict[str, dict[str, object]]) -> object:
    return node.get("role", {}).get("value")


def _name(node: dict[str, dict[str, object]]) -> object:
    return node.get("name", {}).get("value")


def _level(node: dict[str, list[dict[str, dict[str, int]]]]) -> int:
    return next(one["value"]["value"] for one in node["properties"] if one["name"] == "level")  # type: ignore[comparison-overlap]
