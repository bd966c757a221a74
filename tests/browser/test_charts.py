"""Charts can be read on a phone, in the dark, on paper and without colours: no word covers another, no bar is lost."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from generator.model.parts import LANGS

from .layout import HEIGHT, too_wide

PATHS = tuple(f"{lang}/{path}" for lang in LANGS for path in ("stats.html", "domains/motors.html"))
COVERED = """() => [...document.querySelectorAll(".zb-chart[role=img]")].flatMap((chart) => {
  const boxes = [...chart.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const frame = chart.getBoundingClientRect();
  const out = boxes.filter(([, box]) => box.left < frame.left - 8 || box.right > frame.right + 8);
  const over = boxes.flatMap(([words, box], n) => boxes.slice(n + 1)
    .filter(([, other]) => box.left < other.right - 1 && other.left < box.right - 1
      && box.top < other.bottom - 5 && other.top < box.bottom - 5)
    .map(([others]) => `${words} covers ${others}`));
  return out.map(([words]) => `${words} stands outside`).concat(over);
})"""
CONTRAST = """(bar) => {
  const channel = (n) => n / 255 <= 0.03928 ? n / 255 / 12.92 : ((n / 255 + 0.055) / 1.055) ** 2.4;
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(channel);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  const one = light(getComputedStyle(bar).stroke);
  const other = light(ground.includes("0, 0, 0, 0") ? "rgb(255, 255, 255)" : ground);
  return Math.max(one, other) / Math.min(one, other);
}"""

pytestmark = pytest.mark.browser


def shot(figure: Locator) -> Image.Image:
    return Image.open(BytesIO(figure.screenshot())).convert("RGB")


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_no_word_covers_another_or_stands_outside(path: str, width: int, page: Page, home: str) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(home + path)
    assert page.locator(".zb-chart[role=img]").count() > 0
    assert page.evaluate(COVERED) == []
    assert too_wide(page, width) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_words_keep_their_size(width: int, page: Page, home: str) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(f"{home}zh/stats.html")
    sizes = page.evaluate("""() => [...document.querySelectorAll(".zb-chart text")].map((text) =>
      parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)""")
    assert sizes
    assert min(sizes) >= 12


@pytest.mark.parametrize(("scheme", "media"), [("light", "screen"), ("dark", "screen"), ("light", "print")])
def test_bars_are_seen_in_light_dark_and_print(scheme: str, media: str, page: Page, home: str) -> None:
    page.emulate_media(color_scheme=scheme, media=media)  # type: ignore[arg-type]
    page.goto(f"{home}zh/stats.html")
    bars = page.locator(".zb-chart[role=img] .zb-chart__bar--0, .zb-chart[role=img] .zb-chart__bar--1")
    assert bars.count() > 3
    assert all(bars.nth(n).evaluate(CONTRAST) >= 3 for n in range(bars.count()))
    colours = shot(page.locator("#years-chart .zb-chart[role=img]")).getcolors(1 << 20)
    assert colours is not None and len(colours) > 20, "the drawing is not blank"


def test_the_two_series_differ_without_colours(page: Page, home: str) -> None:
    page.goto(f"{home}zh/stats.html")
    keys = shot(page.locator("#years-chart .zb-plot__keys")).convert("L")
    assert keys.getextrema()[0] < 120
    first, second = (page.locator(f"#years-chart .zb-chart__bar--{n}").last for n in (0, 1))
    assert first.evaluate("bar => getComputedStyle(bar).fill") != second.evaluate("bar => getComputedStyle(bar).fill")
    assert second.evaluate("bar => getComputedStyle(bar).strokeDasharray") not in ("none", "")


def test_charts_are_on_paper(page: Page, home: str, tmp_path: Path) -> None:
    page.goto(f"{home}zh/stats.html")
    page.emulate_media(media="print")
    charts = page.locator(".zb-chart[role=img]")
    assert charts.count() > 4
    assert all(charts.nth(n).is_visible() for n in range(charts.count()))
    page.pdf(path=tmp_path / "stats.pdf")
    assert (tmp_path / "stats.pdf").stat().st_size > 20_000


def test_a_reader_of_the_screen_hears_name_and_sentence(page: Page, home: str) -> None:
    page.goto(f"{home}en/stats.html")
    drawing = page.get_by_role("img", name="Challenges and calls published each year")
    assert drawing.count() == 1
    described = drawing.get_attribute("aria-describedby")
    assert "Most challenges recorded here" in page.locator(f"#{described}").inner_text()
