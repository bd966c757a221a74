"""What scripts write into a page has its place already: nothing on the first screen moves when they come late."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from generator.model.parts import LANGS

from .conftest import BUILT_AT, NewContext

pytestmark = pytest.mark.browser

SCREENS = ((1280, 800), (360, 780))
PLACES = (
    "index.html",
    "challenges/sample-2025-01-motor.html",
    "guides/sample-2025-claim.html",
    "challenges/index.html",
    "due.html",
)
BOXES = """() => [...document.querySelectorAll(
  ".zb-header *, h1, h2, h3, p, dt, dd, li, td, .zb-status, time")].map((held) => {
    const box = held.getBoundingClientRect();
    return box.height && box.top < innerHeight ? [held.tagName, held.className, box.left, box.top].join(" ") : "";
  }).filter(Boolean)"""


@pytest.fixture(scope="module")
def still(open_context: NewContext) -> Page:
    return open_context(java_script_enabled=False).new_page()


@pytest.fixture(scope="module")
def living(open_context: NewContext) -> Page:
    page = open_context().new_page()
    page.clock.set_fixed_time(BUILT_AT)
    return page


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_scripts_move_nothing(
    width: int, height: int, lang: str, place: str, still: Page, living: Page, home: str
) -> None:
    boxes = []
    for page in (still, living):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{home}{lang}/{place}")
        boxes.append([box for box in page.evaluate(BOXES) if "zb-theme" not in box])
    assert boxes[1] == boxes[0]
